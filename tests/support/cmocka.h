/* cmocka wants four headers before its own; tests want three more. */
#ifndef TMS_TESTS_SUPPORT_CMOCKA_H
#define TMS_TESTS_SUPPORT_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
