/* Outcomes, effects and verdicts, and the words for them. */
#ifndef ZN_VM_OUTCOME_H
#define ZN_VM_OUTCOME_H

#include "lang/base/language.h"

enum outcome {
#define OUTCOME(name, id, zh, en) OUTCOME_##name,
#include "interp/vm/outcome.def"
#undef OUTCOME
    OUTCOME_COUNT
};
enum effect {
#define EFFECT(name, id, zh, en) EFFECT_##name,
#include "interp/vm/outcome.def"
#undef EFFECT
    EFFECT_COUNT
};
enum verdict {
#define VERDICT(name, id, zh, en) VERDICT_##name,
#include "interp/vm/outcome.def"
#undef VERDICT
    VERDICT_COUNT
};

const char *outcome_id(enum outcome outcome);
const char *outcome_words(enum outcome outcome, enum language language);
const char *effect_id(enum effect effect);
const char *effect_words(enum effect effect, enum language language);
const char *verdict_id(enum verdict verdict);
const char *verdict_words(enum verdict verdict, enum language language);

#endif
