/* Problems: kept with copies of what they quote, since the input may be gone when they are shown. */
#include <assert.h>

#include "interp/input/input.h"
#include "lang/base/message.h"

static const char *const words[PROBLEM_COUNT][LANGUAGES] = {
#define PROBLEM(name, zh, en) {zh, en},
#include "interp/input/problems.def"
#undef PROBLEM
};

struct problem *problem_add(struct arena *arena, struct problems *problems, enum problem_code code, size_t offset,
                            struct text at, struct text a0, struct text a1, struct text a2) {
    struct problem problem = {
        .code = code,
        .args = {text_copy(arena, a0), text_copy(arena, a1), text_copy(arena, a2)},
        .at = text_copy(arena, at),
        .offset = offset,
    };
    VEC_PUSH(arena, &problems->list, problem);
    problems->errors++;
    return &problems->list.items[problems->list.count - 1];
}

void problem_soften(struct problems *problems, struct problem *problem) {
    assert(!problem->warning && problems->errors > 0);
    problem->warning = true;
    problems->errors--;
}

struct text problem_message(struct arena *arena, const struct problem *problem, enum language language) {
    assert(problem->code < PROBLEM_COUNT);
    struct buffer b;
    buffer_init(&b, arena);
    message_fill(&b, words[problem->code][language], problem->args, sizeof problem->args / sizeof *problem->args);
    return buffer_done(&b);
}
