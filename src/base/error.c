#include "base/error.h"

const char *tms_version(void) {
  return TMS_VERSION;
}

/* A switch and not a table: the compiler then says which status has no name. */
const char *tms_status_name(tms_status status) {
  switch (status) {
    case TMS_OK: return "ok";
    case TMS_END: return "end";
    case TMS_ERR_MEMORY: return "memory";
    case TMS_ERR_LIMIT: return "limit";
    case TMS_ERR_SYNTAX: return "syntax";
    case TMS_ERR_SCHEMA: return "schema";
    case TMS_ERR_ENCODING: return "encoding";
    case TMS_ERR_DAMAGED: return "damaged";
    case TMS_ERR_BINARY: return "binary";
    case TMS_ERR_OPEN: return "open";
    case TMS_ERR_READ: return "read";
    case TMS_ERR_WRITE: return "write";
    case TMS_ERR_EXISTS: return "exists";
    case TMS_ERR_PIPE: return "pipe";
    case TMS_ERR_ARGUMENT: return "argument";
    case TMS_ERR_FORMAT: return "format";
    case TMS_ERR_LABEL: return "label";
    case TMS_ERR_INTERNAL: return "internal";
  }
  return "unknown";
}

static const char *usual_words(tms_status code) {
  switch (code) {
    case TMS_ERR_MEMORY: return "out of memory";
    case TMS_ERR_LIMIT: return "a limit of this document was reached (--max-memory, --max-nodes, --max-work or --max-output raises it)";
    case TMS_ERR_INTERNAL: return "internal error, please report it";
    default: return tms_status_name(code);
  }
}

tms_status tms_fail(tms_error *error, tms_status code, const char *format, const char *message, size_t offset) {
  if (error) *error = (tms_error){code, message, offset, format};
  return code;
}

tms_status tms_fail_status(tms_error *error, tms_status code, const char *format) {
  return tms_fail(error, code, format, usual_words(code), TMS_NO_OFFSET);
}

void tms_error_clear(tms_error *error) {
  if (error) *error = (tms_error){TMS_OK, "", TMS_NO_OFFSET, ""};
}
