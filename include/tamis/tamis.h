/*
 * tamis: turns messy scraped web text into clean canonical documents, and back.
 *
 * Which layer to use
 *   one-shot    tms_convert(): bytes in, bytes out. Most programs need nothing else.
 *   context     tms_context + tms_document: read, clean, walk, write, as often as you like.
 *   streaming   tms_input / tms_output: many documents from one source, many documents into one sink.
 *   filters     tms_url_clean(), tms_text_repair(), tms_detect(): single rooms of the house.
 *
 * Rules that hold for every function
 *   - Text is UTF-8 with a length; NUL is an ordinary byte. Only names (formats, encodings, passes) are C strings.
 *   - A context, its inputs, outputs and documents belong to one thread at a time. Different contexts are independent.
 *   - The library never prints, exits, aborts, asks the locale or the clock, or opens a file that was not named to it.
 *   - On failure, output parameters are set to NULL or empty, *error (where it isn't NULL) says what and where.
 */
#ifndef TAMIS_TAMIS_H
#define TAMIS_TAMIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TMS_VERSION_MAJOR 0
#define TMS_VERSION_MINOR 1
#define TMS_VERSION_PATCH 0
#define TMS_VERSION "0.1.0"

#if defined(__GNUC__)
#define TMS_API __attribute__((visibility("default")))
#define TMS_MUST_USE __attribute__((warn_unused_result))
#else
#define TMS_API
#define TMS_MUST_USE
#endif

/* ---------------------------------------------------------------- status and error ---- */

/* Values are pinned: a number never changes its meaning. The tens say the cause. */
typedef enum tms_status {
  TMS_OK = 0,
  TMS_END = 1, /* no further record in this input; not a failure */

  TMS_ERR_MEMORY = 10, /* an allocation failed */
  TMS_ERR_LIMIT = 11,  /* a ceiling of tms_limits was reached; the message names the option that raises it */

  TMS_ERR_SYNTAX = 20,   /* input of a strict format (canonical, JSON, XML) breaks its grammar */
  TMS_ERR_SCHEMA = 21,   /* well-formed, but not what this format defines (a missing or doubled key, say) */
  TMS_ERR_ENCODING = 22, /* undecodable bytes in a format, or under an option, that allows none */
  TMS_ERR_DAMAGED = 23,  /* truncated or corrupted container (gzip, bundle) */
  TMS_ERR_BINARY = 24,   /* input is no text at all, or a kind of file that is not read (WARC) */

  TMS_ERR_OPEN = 30,
  TMS_ERR_READ = 31,
  TMS_ERR_WRITE = 32,
  TMS_ERR_EXISTS = 33,
  TMS_ERR_PIPE = 34, /* the reader of our output has gone */

  TMS_ERR_ARGUMENT = 40,
  TMS_ERR_FORMAT = 41, /* unknown format, or one that can't read or write what was asked */
  TMS_ERR_LABEL = 42,  /* unknown encoding label */

  TMS_ERR_INTERNAL = 50 /* a promise of the code was broken: please report it */
} tms_status;

#define TMS_NO_OFFSET SIZE_MAX

/* What went wrong. All strings are constants: nothing to free. */
typedef struct tms_error {
  tms_status code;
  const char *message; /* one line, no input text in it */
  size_t offset;       /* byte offset in the original input, or TMS_NO_OFFSET */
  const char *format;  /* which format, codec or part of the library said so */
} tms_error;

/* The name of a status, such as "limit". Never NULL. Thread-safe. */
TMS_API const char *tms_status_name(tms_status status);
/* "0.1.0" of the library that runs (TMS_VERSION is that of the header). Thread-safe. */
TMS_API const char *tms_version(void);

/* ---------------------------------------------------------------- memory ---- */

/*
 * Where memory comes from. Every function may return NULL; the library then fails with TMS_ERR_MEMORY. `size` is
 * never 0. `old_size` and the `size` of free are what was asked for. realloc leaves the old block alone when it fails.
 */
typedef struct tms_allocator {
  void *(*alloc)(void *user, size_t size);
  void *(*realloc)(void *user, void *block, size_t old_size, size_t size);
  void (*free)(void *user, void *block, size_t size);
  void *user;
} tms_allocator;

/* Bytes that the library made for the caller. Release with tms_bytes_release(). */
typedef struct tms_bytes {
  char *data; /* one NUL stands behind the last byte, not counted in size; NULL only when released or failed */
  size_t size;
  size_t room;             /* what was allocated; for release */
  tms_allocator allocator; /* copied, so bytes may outlive their context */
} tms_bytes;

/* Frees and zeroes. NULL and zeroed bytes are fine. */
TMS_API void tms_bytes_release(tms_bytes *bytes);

/* ---------------------------------------------------------------- options ---- */

/* Rules for cleaning URLs that the user brings: see tms_url_rules_load(). */
typedef struct tms_url_rules tms_url_rules;

typedef enum tms_switch { TMS_AUTO = 0, TMS_ON = 1, TMS_OFF = 2 } tms_switch;

typedef enum tms_mode {
  TMS_MODE_BALANCED = 0,
  TMS_MODE_PRECISION = 1,
  TMS_MODE_RECALL = 2,
  TMS_MODE_ALL = 3 /* boilerplate stays, everything else is cleaned */
} tms_mode;

/* How much text is repaired; src/repair/NOTES.md is the table. */
typedef enum tms_profile {
  TMS_PROFILE_SAFE = 0, /* what is surely damage: clean text never changes */
  TMS_PROFILE_NONE = 1, /* nothing */
  TMS_PROFILE_FULL = 2  /* also what is damage nearly always: weaker evidence, every invisible character that its neighbours don't need, ligatures */
} tms_profile;

/* The cleaning passes, in their order. Their names are the lower-case words. */
enum {
  TMS_PASS_REPAIR = 1u << 0,
  TMS_PASS_LAYOUT = 1u << 1,
  TMS_PASS_LINKS = 1u << 2,
  TMS_PASS_BOILERPLATE = 1u << 3,
  TMS_PASS_TWINS = 1u << 4,
  TMS_PASS_METADATA = 1u << 5,
  TMS_PASS_NORMALIZE = 1u << 6,
  TMS_PASS_ALL = (1u << 7) - 1
};

/* Ceilings. 0 means "the default", which docs/LIMITS.md lists with the reason; nothing is ever unlimited. */
typedef struct tms_limits {
  size_t max_input;        /* bytes of one record after decompression (256 MiB; at most 1 GiB) */
  size_t max_output;       /* bytes of one written document (1 GiB) */
  size_t max_memory;       /* bytes of one document's arena, and as many of its parser's tree (4 GiB) */
  uint32_t max_ratio;      /* decompressed bytes for one compressed byte, above 1 MiB (1000) */
  uint32_t max_depth;      /* open elements of an HTML tree; deeper is kept, flatter (512) */
  uint32_t max_nodes;      /* nodes of one document (64 Mi) */
  uint32_t max_attributes; /* attributes of one tag; the rest is dropped and counted (1024) */
  uint64_t max_work;       /* work units for one document: a count of steps, not seconds (max_input x 4096 + 256 Mi) */
} tms_limits;

/*
 * What to do. Fill with tms_options_init(), change what you need. All strings are borrowed for the call.
 * A format name is one of tms_format_name(); NULL means: detect (from), canonical (to).
 */
typedef struct tms_options {
  size_t size; /* sizeof(tms_options) of the caller: lets the struct grow */

  const char *from;
  const char *to;
  const char *encoding;           /* what the user says: wins over everything */
  const char *transport_encoding; /* what an HTTP header said */
  bool strict_encoding;           /* bytes that the encoding doesn't have are TMS_ERR_ENCODING with their offset, not U+FFFD */
  const char *url;                /* address of the page: base of relative links, source of the site */
  const char *file_name;          /* tie-break of detection, and origin in the metadata; never opened */

  tms_switch clean; /* TMS_AUTO: on for scraped input, off for documents */
  tms_mode mode;
  uint32_t skip; /* TMS_PASS_* that are left out */
  tms_profile repair;
  bool reclean; /* run passes again that the document says it has had */
  tms_switch comments;
  bool no_tables;
  bool no_links;
  bool no_images;
  bool keep_tracking;
  bool keep_spaces; /* U+00A0 and U+202F stay */

  bool title;    /* text: the title first, where the body doesn't begin with it */
  bool xml_ids;  /* tei: xml:id on blocks */
  bool blocks;   /* jsonl: the lossless object too */
  bool no_index; /* bundle: no index and footer */
  int level;     /* compression level 1 to 9, 0 = 6 */
  bool gzip;     /* what is written is compressed, one gzip member a document (bundles always are) */

  uint64_t seed; /* of the hash tables; no output depends on it */
  tms_limits limits;

  const tms_url_rules *url_rules; /* applied to links behind the built-in rules; borrowed for as long as the options are */
  bool url_rules_only;            /* the built-in rules but for those that protect addresses are left out */
} tms_options;

/* Sets every default. */
TMS_API void tms_options_init(tms_options *options);

/* ---------------------------------------------------------------- one-shot ---- */

/*
 * Converts `size` bytes to `options->to`. Input that holds many documents (JSON Lines, a bundle, a teiCorpus) needs an output format that
 * holds many, or must hold exactly one. options NULL = defaults; allocator NULL = malloc; bytes may be NULL if size is 0.
 * On TMS_OK *out belongs to the caller (tms_bytes_release).
 *
 *   tms_bytes text;
 *   tms_options options;
 *   tms_options_init(&options);
 *   options.to = "text";
 *   if (tms_convert(page, page_size, &options, NULL, &text, NULL) == TMS_OK) fwrite(text.data, 1, text.size, stdout);
 *   tms_bytes_release(&text);
 */
TMS_API TMS_MUST_USE tms_status tms_convert(const void *bytes, size_t size, const tms_options *options, const tms_allocator *allocator,
                                            tms_bytes *out, tms_error *error);

/* ---------------------------------------------------------------- context and document ---- */

typedef struct tms_context tms_context;   /* allocator and scratch memory, reused from document to document */
typedef struct tms_document tms_document; /* content and record, in one arena */
typedef struct tms_node tms_node;

/* NULL on a failed allocation. allocator NULL = malloc; the struct is copied. */
TMS_API tms_context *tms_context_new(const tms_allocator *allocator);
/* Frees. NULL is fine. All documents, inputs and outputs of the context must have been freed before. */
TMS_API void tms_context_free(tms_context *context);

/* Reads one document. `bytes` may be freed when the call returns. No cleaning yet, and no normal form. */
TMS_API TMS_MUST_USE tms_status tms_document_read(tms_context *context, const void *bytes, size_t size, const tms_options *options,
                                                  tms_document **out, tms_error *error);
/* Runs the cleaning passes that the options ask for, and always normalize. Doing it twice changes nothing. */
TMS_API TMS_MUST_USE tms_status tms_document_clean(tms_document *document, const tms_options *options, tms_error *error);
/* Writes a document (normalized first if it was not). *out belongs to the caller. */
TMS_API TMS_MUST_USE tms_status tms_document_write(tms_document *document, const tms_options *options, tms_bytes *out, tms_error *error);
/* NULL is fine. */
TMS_API void tms_document_free(tms_document *document);

typedef enum tms_explain_form { TMS_EXPLAIN_TEXT = 0, TMS_EXPLAIN_JSONL = 1 } tms_explain_form;
/* What was kept, dropped and repaired, and why: one line a block, then the ledger. *out belongs to the caller. */
TMS_API TMS_MUST_USE tms_status tms_document_explain(tms_document *document, tms_explain_form form, tms_bytes *out, tms_error *error);

/* What became of the source bytes; the four sum up to source. */
typedef struct tms_counts {
  uint64_t source; /* bytes of the record after codec and container, before charset */
  uint64_t kept, dropped, repaired, syntax;
  uint64_t blocks_kept, blocks_dropped;
  uint64_t repairs; /* number of counted repairs of any kind */
} tms_counts;
/* Fails with TMS_ERR_MEMORY, or TMS_ERR_LIMIT where the ranges, which have to be sorted, are over max_memory. */
TMS_API TMS_MUST_USE tms_status tms_document_counts(tms_document *document, tms_counts *counts);
/* How the record was read: names of format and encoding, and how the encoding was known ("bom", "meta", ...). Never NULL. */
TMS_API const char *tms_document_format(const tms_document *document);
TMS_API const char *tms_document_encoding(const tms_document *document);
TMS_API const char *tms_document_encoding_source(const tms_document *document);
/* True where reading and cleaning left no text at all. */
TMS_API bool tms_document_is_empty(const tms_document *document);
/* Why: "no-text" where reading found none, else the reason for which most pieces of text were left out, by its name in the ledger ("navigation", "low-score",
 * ...; of equal ones the first there); "" where the document isn't empty. A constant string, never NULL. */
TMS_API const char *tms_document_empty_reason(const tms_document *document);

/* Metadata by key of docs/document.md ("title", "authors", ...). Returns value number `index` or NULL; *size (may be NULL) gets its length.
 * The text lives as long as the document. */
TMS_API const char *tms_document_metadata(const tms_document *document, const char *key, size_t index, size_t *size);
/* The keys in their order; NULL past the last. Thread-safe. */
TMS_API const char *tms_metadata_key(size_t index);
/* Sets a value (provenance `user`), replacing what was there. The text is copied. */
TMS_API TMS_MUST_USE tms_status tms_document_set_metadata(tms_document *document, const char *key, const char *value, size_t size);
/* The same, but adds one more value to a list ("authors", "tags", "categories"); other keys are set. */
TMS_API TMS_MUST_USE tms_status tms_document_add_metadata(tms_document *document, const char *key, const char *value, size_t size);

/* The kinds of node. docs/document.md is the table of their children and attributes. Values are pinned. */
typedef enum tms_kind {
  TMS_KIND_DOCUMENT = 0,
  TMS_KIND_MAIN = 1,
  TMS_KIND_COMMENTS = 2,
  /* blocks */
  TMS_KIND_HEADING = 10,
  TMS_KIND_PARAGRAPH = 11,
  TMS_KIND_LIST = 12,
  TMS_KIND_ITEM = 13,
  TMS_KIND_DEFINITION_LIST = 14,
  TMS_KIND_TERM = 15,
  TMS_KIND_DEFINITION = 16,
  TMS_KIND_QUOTE = 17,
  TMS_KIND_CODE_BLOCK = 18,
  TMS_KIND_TABLE = 19,
  TMS_KIND_CAPTION = 20,
  TMS_KIND_ROW = 21,
  TMS_KIND_CELL = 22,
  TMS_KIND_FIGURE = 23,
  TMS_KIND_RULE = 24,
  TMS_KIND_FORMULA_BLOCK = 25,
  TMS_KIND_FOOTNOTE = 26,
  TMS_KIND_COMMENT = 27,
  TMS_KIND_GROUP = 28, /* of the record alone: gone after normalize */
  /* inlines */
  TMS_KIND_TEXT = 40,
  TMS_KIND_EMPHASIS = 41,
  TMS_KIND_STRONG = 42,
  TMS_KIND_CODE = 43,
  TMS_KIND_LINK = 44,
  TMS_KIND_IMAGE = 45,
  TMS_KIND_BREAK = 46,
  TMS_KIND_SUBSCRIPT = 47,
  TMS_KIND_SUPERSCRIPT = 48,
  TMS_KIND_INSERTED = 49,
  TMS_KIND_DELETED = 50,
  TMS_KIND_QUOTATION = 51,
  TMS_KIND_FORMULA = 52,
  TMS_KIND_NOTE_REFERENCE = 53,
  TMS_KIND_SPAN = 54 /* a run of text in another language */
} tms_kind;

/* Walking: nodes belong to the document and are read-only. NULL in, NULL out. */
TMS_API const tms_node *tms_document_root(const tms_document *document);
TMS_API const tms_node *tms_node_parent(const tms_node *node);
TMS_API const tms_node *tms_node_first(const tms_node *node);
TMS_API const tms_node *tms_node_next(const tms_node *node);
TMS_API tms_kind tms_node_kind(const tms_node *node);
TMS_API const char *tms_kind_name(tms_kind kind);
/* Attributes: "text", "href", "src", "alt", "title", "language", "label", "author", "date"; "" where the kind has none. Never NULL. */
TMS_API const char *tms_node_string(const tms_node *node, const char *attribute, size_t *size);
/* "level", "ordered", "start", "checked", "header", "colspan", "rowspan"; 0 where the kind has none. */
TMS_API uint32_t tms_node_number(const tms_node *node, const char *attribute);

/* ---------------------------------------------------------------- streaming ---- */

/* Bytes in. read() puts at most `room` bytes into `into` and says how many in *got; 0 is the end. */
typedef struct tms_source {
  void *user;
  tms_status (*read)(void *user, void *into, size_t room, size_t *got);
} tms_source;

/* Bytes out. write() takes all bytes or fails. */
typedef struct tms_sink {
  void *user;
  tms_status (*write)(void *user, const void *bytes, size_t size);
} tms_sink;

typedef struct tms_input tms_input;
typedef struct tms_output tms_output;

/* Opens a source: codecs are taken off, the container found. `options` is copied, its strings are borrowed until close. */
TMS_API TMS_MUST_USE tms_status tms_input_open(tms_context *context, tms_source source, const tms_options *options, tms_input **out,
                                               tms_error *error);
/*
 * The next document, read but not cleaned. TMS_END when there is none. A failure of one record is returned, and the next call goes on with
 * the next record; after TMS_ERR_READ, TMS_ERR_DAMAGED and TMS_ERR_MEMORY the call after it may return TMS_END.
 */
TMS_API TMS_MUST_USE tms_status tms_input_next(tms_input *input, tms_document **out, tms_error *error);
/* True if the input is of a kind that can hold many documents. Known after tms_input_open(). */
TMS_API bool tms_input_is_container(const tms_input *input);
/* Name of the container or format found, as tms_document_format(). Never NULL. */
TMS_API const char *tms_input_format(const tms_input *input);
/* The identity of the last record that the input gave or failed on ("" if it has none), for error lines in JSON Lines. */
TMS_API const char *tms_input_record_id(const tms_input *input, size_t *size);
TMS_API void tms_input_close(tms_input *input);

/* Opens an output of the format options->to. `many` says that more than one document will come (TEI then is a teiCorpus). */
TMS_API TMS_MUST_USE tms_status tms_output_open(tms_context *context, tms_sink sink, const tms_options *options, bool many, tms_output **out,
                                                tms_error *error);
TMS_API TMS_MUST_USE tms_status tms_output_write(tms_output *output, tms_document *document, tms_error *error);
/* Says in the output that a document failed, where the format has a place for it: JSON Lines gets {"id","status","reason","text":""}, so that line stays
 * with line; nothing happens for others. `id` may be NULL if `size` is 0. */
TMS_API TMS_MUST_USE tms_status tms_output_write_failure(tms_output *output, const char *id, size_t size, const tms_error *failure, tms_error *error);
/* Writes what ends the file (teiCorpus end tag, index of a bundle). Must be called once before close for the output to be whole. */
TMS_API TMS_MUST_USE tms_status tms_output_finish(tms_output *output, tms_error *error);
TMS_API void tms_output_close(tms_output *output);

/* ---------------------------------------------------------------- formats and encodings ---- */

typedef struct tms_format_info {
  size_t size;
  const char *name;
  const char *endings; /* space-separated, with their dots: ".txt" */
  const char *aliases; /* space-separated other names that -t and -f accept */
  const char *about;   /* one line */
  bool reads, writes;
  bool holds_many; /* as output: several documents in one file */
  bool cleans;     /* scraped input: cleaning is on by default */
  bool wraps;      /* as output of many documents: something stands around them (teiCorpus, the index of a bundle) */
} tms_format_info;

/* The formats in registry order; false where index is past the last. info->size must be set by the caller. */
TMS_API bool tms_format_at(size_t index, tms_format_info *info);
/* The canonical name for a name or alias, or NULL. */
TMS_API const char *tms_format_name(const char *name_or_alias);
/* The format whose ending the file name has (".canon.md" before ".md"), or NULL. A codec's ending (".gz") is looked through. */
TMS_API const char *tms_format_of_file(const char *file_name);

/* The name that the Encoding Standard gives to a label ("latin1" is "windows-1252"), or ours for the few encodings that it doesn't have ("cp437" is "IBM437");
 * NULL where nobody knows the label. Thread-safe. */
TMS_API const char *tms_encoding_name(const char *label);
enum { TMS_ENCODINGS_NEAREST = 3 };
/* For a message about an unknown label: the known ones that differ least from it, nearest first. Returns how many. Thread-safe. */
TMS_API size_t tms_encoding_nearest(const char *label, const char *nearest[TMS_ENCODINGS_NEAREST]);

/* ---------------------------------------------------------------- filters ---- */

/* Cleans one URL as the links pass does. *out belongs to the caller; what is no URL comes back as it was. options may be NULL. */
TMS_API TMS_MUST_USE tms_status tms_url_clean(tms_context *context, const char *url, size_t size, const tms_options *options, tms_bytes *out,
                                              tms_error *error);
/*
 * The same, and says what was done. TMS_EXPLAIN_TEXT: the URL as it was, a tab, the cleaned one, a tab, and the steps apart by spaces, each a code of
 * docs/url-rules.md and, behind a colon, what it concerned ("parameter:utm_source"). TMS_EXPLAIN_JSONL: {"url":...,"clean":...,"steps":[{"step":...,"what":...}]}.
 * No line end.
 */
TMS_API TMS_MUST_USE tms_status tms_url_explain(tms_context *context, const char *url, size_t size, const tms_options *options, tms_explain_form form,
                                                tms_bytes *out, tms_error *error);
/*
 * Reads rules in ClearURLs' format (its data.min.json: docs/url-rules.md). All of it or nothing: where something is wrong, *out is NULL and error->offset is the
 * place of the rule in `json`. *out is constant from then on, may be shared by threads, and is freed with tms_url_rules_free(). allocator NULL = malloc.
 */
TMS_API TMS_MUST_USE tms_status tms_url_rules_load(const char *json, size_t size, const tms_allocator *allocator, tms_url_rules **out,
                                                   tms_error *error);
/* NULL is fine. No context may use them any more. */
TMS_API void tms_url_rules_free(tms_url_rules *rules);

/*
 * A URL, parsed as the WHATWG URL Standard says. One object can be parsed into again and again.
 *
 *   tms_link *link = tms_link_new(NULL);
 *   size_t size;
 *   if (link && tms_link_parse(link, "../b?q#f", 8, "https://example.com/a/c", 23) == TMS_OK) puts(tms_link_part(link, TMS_LINK_HREF, &size));
 *   tms_link_free(link);
 */
typedef struct tms_link tms_link;
/* The parts as the standard's URL class names them: protocol with its ":", search with its "?", hash with its "#". Values are pinned. */
typedef enum tms_link_part_name {
  TMS_LINK_HREF = 0,
  TMS_LINK_PROTOCOL = 1,
  TMS_LINK_USERNAME = 2,
  TMS_LINK_PASSWORD = 3,
  TMS_LINK_HOST = 4,
  TMS_LINK_HOSTNAME = 5,
  TMS_LINK_PORT = 6,
  TMS_LINK_PATHNAME = 7,
  TMS_LINK_SEARCH = 8,
  TMS_LINK_HASH = 9,
  TMS_LINK_ORIGIN = 10
} tms_link_part_name;
/* NULL on a failed allocation. allocator NULL = malloc; the struct is copied. */
TMS_API tms_link *tms_link_new(const tms_allocator *allocator);
/* NULL is fine. */
TMS_API void tms_link_free(tms_link *link);
/* Parses, resolving against base (NULL: none). TMS_ERR_SYNTAX where the standard returns failure, TMS_ERR_LIMIT above 2 MiB; the link is then empty. */
TMS_API TMS_MUST_USE tms_status tms_link_parse(tms_link *link, const char *url, size_t size, const char *base, size_t base_size);
/* A part, with a NUL behind it; "" where the URL has none. *size (may be NULL) gets its length. Valid until the next call with this link. NULL on a failed
 * allocation. */
TMS_API const char *tms_link_part(tms_link *link, tms_link_part_name part, size_t *size);
/* The setter of that name: what it can't take, it leaves as it was (TMS_OK), as the standard says; href fails with TMS_ERR_SYNTAX, origin has no setter. */
TMS_API TMS_MUST_USE tms_status tms_link_set(tms_link *link, tms_link_part_name part, const char *value, size_t size);

/*
 * Mends encoding damage and broken Unicode as options->repair says; lines end in LF then. Any bytes go in, valid UTF-8 comes out: the bytes are decoded from
 * options->encoding (UTF-8 where it is NULL; a byte order mark is a character like others) as the Encoding Standard says, undecodable ones becoming U+FFFD.
 * Where no encoding is named, repair also joins surrogate pairs that stand in UTF-8.
 */
TMS_API TMS_MUST_USE tms_status tms_text_repair(tms_context *context, const char *text, size_t size, const tms_options *options, tms_bytes *out,
                                                tms_error *error);

typedef struct tms_detection {
  size_t size;                 /* set by the caller */
  const char *encoding;        /* WHATWG name, or "binary" */
  const char *encoding_source; /* "user", "bom", "transport", "meta", "utf-8", "fallback", ... */
  const char *format;          /* of the content, below any codec */
  const char *codec;           /* "gzip" or "" */
} tms_detection;
/* What would be assumed of these bytes (the whole input, or at least its first 64 KiB). */
TMS_API TMS_MUST_USE tms_status tms_detect(tms_context *context, const void *bytes, size_t size, const tms_options *options, tms_detection *detection,
                                           tms_error *error);

/* ---------------------------------------------------------------- bundles ---- */

typedef struct tms_bundle_report {
  size_t size; /* set by the caller */
  uint64_t documents, members;
  bool has_index;
} tms_bundle_report;
/* Checks every digest of a bundle. TMS_ERR_DAMAGED with the offset of the first damage. */
TMS_API TMS_MUST_USE tms_status tms_bundle_verify(tms_context *context, const void *bytes, size_t size, tms_bundle_report *report, tms_error *error);
/* What tms_bundle_repair() made of a damaged bundle. */
typedef struct tms_bundle_mending {
  size_t size;
  uint64_t documents, members;     /* of the new bundle */
  uint64_t salvaged;               /* documents among them that stood before the cut in a member that was cut off */
  uint64_t lost_parts, lost_bytes; /* places that could not be read, and their bytes */
  uint64_t lost_at;                /* offset of the first of them */
  uint64_t lost_documents;         /* counted by the old footer, where lost_known: it was still there */
  bool lost_known;
} tms_bundle_mending;
/*
 * Writes the bundle anew to `sink` from all that is whole in it, with an index and a footer: members that are whole stay byte for byte, and of a last member that was
 * cut off (a torn write) the documents before the cut are kept. report->size is set by the caller; NULL is fine. TMS_ERR_DAMAGED where nothing is left;
 * else failures of memory and of the sink. Keeps no reference to `bytes`.
 */
TMS_API TMS_MUST_USE tms_status tms_bundle_repair(tms_context *context, const void *bytes, size_t size, tms_sink sink, tms_bundle_mending *report,
                                                  tms_error *error);
/* Line `index` of the bundle's index: id and url of one document, borrowed from `bytes`' decoded index inside the context until the next call. */
typedef struct tms_bundle_entry {
  size_t size;
  const char *id;
  const char *url;
  uint64_t number;
  uint64_t member_offset;
} tms_bundle_entry;
/* Calls `each` for every document that the index (or, without one, the content) names; stops when `each` returns false. */
TMS_API TMS_MUST_USE tms_status tms_bundle_list(tms_context *context, const void *bytes, size_t size,
                                                bool (*each)(void *user, const tms_bundle_entry *entry), void *user, tms_error *error);
/* Reads one document by its id, its URL or its number (from 1) reading one member only. TMS_END if there is none of that name. */
TMS_API TMS_MUST_USE tms_status tms_bundle_get(tms_context *context, const void *bytes, size_t size, const char *name, tms_document **out,
                                               tms_error *error);
/*
 * The same for many documents of one bundle: opening it reads and checks the index once (0.2 s for a bundle of 1 GB), and each fetch then costs one member, a
 * millisecond. `bytes` (a mapped file, best) and the context are borrowed until close. On failure *out is NULL. A handle serves one thread at a time, as its context does.
 *
 *   tms_bundle *bundle;
 *   if (tms_bundle_open(context, bytes, size, &bundle, &error) == TMS_OK) {
 *     while (next_name(name) && tms_bundle_fetch(bundle, name, &document, &error) == TMS_OK) ... tms_document_free(document);
 *     tms_bundle_close(bundle);
 *   }
 */
typedef struct tms_bundle tms_bundle;
TMS_API TMS_MUST_USE tms_status tms_bundle_open(tms_context *context, const void *bytes, size_t size, tms_bundle **out, tms_error *error);
/* TMS_END if there is no document of that name; *out is NULL then, as on every failure. */
TMS_API TMS_MUST_USE tms_status tms_bundle_fetch(tms_bundle *bundle, const char *name, tms_document **out, tms_error *error);
/* NULL is fine. */
TMS_API void tms_bundle_close(tms_bundle *bundle);

/* ---------------------------------------------------------------- files ---- */

/*
 * Sources and sinks on files, for programs that don't bring their own. Paths are taken as they are: nothing is expanded, nothing else is opened.
 * Messages of failures name the cause ("no such file", "permission denied", ...).
 */

/* Opens a file for reading. On TMS_OK *out is to be closed with tms_file_source_close(). TMS_ERR_OPEN: missing, not readable, a folder. */
TMS_API TMS_MUST_USE tms_status tms_file_source_open(const char *path, tms_source *out, tms_error *error);
/* Closes and clears. NULL and a cleared or failed source are fine. */
TMS_API void tms_file_source_close(tms_source *source);
/* A source on an open descriptor such as 0, which stays the caller's: no close needed. */
TMS_API tms_source tms_descriptor_source(int descriptor);
/* A sink on an open descriptor such as 1, which stays the caller's. A reader that has gone is TMS_ERR_PIPE (where SIGPIPE is ignored). */
TMS_API tms_sink tms_descriptor_sink(int descriptor);

/*
 * A file that appears whole or not at all: bytes go to a temporary file in the same folder, which commit renames. `force` replaces an existing file;
 * without it that is TMS_ERR_EXISTS, at open or, where the file came later, at commit. A path to something other than a file (/dev/null, a FIFO) is
 * written directly; a folder is TMS_ERR_OPEN. A symbolic link is replaced, not followed.
 */
typedef struct tms_file_sink tms_file_sink;
enum {
  TMS_FILE_FORCE = 1u << 0, /* an existing file may be replaced */
  TMS_FILE_SYNC = 1u << 1   /* commit waits until the bytes are on the disk */
};
/* `flags`: TMS_FILE_*. allocator NULL = malloc. *out is ended by commit or abort. */
TMS_API TMS_MUST_USE tms_status tms_file_sink_open(const char *path, unsigned flags, const tms_allocator *allocator, tms_file_sink **out,
                                                   tms_error *error);
/* The sink to write to, valid until commit or abort. */
TMS_API tms_sink tms_file_sink_writer(tms_file_sink *file);
/* Puts the file in its place and frees, also on failure (then nothing is left behind). A write that failed before makes commit fail. */
TMS_API TMS_MUST_USE tms_status tms_file_sink_commit(tms_file_sink *file, tms_error *error);
/* Removes what was written, and frees. NULL is fine. */
TMS_API void tms_file_sink_abort(tms_file_sink *file);

#ifdef __cplusplus
}
#endif

#endif
