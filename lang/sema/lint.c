/* Warnings about a program that has no errors: each file lint_*.c looks for one kind of thing. */
#include "lang/sema/lint.h"

struct text lint_name(const struct lint *l, const struct names *names) {
    if (names->zh.len == 0) return names->en;
    return names->en.len == 0 ? names->zh : diag_both(l->arena, names->zh, names->en);
}

void sema_lint(struct program *program) {
    struct lint l = {.program = program, .arena = program->arena, .sink = program->sink};
    lint_clauses(&l);
    lint_conditions(&l);
    lint_displaced(&l);
    lint_unused(&l);
    lint_readings(&l);
}
