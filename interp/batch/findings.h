/* What persons found: their answers to judgements, and the exceptions they granted or refused.
 *
 * A file of findings is CSV with a header or a JSON array of objects, with the columns of findings.def by either name, in
 * any order; told apart by the first character. `application`, `rule` and `answer` must be filled in. The rule is an id as
 * results print it ("bilateral", "双方分别申报#2"); the answer is yes, no, 是 or 否 (in JSON also true, false). The same
 * answer twice is one; two that contradict each other are an error.
 * Lifetime: the arena's, program. */
#ifndef ZN_BATCH_FINDINGS_H
#define ZN_BATCH_FINDINGS_H

#include "lang/base/io.h"
#include "lang/base/language.h"
#include "lang/base/vec.h"

enum findings_code {
#define FINDING(name, zh, en) FINDINGS_##name,
#include "interp/batch/findings.def"
#undef FINDING
    FINDINGS_CODE_COUNT
};

struct findings_problem {
    enum findings_code code;
    bool warning;
    uint32_t line, column; /* in characters, from 1 */
    struct text args[3];
};
struct findings_problems {
    VEC(struct findings_problem) list; /* at most LIMIT_DIAGNOSTICS */
    size_t errors;                     /* all, kept or not */
};
struct text findings_message(struct arena *arena, const struct findings_problem *problem, enum language language);

struct finding {
    struct text application, rule;
    bool yes;
    struct text by, on, note; /* empty where not stated */
    uint32_t line;            /* of the file */
};

struct findings;

/* Reads a file; `out` is what could be read, also where there are problems. */
enum io_status findings_read(struct arena *arena, const char *path, struct findings **out,
                             struct findings_problems *problems, struct text *reason);
/* The same from bytes, which must outlive the findings. */
struct findings *findings_parse(struct arena *arena, struct text bytes, struct findings_problems *problems);

/* The finding on a rule, whose id may stand there in either language; NULL where there is none. */
const struct finding *findings_get(const struct findings *findings, struct text application, struct text rule_en,
                                   struct text rule_zh);
/* All of them, in the order of the file. */
size_t findings_count(const struct findings *findings);
const struct finding *findings_at(const struct findings *findings, size_t index);
/* Only who knows the rules knows which two ids mean the same one: adds a problem for each application whose findings under
 * the two ids contradict each other. */
void findings_reconcile(const struct findings *findings, struct arena *arena, struct text rule_en, struct text rule_zh,
                        struct findings_problems *problems);

#endif
