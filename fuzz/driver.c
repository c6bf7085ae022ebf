/*
 * Runs a fuzz target over files, without an engine: fuzz-html FILE|FOLDER...
 * Each input gets a heap block of exactly its size, so that a sanitizer or valgrind sees a read past the end.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static size_t runs;

static int run_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    return 1;
  }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
  if (!data || fread(data, 1, (size_t)size, file) != (size_t)size) {
    perror(path);
    return 1;
  }
  fclose(file);
  /* A crash should say which input it was. */
  if (getenv("FUZZ_VERBOSE")) fprintf(stderr, "%s\n", path);
  LLVMFuzzerTestOneInput(data, (size_t)size);
  free(data);
  runs++;
  return 0;
}

static int run_folder(const char *path) {
  struct dirent **names;
  int count = scandir(path, &names, NULL, alphasort), failures = 0;
  for (int i = 0; i < count; i++) {
    char name[4096];
    snprintf(name, sizeof name, "%s/%s", path, names[i]->d_name);
    if (names[i]->d_name[0] != '.') failures += run_file(name);
    free(names[i]);
  }
  if (count >= 0) free(names);
  return failures;
}

int main(int argc, char **argv) {
  int failures = 0;
  for (int i = 1; i < argc; i++) {
    struct stat info;
    failures += stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode) ? run_folder(argv[i]) : run_file(argv[i]);
  }
  printf("%s: %zu inputs\n", argv[0], runs);
  return failures != 0;
}
