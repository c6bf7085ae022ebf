/* The writer's parts. NOTES.md, "Own HTML", lists what it writes; own.c reads it back. */
#ifndef TMS_HTML_WRITE_H
#define TMS_HTML_WRITE_H

#include "base/buffer.h"
#include "doc/document.h"

/* Marks of our own HTML: elements carry them where their name alone doesn't say the kind. */
#define TMS_HTML_GENERATOR "tamis 1"

/* & < > become references; for attributes also the quotation mark. */
void tms_html_put_text(tms_buf *out, tms_slice text);
/* name="value", with a space before it */
void tms_html_put_attribute(tms_buf *out, const char *name, tms_slice value);
/* An address: as `name` where it is safe (relative, http, https, mailto, tel), else as data-tms-`name`, so that nothing is lost and nothing runs. */
void tms_html_put_url(tms_buf *out, const char *name, tms_slice url);

/* Everything up to <main>, and the title as a heading where the body doesn't begin with it. */
void tms_html_put_head(tms_document *doc, tms_buf *out);

#endif
