/* Which doctypes put a page into quirks mode (13.2.6.4.1). All that the tree depends on: in quirks mode a table doesn't close a paragraph. */
#include "formats/html/tree_parts.h"

/* Beginnings of public identifiers. */
static const tms_slice prefixes[] = {
    TMS_SLICE_INIT("+//silmaril//dtd html pro v0r11 19970101//"),
    TMS_SLICE_INIT("-//as//dtd html 3.0 aswedit + extensions//"),
    TMS_SLICE_INIT("-//advasoft ltd//dtd html 3.0 aswedit + extensions//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.0 level 1//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.0 level 2//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.0 strict level 1//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.0 strict level 2//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.0 strict//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.0//"),
    TMS_SLICE_INIT("-//ietf//dtd html 2.1e//"),
    TMS_SLICE_INIT("-//ietf//dtd html 3.0//"),
    TMS_SLICE_INIT("-//ietf//dtd html 3.2 final//"),
    TMS_SLICE_INIT("-//ietf//dtd html 3.2//"),
    TMS_SLICE_INIT("-//ietf//dtd html 3//"),
    TMS_SLICE_INIT("-//ietf//dtd html level 0//"),
    TMS_SLICE_INIT("-//ietf//dtd html level 1//"),
    TMS_SLICE_INIT("-//ietf//dtd html level 2//"),
    TMS_SLICE_INIT("-//ietf//dtd html level 3//"),
    TMS_SLICE_INIT("-//ietf//dtd html strict level 0//"),
    TMS_SLICE_INIT("-//ietf//dtd html strict level 1//"),
    TMS_SLICE_INIT("-//ietf//dtd html strict level 2//"),
    TMS_SLICE_INIT("-//ietf//dtd html strict level 3//"),
    TMS_SLICE_INIT("-//ietf//dtd html strict//"),
    TMS_SLICE_INIT("-//ietf//dtd html//"),
    TMS_SLICE_INIT("-//metrius//dtd metrius presentational//"),
    TMS_SLICE_INIT("-//microsoft//dtd internet explorer 2.0 html strict//"),
    TMS_SLICE_INIT("-//microsoft//dtd internet explorer 2.0 html//"),
    TMS_SLICE_INIT("-//microsoft//dtd internet explorer 2.0 tables//"),
    TMS_SLICE_INIT("-//microsoft//dtd internet explorer 3.0 html strict//"),
    TMS_SLICE_INIT("-//microsoft//dtd internet explorer 3.0 html//"),
    TMS_SLICE_INIT("-//microsoft//dtd internet explorer 3.0 tables//"),
    TMS_SLICE_INIT("-//netscape comm. corp.//dtd html//"),
    TMS_SLICE_INIT("-//netscape comm. corp.//dtd strict html//"),
    TMS_SLICE_INIT("-//o'reilly and associates//dtd html 2.0//"),
    TMS_SLICE_INIT("-//o'reilly and associates//dtd html extended 1.0//"),
    TMS_SLICE_INIT("-//o'reilly and associates//dtd html extended relaxed 1.0//"),
    TMS_SLICE_INIT("-//sq//dtd html 2.0 hotmetal + extensions//"),
    TMS_SLICE_INIT("-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//"),
    TMS_SLICE_INIT("-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//"),
    TMS_SLICE_INIT("-//spyglass//dtd html 2.0 extended//"),
    TMS_SLICE_INIT("-//sun microsystems corp.//dtd hotjava html//"),
    TMS_SLICE_INIT("-//sun microsystems corp.//dtd hotjava strict html//"),
    TMS_SLICE_INIT("-//w3c//dtd html 3 1995-03-24//"),
    TMS_SLICE_INIT("-//w3c//dtd html 3.2 draft//"),
    TMS_SLICE_INIT("-//w3c//dtd html 3.2 final//"),
    TMS_SLICE_INIT("-//w3c//dtd html 3.2//"),
    TMS_SLICE_INIT("-//w3c//dtd html 3.2s draft//"),
    TMS_SLICE_INIT("-//w3c//dtd html 4.0 frameset//"),
    TMS_SLICE_INIT("-//w3c//dtd html 4.0 transitional//"),
    TMS_SLICE_INIT("-//w3c//dtd html experimental 19960712//"),
    TMS_SLICE_INIT("-//w3c//dtd html experimental 970421//"),
    TMS_SLICE_INIT("-//w3c//dtd w3 html//"),
    TMS_SLICE_INIT("-//w3o//dtd w3 html 3.0//"),
    TMS_SLICE_INIT("-//webtechs//dtd mozilla html 2.0//"),
    TMS_SLICE_INIT("-//webtechs//dtd mozilla html//"),
};

static bool has_old_prefix(tms_slice public_id) {
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    if (tms_slice_starts_nocase(public_id, prefixes[i])) return true;
  }
  return false;
}

bool tms_html_is_quirky(const tms_html_tokenizer *z, const tms_html_token *doctype) {
  if (doctype->force_quirks || !doctype->has_name || !tms_slice_eq(tms_html_bytes_slice(z, doctype->name), TMS_SLICE("html"))) return true;
  tms_slice public_id = tms_html_bytes_slice(z, doctype->public_id), system_id = tms_html_bytes_slice(z, doctype->system_id);
  if (doctype->has_public) {
    if (tms_slice_eq_nocase(public_id, TMS_SLICE("-//w3o//dtd w3 html strict 3.0//en//"))) return true;
    if (tms_slice_eq_nocase(public_id, TMS_SLICE("-/w3c/dtd html 4.0 transitional/en")) || tms_slice_eq_nocase(public_id, TMS_SLICE("html")))
      return true;
    if (has_old_prefix(public_id)) return true;
    bool old = tms_slice_starts_nocase(public_id, TMS_SLICE("-//w3c//dtd html 4.01 frameset//")) ||
               tms_slice_starts_nocase(public_id, TMS_SLICE("-//w3c//dtd html 4.01 transitional//"));
    if (old && system_id.len == 0) return true; /* missing or empty */
  }
  return doctype->has_system && tms_slice_eq_nocase(system_id, TMS_SLICE("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"));
}
