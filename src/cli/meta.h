/*
 * --meta FILE.tsv: metadata that the user knows. The first line names the columns: the first is "path" (as the input is named) or "url", the others are
 * keys of docs/document.md. Cells are taken as they are, empty ones are left alone; for a list, a column may stand several times.
 */
#ifndef TMS_CLI_META_H
#define TMS_CLI_META_H

#include <stdbool.h>

#include <tamis/tamis.h>

typedef struct cli_meta cli_meta;

/* TMS_ERR_ARGUMENT for a file of the wrong shape. *out is NULL after a failure. */
tms_status cli_meta_load(const char *path, cli_meta **out, tms_error *error);
/* NULL is fine. */
void cli_meta_free(cli_meta *meta);
/* The address that the table gives a path, or NULL. meta may be NULL. */
const char *cli_meta_url(const cli_meta *meta, const char *path);
/* Sets what the table says of a document. meta may be NULL. */
tms_status cli_meta_apply(const cli_meta *meta, const char *path, tms_document *document, tms_error *error);

#endif
