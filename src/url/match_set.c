/* A lazy DFA: a state is a list of places in the program; where a byte leads is worked out once, and kept until there are too many states. */
#include "base/alloc.h"
#include "base/hash.h"
#include "url/match.h"

enum {
  MAX_STATES = 4000,    /* then all are forgotten and made anew */
  MAX_PLACES = 1 << 21, /* of all states together */
  SLOTS = 16384,        /* of the hash table, a power of two above twice MAX_STATES */
  FIRST_PLACES = 4096,
  NONE = 0xFFFF
};

typedef struct state {
  uint32_t places, count; /* in cache->places: instructions that take a byte, DONE, and END */
  uint32_t hash;
  uint32_t done; /* so many of them, in front, are DONE */
  bool waits;    /* END or WORD is among them */
} state;

struct tms_match_cache {
  const tms_match_program *program;
  const tms_allocator *allocator;
  bool borders;          /* WORD is in the program */
  uint8_t class_of[256]; /* bytes that no set tells apart are one class */
  size_t classes;
  state states[MAX_STATES];
  size_t state_count;
  uint16_t *next; /* state x class; NONE: not known yet */
  uint16_t *places;
  size_t place_count, place_room;
  uint16_t slots[SLOTS];
  uint16_t *list, *stack; /* scratch: each as long as the program */
  uint32_t *seen;
  uint32_t step;
  uint32_t generation; /* how often all states were forgotten */
};

static void find_classes(tms_match_cache *cache) {
  const tms_match_program *program = cache->program;
  uint16_t split[256][2];
  cache->classes = 1;
  for (size_t set = 0; set < program->set_count && cache->classes < 256; set++) {
    size_t classes = 0;
    memset(split, 0xFF, sizeof split);
    for (unsigned byte = 0; byte < 256; byte++) {
      uint16_t *number = &split[cache->class_of[byte]][tms_match_has(&program->sets[set], (unsigned char)byte)];
      if (*number == NONE) *number = (uint16_t)classes++;
      cache->class_of[byte] = (uint8_t)*number;
    }
    cache->classes = classes;
  }
}

static bool has_borders(const tms_match_program *program) {
  for (size_t i = 0; i < program->code_count; i++) {
    if (program->code[i].op == TMS_MATCH_WORD) return true;
  }
  return false;
}

static void forget(tms_match_cache *cache) {
  cache->state_count = cache->place_count = 0;
  cache->generation++;
  memset(cache->slots, 0xFF, sizeof cache->slots);
}

tms_match_cache *tms_match_cache_new(const tms_match_program *program, const tms_allocator *allocator) {
  tms_match_cache *cache = tms_alloc_zero(allocator, sizeof *cache);
  if (!cache) return NULL;
  cache->program = program;
  cache->allocator = allocator;
  cache->borders = has_borders(program);
  find_classes(cache);
  forget(cache);
  cache->next = tms_alloc(allocator, MAX_STATES * cache->classes * sizeof *cache->next);
  cache->list = tms_alloc(allocator, (program->code_count + 1) * sizeof *cache->list);
  cache->stack = tms_alloc(allocator, 2 * (program->code_count + 1) * sizeof *cache->stack);
  cache->seen = tms_alloc_zero(allocator, (program->code_count + 1) * sizeof *cache->seen);
  cache->places = tms_alloc(allocator, FIRST_PLACES * sizeof *cache->places);
  cache->place_room = cache->places ? FIRST_PLACES : 0;
  if (cache->places && cache->next && cache->list && cache->stack && cache->seen) return cache;
  tms_match_cache_free(cache);
  return NULL;
}

void tms_match_cache_free(tms_match_cache *cache) {
  if (!cache) return;
  size_t codes = cache->program->code_count + 1;
  tms_free(cache->allocator, cache->seen, codes * sizeof *cache->seen);
  tms_free(cache->allocator, cache->stack, 2 * codes * sizeof *cache->stack);
  tms_free(cache->allocator, cache->list, codes * sizeof *cache->list);
  tms_free(cache->allocator, cache->places, cache->place_room * sizeof *cache->places);
  tms_free(cache->allocator, cache->next, MAX_STATES * cache->classes * sizeof *cache->next);
  tms_free(cache->allocator, cache, sizeof *cache);
}

typedef struct surroundings {
  bool begin, end, word_before, word_after;
} surroundings;

/* A word border needs to know the byte that comes next, which a state doesn't: places that ask for it wait in the list, as END does. */
static bool waits(uint8_t op) {
  return op == TMS_MATCH_SET || op == TMS_MATCH_DONE || op == TMS_MATCH_END || op == TMS_MATCH_WORD;
}

/* Adds a place to the list, and all that it leads to without taking a byte. `pass`: what END and WORD find here lets them go on; NULL: they wait. */
static size_t add(tms_match_cache *cache, size_t count, uint16_t place, bool at_begin, const surroundings *pass) {
  size_t depth = 0;
  cache->stack[depth++] = place;
  while (depth) {
    uint16_t at = cache->stack[--depth];
    if (cache->seen[at] == cache->step) continue;
    cache->seen[at] = cache->step;
    const tms_match_code *code = &cache->program->code[at];
    bool border = pass && pass->word_before != pass->word_after;
    if (pass && code->op == TMS_MATCH_END) {
      if (pass->end) cache->stack[depth++] = (uint16_t)(at + 1);
    } else if (pass && code->op == TMS_MATCH_WORD) {
      if (border != (code->x != 0)) cache->stack[depth++] = (uint16_t)(at + 1);
    } else if (waits(code->op)) {
      cache->list[count++] = at;
    } else if (code->op == TMS_MATCH_SPLIT) {
      cache->stack[depth++] = (uint16_t)(at + code->y);
      cache->stack[depth++] = (uint16_t)(at + code->x);
    } else if (code->op != TMS_MATCH_BEGIN || at_begin) {
      cache->stack[depth++] = (uint16_t)(at + (code->op == TMS_MATCH_JUMP ? code->x : 1));
    }
  }
  return count;
}

static void begin_step(tms_match_cache *cache) {
  if (++cache->step) return;
  memset(cache->seen, 0, (cache->program->code_count + 1) * sizeof *cache->seen);
  cache->step = 1;
}

/* Sorts the places that are DONE to the front, for report(), and says how many they are. */
static uint32_t done_to_front(tms_match_cache *cache, size_t count, bool *waits) {
  uint32_t done = 0;
  for (size_t i = 0; i < count; i++) {
    uint16_t place = cache->list[i];
    uint8_t op = cache->program->code[place].op;
    *waits |= op == TMS_MATCH_END || op == TMS_MATCH_WORD;
    if (op != TMS_MATCH_DONE) continue;
    cache->list[i] = cache->list[done];
    cache->list[done++] = place;
  }
  return done;
}

/* The list of places becomes a state: one that is known, or a new one. NONE where there is no memory. */
static uint16_t state_of(tms_match_cache *cache, size_t count) {
  bool waits = false;
  uint32_t done = done_to_front(cache, count, &waits);
  uint32_t hash = (uint32_t)tms_hash(0, tms_slice_of((const char *)cache->list, count * sizeof *cache->list));
  size_t slot = hash & (SLOTS - 1);
  for (; cache->slots[slot] != NONE; slot = (slot + 1) & (SLOTS - 1)) {
    const state *known = &cache->states[cache->slots[slot]];
    if (known->hash == hash && known->count == count && memcmp(cache->places + known->places, cache->list, count * sizeof *cache->list) == 0) {
      return cache->slots[slot];
    }
  }
  if (cache->state_count == MAX_STATES || cache->place_count + count > MAX_PLACES) {
    forget(cache);
    slot = hash & (SLOTS - 1);
  }
  if (cache->place_count + count > cache->place_room) {
    size_t room = cache->place_room * 2 > cache->place_count + count ? cache->place_room * 2 : cache->place_count + count + FIRST_PLACES;
    uint16_t *places = tms_realloc(cache->allocator, cache->places, cache->place_room * sizeof *places, room * sizeof *places);
    if (!places) return NONE;
    cache->places = places;
    cache->place_room = room;
  }
  uint16_t number = (uint16_t)cache->state_count++;
  state *made = &cache->states[number];
  *made = (state){(uint32_t)cache->place_count, (uint32_t)count, hash, done, waits};
  if (count) memcpy(cache->places + cache->place_count, cache->list, count * sizeof *cache->list);
  cache->place_count += count;
  cache->slots[slot] = number;
  memset(cache->next + number * cache->classes, 0xFF, cache->classes * sizeof *cache->next);
  return number;
}

static bool is_word(unsigned char byte) {
  return tms_is_alnum(byte) || byte == '_';
}

static void report(const tms_match_cache *cache, const uint16_t *places, size_t count, uint64_t *found) {
  for (size_t i = 0; i < count; i++) {
    const tms_match_code *code = &cache->program->code[places[i]];
    if (code->op == TMS_MATCH_DONE) found[code->x >> 6] |= (uint64_t)1 << (code->x & 63);
  }
}

/* What a byte makes of a state. A program with word borders is not cached by class: `where` is then given. */
static uint16_t step_from(tms_match_cache *cache, const state *from, unsigned char byte, const surroundings *where, uint64_t *found) {
  const tms_match_program *program = cache->program;
  size_t waiting = 0, count = 0;
  /* Borders that hold here come first: they make more places that may take the byte. */
  begin_step(cache);
  for (size_t i = 0; i < from->count; i++) waiting = add(cache, waiting, cache->places[from->places + i], where && where->begin, where);
  if (where) report(cache, cache->list, waiting, found);
  for (size_t i = 0; i < waiting; i++) {
    uint16_t at = cache->list[i];
    const tms_match_code *code = &program->code[at];
    if (code->op == TMS_MATCH_SET && tms_match_has(&program->sets[code->x], byte)) cache->list[count++] = (uint16_t)(at + 1);
  }
  /* Their own half of the stack: the other one is as deep as add() goes, since a place is followed once a step. */
  uint16_t *taken = cache->stack + program->code_count + 1;
  memcpy(taken, cache->list, count * sizeof *taken);
  size_t places = 0;
  begin_step(cache);
  for (size_t i = 0; i < count; i++) places = add(cache, places, taken[i], false, NULL);
  for (size_t i = 0; i < program->start_count; i++) places = add(cache, places, program->starts[i], false, NULL);
  return state_of(cache, places);
}

tms_status tms_match_all(tms_match_cache *cache, tms_slice text, uint64_t *found) {
  const tms_match_program *program = cache->program;
  size_t count = 0;
  begin_step(cache);
  for (size_t i = 0; i < program->start_count; i++) count = add(cache, count, program->starts[i], true, NULL);
  uint16_t at = state_of(cache, count);
  surroundings where = {0};
  for (size_t i = 0; at != NONE && i < text.len; i++) {
    const state *here = &cache->states[at];
    unsigned char byte = (unsigned char)text.ptr[i];
    report(cache, cache->places + here->places, here->done, found);
    uint16_t known = cache->next[at * cache->classes + cache->class_of[byte]];
    if (known == NONE || cache->borders) {
      uint32_t generation = cache->generation;
      where.begin = i == 0; /* a ^ behind a \b still stands at the begin */
      where.word_after = is_word(byte);
      known = step_from(cache, here, byte, cache->borders ? &where : NULL, found);
      if (generation == cache->generation && known != NONE) cache->next[at * cache->classes + cache->class_of[byte]] = known;
    }
    where.word_before = is_word(byte);
    at = known;
  }
  if (at == NONE) return TMS_ERR_MEMORY;
  const state *last = &cache->states[at];
  report(cache, cache->places + last->places, last->done, found);
  if (!last->waits) return TMS_OK;
  where.word_after = false;
  where.end = true;
  where.begin = text.len == 0; /* so does one behind a $ */
  count = 0;
  begin_step(cache);
  for (size_t i = 0; i < last->count; i++) count = add(cache, count, cache->places[last->places + i], where.begin, &where);
  report(cache, cache->list, count, found);
  return TMS_OK;
}
