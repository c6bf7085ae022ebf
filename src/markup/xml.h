/*
 * An XML pull parser for hostile input: XML 1.0 (5th edition) with Namespaces 1.0 (3rd edition), UTF-8, whole buffer.
 *
 *   tms_xml xml;
 *   tms_xml_init(&xml, text, NULL, arena);
 *   while ((status = tms_xml_next(&xml, error)) == TMS_OK) {
 *     if (xml.kind == TMS_XML_START) ... xml.name, xml.attributes, xml.attribute_count
 *   }
 *   if (status != TMS_END) return status; // *error says what and where
 *
 * What it never does: open anything, process a DTD, expand an entity but the five of section 4.6, recurse, go back in the input.
 *
 * Invariants
 *   - Every byte is looked at a fixed number of times: UTF-8 check, scan, and one decoding where references or CR stand. Time and memory are linear.
 *   - Names and text are slices of the input, or of `arena` where references, CR LF or attribute white space had to be decoded: both must outlive
 *     what is made of them. Attributes are valid until the next call.
 *   - The first failure is final: later calls return it again.
 */
#ifndef TMS_MARKUP_XML_H
#define TMS_MARKUP_XML_H

#include "base/arena.h"
#include "base/map.h"
#include "base/slice.h"

#include <tamis/tamis.h>

enum {
  /* One open element costs 20 bytes of stack, so this is 1.3 MB at most; real documents stay below 100. */
  TMS_XML_MAX_DEPTH = 65536,
  /* One attribute costs 64 bytes while its tag is read. */
  TMS_XML_MAX_ATTRIBUTES = 65536
};

#define TMS_XML_DOCTYPE_MESSAGE "DOCTYPE not allowed"

typedef enum tms_xml_kind {
  TMS_XML_START = 1,
  TMS_XML_END,
  TMS_XML_TEXT,       /* character data up to the next markup, or one CDATA section */
  TMS_XML_COMMENT,    /* text: what stands between the marks */
  TMS_XML_INSTRUCTION /* name.local: target; text: the rest */
} tms_xml_kind;

/* A qualified name. An element or attribute without a namespace has an empty `space`. */
typedef struct tms_xml_name {
  tms_slice prefix, local;
  tms_slice space;
  uint32_t space_id; /* same number, same namespace: long URIs are compared once, where they are declared */
} tms_xml_name;

/* Declarations (xmlns, xmlns:p) are listed too: their space is the one of xmlns. */
typedef struct tms_xml_attribute {
  tms_xml_name name;
  tms_slice value;
  uint32_t at; /* offset of the name */
} tms_xml_attribute;

typedef struct tms_xml_options {
  uint32_t max_depth;      /* 0: TMS_XML_MAX_DEPTH */
  uint32_t max_attributes; /* 0: TMS_XML_MAX_ATTRIBUTES */
  bool skip_doctype;       /* a DOCTYPE without internal subset is passed over; by default every DOCTYPE is refused */
  bool decoded;            /* somebody has seen to the encoding: what the declaration says of it is past (XML 1.0, F.2) */
  uint64_t seed;           /* of the hash tables */
} tms_xml_options;

/* An open element: places in the input and in the bindings, 20 bytes. */
typedef struct tms_xml_element {
  uint32_t name_at, name_len, prefix_len;
  uint32_t space;    /* binding + 1; 0 = none */
  uint32_t bindings; /* how many were in force outside */
} tms_xml_element;

typedef struct tms_xml_binding {
  tms_slice prefix, space;
  uint32_t space_id;
  uint32_t shadowed; /* binding of the same prefix + 1 that this one hides; 0 = none */
} tms_xml_binding;

typedef struct tms_xml {
  /* the event */
  tms_xml_kind kind;
  bool cdata; /* TEXT: it was a CDATA section */
  bool empty; /* START: `<a/>`; its END follows all the same */
  tms_xml_name name;
  tms_xml_attribute *attributes;
  size_t attribute_count;
  tms_slice text;
  uint32_t begin, end; /* bytes of the input that the event takes, markup included; for a CDATA section too */
  uint32_t depth;      /* open elements, after a START with it, after an END without it */

  /* the parser's own */
  tms_slice input;
  size_t at;
  tms_arena *arena;
  tms_xml_options options;
  tms_xml_element *elements;
  size_t element_room;
  tms_xml_binding *bindings;
  size_t binding_count, binding_room;
  uint32_t default_space; /* binding + 1 of the default namespace */
  tms_map prefixes;       /* prefix -> binding + 1 */
  tms_map spaces;         /* namespace -> space_id */
  size_t attribute_room;
  uint32_t *slots; /* hash set for duplicate attributes */
  size_t slot_room;
  bool started, root_seen, doctype_seen, end_pending;
  tms_status status;
  const char *message;
  size_t error_at;
} tms_xml;

/* options NULL = defaults. Looks at nothing yet. */
void tms_xml_init(tms_xml *xml, tms_slice input, const tms_xml_options *options, tms_arena *arena);
/* The next event; TMS_END after the last; else what is wrong, with its byte offset. */
tms_status tms_xml_next(tms_xml *xml, tms_error *error);

/* The attribute without namespace of this local name, or NULL. Linear in the tag's attributes. */
const tms_xml_attribute *tms_xml_find(const tms_xml *xml, const char *local);
/* The same for an attribute of the xml: namespace (xml:id, xml:lang, xml:space). */
const tms_xml_attribute *tms_xml_find_xml(const tms_xml *xml, const char *local);

#endif
