## make deps            install what build and tests need (apt; sudo when not root), after saying so
## make demo            build, clean corpus/demo/ into build/demo/ in every format, and show what was done
## make check           build and test everything (at most about ten minutes on two cores)
## make lint            layers, lengths, headers, banned calls, recursion, format, clang-tidy, fresh tables
## make asan ubsan msan tsan   build with that sanitizer and run the tests
## make portable        build without SIMD (-DTMS_PORTABLE) and run the tests of what has it: the HTML parser, characters of text, JSON's strings, repair
## make fuzz TARGET=html SECONDS=60   fuzz one target (no TARGET: all, one after the other; KIND=laws: without sanitizers, faster; LEXBOR=DIR: html_oracle too)
## make coverage        lines covered by the tests
## make bless           write expected outputs of golden cases anew; read the diff before you commit it
## make bench           speed and memory, beside peers where they are installed
.PHONY: deps
deps:
	@tools/deps build test lint

# What needs tools that may not be there yet starts a second make once they are: variables such as libdeflate's are read anew.
.PHONY: demo
demo:
	@tools/deps build
	@$(MAKE) --no-print-directory -s -j2 all
	@tools/demo $(BUILD)/tamis corpus/demo $(BUILD)/demo

.PHONY: check
check:
	@tools/deps build test lint
	@$(MAKE) --no-print-directory -s -j2 all checked-all programs DEV=1
	@$(MAKE) --no-print-directory lint check-run

# The library with live assertions (TMS_CHECKED), which tests and fuzz targets use.
CHECKED := build/checked
CHECKED_FLAGS := -O1 -g -DTMS_CHECKED
.PHONY: checked-all
checked-all:
	@$(MAKE) --no-print-directory -s BUILD=$(CHECKED) CFLAGS="$(CHECKED_FLAGS)" all test-programs

# ---- test programs of one configuration ----
SUPPORT := $(wildcard tests/support/*.c)
TESTFLAGS = $(BASE) -D_GNU_SOURCE -I.
CLILIB := $(filter-out $(BUILD)/obj/src/cli/main.o,$(CLIOBJ))
UNIT  := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
API   := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/api/test_*.c))
# lexbor as an oracle is there only where LEXBOR names it (tools/lexbor); it is linked, never installed.
LEXBOR ?=
ORACLES := fuzz/fuzz_html_oracle.c
FUZZSRC := $(filter-out $(if $(LEXBOR),,$(ORACLES)),$(wildcard fuzz/fuzz_*.c))
FUZZ  := $(FUZZSRC:fuzz/fuzz_%.c=$(BUILD)/fuzz/fuzz-%)
FUZZHELP := $(filter-out fuzz/driver.c $(wildcard fuzz/fuzz_*.c),$(wildcard fuzz/*.c))

$(BUILD)/fuzz/fuzz-html_oracle $(BUILD)/libfuzzer/html_oracle: ORACLEFLAGS = -isystem $(LEXBOR)/include
$(BUILD)/fuzz/fuzz-html_oracle $(BUILD)/libfuzzer/html_oracle: ORACLELIBS = $(LEXBOR)/liblexbor_static.a -lm
$(BUILD)/fuzz/fuzz-html_oracle $(BUILD)/libfuzzer/html_oracle: $(wildcard $(LEXBOR)/liblexbor_static.a)

# The parser once more without SIMD, its functions renamed, beside the one of this machine.
PORTABLESRC := $(filter-out formats/html/own.c formats/html/write%.c formats/html/read%.c formats/html/evidence.c formats/html/kinds.c formats/html/html.c,$(wildcard formats/html/*.c))
PORTABLEOBJ  = $(PORTABLESRC:formats/html/%.c=$(BUILD)/portable/%.o)
$(BUILD)/portable/%.o: formats/html/%.c
	@mkdir -p $(@D)
	$(CC) $(LIBFLAGS) -DTMS_PORTABLE -U__SSE2__ -U__ARM_NEON -c $< -o $@
$(BUILD)/portable/libportable.a: $(PORTABLEOBJ)
	nm -g --defined-only $^ | awk 'NF == 3 && $$3 !~ /^portable_/ { print $$3, "portable_" $$3 }' | sort -u >$(@D)/names
	for file in $^; do objcopy --redefine-syms=$(@D)/names $$file; done
	@rm -f $@
	ar rcs $@ $^
$(BUILD)/fuzz/fuzz-html_portable $(BUILD)/libfuzzer/html_portable: $(BUILD)/portable/libportable.a
$(BUILD)/fuzz/fuzz-html_portable $(BUILD)/libfuzzer/html_portable: ORACLELIBS = $(BUILD)/portable/libportable.a

$(BUILD)/tests/unit/%: tests/unit/%.c $(SUPPORT) $(BUILD)/libtamis.a $(CLILIB)
	@mkdir -p $(@D)
	$(CC) $(TESTFLAGS) -o $@ $< $(SUPPORT) $(CLILIB) $(BUILD)/libtamis.a -lcmocka $(LIBS)

# API tests see what a user sees: the public header and the shared library.
$(BUILD)/tests/api/%: tests/api/%.c $(BUILD)/libtamis.so
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) -Iinclude -I. $(CFLAGS) -D_GNU_SOURCE -MMD -MP -o $@ $< -L$(BUILD) -Wl,-rpath,$(abspath $(BUILD)) -ltamis -lcmocka

$(BUILD)/fuzz/fuzz-%: fuzz/fuzz_%.c fuzz/driver.c $(FUZZHELP) $(BUILD)/libtamis.a $(CLILIB)
	@mkdir -p $(@D)
	$(CC) $(TESTFLAGS) $(ORACLEFLAGS) -include fuzz/target.h -o $@ $< fuzz/driver.c $(FUZZHELP) $(CLILIB) $(BUILD)/libtamis.a $(LIBS) $(ORACLELIBS)

$(BUILD)/tests/cases: tests/cases.c $(BUILD)/libtamis.a
	@mkdir -p $(@D)
	$(CC) $(TESTFLAGS) -o $@ $< $(BUILD)/libtamis.a $(LIBS)

.PHONY: test-programs
test-programs: $(UNIT) $(API) $(FUZZ) $(BUILD)/tests/cases

# ---- programs that scorers and conformance suites drive ----
PROGRAMS := $(BUILD)/tests/html-tree $(BUILD)/tests/html-tokens $(BUILD)/tests/json-check $(BUILD)/tests/xml-check \
            $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c)) \
            $(patsubst tests/conformance/%.c,$(BUILD)/conformance/%,$(wildcard tests/conformance/*.c))
.PHONY: programs
programs: $(PROGRAMS)

$(BUILD)/conformance/%: tests/conformance/%.c $(BUILD)/libtamis.a
	@mkdir -p $(@D)
	$(CC) $(TESTFLAGS) -o $@ $< $(BUILD)/libtamis.a $(LIBS)

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libtamis.a
	@mkdir -p $(@D)
	$(CC) $(TESTFLAGS) -o $@ $< $(BUILD)/libtamis.a $(LIBS)

$(BUILD)/tests/%: $(BUILD)/conformance/%
	@mkdir -p $(@D)
	cp $< $@
$(BUILD)/tests/html-tree: $(BUILD)/conformance/html_tree
	@mkdir -p $(@D) && cp $< $@
$(BUILD)/tests/html-tokens: $(BUILD)/conformance/html_tokens
	@mkdir -p $(@D) && cp $< $@
$(BUILD)/tests/json-check: $(BUILD)/conformance/json_check
	@mkdir -p $(@D) && cp $< $@
$(BUILD)/tests/xml-check: $(BUILD)/conformance/xml_check
	@mkdir -p $(@D) && cp $< $@

# ---- running ----
.PHONY: check-run
check-run:
	@tools/run-tests $(CHECKED) build

# The tests of one configuration alone, for the sanitizers.
.PHONY: asan ubsan msan tsan
asan:
	@tools/sanitize asan "-fsanitize=address -fno-omit-frame-pointer"
ubsan:
	@tools/sanitize ubsan "-fsanitize=undefined -fno-sanitize-recover=all"
msan:
	@tools/sanitize msan "-fsanitize=memory -fno-omit-frame-pointer"
tsan:
	@tools/sanitize tsan "-fsanitize=thread"

# The library as it is where there is neither SSE2 nor NEON.
PORTABLE := build/portable
PORTABLETESTS := html_names html_tree html_read document json repair
.PHONY: portable
portable:
	@$(MAKE) --no-print-directory -s -j2 BUILD=$(PORTABLE) CFLAGS="-O2 -g -DTMS_PORTABLE" portable-programs
	@for test in $(PORTABLETESTS); do $(PORTABLE)/tests/unit/test_$$test || exit 1; done
	@$(PORTABLE)/fuzz/fuzz-html_tree corpus/html/seed
	@tests/conformance/html5lib.sh $(PORTABLE) || [ $$? = 77 ]
.PHONY: portable-programs
portable-programs: $(PORTABLETESTS:%=$(BUILD)/tests/unit/test_%) $(BUILD)/fuzz/fuzz-html_tree $(BUILD)/tests/html-tree \
  $(BUILD)/tests/html-tokens $(BUILD)/bench/html

# Basic blocks are counted, not seconds: the same figures on every machine.
HOSTILE := build/hostile
.PHONY: hostile
hostile:
	@$(MAKE) --no-print-directory -s -j2 BUILD=$(HOSTILE) CFLAGS="-O1 -g -fsanitize-coverage=trace-pc" $(HOSTILE)/hostile
	@tools/hostile $(HOSTILE)/hostile

$(HOSTILE)/hostile: tests/hostile/hostile.c $(HOSTILE)/libtamis.a
	gcc $(WARN) -std=c11 $(INCLUDE) -O2 -D_GNU_SOURCE -o $@ $< $(HOSTILE)/libtamis.a $(LIBS)

.PHONY: fuzz
TARGET ?= $(FUZZSRC:fuzz/fuzz_%.c=%)
SECONDS ?= 60
KIND ?= asan
fuzz:
	@tools/deps build fuzz
	@LEXBOR="$(LEXBOR)" tools/fuzz "$(TARGET)" "$(SECONDS)" "$(KIND)"

# Linked by tools/fuzz, with clang and the engine.
$(BUILD)/libfuzzer/%: fuzz/fuzz_%.c $(FUZZHELP) $(BUILD)/libtamis.a $(CLILIB)
	@mkdir -p $(@D)
	$(CC) $(TESTFLAGS) $(ORACLEFLAGS) -include fuzz/target.h -fsanitize=fuzzer -o $@ $< $(FUZZHELP) $(CLILIB) $(BUILD)/libtamis.a $(LIBS) $(ORACLELIBS)

.PHONY: bless
bless: checked-all
	$(CHECKED)/tests/cases bless tests/cases

.PHONY: lint
lint:
	@tools/lint

.PHONY: coverage
coverage:
	@tools/coverage

## make fuzz-coverage   lines covered by the fuzz targets on corpus/ alone, against tests/coverage.floor
.PHONY: fuzz-coverage
fuzz-coverage:
	@tools/fuzz-coverage

.PHONY: bench
bench: all programs
	@tools/bench

.SECONDARY:
-include $(UNIT:=.d) $(API:=.d) $(FUZZ:=.d) $(PORTABLEOBJ:.o=.d)
