# Zhinan 指南. Everything made stands under $(BUILD); CC, CFLAGS, LDFLAGS, PREFIX, DESTDIR and BUILD are the user's.
#
# A folder of DESIGN's two layer chains is a row in LANG_LAYERS or RUN_LAYERS; its *.c are found by themselves.

BUILD ?= build
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
WERROR ?= -Werror
FLEX ?= flex
BISON ?= bison
CLANG ?= clang
CLANG_FORMAT ?= clang-format

LANG_LAYERS := base source value code syntax sema compile
RUN_LAYERS := vm input explain batch api

GEN := $(BUILD)/gen
OBJ := $(BUILD)/obj
STAMP := $(BUILD)/stamp

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wvla $(WERROR)
ALL_CFLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) -fvisibility=hidden -I. -I$(GEN) $(CFLAGS)
LIBS := -lunistring -lnettle -lpcre2-8 -lsqlite3

LANG_SRC := $(foreach layer,$(LANG_LAYERS),$(sort $(wildcard lang/$(layer)/*.c)))
RUN_SRC := $(foreach layer,$(RUN_LAYERS),$(sort $(wildcard interp/$(layer)/*.c)))
CLI_SRC := $(sort $(wildcard interp/cli/*.c))
STDLIB := $(sort $(wildcard stdlib/*.zn))
CATALOGUE := $(sort $(wildcard lang/source/catalogue/*.txt))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))

GRAMMAR := $(GEN)/lang/syntax/parser.c $(GEN)/lang/syntax/parser.h
GEN_SRC := $(GEN)/lang/syntax/parser.c $(GEN)/lang/syntax/lexer.c $(GEN)/lang/sema/stdlib_data.c \
    $(GEN)/lang/source/catalogue_data.c

LANG_OBJ := $(LANG_SRC:%.c=$(OBJ)/%.o) $(GEN_SRC:$(GEN)/%.c=$(OBJ)/gen/%.o)
RUN_OBJ := $(RUN_SRC:%.c=$(OBJ)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(OBJ)/%.o)
LIBRARIES := $(BUILD)/libzhinan-run.a $(BUILD)/libzhinan-lang.a

UNIT_TESTS := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/test/%)
# Programs that tests run: what each is for stands at its head.
TOOL_SRC := $(wildcard tests/unit/zn_*.c tests/conformance/*.c)
TOOLS := $(addprefix $(BUILD)/test/,$(subst _,-,$(notdir $(TOOL_SRC:.c=))))
# Fuzz targets: with a main that replays files, or (FUZZER set by `make fuzz`) with libFuzzer's.
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_TARGETS := $(FUZZ_SRC:tests/fuzz/fuzz_%.c=$(BUILD)/test/fuzz-%)
FUZZER :=
TEST_OBJ := $(patsubst %.c,$(OBJ)/%.o,$(UNIT_SRC) $(TOOL_SRC) $(FUZZ_SRC) tests/unit/tap.c tests/unit/generate.c tests/fuzz/replay.c)
SUITES := $(BUILD)/npm/installed

TESTS = $(UNIT_TESTS) $(sort $(wildcard tests/tap/*.t tests/consistency/*.t tests/conformance/*.t))
# As many jobs as processors, unless the user's own -j is in force.
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
SUBMAKE = +@$(MAKE) --no-print-directory $(PARALLEL)

MAN_PAGES := $(BUILD)/man/man1/zhinan.1 $(BUILD)/man/zh_CN/man1/zhinan.1

# What is done, in a line each; V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(V),,@printf "  %-7s %s\n" $(1) $(2))

.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: all
all: $(LIBRARIES) $(BUILD)/zhinan ## build the program and its libraries (the default)

# What is remembered between runs: a rule that uses a list or flags depends on its stamp, which changes only with it.
.PHONY: FORCE
define remember
$(STAMP)/$(1): FORCE
	@mkdir -p $$(@D); printf '%s\n' '$(subst ','\'',$(2))' | cmp -s - $$@ || printf '%s\n' '$(subst ','\'',$(2))' > $$@
endef
$(eval $(call remember,flags,$(CC) $(ALL_CFLAGS)))
$(eval $(call remember,link,$(CC) $(CFLAGS) $(LDFLAGS) $(LIBS)))
$(eval $(call remember,lang,$(LANG_OBJ)))
$(eval $(call remember,run,$(RUN_OBJ)))
$(eval $(call remember,cli,$(CLI_OBJ)))
$(eval $(call remember,stdlib,$(STDLIB)))
$(eval $(call remember,catalogue,$(CATALOGUE)))

# --- generated sources

$(GRAMMAR) &: lang/syntax/parser.y
	@mkdir -p $(GEN)/lang/syntax
	$(call say,BISON,$<)
	$(Q)$(BISON) -Wall -Wdangling-alias -Wcounterexamples -Werror --header=$(GEN)/lang/syntax/parser.h \
	    -o $(GEN)/lang/syntax/parser.c $<

# flex has no -Werror: whatever it says fails the build.
$(GEN)/lang/syntax/lexer.c: lang/syntax/lexer.l
	@mkdir -p $(@D)
	$(call say,FLEX,$<)
	$(Q)$(FLEX) -o $@ $< 2> $@.log || { cat $@.log >&2; exit 1; }
	@if [ -s $@.log ]; then cat $@.log >&2; rm -f $@; exit 1; fi; rm -f $@.log

$(GEN)/lang/sema/stdlib_data.c: lang/base/embed.sh $(STDLIB) $(STAMP)/stdlib
	@mkdir -p $(@D)
	$(call say,EMBED,stdlib)
	$(Q)sh $< stdlib_files $(STDLIB) > $@

$(GEN)/lang/source/catalogue_data.c: lang/base/embed.sh $(CATALOGUE) $(STAMP)/catalogue
	@mkdir -p $(@D)
	$(call say,EMBED,lang/source/catalogue)
	$(Q)sh $< catalogue_files $(CATALOGUE) > $@

# --- objects

$(OBJ)/%.o: %.c $(STAMP)/flags | $(GEN)/lang/syntax/parser.h
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(OBJ)/gen/%.o: $(GEN)/%.c $(STAMP)/flags | $(GEN)/lang/syntax/parser.h
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(LANG_OBJ:.o=.d) $(RUN_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TEST_OBJ:.o=.d)

# --- libraries and programs

# Made anew, so that no object of a source that is gone stays inside.
$(BUILD)/libzhinan-lang.a: $(LANG_OBJ) $(STAMP)/lang
	$(call say,AR,$@)
	$(Q)rm -f $@; $(AR) rcs $@ $(LANG_OBJ)

$(BUILD)/libzhinan-run.a: $(RUN_OBJ) $(STAMP)/run
	$(call say,AR,$@)
	$(Q)rm -f $@; $(AR) rcs $@ $(RUN_OBJ)

$(BUILD)/zhinan: $(CLI_OBJ) $(LIBRARIES) $(STAMP)/cli $(STAMP)/link
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJ) $(LIBRARIES) $(LIBS)

$(UNIT_TESTS): $(BUILD)/test/%: $(OBJ)/tests/unit/%.o $(OBJ)/tests/unit/tap.o $(LIBRARIES) $(STAMP)/link
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBRARIES) $(LIBS)

# The command line is in no library.
$(BUILD)/test/test_options: $(addprefix $(OBJ)/interp/cli/,options.o help.o help_codes.o messages.o)

TOOL_LIBS = $(LIBRARIES) $(LIBS)
define tool
$(BUILD)/test/$(subst _,-,$(notdir $(1:.c=))): $(OBJ)/$(1:.c=.o) $(LIBRARIES) $(STAMP)/link
	@mkdir -p $$(@D)
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$(filter %.o,$$^) $$(TOOL_LIBS)
endef
$(foreach source,$(TOOL_SRC),$(eval $(call tool,$(source))))
$(BUILD)/test/zn-format: $(OBJ)/tests/unit/generate.o
# The second opinion has nothing of ours inside; both call their functions json_….
$(BUILD)/test/jansson-print: TOOL_LIBS := -ljansson

$(FUZZ_TARGETS): $(BUILD)/test/fuzz-%: $(OBJ)/tests/fuzz/fuzz_%.o $(if $(FUZZER),,$(OBJ)/tests/fuzz/replay.o) \
    $(LIBRARIES) $(STAMP)/link
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(FUZZER) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBRARIES) $(LIBS)

# --- tests

.PHONY: tests
tests: all $(UNIT_TESTS) $(TOOLS) $(FUZZ_TARGETS) $(SUITES)

# Public test suites, by the pinned versions of the lock file.
$(SUITES): tests/conformance/package.json tests/conformance/package-lock.json
	@mkdir -p $(@D); cp $^ $(@D)
	$(call say,NPM,$(@D))
	$(Q)npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

.PHONY: check
check: deps ## install what is missing, build, run every test
	$(SUBMAKE) check-built

# For those who have everything: no look at what is installed.
.PHONY: check-built
check-built: tests
	@BUILD=$(BUILD) CC='$(CC)' tests/run $(TESTS)

.PHONY: check-gcc check-clang check-asan check-all
check-gcc: ## the tests, built by gcc
	$(SUBMAKE) check BUILD=build/gcc CC=gcc

check-clang: ## the tests, built by clang
	@.ci/install-deps clang
	$(SUBMAKE) check BUILD=build/clang CC=$(CLANG)

# The address sanitizer's leak check covers the programs too: whoever allocates, frees.
check-asan: ## the tests under the address and undefined-behaviour sanitizers
	$(SUBMAKE) check BUILD=build/asan \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'

check-all: export ZHINAN_FORMAT_PROGRAMS ?= 10000
check-all: ## the tests, built by gcc, by clang and under sanitizers
	$(SUBMAKE) check-gcc
	$(SUBMAKE) check-clang
	$(SUBMAKE) check-asan

.PHONY: fuzz fuzz-targets
FUZZ_SECONDS ?= 60
fuzz: ## run every fuzz target for FUZZ_SECONDS (60) under clang's sanitizers
	@.ci/install-deps clang
	$(SUBMAKE) fuzz-targets BUILD=build/fuzz CC=$(CLANG) FUZZER=-fsanitize=fuzzer \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
	@BUILD=build/fuzz tests/fuzz/run $(FUZZ_SECONDS)

fuzz-targets: $(FUZZ_TARGETS)

.PHONY: coverage
coverage: ## the tests' reach over the C sources, in build/coverage/report
	@.ci/install-deps coverage
	$(SUBMAKE) check BUILD=build/coverage CFLAGS='-O0 -g --coverage -fprofile-abs-path'
	@mkdir -p build/coverage/report
	gcovr --root . --object-directory build/coverage --filter 'lang/' --filter 'interp/' \
	    --html-details build/coverage/report/index.html --txt --print-summary

.PHONY: bench
bench: ## time start-up, review and JSON reading against the bars of the design
	@.ci/install-deps
	$(SUBMAKE) tests
	@BUILD=$(BUILD) tests/bench/run

# --- what people use

.PHONY: demo
demo: deps ## review a batch of 2023-1 and explain one application that fails
	$(SUBMAKE) all
	@BUILD=$(BUILD) policies/demo

.PHONY: deps
deps: ## install the packages that building and testing need, where they are missing
	@.ci/install-deps

.PHONY: format
format: ## lay out the C sources by .clang-format
	@.ci/install-deps format
	git ls-files -z '*.c' '*.h' | xargs -0 $(CLANG_FORMAT) -i

.PHONY: man
man: $(MAN_PAGES) ## the manual pages, in build/man

# scdoc reads its text in the locale's encoding, and dates a page by SOURCE_DATE_EPOCH: the day of the last commit.
$(BUILD)/man/man1/zhinan.1: PAGE_LANG := en
$(BUILD)/man/man1/zhinan.1: interp/cli/zhinan.1.scd
$(BUILD)/man/zh_CN/man1/zhinan.1: PAGE_LANG := zh
$(BUILD)/man/zh_CN/man1/zhinan.1: interp/cli/zhinan.zh.1.scd
$(MAN_PAGES): interp/cli/man.sh $(BUILD)/zhinan
	@mkdir -p $(@D)
	$(call say,MAN,$@)
	$(Q)sh $< $(BUILD)/zhinan $(PAGE_LANG) < $(filter %.scd,$^) > $@.scd
	$(Q)LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 0)} \
	    scdoc < $@.scd > $@
	@rm -f $@.scd

.PHONY: install uninstall
install: all man ## install under $(DESTDIR)$(PREFIX)
	install -D -m 755 $(BUILD)/zhinan $(DESTDIR)$(PREFIX)/bin/zhinan
	install -D -m 644 $(BUILD)/man/man1/zhinan.1 $(DESTDIR)$(PREFIX)/share/man/man1/zhinan.1
	install -D -m 644 $(BUILD)/man/zh_CN/man1/zhinan.1 $(DESTDIR)$(PREFIX)/share/man/zh_CN/man1/zhinan.1

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/zhinan $(DESTDIR)$(PREFIX)/share/man/man1/zhinan.1 \
	    $(DESTDIR)$(PREFIX)/share/man/zh_CN/man1/zhinan.1

.PHONY: clean
clean: ## remove everything made
	rm -rf $(BUILD)

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | sort | awk -F'\t' '{ printf "make %-12s %s\n", $$1, $$2 }'
