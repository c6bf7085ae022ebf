/* Filling the four-part error. */
#ifndef TMS_BASE_ERROR_H
#define TMS_BASE_ERROR_H

#include <tamis/tamis.h>

/* Fills *error (NULL is fine) and returns `code`, so that a failing function can end with `return tms_fail(...)`.
 * `message` and `format` must be constants. */
tms_status tms_fail(tms_error *error, tms_status code, const char *format, const char *message, size_t offset);
/* The usual words for TMS_ERR_MEMORY and for a status that carries no words of its own. */
tms_status tms_fail_status(tms_error *error, tms_status code, const char *format);
void tms_error_clear(tms_error *error);

#endif
