/* A decided rule as a row of the report: its words, and by replay why it came out as it did. */
#ifndef ZN_EXPLAIN_EXPLAIN_H
#define ZN_EXPLAIN_EXPLAIN_H

#include "interp/explain/report.h"
#include "interp/vm/decide.h"

/* The words are in vm->language; `out` stands in vm->arena, vm->trace is used and left empty. With REPORT_NONE only id, outcome and effect are set. */
void explain_rule(struct vm *vm, uint32_t rule, uint32_t direction, const struct decision *decision,
                  enum report_explain explain, struct report_rule *out);
/* The one row that stands for the rules of all themes where the application does not say which is its own. `effect`: the
 * worst that they may have. */
void explain_open_theme(struct vm *vm, uint32_t direction, enum effect effect, struct report_rule *out);
/* What the direction, and the application's theme (or IMAGE_NONE), plan to support, as rows of the report: stated, not
 * evaluated. */
void explain_quotas(struct vm *vm, uint32_t direction, uint32_t theme, struct report_application *report,
                    struct arena *arena);

#endif
