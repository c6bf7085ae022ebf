/* Namespaces in XML 1.0 (3rd edition): bindings in force, and the constraints of section 3 and 5. A binding is pushed once and popped once; the
 * map from prefix to innermost binding makes a look-up one hash, however deep the nest. */
#include "markup/xml_internal.h"

static bool is_xml(tms_slice prefix) {
  return tms_slice_eq(prefix, TMS_SLICE("xml"));
}

static bool is_xmlns(tms_slice prefix) {
  return tms_slice_eq(prefix, TMS_SLICE("xmlns"));
}

/* "Reserved Prefixes and Namespace Names" and "No Prefix Undeclaring". */
static bool check_declaration(tms_xml *xml, tms_slice prefix, tms_slice space, size_t at) {
  if (is_xmlns(prefix)) return tms_xml_syntax(xml, "the prefix xmlns must not be declared", at);
  if (is_xml(prefix) != tms_slice_eq(space, TMS_XML_SPACE)) {
    return tms_xml_syntax(xml, "the prefix xml and its namespace belong to each other alone", at);
  }
  if (tms_slice_eq(space, TMS_XMLNS_SPACE)) return tms_xml_syntax(xml, "the namespace of xmlns must not be declared", at);
  if (prefix.len > 0 && space.len == 0) return tms_xml_syntax(xml, "a prefix can't be undeclared", at);
  return true;
}

/* The number of a namespace, so that names are compared without their URIs. The empty one (undeclaring the default) is 0. */
static bool number_of(tms_xml *xml, tms_slice space, uint32_t *id, size_t at) {
  uint32_t *known;
  *id = 0;
  if (space.len == 0) return true;
  known = tms_map_put(&xml->spaces, space, (uint32_t)(xml->spaces.count + TMS_XML_FIRST_SPACE_ID), NULL);
  if (!known) return tms_xml_fail(xml, xml->arena->status, NULL, at);
  *id = *known;
  return true;
}

bool tms_xml_bind(tms_xml *xml, const tms_xml_attribute *declaration) {
  bool is_default = declaration->name.prefix.len == 0;
  tms_slice prefix = is_default ? TMS_SLICE_NONE : declaration->name.local;
  uint32_t *current = &xml->default_space, id;
  if (!check_declaration(xml, prefix, declaration->value, declaration->at)) return false;
  if (is_xml(prefix)) return true; /* bound for ever */
  if (!tms_arena_grow(xml->arena, (void **)&xml->bindings, &xml->binding_room, xml->binding_count + 1, sizeof xml->bindings[0])) {
    return tms_xml_fail(xml, xml->arena->status, NULL, declaration->at);
  }
  if (!number_of(xml, declaration->value, &id, declaration->at)) return false;
  if (!is_default) current = tms_map_put(&xml->prefixes, prefix, 0, NULL);
  if (!current) return tms_xml_fail(xml, xml->arena->status, NULL, declaration->at);
  xml->bindings[xml->binding_count++] = (tms_xml_binding){prefix, declaration->value, id, *current};
  *current = (uint32_t)xml->binding_count;
  return true;
}

void tms_xml_unbind(tms_xml *xml, size_t count) {
  while (xml->binding_count > count) {
    const tms_xml_binding *binding = &xml->bindings[--xml->binding_count];
    uint32_t *current = binding->prefix.len ? tms_map_get(&xml->prefixes, binding->prefix) : &xml->default_space;
    if (current) *current = binding->shadowed;
  }
}

bool tms_xml_resolve(tms_xml *xml, tms_xml_name *name, bool is_element, size_t at, uint32_t *binding) {
  const uint32_t *current;
  *binding = 0;
  name->space = TMS_SLICE_NONE;
  name->space_id = 0;
  if (name->prefix.len == 0) {
    if (!is_element || xml->default_space == 0) return true; /* the default namespace is none for attributes, section 6.2 */
    *binding = xml->default_space;
  } else if (is_xml(name->prefix)) {
    name->space = TMS_XML_SPACE;
    name->space_id = TMS_XML_SPACE_ID;
    return true;
  } else {
    current = is_xmlns(name->prefix) ? NULL : tms_map_get(&xml->prefixes, name->prefix);
    if (!current || *current == 0) return tms_xml_syntax(xml, "the prefix is not declared", at);
    *binding = *current;
  }
  name->space = xml->bindings[*binding - 1].space;
  name->space_id = xml->bindings[*binding - 1].space_id;
  return true;
}
