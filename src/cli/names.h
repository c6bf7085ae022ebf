/* File names: endings, output names, and whether two paths are one file. */
#ifndef TMS_CLI_NAMES_H
#define TMS_CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include <tamis/tamis.h>

/* All results are malloc'ed; NULL when memory fails. */

/* The first ending of a format, ".txt"; "" if it has none. `room` at least 32. */
void cli_ending_of(const char *format, char *out, size_t room);
/* The last part of a path. Not malloc'ed. */
const char *cli_base_name(const char *path);
/* Length of a name without the endings that formats and gzip have: a/0001.html.gz -> 6 of "a/0001". */
size_t cli_stem_length(const char *name);
/* folder/stem + ending. */
char *cli_join_name(const char *folder, const char *name, size_t stem, const char *ending);
/* folder/stem/000001 + ending: record `number` of a container. */
char *cli_record_name(const char *folder, const char *name, size_t stem, unsigned long long number, const char *ending);
/* Does the name end with ".gz"? */
bool cli_is_gz(const char *name);

bool cli_is_folder(const char *path);
bool cli_is_regular(const char *path);
bool cli_exists(const char *path);
/* Makes a folder and those above it; false with errno. */
bool cli_make_folders(const char *path);
/* Does the text look like the address of a page? */
bool cli_is_url(const char *text);

#endif
