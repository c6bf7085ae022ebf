# The build proper. BUILD names the folder of one configuration: each sanitizer has its own, so nothing is ever mixed.
BUILD   ?= build
CC      ?= gcc
ifeq ($(origin CC),default)
CC      := gcc
endif
CFLAGS  ?= -O2 -g
DEV     ?= 0
CHECKED ?= 1

WARN    := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Wpointer-arith -Wcast-qual -Wno-unknown-warning-option
ifeq ($(DEV),1)
WARN    += -Werror
endif
INCLUDE := -Iinclude -Isrc -I.
BASE    := -std=c11 $(WARN) $(INCLUDE) $(CFLAGS) -MMD -MP
LIBFLAGS := $(BASE) -fPIC -fvisibility=hidden -include src/base/banned.h
CMDFLAGS := $(BASE) -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DTMS_COMMAND -include src/base/banned.h

LIBSRC  := $(sort $(wildcard src/base/*.c src/io/*.c src/charset/*.c src/unicode/*.c src/url/*.c src/doc/*.c src/repair/*.c src/markup/*.c \
             src/clean/*.c src/clean/*/*.c src/convert/*.c formats/*.c formats/*/*.c))
CLISRC  := $(sort $(wildcard src/cli/*.c src/cli/*/*.c))
LIBOBJ  := $(LIBSRC:%.c=$(BUILD)/obj/%.o)
CLIOBJ  := $(CLISRC:%.c=$(BUILD)/obj/%.o)
LIBS    := -lz -lpthread

# Files and descriptors are POSIX; the rest of the library is C11 alone.
$(BUILD)/obj/src/io/%.o: LIBFLAGS += -D_POSIX_C_SOURCE=200809L

# libdeflate is optional: whole gzip members, 2.5 times as fast.
ifeq ($(shell pkg-config --exists libdeflate 2>/dev/null && echo yes),yes)
LIBFLAGS += -DTMS_HAVE_LIBDEFLATE
LIBS    += -ldeflate
endif

.PHONY: all
all: $(BUILD)/libtamis.a $(BUILD)/libtamis.so $(BUILD)/tamis

$(BUILD)/obj/src/cli/%.o: src/cli/%.c
	@mkdir -p $(@D)
	$(CC) $(CMDFLAGS) -c $< -o $@

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(LIBFLAGS) -c $< -o $@

$(BUILD)/libtamis.a: $(LIBOBJ)
	rm -f $@
	ar rcs $@ $^

$(BUILD)/libtamis.so: $(LIBOBJ)
	$(CC) $(CFLAGS) -shared -o $@ $^ $(LIBS)

$(BUILD)/tamis: $(CLIOBJ) $(BUILD)/libtamis.a
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

-include $(LIBOBJ:.o=.d) $(CLIOBJ:.o=.d)
