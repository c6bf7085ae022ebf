/*
 * The rules of link cleaning, looked up. They are written in tracking.rules (docs/url-rules.md) and compiled to two perfect hash tables: of host suffixes,
 * and of (group of rules, parameter name). Every look-up is a bounded number of steps; finding the rules of a host is linear in the host.
 */
#ifndef TMS_URL_RULES_H
#define TMS_URL_RULES_H

#include "base/slice.h"
#include "url/url.h"

enum {
  TMS_RULES_MAX_NAME = 64,  /* no rule knows a longer name */
  TMS_RULES_MAX_GROUPS = 32 /* that apply to one address; the generator sees to it that a host has not nearly as many */
};

/* What is known of a parameter's name: bits. */
typedef enum tms_rule_kind {
  TMS_RULE_DROP = 1,
  TMS_RULE_AFFILIATE = 2,
  TMS_RULE_SESSION = 4,
  TMS_RULE_SESSION_MAYBE = 8, /* where the value looks like a session id */
  TMS_RULE_SESSION_PHP = 16,  /* the same, and the path ends in .php */
  TMS_RULE_SIGN = 32,         /* signs the rest */
  TMS_RULE_LOGIN = 64,        /* belongs to a sign-in flow, or was made for one use */
  TMS_RULE_TOKEN = 128,       /* signs where TMS_RULE_EXPIRES stands beside it */
  TMS_RULE_EXPIRES = 256,
  TMS_RULE_ONLY = 512,      /* stays where all others go */
  TMS_RULE_FRAGMENT = 1024, /* goes from fragments */
  TMS_RULE_SITE = 1 << 15   /* said by the rules of a site */
} tms_rule_kind;

/* Why an address stays to the letter. */
typedef enum tms_keep {
  TMS_KEEP_NOT,
  TMS_KEEP_ARCHIVE,  /* an archived address is part of the address */
  TMS_KEEP_ARGUMENT, /* a whole address is its argument */
  TMS_KEEP_LOGIN,
  TMS_KEEP_UNSUBSCRIBE,
  TMS_KEEP_SHARE,
  TMS_KEEP_SIGNED
} tms_keep;

/* How the target of a redirector is found. docs/url-rules.md has a line on each. */
typedef enum tms_wrapper_kind {
  TMS_WRAP_PARAMETER,
  TMS_WRAP_BASE64,
  TMS_WRAP_QUERY,
  TMS_WRAP_TAIL,
  TMS_WRAP_PATH,
  TMS_WRAP_BARE_PATH,
  TMS_WRAP_AMP,
  TMS_WRAP_TURBO,
  TMS_WRAP_PROOFPOINT_V2,
  TMS_WRAP_PROOFPOINT_V3,
  TMS_WRAP_DISQUS,
  TMS_WRAP_LOCAL,
  TMS_WRAP_BARE,
  TMS_WRAP_PARENTHESES,
  TMS_WRAP_BETWEEN,
  TMS_WRAP_BASE64_PATH,
  TMS_WRAP_JSON,
  TMS_WRAP_JSON_PATH
} tms_wrapper_kind;

typedef struct tms_wrapper {
  tms_wrapper_kind kind;
  tms_slice names; /* of parameters or marks, apart by spaces */
} tms_wrapper;

/* The groups of rules that apply to one address, besides those for every one. */
typedef struct tms_rule_set {
  uint16_t groups[TMS_RULES_MAX_GROUPS];
  size_t count;
} tms_rule_set;

/* A parameter's name as rules know it: percent-decoded, in ASCII lower case. Empty where it is longer than any rule's. */
typedef struct tms_rule_name {
  char text[TMS_RULES_MAX_NAME];
  uint32_t hash[TMS_RULES_MAX_NAME + 1]; /* of each beginning */
  size_t len;
} tms_rule_name;

void tms_rules_find(const tms_url *url, tms_rule_set *set);
void tms_rules_fold(tms_slice name, tms_rule_name *out);
/* TMS_RULE_* bits of a name. */
unsigned tms_rules_of_name(const tms_rule_set *set, const tms_rule_name *name);
/* The same for fragments, which the rules for every address alone concern. */
unsigned tms_rules_of_fragment(const tms_rule_name *name);
/* Does a value look like a session id? */
bool tms_rules_looks_like_session(tms_slice value);
/* TMS_KEEP_NOT, or why nothing may change: by the site, or by a word in the path. */
tms_keep tms_rules_keep(const tms_rule_set *set, const tms_url *url);
/* The way to unwrap number `index` of the address; false past the last. */
bool tms_rules_wrapper(const tms_rule_set *set, size_t index, tms_wrapper *out);
/* Where the path of this site is cut (Amazon: "/ref="), and its default document; empty where no rule says so. */
tms_slice tms_rules_path_cut(const tms_rule_set *set);
tms_slice tms_rules_index(const tms_rule_set *set);

#endif
