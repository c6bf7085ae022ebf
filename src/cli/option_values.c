#include "option_values.h"

#include <stdio.h>
#include <string.h>

#include "option_ids.h"

/* ---- values ---- */

bool cli_parse_size(const char *text, uint64_t max, uint64_t *out) {
  uint64_t value = 0;
  const char *at = text;
  for (; *at >= '0' && *at <= '9'; at++) {
    if (value > (UINT64_MAX - 9) / 10) return false;
    value = value * 10 + (uint64_t)(*at - '0');
  }
  if (at == text) return false;
  unsigned shift = 0;
  if (*at == 'K' || *at == 'k') shift = 10;
  if (*at == 'M' || *at == 'm') shift = 20;
  if (*at == 'G' || *at == 'g') shift = 30;
  if (shift) at++;
  if (*at != '\0' || value > (max >> shift)) return false;
  *out = value << shift;
  return true;
}

bool cli_parse_shard(const char *text, uint32_t *shard, uint32_t *shards) {
  const char *slash = strchr(text, '/');
  char first[16];
  if (!slash || slash == text || (size_t)(slash - text) >= sizeof first) return false;
  memcpy(first, text, (size_t)(slash - text));
  first[slash - text] = '\0';
  uint64_t i, n;
  if (!cli_parse_size(first, 1000000, &i) || !cli_parse_size(slash + 1, 1000000, &n) || i < 1 || i > n) return false;
  *shard = (uint32_t)i;
  *shards = (uint32_t)n;
  return true;
}

static bool parse_max_errors(cli_settings *settings, const char *text) {
  size_t length = strlen(text);
  char digits[24];
  if (length == 0 || length >= sizeof digits) return false;
  memcpy(digits, text, length + 1);
  settings->max_errors_percent = digits[length - 1] == '%';
  if (settings->max_errors_percent) digits[length - 1] = '\0';
  settings->has_max_errors = true;
  return cli_parse_size(digits, settings->max_errors_percent ? 100 : UINT64_MAX, &settings->max_errors);
}

static bool has_word(const char *list, const char *word) {
  size_t length = strlen(word);
  for (const char *at = list; *at;) {
    size_t here = strcspn(at, " ");
    if (here == length && memcmp(at, word, length) == 0) return true;
    at += here;
    at += strspn(at, " ");
  }
  return false;
}

/* The passes in their order: the bit of number i is 1 << i. */
static const char *const pass_names[] = {"repair", "layout", "links", "boilerplate", "twins", "metadata", "normalize"};

static const char *apply_skip(cli_settings *settings, const char *value) {
  for (const char *at = value; *at;) {
    size_t length = strcspn(at, ",");
    size_t pass = 0;
    while (pass < 7 && (strlen(pass_names[pass]) != length || memcmp(pass_names[pass], at, length) != 0)) pass++;
    if (pass == 7) return "the passes are repair, layout, links, boilerplate, twins and metadata";
    if (pass == 6) return "normalize always runs";
    settings->options.skip |= 1u << pass;
    at += length;
    if (*at == ',') at++;
  }
  return NULL;
}

/* SCHEME:// */
static bool has_scheme(const char *text) {
  size_t length = strcspn(text, ":/?#");
  return length > 0 && strncmp(text + length, "://", 3) == 0;
}

/* ---- formats ---- */

/* What is wrong, and all that would be right. */
static const char *unknown_format(cli_settings *settings, bool writes) {
  char *out = settings->hint;
  size_t room = sizeof settings->hint, length = (size_t)snprintf(out, room, "no such format; there are");
  tms_format_info info = {.size = sizeof info};
  for (size_t i = 0; tms_format_at(i, &info) && length < room; i++) {
    if (!(writes ? info.writes : info.reads)) continue;
    length += (size_t)snprintf(out + length, room - length, " %s", info.name);
  }
  return out;
}

static const char *apply_format(cli_settings *settings, const char *value, bool writes, const char **out) {
  const char *name = tms_format_name(value);
  if (!name && (strcmp(value, "warc") == 0 || strcmp(value, "wet") == 0)) return "this version doesn't read or write WARC and WET";
  if (!name) return unknown_format(settings, writes);
  tms_format_info info = {.size = sizeof info};
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    if (strcmp(info.name, name) != 0) continue;
    if (writes ? info.writes : info.reads) {
      *out = name;
      return NULL;
    }
  }
  return writes ? "this format can't be written" : "this format can't be read";
}

static const char *apply_encoding(cli_settings *settings, const char *value) {
  settings->options.encoding = value;
  if (tms_encoding_name(value)) return NULL;
  const char *near[TMS_ENCODINGS_NEAREST];
  size_t count = tms_encoding_nearest(value, near), room = sizeof settings->hint;
  if (count == 0) return "unknown encoding; utf-8, windows-1252 and shift_jis are some of the known";
  size_t length = (size_t)snprintf(settings->hint, room, "unknown encoding; near it:");
  for (size_t i = 0; i < count && length < room; i++) length += (size_t)snprintf(settings->hint + length, room - length, " %s", near[i]);
  return settings->hint;
}

/* A base that isn't absolute would make every link wrong. Empty means none: scripts pass on what they have. */
static const char *apply_url(cli_settings *settings, const char *value) {
  if (*value && !has_scheme(value)) return "an absolute URL is needed, such as https://example.org/page";
  settings->options.url = value;
  return NULL;
}

static void apply_mode(cli_settings *settings, const char *value) {
  tms_mode mode = TMS_MODE_BALANCED;
  if (strcmp(value, "precision") == 0) mode = TMS_MODE_PRECISION;
  if (strcmp(value, "recall") == 0) mode = TMS_MODE_RECALL;
  if (strcmp(value, "all") == 0) mode = TMS_MODE_ALL;
  settings->options.mode = mode;
}

static tms_profile profile_of(const char *value) {
  if (strcmp(value, "none") == 0) return TMS_PROFILE_NONE;
  return strcmp(value, "full") == 0 ? TMS_PROFILE_FULL : TMS_PROFILE_SAFE;
}

/* ---- limits ---- */

static const char bad_size[] = "a number is needed, such as 1000, 64K, 256M or 1G";

static const char *apply_limit(cli_settings *settings, int id, const char *value) {
  tms_limits *limits = &settings->options.limits;
  bool is_u32 = id == OPT_MAX_RATIO || id == OPT_MAX_DEPTH || id == OPT_MAX_NODES || id == OPT_MAX_ATTRIBUTES;
  uint64_t most = is_u32 ? UINT32_MAX : id == OPT_MAX_WORK ? UINT64_MAX : SIZE_MAX / 2, number;
  if (!cli_parse_size(value, most, &number) || number == 0) return bad_size;
  switch (id) {
    case OPT_MAX_INPUT:
      if (number > (uint64_t)1 << 30) return "1G is the most";
      limits->max_input = (size_t)number;
      break;
    case OPT_MAX_OUTPUT: limits->max_output = (size_t)number; break;
    case OPT_MAX_MEMORY: limits->max_memory = (size_t)number; break;
    case OPT_MAX_RATIO: limits->max_ratio = (uint32_t)number; break;
    case OPT_MAX_DEPTH: limits->max_depth = (uint32_t)number; break;
    case OPT_MAX_NODES: limits->max_nodes = (uint32_t)number; break;
    case OPT_MAX_ATTRIBUTES: limits->max_attributes = (uint32_t)number; break;
    default: limits->max_work = number; break;
  }
  return NULL;
}

/* ---- one option ---- */

static void apply_flag(cli_settings *settings, int id) {
  tms_options *options = &settings->options;
  switch (id) { /* long switch: one line an option */
    case OPT_CLEAN: options->clean = TMS_ON; break;
    case OPT_NO_CLEAN: options->clean = TMS_OFF; break;
    case OPT_RECLEAN:
      options->reclean = true;
      if (options->clean == TMS_AUTO) options->clean = TMS_ON; /* cleaning again is cleaning */
      break;
    case OPT_KEEP_TRACKING: options->keep_tracking = true; break;
    case OPT_COMMENTS: options->comments = TMS_ON; break;
    case OPT_NO_COMMENTS: options->comments = TMS_OFF; break;
    case OPT_NO_TABLES: options->no_tables = true; break;
    case OPT_NO_LINKS: options->no_links = true; break;
    case OPT_NO_IMAGES: options->no_images = true; break;
    case OPT_LINKS: options->no_links = false; break;
    case OPT_IMAGES: options->no_images = false; break;
    case OPT_FORCE: settings->force = true; break;
    case OPT_TITLE: options->title = true; break;
    case OPT_XML_IDS: options->xml_ids = true; break;
    case OPT_BLOCKS: options->blocks = true; break;
    case OPT_NO_INDEX: options->no_index = true; break;
    case OPT_STRICT: settings->strict = true; break;
    case OPT_REPAIR_BUNDLE: settings->repair = true; break;
    case OPT_JSON: settings->json = true; break;
    case OPT_EXPLAIN: settings->explain = true; break;
    case OPT_URL_RULES_ONLY: options->url_rules_only = true; break;
    case OPT_RESUME: settings->resume = true; break;
    case OPT_QUIET: settings->quiet = true; break;
    case OPT_VERBOSE: settings->verbose = true; break;
    case OPT_HELP: settings->ask = CLI_ASK_HELP; break;
    case OPT_VERSION: settings->ask = CLI_ASK_VERSION; break;
    case OPT_MAN: settings->ask = CLI_ASK_MAN; break;
    case OPT_TO_JSON: options->to = "json"; break;
    case OPT_TO_HTML: options->to = "html"; break;
    case OPT_TO_MARKDOWN: options->to = "markdown"; break;
    case OPT_TO_TEI: options->to = "tei"; break;
    case OPT_PRECISION: options->mode = TMS_MODE_PRECISION; break;
    case OPT_RECALL: options->mode = TMS_MODE_RECALL; break;
    default: break; /* OPT_FORMATTING: what happens anyway */
  }
}

static const char *apply_number(cli_settings *settings, int id, const char *value) {
  uint64_t number;
  if (!cli_parse_size(value, 4096, &number) || number == 0) return "a number from 1 on is needed";
  if (id == OPT_LEVEL) {
    if (number > 9) return "levels are 1 to 9";
    settings->options.level = (int)number;
  } else {
    if (number > 256) return "256 threads are the most";
    settings->jobs = (uint32_t)number;
  }
  return NULL;
}

const char *cli_apply_option(cli_settings *settings, const cli_option *option, const char *value) {
  if (!option->argument) {
    apply_flag(settings, option->id);
    return NULL;
  }
  if (option->value == CLI_WORD && !has_word(option->words, value)) return option->words;
  if (option->value == CLI_FILE && !*value) return "a path is needed";
  if (option->value == CLI_SIZE) return apply_limit(settings, option->id, value);
  if (option->value == CLI_NUMBER) return apply_number(settings, option->id, value);
  switch (option->id) {
    case OPT_FROM: return apply_format(settings, value, false, &settings->options.from);
    case OPT_TO: return apply_format(settings, value, true, &settings->options.to);
    case OPT_ENCODING: return apply_encoding(settings, value);
    case OPT_ENCODING_ERRORS: settings->options.strict_encoding = strcmp(value, "fail") == 0; break;
    case OPT_URL: return apply_url(settings, value);
    case OPT_META: settings->meta = value; break;
    case OPT_URL_RULES: settings->url_rules = value; break;
    case OPT_MODE: apply_mode(settings, value); break;
    case OPT_SKIP: return apply_skip(settings, value);
    case OPT_PROFILE: settings->options.repair = profile_of(value); break;
    case OPT_SPACES: settings->options.keep_spaces = strcmp(value, "keep") == 0; break;
    case OPT_OUTPUT: settings->output = value; break;
    case OPT_RECORD: settings->record = value; break;
    case OPT_SHARD: return cli_parse_shard(value, &settings->shard, &settings->shards) ? NULL : "I/N is needed, such as 1/4";
    case OPT_REPORT: settings->report = value; break;
    case OPT_PROGRESS:
      settings->progress = strcmp(value, "never") == 0 ? CLI_PROGRESS_NEVER : strcmp(value, "json") == 0 ? CLI_PROGRESS_JSON : CLI_PROGRESS_AUTO;
      break;
    case OPT_MAX_ERRORS: return parse_max_errors(settings, value) ? NULL : "a number, or a percentage such as 5%, is needed";
    case OPT_COMPLETION:
      settings->ask = CLI_ASK_COMPLETION;
      settings->shell = value;
      break;
    default: break;
  }
  return NULL;
}

/* ---- the nearest name ---- */

enum { NAME_ROOM = 32 }; /* the longest option name has 14 characters */

/* Levenshtein distance, of strings shorter than NAME_ROOM. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length) {
  size_t row[NAME_ROOM];
  for (size_t j = 0; j <= b_length; j++) row[j] = j;
  for (size_t i = 1; i <= a_length; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b_length; j++) {
      size_t best = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < best) best = row[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[b_length];
}

const char *cli_nearest_option(const char *text, cli_command command) {
  if (text[0] != '-' || text[1] != '-') return NULL;
  size_t length = strcspn(text + 2, "=");
  if (length == 0 || length >= NAME_ROOM) return NULL;
  const char *nearest = NULL;
  size_t least = 3; /* three edits are another word */
  const cli_option *option;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (!((option->commands >> command) & 1)) continue;
    size_t edits = distance(text + 2, length, option->name, strlen(option->name));
    if (edits >= least || edits >= length) continue;
    least = edits;
    nearest = option->name;
  }
  return nearest;
}
