/*
 * A setter writes the URL anew with one part changed, and has it parsed: serialized parts parse to themselves, so the parser does with the new part what the
 * standard's "state override" asks for, once what the override would not take is kept from it.
 */
#include "url/set.h"

#include "url/encode.h"

/* The parts as texts, each with its delimiters. */
typedef struct parts {
  tms_slice protocol, username, password, hostname, port, path, search, hash;
  bool has_host;
} parts;

static parts parts_of(const tms_url *url) {
  const char *href = url->href.data;
  return (parts){.protocol = tms_url_protocol(url),
                 .username = tms_url_username(url),
                 .password = tms_url_password(url),
                 .hostname = tms_url_hostname(url),
                 .port = tms_url_port(url),
                 .path = tms_url_pathname(url),
                 .search = tms_slice_of(href + url->query, url->fragment - url->query),
                 .hash = tms_slice_of(href + url->fragment, url->href.len - url->fragment),
                 .has_host = url->has_host};
}

static void write_authority(const parts *p, tms_buf *out) {
  tms_buf_add_cstr(out, "//");
  tms_buf_add(out, p->username);
  if (p->password.len) tms_buf_add_byte(out, ':');
  tms_buf_add(out, p->password);
  if (p->username.len || p->password.len) tms_buf_add_byte(out, '@');
  tms_buf_add(out, p->hostname);
  if (p->port.len) tms_buf_add_byte(out, ':');
  tms_buf_add(out, p->port);
}

/* Parses what the parts make together; url takes it where that is a URL. */
static tms_status assemble(tms_url *url, const parts *p, tms_url *spare) {
  tms_buf text;
  tms_buf_init(&text, url->href.allocator, url->href.ceiling);
  tms_buf_add(&text, p->protocol);
  if (p->has_host) {
    write_authority(p, &text);
  } else if (tms_slice_starts(p->path, TMS_SLICE("//"))) {
    tms_buf_add_cstr(&text, "/.");
  }
  tms_buf_add(&text, p->path);
  tms_buf_add(&text, p->search);
  tms_buf_add(&text, p->hash);
  tms_status status = text.status == TMS_OK ? tms_url_parse(spare, tms_buf_slice(&text), NULL) : text.status;
  if (status == TMS_OK) {
    tms_url swap = *url;
    *url = *spare;
    *spare = swap;
  }
  tms_buf_release(&text);
  return status == TMS_ERR_SYNTAX ? TMS_OK : status;
}

/* The basic parser drops tabs and line ends from whatever it is given. */
static tms_status without_line_ends(tms_slice value, tms_buf *out) {
  for (size_t i = 0; i < value.len; i++) {
    if (value.ptr[i] != '\t' && value.ptr[i] != '\n' && value.ptr[i] != '\r') tms_buf_add_byte(out, value.ptr[i]);
  }
  return out->status;
}

tms_status tms_url_set_href(tms_url *url, tms_slice value, tms_url *spare) {
  tms_status status = tms_url_parse(spare, value, NULL);
  if (status != TMS_OK) return status;
  tms_url swap = *url;
  *url = *spare;
  *spare = swap;
  return TMS_OK;
}

/* A text without line ends, of which a setter takes the part that concerns it. */
typedef tms_status with_text(tms_url *url, tms_slice value, tms_url *spare);

static tms_status filtered(tms_url *url, tms_slice value, tms_url *spare, with_text *set) {
  tms_buf text;
  tms_buf_init(&text, url->href.allocator, SIZE_MAX / 2);
  tms_status status = without_line_ends(value, &text);
  if (status == TMS_OK) status = set(url, tms_buf_slice(&text), spare);
  tms_buf_release(&text);
  return status;
}

static bool is_file(const tms_url *url) {
  return url->scheme == TMS_SCHEME_FILE;
}

static bool is_special_protocol(tms_slice scheme) {
  static const tms_slice special[] = {TMS_SLICE_INIT("http"), TMS_SLICE_INIT("https"), TMS_SLICE_INIT("ftp"),
                                      TMS_SLICE_INIT("ws"),   TMS_SLICE_INIT("wss"),   TMS_SLICE_INIT("file")};
  for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
    if (tms_slice_eq_nocase(scheme, special[i])) return true;
  }
  return false;
}

/* "Scheme start state" and "scheme state". */
static tms_status set_protocol(tms_url *url, tms_slice value, tms_url *spare) {
  size_t end = 0;
  while (end < value.len && (tms_is_alnum((unsigned char)value.ptr[end]) || (end && strchr("+-.", value.ptr[end]) && value.ptr[end]))) end++;
  if (end == 0 || !tms_is_alpha((unsigned char)value.ptr[0]) || (end < value.len && value.ptr[end] != ':')) return TMS_OK;
  tms_slice scheme = tms_slice_head(value, end);
  parts p = parts_of(url);
  bool to_file = tms_slice_eq_nocase(scheme, TMS_SLICE("file"));
  if (is_special_protocol(scheme) != tms_url_is_special(url)) return TMS_OK;
  if (to_file && (p.username.len || p.password.len || p.port.len)) return TMS_OK;
  if (is_file(url) && p.hostname.len == 0) return TMS_OK;
  tms_buf protocol;
  tms_buf_init(&protocol, url->href.allocator, SIZE_MAX / 2);
  tms_buf_add(&protocol, scheme);
  tms_buf_add_byte(&protocol, ':');
  p.protocol = tms_buf_slice(&protocol);
  tms_status status = protocol.status == TMS_OK ? assemble(url, &p, spare) : protocol.status;
  tms_buf_release(&protocol);
  return status;
}

tms_status tms_url_set_protocol(tms_url *url, tms_slice value, tms_url *spare) {
  return filtered(url, value, spare, set_protocol);
}

static bool takes_credentials(const tms_url *url) {
  return url->has_host && tms_url_hostname(url).len && !is_file(url);
}

/* A part that is percent-encoded by a set, behind a delimiter; nothing at all where the value is empty. */
static tms_status set_encoded(tms_url *url, tms_slice value, tms_percent_set set, const char *delimiter, size_t offset, tms_url *spare) {
  parts p = parts_of(url);
  tms_buf text;
  tms_buf_init(&text, url->href.allocator, url->href.ceiling);
  if (value.len) tms_buf_add_cstr(&text, delimiter);
  tms_percent_encode(value, set, &text);
  tms_slice made = tms_buf_slice(&text);
  memcpy((char *)&p + offset, &made, sizeof made);
  tms_status status = text.status == TMS_OK ? assemble(url, &p, spare) : text.status;
  tms_buf_release(&text);
  return status;
}

tms_status tms_url_set_username(tms_url *url, tms_slice value, tms_url *spare) {
  return takes_credentials(url) ? set_encoded(url, value, TMS_PERCENT_USERINFO, "", offsetof(parts, username), spare) : TMS_OK;
}

tms_status tms_url_set_password(tms_url *url, tms_slice value, tms_url *spare) {
  return takes_credentials(url) ? set_encoded(url, value, TMS_PERCENT_USERINFO, "", offsetof(parts, password), spare) : TMS_OK;
}

/* The digits at the front, if they are a port (6.1, "port state"): then *port gets them. */
static void read_port(tms_slice value, tms_slice *port) {
  uint64_t number;
  size_t digits = 0;
  while (digits < value.len && tms_is_digit((unsigned char)value.ptr[digits])) digits++;
  tms_slice text = tms_slice_head(value, digits);
  while (text.len > 1 && text.ptr[0] == '0') text = tms_slice_from(text, 1);
  if (digits && tms_slice_to_u64(text, 65535, &number)) *port = text;
}

/* "Host state" and "file host state": up to the path; a port behind ":" counts for host, and makes hostname fail. */
static tms_status set_host_and_port(tms_url *url, tms_slice value, tms_url *spare, bool with_port) {
  parts p = parts_of(url);
  size_t end = 0, colon = SIZE_MAX;
  bool inside = false;
  if (url->opaque_path) return TMS_OK;
  for (; end < value.len; end++) {
    char c = value.ptr[end];
    if (c == '/' || c == '?' || c == '#' || (c == '\\' && tms_url_is_special(url))) break;
    if (c == '@') return TMS_OK;
    inside = c == '[' || (inside && c != ']');
    if (c == ':' && !inside && !is_file(url)) {
      colon = end;
      break;
    }
  }
  tms_slice host = tms_slice_head(value, end);
  if (colon != SIZE_MAX && (!with_port || host.len == 0)) return TMS_OK;
  bool empty_fails = !is_file(url) && (tms_url_is_special(url) || p.username.len || p.password.len || p.port.len);
  if (host.len == 0 && empty_fails) return TMS_OK;
  if (is_file(url) && host.len == 2 && tms_is_alpha((unsigned char)host.ptr[0]) && (host.ptr[1] == ':' || host.ptr[1] == '|')) return TMS_OK;
  if (colon != SIZE_MAX) read_port(tms_slice_from(value, colon + 1), &p.port);
  p.hostname = host;
  p.has_host = true;
  return assemble(url, &p, spare);
}

static tms_status set_host(tms_url *url, tms_slice value, tms_url *spare) {
  return set_host_and_port(url, value, spare, true);
}

static tms_status set_hostname(tms_url *url, tms_slice value, tms_url *spare) {
  return set_host_and_port(url, value, spare, false);
}

tms_status tms_url_set_host(tms_url *url, tms_slice value, tms_url *spare) {
  return filtered(url, value, spare, set_host);
}

tms_status tms_url_set_hostname(tms_url *url, tms_slice value, tms_url *spare) {
  return filtered(url, value, spare, set_hostname);
}

static tms_status set_port(tms_url *url, tms_slice value, tms_url *spare) {
  parts p = parts_of(url);
  read_port(value, &p.port);
  return assemble(url, &p, spare);
}

tms_status tms_url_set_port(tms_url *url, tms_slice value, tms_url *spare) {
  if (!takes_credentials(url)) return TMS_OK;
  if (value.len) return filtered(url, value, spare, set_port);
  parts p = parts_of(url);
  p.port = TMS_SLICE_NONE;
  return assemble(url, &p, spare);
}

/* "Path start state": "?" and "#" are ordinary here, so they are encoded before the parser sees them. */
static tms_status set_pathname(tms_url *url, tms_slice value, tms_url *spare) {
  bool slash = value.len && (value.ptr[0] == '/' || (value.ptr[0] == '\\' && tms_url_is_special(url)));
  bool none = value.len == 0 && !tms_url_is_special(url) && url->has_host;
  parts p = parts_of(url);
  tms_buf text;
  tms_buf_init(&text, url->href.allocator, url->href.ceiling);
  if (!slash && !none) tms_buf_add_byte(&text, '/');
  tms_percent_encode(value, TMS_PERCENT_PATH, &text);
  p.path = tms_buf_slice(&text);
  tms_status status = text.status == TMS_OK ? assemble(url, &p, spare) : text.status;
  tms_buf_release(&text);
  return status;
}

tms_status tms_url_set_pathname(tms_url *url, tms_slice value, tms_url *spare) {
  return url->opaque_path ? TMS_OK : filtered(url, value, spare, set_pathname);
}

static tms_status set_search(tms_url *url, tms_slice value, tms_url *spare) {
  tms_percent_set set = tms_url_is_special(url) ? TMS_PERCENT_SPECIAL_QUERY : TMS_PERCENT_QUERY;
  if (tms_slice_starts(value, TMS_SLICE("?"))) value = tms_slice_from(value, 1);
  if (value.len) return set_encoded(url, value, set, "?", offsetof(parts, search), spare);
  parts p = parts_of(url);
  p.search = TMS_SLICE("?");
  return assemble(url, &p, spare);
}

/* "" takes the query away; "?" leaves an empty one. */
tms_status tms_url_set_search(tms_url *url, tms_slice value, tms_url *spare) {
  if (value.len) return filtered(url, value, spare, set_search);
  return set_encoded(url, value, TMS_PERCENT_QUERY, "", offsetof(parts, search), spare);
}

static tms_status set_hash(tms_url *url, tms_slice value, tms_url *spare) {
  if (tms_slice_starts(value, TMS_SLICE("#"))) value = tms_slice_from(value, 1);
  if (value.len) return set_encoded(url, value, TMS_PERCENT_FRAGMENT, "#", offsetof(parts, hash), spare);
  parts p = parts_of(url);
  p.hash = TMS_SLICE("#");
  return assemble(url, &p, spare);
}

tms_status tms_url_set_hash(tms_url *url, tms_slice value, tms_url *spare) {
  if (value.len) return filtered(url, value, spare, set_hash);
  return set_encoded(url, value, TMS_PERCENT_FRAGMENT, "", offsetof(parts, hash), spare);
}
