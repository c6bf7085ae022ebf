#include "url/host.h"

#include "base/utf8.h"
#include "url/encode.h"
#include "url/idna.h"
#include "url/url.h"

/* 3.1: forbidden host code points. */
static bool forbidden_in_host(unsigned char c) {
  switch (c) {
    case 0:
    case '\t':
    case '\n':
    case '\r':
    case ' ':
    case '#':
    case '/':
    case ':':
    case '<':
    case '>':
    case '?':
    case '@':
    case '[':
    case '\\':
    case ']':
    case '^':
    case '|': return true;
    default: return false;
  }
}

static bool forbidden_in_domain(unsigned char c) {
  return c <= 0x1F || c == '%' || c == 0x7F || forbidden_in_host(c);
}

static tms_status parse_opaque(tms_slice input, tms_buf *out) {
  for (size_t i = 0; i < input.len; i++) {
    if (forbidden_in_host((unsigned char)input.ptr[i])) return TMS_ERR_SYNTAX;
  }
  tms_percent_encode(input, TMS_PERCENT_C0, out);
  return out->status;
}

/* 3.5, IPv4 number parser: false on failure; values above 2^32 saturate. */
static bool ipv4_number(tms_slice s, uint64_t *value) {
  uint64_t base = 10;
  *value = 0;
  if (s.len == 0) return false;
  if (s.len >= 2 && s.ptr[0] == '0' && (s.ptr[1] == 'x' || s.ptr[1] == 'X')) {
    base = 16;
    s = tms_slice_from(s, 2);
  } else if (s.len >= 2 && s.ptr[0] == '0') {
    base = 8;
    s = tms_slice_from(s, 1);
  }
  for (size_t i = 0; i < s.len; i++) {
    int digit = tms_hex_value((unsigned char)s.ptr[i]);
    if (digit < 0 || (uint64_t)digit >= base) return false;
    if (*value <= UINT32_MAX) *value = *value * base + (uint64_t)digit;
  }
  return true;
}

/* The last label, without a dot at the very end. */
static tms_slice last_label(tms_slice s) {
  if (s.len && s.ptr[s.len - 1] == '.') s.len--;
  size_t begin = s.len;
  while (begin > 0 && s.ptr[begin - 1] != '.') begin--;
  return tms_slice_from(s, begin);
}

static bool ends_in_number(tms_slice s) {
  tms_slice last = last_label(s);
  uint64_t value;
  bool digits = last.len > 0;
  for (size_t i = 0; i < last.len && digits; i++) digits = tms_is_digit((unsigned char)last.ptr[i]);
  return digits || ipv4_number(last, &value);
}

static tms_status parse_ipv4(tms_slice s, tms_buf *out) {
  uint64_t parts[4], address;
  size_t count = 0;
  if (s.len && s.ptr[s.len - 1] == '.') s.len--;
  for (bool more = true; more; count++) {
    size_t dot = tms_slice_find_byte(s, '.', 0);
    more = dot != SIZE_MAX;
    if (count == 4 || !ipv4_number(tms_slice_head(s, dot), &parts[count])) return TMS_ERR_SYNTAX;
    if (more) s = tms_slice_from(s, dot + 1);
  }
  for (size_t i = 0; i + 1 < count; i++) {
    if (parts[i] > 255) return TMS_ERR_SYNTAX;
  }
  address = parts[count - 1];
  if (address >= (uint64_t)1 << 8 * (5 - count)) return TMS_ERR_SYNTAX;
  for (size_t i = 0; i + 1 < count; i++) address += parts[i] << 8 * (3 - i);
  for (int shift = 24; shift >= 0; shift -= 8) {
    tms_buf_add_u64(out, address >> shift & 0xFF);
    if (shift) tms_buf_add_byte(out, '.');
  }
  return out->status;
}

/* The dotted end of an IPv6 address: exactly four numbers without leading zeros, into the pieces from `piece` on. */
static bool ipv6_dotted(tms_slice s, uint16_t pieces[8], size_t *piece) {
  size_t at = 0;
  for (size_t seen = 0; seen < 4; seen++) {
    if (seen && (at >= s.len || s.ptr[at++] != '.')) return false;
    unsigned value = 0;
    size_t begin = at;
    for (; at < s.len && tms_is_digit((unsigned char)s.ptr[at]); at++) {
      if (at > begin && value == 0) return false;
      value = value * 10 + (unsigned)(s.ptr[at] - '0');
      if (value > 255) return false;
    }
    if (at == begin) return false;
    pieces[*piece] = (uint16_t)(pieces[*piece] * 256 + value);
    *piece += seen & 1;
  }
  return at == s.len;
}

/* One to four hexadecimal digits at *at; the number of digits. */
static size_t ipv6_piece(tms_slice s, size_t at, uint16_t *value) {
  size_t length = 0;
  for (*value = 0; length < 4 && at + length < s.len; length++) {
    int digit = tms_hex_value((unsigned char)s.ptr[at + length]);
    if (digit < 0) break;
    *value = (uint16_t)(*value << 4 | digit);
  }
  return length;
}

/* Moves the pieces behind "::" to the end. */
static bool ipv6_expand(uint16_t pieces[8], size_t count, size_t compress) {
  if (compress == SIZE_MAX) return count == 8;
  size_t behind = count - compress, gap = 8 - count;
  for (size_t i = 0; i < behind; i++) {
    pieces[7 - i] = pieces[count - 1 - i];
    if (gap) pieces[count - 1 - i] = 0;
  }
  return true;
}

static bool parse_ipv6(tms_slice s, uint16_t pieces[8]) {
  size_t at = 0, piece = 0, compress = SIZE_MAX;
  if (tms_slice_starts(s, TMS_SLICE(":"))) {
    if (!tms_slice_starts(s, TMS_SLICE("::"))) return false;
    at = 2;
    compress = 0;
  }
  while (at < s.len) {
    if (piece == 8) return false;
    if (s.ptr[at] == ':') {
      if (compress != SIZE_MAX) return false;
      at++;
      compress = piece;
      continue;
    }
    size_t length = ipv6_piece(s, at, &pieces[piece]);
    if (at + length < s.len && s.ptr[at + length] == '.') {
      if (length == 0 || piece > 6) return false;
      pieces[piece] = 0;
      if (!ipv6_dotted(tms_slice_from(s, at), pieces, &piece)) return false;
      break;
    }
    at += length;
    piece++;
    if (at == s.len) break;
    if (length == 0 || s.ptr[at] != ':' || ++at == s.len) return false;
  }
  return ipv6_expand(pieces, piece, compress);
}

/* 3.6, IPv6 serializer: the first longest run of two or more zeros becomes "::". */
static void write_ipv6(const uint16_t pieces[8], tms_buf *out) {
  static const char digits[] = "0123456789abcdef";
  size_t best = 8, best_size = 1;
  for (size_t i = 0; i < 8; i++) {
    size_t size = 0;
    while (i + size < 8 && pieces[i + size] == 0) size++;
    if (size > best_size) {
      best = i;
      best_size = size;
    }
  }
  tms_buf_add_byte(out, '[');
  for (size_t i = 0; i < 8; i++) {
    if (i == best) {
      tms_buf_add_cstr(out, i ? ":" : "::");
      i += best_size - 1;
      continue;
    }
    bool started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      unsigned digit = pieces[i] >> shift & 15u;
      started |= digit || shift == 0;
      if (started) tms_buf_add_byte(out, digits[digit]);
    }
    if (i < 7) tms_buf_add_byte(out, ':');
  }
  tms_buf_add_byte(out, ']');
}

static tms_status parse_domain(tms_slice input, tms_buf *work, tms_buf *out) {
  size_t begin = out->len;
  tms_buf_reset(work);
  tms_percent_decode(input, work);
  if (work->status != TMS_OK) return work->status;
  tms_status status = tms_idna_to_ascii(tms_buf_slice(work), work->allocator, out);
  if (status != TMS_OK) return status;
  tms_slice domain = tms_slice_of(out->data + begin, out->len - begin);
  if (domain.len == 0) return TMS_ERR_SYNTAX;
  for (size_t i = 0; i < domain.len; i++) {
    if (forbidden_in_domain((unsigned char)domain.ptr[i])) return TMS_ERR_SYNTAX;
  }
  if (!ends_in_number(domain)) return TMS_OK;
  tms_buf_reset(work);
  tms_buf_add(work, domain);
  tms_buf_cut(out, begin);
  return work->status != TMS_OK ? work->status : parse_ipv4(tms_buf_slice(work), out);
}

tms_status tms_host_parse(tms_slice input, bool opaque, tms_buf *work, tms_buf *out) {
  if (input.len && input.ptr[0] == '[') {
    uint16_t pieces[8] = {0};
    if (input.ptr[input.len - 1] != ']' || input.len < 2) return TMS_ERR_SYNTAX;
    if (!parse_ipv6(tms_slice_of(input.ptr + 1, input.len - 2), pieces)) return TMS_ERR_SYNTAX;
    write_ipv6(pieces, out);
    return out->status;
  }
  return opaque ? parse_opaque(input, out) : parse_domain(input, work, out);
}
