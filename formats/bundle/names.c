#include "formats/bundle/names.h"

#include "base/hash.h"

typedef struct totals {
  size_t documents, members, names;
} totals;

/* How many of each there are, so that nothing grows afterwards. */
static tms_status count(tms_slice index, totals *all) {
  tms_bundle_cursor at;
  tms_bundle_cursor_init(&at, index);
  *all = (totals){0};
  while (tms_bundle_cursor_entry(&at)) {
    all->documents++;
    all->members += at.line_number == 0;
    all->names += (size_t)(at.line.id.len > 0) + tms_bundle_line_has_content_id(&at.line) + (at.line.url.len > 0);
  }
  if (at.bad) return TMS_ERR_DAMAGED;
  return all->documents < UINT32_MAX ? TMS_OK : TMS_ERR_LIMIT;
}

/* At least half of the slots stay empty. */
static size_t slots_for(size_t names) {
  size_t slots = 16;
  while (slots / 2 < names) slots *= 2;
  return slots;
}

static tms_bundle_line line_at(const tms_bundle_names *names, size_t number) {
  tms_bundle_cursor at;
  tms_bundle_cursor_at(&at, names->index, names->entries[number - 1]);
  return tms_bundle_cursor_entry(&at) ? at.line : (tms_bundle_line){{0}, TMS_SLICE_NONE, TMS_SLICE_NONE};
}

/* Puts the document under one of its names, unless one before it has the name already, and in as good a way: that one would always be found first. */
static void put(tms_bundle_names *names, size_t number, tms_slice key, tms_slice name, tms_bundle_match how) {
  size_t slot = tms_hash(names->seed, key) & (names->slot_count - 1);
  for (; names->slots[slot]; slot = (slot + 1) & (names->slot_count - 1)) {
    tms_bundle_line other = line_at(names, names->slots[slot]);
    if (tms_bundle_line_match(&other, name) >= how) return;
  }
  names->slots[slot] = (uint32_t)number;
}

/* A content_id is put under its 32 bytes, and found by its 64 digits. */
static void put_content_id(tms_bundle_names *names, size_t number, const tms_bundle_line *line) {
  char hex[2 * TMS_BUNDLE_DIGEST];
  tms_hex(line->content_id, TMS_BUNDLE_DIGEST, hex);
  put(names, number, tms_slice_of((const char *)line->content_id, TMS_BUNDLE_DIGEST), tms_slice_of(hex, sizeof hex), TMS_BUNDLE_BY_CONTENT_ID);
}

static void fill(tms_bundle_names *names) {
  tms_bundle_cursor at;
  tms_bundle_cursor_init(&at, names->index);
  while (tms_bundle_cursor_entry(&at)) {
    size_t number = ++names->documents;
    names->entries[number - 1] = at.entry;
    if (at.line_number == 0) names->members[names->member_count++] = (tms_bundle_place){at.offset, at.size, at.content, number - 1};
    if (at.line.id.len) put(names, number, at.line.id, at.line.id, TMS_BUNDLE_BY_ID);
    if (tms_bundle_line_has_content_id(&at.line)) put_content_id(names, number, &at.line);
    if (at.line.url.len) put(names, number, at.line.url, at.line.url, TMS_BUNDLE_BY_URL);
  }
}

tms_status tms_bundle_names_build(tms_bundle_names *names, tms_slice index, uint64_t seed, const tms_allocator *allocator, size_t ceiling) {
  totals all;
  *names = (tms_bundle_names){.index = index, .seed = seed};
  tms_arena_init(&names->arena, allocator, ceiling);
  tms_status status = count(index, &all);
  if (status != TMS_OK) return status;
  names->slot_count = slots_for(all.names);
  names->members = tms_arena_array(&names->arena, all.members, sizeof *names->members);
  names->entries = tms_arena_array(&names->arena, all.documents, sizeof *names->entries);
  names->slots = tms_arena_array(&names->arena, names->slot_count, sizeof *names->slots);
  if (names->arena.status != TMS_OK) return names->arena.status;
  memset(names->slots, 0, names->slot_count * sizeof *names->slots);
  fill(names);
  return TMS_OK;
}

void tms_bundle_names_release(tms_bundle_names *names) {
  tms_arena_release(&names->arena);
}

/* The best of those that stand under `key`, if it is better than *best. Documents that stand in the same slots for another of their names may fit as well, but in the
 * way of that other key they needn't be the first that do: `digest` says which ways are those of this key. */
static void look(const tms_bundle_names *names, tms_slice key, tms_slice name, bool digest, tms_bundle_match *best, size_t *number) {
  size_t slot = tms_hash(names->seed, key) & (names->slot_count - 1);
  for (; names->slots[slot]; slot = (slot + 1) & (names->slot_count - 1)) {
    tms_bundle_line line = line_at(names, names->slots[slot]);
    tms_bundle_match how = tms_bundle_line_match(&line, name);
    if (how <= *best || (how == TMS_BUNDLE_BY_CONTENT_ID) != digest) continue;
    *best = how;
    *number = names->slots[slot];
  }
}

size_t tms_bundle_names_find(const tms_bundle_names *names, tms_slice name) {
  tms_bundle_match best = TMS_BUNDLE_NO_MATCH;
  unsigned char digest[TMS_BUNDLE_DIGEST];
  size_t found = 0;
  uint64_t number;
  look(names, name, name, false, &best, &found);
  if (tms_bundle_hex_digest(name, digest)) look(names, tms_slice_of((const char *)digest, sizeof digest), name, true, &best, &found);
  if (best != TMS_BUNDLE_NO_MATCH) return found;
  return tms_slice_to_u64(name, names->documents, &number) ? (size_t)number : 0;
}

const tms_bundle_place *tms_bundle_names_member(const tms_bundle_names *names, size_t number) {
  size_t low = 0, high = names->member_count; /* the last whose first document isn't behind ours */
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (names->members[middle].first < number) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return &names->members[low];
}
