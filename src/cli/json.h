/* The little JSON that the command writes itself: reports, progress, records. */
#ifndef TMS_CLI_JSON_H
#define TMS_CLI_JSON_H

/* A quoted string (malloc), NULL when memory fails. Bytes that are no UTF-8 (paths may have them) become U+FFFD. */
char *cli_json_quote(const char *text);

#endif
