#include "base/limits.h"

/* What an empty document takes: below it nothing could be said but that. */
enum { LEAST_MEMORY = 4096, LEAST_NODES = 4, LEAST_WORK = 64 };

static size_t size_or(size_t value, size_t usual, size_t most) {
  if (value == 0) value = usual;
  return value < most ? value : most;
}

static uint32_t u32_or(uint32_t value, uint32_t usual, uint32_t most) {
  if (value == 0) value = usual;
  return value < most ? value : most;
}

tms_limits tms_limits_resolve(const tms_limits *limits) {
  tms_limits out = *limits;
  /* 1 GiB: offsets into a record are 32 bits wide, and decoding may triple the size. */
  out.max_input = size_or(out.max_input, (size_t)256 << 20, (size_t)1 << 30);
  out.max_output = size_or(out.max_output, (size_t)1 << 30, (size_t)3 << 30);
  out.max_memory = size_or(out.max_memory, (size_t)4 << 30, SIZE_MAX / 2);
  out.max_ratio = u32_or(out.max_ratio, 1000, UINT32_MAX);
  out.max_depth = u32_or(out.max_depth, 512, 4096);
  out.max_nodes = u32_or(out.max_nodes, 64u << 20, 1u << 30);
  out.max_attributes = u32_or(out.max_attributes, 1024, 65535);
  if (out.max_memory < LEAST_MEMORY) out.max_memory = LEAST_MEMORY;
  if (out.max_nodes < LEAST_NODES) out.max_nodes = LEAST_NODES;
  if (out.max_work == 0) out.max_work = (uint64_t)out.max_input * 4096 + ((uint64_t)256 << 20);
  if (out.max_work < LEAST_WORK) out.max_work = LEAST_WORK;
  return out;
}
