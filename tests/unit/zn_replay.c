/* Runs every chunk of a policy that takes no argument on every application, plain and with a recorder, and compares what
 * they give (tests/tap/properties.t): zn-replay POLICY.znc APPLICATIONS…
 * Prints `N values, M differ`, each difference before it; the status is 0 where none does. */
#include <stdio.h>

#include "interp/api/policy.h"
#include "interp/batch/stream.h"
#include "interp/vm/vm.h"
#include "lang/base/limits.h"
#include "lang/code/show.h"

static size_t told;

static void on_node(void *context, uint32_t chunk, const struct image_node *node, const struct value *registers) {
    (void)context, (void)chunk, (void)node, (void)registers;
    told++;
}
static void on_enter(void *context, uint32_t chunk) { (void)context, (void)chunk; }
static void on_leave(void *context) { (void)context; }

static struct text shown(const struct vm *vm, uint32_t chunk, struct value v) {
    struct buffer b;
    buffer_init(&b, vm->arena);
    if (v.state == STATE_KNOWN)
        show_value(&b, vm->image, type_unpack(vm->image->chunks[chunk].result), v, LANGUAGE_ZH, true);
    else
        buffer_printf(&b, "state %u, reason %u", (unsigned)v.state, (unsigned)v.reason);
    return buffer_done(&b);
}

/* The recording run comes first, so that no field that was worked out before helps the plain one. */
static size_t compare(struct vm *vm, struct text file, size_t ordinal, size_t *values) {
    const struct vm_recorder recorder = {NULL, on_node, on_enter, on_leave};
    size_t different = 0;
    for (uint32_t chunk = 0; chunk < IMAGE_COUNT(vm->image, chunk); chunk++) {
        if (vm->image->chunks[chunk].params > 0) continue;
        vm->recorder = &recorder;
        struct text recorded = shown(vm, chunk, vm_run(vm, chunk, NULL));
        vm->recorder = NULL;
        struct text plain = shown(vm, chunk, vm_run(vm, chunk, NULL)),
                    again = shown(vm, chunk, vm_run(vm, chunk, NULL));
        ++*values;
        if (text_equal(recorded, plain) && text_equal(plain, again)) continue;
        different++;
        printf("%.*s, application %zu, chunk %u: %.*s, recording %.*s, again %.*s\n", TEXT_ARG(file), ordinal, chunk,
               TEXT_ARG(plain), TEXT_ARG(recorded), TEXT_ARG(again));
    }
    return different;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    struct arena *arena = arena_new(NULL), *scratch = arena_new(NULL);
    struct diag_sink sink = {0};
    struct policy policy;
    struct policy_problem problem;
    if (policy_load(arena, argv[1], NULL, &sink, &policy, &problem) != POLICY_OK) return 2;
    struct vm vm;
    vm_init(&vm, policy.image, NULL, arena);
    vm.arena = scratch;
    vm.language = LANGUAGE_ZH;
    struct stream *stream = stream_new(arena, (const char *const *)argv + 2, (size_t)argc - 2);
    struct stream_item item;
    size_t values = 0, different = 0;
    while (stream_next(stream, &item) == STREAM_ITEM) {
        if (item.broken) continue;
        struct problems problems = {0};
        struct input_options options = {0};
        size_t end;
        bool syntax = false;
        arena_reset(scratch);
        struct record *record =
            input_read(policy.plan, scratch, item.bytes, item.from, &options, &problems, &end, &syntax);
        if (record != NULL) {
            vm.application = record;
            vm.globals = vm_globals(&vm, scratch);
            vm.globals->slots[IMAGE_GLOBAL_AS_OF] = (struct value){.i = 19000, .state = STATE_KNOWN};
            different += compare(&vm, item.file, item.ordinal, &values);
        }
        stream_consumed(stream, end, syntax);
    }
    printf("%zu values, %zu differ\n", values, different);
    stream_free(stream);
    policy_free(&policy);
    arena_free(scratch);
    arena_free(arena);
    return different > 0 || values == 0 || told == 0;
}
