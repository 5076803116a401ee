/* The order of the questions: is the rule displaced, does it apply, is it excepted, does it hold, was it due. */
#include "interp/vm/decide.h"

#include "interp/vm/ops.h"
#include "lang/value/meaning.h"

static enum effect effect_unmet(uint32_t modality) {
    switch ((enum modality)modality) {
    case MODALITY_MUST:
    case MODALITY_MUST_NOT: return EFFECT_INELIGIBLE;
    case MODALITY_IN_PRINCIPLE: return EFFECT_REVIEW;
    case MODALITY_GENERALLY: return EFFECT_NOTICE;
    case MODALITY_ENCOURAGE:
    case MODALITY_PREFER: return EFFECT_NONE;
    }
    return EFFECT_NONE;
}

static enum effect effect_unknown(uint32_t modality) {
    enum effect e = effect_unmet(modality);
    return e == EFFECT_INELIGIBLE ? EFFECT_INCOMPLETE : e;
}

static bool is_merit(uint32_t modality) { return modality == MODALITY_ENCOURAGE || modality == MODALITY_PREFER; }

static struct value condition(struct vm *vm, uint32_t chunk, int otherwise) {
    return chunk == IMAGE_NONE ? value_truth(otherwise) : vm_run(vm, chunk, NULL);
}

/* Whether the direction waives the rule: yes, no or unknown; `waiver` is the row that says so. */
static struct value waived(struct vm *vm, uint32_t rule, uint32_t direction, uint32_t *waiver) {
    struct value result = value_truth(0);
    *waiver = IMAGE_NONE;
    if (direction == IMAGE_NONE) return result;
    const struct image_direction *d = &vm->image->directions[direction];
    for (uint32_t w = d->waivers_first; w < d->waivers_first + d->waivers_count && !value_is_true(result); w++) {
        if (vm->image->waivers[w].rule != rule) continue;
        struct value unless = condition(vm, vm->image->waivers[w].unless, 0);
        if (unless.state == STATE_KNOWN) unless.i = !unless.i;
        struct value one = ops_and(condition(vm, vm->image->waivers[w].when, 1), unless);
        if (*waiver == IMAGE_NONE || !value_is_false(one)) *waiver = w;
        result = ops_or(result, one);
    }
    return result;
}

static struct decision decision_of(enum outcome outcome, enum effect effect) {
    return (struct decision){.outcome = outcome, .effect = effect, .waiver = IMAGE_NONE};
}

/* `failed` could not be carried out. */
static struct decision not_done(const struct image_rule *rule, struct value failed, enum answer answer) {
    struct decision d = decision_of(OUTCOME_ERROR, EFFECT_REVIEW);
    d.error = (enum value_reason)failed.reason;
    d.by_finding = answer != ANSWER_NONE;
    if (answer == ANSWER_YES) {
        d.outcome = OUTCOME_EXCEPTED;
        d.effect = EFFECT_NONE;
    } else if (answer == ANSWER_NO) {
        d.outcome = OUTCOME_UNMET;
        d.effect = effect_unmet(rule->modality);
    }
    return d;
}

/* `open`: whether it is asked at all is not known yet. */
static struct decision judged(const struct image_rule *rule, bool open, enum answer answer) {
    struct decision d = decision_of(OUTCOME_TO_CHECK, EFFECT_NONE);
    d.by_finding = answer != ANSWER_NONE;
    d.condition_open = open;
    if (answer == ANSWER_YES) {
        d.outcome = OUTCOME_MET;
        d.effect = is_merit(rule->modality) && !open ? EFFECT_MERIT : EFFECT_NONE;
    } else if (answer == ANSWER_NO) {
        d.outcome = open ? OUTCOME_UNKNOWN : OUTCOME_UNMET;
        d.effect = open ? effect_unknown(rule->modality) : effect_unmet(rule->modality);
    }
    return d;
}

/* A requirement that does not hold, or may not. */
static struct decision not_met(struct vm *vm, const struct image_rule *rule, struct value body, bool open,
                               enum answer answer) {
    bool sure = value_is_false(body) && !open;
    struct decision d = sure ? decision_of(OUTCOME_UNMET, effect_unmet(rule->modality))
                             : decision_of(OUTCOME_UNKNOWN, effect_unknown(rule->modality));
    if (rule->latest != IMAGE_NONE && !open) {
        struct value day = vm_run(vm, rule->latest, NULL), as_of = vm->globals->slots[IMAGE_GLOBAL_AS_OF];
        if (day.state == STATE_ERROR) return not_done(rule, day, answer);
        if (day.state != STATE_KNOWN || as_of.state != STATE_KNOWN) {
            /* Not due or not met: which, nobody can tell yet. */
            d = decision_of(OUTCOME_UNKNOWN, effect_unknown(rule->modality));
        } else if (as_of.i <= day.i) {
            d = decision_of(OUTCOME_PENDING, effect_unknown(rule->modality));
            d.due = (int32_t)day.i;
        }
    }
    if (rule->modality == MODALITY_IN_PRINCIPLE && answer != ANSWER_NONE) {
        d.by_finding = true;
        d.outcome = answer == ANSWER_YES ? OUTCOME_EXCEPTED : OUTCOME_UNMET;
        d.effect = answer == ANSWER_YES ? EFFECT_NONE : EFFECT_INELIGIBLE;
    }
    return d;
}

struct decision decide_rule(struct vm *vm, uint32_t row, uint32_t direction, enum answer answer) {
    const struct image_rule *rule = &vm->image->rules[row];
    uint32_t waiver;
    struct value displaced = waived(vm, row, direction, &waiver);
    struct decision d;
    if (value_is_true(displaced)) {
        d = decision_of(OUTCOME_DISPLACED, EFFECT_NONE);
        d.waiver = waiver;
        return d;
    }
    struct value when = condition(vm, rule->when, 1);
    if (value_is_false(when)) return decision_of(OUTCOME_NOT_APPLICABLE, EFFECT_NONE);
    struct value unless = condition(vm, rule->unless, 0);
    if (value_is_true(unless)) return decision_of(OUTCOME_EXCEPTED, EFFECT_NONE);
    /* A limit is a matter of all applications together. */
    if (rule->statement == STATEMENT_INFORM || rule->statement == STATEMENT_OMIT || rule->statement == STATEMENT_LIMIT)
        return decision_of(OUTCOME_NOTED, EFFECT_NONE);
    struct value conditions = ops_not_known(ops_not_known(displaced, when), unless);
    bool open = conditions.state == STATE_UNKNOWN;
    if (conditions.state == STATE_ERROR) {
        d = not_done(rule, conditions, answer);
        d.waiver = waiver;
        return d;
    }
    if (rule->statement == STATEMENT_JUDGE) {
        d = judged(rule, open, answer);
        d.waiver = displaced.state == STATE_UNKNOWN ? waiver : IMAGE_NONE;
        return d;
    }
    struct value body = vm_run(vm, rule->body, NULL);
    if (value_is_true(body)) {
        bool merit = is_merit(rule->modality);
        d = decision_of(OUTCOME_MET, merit && !open ? EFFECT_MERIT : EFFECT_NONE);
        /* A merit that may not apply is none yet. */
        if (merit && open) d.outcome = OUTCOME_UNKNOWN;
    } else if (body.state == STATE_ERROR) {
        d = not_done(rule, body, answer);
    } else {
        d = not_met(vm, rule, body, open, answer);
    }
    d.condition_open = open;
    if (displaced.state == STATE_UNKNOWN) d.waiver = waiver;
    return d;
}
