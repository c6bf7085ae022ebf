/*
 * Patterns to code. Jumps are relative, so a finished piece of code can be moved and copied: that is how quantifiers and alternatives get their instructions
 * in front of what they concern. One pass over the pattern with a stack of open groups.
 */
#include "base/alloc.h"
#include "base/size.h"
#include "url/match.h"

void tms_match_program_init(tms_match_program *program, const tms_allocator *allocator) {
  *program = (tms_match_program){.allocator = allocator};
}

void tms_match_program_release(tms_match_program *program) {
  tms_free(program->allocator, program->code, program->code_room * sizeof *program->code);
  tms_free(program->allocator, program->sets, program->set_room * sizeof *program->sets);
  tms_free(program->allocator, program->starts, program->start_room * sizeof *program->starts);
  *program = (tms_match_program){.allocator = program->allocator};
}

typedef struct open_group {
  size_t begin;       /* first instruction, its SAVE included */
  size_t alternative; /* first instruction of the alternative that is being read */
  size_t jumps;       /* number of the last JUMP to the group's end, whose x leads to the one before; SIZE_MAX for none */
  bool saves;
} open_group;

typedef struct compiler {
  tms_match_program *program;
  tms_slice in;
  size_t at;
  open_group open[TMS_MATCH_MAX_GROUPS];
  size_t depth;
  size_t atom; /* where the piece begins that a quantifier would concern; SIZE_MAX for none */
  unsigned groups;
  tms_status status;
  const char *message;
} compiler;

static void fail(compiler *c, tms_status status, const char *message) {
  if (c->status != TMS_OK) return;
  c->status = status;
  c->message = message;
}

/* Room for `extra` more rows of `size` bytes; false and failed where there is none. */
static bool grow(compiler *c, void **rows, size_t *room, size_t count, size_t extra, size_t size) {
  if (c->status != TMS_OK) return false;
  if (count + extra <= *room) return true;
  size_t wanted = *room * 2 > count + extra ? *room * 2 : count + extra + 16;
  void *bigger = tms_realloc(c->program->allocator, *rows, *room * size, wanted * size);
  if (!bigger) {
    fail(c, TMS_ERR_MEMORY, "out of memory");
    return false;
  }
  *rows = bigger;
  *room = wanted;
  return true;
}

static bool code_room(compiler *c, size_t extra) {
  tms_match_program *p = c->program;
  if (p->code_count + extra > TMS_MATCH_MAX_CODE) fail(c, TMS_ERR_LIMIT, "the patterns are too large");
  return grow(c, (void **)&p->code, &p->code_room, p->code_count, extra, sizeof *p->code);
}

static void emit(compiler *c, tms_match_op op, int32_t x, int32_t y) {
  if (!code_room(c, 1)) return;
  c->program->code[c->program->code_count++] = (tms_match_code){(uint8_t)op, x, y};
}

/* Puts an instruction in front of the code from `at` on. */
static void insert(compiler *c, size_t at, tms_match_op op, int32_t x, int32_t y) {
  tms_match_program *p = c->program;
  if (!code_room(c, 1)) return;
  memmove(p->code + at + 1, p->code + at, (p->code_count - at) * sizeof *p->code);
  p->code[at] = (tms_match_code){(uint8_t)op, x, y};
  p->code_count++;
}

/* ---- sets of bytes ---- */

static void set_add(tms_match_bytes *set, unsigned char byte) {
  set->bits[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static void set_add_range(tms_match_bytes *set, unsigned first, unsigned last) {
  for (unsigned byte = first; byte <= last; byte++) set_add(set, (unsigned char)byte);
}

static void set_invert(tms_match_bytes *set) {
  for (size_t i = 0; i < 4; i++) set->bits[i] = ~set->bits[i];
}

static void set_fold(tms_match_bytes *set) {
  for (unsigned letter = 0; letter < 26; letter++) {
    unsigned char lower = (unsigned char)('a' + letter);
    unsigned char upper = (unsigned char)('A' + letter);
    if (tms_match_has(set, lower)) set_add(set, upper);
    if (tms_match_has(set, upper)) set_add(set, lower);
  }
}

/* Equal sets are kept once: a program has few different ones. */
static void emit_set(compiler *c, const tms_match_bytes *set) {
  tms_match_program *p = c->program;
  size_t number = 0;
  while (number < p->set_count && memcmp(&p->sets[number], set, sizeof *set) != 0) number++;
  if (number == p->set_count) {
    if (!grow(c, (void **)&p->sets, &p->set_room, p->set_count, 1, sizeof *p->sets)) return;
    p->sets[p->set_count++] = *set;
  }
  emit(c, TMS_MATCH_SET, (int32_t)number, 0);
}

/* \d \w \s and, in capitals, all but them; false where `letter` is another escape. */
static bool class_escape(char letter, tms_match_bytes *set) {
  tms_match_bytes found = {{0}};
  switch (tms_lower(letter)) {
    case 'd': set_add_range(&found, '0', '9'); break;
    case 'w':
      set_add_range(&found, '0', '9');
      set_add_range(&found, 'A', 'Z');
      set_add_range(&found, 'a', 'z');
      set_add(&found, '_');
      break;
    case 's':
      set_add_range(&found, '\t', '\r');
      set_add(&found, ' ');
      break;
    default: return false;
  }
  if (tms_is_upper((unsigned char)letter)) set_invert(&found);
  for (size_t i = 0; i < 4; i++) set->bits[i] |= found.bits[i];
  return true;
}

/* The byte that an escape stands for; the cursor is behind its letter. Escaped letters and digits that mean nothing here are mistakes. */
static unsigned char byte_escape(compiler *c, char letter) {
  switch (letter) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'f': return '\f';
    case 'v': return '\v';
    case '0': return '\0';
    case 'x': {
      int high = c->at < c->in.len ? tms_hex_value((unsigned char)c->in.ptr[c->at]) : -1;
      int low = c->at + 1 < c->in.len ? tms_hex_value((unsigned char)c->in.ptr[c->at + 1]) : -1;
      if (high < 0 || low < 0) fail(c, TMS_ERR_SYNTAX, "\\x without two digits");
      c->at += 2;
      return (unsigned char)((high & 15) << 4 | (low & 15));
    }
    default:
      if (tms_is_digit((unsigned char)letter)) fail(c, TMS_ERR_SYNTAX, "back references are not supported");
      if (tms_is_alpha((unsigned char)letter)) fail(c, TMS_ERR_SYNTAX, "an unknown escape");
      return (unsigned char)letter;
  }
}

/* One end of a range in brackets, or a class escape (then *is_class). */
static unsigned char bracket_byte(compiler *c, tms_match_bytes *set, bool *is_class) {
  char byte = c->in.ptr[c->at++];
  *is_class = false;
  if (byte != '\\') return (unsigned char)byte;
  if (c->at == c->in.len) {
    fail(c, TMS_ERR_SYNTAX, "a backslash at the end");
    return 0;
  }
  char letter = c->in.ptr[c->at++];
  if (letter == 'b') return '\b';
  *is_class = class_escape(letter, set);
  return *is_class ? 0 : byte_escape(c, letter);
}

static void bracket(compiler *c) {
  tms_match_bytes set = {{0}};
  bool inverted = c->at < c->in.len && c->in.ptr[c->at] == '^', is_class;
  c->at += inverted;
  while (c->status == TMS_OK && c->at < c->in.len && c->in.ptr[c->at] != ']') {
    unsigned char first = bracket_byte(c, &set, &is_class);
    if (is_class) continue;
    bool range = c->at + 1 < c->in.len && c->in.ptr[c->at] == '-' && c->in.ptr[c->at + 1] != ']';
    unsigned char last = first;
    if (range) {
      c->at++;
      last = bracket_byte(c, &set, &is_class);
      if (is_class || last < first) fail(c, TMS_ERR_SYNTAX, "a range that runs backwards");
    }
    if (c->status == TMS_OK) set_add_range(&set, first, last);
  }
  if (c->at >= c->in.len) {
    fail(c, TMS_ERR_SYNTAX, "[ without ]");
    return;
  }
  c->at++;
  set_fold(&set);
  if (inverted) set_invert(&set);
  emit_set(c, &set);
}

/* ---- groups and alternatives ---- */

static void open(compiler *c, bool saves) {
  if (c->depth == TMS_MATCH_MAX_GROUPS) {
    fail(c, TMS_ERR_LIMIT, "groups too deep in each other");
    return;
  }
  size_t begin = c->program->code_count;
  if (saves) emit(c, TMS_MATCH_SAVE, 2, 0);
  c->open[c->depth++] = (open_group){begin, c->program->code_count, SIZE_MAX, saves};
  c->atom = SIZE_MAX;
}

/* "(": the first one that captures is group 1, which is remembered. */
static void open_written(compiler *c) {
  tms_slice rest = tms_slice_from(c->in, c->at);
  bool captures = !tms_slice_starts(rest, TMS_SLICE("?"));
  if (captures) {
    open(c, c->groups++ == 0);
    return;
  }
  if (!tms_slice_starts(rest, TMS_SLICE("?:"))) {
    fail(c, TMS_ERR_SYNTAX, "look-around and named groups are not supported");
    return;
  }
  c->at += 2;
  open(c, false);
}

static void alternative(compiler *c) {
  open_group *group = &c->open[c->depth - 1];
  size_t length = c->program->code_count - group->alternative;
  insert(c, group->alternative, TMS_MATCH_SPLIT, 1, (int32_t)length + 2);
  size_t jump = c->program->code_count;
  emit(c, TMS_MATCH_JUMP, group->jumps == SIZE_MAX ? -1 : (int32_t)group->jumps, 0);
  group->jumps = jump;
  group->alternative = c->program->code_count;
  c->atom = SIZE_MAX;
}

/* Every alternative's JUMP gets to know where the group ends. */
static void close(compiler *c) {
  open_group *group = &c->open[--c->depth];
  tms_match_program *p = c->program;
  for (size_t jump = group->jumps; jump != SIZE_MAX;) {
    int32_t before = p->code[jump].x;
    p->code[jump].x = (int32_t)(p->code_count - jump);
    jump = before < 0 ? SIZE_MAX : (size_t)before;
  }
  if (group->saves) emit(c, TMS_MATCH_SAVE, 3, 0);
  c->atom = group->begin;
}

/* ---- quantifiers ---- */

static void split(tms_match_code *code, bool lazy) {
  if (!lazy) return;
  int32_t swap = code->x;
  code->x = code->y;
  code->y = swap;
}

static void insert_split(compiler *c, size_t at, int32_t x, int32_t y, bool lazy) {
  insert(c, at, TMS_MATCH_SPLIT, x, y);
  if (c->status == TMS_OK) split(&c->program->code[at], lazy);
}

static void star(compiler *c, size_t atom, bool lazy) {
  int32_t length = (int32_t)(c->program->code_count - atom);
  insert_split(c, atom, 1, length + 2, lazy);
  emit(c, TMS_MATCH_JUMP, -(length + 1), 0);
}

static void plus(compiler *c, size_t atom, bool lazy) {
  int32_t length = (int32_t)(c->program->code_count - atom);
  size_t at = c->program->code_count;
  emit(c, TMS_MATCH_SPLIT, -length, 1);
  if (c->status == TMS_OK) split(&c->program->code[at], lazy);
}

static void optional(compiler *c, size_t atom, bool lazy) {
  insert_split(c, atom, 1, (int32_t)(c->program->code_count - atom) + 1, lazy);
}

/* Appends a copy of `length` instructions from `from` on, and says where it begins. */
static size_t copy(compiler *c, const tms_match_code *piece, size_t length) {
  tms_match_program *p = c->program;
  size_t begin = p->code_count;
  if (!code_room(c, length)) return begin;
  memcpy(p->code + begin, piece, length * sizeof *piece);
  p->code_count += length;
  return begin;
}

enum { NO_END = -1 };

/* {least,most}: the piece as often as it must be there, then as often as it may. */
static void repeat(compiler *c, size_t atom, int least, int most, bool lazy) {
  tms_match_program *p = c->program;
  size_t length = p->code_count - atom;
  tms_match_code *piece = tms_alloc(p->allocator, (length + 1) * sizeof *piece);
  if (!piece) {
    fail(c, TMS_ERR_MEMORY, "out of memory");
    return;
  }
  memcpy(piece, p->code + atom, length * sizeof *piece);
  p->code_count = atom;
  size_t last = atom;
  for (int i = 0; i < least && c->status == TMS_OK; i++) last = copy(c, piece, length);
  if (most == NO_END && least > 0) {
    plus(c, last, lazy);
  } else if (most == NO_END) {
    star(c, copy(c, piece, length), lazy);
  }
  for (int i = least; i < most && c->status == TMS_OK; i++) optional(c, copy(c, piece, length), lazy);
  tms_free(p->allocator, piece, (length + 1) * sizeof *piece);
}

static bool number(compiler *c, int *value) {
  size_t begin = c->at;
  *value = 0;
  while (c->at < c->in.len && tms_is_digit((unsigned char)c->in.ptr[c->at])) {
    if (*value <= TMS_MATCH_MAX_REPEAT) *value = *value * 10 + (c->in.ptr[c->at] - '0');
    c->at++;
  }
  return c->at > begin;
}

/* "{n}", "{n,}", "{n,m}" behind the bracket; false, and nothing read, where it is an ordinary one. */
static bool bounds(compiler *c, int *least, int *most) {
  size_t begin = c->at;
  bool good = number(c, least);
  *most = *least;
  if (good && c->at < c->in.len && c->in.ptr[c->at] == ',') {
    c->at++;
    if (!number(c, most)) *most = NO_END;
  }
  good = good && c->at < c->in.len && c->in.ptr[c->at] == '}';
  c->at = good ? c->at + 1 : begin;
  return good;
}

static void quantify(compiler *c, char kind, int least, int most) {
  bool lazy = c->at < c->in.len && c->in.ptr[c->at] == '?';
  c->at += lazy;
  size_t atom = c->atom;
  c->atom = SIZE_MAX;
  if (atom == SIZE_MAX) {
    fail(c, TMS_ERR_SYNTAX, "nothing to repeat");
  } else if (kind == '*') {
    star(c, atom, lazy);
  } else if (kind == '+') {
    plus(c, atom, lazy);
  } else if (kind == '?') {
    optional(c, atom, lazy);
  } else if (least > TMS_MATCH_MAX_REPEAT || most > TMS_MATCH_MAX_REPEAT) {
    fail(c, TMS_ERR_LIMIT, "repeated too often");
  } else if (most != NO_END && most < least) {
    fail(c, TMS_ERR_SYNTAX, "numbers out of order in {}");
  } else {
    repeat(c, atom, least, most, lazy);
  }
}

/* ---- the pattern ---- */

static void atom_set(compiler *c, const tms_match_bytes *set) {
  c->atom = c->program->code_count;
  emit_set(c, set);
}

static void atom_byte(compiler *c, unsigned char byte) {
  tms_match_bytes set = {{0}};
  set_add(&set, byte);
  set_fold(&set);
  atom_set(c, &set);
}

static void escape(compiler *c) {
  tms_match_bytes set = {{0}};
  if (c->at == c->in.len) {
    fail(c, TMS_ERR_SYNTAX, "a backslash at the end");
    return;
  }
  char letter = c->in.ptr[c->at++];
  if (letter == 'b' || letter == 'B') {
    emit(c, TMS_MATCH_WORD, letter == 'B', 0);
    c->atom = SIZE_MAX;
  } else if (class_escape(letter, &set)) {
    atom_set(c, &set);
  } else {
    atom_byte(c, byte_escape(c, letter));
  }
}

static void any(compiler *c) {
  tms_match_bytes set = {{0}};
  set_add(&set, '\n');
  set_add(&set, '\r');
  set_invert(&set);
  atom_set(c, &set);
}

static void assertion(compiler *c, tms_match_op op) {
  emit(c, op, 0, 0);
  c->atom = SIZE_MAX;
}

static void next(compiler *c) {
  int least, most;
  char byte = c->in.ptr[c->at++];
  switch (byte) {
    case '\\': escape(c); return;
    case '[':
      c->atom = c->program->code_count;
      bracket(c);
      return;
    case '.': any(c); return;
    case '^': assertion(c, TMS_MATCH_BEGIN); return;
    case '$': assertion(c, TMS_MATCH_END); return;
    case '(': open_written(c); return;
    case '|': alternative(c); return;
    case ')':
      if (c->depth == 1) {
        fail(c, TMS_ERR_SYNTAX, ") without (");
      } else {
        close(c);
      }
      return;
    case '*':
    case '+':
    case '?': quantify(c, byte, 0, 0); return;
    case '{':
      if (bounds(c, &least, &most)) {
        quantify(c, byte, least, most);
      } else {
        atom_byte(c, '{');
      }
      return;
    default: atom_byte(c, (unsigned char)byte);
  }
}

static void compile(compiler *c, bool whole, uint32_t id) {
  tms_match_program *p = c->program;
  if (!grow(c, (void **)&p->starts, &p->start_room, p->start_count, 1, sizeof *p->starts)) return;
  size_t start = p->code_count;
  if (whole) emit(c, TMS_MATCH_BEGIN, 0, 0);
  emit(c, TMS_MATCH_SAVE, 0, 0);
  open(c, false);
  while (c->status == TMS_OK && c->at < c->in.len) next(c);
  if (c->status == TMS_OK && c->depth > 1) fail(c, TMS_ERR_SYNTAX, "( without )");
  if (c->status == TMS_OK) close(c);
  emit(c, TMS_MATCH_SAVE, 1, 0);
  if (whole) emit(c, TMS_MATCH_END, 0, 0);
  emit(c, TMS_MATCH_DONE, (int32_t)id, 0);
  if (c->status == TMS_OK) p->starts[p->start_count++] = (uint16_t)start;
}

tms_status tms_match_compile(tms_match_program *program, tms_slice pattern, bool whole, uint32_t number, const char **message) {
  compiler c = {.program = program, .in = pattern, .atom = SIZE_MAX};
  size_t before = program->code_count;
  if (pattern.len > TMS_MATCH_MAX_PATTERN) {
    fail(&c, TMS_ERR_LIMIT, "a pattern is too long");
  } else {
    compile(&c, whole, number);
  }
  if (c.status != TMS_OK) program->code_count = before;
  *message = c.message;
  return c.status;
}
