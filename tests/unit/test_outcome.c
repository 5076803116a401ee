#include "interp/vm/outcome.h"

#include "tests/unit/tap.h"

int main(void) {
    tap_is_text(text_of(outcome_id(OUTCOME_MET)), "met", "the first outcome");
    tap_is_text(text_of(outcome_words(OUTCOME_ERROR, LANGUAGE_ZH)), "无法判定", "the last outcome");
    tap_is_text(text_of(effect_id(EFFECT_INELIGIBLE)), "ineligible", "the first effect");
    tap_is_text(text_of(effect_words(EFFECT_NONE, LANGUAGE_EN)), "none", "the last effect");
    tap_is_text(text_of(verdict_id(VERDICT_UNREADABLE)), "unreadable", "the last verdict");
    tap_is_text(text_of(verdict_words(VERDICT_ELIGIBLE, LANGUAGE_ZH)), "机审通过", "a verdict in Chinese");
    for (enum language language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
        for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
            tap_ok(*outcome_id(i) && *outcome_words(i, language), "%s: %s", outcome_id(i), outcome_words(i, language));
        }
        for (unsigned i = 0; i < EFFECT_COUNT; i++) {
            tap_ok(*effect_id(i) && *effect_words(i, language), "%s: %s", effect_id(i), effect_words(i, language));
        }
        for (unsigned i = 0; i < VERDICT_COUNT; i++) {
            tap_ok(*verdict_id(i) && *verdict_words(i, language), "%s: %s", verdict_id(i), verdict_words(i, language));
        }
    }
    tap_ok(EFFECT_INELIGIBLE < EFFECT_INCOMPLETE && EFFECT_INCOMPLETE < EFFECT_REVIEW && EFFECT_REVIEW < EFFECT_NOTICE,
           "the worst effect is the least");
    return tap_done();
}
