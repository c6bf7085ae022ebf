/* tamis bundle: create, list, get, verify, append. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "exits.h"
#include "intake.h"
#include "message.h"
#include "names.h"
#include "reader.h"
#include "signals.h"
#include "target.h"
#include "writer.h"

/* A bundle as bytes: mapped where it is a file, so that looking one document up reads one member, else read. */
typedef struct bytes {
  char *data;
  size_t size;
  bool mapped;
} bytes;

static bool map_file(const char *path, bytes *out) {
  struct stat at;
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool fits = fstat(descriptor, &at) == 0 && S_ISREG(at.st_mode) && at.st_size > 0;
  void *data = fits ? mmap(NULL, (size_t)at.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
  close(descriptor);
  if (data == MAP_FAILED) return false;
  *out = (bytes){data, (size_t)at.st_size, true};
  return true;
}

static tms_status open_bytes(const char *path, bytes *out, tms_error *error) {
  *out = (bytes){0};
  if (strcmp(path, "-") != 0 && map_file(path, out)) return TMS_OK;
  return cli_read_all(path, (size_t)1 << 30, &out->data, &out->size, error);
}

static void close_bytes(bytes *b) {
  if (b->mapped)
    munmap(b->data, b->size);
  else
    free(b->data);
  *b = (bytes){0};
}

/* ---- list and verify ---- */

static bool print_entry(void *user, const tms_bundle_entry *entry) {
  (void)user;
  char id[4096], url[8192];
  cli_escape(entry->id, id, sizeof id);
  cli_escape(entry->url, url, sizeof url);
  return printf("%llu\t%s\t%s\n", (unsigned long long)entry->number, id, url) > 0;
}

static tms_status list(const cli_settings *settings, tms_context *context, const char *path, tms_error *error) {
  (void)settings;
  bytes b;
  tms_status status = open_bytes(path, &b, error);
  if (status == TMS_OK) status = tms_bundle_list(context, b.data, b.size, print_entry, NULL, error);
  close_bytes(&b);
  return status;
}

/* What became of a damaged bundle, for people. */
static void print_mending(const char *path, const tms_bundle_mending *made) {
  char name[4096];
  cli_escape(path, name, sizeof name);
  printf("%s: written anew, %llu documents in %llu members", name, (unsigned long long)made->documents, (unsigned long long)made->members);
  if (made->salvaged) printf(", %llu of them from a member that was cut off", (unsigned long long)made->salvaged);
  if (made->lost_known) printf("; %llu documents lost", (unsigned long long)made->lost_documents);
  if (made->lost_bytes) {
    printf("; %llu bytes could not be read, from offset %llu on, in %llu places", (unsigned long long)made->lost_bytes,
           (unsigned long long)made->lost_at, (unsigned long long)made->lost_parts);
  }
  printf("\n");
}

/* A new file that takes the place of the old one (or of -o) when it is whole. What was lost stays an error: status and message are those of the damage. */
static tms_status repair(const cli_settings *settings, tms_context *context, const char *path, const bytes *b, tms_error *error) {
  const char *output = settings->output ? settings->output : path;
  tms_bundle_mending made = {.size = sizeof made};
  tms_error damage = *error;
  tms_file_sink *file;
  tms_status status = tms_file_sink_open(output, !settings->output || settings->force ? TMS_FILE_FORCE : 0, NULL, &file, error);
  if (status != TMS_OK) return status;
  cli_signals_guard();
  status = tms_bundle_repair(context, b->data, b->size, tms_file_sink_writer(file), &made, error);
  if (status == TMS_OK) {
    status = tms_file_sink_commit(file, error);
  } else {
    tms_file_sink_abort(file);
  }
  cli_signals_unguard();
  if (status != TMS_OK) return status;
  if (!settings->quiet) print_mending(output, &made);
  if (!made.lost_bytes && !made.lost_documents) return TMS_OK;
  *error = damage;
  return damage.code;
}

static tms_status verify(const cli_settings *settings, tms_context *context, const char *path, tms_error *error) {
  bytes b;
  tms_bundle_report report = {.size = sizeof report};
  tms_status status = open_bytes(path, &b, error);
  if (status == TMS_OK) status = tms_bundle_verify(context, b.data, b.size, &report, error);
  bool mends = settings->repair && status == TMS_ERR_DAMAGED && strcmp(path, "-") != 0;
  if (mends) status = repair(settings, context, path, &b, error);
  close_bytes(&b);
  if (mends) return status;
  if (status != TMS_OK || settings->quiet) return status;
  char name[4096];
  cli_escape(path, name, sizeof name);
  printf("%s: whole, %llu documents in %llu members%s\n", name, (unsigned long long)report.documents, (unsigned long long)report.members,
         report.has_index ? "" : ", without index");
  return TMS_OK;
}

typedef tms_status (*action)(const cli_settings *settings, tms_context *context, const char *path, tms_error *error);

static int each_file(const cli_settings *settings, action act) {
  cli_tally tally = {0};
  bool damaged = false;
  if (settings->file_count < 2) return cli_usage("which bundle? tamis bundle ACTION FILE...");
  if (settings->output && (act != verify || !settings->repair || settings->file_count > 2)) {
    return cli_usage("-o goes with tamis bundle verify --repair of one bundle, create and get");
  }
  tms_context *context = tms_context_new(NULL);
  if (!context) return cli_no_memory();
  for (size_t i = 1; i < settings->file_count; i++) {
    tms_error error;
    tms_status status = act(settings, context, settings->files[i], &error);
    if (status == TMS_OK) continue;
    damaged |= status == TMS_ERR_DAMAGED || status == TMS_ERR_SYNTAX || status == TMS_ERR_SCHEMA || status == TMS_ERR_ENCODING;
    cli_tally_add(&tally, status);
    if (!settings->quiet) cli_say_error(cli_input_name(settings->files[i]), &error);
  }
  tms_context_free(context);
  int exit = cli_tally_exit(&tally, settings);
  return damaged && exit == CLI_EXIT_FAILED ? CLI_EXIT_DAMAGED : exit;
}

/* ---- get ---- */

/* A bundle to get documents from: for one name it is looked through, for more it is opened. */
typedef struct source {
  tms_context *context;
  bytes bytes;
  tms_bundle *opened; /* NULL: for one name */
} source;

static tms_status open_source(source *from, const char *path, size_t names, tms_error *error) {
  tms_status status = open_bytes(path, &from->bytes, error);
  if (status == TMS_OK && names > 1) status = tms_bundle_open(from->context, from->bytes.data, from->bytes.size, &from->opened, error);
  return status;
}

static void close_source(source *from) {
  tms_bundle_close(from->opened);
  close_bytes(&from->bytes);
}

/* False stops: the output failed. */
static bool get_one(const cli_settings *s, const source *from, const char *name, cli_writer *writer, cli_tally *tally) {
  tms_document *document;
  tms_error error;
  tms_status status = from->opened ? tms_bundle_fetch(from->opened, name, &document, &error)
                                   : tms_bundle_get(from->context, from->bytes.data, from->bytes.size, name, &document, &error);
  if (status == TMS_END) {
    if (!s->quiet) cli_say(name, "the bundle has no document of this number, id or URL");
    cli_tally_add(tally, TMS_ERR_OPEN);
    tally->io = false; /* the bundle was there, one document wasn't */
    return true;
  }
  if (status == TMS_OK) {
    status = tms_document_clean(document, &s->options, &error);
    if (status == TMS_OK)
      status = cli_writer_add(writer, document, &error);
    else
      tms_document_free(document);
  }
  if (status == TMS_OK) return true;
  if (status == TMS_ERR_PIPE) return false;
  cli_tally_add(tally, status);
  if (!s->quiet || writer->failed) cli_say_error(status == TMS_ERR_DAMAGED ? cli_input_name(s->files[1]) : name, &error);
  return !writer->failed;
}

static int get(cli_settings *s) {
  if (s->file_count < 3) return cli_usage("tamis bundle get BUNDLE NAME...: a number, an id or a URL");
  cli_target target;
  cli_target_choose(s, &target);
  if (target.is_folder) return cli_usage("tamis bundle get writes one output: name a file");
  if (s->file_count > 3 && !target.holds_many) return cli_usage("several documents need a format that holds many: -t jsonl");
  size_t names = s->file_count;
  s->file_count = 2;
  int refused = cli_target_check_files(s, target.path);
  s->file_count = names;
  if (refused) return refused;
  tms_error error;
  cli_tally tally = {0};
  source from = {.context = tms_context_new(NULL)};
  if (!from.context) return cli_no_memory();
  tms_status status = open_source(&from, s->files[1], names - 2, &error);
  if (status != TMS_OK) {
    cli_say_error(cli_input_name(s->files[1]), &error);
    cli_tally_add(&tally, status);
  } else {
    cli_writer writer;
    cli_writer_init(&writer, from.context, &s->options, target.path, s->force);
    bool goes_on = true;
    for (size_t i = 2; goes_on && i < names; i++) goes_on = get_one(s, &from, s->files[i], &writer, &tally);
    if (goes_on && cli_writer_finish(&writer, &error) != TMS_OK && error.code != TMS_ERR_PIPE) {
      cli_say_error(target.path, &error);
      cli_tally_add(&tally, error.code);
    }
    cli_writer_close(&writer);
  }
  close_source(&from);
  tms_context_free(from.context);
  return cli_tally_exit(&tally, s);
}

/* ---- create and append ---- */

static int create(cli_settings *s) {
  if (!s->output) return cli_usage("tamis bundle create needs -o OUT.jsonl.gz");
  s->options.to = "bundle";
  s->files++;
  s->file_count--;
  return cli_batch(s);
}

typedef struct appender {
  const cli_settings *settings;
  tms_context *context;
  cli_writer writer;
  cli_tally tally;
} appender;

static void say_failure(appender *a, const char *path, const tms_error *error) {
  cli_tally_add(&a->tally, error->code);
  if (!a->settings->quiet || a->writer.failed) cli_say_error(cli_input_name(path), error);
}

/* The documents of an opened input go on to the writer. False where one failed that must not be lost. */
static bool append_documents(appender *a, cli_reader *reader, bool is_old) {
  while (!cli_signals_stopped()) {
    tms_document *document;
    tms_error error;
    tms_status status = cli_reader_next(reader, &document, &error);
    if (status == TMS_END) return true;
    if (status == TMS_OK) status = cli_writer_add(&a->writer, document, &error);
    if (status == TMS_OK) continue;
    say_failure(a, reader->path, &error);
    if (is_old || a->writer.failed) return false;
  }
  return false;
}

static bool append_input(appender *a, const cli_settings *settings, const char *path, bool is_old) {
  cli_reader reader;
  tms_error error;
  if (cli_reader_open(&reader, a->context, settings, NULL, path, &error) != TMS_OK) {
    say_failure(a, path, &error);
    return !is_old;
  }
  bool sound = append_documents(a, &reader, is_old);
  cli_reader_close(&reader);
  return sound;
}

/* Options are for what is new: the documents that are there already stay what they are. All of them are what they are to be when they come to the writer. */
static cli_settings settings_of_old(const cli_settings *s) {
  cli_settings old = *s;
  tms_options_init(&old.options);
  old.options.limits = s->options.limits;
  old.options.from = "jsonl";
  old.options.to = "bundle";
  old.options.level = s->options.level;
  old.options.no_index = s->options.no_index;
  return old;
}

/* The old documents and the new ones go into a new file, which then takes the old one's place: a failure among the old ones leaves it as it was. */
static int append(cli_settings *s) {
  if (s->file_count < 3) return cli_usage("tamis bundle append BUNDLE INPUT...");
  cli_settings old = settings_of_old(s);
  appender a = {.settings = s, .context = tms_context_new(NULL)};
  if (!a.context) return cli_no_memory();
  cli_writer_init(&a.writer, a.context, &old.options, s->files[1], true);
  a.writer.expects_many = true;
  bool sound = append_input(&a, &old, s->files[1], true);
  for (size_t i = 2; sound && i < s->file_count; i++) sound = append_input(&a, s, s->files[i], false);
  tms_error error;
  if (sound && cli_writer_finish(&a.writer, &error) != TMS_OK) say_failure(&a, s->files[1], &error);
  cli_writer_close(&a.writer);
  tms_context_free(a.context);
  return cli_tally_exit(&a.tally, s);
}

int cli_bundle(cli_settings *settings) {
  const char *what = settings->file_count ? settings->files[0] : "";
  if (strcmp(what, "create") == 0) return create(settings);
  if (strcmp(what, "list") == 0) return each_file(settings, list);
  if (strcmp(what, "get") == 0) return get(settings);
  if (strcmp(what, "verify") == 0) return each_file(settings, verify);
  if (strcmp(what, "append") == 0) return append(settings);
  return cli_usage("tamis bundle create|list|get|verify|append");
}
