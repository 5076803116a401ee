/* Reasons: the items that decided. For a false `and` the false ones, for a quantifier its witnesses. */
#include "interp/explain/pairwise.h"
#include "interp/explain/reasons.h"

#include <string.h>

#include "lang/base/limits.h"
#include "lang/code/show.h"

enum truth { IS_FALSE, IS_TRUE, IS_UNKNOWN, IS_ERROR };

static enum truth truth_of(struct value v) {
    if (v.state == STATE_KNOWN) return v.i ? IS_TRUE : IS_FALSE;
    return v.state == STATE_ERROR ? IS_ERROR : IS_UNKNOWN;
}

static void add_datum(struct vm *vm, struct report_reason *reason, const struct result *r) {
    struct text expr = replay_words(vm, r->node), value = replay_shown(vm, r->type, r->value);
    /* A derived field stands nowhere in the file. */
    struct text at = !r->stated && text_starts(r->at, TEXT("/")) ? replay_place(r) : r->at;
    for (size_t i = 0; i < reason->with.count; i++)
        if (text_equal(reason->with.items[i].expr, expr) && text_equal(reason->with.items[i].at, at)) return;
    VEC_PUSH(vm->arena, &reason->with, ((struct report_datum){expr, value, text_copy(vm->arena, at)}));
}

static bool reads_list(const struct result *r) {
    for (size_t i = 0; i < r->kids.count; i++)
        if (r->kids.items[i]->type.shape != SHAPE_ONE) return true;
    return r->type.shape != SHAPE_ONE;
}

/* A list, or a figure made of one, with the place of the list. */
static void add_list(struct vm *vm, struct report_reason *reason, const struct result *r) {
    struct result copy = *r;
    copy.at = replay_place(r);
    copy.stated = true;
    add_datum(vm, reason, &copy);
}

static void add_data(struct vm *vm, struct report_reason *reason, const struct result *r, bool top);

/* Of a cell T[k].column what the row was found by. */
static void add_keys(struct vm *vm, struct report_reason *reason, const struct result *r) {
    for (size_t i = 0; i < r->kids.count; i++) {
        const struct result *row = r->kids.items[i];
        if (row->node->kind == TRACE_ROW && row->depth == r->depth && row->kids.count > 1)
            add_data(vm, reason, row->kids.items[1], false);
    }
}

/* What the policy calls by a name, or works out without the application, is shown with its value; a literal speaks for
 * itself, as do the items of a choice. */
static void add_constant(struct vm *vm, struct report_reason *reason, const struct result *r) {
    struct text words = replay_words(vm, r->node);
    bool literal = words.len == 0 || strchr("0123456789-\"{[", words.ptr[0]) != NULL;
    bool plain = r->type.shape != SHAPE_ONE ||
                 (r->type.kind != TYPE_CHOICE && r->type.kind != TYPE_TRUTH && r->type.kind != TYPE_LABEL);
    if (!literal && plain && !text_equal(words, replay_shown(vm, r->type, r->value))) add_datum(vm, reason, r);
}

/* Of how many elements a loop asks at all, where its condition surely leaves some out. */
static void add_chosen(struct vm *vm, struct report_reason *reason, const struct rounds *rounds) {
    unsigned chosen = 0;
    for (size_t i = 0; i < rounds->list.count; i++) {
        const struct result *where = rounds->list.items[i].where;
        if (where == NULL || where->value.state != STATE_KNOWN) return;
        chosen += value_is_true(where->value);
    }
    if (chosen == rounds->list.count) return;
    bool zh = vm->language == LANGUAGE_ZH;
    struct text source = replay_words(vm, rounds->source->node),
                where = replay_words(vm, rounds->list.items[0].where->node);
    struct report_datum datum = {
        text_format(vm->arena, zh ? "%.*s 当 %.*s" : "%.*s where %.*s", TEXT_ARG(source), TEXT_ARG(where)),
        text_format(vm->arena,
                    zh            ? "%u 项"
                    : chosen == 1 ? "%u element"
                                  : "%u elements",
                    chosen),
        TEXT("")};
    VEC_PUSH(vm->arena, &reason->with, datum);
}

static void add_data(struct vm *vm, struct report_reason *reason, const struct result *r, bool top);

/* Of what a count counts, the lists of plain values: which countries, not only how many. */
static void add_plain_lists(struct vm *vm, struct report_reason *reason, const struct result *r) {
    for (size_t i = 0; i < r->kids.count; i++) {
        const struct result *kid = r->kids.items[i];
        if (kid->depth != r->depth) continue;
        bool datum = kid->node->kind == TRACE_DATUM || kid->node->kind == TRACE_CONSTANT;
        if (datum && kid->type.kind != TYPE_RECORD && kid->type.shape != SHAPE_ONE)
            add_data(vm, reason, kid, false);
        else
            add_plain_lists(vm, reason, kid);
    }
}

/* The data an expression read, the outermost field of each path. `top`: r is the reason itself. */
static void add_data(struct vm *vm, struct report_reason *reason, const struct result *r, bool top) {
    if (reason->with.count >= LIMIT_EXPLAIN_GROUP) return;
    switch ((enum trace_kind)r->node->kind) {
    case TRACE_DATUM:
        if (r->type.kind != TYPE_RECORD || r->type.shape != SHAPE_ONE) add_datum(vm, reason, r);
        add_keys(vm, reason, r);
        return;
    case TRACE_VARIABLE: {
        /* A template's argument written in the policy says nothing that its words do not. */
        bool constant = text_equal(replay_words(vm, r->node), replay_shown(vm, r->type, r->value));
        if (r->type.kind != TYPE_RECORD && !constant) add_datum(vm, reason, r);
        return;
    }
    case TRACE_CONSTANT: add_constant(vm, reason, r); return;
    case TRACE_COUNT_OF:
        add_list(vm, reason, r);
        add_plain_lists(vm, reason, r);
        return;
    case TRACE_FILTER: add_list(vm, reason, r); return;
    case TRACE_CONVERT:
        if (r->type.shape != SHAPE_ONE) {
            add_list(vm, reason, r);
            return;
        }
        add_datum(vm, reason, r);
        if (r->kids.count > 0) add_data(vm, reason, r->kids.items[0], false); /* the amount */
        return;
    case TRACE_PAIRWISE:
    case TRACE_QUANTIFIER: {
        struct rounds rounds = replay_rounds(vm->arena, r);
        if (rounds.source == NULL) return;
        add_data(vm, reason, rounds.source, false);
        add_chosen(vm, reason, &rounds);
        const struct result *outer[REPLAY_OUTER_MOST];
        size_t count = replay_outer(vm, r, outer);
        for (size_t i = 0; i < count; i++) add_datum(vm, reason, outer[i]);
        return;
    }
    case TRACE_VALUE:
    case TRACE_CALL:
    case TRACE_ROW:
        /* The value worked out, then the single values it was made from; a list only by its place. */
        if (reads_list(r)) {
            add_list(vm, reason, r);
            return;
        }
        if (!top && r->kids.count > 0) add_datum(vm, reason, r);
        break;
    case TRACE_COMPARE:
    case TRACE_BETWEEN:
    case TRACE_MATCH:
    case TRACE_HAS:
    case TRACE_MISSING:
    case TRACE_AND:
    case TRACE_OR:
    case TRACE_NOT:
    case TRACE_GROUP:
    case TRACE_IF:
    case TRACE_COUNT: break;
    }
    for (size_t i = 0; i < r->kids.count; i++)
        if (r->kids.items[i]->depth == r->depth) add_data(vm, reason, r->kids.items[i], false);
}

static struct report_reason new_leaf(struct vm *vm, const struct result *r, const struct result *round) {
    struct report_reason reason = {.expr = replay_words(vm, r->node),
                                   .value = (uint8_t)truth_of(r->value),
                                   .line = r->node->line,
                                   .column = r->node->column};
    if (r->node->file != IMAGE_NONE) reason.file = image_text(vm->image, vm->image->files[r->node->file].path);
    if (round != NULL) reason.element = replay_element_at(vm, round);
    return reason;
}

static void add_leaf(struct vm *vm, const struct result *r, const struct result *round, struct report_rule *rule) {
    if (rule->because.count >= LIMIT_EXPLAIN_GROUP) return;
    struct report_reason reason = new_leaf(vm, r, round);
    add_data(vm, &reason, r, true);
    VEC_PUSH(vm->arena, &rule->because, reason);
}

static void collect(struct vm *vm, const struct result *r, const struct result *round, struct report_rule *rule);

static bool one_round_counts(const struct result *loop, const struct round *round, enum truth value) {
    enum truth body = truth_of(round->body->value),
               where = round->where != NULL ? truth_of(round->where->value) : IS_TRUE;
    if (where == IS_FALSE) return false;
    bool every = loop->node->op == GROUP_ALL;
    bool decided = value == IS_FALSE || value == IS_TRUE;
    if (!decided)
        return body == IS_UNKNOWN || body == IS_ERROR || (where != IS_TRUE && body == (every ? IS_FALSE : IS_TRUE));
    return where == IS_TRUE && body == (every ? IS_FALSE : IS_TRUE);
}

/* How many plain conditions a demand has, how many of them do not hold, and the first that does not. */
struct weight {
    size_t all, open, first;
    const struct result *lacks;
};

static void weigh(const struct result *r, struct weight *w) {
    bool joined = r->node->kind == TRACE_AND || (r->node->kind == TRACE_GROUP && r->node->op == GROUP_ALL);
    for (size_t i = 0; joined && i < r->kids.count; i++) weigh(r->kids.items[i], w);
    if (joined) return;
    if (truth_of(r->value) != IS_TRUE && w->open++ == 0) {
        w->first = w->all;
        w->lacks = r;
    }
    w->all++;
}

/* What is asked first says which element is meant: one of another kind is another thing. */
static bool is_another_thing(const struct weight *w) {
    return w->first == 0 && w->lacks != NULL && w->lacks->node->kind == TRACE_COMPARE && w->lacks->kids.count > 0 &&
           w->lacks->kids.items[0]->type.kind == TYPE_CHOICE;
}

enum { FEW_ELEMENTS = 3 };

/* No element satisfies a demand: what those lack that come into question. With a condition (当) these are the elements
 * that meet it, or all of a list that the policy chose; else the element that satisfies most of what is asked, in the
 * order it is asked. */
static void collect_candidates(struct vm *vm, const struct rounds *rounds, struct report_rule *rule) {
    const struct round *nearest = NULL;
    struct weight best = {0};
    /* A filter chose them, or a derived field that holds few records. */
    bool chosen =
        rounds->source != NULL &&
        (rounds->source->node->kind == TRACE_FILTER ||
         (!rounds->source->stated && rounds->source->type.kind == TYPE_RECORD && rounds->list.count <= FEW_ELEMENTS));
    for (size_t i = 0; i < rounds->list.count; i++) {
        const struct round *one = &rounds->list.items[i];
        if (one->body == NULL) continue;
        if (one->where != NULL || chosen) {
            if (one->where == NULL || truth_of(one->where->value) == IS_TRUE) collect(vm, one->body, one->body, rule);
            continue;
        }
        struct weight w = {0};
        weigh(one->body, &w);
        if (w.open == w.all || (rounds->list.count > 1 && is_another_thing(&w))) continue;
        if (nearest == NULL || w.first > best.first || (w.first == best.first && w.open < best.open)) {
            best = w;
            nearest = one;
        }
    }
    if (nearest != NULL) collect(vm, nearest->body, nearest->body, rule);
}

static void collect_loop(struct vm *vm, const struct result *r, const struct result *round, struct report_rule *rule) {
    struct rounds rounds = replay_rounds(vm->arena, r);
    enum truth value = truth_of(r->value);
    bool witnessed = r->node->op == GROUP_ALL    ? value == IS_FALSE
                     : r->node->op == GROUP_NONE ? value == IS_FALSE
                                                 : value == IS_TRUE;
    bool open = value == IS_UNKNOWN || value == IS_ERROR;
    size_t before = rule->because.count;
    if (rounds.source != NULL && rounds.source->value.state == STATE_KNOWN && (witnessed || open))
        for (size_t i = 0; i < rounds.list.count; i++)
            if (rounds.list.items[i].body != NULL && one_round_counts(r, &rounds.list.items[i], value)) {
                struct round *one = &rounds.list.items[i];
                bool by_where = open && one->where != NULL && truth_of(one->where->value) != IS_TRUE;
                collect(vm, by_where ? one->where : one->body, one->body, rule);
                if (witnessed && r->node->op == GROUP_ANY) break;
            }
    if (rule->because.count > before) return;
    add_leaf(vm, r, round, rule);
    if (r->node->op == GROUP_ANY && value == IS_FALSE) collect_candidates(vm, &rounds, rule);
}

/* A value that no expression of the policy has, under words of our own. */
static void add_named(struct vm *vm, struct report_reason *reason, const char *zh, const char *en, struct type element,
                      struct value list) {
    struct buffer b;
    buffer_init(&b, vm->arena);
    show_value(&b, vm->image, type_list_of(element), list, vm->language, true);
    struct text words = text_of(vm->language == LANGUAGE_ZH ? zh : en);
    VEC_PUSH(vm->arena, &reason->with, ((struct report_datum){words, buffer_done(&b), TEXT("")}));
}

/* Two members that do not agree, and why. */
static void add_clash(struct vm *vm, const struct pairwise *p, uint32_t a, uint32_t b, struct report_rule *rule) {
    const struct result *body = pairwise_body(p, a, b);
    if (rule->because.count >= LIMIT_EXPLAIN_GROUP) return;
    struct report_reason reason = new_leaf(vm, body, body);
    struct value *two = ARENA_ARRAY(vm->arena, 2, struct value);
    two[0] = body->element;
    two[1] = body->other;
    add_named(vm, &reason, "所比较的两项", "the two compared", body->element_type,
              (struct value){.list = two, .aux = 2, .state = STATE_KNOWN});
    add_data(vm, &reason, body, true);
    VEC_PUSH(vm->arena, &rule->because, reason);
}

/* The largest part that agrees; where it is too small, the pairs that clash. */
static void collect_pairs(struct vm *vm, const struct result *r, const struct result *round, struct report_rule *rule) {
    struct pairwise p = pairwise_of(vm->arena, r);
    enum truth value = truth_of(r->value);
    if (rule->because.count >= LIMIT_EXPLAIN_GROUP) return;
    struct report_reason reason = new_leaf(vm, r, round);
    add_data(vm, &reason, r, true);
    if (p.members.aux > 0 && value != IS_ERROR)
        add_named(vm, &reason, "两两满足的最多一组", "a largest group of which every two do", p.bodies[0]->element_type,
                  pairwise_largest(vm->arena, &p, value == IS_FALSE));
    VEC_PUSH(vm->arena, &rule->because, reason);
    for (uint32_t a = 0; value == IS_FALSE && a < p.members.aux; a++)
        for (uint32_t b = a + 1; b < p.members.aux; b++)
            if (value_is_false(pairwise_agree(&p, a, b))) add_clash(vm, &p, a, b, rule);
}

/* What decided the value of r: for `and` and its like, the children that have the value that decides. */
static void collect(struct vm *vm, const struct result *r, const struct result *round, struct report_rule *rule) {
    enum truth value = truth_of(r->value), decisive = value;
    switch ((enum trace_kind)r->node->kind) {
    case TRACE_AND:
    case TRACE_OR: break;
    case TRACE_GROUP:
        if (r->node->op == GROUP_NONE) decisive = value == IS_TRUE ? IS_FALSE : value == IS_FALSE ? IS_TRUE : value;
        break;
    case TRACE_NOT:
        for (size_t i = 0; i < r->kids.count; i++) collect(vm, r->kids.items[i], round, rule);
        return;
    case TRACE_QUANTIFIER: collect_loop(vm, r, round, rule); return;
    case TRACE_PAIRWISE: collect_pairs(vm, r, round, rule); return;
    case TRACE_CONVERT:
    case TRACE_VALUE:
    case TRACE_CONSTANT:
    case TRACE_DATUM:
    case TRACE_VARIABLE:
    case TRACE_COMPARE:
    case TRACE_BETWEEN:
    case TRACE_MATCH:
    case TRACE_HAS:
    case TRACE_MISSING:
    case TRACE_FILTER:
    case TRACE_COUNT_OF:
    case TRACE_IF:
    case TRACE_CALL:
    case TRACE_ROW:
    case TRACE_COUNT: add_leaf(vm, r, round, rule); return;
    }
    size_t before = rule->because.count;
    for (size_t i = 0; i < r->kids.count; i++)
        if (truth_of(r->kids.items[i]->value) == decisive) {
            collect(vm, r->kids.items[i], round, rule);
            /* One true alternative is enough. */
            if (value == IS_TRUE &&
                (r->node->kind == TRACE_OR || (r->node->kind == TRACE_GROUP && r->node->op == GROUP_ANY)))
                break;
        }
    if (rule->because.count == before) add_leaf(vm, r, round, rule);
}

void reasons_because(struct vm *vm, const struct result *result, struct report_rule *rule) {
    if (result != NULL) collect(vm, result, NULL, rule);
}

/* ---- missing ---- */

static void add_missing(struct vm *vm, const struct result *r, struct report_rule *rule) {
    bool plain = r->node->kind == TRACE_DATUM; /* else a condition over data that are stated, yet do not settle it */
    /* What a match would have given is not there either; the text itself was named. */
    if (!plain && r->value.reason == REASON_ABSENT && rule->missing.count > 0) return;
    struct text expr = replay_words(vm, r->node), at = plain ? r->at : replay_place(r);
    for (size_t i = 0; i < rule->missing.count; i++) {
        const struct report_missing *other = &rule->missing.items[i];
        if (text_equal(other->at, at) && (text_equal(other->expr, expr) || (plain && at.len > 0))) return;
    }
    struct text reason = text_of(show_reason(r->value.reason, vm->language));
    VEC_PUSH(vm->arena, &rule->missing, ((struct report_missing){text_copy(vm->arena, at), expr, reason}));
}

/* Whether r may be stated by the application, and else follows from other data (推算 on a declared field). */
static bool has_fallback(const struct result *r) {
    return r->node->kind == TRACE_DATUM && (r->node->flags & TRACE_FALLBACK) != 0;
}

static bool find_missing(struct vm *vm, const struct result *r, struct report_rule *rule);

/* A pair that surely clashes is settled, whatever else is open about it. */
static bool find_missing_pairs(struct vm *vm, const struct result *r, struct report_rule *rule) {
    struct pairwise p = pairwise_of(vm->arena, r);
    bool found = p.source != NULL && find_missing(vm, p.source, rule);
    for (size_t i = 0; i < p.conditions.count; i++)
        if (p.conditions.items[i]->element.state == STATE_KNOWN && find_missing(vm, p.conditions.items[i], rule))
            found = true;
    for (uint32_t a = 0; a < p.members.aux; a++)
        for (uint32_t b = 0; b < p.members.aux; b++) {
            if (a == b || pairwise_agree(&p, a, b).state == STATE_KNOWN) continue;
            const struct result *body = p.bodies[a * p.members.aux + b];
            if (body->element.state != STATE_KNOWN || body->other.state != STATE_KNOWN)
                continue; /* the list named it */
            if (find_missing(vm, body, rule)) found = true;
        }
    return found;
}

/* The deepest data below r that keep it open, else r itself where it is a datum or a condition of the rule. False where
 * there are none. */
static bool find_missing(struct vm *vm, const struct result *r, struct report_rule *rule) {
    bool found = false;
    if (!replay_is_open(r) || rule->missing.count >= LIMIT_EXPLAIN_GROUP) return false;
    if (r->origin != NULL) return find_missing(vm, r->origin, rule);
    if (r->node->kind == TRACE_PAIRWISE) {
        found = find_missing_pairs(vm, r, rule);
    } else if (r->node->kind == TRACE_QUANTIFIER || r->node->kind == TRACE_FILTER) {
        struct rounds rounds = replay_rounds(vm->arena, r);
        if (rounds.source != NULL) found = find_missing(vm, rounds.source, rule);
        for (size_t i = 0; i < rounds.list.count; i++) {
            struct round *one = &rounds.list.items[i];
            if (one->where != NULL && truth_of(one->where->value) == IS_FALSE) continue;
            const struct result *part = one->where != NULL ? one->where : one->body;
            if (part != NULL && part->element.state != STATE_KNOWN) continue; /* the list named it */
            if (one->where != NULL && find_missing(vm, one->where, rule)) found = true;
            if (one->body != NULL && find_missing(vm, one->body, rule)) found = true;
        }
    } else {
        if (has_fallback(r)) {
            add_missing(vm, r, rule);
            found = true;
        }
        for (size_t i = 0; i < r->kids.count; i++)
            if (find_missing(vm, r->kids.items[i], rule)) found = true;
    }
    bool condition = r->depth == 1 && type_is(r->type, TYPE_TRUTH);
    if (found || !(r->node->kind == TRACE_DATUM || condition)) return found;
    add_missing(vm, r, rule);
    return true;
}

void reasons_missing(struct vm *vm, const struct result *result, struct report_rule *rule) {
    if (result == NULL) return;
    if (!find_missing(vm, result, rule) && replay_is_open(result)) add_missing(vm, result, rule);
}

/* ---- the elements a message speaks of ---- */

size_t reasons_failing(struct vm *vm, const struct result *result, struct value *elements, size_t most) {
    if (result == NULL || result->node->kind != TRACE_QUANTIFIER) return 0;
    struct rounds rounds = replay_rounds(vm->arena, result);
    size_t count = 0;
    for (size_t i = 0; i < rounds.list.count; i++)
        if (rounds.list.items[i].body != NULL && one_round_counts(result, &rounds.list.items[i], IS_FALSE)) {
            if (count < most) elements[count] = rounds.list.items[i].body->element;
            count++;
        }
    return count;
}
