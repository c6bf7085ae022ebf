/* Decoding as the options ask for it, with words for what can go wrong. */
#ifndef TMS_CONVERT_DECODING_H
#define TMS_CONVERT_DECODING_H

#include "base/buffer.h"
#include "charset/charset.h"

/* tms_charset_decode(), but undecodable bytes are TMS_ERR_ENCODING with the offset of the first where options->strict_encoding asks for that. */
tms_status tms_decoding_run(const tms_options *options, const tms_charset_choice *choice, tms_slice bytes, const tms_charset_sink *sink, tms_buf *out,
                            tms_charset_result *result, tms_error *error);
/* For tms_charset_decide(), which fails over an unknown label alone. */
tms_status tms_decoding_no_label(tms_error *error);

#endif
