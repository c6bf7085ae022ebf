#include "doc/ledger.h"

#include "base/limits.h"

static const char *const reasons[TMS_REASON_COUNT][2] = {
#define X(name, word, about) {word, about},
    TMS_REASONS(X)
#undef X
};

const char *tms_reason_name(tms_reason reason) {
  return reason < TMS_REASON_COUNT ? reasons[reason][0] : "unknown";
}

const char *tms_reason_about(tms_reason reason) {
  return reason < TMS_REASON_COUNT ? reasons[reason][1] : "";
}

void tms_ledger_init(tms_ledger *ledger, tms_arena *arena) {
  *ledger = (tms_ledger){.arena = arena};
}

static void add_entry(tms_ledger *ledger, tms_ledger_kind kind, tms_reason reason, tms_span span) {
  if (!tms_arena_grow(ledger->arena, (void **)&ledger->entries, &ledger->room, ledger->count + 1, sizeof *ledger->entries)) return;
  ledger->entries[ledger->count++] = (tms_ledger_entry){span, (uint16_t)reason, (uint8_t)kind, 0, 0};
}

void tms_ledger_keep(tms_ledger *ledger, tms_span span) {
  if (span.begin < span.end) add_entry(ledger, TMS_LEDGER_KEPT, TMS_REASON_NONE, span);
}

void tms_ledger_block(tms_ledger *ledger, int32_t score) {
  ledger->blocks++;
  ledger->score = score;
}

void tms_ledger_drop(tms_ledger *ledger, tms_reason reason, tms_span span) {
  size_t before = ledger->count;
  ledger->counts[reason]++;
  if (span.begin < span.end) add_entry(ledger, TMS_LEDGER_DROPPED, reason, span);
  if (ledger->count == before) return;
  ledger->entries[before].block = ledger->blocks;
  ledger->entries[before].score = ledger->score;
}

void tms_ledger_repair(tms_ledger *ledger, tms_reason reason, tms_span span, uint64_t times) {
  if (times == 0) return;
  ledger->counts[reason] += times;
  if (ledger->repairs_listed == TMS_MAX_REPAIRS_LISTED) return;
  ledger->repairs_listed++;
  add_entry(ledger, TMS_LEDGER_REPAIRED, reason, span);
}
