#include "fuzz/pick_format.h"

#include <tamis/tamis.h>

const char *pick_format(uint8_t byte, bool reads) {
  tms_format_info info = {.size = sizeof info};
  size_t count = 0;
  while (tms_format_at(count, &info)) count++;
  if (!tms_format_at(byte % (count + 1), &info) || !(reads ? info.reads : info.writes)) return NULL;
  return info.name;
}
