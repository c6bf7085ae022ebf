#include "option_ids.h"
#include "options.h"

const cli_command_info cli_commands[CLI_COMMANDS] = {
    [CLI_CONVERT] = {"convert", "[OPTIONS] [FILE...]", "clean and convert; the command when none is named"},
    [CLI_BATCH] = {"batch", "[OPTIONS] INPUT... -o OUT", "many inputs, in parallel, resumable, with a report"},
    [CLI_BUNDLE] = {"bundle", "create|list|get|verify|append [OPTIONS] [ARGUMENTS]", "the compressed bundles"},
    [CLI_EXPLAIN] = {"explain", "[OPTIONS] FILE...", "what was kept and dropped, and why"},
    [CLI_URLS] = {"urls", "[OPTIONS] [FILE...]", "filter: cleans one URL a line"},
    [CLI_REPAIR] = {"repair", "[OPTIONS] [FILE...]", "filter: mends encoding damage and broken Unicode, structure untouched"},
    [CLI_DETECT] = {"detect", "[OPTIONS] FILE...", "path, encoding, how it was known, format"},
    [CLI_FORMATS] = {"formats", "", "formats, their readers and writers, limits, schema versions"},
};

const char *const cli_group_names[CLI_GROUPS] = {
    [CLI_GROUP_FORMAT] = "Formats and encodings",
    [CLI_GROUP_CLEAN] = "Cleaning",
    [CLI_GROUP_CONTENT] = "What is kept",
    [CLI_GROUP_OUTPUT] = "Output",
    [CLI_GROUP_BATCH] = "Many inputs",
    [CLI_GROUP_LIMIT] = "Limits (numbers take K, M and G)",
    [CLI_GROUP_OTHER] = "Other",
    [CLI_GROUP_ALIAS] = "Names of trafilatura with the same meaning",
};

#define IN(command) (1u << CLI_##command)
#define READING (IN(CONVERT) | IN(BATCH) | IN(BUNDLE) | IN(EXPLAIN))
#define WRITING (IN(CONVERT) | IN(BATCH) | IN(BUNDLE))
#define FILTERS (IN(URLS) | IN(REPAIR) | IN(DETECT))
#define ALL (READING | FILTERS | IN(FORMATS))

static const cli_option options[] = {
    {OPT_FROM, 'f', CLI_GROUP_FORMAT, CLI_READ_FORMAT, "from", "FORMAT", NULL, READING | IN(DETECT),
     "read the input as FORMAT (else it is detected)"},
    {OPT_TO, 't', CLI_GROUP_FORMAT, CLI_WRITE_FORMAT, "to", "FORMAT", NULL, WRITING, "write FORMAT (else the ending of -o says, else canonical)"},
    {OPT_ENCODING, 0, CLI_GROUP_FORMAT, CLI_TEXT, "encoding", "LABEL", NULL, READING | IN(DETECT) | IN(REPAIR),
     "the input's encoding, whatever it says of itself"},
    {OPT_ENCODING_ERRORS, 0, CLI_GROUP_FORMAT, CLI_WORD, "encoding-errors", "HOW", "replace fail", READING | IN(REPAIR),
     "bytes that the encoding doesn't have: U+FFFD, or the offset and no output (replace)"},
    {OPT_URL, 0, CLI_GROUP_FORMAT, CLI_TEXT, "url", "URL", NULL, READING, "the page's address: base of its relative links"},
    {OPT_META, 0, CLI_GROUP_FORMAT, CLI_FILE, "meta", "FILE.tsv", NULL, READING,
     "metadata by path or url: the first line names the columns, the first column is path or url"},

    {OPT_MODE, 0, CLI_GROUP_CLEAN, CLI_WORD, "mode", "MODE", "precision balanced recall all", READING,
     "how much doubtful text stays; all keeps boilerplate (balanced)"},
    {OPT_CLEAN, 0, CLI_GROUP_CLEAN, CLI_NO_VALUE, "clean", NULL, NULL, READING, "clean documents too (else only scraped input)"},
    {OPT_NO_CLEAN, 0, CLI_GROUP_CLEAN, CLI_NO_VALUE, "no-clean", NULL, NULL, READING, "convert only, clean nothing"},
    {OPT_RECLEAN, 0, CLI_GROUP_CLEAN, CLI_NO_VALUE, "reclean", NULL, NULL, READING, "run passes again that the document says it has had"},
    {OPT_SKIP, 0, CLI_GROUP_CLEAN, CLI_PASSES, "skip", "PASS,...", NULL, READING,
     "leave out passes: repair, layout, links, boilerplate, twins, metadata"},
    {OPT_PROFILE, 0, CLI_GROUP_CLEAN, CLI_WORD, "profile", "PROFILE", "none safe full", READING | IN(REPAIR),
     "how much text is repaired: nothing, sure damage, likely damage too (safe)"},
    {OPT_SPACES, 0, CLI_GROUP_CLEAN, CLI_WORD, "spaces", "HOW", "keep fold", READING, "keep: U+00A0 and U+202F stay (fold)"},
    {OPT_KEEP_TRACKING, 0, CLI_GROUP_CLEAN, CLI_NO_VALUE, "keep-tracking", NULL, NULL, READING | IN(URLS), "tracking parameters of links stay"},
    {OPT_URL_RULES, 0, CLI_GROUP_CLEAN, CLI_FILE, "url-rules", "FILE.json", NULL, READING | IN(URLS),
     "more rules for links, in ClearURLs' format (its data.min.json)"},
    {OPT_URL_RULES_ONLY, 0, CLI_GROUP_CLEAN, CLI_NO_VALUE, "url-rules-only", NULL, NULL, READING | IN(URLS),
     "with --url-rules: those alone; addresses that must not change stay all the same"},

    {OPT_COMMENTS, 0, CLI_GROUP_CONTENT, CLI_NO_VALUE, "comments", NULL, NULL, READING, "keep readers' comments, in plain text too"},
    {OPT_NO_COMMENTS, 0, CLI_GROUP_CONTENT, CLI_NO_VALUE, "no-comments", NULL, NULL, READING, "leave out readers' comments"},
    {OPT_NO_TABLES, 0, CLI_GROUP_CONTENT, CLI_NO_VALUE, "no-tables", NULL, NULL, READING, "leave out tables"},
    {OPT_NO_LINKS, 0, CLI_GROUP_CONTENT, CLI_NO_VALUE, "no-links", NULL, NULL, READING, "keep the text of links alone"},
    {OPT_NO_IMAGES, 0, CLI_GROUP_CONTENT, CLI_NO_VALUE, "no-images", NULL, NULL, READING, "leave out images and figures"},

    {OPT_OUTPUT, 'o', CLI_GROUP_OUTPUT, CLI_FILE, "output", "PATH", NULL, WRITING | IN(EXPLAIN),
     "write to a file, or below a folder (one that exists, or a name that ends in /)"},
    {OPT_FORCE, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "force", NULL, NULL, WRITING | IN(EXPLAIN), "replace existing files"},
    {OPT_TITLE, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "title", NULL, NULL, WRITING, "text: the title first where the body doesn't begin with it"},
    {OPT_XML_IDS, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "xml-ids", NULL, NULL, WRITING, "tei: xml:id on blocks"},
    {OPT_BLOCKS, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "blocks", NULL, NULL, WRITING, "jsonl: the lossless object too"},
    {OPT_NO_INDEX, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "no-index", NULL, NULL, WRITING, "bundle: no index and footer"},
    {OPT_LEVEL, 0, CLI_GROUP_OUTPUT, CLI_NUMBER, "level", "1-9", NULL, WRITING, "compression level of bundles and .gz (6)"},
    {OPT_REPAIR_BUNDLE, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "repair", NULL, NULL, IN(BUNDLE),
     "verify: write a damaged bundle anew from all that is whole in it"},
    {OPT_RECORD, 0, CLI_GROUP_OUTPUT, CLI_FILE, "record", "FILE", NULL, IN(CONVERT) | IN(BATCH),
     "write what was kept and dropped, and why, as JSON Lines"},
    {OPT_STRICT, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "strict", NULL, NULL, IN(CONVERT) | IN(BATCH), "exit 4 where nothing was extracted"},
    {OPT_JSON, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "json", NULL, NULL, IN(EXPLAIN) | IN(URLS), "JSON Lines instead of text"},
    {OPT_EXPLAIN, 0, CLI_GROUP_OUTPUT, CLI_NO_VALUE, "explain", NULL, NULL, IN(URLS),
     "the URL, the cleaned one and the steps that led there, apart by tabs"},

    {OPT_JOBS, 'j', CLI_GROUP_BATCH, CLI_NUMBER, "jobs", "N", NULL, IN(BATCH), "worker threads (as many as there are processors)"},
    {OPT_SHARD, 0, CLI_GROUP_BATCH, CLI_TEXT, "shard", "I/N", NULL, IN(BATCH), "do the I-th of N parts of the inputs"},
    {OPT_RESUME, 0, CLI_GROUP_BATCH, CLI_NO_VALUE, "resume", NULL, NULL, WRITING, "go on: outputs that exist are whole, and stay"},
    {OPT_REPORT, 0, CLI_GROUP_BATCH, CLI_FILE, "report", "FILE", NULL, IN(BATCH), "a line for each document; .tsv, .json or .jsonl"},
    {OPT_PROGRESS, 0, CLI_GROUP_BATCH, CLI_WORD, "progress", "HOW", "auto never json", IN(BATCH), "progress on stderr (auto: on a terminal)"},
    {OPT_MAX_ERRORS, 0, CLI_GROUP_BATCH, CLI_TEXT, "max-errors", "N|P%", NULL, IN(CONVERT) | IN(BATCH),
     "exit 0 with up to so many failed documents, else 6"},

    {OPT_MAX_INPUT, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-input", "BYTES", NULL, READING | FILTERS, "of one document, decompressed (256M; at most 1G)"},
    {OPT_MAX_OUTPUT, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-output", "BYTES", NULL, READING | FILTERS, "of one written document (1G)"},
    {OPT_MAX_MEMORY, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-memory", "BYTES", NULL, READING, "of one document in memory (4G)"},
    {OPT_MAX_RATIO, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-ratio", "N", NULL, READING | IN(DETECT), "decompressed bytes for a compressed one (1000)"},
    {OPT_MAX_DEPTH, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-depth", "N", NULL, READING, "open elements of an HTML tree; deeper is kept, flatter (512)"},
    {OPT_MAX_NODES, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-nodes", "N", NULL, READING, "nodes of one document (64M)"},
    {OPT_MAX_ATTRIBUTES, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-attributes", "N", NULL, READING, "attributes of one tag; the rest is dropped (1K)"},
    {OPT_MAX_WORK, 0, CLI_GROUP_LIMIT, CLI_SIZE, "max-work", "N", NULL, READING, "steps for one document (max-input x 4096 + 256M)"},

    {OPT_QUIET, 'q', CLI_GROUP_OTHER, CLI_NO_VALUE, "quiet", NULL, NULL, ALL, "say nothing of documents that fail: the exit status tells"},
    {OPT_VERBOSE, 'v', CLI_GROUP_OTHER, CLI_NO_VALUE, "verbose", NULL, NULL, ALL, "say a line of each document"},
    {OPT_HELP, 'h', CLI_GROUP_OTHER, CLI_NO_VALUE, "help", NULL, NULL, ALL, "this help"},
    {OPT_VERSION, 0, CLI_GROUP_OTHER, CLI_NO_VALUE, "version", NULL, NULL, ALL, "the version"},
    {OPT_MAN, 0, CLI_GROUP_OTHER, CLI_NO_VALUE, "man", NULL, NULL, ALL, "the man page, as troff"},
    {OPT_COMPLETION, 0, CLI_GROUP_OTHER, CLI_WORD, "completion", "SHELL", "bash zsh fish", ALL, "the completions of a shell"},

    {OPT_TO, 0, CLI_GROUP_ALIAS, CLI_WRITE_FORMAT, "output-format", "FORMAT", NULL, WRITING, "-t FORMAT"},
    {OPT_TO_JSON, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "json", NULL, NULL, WRITING, "-t json"},
    {OPT_TO_HTML, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "html", NULL, NULL, WRITING, "-t html"},
    {OPT_TO_MARKDOWN, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "markdown", NULL, NULL, WRITING, "-t markdown"},
    {OPT_TO_TEI, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "xmltei", NULL, NULL, WRITING, "-t tei"},
    {OPT_PRECISION, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "precision", NULL, NULL, READING, "--mode precision"},
    {OPT_RECALL, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "recall", NULL, NULL, READING, "--mode recall"},
    {OPT_LINKS, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "links", NULL, NULL, READING, "keep links: what happens anyway"},
    {OPT_IMAGES, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "images", NULL, NULL, READING, "keep images: what happens anyway"},
    {OPT_FORMATTING, 0, CLI_GROUP_ALIAS, CLI_NO_VALUE, "formatting", NULL, NULL, READING, "keep emphasis: what happens anyway"},
    {OPT_JOBS, 0, CLI_GROUP_ALIAS, CLI_NUMBER, "parallel", "N", NULL, IN(BATCH), "-j N"},
};

const cli_option *cli_option_at(size_t index) {
  return index < sizeof options / sizeof options[0] ? &options[index] : NULL;
}
