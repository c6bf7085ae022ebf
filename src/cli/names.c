#include "names.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

void cli_ending_of(const char *format, char *out, size_t room) {
  tms_format_info info = {.size = sizeof info};
  out[0] = '\0';
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    if (strcmp(info.name, format) != 0) continue;
    size_t length = strcspn(info.endings, " ");
    if (length < room) snprintf(out, room, "%.*s", (int)length, info.endings);
    return;
  }
}

const char *cli_base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* Length of the longest ending of any format that the first `length` bytes of the name have. */
static size_t longest_ending(const char *name, size_t length) {
  size_t longest = 0;
  tms_format_info info = {.size = sizeof info};
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    for (const char *at = info.endings; *at;) {
      size_t size = strcspn(at, " ");
      if (size > longest && size < length && strncasecmp(name + length - size, at, size) == 0) longest = size;
      at += size;
      at += strspn(at, " ");
    }
  }
  return longest;
}

bool cli_is_gz(const char *name) {
  size_t length = strlen(name);
  return length > 3 && strcasecmp(name + length - 3, ".gz") == 0;
}

size_t cli_stem_length(const char *name) {
  const char *base = cli_base_name(name);
  size_t before = (size_t)(base - name), length = strlen(base);
  size_t ending = longest_ending(base, length);
  if (!ending && cli_is_gz(base)) {
    length -= 3;
    ending = longest_ending(base, length);
  }
  return before + length - ending;
}

/* folder, name, number and ending put together; number 0 leaves it out. */
static char *join(const char *folder, const char *name, size_t stem, unsigned long long number, const char *ending) {
  size_t folder_length = strlen(folder), room = folder_length + stem + strlen(ending) + 32;
  bool slash = folder_length && folder[folder_length - 1] != '/';
  char *path = malloc(room);
  if (!path) return NULL;
  if (number) {
    snprintf(path, room, "%s%s%.*s/%06llu%s", folder, slash ? "/" : "", (int)stem, name, number, ending);
  } else {
    snprintf(path, room, "%s%s%.*s%s", folder, slash ? "/" : "", (int)stem, name, ending);
  }
  return path;
}

char *cli_join_name(const char *folder, const char *name, size_t stem, const char *ending) {
  return join(folder, name, stem, 0, ending);
}

char *cli_record_name(const char *folder, const char *name, size_t stem, unsigned long long number, const char *ending) {
  return join(folder, name, stem, number, ending);
}

bool cli_is_folder(const char *path) {
  struct stat at;
  return stat(path, &at) == 0 && S_ISDIR(at.st_mode);
}

bool cli_is_regular(const char *path) {
  struct stat at;
  return stat(path, &at) == 0 && S_ISREG(at.st_mode);
}

bool cli_exists(const char *path) {
  struct stat at;
  return lstat(path, &at) == 0;
}

bool cli_make_folders(const char *path) {
  char *copy = strdup(path);
  if (!copy) return false;
  bool made = true;
  for (char *at = copy + 1; made && *at; at++) {
    if (*at != '/') continue;
    *at = '\0';
    made = mkdir(copy, 0777) == 0 || errno == EEXIST;
    *at = '/';
  }
  if (made) made = mkdir(copy, 0777) == 0 || errno == EEXIST;
  int why = errno;
  free(copy);
  if (made && !cli_is_folder(path)) {
    errno = ENOTDIR;
    return false;
  }
  errno = why;
  return made;
}

bool cli_is_url(const char *text) {
  return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}
