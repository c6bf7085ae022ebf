/* The inputs of a batch: files that were named, and those below folders, in an order that doesn't depend on the file system. */
#ifndef TMS_CLI_BATCH_LIST_H
#define TMS_CLI_BATCH_LIST_H

#include <stdbool.h>
#include <stddef.h>

typedef struct batch_input {
  char *path;       /* to open */
  const char *name; /* below INPUT: a part of path */
  bool found;       /* in a folder, and not named by somebody */
} batch_input;

typedef struct batch_list {
  batch_input *items;
  size_t count, room;
} batch_list;

/* Adds a file, or every regular file below a folder, sorted by name. Hidden names and links to folders are passed over (so there are no loops), and so is
 * the folder `output` (may be NULL). False: *why says what failed, with `where` to free. */
bool batch_list_add(batch_list *list, const char *path, const char *output, const char **why, char **where);
void batch_list_release(batch_list *list);

#endif
