/*
 * The ring: any page becomes a canonical document, and that goes through json, tei and bundle, in this order and in the opposite one, and comes back as
 * the same bytes. Each of the four also writes what it reads byte by byte the same, and nothing on the way may fail.
 */
#include <tamis/tamis.h>

#include <stdint.h>
#include <string.h>

/* bytes, as `from` (NULL: detected) to `to`; a failure that isn't a limit or memory breaks the law. */
static bool convert(const tms_bytes *in, const char *from, const char *to, tms_bytes *out) {
  tms_options options;
  tms_error error;
  tms_options_init(&options);
  options.from = from;
  options.to = to;
  tms_status status = tms_convert(in->data, in->size, &options, NULL, out, &error);
  if (status != TMS_OK && status != TMS_ERR_LIMIT && status != TMS_ERR_MEMORY) __builtin_trap();
  return status == TMS_OK;
}

static bool same(const tms_bytes *a, const tms_bytes *b) {
  return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

static void ring(const tms_bytes *canonical, const char *const *formats) {
  tms_bytes now = {0}, next = {0};
  if (!convert(canonical, "canonical", "canonical", &now)) return;
  if (!same(canonical, &now)) __builtin_trap();
  const char *from = "canonical";
  for (size_t i = 0; formats[i]; i++) {
    tms_bytes again = {0};
    bool there = convert(&now, from, formats[i], &next);
    if (there && convert(&next, NULL, formats[i], &again) && !same(&next, &again)) __builtin_trap();
    tms_bytes_release(&again);
    tms_bytes_release(&now);
    now = next;
    next = (tms_bytes){0};
    from = NULL;
    if (!there) break;
  }
  if (now.data && convert(&now, NULL, "canonical", &next) && !same(canonical, &next)) __builtin_trap();
  tms_bytes_release(&next);
  tms_bytes_release(&now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const forth[] = {"json", "tei", "bundle", NULL};
  static const char *const back[] = {"bundle", "tei", "json", NULL};
  static const char *const sources[] = {"html", "html", "text", "markdown"};
  if (size == 0) return 0;
  tms_bytes canonical = {0};
  tms_options options;
  tms_options_init(&options);
  options.from = sources[data[0] & 3];
  options.clean = data[0] & 4 ? TMS_OFF : TMS_ON;
  options.mode = data[0] & 8 ? TMS_MODE_ALL : TMS_MODE_BALANCED;
  options.url = "https://example.org/a/";
  tms_status status = tms_convert(data + 1, size - 1, &options, NULL, &canonical, NULL);
  if (status != TMS_OK && status != TMS_ERR_LIMIT && status != TMS_ERR_MEMORY) __builtin_trap();
  if (status == TMS_OK) {
    ring(&canonical, forth);
    ring(&canonical, back);
  }
  tms_bytes_release(&canonical);
  return 0;
}
