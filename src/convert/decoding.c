#include "convert/decoding.h"

#include "base/error.h"

tms_status tms_decoding_no_label(tms_error *error) {
  return tms_fail(error, TMS_ERR_LABEL, "charset", "unknown encoding label", TMS_NO_OFFSET);
}

tms_status tms_decoding_run(const tms_options *options, const tms_charset_choice *choice, tms_slice bytes, const tms_charset_sink *sink, tms_buf *out,
                            tms_charset_result *result, tms_error *error) {
  tms_status status = tms_charset_decode(choice, bytes, sink, out, result);
  if (status == TMS_ERR_FORMAT) return tms_fail(error, status, "charset", "this machine's iconv lacks the encoding", TMS_NO_OFFSET);
  if (status != TMS_OK) return tms_fail_status(error, status, "charset");
  if (result->bad == 0 || !options->strict_encoding) return TMS_OK;
  return tms_fail(error, TMS_ERR_ENCODING, "charset", "bytes that the encoding doesn't have (--encoding-errors replace lets them pass)",
                  result->first_bad);
}
