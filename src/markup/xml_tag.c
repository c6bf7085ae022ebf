/* Start tags: productions [40] to [44], with the constraints on attributes. */
#include "markup/xml_internal.h"

#include "base/hash.h"
#include "base/size.h"

/* Up to here attributes are compared pair by pair (66 comparisons at most); beyond, by a hash set. */
enum { FEW_ATTRIBUTES = 12 };

static bool same_name(const tms_xml_name *a, const tms_xml_name *b) {
  return a->space_id == b->space_id && tms_slice_eq(a->local, b->local);
}

static bool doubled(tms_xml *xml, const tms_xml_attribute *attribute) {
  return tms_xml_syntax(xml, "the same attribute twice in one tag", attribute->at);
}

/* Open addressing in a table of at least twice the attributes: expected constant time each, whoever chose the names, as the hash is seeded. */
static bool check_many(tms_xml *xml) {
  size_t room = 32;
  while (room < xml->attribute_count * 2) room *= 2;
  if (!tms_arena_grow(xml->arena, (void **)&xml->slots, &xml->slot_room, room, sizeof xml->slots[0])) {
    return tms_xml_fail(xml, xml->arena->status, NULL, xml->at);
  }
  memset(xml->slots, 0, room * sizeof xml->slots[0]);
  for (size_t i = 0; i < xml->attribute_count; i++) {
    const tms_xml_attribute *attribute = &xml->attributes[i];
    uint64_t hash = tms_hash_mix(tms_hash(xml->options.seed, attribute->name.local), attribute->name.space_id);
    size_t slot = (size_t)hash & (room - 1);
    for (; xml->slots[slot]; slot = (slot + 1) & (room - 1)) {
      if (same_name(&xml->attributes[xml->slots[slot] - 1].name, &attribute->name)) return doubled(xml, attribute);
    }
    xml->slots[slot] = (uint32_t)(i + 1);
  }
  return true;
}

/* "Unique Att Spec" and "Attributes Unique" (Namespaces 6.3): no two attributes of one expanded name. Two of one prefixed name have one expanded name too. */
static bool check_unique(tms_xml *xml) {
  if (xml->attribute_count > FEW_ATTRIBUTES) return check_many(xml);
  for (size_t i = 1; i < xml->attribute_count; i++) {
    for (size_t j = 0; j < i; j++) {
      if (same_name(&xml->attributes[i].name, &xml->attributes[j].name)) return doubled(xml, &xml->attributes[i]);
    }
  }
  return true;
}

static bool read_attribute(tms_xml *xml) {
  if (xml->attribute_count >= xml->options.max_attributes) {
    return tms_xml_fail(xml, TMS_ERR_LIMIT, "too many attributes in one tag", xml->at);
  }
  if (!tms_arena_grow(xml->arena, (void **)&xml->attributes, &xml->attribute_room, xml->attribute_count + 1, sizeof xml->attributes[0])) {
    return tms_xml_fail(xml, xml->arena->status, NULL, xml->at);
  }
  tms_xml_attribute *attribute = &xml->attributes[xml->attribute_count];
  *attribute = (tms_xml_attribute){.at = (uint32_t)xml->at};
  if (!tms_xml_qname(xml, &attribute->name)) return false;
  tms_xml_skip_space(xml);
  if (xml->at >= xml->input.len || xml->input.ptr[xml->at] != '=') return tms_xml_syntax(xml, "attribute without =", xml->at);
  xml->at++;
  tms_xml_skip_space(xml);
  if (!tms_xml_read_value(xml, &attribute->value)) return false;
  xml->attribute_count++;
  return true;
}

static bool is_declaration(const tms_xml_name *name) {
  return tms_slice_eq(name->prefix.len ? name->prefix : name->local, TMS_SLICE("xmlns"));
}

/* Declarations count for their own tag, whatever their place in it: so first all of them, then all names. */
static bool resolve_attributes(tms_xml *xml) {
  uint32_t binding;
  for (size_t i = 0; i < xml->attribute_count; i++) {
    tms_xml_attribute *attribute = &xml->attributes[i];
    if (!is_declaration(&attribute->name)) continue;
    attribute->name.space = TMS_XMLNS_SPACE;
    attribute->name.space_id = TMS_XMLNS_SPACE_ID;
    if (!tms_xml_bind(xml, attribute)) return false;
  }
  for (size_t i = 0; i < xml->attribute_count; i++) {
    tms_xml_attribute *attribute = &xml->attributes[i];
    if (attribute->name.space_id == 0 && attribute->name.prefix.len && !tms_xml_resolve(xml, &attribute->name, false, attribute->at, &binding)) {
      return false;
    }
  }
  return check_unique(xml);
}

/* Reads up to the closing mark; white space must stand before each attribute. */
static bool read_attributes(tms_xml *xml) {
  for (;;) {
    bool spaced = tms_xml_skip_space(xml);
    tms_slice rest = tms_slice_from(xml->input, xml->at);
    if (rest.len == 0) return tms_xml_syntax(xml, "the document ends inside a tag", xml->begin);
    if (rest.ptr[0] == '>') {
      xml->at++;
      return true;
    }
    if (tms_slice_starts(rest, TMS_SLICE("/>"))) {
      xml->at += 2;
      xml->empty = true;
      return true;
    }
    if (!spaced) return tms_xml_syntax(xml, "white space expected before an attribute", xml->at);
    if (!read_attribute(xml)) return false;
  }
}

static bool push_element(tms_xml *xml, size_t name_at, size_t outer_bindings, uint32_t binding) {
  size_t length = xml->name.local.len + (xml->name.prefix.len ? xml->name.prefix.len + 1 : 0);
  if (xml->depth >= xml->options.max_depth) return tms_xml_fail(xml, TMS_ERR_LIMIT, "elements are nested too deep", xml->begin);
  if (!tms_arena_grow(xml->arena, (void **)&xml->elements, &xml->element_room, (size_t)xml->depth + 1, sizeof xml->elements[0])) {
    return tms_xml_fail(xml, xml->arena->status, NULL, xml->begin);
  }
  xml->elements[xml->depth++] = (tms_xml_element){.name_at = (uint32_t)name_at,
                                                  .name_len = (uint32_t)length,
                                                  .prefix_len = (uint32_t)xml->name.prefix.len,
                                                  .space = binding,
                                                  .bindings = (uint32_t)outer_bindings};
  return true;
}

bool tms_xml_read_start(tms_xml *xml) {
  size_t outer_bindings = xml->binding_count, name_at = xml->at + 1;
  uint32_t binding = 0;
  xml->kind = TMS_XML_START;
  xml->empty = false;
  xml->attribute_count = 0;
  xml->at++;
  if (!tms_xml_qname(xml, &xml->name)) return false;
  if (!read_attributes(xml)) return false;
  if (xml->attribute_count && !resolve_attributes(xml)) return false;
  if (!tms_xml_resolve(xml, &xml->name, true, name_at, &binding)) return false;
  if (!push_element(xml, name_at, outer_bindings, binding)) return false;
  xml->end_pending = xml->empty;
  return true;
}
