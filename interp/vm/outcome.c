/* The tables of outcome.def: ids for machines, words for people. */
#include "interp/vm/outcome.h"

#include <assert.h>

struct name {
    const char *id;
    const char *words[LANGUAGES];
};

static const struct name outcomes[] = {
#define OUTCOME(name, id, zh, en) {id, {zh, en}},
#include "interp/vm/outcome.def"
#undef OUTCOME
};
static const struct name effects[] = {
#define EFFECT(name, id, zh, en) {id, {zh, en}},
#include "interp/vm/outcome.def"
#undef EFFECT
};
static const struct name verdicts[] = {
#define VERDICT(name, id, zh, en) {id, {zh, en}},
#include "interp/vm/outcome.def"
#undef VERDICT
};

static const struct name *name_of(const struct name *names, unsigned count, unsigned index) {
    assert(index < count);
    return &names[index];
}
#define NAME(names, index) name_of((names), sizeof(names) / sizeof *(names), (unsigned)(index))

const char *outcome_id(enum outcome outcome) { return NAME(outcomes, outcome)->id; }
const char *outcome_words(enum outcome outcome, enum language language) {
    return NAME(outcomes, outcome)->words[language];
}
const char *effect_id(enum effect effect) { return NAME(effects, effect)->id; }
const char *effect_words(enum effect effect, enum language language) { return NAME(effects, effect)->words[language]; }
const char *verdict_id(enum verdict verdict) { return NAME(verdicts, verdict)->id; }
const char *verdict_words(enum verdict verdict, enum language language) {
    return NAME(verdicts, verdict)->words[language];
}
