#include "help.h"

#include <stdio.h>
#include <string.h>

#include "exits.h"

int cli_short_help(void) {
  fputs(
      "tamis cleans scraped web text and converts it.\n"
      "  tamis page.html                     the clean document, as canonical text\n"
      "  tamis -t json page.html             as JSON (tamis formats lists the formats)\n"
      "  curl -sL URL | tamis --url URL      a page from the web\n"
      "  tamis batch pages/ -o clean/        a folder of pages\n"
      "tamis -h says more.\n",
      stderr);
  return CLI_EXIT_USAGE;
}

const char *const cli_bundle_actions[][2] = {
    {"create INPUT... -o OUT.jsonl.gz", "files, and folders with what is in them, become one bundle"},
    {"list BUNDLE...", "number, id and URL of each document, a line each"},
    {"get BUNDLE NAME...", "documents by number, id or URL, in any format (-t)"},
    {"verify [--repair [-o OUT]] BUNDLE...", "checks every digest; exit 5 where one is wrong, or what was lost can't be mended"},
    {"append BUNDLE INPUT...", "writes the bundle anew with more documents; until that is done, it stays as it was"},
    {NULL, NULL},
};

static void print_option(const cli_option *option) {
  char left[64], letter[8] = "    ";
  if (option->letter) snprintf(letter, sizeof letter, "-%c, ", option->letter);
  snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name, option->argument ? " " : "", option->argument ? option->argument : "");
  printf("  %-28s %s\n", left, option->about);
  if (option->value == CLI_WORD) printf("  %-28s one of: %s\n", "", option->words);
}

static void print_group(cli_command command, int group) {
  const cli_option *option;
  bool first = true;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (option->group != group || !((option->commands >> command) & 1)) continue;
    if (first) printf("\n%s\n", cli_group_names[group]);
    first = false;
    print_option(option);
  }
}

void cli_help(cli_command command) {
  const cli_command_info *info = &cli_commands[command];
  if (command == CLI_CONVERT) {
    printf("tamis %s: turns messy scraped web text into clean documents, and back\n\nCommands\n", tms_version());
    for (int i = 0; i < CLI_COMMANDS; i++) printf("  %-28s %s\n", cli_commands[i].name, cli_commands[i].about);
    printf("\ntamis [convert] %s\n", info->usage);
  } else {
    printf("tamis %s %s\n  %s\n", info->name, info->usage, info->about);
  }
  if (command == CLI_BUNDLE) {
    printf("\nActions\n");
    for (int i = 0; cli_bundle_actions[i][0]; i++) printf("  %-34s %s\n", cli_bundle_actions[i][0], cli_bundle_actions[i][1]);
  }
  for (int group = 0; group < CLI_GROUP_ALIAS; group++) print_group(command, group);
  if (command == CLI_CONVERT) printf("\ntamis COMMAND -h lists the options of a command; tamis formats lists the formats.\n");
}

static void print_format(const tms_format_info *info) {
  char does[32], names[96];
  snprintf(does, sizeof does, "%s%s%s", info->reads ? "read" : "", info->reads && info->writes ? " " : "", info->writes ? "write" : "");
  snprintf(names, sizeof names, "%s%s%s", info->name, *info->aliases ? " " : "", info->aliases);
  printf("%-28s %-20s %-11s %-5s %-8s %s\n", names, info->endings, does, info->holds_many ? "many" : "one", info->cleans ? "scraped" : "document",
         info->about);
}

void cli_print_formats(void) {
  tms_format_info info = {.size = sizeof info};
  printf("%-28s %-20s %-11s %-5s %-8s %s\n", "NAME", "ENDINGS", "DOES", "HOLDS", "INPUT IS", "ABOUT");
  for (size_t i = 0; tms_format_at(i, &info); i++) print_format(&info);
  printf("\nHOLDS: how many documents an output file may hold; other formats need -o FOLDER/ for several.\n");
  printf("Scraped input is cleaned, documents are not (--clean, --no-clean). Any of them may be compressed with gzip.\n");
  printf("This version doesn't read or write WARC and WET.\n");
  printf("Limits, and the options that raise them:\n");
  const cli_option *option;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (option->group == CLI_GROUP_LIMIT) printf("  --%-18s %s\n", option->name, option->about);
  }
  printf("Schemas: canonical form 1, lossless JSON object 1, bundle 1.\n");
}
