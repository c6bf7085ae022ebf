#include "list.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../names.h"

/* Folders that are still to be read: a stack instead of recursion. */
typedef struct stack {
  char **items;
  size_t count, room;
} stack;

static bool grow(void **items, size_t *room, size_t count, size_t size) {
  if (count < *room) return true;
  size_t more = *room ? *room * 2 : 64;
  if (more > SIZE_MAX / size) return false;
  void *moved = realloc(*items, more * size);
  if (!moved) return false;
  *items = moved;
  *room = more;
  return true;
}

/* Takes the path over. */
static bool push(stack *folders, char *path) {
  if (!path || !grow((void **)&folders->items, &folders->room, folders->count, sizeof *folders->items)) {
    free(path);
    return false;
  }
  folders->items[folders->count++] = path;
  return true;
}

static bool add_file(batch_list *list, char *path, size_t below, bool found) {
  if (!path || !grow((void **)&list->items, &list->room, list->count, sizeof *list->items)) {
    free(path);
    return false;
  }
  list->items[list->count++] = (batch_input){path, path + below, found};
  return true;
}

/* Is the folder another one than the output? */
static bool is_not_output(const char *path, const struct stat *output) {
  struct stat at;
  return !output || stat(path, &at) != 0 || at.st_dev != output->st_dev || at.st_ino != output->st_ino;
}

/* One entry of a folder: files go to the list, folders on the stack. */
static bool add_entry(batch_list *list, stack *folders, const char *folder, const char *name, size_t below, const struct stat *output) {
  struct stat at, target;
  if (name[0] == '.') return true;
  char *path = cli_join_name(folder, name, strlen(name), "");
  if (!path) return false;
  if (lstat(path, &at) != 0) at.st_mode = 0; /* gone since it was listed */
  if (S_ISLNK(at.st_mode) && stat(path, &target) == 0 && S_ISREG(target.st_mode)) at = target;
  if (S_ISREG(at.st_mode)) return add_file(list, path, below, true);
  if (S_ISDIR(at.st_mode) && is_not_output(path, output)) return push(folders, path);
  free(path);
  return true;
}

static bool read_folder(batch_list *list, stack *folders, const char *folder, size_t below, const struct stat *output, const char **why) {
  DIR *open = opendir(folder);
  if (!open) {
    *why = "the folder can't be read";
    return false;
  }
  const struct dirent *entry;
  bool added = true;
  while (added && (entry = readdir(open))) added = add_entry(list, folders, folder, entry->d_name, below, output);
  closedir(open);
  if (!added) *why = "out of memory";
  return added;
}

static int by_name(const void *a, const void *b) {
  const batch_input *left = a, *right = b;
  return strcmp(left->name, right->name);
}

static bool walk(batch_list *list, const char *path, const struct stat *output, const char **why, char **where) {
  stack folders = {0};
  size_t length = strlen(path), first = list->count;
  size_t below = length + (length && path[length - 1] == '/' ? 0 : 1);
  bool walked = push(&folders, strdup(path));
  if (!walked) *why = "out of memory";
  while (walked && folders.count) {
    char *folder = folders.items[--folders.count];
    walked = read_folder(list, &folders, folder, below, output, why);
    if (walked)
      free(folder);
    else
      *where = folder;
  }
  while (folders.count) free(folders.items[--folders.count]);
  free(folders.items);
  if (walked && list->count > first) qsort(list->items + first, list->count - first, sizeof *list->items, by_name);
  return walked;
}

bool batch_list_add(batch_list *list, const char *path, const char *output, const char **why, char **where) {
  struct stat target;
  *where = NULL;
  *why = "out of memory";
  bool has_output = output && stat(output, &target) == 0;
  if (cli_is_folder(path)) return walk(list, path, has_output ? &target : NULL, why, where);
  char *copy = strdup(path);
  return add_file(list, copy, copy ? (size_t)(cli_base_name(copy) - copy) : 0, false);
}

void batch_list_release(batch_list *list) {
  for (size_t i = 0; i < list->count; i++) free(list->items[i].path);
  free(list->items);
  *list = (batch_list){0};
}
