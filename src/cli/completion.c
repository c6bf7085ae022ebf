/* Completions for three shells, from the option table: docs/completions/ holds this program's own output, and a test compares them. */
#include <stdio.h>
#include <string.h>

#include "help.h"

static const char pass_words[] = "repair layout links boilerplate twins metadata";

static void print_formats(bool writes) {
  tms_format_info info = {.size = sizeof info};
  const char *space = "";
  for (size_t i = 0; tms_format_at(i, &info); i++) {
    if (!(writes ? info.writes : info.reads)) continue;
    printf("%s%s", space, info.name);
    space = " ";
  }
}

/* The words that a value may be; nothing for files and free text. */
static void print_words(const cli_option *option) {
  switch ((cli_value)option->value) {
    case CLI_WORD: fputs(option->words, stdout); break;
    case CLI_READ_FORMAT: print_formats(false); break;
    case CLI_WRITE_FORMAT: print_formats(true); break;
    case CLI_PASSES: fputs(pass_words, stdout); break;
    default: break;
  }
}

static bool has_words(const cli_option *option) {
  return option->value == CLI_WORD || option->value == CLI_READ_FORMAT || option->value == CLI_WRITE_FORMAT || option->value == CLI_PASSES;
}

static bool is_for(const cli_option *option, int command) {
  return (option->commands >> command) & 1;
}

/* Is there an earlier line of the same name whose value completes the same way? (--json stands twice in the table.) */
static bool is_repeat(size_t index) {
  for (size_t i = 0; i < index; i++) {
    if (strcmp(cli_option_at(i)->name, cli_option_at(index)->name) == 0) return true;
  }
  return false;
}

/* ---- bash ---- */

static void bash_values(void) {
  const cli_option *option;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (!option->argument || is_repeat(i)) continue;
    printf("    ");
    if (option->letter) printf("-%c|", option->letter);
    printf("--%s) ", option->name);
    if (has_words(option)) {
      fputs("COMPREPLY=($(compgen -W '", stdout);
      print_words(option);
      fputs("' -- \"$word\")); return ;;\n", stdout);
    } else {
      fputs(option->value == CLI_FILE ? "compopt -o default; return ;;\n" : "return ;;\n", stdout);
    }
  }
}

static void bash_options(int command) {
  printf("    %s) options='", cli_commands[command].name);
  const cli_option *option;
  const char *space = "";
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (!is_for(option, command) || option->group == CLI_GROUP_ALIAS) continue;
    printf("%s--%s", space, option->name);
    space = " ";
  }
  fputs("' ;;\n", stdout);
}

static void bash(void) {
  fputs(
      "# Made by tamis --completion bash from the option table. Do not edit.\n"
      "_tamis() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=convert options\n"
      "  COMPREPLY=()\n"
      "  case $before in\n",
      stdout);
  bash_values();
  fputs(
      "  esac\n"
      "  case ${COMP_WORDS[1]} in\n"
      "    ",
      stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) printf("%s%s", command ? "|" : "", cli_commands[command].name);
  fputs(
      ") command=${COMP_WORDS[1]} ;;\n"
      "  esac\n"
      "  case $command in\n",
      stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) bash_options(command);
  fputs(
      "  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY=($(compgen -W '",
      stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) printf("%s%s", command ? " " : "", cli_commands[command].name);
  fputs(
      "' -- \"$word\")); fi\n"
      "  if [[ $command == bundle && $COMP_CWORD -eq 2 ]]; then COMPREPLY=($(compgen -W 'create list get verify append' -- \"$word\")); fi\n"
      "  compopt -o default\n"
      "}\n"
      "complete -F _tamis tamis\n",
      stdout);
}

/* ---- zsh ---- */

/* Text inside '...[...]': brackets and colons are escaped, a quote ends and begins again. */
static void zsh_text(const char *text) {
  for (; *text; text++) {
    if (*text == '\'')
      fputs("'\\''", stdout);
    else if (*text == '[' || *text == ']' || *text == ':')
      printf("\\%c", *text);
    else
      putchar(*text);
  }
}

static void zsh_option(const cli_option *option) {
  fputs("    '", stdout);
  if (option->letter && !option->argument) printf("-%c[", option->letter);
  if (option->letter && option->argument) printf("-%c+[", option->letter);
  if (option->letter) {
    zsh_text(option->about);
    fputs(option->argument ? "]:value:" : "]'\n", stdout);
    if (option->argument) {
      fputs(has_words(option) ? "(" : "_files'\n", stdout);
      if (has_words(option)) {
        print_words(option);
        fputs(")'\n", stdout);
      }
    }
    fputs("    '", stdout);
  }
  printf("--%s%s[", option->name, option->argument ? "=" : "");
  zsh_text(option->about);
  fputs(option->argument ? "]:value:" : "]'\n", stdout);
  if (!option->argument) return;
  if (has_words(option)) {
    putchar('(');
    print_words(option);
    fputs(")'\n", stdout);
  } else {
    fputs(option->value == CLI_FILE ? "_files'\n" : "'\n", stdout);
  }
}

static void zsh(void) {
  fputs(
      "#compdef tamis\n# Made by tamis --completion zsh from the option table. Do not edit.\n"
      "_tamis() {\n  local command=convert\n  local -a options\n  case $words[2] in\n    ",
      stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) printf("%s%s", command ? "|" : "", cli_commands[command].name);
  fputs(") command=$words[2] ;;\n  esac\n  case $command in\n", stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) {
    printf("  %s) options=(\n", cli_commands[command].name);
    const cli_option *option;
    for (size_t i = 0; (option = cli_option_at(i)); i++) {
      if (is_for(option, command) && option->group != CLI_GROUP_ALIAS) zsh_option(option);
    }
    fputs("  ) ;;\n", stdout);
  }
  fputs("  esac\n  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n    local -a commands=(\n", stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) {
    printf("      '%s:", cli_commands[command].name);
    zsh_text(cli_commands[command].about);
    fputs("'\n", stdout);
  }
  fputs("    )\n    _describe command commands\n  fi\n  _arguments -s $options '*:file:_files'\n}\n_tamis \"$@\"\n", stdout);
}

/* ---- fish ---- */

static void fish_text(const char *text) {
  for (; *text; text++) {
    if (*text == '\'' || *text == '\\') putchar('\\');
    putchar(*text);
  }
}

static void fish_option(const cli_option *option) {
  printf("complete -c tamis -n '__tamis_is");
  for (int command = 0; command < CLI_COMMANDS; command++) {
    if (is_for(option, command)) printf(" %s", cli_commands[command].name);
  }
  printf("' -l %s", option->name);
  if (option->letter) printf(" -s %c", option->letter);
  if (option->argument) fputs(option->value == CLI_FILE ? " -r -F" : " -x", stdout);
  if (has_words(option)) {
    fputs(" -a '", stdout);
    print_words(option);
    putchar('\'');
  }
  fputs(" -d '", stdout);
  fish_text(option->about);
  fputs("'\n", stdout);
}

static void fish(void) {
  fputs(
      "# Made by tamis --completion fish from the option table. Do not edit.\n"
      "function __tamis_is\n"
      "  set -l words (commandline -opc)\n"
      "  set -l command convert\n"
      "  if test (count $words) -gt 1\n"
      "    contains -- $words[2]",
      stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) printf(" %s", cli_commands[command].name);
  fputs("; and set command $words[2]\n  end\n  contains -- $command $argv\nend\n", stdout);
  for (int command = 0; command < CLI_COMMANDS; command++) {
    printf("complete -c tamis -n '__fish_is_first_token' -a %s -d '", cli_commands[command].name);
    fish_text(cli_commands[command].about);
    fputs("'\n", stdout);
  }
  fputs("complete -c tamis -n '__tamis_is bundle' -a 'create list get verify append'\n", stdout);
  const cli_option *option;
  for (size_t i = 0; (option = cli_option_at(i)); i++) {
    if (option->group != CLI_GROUP_ALIAS) fish_option(option);
  }
}

void cli_completion(const char *shell) {
  if (strcmp(shell, "bash") == 0)
    bash();
  else if (strcmp(shell, "zsh") == 0)
    zsh();
  else
    fish();
}
