/*
 * Functions that no file of the library may call: unbounded, locale-dependent, global, or ending the process.
 * Included by the compiler before every library file (-include), after the system headers that declare them.
 * The command has its own, shorter list (TMS_COMMAND); alloc.c alone undoes the ban on malloc.
 * Modelled on the idea of git's banned.h: a call becomes an undeclared name that says why.
 */
#ifndef TMS_BASE_BANNED_H
#define TMS_BASE_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __SSE2__
#include <emmintrin.h> /* its helper for aligned memory names malloc */
#endif

#define TMS_BANNED(name) tms_sorry_##name##_is_banned

#undef strcpy
#define strcpy TMS_BANNED(strcpy)
#undef strncpy
#define strncpy TMS_BANNED(strncpy)
#undef strcat
#define strcat TMS_BANNED(strcat)
#undef strncat
#define strncat TMS_BANNED(strncat)
#undef strtok
#define strtok TMS_BANNED(strtok)
#undef sprintf
#define sprintf TMS_BANNED(sprintf)
#undef vsprintf
#define vsprintf TMS_BANNED(vsprintf)
#undef gets
#define gets TMS_BANNED(gets)
#undef atoi
#define atoi TMS_BANNED(atoi)
#undef atol
#define atol TMS_BANNED(atol)
#undef atof
#define atof TMS_BANNED(atof)
#undef strtod
#define strtod TMS_BANNED(strtod)
#undef isspace
#define isspace TMS_BANNED(isspace)
#undef isalpha
#define isalpha TMS_BANNED(isalpha)
#undef isdigit
#define isdigit TMS_BANNED(isdigit)
#undef isalnum
#define isalnum TMS_BANNED(isalnum)
#undef isupper
#define isupper TMS_BANNED(isupper)
#undef islower
#define islower TMS_BANNED(islower)
#undef ispunct
#define ispunct TMS_BANNED(ispunct)
#undef isprint
#define isprint TMS_BANNED(isprint)
#undef tolower
#define tolower TMS_BANNED(tolower)
#undef toupper
#define toupper TMS_BANNED(toupper)
#undef gmtime
#define gmtime TMS_BANNED(gmtime)
#undef localtime
#define localtime TMS_BANNED(localtime)
#undef setlocale
#define setlocale TMS_BANNED(setlocale)
#undef alloca
#define alloca TMS_BANNED(alloca)
#undef rand
#define rand TMS_BANNED(rand)

#ifndef TMS_COMMAND
#undef printf
#define printf TMS_BANNED(printf)
#undef fprintf
#define fprintf TMS_BANNED(fprintf)
#undef puts
#define puts TMS_BANNED(puts)
#undef exit
#define exit TMS_BANNED(exit)
#undef abort
#define abort TMS_BANNED(abort)
#undef time
#define time TMS_BANNED(time)
#undef clock
#define clock TMS_BANNED(clock)
#undef getenv
#define getenv TMS_BANNED(getenv)
#undef qsort /* may allocate behind our back, and is not stable: base/sort.h */
#define qsort TMS_BANNED(qsort)
#undef malloc
#define malloc TMS_BANNED(malloc)
#undef calloc
#define calloc TMS_BANNED(calloc)
#undef realloc
#define realloc TMS_BANNED(realloc)
#undef free
#define free TMS_BANNED(free)
#undef strdup
#define strdup TMS_BANNED(strdup)
#endif

#endif
