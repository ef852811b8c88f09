# IPC Lab Kit: everything you type begins here.  Type `make` for the list.
#
#   verbs   what people type: check run show hint demo grade test ...
#   kit     libraries and programs under build/, from every .c file in a folder
#
# Exit status: 0 fine, 1 something is not right yet, 2 could not do the work.
# By itself make would turn every failure into "make: *** ... Error" and 2.
# In question mode (-q) a recipe line that starts with + is run all the same,
# and when it ends with status 1, make says nothing and ends with 1 too.  So
# every recipe line below starts with $(Q), which is @+, and a line that must
# not fail adds `|| exit 2`.  `make -n` still only prints.

short_flags := $(filter-out -%,$(firstword $(MAKEFLAGS)))
Q := @
ifeq ($(findstring n,$(short_flags)),)
MAKEFLAGS += -q
Q := @+
endif
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# --- What the user gave ------------------------------------------------------

BUILD ?= build
ifneq ($(words $(BUILD)) $(words $(filter build build/%,\
    $(subst ..,/ build/,$(BUILD)))),1 1)
$(error BUILD=$(BUILD): must be "build" or a folder below it)
endif

# $(call raw,NAME) is NAME's text as it was typed, quoted for the shell.
raw = '$(subst ','\'',$(value $(1)))'

labs := $(sort $(patsubst labs/%/lab.ini,%,$(wildcard labs/*/lab.ini)))

# LAB=1, LAB=01 and LAB=01-pipes all give 01-pipes, and so does EX=1.3.
asked := $(subst %,?,$(or $(strip $(LAB)),$(firstword $(subst ., ,$(EX)))))
ifneq ($(asked),)
lab := $(filter $(asked) $(asked)-% 0$(asked)-%,$(labs))
ifneq ($(words $(asked)) $(words $(lab)),1 1)
$(error $(if $(LAB),LAB=$(LAB),EX=$(EX)): no such lab; there is: $(labs))
endif
endif
ifneq ($(strip $(EX)),)
exercises := $(shell sed -n 's/^\[\([0-9][0-9a-z.]*\)\].*/\1/p' \
    labs/$(lab)/lab.ini)
ifneq ($(words $(EX)) $(words $(filter $(subst %,?,$(EX)),$(exercises))),1 1)
$(error EX=$(EX): no such exercise; lab $(lab) has: $(exercises))
endif
endif
ifneq ($(value SEED),)
ifneq ($(shell printf %s $(call raw,SEED) | tr -d 0-9),)
$(error SEED=$(value SEED): must be a whole number)
endif
endif
ifneq ($(filter labs labs-check,$(MAKECMDGOALS)),)
$(if $(wildcard solutions/*/*),,$(error this package holds no solutions/))
endif
# A lab's own Makefile says SRC=labs/01-pipes: that is no other place.
ifeq ($(value SRC),labs/$(lab))
override SRC :=
endif
scenes := $(sort $(basename $(notdir $(wildcard visualizer/demos/*.sh))))
scene := $(firstword $(if $(DEMO),$(foreach word,$(subst %,?,$(DEMO)),\
    $(filter $(word) %-$(word),$(scenes))),$(scenes)))
ifneq ($(DEMO)$(filter demo,$(MAKECMDGOALS)),)
ifeq ($(scene),)
$(error DEMO=$(DEMO): no such scene; there is: $(scenes))
endif
endif

# make check ex=1.3 would check everything, without a word.
$(foreach name,lab ex src seed args file demo,$(if $(filter command line,\
    $(origin $(name))),$(error $(name)=: names are in capitals, as in EX=1.3)))

# $(call unless,test,NAME,why) stops when what NAME says fails a shell test.
unless = $(if $(value $(2)),$(if $(shell test $(1) $(call raw,$(2)) \
    || echo no),$(error $(2)=$(value $(2)): $(3))))
$(call unless,-d,SRC,no such folder)
$(call unless,-d,SUBMISSIONS,no such folder)
$(call unless,-r,FILE,no such file)

# $(call require,goals,NAME,example) stops when a goal lacks a variable.
require = $(if $(filter $(1),$(MAKECMDGOALS)),$(if $(value $(2)),,$(error \
    $(2:lab=LAB) is missing; for example: $(3))))
$(call require,run,lab,make run LAB=01 ARGS="1.1 hello")
$(call require,show,lab,make show LAB=01 ARGS="1.1 hello")
$(call require,predict,lab,make predict LAB=01)
# What one of the lab's own predictions runs is an example that goes; none with a
# dollar, which the reader's shell would expand.
args = $(if $(lab),$(shell sed -n '/[$$]/d; s/^predict.run = //p' \
    labs/$(lab)/lab.ini | head -n 1))
$(call require,run,ARGS,make run LAB=$(lab) ARGS="$(args)")
$(call require,show,ARGS,make show LAB=$(lab) ARGS="$(args)")
$(call require,hint,EX,make hint EX=1.3)
$(call require,watch reset,lab,make $(filter watch reset,$(MAKECMDGOALS)) LAB=01)
$(if $(EX),,$(call require,explore,PROG,make explore PROG=program.c))
$(call require,replay,FILE,make replay FILE=record.jsonl)
$(call require,grade,SUBMISSIONS,make grade SUBMISSIONS=folder OUT=folder)
$(call require,grade,OUT,make grade SUBMISSIONS=folder OUT=folder)
$(if $(value SRC)$(value REPORT),\
    $(call require,check,lab,make check LAB=01 SRC=folder))

# --- The kit: flags, libraries, programs -------------------------------------

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
# gnu11 and _GNU_SOURCE: strict c11 hides pipe2 and makes signal() one-shot.
LANGUAGE := -std=gnu11 -D_GNU_SOURCE
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) \
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
KIT_FLAGS = $(LANGUAGE) -g -O2 -pthread $(WARNINGS) -Werror $(SANITIZERS) \
    -Ivisualizer -Igrader -MMD -MP $(CPPFLAGS) $(CFLAGS)
STUDENT_FLAGS := $(LANGUAGE) -g -O1 -fno-omit-frame-pointer -pthread $(WARNINGS)
STUDENT_COMPILER := $(if $(findstring clang,$(CC)),clang,gcc)
# Without a table of addresses, which gcc makes anyway, libdw finds no lines.
STUDENT_FLAGS += $(if $(findstring clang,$(CC)),-gdwarf-aranges)

# For the explorer (grader/explore): each access as it is written, none moved or
# merged, announced by the compiler's hooks, of which clang leaves out some reads
# unless told; linked to a runtime of our own, so without -fsanitize.
taken := memcpy memmove memset strcpy strlen strcmp memcmp
empty :=
comma := ,
EXPLORE_CLANG := -mllvm -tsan-instrument-read-before-write -gdwarf-aranges
EXPLORE_FLAGS := $(LANGUAGE) -g -O0 -pthread -fno-pie -fno-inline \
    -fno-omit-frame-pointer -fsanitize=thread $(taken:%=-fno-builtin-%) \
    $(if $(findstring clang,$(CC)),$(EXPLORE_CLANG))
# Each run is a copy of the program's mappings and of the pages that it writes:
# few segments, and no page that the dynamic linker writes later.
EXPLORE_LINK := -no-pie -pthread -Wl,-z,now,-z,noseparate-code,-z,norelro \
    $(subst $(empty) $(empty),,-Wl $(patsubst %,$(comma)--wrap=%,$(taken) work))

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard $(1)))

observe := $(BUILD)/libobserve.a
harness := $(BUILD)/libharness.a
explore := $(BUILD)/libexplore.a
report := $(BUILD)/libreport.a
observe_libs := -lseccomp -ldw -lelf -lcjson
report_libs := -lcjson -linih

$(observe): $(call objects,visualizer/observe/*.c)
$(harness): $(call objects,grader/harness/*.c)
$(explore): $(call objects,grader/explore/*.c)
# Linked to the program that is explored, whose memory a sanitizer would hide.
runtime := $(BUILD)/libruntime.a
$(runtime): SANITIZERS :=
# It walks the frames up to the program's.
$(BUILD)/obj/grader/explore/runtime/%.o: override CPPFLAGS += \
    -fno-omit-frame-pointer
$(runtime): $(call objects,grader/explore/runtime/*.c)
$(report): $(call objects,grader/report/*.c)

# $(call program,name,sources,our libraries,other libraries)
programs :=
define program
ifneq ($(wildcard $(2)),)
programs += $(BUILD)/$(1)
$(BUILD)/$(1): private LDLIBS := $(4)
$(BUILD)/$(1): $(call objects,$(2)) $(3)
endif
endef
tested := $(harness) $(explore) $(observe)
$(eval $(call program,ipcviz,visualizer/tui/*.c visualizer/export/*.c,\
    $(observe),$(observe_libs) -lncursesw -ltinfo -lm))
$(eval $(call program,ipccheck,grader/check/*.c,\
    $(report) $(harness) $(observe),$(observe_libs) $(report_libs)))
$(eval $(call program,ipcgrade,grader/batch/*.c,\
    $(report) $(harness),$(report_libs) -lsqlite3))
$(eval $(call program,ipcexplore,grader/explore/tool/*.c,\
    $(explore) $(observe),$(observe_libs)))
$(BUILD)/ipcexplore: | $(runtime)
$(eval $(call program,test-explore,grader/explore/tests/*.c,\
    $(explore) $(observe),$(observe_libs) -lcriterion))
$(BUILD)/test-explore: | $(runtime)
$(eval $(call program,test-observe,visualizer/observe/tests/*.c,\
    $(observe),$(observe_libs) -lcriterion))
$(eval $(call program,observe-scenes,visualizer/observe/tests/scenes/*.c,,))
$(BUILD)/test-observe: | $(BUILD)/observe-scenes
# What is watched is plain: a sanitizer's own handlers would be watched too.
$(BUILD)/observe-scenes: SANITIZERS :=
# Only built with a sanitizer of that name: make fuzz.
ifneq ($(findstring fuzzer,$(SANITIZE)),)
$(eval $(call program,fuzz-record,visualizer/observe/tests/fuzz/record.c,\
    $(observe),$(observe_libs) -fsanitize=fuzzer))
endif
# bench-frames draws with the visualizer's own hands.
frames_with := $(filter-out %/main.c,$(wildcard visualizer/tui/*.c))
frames_libs := -lncursesw -ltinfo -lm
$(foreach bench,$(basename $(notdir $(wildcard visualizer/bench/*.c))),\
    $(eval $(call program,bench-$(bench),visualizer/bench/$(bench).c \
    $($(bench)_with),$(observe),$(observe_libs) $($(bench)_libs))))
# What measures a solution's own code.
rings_with := solutions/04-shared-memory/ring.c
fairness_with := solutions/07-signals/scheduler.c
# bench-schedules is the explorer without its words.
schedules_kit := $(explore) $(observe)
schedules_libs := $(observe_libs)
$(foreach bench,$(basename $(notdir $(wildcard grader/bench/*.c))),\
    $(eval $(call program,bench-$(bench),grader/bench/$(bench).c \
    $($(bench)_with),$($(bench)_kit),$($(bench)_libs))))
$(BUILD)/bench-schedules: | $(runtime)
$(eval $(call program,test-harness,grader/harness/tests/*.c,\
    $(harness) $(observe),$(observe_libs) -lcriterion))
$(eval $(call program,test-report,grader/report/tests/*.c,\
    $(report),$(report_libs) -lcriterion))
# A suite may have several files: 02-fifos.c, 02-fifos-service.c.
suite_libs := $(if $(SANITIZE),-lcriterion,`grader/setup/criterion.sh`)
$(foreach suite,$(labs),\
    $(eval $(call program,suite-$(suite),grader/tests/$(suite)*.c \
    grader/tests/criterion.c,$(tested),$(observe_libs) $(suite_libs))))
suites := $(filter $(BUILD)/suite-%,$(programs))
# What a lab's students break is the starter, also when they have mended theirs.
given := $(BUILD)/given-06-race-conditions
$(given): $(patsubst solutions/%,$(BUILD)/labs/%,\
    $(wildcard solutions/06-race-conditions/*.[ch])) $(BUILD)/ipcexplore $(runtime)
	$(Q)$(BUILD)/ipcexplore --build $@ -- $(filter %.c,$^) || exit 2
$(BUILD)/suite-06-race-conditions: | $(given)
unit_tests := $(filter $(BUILD)/test-%,$(programs))
kit_objects := $(filter-out $(BUILD)/obj/visualizer/demos/%,$(call objects,\
    visualizer/*/*.c visualizer/*/tests/*.c visualizer/*/tests/*/*.c \
    grader/*/*.c grader/*/tests/*.c grader/explore/runtime/*.c \
    grader/explore/tool/*.c))

# ipccheck compiles students' files with these, from wherever it is started;
# ipcexplore's own flags come with it.
$(BUILD)/obj/grader/check/%.o $(BUILD)/obj/grader/explore/%.o: override CPPFLAGS += \
    -DSTUDENT_COMPILER='"$(STUDENT_COMPILER)"' \
    -DSTUDENT_FLAGS='"$(STUDENT_FLAGS)"' \
    -DEXPLORE_FLAGS='"$(EXPLORE_FLAGS)"' -DEXPLORE_LINK='"$(EXPLORE_LINK)"' \
    -DEXPLORE_CLANG='"$(EXPLORE_CLANG)"'

$(BUILD)/obj/%.o: %.c Makefile | build/stamp/check
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(KIT_FLAGS) -c -o $@ $< || exit 2

$(BUILD)/lib%.a: | build/stamp/check
	$(Q)mkdir -p $(@D) && rm -f $@ && $(AR) rcs $@ $^ || exit 2

$(programs): | build/stamp/check
	$(Q)$(CC) $(KIT_FLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) || exit 2

# The student's program, for run and show: labs/01-pipes/*.c -> .../pipes.
# With SRC, the files found there take the place of the lab's own.
ifneq ($(lab),)
name := $(subst $(firstword $(subst -, ,$(lab)))-,,$(lab))
student := $(BUILD)/run/$(lab)/$(if $(value SRC),src/)$(name)
$(student): $(wildcard labs/$(lab)/*.[ch]) $(if $(value SRC),always) \
    | build/stamp/check
	$(Q)mkdir -p $(@D); src=$(if $(value SRC),$(call raw,SRC),labs/$(lab)); \
	set -- "$$src"/*.c; for file in labs/$(lab)/*.c; do \
	    [ -e "$$src/$${file##*/}" ] || set -- "$$@" "$$file"; \
	done; $(CC) $(STUDENT_FLAGS) -I"$$src" -Ilabs/$(lab) -o $@ "$$@" || exit 1
endif

# --- Packages ----------------------------------------------------------------

# The stamps stand under build/ whatever BUILD is: they are about the machine.
build/stamp/%: packages.txt
	$(Q)grader/setup/install.sh $* && mkdir -p $(@D) && touch $@ || exit 2

install-packages:
	$(Q)grader/setup/install.sh check test bench lint cross || exit 2

# --- Verbs -------------------------------------------------------------------

# What a verb starts is alone: no jobserver pipe, no make variables.
comma := ,
alone = unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES; \
    $(foreach fd,$(subst $(comma), ,$(patsubst --jobserver-auth=%,%,\
    $(filter --jobserver-auth=%,$(MAKEFLAGS)))),exec $(fd)<&-; )
# ARGS is what you would type behind the program's name, quotes and all.
export KIT_ARGS = $(value ARGS)
export BUILD CC SANITIZE

check: $(BUILD)/ipccheck $(filter $(BUILD)/suite-$(or $(lab),%),$(suites))
	$(Q)$(alone) $(BUILD)/ipccheck $(if $(lab),--lab $(lab)) \
	    $(if $(EX),--ex $(EX)) $(if $(value SEED),--seed $(SEED)) \
	    $(if $(value SRC),--src $(call raw,SRC)) \
	    $(if $(value REPORT),--report $(call raw,REPORT))

# Until Ctrl-C, which ends it with the status of the last check.
watch: $(BUILD)/ipccheck $(BUILD)/suite-$(lab)
	$(Q)$(alone) $(BUILD)/ipccheck --watch --lab $(lab) \
	    $(if $(EX),--ex $(EX)) $(if $(value SEED),--seed $(SEED)) \
	    $(if $(value SRC),--src $(call raw,SRC))

hint: $(BUILD)/ipccheck
	$(Q)$(alone) $(BUILD)/ipccheck --hint $(EX)

# Asks first; so it has the terminal to itself.
predict: $(BUILD)/ipccheck $(BUILD)/ipcviz $(student)
	$(Q)$(alone) $(BUILD)/ipccheck --lab $(lab) $(if $(EX),--ex $(EX)) \
	    --predict $(student)

run: $(student)
	$(Q)$(alone) eval "$(student) $$KIT_ARGS"; status=$$?; \
	[ $$status -eq 0 ] || { echo "($(name) ended with status $$status)" >&2; \
	    exit 1; }

show: $(BUILD)/ipcviz $(student)
	$(Q)$(alone) eval "$(BUILD)/ipcviz -- $(student) $$KIT_ARGS"

replay: $(BUILD)/ipcviz
	$(Q)$(alone) $(BUILD)/ipcviz --replay $(call raw,FILE)

# A program of several processes under all its schedules: grader/explore. With EX
# it is the lab's, as it is now or, with GIVEN=1, as it was in the beginning; and
# the order is the one that the student wrote down, if none is asked for.
explored := $(if $(value PROG),,$(if $(value GIVEN),$(BUILD)/)labs/$(lab))
order = $(shell sed -n 's|^// schedule: *||p' \
    `grep -ls '^// schedule:' labs/$(lab)/*.c | xargs grep -l 'TODO($(EX)a)'`)
explore: $(BUILD)/ipcexplore \
    $(if $(value GIVEN),$(patsubst solutions/%,$(BUILD)/labs/%,\
    $(wildcard solutions/$(lab)/*)))
	$(Q)$(alone) $(BUILD)/ipcexplore \
	    $(if $(value BOUND),--bound $(call raw,BOUND)) \
	    $(if $(value CHANCE),--chance $(call raw,CHANCE)) \
	    $(if $(value SEED),--seed $(SEED)) \
	    $(if $(value SCHEDULE),--schedule $(call raw,SCHEDULE),$(if \
	    $(explored),$(if $(value BOUND)$(value CHANCE),,--schedule '$(subst ','\'',$(order))'))) \
	    $(if $(value RECORD),--record $(call raw,RECORD)) \
	    $(if $(explored),--argument $(or $(value ARGS),$(EX))) \
	    -- $(if $(explored),$(explored)/*.c,$(call raw,PROG))

demo_programs := $(patsubst visualizer/demos/%.c,$(BUILD)/demo/%,\
    $(wildcard visualizer/demos/*.c))
$(demo_programs): $(BUILD)/demo/%: visualizer/demos/%.c | build/stamp/check
	$(Q)mkdir -p $(@D) && $(CC) $(STUDENT_FLAGS) -o $@ $< || exit 2
demo: $(BUILD)/ipcviz $(BUILD)/ipcexplore $(demo_programs)
	$(Q)$(alone) visualizer/demos/$(scene).sh
	$(Q)echo "Scenes: make demo DEMO=...   $(scenes)"

grade: $(BUILD)/ipcgrade $(BUILD)/ipccheck $(suites)
	$(Q)$(alone) $(BUILD)/ipcgrade --lab $(or $(lab),$(filter 01-%,$(labs))) \
	    $(if $(value SEED),--seed $(SEED)) -- \
	    $(call raw,SUBMISSIONS) $(call raw,OUT)

# Each test writes a log; only a failing one is shown.  No test is a failure.
selftests := $(sort $(wildcard grader/selftest/*.sh))
test: $(programs) | build/stamp/test
	$(Q)$(alone) mkdir -p $(BUILD)/test; failed=0; ran=0; \
	for t in $(unit_tests) $(selftests); do \
	    log=$(BUILD)/test/$$(basename $$t .sh).log; start=$$(date +%s); \
	    if ./$$t >$$log 2>&1 </dev/null; then word=ok; \
	    else word=FAILED; failed=$$((failed + 1)); fi; ran=$$((ran + 1)); \
	    printf '%-7s %4ds  %s\n' $$word $$(($$(date +%s) - start)) $$t; \
	    [ $$word = ok ] || { echo "--- end of $$log:"; tail -n 40 $$log; }; \
	done; echo "$$((ran - failed)) passed, $$failed failed"; \
	[ $$ran -gt 0 ] || { echo "no test ran" >&2; exit 2; }; [ $$failed -eq 0 ]

# What `make test` does a few times, very often: the same reports under load,
# and nothing left behind by checks that were killed.
ROUNDS ?= 200
TRIES ?= 100
soak: $(programs) | build/stamp/test
	$(Q)$(alone) grader/selftest/steady.sh $(ROUNDS) && \
	    grader/selftest/interrupted.sh $(TRIES)

benches := $(sort $(wildcard visualizer/bench/*.sh grader/bench/*.sh))
bench: export STUDENT_FLAGS := $(STUDENT_FLAGS)
bench: $(programs) | build/stamp/check build/stamp/bench
	$(if $(benches),,$(error no measurements in this copy of the kit))
	$(Q)$(alone) worst=0; for b in $(benches); do \
	    ./$$b || worst=$$?; done; exit $$worst

# --- Verbs of the maintainer -------------------------------------------------

# labs/ is printed from solutions/.  Nothing a student wrote is lost: a file
# with changes that are in no commit stops it, unless FORCE=1.
starters := $(wildcard solutions/*/*)
starter_copies := $(patsubst solutions/%,$(BUILD)/labs/%,$(starters))
$(BUILD)/labs/%: solutions/% grader/release/starter.awk
	$(Q)mkdir -p $(@D) && awk -f grader/release/starter.awk $< >$@ || exit 2

labs: $(starter_copies)
	$(Q)for new in $^; do \
	    old=$${new#$(BUILD)/}; cmp -s $$new $$old && continue; \
	    if [ -e $$old ] && [ -z "$(FORCE)" ] && ! { \
	        git ls-files --error-unmatch -- $$old && \
	        git diff --quiet HEAD -- $$old; } >/dev/null 2>&1; then \
	        echo "$$old has changes that are in no commit, so it stays" \
	            "(make labs FORCE=1 writes over it)" >&2; exit 2; \
	    fi; mkdir -p $${old%/*} && cp $$new $$old && echo "wrote $$old" \
	        || exit 2; \
	done

reset: $(filter $(BUILD)/labs/$(lab)/%,$(starter_copies))
	$(Q)$(alone) grader/setup/reset.sh $(lab) $^ || exit 2

labs-check: $(starter_copies)
	$(Q)for new in $^; do \
	    diff -u --label $${new#$(BUILD)/} --label "what make labs gives" \
	        $${new#$(BUILD)/} $$new || exit 1; done

# labs/ is checked but not written: it follows solutions/ through `make labs`.
c_files = find $(1) -name corpus -prune -o -name '*.[ch]' -print
# Programs that do wrong on purpose are not linted.
lint_files = $(call c_files,solutions visualizer grader) | grep '\.c$$' | \
    grep -v -e /scenes/
format: | build/stamp/lint
	$(Q)$(call c_files,solutions visualizer grader) | \
	    xargs clang-format -i || exit 2

format-check: | build/stamp/lint
	$(Q)$(call c_files,labs solutions visualizer grader) | \
	    xargs clang-format --dry-run -Werror || exit 1

# cppcheck cannot read Criterion's macros; clang-tidy can. ctuuninitvar takes a buffer that is passed to be filled for one that is read.
lint: | build/stamp/check build/stamp/lint
	$(Q)cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
	    --enable=warning,performance,portability --suppress=ctuuninitvar \
	    -D_GNU_SOURCE -D__linux__ -D__x86_64__ '-DTestSuite(...)=' \
	    -Ivisualizer -Igrader \
	    $$($(lint_files) | grep -v /tests/)
	$(Q)$(lint_files) | xargs -n 4 -P 2 sh -c 'clang-tidy --quiet "$$@" -- $(LANGUAGE) \
	    -DSTUDENT_COMPILER=\"\" -DSTUDENT_FLAGS=\"\" \
	    -DEXPLORE_FLAGS=\"\" -DEXPLORE_LINK=\"\" -DEXPLORE_CLANG=\"\" -Ivisualizer -Igrader 2>/dev/null || exit 1' \
	    clang-tidy || exit 1

asan: export LSAN_OPTIONS := \
    suppressions=$(CURDIR)/grader/setup/lsan.supp:print_suppressions=0
asan:
	$(Q)$(MAKE) BUILD=build/asan SANITIZE=address,undefined test

# Files that claim to be records, for SECONDS seconds.
SECONDS ?= 600
fuzz: $(programs) | build/stamp/check build/stamp/fuzz
	$(Q)$(MAKE) CC=clang BUILD=build/fuzz \
	    SANITIZE=address,undefined,fuzzer-no-link build/fuzz/fuzz-record
	$(Q)visualizer/observe/tests/fuzz/run.sh $(SECONDS)

# Every object for arm64, not linked.  The libraries' headers are the same.
cross: | build/stamp/check build/stamp/cross
	$(Q)$(MAKE) CC=aarch64-linux-gnu-gcc BUILD=build/arm64 \
	    CPPFLAGS=-idirafter/usr/include objects

objects: $(kit_objects) $(call objects,solutions/*/*.c)

all: $(programs)

doctor:
	$(Q)grader/setup/doctor.sh

clean:
	$(Q)rm -rf $(BUILD)

help:
	$(Q)sed -n 's/^#| \{0,1\}//p' Makefile
	$(Q)if [ -x $(BUILD)/ipccheck ]; then $(BUILD)/ipccheck --progress; else \
	    for lab in $(labs); do echo "  $$lab: not checked yet"; done; fi

#| IPC Lab Kit: build interprocess communication, and watch it happen.
#|
#|  New here       make check                     every lab, what to do first
#|                 make doctor                    is anything in the way here?
#|  Student        make check LAB=01              points, and why it failed
#|                 make check EX=1.3              one exercise
#|                 make watch LAB=01              check again at every save
#|                 make hint  EX=1.3              the next hint
#|                 make reset LAB=01              begin again; yours is kept
#|                 make predict LAB=01            guess first, then see it run
#|                 make run   LAB=01 ARGS="..."   run your program
#|                 make show  LAB=01 ARGS="..."   watch it in the visualizer
#|                 make replay FILE=...           step through a recorded run
#|                 make explore PROG=file.c       all orders of its steps
#|                 make explore EX=6.1            the order you wrote down
#|  Presenter      make demo                      a scene for the classroom
#|                 make demo DEMO=deadlock        that scene
#|  Instructor     make grade SUBMISSIONS=dir OUT=dir [LAB=01]
#|  Maintainer     make test | asan | soak | fuzz the kit's own tests
#|                 make bench                     measurements
#|                 make labs | labs-check         labs/ from solutions/
#|                 make format | lint | cross | clean | install-packages
#|
#|  Also for check and run: SRC=dir (files from elsewhere); for check:
#|  SEED=n (the same random input again), REPORT=file.json.
#|  Exit status: 0 all right, 1 something is not right yet, 2 could not do it.
#|

always:
.PHONY: always all help check watch reset hint predict run show replay explore demo grade test soak \
    bench \
    labs labs-check format format-check lint asan fuzz cross objects doctor \
    clean install-packages
-include $(kit_objects:.o=.d) $(patsubst %.o,%.d,$(call \
    objects,solutions/*/*.c))
