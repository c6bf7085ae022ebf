/*
 * TMS_ASSERT states what the code has proved, never what the input should be. It is live where TMS_CHECKED is defined (all test and fuzz
 * builds) and ignored, not assumed, in release builds.
 */
#ifndef TMS_BASE_ASSERT_H
#define TMS_BASE_ASSERT_H

#ifdef TMS_CHECKED
#define TMS_ASSERT(claim) ((claim) ? (void)0 : __builtin_trap())
#else
#define TMS_ASSERT(claim) ((void)0)
#endif

#endif
