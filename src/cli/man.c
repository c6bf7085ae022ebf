/* The man page, from the same tables as the parser: docs/tamis.1 is this program's own output, and a test compares them. */
#include <stdio.h>
#include <string.h>

#include "help.h"

/* troff text: backslashes, hyphens and a dot or quote at the begin of a line mean something there. */
static void put(const char *text) {
  for (const char *at = text; *at; at++) {
    bool first = at == text || at[-1] == '\n';
    if (first && (*at == '.' || *at == '\'')) fputs("\\&", stdout);
    if (*at == '\\')
      fputs("\\e", stdout);
    else if (*at == '-')
      fputs("\\-", stdout);
    else
      putchar(*at);
  }
}

static void section(const char *title) {
  printf(".SH %s\n", title);
}

/* Paragraphs apart by an empty line. */
static void paragraphs(const char *text) {
  while (*text) {
    const char *end = strstr(text, "\n\n");
    size_t length = end ? (size_t)(end - text) : strlen(text);
    char piece[1400];
    if (length >= sizeof piece) length = sizeof piece - 1;
    memcpy(piece, text, length);
    piece[length] = '\0';
    fputs(".PP\n", stdout);
    put(piece);
    putchar('\n');
    text = end ? end + 2 : text + length;
  }
}

static void term(const char *name, const char *about) {
  fputs(".TP\n.B ", stdout);
  put(name);
  putchar('\n');
  put(about);
  putchar('\n');
}

static void option_term(const cli_option *option) {
  fputs(".TP\n", stdout);
  if (option->letter) printf("\\fB\\-%c\\fR, ", option->letter);
  fputs("\\fB", stdout);
  put("--");
  put(option->name);
  fputs("\\fR", stdout);
  if (option->argument) {
    fputs(" \\fI", stdout);
    put(option->argument);
    fputs("\\fR", stdout);
  }
  putchar('\n');
  put(option->about);
  if (option->value == CLI_WORD) {
    fputs(" (", stdout);
    put(option->words);
    putchar(')');
  }
  fputs(". For: ", stdout);
  const char *comma = "";
  for (int command = 0; command < CLI_COMMANDS; command++) {
    if (!((option->commands >> command) & 1)) continue;
    printf("%s%s", comma, cli_commands[command].name);
    comma = ", ";
  }
  fputs(".\n", stdout);
}

static void options_section(void) {
  section("OPTIONS");
  for (int group = 0; group < CLI_GROUPS; group++) {
    fputs(".SS ", stdout);
    put(cli_group_names[group]);
    putchar('\n');
    const cli_option *option;
    for (size_t i = 0; (option = cli_option_at(i)); i++) {
      if (option->group == group) option_term(option);
    }
  }
}

static void synopsis_section(void) {
  section("SYNOPSIS");
  for (int command = 0; command < CLI_COMMANDS; command++) {
    printf("%s.B tamis %s%s%s\n", command ? ".br\n" : "", command == CLI_CONVERT ? "[" : "", cli_commands[command].name,
           command == CLI_CONVERT ? "]" : "");
    put(cli_commands[command].usage);
    putchar('\n');
  }
}

static void commands_section(void) {
  section("COMMANDS");
  for (int command = 0; command < CLI_COMMANDS; command++) term(cli_commands[command].name, cli_commands[command].about);
  paragraphs(
      "batch walks folders in sorted order and keeps the paths below each INPUT; hidden names and links to folders are passed over, and so are "
      "files of a folder that are no text. Records of a container become NAME/000001.EXT. Results do not depend on the number of threads. After a "
      "stop, --resume goes on where -o is a folder: outputs that are there are whole, and stay. One output file appears when all is done, and not "
      "before: for long "
      "runs use a folder, or --shard with a file for each part.\n\n"
      "--meta FILE.tsv brings metadata that the inputs don't hold. Its first line names the columns: path or url, then keys of the metadata such as "
      "title, authors, date_published, site, language or license; a key may stand in several columns where it is a list. A path is the input as "
      "messages name it: as it was given, and below a folder with that folder's name before it.");
  section("BUNDLES");
  for (int i = 0; cli_bundle_actions[i][0]; i++) {
    char call[80];
    snprintf(call, sizeof call, "tamis bundle %s", cli_bundle_actions[i][0]);
    term(call, cli_bundle_actions[i][1]);
  }
}

static void formats_section(void) {
  section("FORMATS");
  tms_format_info info = {.size = sizeof info};
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    char line[400];
    snprintf(line, sizeof line, "%s (%s)%s%s%s", info.about, info.endings, *info.aliases ? "; also called " : "", info.aliases,
             info.writes ? (info.reads ? "" : "; written only") : "; read only");
    term(info.name, line);
  }
  paragraphs(
      "Without -f the format is detected from what stands in the input, and its name decides between equals. Inputs may be compressed with gzip. "
      "WARC and WET are not read or written by this version.");
}

static void output_section(void) {
  section("OUTPUT");
  paragraphs(
      "-t wins, then the ending of -o, else the canonical form is written. Without -o it goes to standard output. Where -o is a folder there is one "
      "output for each input, named after it with its known endings replaced.\n\n"
      "Several inputs to one file or to standard output need a format that holds many documents (jsonl, tei, bundle). Two inputs for one name are "
      "refused before anything is written, and so is an output that is an input; other existing files need --force or --resume. Files appear whole "
      "or not at all.\n\n"
      "Data goes to standard output alone, messages to standard error, one line each. From jsonl to jsonl there is one line for each line, in order; "
      "a line that failed becomes an object with id, status, reason and an empty text.");
}

static void exit_section(void) {
  static const char *const codes[][2] = {
      {"0", "all done"},
      {"1", "some documents failed, were refused or hit a limit; the others are done"},
      {"2", "wrong usage; nothing was written"},
      {"3", "an input or output could not be opened or written; the other inputs are done"},
      {"4", "nothing was extracted (with --strict)"},
      {"5", "damaged (bundle verify)"},
      {"6", "more documents failed than --max-errors allows"},
      {"70", "internal error"},
  };
  section("EXIT STATUS");
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) term(codes[i][0], codes[i][1]);
}

void cli_man(void) {
  printf(".\\\" Made by tamis --man from the option table. Do not edit.\n.TH TAMIS 1 \"\" \"tamis %s\" \"User Commands\"\n", tms_version());
  section("NAME");
  put("tamis - turns messy scraped web text into clean documents, and back\n");
  synopsis_section();
  section("DESCRIPTION");
  paragraphs(
      "tamis reads what scrapers leave behind (HTML in any encoding, plain text, JSON Lines), removes boilerplate, repairs the text, cleans the "
      "links, "
      "and gives one canonical document. From that it writes canonical text, TEI, JSON and JSON Lines, Markdown, plain text, HTML and compressed "
      "bundles, "
      "and reads them back.\n\n"
      "Without a FILE, or with -, standard input is read. tamis opens the files that it was named and nothing else; it never uses the network.");
  commands_section();
  options_section();
  formats_section();
  output_section();
  exit_section();
  section("ENVIRONMENT");
  term("NO_COLOR", "no colour in messages, also on a terminal");
  section("EXAMPLES");
  term("tamis page.html", "the clean document in its canonical form");
  term("tamis -t text -o clean/ a.html b.html.gz", "clean/a.txt and clean/b.txt");
  term("curl -sL URL | tamis --url URL -t markdown", "a page from the web as Markdown");
  term("tamis batch pages/ -t jsonl -o pages.jsonl --report report.tsv", "a folder of pages as JSON Lines, and what became of each");
  term("tamis batch pages/ -t tei -o tei/ --resume", "a file for each page; what an earlier run has done is not done again");
  term("tamis -t canonical book.xml", "the way back: every format is read and written");
  term("tamis explain page.html", "what was kept and dropped, and why");
}
