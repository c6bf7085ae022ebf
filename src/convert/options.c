#include "convert/options.h"

#include "base/error.h"
#include "formats/registry.h"

void tms_options_init(tms_options *options) {
  if (!options) return;
  *options = (tms_options){.size = sizeof *options};
}

tms_options tms_options_of(const tms_options *given) {
  tms_options options;
  tms_options_init(&options);
  if (given) {
    size_t size = given->size < sizeof options ? given->size : sizeof options;
    memcpy(&options, given, size);
    options.size = sizeof options;
  }
  options.limits = tms_limits_resolve(&options.limits);
  return options;
}

tms_status tms_options_from(const tms_options *options, const tms_format **out, tms_error *error) {
  *out = NULL;
  if (!options->from) return TMS_OK;
  const tms_format *format = tms_registry_find(tms_slice_cstr(options->from));
  if (!format) return tms_fail(error, TMS_ERR_FORMAT, "options", "unknown input format (tamis formats lists them)", TMS_NO_OFFSET);
  if (!format->read && !format->split) return tms_fail(error, TMS_ERR_FORMAT, format->name, "this format is written only", TMS_NO_OFFSET);
  *out = format;
  return TMS_OK;
}

tms_status tms_options_to(const tms_options *options, const tms_format **out, tms_error *error) {
  const tms_format *format = tms_registry_find(tms_slice_cstr(options->to ? options->to : "canonical"));
  if (!format) return tms_fail(error, TMS_ERR_FORMAT, "options", "unknown output format (tamis formats lists them)", TMS_NO_OFFSET);
  if (!format->write && !format->many) return tms_fail(error, TMS_ERR_FORMAT, format->name, "this format is read only", TMS_NO_OFFSET);
  *out = format;
  return TMS_OK;
}
