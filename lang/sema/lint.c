/* Warnings about a program that has no errors: each file lint_*.c looks for one kind of thing. */
#include "lang/sema/lint.h"

struct text lint_name(const struct lint *l, const struct names *names) {
    if (names->zh.len == 0) return names->en;
    return names->en.len == 0 ? names->zh : diag_both(l->arena, names->zh, names->en);
}

/* A second's work or so. */
#define EFFORT 100000000u

bool lint_spend(const struct lint *l) {
    if (*l->effort >= EFFORT) return false;
    ++*l->effort;
    return true;
}

void sema_lint(struct program *program) {
    size_t effort = 0;
    struct lint l = {.program = program, .arena = program->arena, .sink = program->sink, .effort = &effort};
    lint_clauses(&l);
    lint_conditions(&l);
    lint_displaced(&l);
    lint_unused(&l);
    lint_readings(&l);
}
