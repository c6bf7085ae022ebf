/*
 * The rules of link cleaning, as data written by us from the public facts of how trackers name their parameters. A name is compared percent-decoded and
 * in ASCII lower case. In lists, names are apart by spaces, and a "*" at the end stands for any ending.
 */
#ifndef TMS_URL_RULES_H
#define TMS_URL_RULES_H

#include "base/slice.h"
#include "url/url.h"

enum { TMS_RULES_MAX_NAME = 64 }; /* no rule knows a longer name */

/* How the target of a redirector is found. */
typedef enum tms_wrapper_kind {
  TMS_WRAP_PARAMETER,     /* percent-decoded value of the first of `names` that is an http(s) URL */
  TMS_WRAP_BASE64,        /* the same, behind base64; a leading "a1" (Bing) goes first */
  TMS_WRAP_QUERY,         /* the whole query */
  TMS_WRAP_PATH,          /* an http(s) URL written in the path, plain or percent-encoded, after one of `names` or any slash */
  TMS_WRAP_AMP,           /* AMP viewer and caches: [s/]host/path */
  TMS_WRAP_PROOFPOINT_V2, /* as PARAMETER, but "-" is "%" and "_" is "/" */
  TMS_WRAP_PROOFPOINT_V3,
  TMS_WRAP_DISQUS /* as PARAMETER; ":hash" at the end goes */
} tms_wrapper_kind;

typedef struct tms_wrapper {
  tms_slice host;   /* see tms_host_matches() */
  const char *path; /* beginning of the path */
  tms_wrapper_kind kind;
  const char *names;
} tms_wrapper;

/* "example.com": that host and those below it; "example.*": under any public suffix of one or two labels. */
bool tms_host_matches(tms_slice host, tms_slice pattern);
/* NULL past the last. */
const tms_wrapper *tms_wrapper_at(size_t index);
/* Does the parameter go? `name` is decoded and lower case, `value` as it stands. */
bool tms_rules_drop(const tms_url *url, tms_slice name, tms_slice value);
/* Session ids and trackers that go from a fragment which is a list of parameters. */
bool tms_rules_drop_fragment(tms_slice name);
/* Archives, sign-in flows, unsubscribe pages: their addresses stay to the letter. */
bool tms_rules_keep_address(const tms_url *url);
/* Is it the name of a parameter by which the rest of the query is signed, or that belongs to a sign-in flow? */
bool tms_rules_signs(tms_slice name);

#endif
