/* The descriptor of plain text. */
#include "formats/text/text.h"

/* No bid: what no other format claims is text. */
const tms_format tms_format_text = {
    .name = "text",
    .endings = ".txt .text",
    .aliases = "txt plain",
    .about = "plain text: blocks apart by an empty line",
    .flags = TMS_FORMAT_SCRAPED,
    .read = tms_text_read,
    .write = tms_text_write,
};
