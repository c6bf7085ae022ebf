## make                 build libtamis.a, libtamis.so and the command into build/
## make install         PREFIX=/usr/local DESTDIR=
# BUILD names the folder of one configuration: release, checked and each sanitizer have their own, so nothing is ever mixed.
BUILD   ?= build
ifneq ($(origin CC),environment)
ifneq ($(origin CC),command line)
CC      := gcc
endif
endif
CFLAGS  ?= -O2 -g
DEV     ?= 0
PREFIX  ?= /usr/local

WARN    := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Wpointer-arith -Wcast-qual
ifeq ($(DEV),1)
WARN    += -Werror
endif
INCLUDE := -Iinclude -Isrc -I.
BASE    := -std=c11 $(WARN) $(INCLUDE) $(CFLAGS) -MMD -MP
LIBFLAGS = $(BASE) -fPIC -fvisibility=hidden -D_POSIX_C_SOURCE=200809L -include src/base/banned.h
CMDFLAGS = $(BASE) -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DTMS_COMMAND -include src/base/banned.h

LIBSRC  := $(sort $(wildcard src/base/*.c src/io/*.c src/charset/*.c src/unicode/*.c src/url/*.c src/doc/*.c src/repair/*.c src/markup/*.c \
             src/clean/*.c src/clean/*/*.c src/convert/*.c formats/*.c formats/*/*.c))
CLISRC  := $(sort $(wildcard src/cli/*.c src/cli/*/*.c))
LIBOBJ  := $(LIBSRC:%.c=$(BUILD)/obj/%.o)
CLIOBJ  := $(CLISRC:%.c=$(BUILD)/obj/%.o)
LIBS    := -lz -lpthread

# libdeflate is optional: whole gzip members, 2.5 times as fast.
ifeq ($(shell pkg-config --exists libdeflate 2>/dev/null && echo yes),yes)
BASE    += -DTMS_HAVE_LIBDEFLATE
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
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/libtamis.so: $(LIBOBJ)
	$(CC) $(CFLAGS) -shared -Wl,-soname,libtamis.so.0 -o $@ $^ $(LIBS)
	@ln -sf libtamis.so $(BUILD)/libtamis.so.0

$(BUILD)/tamis: $(CLIOBJ) $(BUILD)/libtamis.a
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

VERSION := $(shell sed -n 's/^\#define TMS_VERSION "\(.*\)"/\1/p' include/tamis/tamis.h)

# Written anew each time: PREFIX may be another one than last time.
.PHONY: $(BUILD)/tamis.pc
$(BUILD)/tamis.pc: tools/tamis.pc.in
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(LIBS)|' $< >$@

.PHONY: install
install: all $(BUILD)/tamis.pc
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/tamis $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/tamis $(DESTDIR)$(PREFIX)/bin/tamis
	install -m 644 include/tamis/tamis.h $(DESTDIR)$(PREFIX)/include/tamis/tamis.h
	install -m 644 $(BUILD)/libtamis.a $(DESTDIR)$(PREFIX)/lib/libtamis.a
	install -m 755 $(BUILD)/libtamis.so $(DESTDIR)$(PREFIX)/lib/libtamis.so.$(VERSION)
	ln -sf libtamis.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/libtamis.so.0
	ln -sf libtamis.so.0 $(DESTDIR)$(PREFIX)/lib/libtamis.so
	install -m 644 $(BUILD)/tamis.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/tamis.pc
	install -m 644 docs/tamis.1 $(DESTDIR)$(PREFIX)/share/man/man1/tamis.1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 644 docs/completions/tamis.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tamis
	install -m 644 docs/completions/_tamis $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tamis
	install -m 644 docs/completions/tamis.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tamis.fish

.PHONY: clean
clean:
	rm -rf build

-include $(LIBOBJ:.o=.d) $(CLIOBJ:.o=.d)
