/* Types of expressions.
 *
 * The type that is wanted where an expression stands is handed down, so that items of choices and labels need no
 * quotes (企.国别 为 西班牙); what was found comes back. A mistake gives TYPE_NONE, which fits everything, so that one
 * mistake is reported once. A match names its captures where it surely holds: in what follows it within the same 且 or
 * 以下全部. */
#include "lang/base/limits.h"
#include "lang/sema/guess.h"
#include "lang/sema/internal.h"

struct text sema_type_words(const struct program *program, struct type type, enum language language) {
    static const struct names words[TYPE_COUNT] = {
#define TYPE(name, zh, en, doc_zh, doc_en) {TEXT(zh), TEXT(en)},
#include "lang/value/types.def"
#undef TYPE
    };
    struct text word = language == LANGUAGE_ZH ? words[type.kind].zh : words[type.kind].en;
    if (type.kind == TYPE_RECORD || type.kind == TYPE_CHOICE) {
        const struct symbol *s =
            type.kind == TYPE_RECORD ? program->records.items[type.index] : program->choices.items[type.index];
        word = language == LANGUAGE_ZH ? s->names.zh : s->names.en;
        if (word.len == 0) word = s->names.zh.len > 0 ? s->names.zh : s->names.en;
    }
    if (type.kind == TYPE_TALLY) word = language == LANGUAGE_ZH ? TEXT("数") : TEXT("number");
    if (type.shape == SHAPE_LIST)
        return text_format(program->arena, language == LANGUAGE_ZH ? "多个 %.*s" : "list of %.*s", TEXT_ARG(word));
    if (type.shape == SHAPE_SET)
        return text_format(program->arena, language == LANGUAGE_ZH ? "一组 %.*s" : "set of %.*s", TEXT_ARG(word));
    return word;
}

struct text type_both(const struct program *program, struct type type) {
    return diag_both(program->arena, sema_type_words(program, type, LANGUAGE_ZH),
                     sema_type_words(program, type, LANGUAGE_EN));
}

static bool is_textual(struct type t) { return t.kind == TYPE_TEXT || t.kind == TYPE_LABEL; }
static bool is_number(struct type t) { return type_is(t, TYPE_NUMBER) || type_is(t, TYPE_TALLY); }

/* Whether a value of one type may stand where the other is wanted. */
bool type_fits(struct type have, struct type wanted) {
    if (type_is_none(have) || type_is_none(wanted) || type_equal(have, wanted)) return true;
    if ((have.shape == SHAPE_ONE) != (wanted.shape == SHAPE_ONE)) return false;
    if (is_textual(have) && is_textual(wanted)) return true;
    if (is_number(have) && is_number(wanted)) return true;
    return have.kind == wanted.kind && have.index == wanted.index;
}

void report_wrong_type(struct checker *c, struct node *n, struct type have, struct type wanted) {
    diag_report(c->sink, DIAG_WRONG_TYPE, n->span, WORDS_OF(c, have), WORDS_OF(c, wanted));
}

void check_is(struct checker *c, struct node *n, struct type wanted) {
    if (n == NULL) return;
    struct type have = check_expression(c, n, wanted);
    if (!type_fits(have, wanted)) {
        if (type_equal(wanted, TYPE_A_TRUTH))
            diag_report(c->sink, DIAG_NOT_A_CONDITION, n->span, WORDS_OF(c, have));
        else
            report_wrong_type(c, n, have, wanted);
    }
}

/* A name that means something only through the type that is expected: an item or a label. */
static bool is_bare(struct checker *c, struct node *n) { return n->kind == NODE_NAME && name_find(c, n->text) == NULL; }

/* 未知 itself is of whatever type its place expects. */
static bool is_unknown(const struct node *n) { return n->kind == NODE_TRUTH && n->value.state == STATE_UNKNOWN; }
static bool learns_its_type(struct checker *c, struct node *n) { return is_unknown(n) || is_bare(c, n); }

static struct symbol *item_of_wanted(struct checker *c, struct text name, struct type wanted) {
    if (wanted.kind == TYPE_CHOICE) return name_in_members(c->program->choices.items[wanted.index], name);
    if (is_textual(wanted)) return name_label(c, name);
    return NULL;
}

static struct type use_symbol(struct checker *c, struct node *n, struct symbol *s) {
    n->decl = s;
    s->used = true;
    switch (s->kind) {
    case SYMBOL_PARAMETER:
    case SYMBOL_LOCAL:
    case SYMBOL_CAPTURE:
    case SYMBOL_APPLICATION:
    case SYMBOL_LABELS: return s->type;
    case SYMBOL_TABLE: return s->type;
    case SYMBOL_LET:
    case SYMBOL_SET: check_symbol(c->program, s); return s->type;
    case SYMBOL_ITEM:
    case SYMBOL_LABEL: return s->type;
    case SYMBOL_BINDER: diag_report(c->sink, DIAG_BINDER_ALONE, n->span, n->text); return TYPE_NOTHING;
    case SYMBOL_FUNCTION:
        if (sema_is_dated_set(s)) {
            diag_report(c->sink, DIAG_SET_NEEDS_DAY, n->span, n->text);
            return TYPE_NOTHING;
        } /* fall through */
    case SYMBOL_RECORD:
    case SYMBOL_CHOICE:
    case SYMBOL_TEMPLATE:
    case SYMBOL_FIELD: diag_report(c->sink, DIAG_NOT_A_VALUE, n->span, n->text); return TYPE_NOTHING;
    case SYMBOL_BUILTIN: return TYPE_NOTHING; /* a call, see check_name */
    }
    return TYPE_NOTHING;
}

bool sema_is_dated_set(const struct symbol *s) { return s->node != NULL && s->node->kind == NODE_DATED_SET; }

/* A set of a day takes a moment by its day in China, as comparisons do. */
static void check_day(struct checker *c, struct node *n) {
    struct type have = check_expression(c, n, type_one(TYPE_DATE));
    if (!type_fits(have, type_one(TYPE_DATE)) && !type_is(have, TYPE_MOMENT))
        report_wrong_type(c, n, have, type_one(TYPE_DATE));
}

static struct type check_call(struct checker *c, struct node *n) {
    struct symbol *s = name_find(c, n->text);
    struct node *args = n->kids[CALL_ARGS];
    n->decl = s;
    if (s != NULL && s->kind == SYMBOL_BUILTIN) return check_builtin(c, n, s, args);
    if (s == NULL || s->kind != SYMBOL_FUNCTION) {
        for (uint32_t i = 0; i < args->n_kids; i++) check_expression(c, args->kids[i], TYPE_NOTHING);
        if (s == NULL)
            name_unknown(c, n, TYPE_NOTHING);
        else
            diag_report(c->sink, DIAG_NOT_A_FUNCTION, n->span, n->text);
        return TYPE_NOTHING;
    }
    s->used = true;
    if (args->n_kids != s->members.count)
        diag_report(c->sink, DIAG_WRONG_ARGUMENTS, n->span, n->text, text_format(c->arena, "%zu", s->members.count),
                    text_format(c->arena, "%u", args->n_kids));
    for (uint32_t i = 0; i < args->n_kids; i++) {
        if (sema_is_dated_set(s))
            check_day(c, args->kids[i]);
        else
            check_is(c, args->kids[i], i < s->members.count ? s->members.items[i]->type : TYPE_NOTHING);
    }
    check_symbol(c->program, s);
    return s->type;
}

/* ---- names and fields ---- */

static struct type check_name(struct checker *c, struct node *n, struct type wanted) {
    struct symbol *s = name_find(c, n->text), *item = item_of_wanted(c, n->text, wanted);
    if (item != NULL && (s == NULL || !type_fits(type_element(s->type), type_element(wanted)))) s = item;
    if (s == NULL) {
        name_unknown(c, n, type_element(wanted));
        return TYPE_NOTHING;
    }
    if (s->kind == SYMBOL_BUILTIN) {
        n->decl = s;
        return check_builtin(c, n, s, NULL);
    }
    return use_symbol(c, n, s);
}

static void report_no_capture(struct checker *c, struct node *n, struct symbol *binder) {
    struct guess guess = guess_begin(c->arena, n->text);
    struct span at = n->span;
    for (size_t i = 0; i < binder->members.count; i++) guess_names(&guess, &binder->members.items[i]->names);
    at.start = at.end - (uint32_t)n->text.len;
    diag_report(c->sink, DIAG_NO_CAPTURE, at, n->text, n->kids[FIELD_OBJECT]->text)->suggestion = guess.best;
}

static struct type check_field(struct checker *c, struct node *n) {
    struct node *object = n->kids[FIELD_OBJECT];
    if (object->kind == NODE_NAME) {
        struct symbol *binder = name_find(c, object->text);
        if (binder != NULL && binder->kind == SYMBOL_BINDER) {
            object->decl = binder;
            struct symbol *capture = name_in_members(binder, n->text);
            n->decl = capture;
            binder->used = true;
            if (capture == NULL) report_no_capture(c, n, binder);
            return capture != NULL ? capture->type : TYPE_NOTHING;
        }
    }
    struct type t = check_expression(c, object, TYPE_NOTHING);
    if (type_is_none(t)) return TYPE_NOTHING;
    if (t.kind != TYPE_RECORD) {
        diag_report(c->sink, DIAG_NO_FIELDS, n->span, n->text, WORDS_OF(c, t));
        return TYPE_NOTHING;
    }
    struct symbol *record = c->program->records.items[t.index], *field = name_in_members(record, n->text);
    if (field == NULL) {
        name_unknown_field(c, n, t);
        return TYPE_NOTHING;
    }
    field->used = true;
    n->decl = field;
    check_symbol(c->program, field);
    struct type type = field->type;
    return t.shape == SHAPE_ONE ? type : type_list_of(type);
}

/* ---- comparisons ---- */

static bool is_day(struct type t) { return type_is(t, TYPE_DATE) || type_is(t, TYPE_MOMENT); }

static void check_sides(struct checker *c, struct node *l, struct node *r, struct type *tl, struct type *tr) {
    bool right_first = learns_its_type(c, l) && !learns_its_type(c, r);
    struct node *first = right_first ? r : l, *second = right_first ? l : r;
    struct type known = check_expression(c, first, TYPE_NOTHING), other = TYPE_NOTHING;
    /* Beside a mistake nobody can tell what a bare name would mean. */
    if (!type_is_none(known) || !is_bare(c, second))
        other = check_expression(c, second, right_first ? type_element(known) : known);
    *tl = right_first ? other : known;
    *tr = right_first ? known : other;
}

static void check_comparable(struct checker *c, struct node *at, struct type l, struct type r, bool order, bool dates) {
    if (type_is_none(l) || type_is_none(r)) return;
    bool same = type_fits(l, r) || (is_day(l) && is_day(r));
    if (!same) {
        if (!order && (l.shape == SHAPE_ONE) != (r.shape == SHAPE_ONE))
            diag_report(c->sink, DIAG_LIST_WITH_ONE, at->span, WORDS_OF(c, l), WORDS_OF(c, r));
        else if ((l.kind == TYPE_MONTHS && r.kind == TYPE_DAYS) || (l.kind == TYPE_DAYS && r.kind == TYPE_MONTHS))
            diag_report0(c->sink, DIAG_MONTHS_WITH_DAYS, at->span);
        else
            diag_report(c->sink, DIAG_NOT_COMPARABLE, at->span, WORDS_OF(c, l), WORDS_OF(c, r));
        return;
    }
    if (!order) return;
    if (l.shape != SHAPE_ONE || !type_is_ordered(c, l))
        diag_report(c->sink, DIAG_NOT_ORDERED, at->span, WORDS_OF(c, l));
    else if (dates && !is_day(l))
        diag_report(c->sink, DIAG_NOT_A_DATE, at->span, WORDS_OF(c, l));
}

static struct type check_compare(struct checker *c, struct node *n) {
    struct node *l = n->kids[COMPARE_LEFT], *r = n->kids[COMPARE_RIGHT];
    struct type tl, tr;
    switch ((enum compare_op)n->op) {
    case COMPARE_EQUAL:
    case COMPARE_NOT_EQUAL:
        check_sides(c, l, r, &tl, &tr);
        check_comparable(c, n, tl, tr, false, false);
        break;
    case COMPARE_LESS:
    case COMPARE_AT_MOST:
    case COMPARE_MORE:
    case COMPARE_AT_LEAST:
        check_sides(c, l, r, &tl, &tr);
        check_comparable(c, n, tl, tr, true, false);
        break;
    case COMPARE_BEFORE:
    case COMPARE_NOT_AFTER:
    case COMPARE_AFTER:
    case COMPARE_NOT_BEFORE:
        check_sides(c, l, r, &tl, &tr);
        check_comparable(c, n, tl, tr, true, true);
        break;
    case COMPARE_IN:
        if (learns_its_type(c, l)) {
            tr = check_expression(c, r, TYPE_NOTHING);
            tl = check_expression(c, l, type_element(tr));
        } else {
            tl = check_expression(c, l, TYPE_NOTHING);
            tr = check_expression(c, r, type_set_of(tl));
        }
        if (!type_is_none(tr) && tr.shape == SHAPE_ONE)
            diag_report(c->sink, DIAG_NOT_A_LIST, r->span, WORDS_OF(c, tr));
        else if (!type_is_none(tl) && tl.shape != SHAPE_ONE)
            diag_report(c->sink, DIAG_LIST_IN, n->span, WORDS_OF(c, tl));
        else if (!type_fits(tl, type_element(tr)))
            diag_report(c->sink, DIAG_NOT_COMPARABLE, n->span, WORDS_OF(c, tl), WORDS_OF(c, type_element(tr)));
        break;
    case COMPARE_INCLUDES:
        tl = check_expression(c, l, TYPE_NOTHING);
        tr = check_expression(
            c, r, r->kind == NODE_SET_LITERAL || r->kind == NODE_LIST_LITERAL ? type_set_of(tl) : type_element(tl));
        if (!type_is_none(tl) && tl.shape == SHAPE_ONE)
            diag_report(c->sink, DIAG_NOT_A_LIST, l->span, WORDS_OF(c, tl));
        else if (!type_fits(type_element(tr), type_element(tl)))
            diag_report(c->sink, DIAG_NOT_COMPARABLE, n->span, WORDS_OF(c, type_element(tl)), WORDS_OF(c, tr));
        break;
    }
    return TYPE_A_TRUTH;
}

/* What an unknown beside `other` may be: the same, but a duration beside a day and a factor beside an amount. */
static struct type unknown_beside(enum arithmetic_op op, struct type other) {
    bool scales = op == ARITHMETIC_MULTIPLY || op == ARITHMETIC_DIVIDE;
    if (is_day(other)) return type_one(TYPE_MONTHS);
    return scales && other.kind == TYPE_MONEY ? type_one(TYPE_NUMBER) : other;
}

static bool is_list_of_unknown(const struct node *n) {
    if (is_unknown(n)) return true;
    if (n->kind != NODE_LIST_LITERAL && n->kind != NODE_SET_LITERAL) return false;
    for (uint32_t i = 0; i < n->n_kids; i++)
        if (!is_unknown(n->kids[i])) return false;
    return true;
}

static struct type check_arithmetic(struct checker *c, struct node *n, struct type wanted) {
    struct node *l = n->kids[ARITHMETIC_LEFT], *r = n->kids[ARITHMETIC_RIGHT];
    bool sets = n->op == ARITHMETIC_UNION || n->op == ARITHMETIC_INTERSECT || n->op == ARITHMETIC_EXCEPT;
    /* [未知] takes its type from the other side. */
    if (sets && type_is_none(wanted) && is_list_of_unknown(l)) wanted = check_expression(c, r, TYPE_NOTHING);
    struct type a = check_expression(c, l, sets ? wanted : TYPE_NOTHING),
                b = check_expression(c, r, sets ? (type_is_none(a) ? wanted : a) : TYPE_NOTHING);
    if (!sets && is_unknown(l) != is_unknown(r)) {
        if (is_unknown(l))
            a = check_expression(c, l, unknown_beside((enum arithmetic_op)n->op, b));
        else
            b = check_expression(c, r, unknown_beside((enum arithmetic_op)n->op, a));
    }
    if (type_is_none(a) || type_is_none(b)) return TYPE_NOTHING;
    if (a.kind == TYPE_TALLY) a = type_one(TYPE_NUMBER);
    if (b.kind == TYPE_TALLY) b = type_one(TYPE_NUMBER);
    bool ones = a.shape == SHAPE_ONE && b.shape == SHAPE_ONE;
    bool same = type_equal(a, b);
    bool scale_b = b.kind == TYPE_NUMBER || b.kind == TYPE_PERCENT,
         scale_a = a.kind == TYPE_NUMBER || a.kind == TYPE_PERCENT;
    switch ((enum arithmetic_op)n->op) {
    case ARITHMETIC_ADD:
    case ARITHMETIC_SUBTRACT:
    case ARITHMETIC_LATER:
    case ARITHMETIC_EARLIER:
        if (ones && is_day(a) && (b.kind == TYPE_MONTHS || b.kind == TYPE_DAYS)) return type_one(TYPE_DATE);
        if (n->op == ARITHMETIC_LATER || n->op == ARITHMETIC_EARLIER) break;
        if (n->op == ARITHMETIC_SUBTRACT && ones && is_day(a) && is_day(b)) return type_one(TYPE_DAYS);
        if (ones && same && type_is_summable(a)) return a;
        break;
    case ARITHMETIC_MULTIPLY:
        if (ones && a.kind == TYPE_MONEY && scale_b) return a;
        if (ones && b.kind == TYPE_MONEY && scale_a) return b;
        if (ones && scale_a && scale_b && !(a.kind == TYPE_PERCENT && b.kind == TYPE_PERCENT))
            return type_one(TYPE_NUMBER);
        break;
    case ARITHMETIC_DIVIDE:
        if (ones && a.kind == TYPE_MONEY && scale_b) return a;
        if (ones && ((a.kind == TYPE_MONEY && b.kind == TYPE_MONEY) || (a.kind == TYPE_NUMBER && scale_b)))
            return type_one(TYPE_NUMBER);
        break;
    case ARITHMETIC_UNION:
    case ARITHMETIC_INTERSECT:
    case ARITHMETIC_EXCEPT:
        if (a.shape != SHAPE_ONE && b.shape != SHAPE_ONE && type_fits(a, b))
            return a.shape == SHAPE_SET && b.shape == SHAPE_SET ? type_set_of(a) : type_list_of(a);
        break;
    }
    diag_report(c->sink, DIAG_NO_ARITHMETIC, n->span, WORDS_OF(c, a), WORDS_OF(c, b));
    return TYPE_NOTHING;
}

/* ---- loops ---- */

static struct symbol *element_symbol(struct checker *c, struct node *variable, struct type element, struct node *at) {
    struct symbol *s = symbol_new(c->program, SYMBOL_LOCAL, variable, variable != NULL ? variable : at, at->span.file);
    s->type = element;
    s->state = SYMBOL_CHECKED;
    if (variable != NULL) {
        name_for_readers(c, s);
        variable->decl = s;
        variable->type = element;
    } else {
        s->names.zh = TEXT("其");
        s->names.en = TEXT("it");
    }
    return s;
}

static struct type check_source(struct checker *c, struct node *source) {
    struct type t = check_expression(c, source, TYPE_NOTHING);
    if (!type_is_none(t) && t.shape == SHAPE_ONE) {
        diag_report(c->sink, DIAG_NOT_A_LIST, source->span, WORDS_OF(c, t));
        return TYPE_NOTHING;
    }
    return t;
}

static struct type check_quantifier(struct checker *c, struct node *n) {
    struct type t = check_source(c, n->kids[QUANTIFIER_SOURCE]);
    size_t mark = c->locals.count;
    struct symbol *element = element_symbol(c, n->kids[QUANTIFIER_VARIABLE], type_element(t), n);
    VEC_PUSH(c->arena, &c->locals, element);
    check_is(c, n->kids[QUANTIFIER_WHERE], TYPE_A_TRUTH);
    check_is(c, n->kids[QUANTIFIER_BODY], TYPE_A_TRUTH);
    c->locals.count = mark;
    return TYPE_A_TRUTH;
}

/* In the condition an element has its first name alone; in the body both are known. */
static struct type check_pairwise(struct checker *c, struct node *n) {
    struct type t = check_source(c, n->kids[PAIRWISE_SOURCE]);
    size_t mark = c->locals.count;
    struct symbol *first = element_symbol(c, n->kids[PAIRWISE_FIRST], type_element(t), n);
    VEC_PUSH(c->arena, &c->locals, first);
    size_t captures = c->locals.count;
    check_is(c, n->kids[PAIRWISE_WHERE], TYPE_A_TRUTH);
    c->locals.count = captures;
    struct symbol *second = element_symbol(c, n->kids[PAIRWISE_SECOND], type_element(t), n);
    VEC_PUSH(c->arena, &c->locals, second);
    check_is(c, n->kids[PAIRWISE_BODY], TYPE_A_TRUTH);
    c->locals.count = mark;
    return TYPE_A_TRUTH;
}

struct type check_with_it(struct checker *c, struct node *n, struct type element, struct node *part) {
    struct symbol *outer = c->it;
    size_t mark = c->locals.count;
    c->it = element_symbol(c, NULL, element, n);
    n->decl = c->it;
    struct type t = check_expression(c, part, TYPE_NOTHING);
    c->it = outer;
    c->locals.count = mark;
    return t;
}

static struct type check_filter(struct checker *c, struct node *n) {
    struct type t = check_source(c, n->kids[FILTER_SOURCE]);
    struct type have = check_with_it(c, n, type_element(t), n->kids[FILTER_CONDITION]);
    if (!type_fits(have, TYPE_A_TRUTH))
        diag_report(c->sink, DIAG_NOT_A_CONDITION, n->kids[FILTER_CONDITION]->span, WORDS_OF(c, have));
    return type_is_none(t) ? t : type_list_of(t);
}

static struct type check_elements(struct checker *c, struct node *n, struct type wanted) {
    struct type element = type_is_none(wanted) ? TYPE_NOTHING : type_element(wanted);
    bool list = n->kind == NODE_LIST_LITERAL;
    uint32_t first = 0; /* that tells the type */
    while (first + 1 < n->n_kids && is_unknown(n->kids[first])) first++;
    if (type_is_none(element) && first > 0) element = check_expression(c, n->kids[first], TYPE_NOTHING);
    for (uint32_t i = 0; i < n->n_kids; i++) {
        if (type_is_none(element))
            element = check_expression(c, n->kids[i], TYPE_NOTHING);
        else
            check_is(c, n->kids[i], element);
        if (!type_is_none(element) && element.shape != SHAPE_ONE) {
            diag_report0(c->sink, DIAG_LIST_IN_LIST, n->kids[i]->span);
            return TYPE_NOTHING;
        }
        if (element.kind == TYPE_TALLY) element = type_one(TYPE_NUMBER);
    }
    if (type_is_none(element)) {
        if (n->n_kids == 0) diag_report0(c->sink, DIAG_EMPTY_LIST_TYPE, n->span);
        return TYPE_NOTHING;
    }
    return list ? type_list_of(element) : type_set_of(element);
}

/* Checks an operand whose captures are not known to hold outside it. */
static void check_apart(struct checker *c, struct node *n) {
    size_t mark = c->locals.count;
    check_is(c, n, TYPE_A_TRUTH);
    c->locals.count = mark;
}

static struct type check_if(struct checker *c, struct node *n, struct type wanted) {
    size_t mark = c->locals.count;
    check_is(c, n->kids[IF_CONDITION], TYPE_A_TRUTH);
    size_t captures = c->locals.count;
    if (type_is_none(wanted) && is_unknown(n->kids[IF_THEN])) {
        c->locals.count = mark;
        wanted = check_expression(c, n->kids[IF_ELSE], wanted);
        c->locals.count = captures;
    }
    struct type a = check_expression(c, n->kids[IF_THEN], wanted);
    c->locals.count = mark;
    struct type b = check_expression(c, n->kids[IF_ELSE], type_is_none(wanted) ? a : wanted);
    c->locals.count = mark;
    if (!type_fits(a, b)) {
        diag_report(c->sink, DIAG_BRANCHES_DIFFER, n->span, WORDS_OF(c, a), WORDS_OF(c, b));
        return TYPE_NOTHING;
    }
    if (a.kind == TYPE_TALLY) return type_one(TYPE_NUMBER);
    return type_is_none(a) ? b : a;
}

static struct type check_node(struct checker *c, struct node *n, struct type wanted) {
    switch ((enum node_kind)n->kind) {
    case NODE_NUMBER: return type_one(TYPE_NUMBER);
    case NODE_LITERAL: return n->type;
    case NODE_TRUTH:
        if (!is_unknown(n) || type_is_none(wanted)) return TYPE_A_TRUTH;
        return wanted.kind == TYPE_TALLY ? type_one(TYPE_NUMBER) : wanted;
    case NODE_TEXT:
        for (uint32_t i = 0; i < n->n_kids; i++)
            if (n->kids[i]->kind != NODE_TEXT || n->kids[i]->n_kids > 0) {
                check_expression(c, n->kids[i], TYPE_NOTHING);
            } else {
                n->kids[i]->type = type_one(TYPE_TEXT);
            }
        return n->n_kids == 0 && wanted.kind == TYPE_LABEL ? type_one(TYPE_LABEL) : type_one(TYPE_TEXT);
    case NODE_LIST_LITERAL:
    case NODE_SET_LITERAL: return check_elements(c, n, wanted);
    case NODE_NAME: return check_name(c, n, wanted);
    case NODE_FIELD: return check_field(c, n);
    case NODE_CALL: return check_call(c, n);
    case NODE_IT:
        if (c->it == NULL) {
            diag_report0(c->sink, DIAG_IT_OUTSIDE, n->span);
            return TYPE_NOTHING;
        }
        n->decl = c->it;
        return c->it->type;
    case NODE_NOT: check_apart(c, n->kids[NOT_OPERAND]); return TYPE_A_TRUTH;
    case NODE_NEGATE: {
        struct type t = check_expression(c, n->kids[NEGATE_OPERAND], wanted);
        if (t.kind == TYPE_TALLY) t = type_one(TYPE_NUMBER);
        if (!type_is_none(t) &&
            (t.shape != SHAPE_ONE || !(t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT || t.kind == TYPE_MONEY))) {
            diag_report(c->sink, DIAG_NO_NEGATIVE, n->span, WORDS_OF(c, t));
            return TYPE_NOTHING;
        }
        return t;
    }
    case NODE_AND:
        check_is(c, n->kids[AND_LEFT], TYPE_A_TRUTH);
        check_is(c, n->kids[AND_RIGHT], TYPE_A_TRUTH);
        return TYPE_A_TRUTH;
    case NODE_OR:
        check_apart(c, n->kids[OR_LEFT]);
        check_apart(c, n->kids[OR_RIGHT]);
        return TYPE_A_TRUTH;
    case NODE_COMPARE: return check_compare(c, n);
    case NODE_ARITHMETIC: return check_arithmetic(c, n, wanted);
    case NODE_BETWEEN: {
        struct type t, low, high;
        check_sides(c, n->kids[BETWEEN_OPERAND], n->kids[BETWEEN_LOW], &t, &low);
        high = check_expression(c, n->kids[BETWEEN_HIGH], t);
        check_comparable(c, n, t, low, true, false);
        check_comparable(c, n, t, high, true, false);
        return TYPE_A_TRUTH;
    }
    case NODE_HAS: check_expression(c, n->kids[HAS_OPERAND], TYPE_NOTHING); return TYPE_A_TRUTH;
    case NODE_MISSING:
        check_expression(c, n->kids[MISSING_OPERAND], TYPE_NOTHING);
        if (!c->missing_allowed) diag_report0(c->sink, DIAG_MISSING_IN_STATEMENT, n->span);
        return TYPE_A_TRUTH;
    case NODE_MATCH: return check_match(c, n);
    case NODE_GROUP: {
        struct node *items = n->kids[GROUP_ITEMS];
        size_t mark = c->locals.count;
        for (uint32_t i = 0; i < items->n_kids; i++) {
            if (n->op == GROUP_ALL)
                check_is(c, items->kids[i], TYPE_A_TRUTH);
            else
                check_apart(c, items->kids[i]);
        }
        if (n->op != GROUP_ALL) c->locals.count = mark;
        return TYPE_A_TRUTH;
    }
    case NODE_QUANTIFIER: return check_quantifier(c, n);
    case NODE_PAIRWISE: return check_pairwise(c, n);
    case NODE_FILTER: return check_filter(c, n);
    case NODE_BY: diag_report0(c->sink, DIAG_BY_HERE, n->span); return TYPE_NOTHING;
    case NODE_IF: return check_if(c, n, wanted);
    case NODE_COVERS: return check_covers(c, n);
    case NODE_INDEX: return check_index(c, n);
    default: return TYPE_NOTHING; /* a part of the tree that is no expression is the grammar's bug */
    }
}

void check_key(struct checker *c, struct node *n) {
    struct type t = check_expression(c, n, TYPE_NOTHING);
    if (t.kind == TYPE_RECORD || t.kind == TYPE_MONEY || t.kind == TYPE_TALLY)
        diag_report(c->sink, DIAG_NOT_A_KEY, n->span, WORDS_OF(c, t));
}

struct type check_expression(struct checker *c, struct node *n, struct type wanted) {
    if (n == NULL) return TYPE_NOTHING;
    n->type = check_node(c, n, wanted);
    return n->type;
}

/* ---- declarations with a value ---- */

static struct module *module_of(struct program *program, uint32_t file) {
    for (size_t i = 0; i < program->modules.count; i++)
        if (program->modules.items[i]->file == file) return program->modules.items[i];
    return NULL;
}

/* Calls nest as values use one another; the machine's stack and our own have room for so many. */
static void report_depth(struct program *program, struct symbol *s) {
    diag_report(program->sink, DIAG_LIMIT_CALLS, s->node->span, s->names.zh.len > 0 ? s->names.zh : s->names.en,
                text_format(program->arena, "%u", LIMIT_CALL_DEPTH));
    s->state = SYMBOL_CHECKED;
    s->depth = 0; /* said once */
}

static void note_depth(struct program *program, const struct symbol *s) {
    if (s->depth > program->deepest) program->deepest = s->depth;
}

void check_symbol(struct program *program, struct symbol *s) {
    if (s->state == SYMBOL_CHECKED) {
        note_depth(program, s);
        return;
    }
    if (s->state == SYMBOL_CHECKING) {
        diag_report(program->sink, DIAG_CIRCLE, s->node->span, s->names.zh.len > 0 ? s->names.zh : s->names.en);
        s->state = SYMBOL_CHECKED;
        return;
    }
    if (s->value != NULL && program->checking == LIMIT_CALL_DEPTH) {
        report_depth(program, s);
        return;
    }
    uint16_t outer = program->deepest;
    s->state = SYMBOL_CHECKING;
    program->deepest = 0;
    program->checking++;
    struct checker c = {
        .program = program, .arena = program->arena, .sink = program->sink, .module = module_of(program, s->file)};
    c.heading = c.module != NULL ? c.module->last_heading : NULL;
    if (s->kind == SYMBOL_TABLE) check_table(&c, s);
    if (s->value != NULL) {
        /* A fallback may ask whether something is missing: knowing is the question there. */
        c.missing_allowed = s->kind == SYMBOL_FIELD;
        if (s->self != NULL) VEC_PUSH(program->arena, &c.locals, s->self);
        if (s->kind == SYMBOL_FUNCTION)
            for (size_t i = 0; i < s->members.count; i++) VEC_PUSH(program->arena, &c.locals, s->members.items[i]);
        bool is_set = s->kind == SYMBOL_SET || sema_is_dated_set(s);
        struct type have = check_expression(&c, s->value, s->type);
        if (have.kind == TYPE_TALLY) have = type_one(TYPE_NUMBER);
        if (type_is_none(s->type))
            s->type = is_set && have.shape == SHAPE_LIST ? type_set_of(have) : have;
        else if (!type_fits(have, s->type))
            report_wrong_type(&c, s->value, have, s->type);
        if (is_set && !type_is_none(s->type) && s->type.shape == SHAPE_ONE)
            diag_report(program->sink, DIAG_NOT_A_LIST, s->value->span, WORDS_OF(&c, s->type));
        s->depth = (uint16_t)(program->deepest + 1);
    }
    program->checking--;
    program->deepest = outer;
    if (s->depth > LIMIT_CALL_DEPTH) report_depth(program, s);
    note_depth(program, s);
    s->state = SYMBOL_CHECKED;
}

struct type sema_expression(struct program *program, struct node *expression) {
    struct checker c = {.program = program, .arena = program->arena, .sink = program->sink};
    /* The names of the last file loaded are known: the policy's own. */
    c.module = program->modules.count > 0 ? program->modules.items[program->modules.count - 1] : NULL;
    c.heading = c.module != NULL ? c.module->last_heading : NULL;
    c.missing_allowed = true;
    return check_expression(&c, expression, TYPE_NOTHING);
}
