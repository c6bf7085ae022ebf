/* The public face of the URL parser. */
#include "convert/context.h"
#include "url/set.h"
#include "url/url.h"

struct tms_link {
  tms_allocator allocator;
  tms_url url, base, spare;
  tms_buf part;
};

tms_link *tms_link_new(const tms_allocator *allocator) {
  if (!allocator) allocator = tms_allocator_libc();
  tms_link *link = tms_alloc_zero(allocator, sizeof *link);
  if (!link) return NULL;
  link->allocator = *allocator;
  tms_url_init(&link->url, &link->allocator);
  tms_url_init(&link->base, &link->allocator);
  tms_url_init(&link->spare, &link->allocator);
  tms_buf_init(&link->part, &link->allocator, SIZE_MAX / 2);
  return link;
}

void tms_link_free(tms_link *link) {
  if (!link) return;
  tms_allocator allocator = link->allocator;
  tms_buf_release(&link->part);
  tms_url_release(&link->spare);
  tms_url_release(&link->base);
  tms_url_release(&link->url);
  tms_free(&allocator, link, sizeof *link);
}

tms_status tms_link_parse(tms_link *link, const char *url, size_t size, const char *base, size_t base_size) {
  if (!link || (!url && size) || (!base && base_size)) return TMS_ERR_ARGUMENT;
  tms_status status = base ? tms_url_parse(&link->base, tms_slice_of(base, base_size), NULL) : TMS_OK;
  if (status != TMS_OK) {
    tms_url_clear(&link->url);
    return status;
  }
  return tms_url_parse(&link->url, tms_slice_of(url, size), base ? &link->base : NULL);
}

static tms_slice part_of(const tms_link *link, tms_link_part_name part) {
  switch (part) {
    case TMS_LINK_HREF: return tms_url_href(&link->url);
    case TMS_LINK_PROTOCOL: return tms_url_protocol(&link->url);
    case TMS_LINK_USERNAME: return tms_url_username(&link->url);
    case TMS_LINK_PASSWORD: return tms_url_password(&link->url);
    case TMS_LINK_HOST: return tms_url_host(&link->url);
    case TMS_LINK_HOSTNAME: return tms_url_hostname(&link->url);
    case TMS_LINK_PORT: return tms_url_port(&link->url);
    case TMS_LINK_PATHNAME: return tms_url_pathname(&link->url);
    case TMS_LINK_SEARCH: return tms_url_search(&link->url);
    case TMS_LINK_HASH: return tms_url_hash(&link->url);
    case TMS_LINK_ORIGIN: break;
  }
  return TMS_SLICE_NONE;
}

const char *tms_link_part(tms_link *link, tms_link_part_name part, size_t *size) {
  if (size) *size = 0;
  if (!link) return NULL;
  tms_buf_reset(&link->part);
  if (part == TMS_LINK_ORIGIN && tms_url_href(&link->url).len) {
    tms_url_origin(&link->url, &link->part);
  } else {
    tms_buf_add(&link->part, part_of(link, part));
  }
  if (link->part.status != TMS_OK) return NULL;
  if (size) *size = link->part.len;
  return link->part.data;
}

tms_status tms_link_set(tms_link *link, tms_link_part_name part, const char *value, size_t size) {
  if (!link || (!value && size)) return TMS_ERR_ARGUMENT;
  tms_slice text = tms_slice_of(value, size);
  if (part != TMS_LINK_HREF && tms_url_href(&link->url).len == 0) return TMS_ERR_ARGUMENT;
  switch (part) {
    case TMS_LINK_HREF: return tms_url_set_href(&link->url, text, &link->spare);
    case TMS_LINK_PROTOCOL: return tms_url_set_protocol(&link->url, text, &link->spare);
    case TMS_LINK_USERNAME: return tms_url_set_username(&link->url, text, &link->spare);
    case TMS_LINK_PASSWORD: return tms_url_set_password(&link->url, text, &link->spare);
    case TMS_LINK_HOST: return tms_url_set_host(&link->url, text, &link->spare);
    case TMS_LINK_HOSTNAME: return tms_url_set_hostname(&link->url, text, &link->spare);
    case TMS_LINK_PORT: return tms_url_set_port(&link->url, text, &link->spare);
    case TMS_LINK_PATHNAME: return tms_url_set_pathname(&link->url, text, &link->spare);
    case TMS_LINK_SEARCH: return tms_url_set_search(&link->url, text, &link->spare);
    case TMS_LINK_HASH: return tms_url_set_hash(&link->url, text, &link->spare);
    case TMS_LINK_ORIGIN: break;
  }
  return TMS_ERR_ARGUMENT;
}
