/*
 * The twins pass: text that stands twice in one document. A copy of what stood before goes (a page often has a version for phones and one for desks), and a pull
 * quote goes where its source stands beside it. A sentence that a lead took from further below stays: that is how people write.
 *
 * Linear: each word is hashed once; copies are found by one map of paragraph hashes; a pull quote is looked for in two neighbours on either side by
 * Knuth-Morris-Pratt over word hashes.
 */
#include "clean/pass.h"

#include "base/error.h"
#include "base/map.h"
#include "base/utf8.h"
#include "doc/kind.h"
#include "doc/walk.h"

enum {
  /* A run of copied paragraphs with fewer words may be a refrain, a name, a label. Of 25, 15, 10 and 8 words, 8 leaves the fewest doubled paragraphs on the
   * development pages (0.5 % against 1.3 %) and the best word F1. */
  COPY_WORDS = 8,
  QUOTE_WORDS = 8, /* a pull quote is a sentence */
  BESIDE = 2,      /* it stands within two blocks of its source */
  HEADLINE_WORDS = 3
};

typedef struct block {
  tms_node *node;
  size_t first, end; /* words */
  uint64_t hash;
  bool running; /* a paragraph, not in an item or cell */
  bool alt;     /* says nothing but the alt text of pictures without a source, which stands for them in the end */
} block;

typedef struct twins {
  tms_document *doc;
  tms_arena arena;
  block *blocks;
  uint32_t *words, *fail;
  size_t block_count, block_room, word_count, word_room, fail_room;
} twins;

/* ---------------------------------------------------------------- collecting ---- */

static inline bool end_word(twins *t, uint32_t *word) {
  if (!*word) return true;
  if (t->word_count == t->word_room && !tms_arena_grow(&t->arena, (void **)&t->words, &t->word_room, t->word_count + 1, sizeof *t->words))
    return false;
  t->words[t->word_count++] = *word;
  *word = 0;
  return true;
}

static uint32_t add_byte(uint32_t word, unsigned char c) {
  word = ((word ? word : 2166136261u) ^ c) * 16777619u; /* FNV-1a */
  return word ? word : 1;
}

/* A run of ASCII, not all of a long one; where it ends, or SIZE_MAX. What is no letter and no digit ends a word by arithmetic, not by a branch: no machine guesses where words end. */
static size_t add_ascii(twins *t, tms_slice text, size_t i, uint32_t *word) {
  static const unsigned char folded[128] = {
      ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a',
      ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l',
      ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w',
      ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h',
      ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's',
      ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};
  enum { AT_ONCE = 4096 };
  size_t end = tms_ascii_end(tms_slice_head(text, i + AT_ONCE), i);
  /* Each byte may end a word. */
  if (!tms_arena_grow(&t->arena, (void **)&t->words, &t->word_room, t->word_count + (end - i) + 1, sizeof *t->words)) return SIZE_MAX;
  uint32_t *out = t->words + t->word_count, hash = *word;
  for (; i < end; i++) {
    uint32_t fold = folded[(unsigned char)text.ptr[i]];
    *out = hash; /* counts where it is a word that ends here */
    out += (fold == 0) & (hash != 0);
    hash = fold ? add_byte(hash, (unsigned char)fold) : 0;
  }
  t->word_count = (size_t)(out - t->words);
  *word = hash;
  return end;
}

/* Letters and digits make words; characters of three bytes from U+3000 on are words by themselves; U+2000 to U+206F are spaces and punctuation. */
static bool add_words(twins *t, tms_slice text, uint32_t *word) {
  for (size_t i = 0; i < text.len;) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c < 0x80) {
      i = add_ascii(t, text, i, word);
      if (i == SIZE_MAX) return false;
      continue;
    }
    size_t size = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (size > text.len - i) size = text.len - i;
    bool apart = c == 0xE2 || (c == 0xC2 && size > 1 && (unsigned char)text.ptr[i + 1] < 0xC0);
    if ((apart || c >= 0xE3) && !end_word(t, word)) return false;
    for (size_t k = 0; !apart && k < size; k++) *word = add_byte(*word, (unsigned char)text.ptr[i + k]);
    if (c >= 0xE3 && !end_word(t, word)) return false;
    i += size;
  }
  return true;
}

static bool is_block(const tms_node *node) {
  return node->kind == TMS_KIND_HEADING || node->kind == TMS_KIND_PARAGRAPH || node->kind == TMS_KIND_TERM || node->kind == TMS_KIND_CAPTION;
}

static bool is_running(const tms_node *node) {
  if (node->kind != TMS_KIND_PARAGRAPH || !node->parent) return false;
  uint8_t around = node->parent->kind;
  return around != TMS_KIND_ITEM && around != TMS_KIND_CELL && around != TMS_KIND_DEFINITION;
}

static bool collect_block(twins *t, tms_node *node) {
  if (!tms_arena_grow(&t->arena, (void **)&t->blocks, &t->block_room, t->block_count + 1, sizeof *t->blocks)) return false;
  block *b = &t->blocks[t->block_count];
  *b = (block){.node = node, .first = t->word_count, .running = is_running(node)};
  uint32_t word = 0;
  size_t said = 0;
  tms_walk walk = tms_walk_of(node);
  while (tms_walk_next(&walk)) {
    bool alt = walk.node->kind == TMS_KIND_IMAGE && !walk.node->target.len;
    bool ends = alt || walk.node->kind == TMS_KIND_BREAK || tms_kind_is_block((tms_kind)walk.node->kind);
    if (ends && !end_word(t, &word)) return false;
    if (walk.enter && walk.node->dropped) {
      tms_walk_skip(&walk);
    } else if (walk.enter) {
      said += walk.node->text.len;
      if (!add_words(t, alt ? walk.node->title : walk.node->text, &word)) return false;
    }
  }
  b->alt = !said;
  if (!end_word(t, &word)) return false;
  b->end = t->word_count;
  b->hash = 14695981039346656037u;
  for (size_t i = b->first; i < b->end; i++) b->hash = (b->hash ^ t->words[i]) * 1099511628211u;
  if (b->end > b->first) t->block_count++;
  return true;
}

static bool collect(twins *t, tms_node *section) {
  t->block_count = t->word_count = 0;
  tms_walk walk = tms_walk_of(section);
  while (tms_walk_next(&walk)) {
    if (!walk.enter) continue;
    if (walk.node->dropped || walk.node->kind == TMS_KIND_TABLE) {
      tms_walk_skip(&walk);
    } else if (is_block(walk.node)) {
      if (!collect_block(t, walk.node)) return false;
      tms_walk_skip(&walk);
    }
  }
  return true;
}

/* ---------------------------------------------------------------- copies ---- */

static size_t size_of(const block *b) {
  return b->end - b->first;
}

static bool same(const twins *t, const block *a, const block *b) {
  return a->hash == b->hash && size_of(a) == size_of(b) && memcmp(t->words + a->first, t->words + b->first, size_of(a) * sizeof *t->words) == 0;
}

/* Quotations of others in a thread are no copies. */
static bool in_quote(const tms_node *node) {
  for (int up = 0; up < 4 && node; up++, node = node->parent) {
    if (node->kind == TMS_KIND_QUOTE) return true;
  }
  return false;
}

static void drop_copies(twins *t, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) t->blocks[i].node->dropped = TMS_REASON_TWIN;
}

/* The alt text of a picture gives way to the text beside it, whichever comes first. Else: runs of blocks that stood before in the same order. A run is walked once: the search goes on behind it. */
static bool find_copies(twins *t) {
  tms_map first;
  tms_map_init(&first, &t->arena, t->doc->seed);
  for (size_t i = 0; i < t->block_count;) {
    bool is_new;
    uint32_t *before = tms_map_put(&first, tms_slice_of((const char *)&t->blocks[i].hash, sizeof t->blocks[i].hash), (uint32_t)i, &is_new);
    if (!before) return false;
    size_t j = *before, run = 0, words = 0;
    if (!is_new && t->blocks[j].alt != t->blocks[i].alt && same(t, &t->blocks[j], &t->blocks[i])) {
      t->blocks[t->blocks[i].alt ? i : j].node->dropped = TMS_REASON_TWIN;
      if (t->blocks[j].alt) *before = (uint32_t)i;
      i++;
      continue;
    }
    while (!is_new && i + run < t->block_count && j + run < i && same(t, &t->blocks[j + run], &t->blocks[i + run]))
      words += size_of(&t->blocks[i + run++]);
    bool headline = run == 1 && j + 1 == i && words >= HEADLINE_WORDS && t->blocks[i].node->kind == t->blocks[j].node->kind;
    bool copy = words >= COPY_WORDS || headline; /* shorter runs have at most COPY_WORDS blocks: walking them again is bounded */
    if (copy && !in_quote(t->blocks[i].node)) drop_copies(t, i, i + run);
    i += copy ? run : 1;
  }
  return true;
}

/* ---------------------------------------------------------------- pull quotes ---- */

/* Does `text` hold all words of `quote` in a row? */
static bool holds(twins *t, const block *text, const block *quote) {
  size_t n = size_of(quote);
  const uint32_t *q = t->words + quote->first;
  if (!tms_arena_grow(&t->arena, (void **)&t->fail, &t->fail_room, n + 1, sizeof *t->fail)) return false;
  t->fail[0] = 0;
  for (size_t i = 1, k = 0; i < n; i++) {
    while (k > 0 && q[i] != q[k]) k = t->fail[k - 1];
    k += q[i] == q[k];
    t->fail[i] = (uint32_t)k;
  }
  for (size_t i = text->first, k = 0; i < text->end; i++) {
    while (k > 0 && t->words[i] != q[k]) k = t->fail[k - 1];
    k += t->words[i] == q[k];
    if (k == n) return true;
  }
  return false;
}

/* What a reader quotes of the post above isn't pulled out of it. */
static bool is_answer(const tms_node *node) {
  bool quoted = false;
  for (int up = 0; up < 8 && node; up++, node = node->parent) {
    quoted |= node->kind == TMS_KIND_QUOTE;
    if (quoted && node->kind == TMS_KIND_COMMENT) return true;
  }
  return false;
}

static void find_quotes(twins *t) {
  for (size_t i = 0; i < t->block_count; i++) {
    const block *quote = &t->blocks[i];
    if (!quote->running || size_of(quote) < QUOTE_WORDS || quote->node->dropped || is_answer(quote->node)) continue;
    size_t from = i > BESIDE ? i - BESIDE : 0, to = i + BESIDE < t->block_count ? i + BESIDE : t->block_count - 1;
    for (size_t k = from; k <= to; k++) {
      const block *text = &t->blocks[k];
      if (k == i || text->node->dropped || !text->running || size_of(text) <= size_of(quote)) continue;
      if (!holds(t, text, quote)) continue;
      quote->node->dropped = TMS_REASON_TWIN;
      break;
    }
  }
}

/* The text by itself and the comments by themselves: a reader may well say again what the author said. */
tms_status tms_pass_twins(tms_document *doc, const tms_options *options, tms_error *error) {
  (void)options;
  twins t = {.doc = doc};
  tms_arena_init(&t.arena, doc->allocator, doc->limits.max_memory);
  for (tms_node *section = doc->root->first; section && t.arena.status == TMS_OK; section = section->next) {
    if (collect(&t, section) && find_copies(&t)) find_quotes(&t);
  }
  tms_status status = t.arena.status;
  tms_arena_release(&t.arena);
  if (status == TMS_OK) status = tms_doc_status(doc);
  return status == TMS_OK ? TMS_OK : tms_fail_status(error, status, "twins");
}
