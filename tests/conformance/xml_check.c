/*
 * xml-check FILE: 0 where our XML parser accepts the file, 1 where it refuses (with the error on stderr).
 * xml-check --canonical FILE: writes the canonical form that the W3C suite compares with (sun/xmltest "first XML canonical form":
 * no comments, empty tags as pairs, attributes sorted, & < > " TAB LF CR as references).
 * xml-check --bench FILE: parses for about a second, prints MB/s.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "markup/xml.h"

static char *read_file(const char *name, size_t *size) {
  FILE *file = fopen(name, "rb");
  size_t room = 1 << 16, got;
  char *bytes = NULL;
  *size = 0;
  if (!file) return NULL;
  bytes = malloc(room);
  while (bytes && (got = fread(bytes + *size, 1, room - *size, file)) > 0) {
    *size += got;
    if (*size == room) bytes = realloc(bytes, room *= 2);
  }
  fclose(file);
  return bytes;
}

static void print_canonical(tms_slice text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    const char *instead = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
    if (c == '\t' || c == '\n' || c == '\r') {
      printf("&#%d;", c);
    } else if (instead) {
      fputs(instead, stdout);
    } else {
      putchar(c);
    }
  }
}

static void print_name(const tms_xml_name *name) {
  if (name->prefix.len) printf("%.*s:", (int)name->prefix.len, name->prefix.ptr);
  printf("%.*s", (int)name->local.len, name->local.ptr);
}

static int compare_attributes(const void *a, const void *b) {
  const tms_xml_attribute *left = a, *right = b;
  return tms_slice_compare(left->name.local, right->name.local);
}

static void print_event(tms_xml *xml) {
  if (xml->kind == TMS_XML_START || xml->kind == TMS_XML_END) {
    printf("<%s", xml->kind == TMS_XML_END ? "/" : "");
    print_name(&xml->name);
    if (xml->kind == TMS_XML_START) qsort(xml->attributes, xml->attribute_count, sizeof xml->attributes[0], compare_attributes);
    for (size_t i = 0; i < xml->attribute_count; i++) {
      putchar(' ');
      print_name(&xml->attributes[i].name);
      fputs("=\"", stdout);
      print_canonical(xml->attributes[i].value);
      putchar('"');
    }
    putchar('>');
  } else if (xml->kind == TMS_XML_TEXT) {
    print_canonical(xml->text);
  } else if (xml->kind == TMS_XML_INSTRUCTION) {
    printf("<?%.*s %.*s?>", (int)xml->name.local.len, xml->name.local.ptr, (int)xml->text.len, xml->text.ptr);
  }
}

static tms_status parse(tms_slice text, bool print, tms_error *error) {
  tms_arena arena;
  tms_xml xml;
  tms_status status;
  tms_arena_init(&arena, tms_allocator_libc(), SIZE_MAX);
  tms_xml_init(&xml, text, NULL, &arena);
  while ((status = tms_xml_next(&xml, error)) == TMS_OK) {
    if (print) print_event(&xml);
  }
  tms_arena_release(&arena);
  return status;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void bench(tms_slice text) {
  tms_error error;
  double begin = seconds(), spent = 0;
  size_t times = 0;
  for (; spent < 1.0; times++, spent = seconds() - begin) (void)parse(text, false, &error);
  printf("%.1f MB/s\n", (double)text.len * (double)times / spent / 1e6);
}

int main(int argc, char **argv) {
  bool canonical = argc == 3 && strcmp(argv[1], "--canonical") == 0, timed = argc == 3 && strcmp(argv[1], "--bench") == 0;
  tms_error error = {0};
  size_t size;
  if (argc != 2 && !canonical && !timed) {
    fputs("usage: xml-check [--canonical|--bench] FILE\n", stderr);
    return 2;
  }
  char *bytes = read_file(argv[argc - 1], &size);
  if (!bytes) {
    fprintf(stderr, "%s: can't be read\n", argv[argc - 1]);
    return 2;
  }
  if (timed) bench(tms_slice_of(bytes, size));
  tms_status status = parse(tms_slice_of(bytes, size), canonical, &error);
  free(bytes);
  if (status == TMS_END) return 0;
  fprintf(stderr, "%s:%zu: %s: %s\n", argv[argc - 1], error.offset, tms_status_name(error.code), error.message);
  return 1;
}
