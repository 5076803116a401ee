/* Types of expressions.
 *
 * The type that is wanted where an expression stands is handed down, so that items of choices and labels need no
 * quotes (企.国别 为 西班牙); what was found comes back. A mistake gives TYPE_NONE, which fits everything, so that one
 * mistake is reported once. A match names its captures where it surely holds: in what follows it within the same 且 or
 * 以下全部. */
#include "lang/sema/internal.h"

#include <stdlib.h>

#include "lang/base/limits.h"
#include "lang/value/regex.h"

static const struct type NONE = {TYPE_NONE, SHAPE_ONE, 0};
#define TRUTH type_one(TYPE_TRUTH)

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

#define WORDS_OF(c, t) type_both((c)->program, (t))

struct text type_both(const struct program *program, struct type type) {
    return diag_both(program->arena, sema_type_words(program, type, LANGUAGE_ZH),
                     sema_type_words(program, type, LANGUAGE_EN));
}

static bool is_textual(struct type t) { return t.kind == TYPE_TEXT || t.kind == TYPE_LABEL; }
static bool is_none(struct type t) { return t.kind == TYPE_NONE; }
static bool is_number(struct type t) { return type_is(t, TYPE_NUMBER) || type_is(t, TYPE_TALLY); }

/* Whether a value of one type may stand where the other is wanted. */
static bool fits(struct type have, struct type wanted) {
    if (is_none(have) || is_none(wanted) || type_equal(have, wanted)) return true;
    if ((have.shape == SHAPE_ONE) != (wanted.shape == SHAPE_ONE)) return false;
    if (is_textual(have) && is_textual(wanted)) return true;
    if (is_number(have) && is_number(wanted)) return true;
    return have.kind == wanted.kind && have.index == wanted.index;
}

static void report_type(struct checker *c, struct node *n, struct type have, struct type wanted) {
    diag_report(c->sink, DIAG_WRONG_TYPE, n->span, WORDS_OF(c, have), WORDS_OF(c, wanted));
}

void check_is(struct checker *c, struct node *n, struct type wanted) {
    if (n == NULL) return;
    struct type have = check_expression(c, n, wanted);
    if (!fits(have, wanted)) {
        if (type_equal(wanted, TRUTH))
            diag_report(c->sink, DIAG_NOT_A_CONDITION, n->span, WORDS_OF(c, have));
        else
            report_type(c, n, have, wanted);
    }
}

/* A name that means something only through the type that is expected: an item or a label. */
static bool is_bare(struct checker *c, struct node *n) { return n->kind == NODE_NAME && name_find(c, n->text) == NULL; }

static struct symbol *item_of_wanted(struct checker *c, struct text name, struct type wanted) {
    if (wanted.kind == TYPE_CHOICE) return name_in_members(c->program->choices.items[wanted.index], name);
    if (is_textual(wanted)) return name_label(c, name);
    return NULL;
}

static struct type use_symbol(struct checker *c, struct node *n, struct symbol *s) {
    n->decl = s;
    if (s->kind != SYMBOL_BUILTIN) s->used = true;
    switch (s->kind) {
    case SYMBOL_PARAMETER:
    case SYMBOL_LOCAL:
    case SYMBOL_CAPTURE:
    case SYMBOL_APPLICATION:
    case SYMBOL_LABELS: return s->type;
    case SYMBOL_LET:
    case SYMBOL_SET: check_symbol(c->program, s); return s->type;
    case SYMBOL_ITEM:
    case SYMBOL_LABEL: return s->type;
    case SYMBOL_BUILTIN: {
        struct node *call = n;
        call->kids = NULL;
        return NONE;
    }
    case SYMBOL_BINDER: diag_report(c->sink, DIAG_BINDER_ALONE, n->span, n->text); return NONE;
    case SYMBOL_RECORD:
    case SYMBOL_CHOICE:
    case SYMBOL_FUNCTION:
    case SYMBOL_TEMPLATE:
    case SYMBOL_FIELD: diag_report(c->sink, DIAG_NOT_A_VALUE, n->span, n->text); return NONE;
    }
    return NONE;
}

/* ---- built-ins ---- */

static const char *const signatures[] = {
#define BUILTIN(id, zh, en, signature, doc_zh, doc_en) signature,
#include "lang/code/builtins.def"
#undef BUILTIN
};

static struct type letter_type(struct checker *c, char letter, struct type any) {
    switch (letter) {
    case 't': return type_one(TYPE_TEXT);
    case 'l': return type_one(TYPE_LABEL);
    case 'b': return TRUTH;
    case 'n': return type_one(TYPE_NUMBER);
    case 'p': return type_one(TYPE_PERCENT);
    case 'm': return type_one(TYPE_MONEY);
    case 'd': return type_one(TYPE_DATE);
    case 'w': return type_one(TYPE_MOMENT);
    case 'M': return type_one(TYPE_MONTHS);
    case 'D': return type_one(TYPE_DAYS);
    case '#': return type_one(TYPE_TALLY);
    case 'c': return c->program->country != NULL ? c->program->country->type : NONE;
    default: return any;
    }
}

static bool is_summable(struct type t) {
    return t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT || t.kind == TYPE_MONEY || t.kind == TYPE_MONTHS ||
           t.kind == TYPE_DAYS;
}
static bool is_ordered(struct checker *c, struct type t) {
    return is_summable(t) || t.kind == TYPE_TALLY || t.kind == TYPE_DATE || t.kind == TYPE_MOMENT ||
           (t.kind == TYPE_CHOICE && (c->program->choices.items[t.index]->node->flags & NODE_ORDERED) != 0);
}

static struct type check_builtin(struct checker *c, struct node *n, struct symbol *s, struct node *args) {
    const char *at = signatures[s->index];
    const char *result = at;
    while (*at != ':') at++;
    at++;
    struct type any = NONE;
    uint32_t k = 0, n_args = args == NULL ? 0 : args->n_kids, wanted_args = 0;
    for (const char *p = at; *p != '\0'; p++)
        if (*p != '[' && *p != ']') wanted_args++;
    if (wanted_args != n_args) {
        diag_report(c->sink, DIAG_WRONG_ARGUMENTS, n->span, n->text, text_format(c->arena, "%u", wanted_args),
                    text_format(c->arena, "%u", n_args));
        return NONE;
    }
    for (; *at != '\0'; at++) {
        bool list = *at == '[';
        if (list) at++;
        char letter = *at;
        if (list) at++;
        struct node *arg = args->kids[k++];
        bool generic = letter == 'A' || letter == 'O';
        struct type wanted = generic ? NONE : letter_type(c, letter, NONE);
        if (!generic && type_is(wanted, TYPE_DATE)) {
            struct type have = check_expression(c, arg, wanted);
            if (!fits(have, wanted) && !type_is(have, TYPE_MOMENT)) report_type(c, arg, have, wanted);
            continue;
        }
        struct type have = check_expression(c, arg, wanted);
        if (is_none(have)) return NONE;
        if (list && have.shape == SHAPE_ONE) {
            diag_report(c->sink, DIAG_NOT_A_LIST, arg->span, WORDS_OF(c, have));
            return NONE;
        }
        if (generic) {
            any = type_element(have);
            bool ordered = s->index == 1 /* SUM */ ? is_summable(any) : is_ordered(c, any);
            if (letter == 'O' && !ordered) {
                diag_report(c->sink, DIAG_NOT_ORDERED, arg->span, WORDS_OF(c, any));
                return NONE;
            }
        } else if (!fits(have, wanted)) {
            report_type(c, arg, have, wanted);
        }
    }
    bool set = *result == '{';
    struct type t = letter_type(c, set ? result[1] : result[0], any);
    return set ? type_set_of(t) : t;
}

static struct type check_call(struct checker *c, struct node *n) {
    struct symbol *s = name_find(c, n->text);
    struct node *args = n->kids[CALL_ARGS];
    n->decl = s;
    if (s != NULL && s->kind == SYMBOL_BUILTIN) return check_builtin(c, n, s, args);
    if (s == NULL || s->kind != SYMBOL_FUNCTION) {
        for (uint32_t i = 0; i < args->n_kids; i++) check_expression(c, args->kids[i], NONE);
        if (s == NULL)
            name_unknown(c, n, NONE);
        else
            diag_report(c->sink, DIAG_NOT_A_FUNCTION, n->span, n->text);
        return NONE;
    }
    s->used = true;
    if (args->n_kids != s->members.count)
        diag_report(c->sink, DIAG_WRONG_ARGUMENTS, n->span, n->text, text_format(c->arena, "%zu", s->members.count),
                    text_format(c->arena, "%u", args->n_kids));
    for (uint32_t i = 0; i < args->n_kids; i++)
        check_is(c, args->kids[i], i < s->members.count ? s->members.items[i]->type : NONE);
    check_symbol(c->program, s);
    return s->type;
}

/* ---- names and fields ---- */

static struct type check_name(struct checker *c, struct node *n, struct type wanted) {
    struct symbol *s = name_find(c, n->text), *item = item_of_wanted(c, n->text, wanted);
    if (item != NULL && (s == NULL || !fits(type_element(s->type), type_element(wanted)))) s = item;
    if (s == NULL) {
        name_unknown(c, n, type_element(wanted));
        return NONE;
    }
    if (s->kind == SYMBOL_BUILTIN) {
        n->decl = s;
        return check_builtin(c, n, s, NULL);
    }
    return use_symbol(c, n, s);
}

static struct type check_field(struct checker *c, struct node *n) {
    struct node *object = n->kids[FIELD_OBJECT];
    if (object->kind == NODE_NAME) {
        struct symbol *binder = name_find(c, object->text);
        if (binder != NULL && binder->kind == SYMBOL_BINDER) {
            object->decl = binder;
            struct symbol *capture = name_in_members(binder, n->text);
            n->decl = capture;
            if (capture == NULL) diag_report(c->sink, DIAG_NO_CAPTURE, n->span, n->text, object->text);
            return capture != NULL ? capture->type : NONE;
        }
    }
    struct type t = check_expression(c, object, NONE);
    if (is_none(t)) return NONE;
    if (t.kind != TYPE_RECORD) {
        diag_report(c->sink, DIAG_NO_FIELDS, n->span, n->text, WORDS_OF(c, t));
        return NONE;
    }
    struct symbol *record = c->program->records.items[t.index], *field = name_in_members(record, n->text);
    if (field == NULL) {
        size_t best = n->text.len <= 6 ? 2 : 3;
        struct text suggestion = TEXT("");
        for (size_t i = 0; i < record->members.count; i++) {
            const struct names *names = &record->members.items[i]->names;
            for (unsigned k = 0; k < 2; k++) {
                struct text spelling = k == 0 ? names->zh : names->en;
                size_t d = spelling.len == 0 ? best : text_distance(n->text, spelling, best);
                if (d < best) {
                    best = d;
                    suggestion = spelling;
                }
            }
        }
        struct span at = n->span;
        at.start = at.end - (uint32_t)n->text.len;
        struct diag *d = diag_report(c->sink, DIAG_UNKNOWN_FIELD, at, n->text, WORDS_OF(c, type_element(t)));
        d->suggestion = suggestion;
        return NONE;
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
    if (is_bare(c, l) && !is_bare(c, r)) {
        *tr = check_expression(c, r, NONE);
        *tl = check_expression(c, l, type_element(*tr));
    } else {
        *tl = check_expression(c, l, NONE);
        *tr = check_expression(c, r, *tl);
    }
}

static void check_comparable(struct checker *c, struct node *at, struct type l, struct type r, bool order, bool dates) {
    if (is_none(l) || is_none(r)) return;
    bool same = fits(l, r) || (is_day(l) && is_day(r));
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
    if (l.shape != SHAPE_ONE || !is_ordered(c, l))
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
        if (is_bare(c, l)) {
            tr = check_expression(c, r, NONE);
            tl = check_expression(c, l, type_element(tr));
        } else {
            tl = check_expression(c, l, NONE);
            tr = check_expression(c, r, type_set_of(tl));
        }
        if (!is_none(tr) && tr.shape == SHAPE_ONE)
            diag_report(c->sink, DIAG_NOT_A_LIST, r->span, WORDS_OF(c, tr));
        else if (!is_none(tl) && tl.shape != SHAPE_ONE)
            diag_report(c->sink, DIAG_LIST_IN, n->span, WORDS_OF(c, tl));
        else if (!fits(tl, type_element(tr)))
            diag_report(c->sink, DIAG_NOT_COMPARABLE, n->span, WORDS_OF(c, tl), WORDS_OF(c, type_element(tr)));
        break;
    case COMPARE_INCLUDES:
        tl = check_expression(c, l, NONE);
        tr = check_expression(
            c, r, r->kind == NODE_SET_LITERAL || r->kind == NODE_LIST_LITERAL ? type_set_of(tl) : type_element(tl));
        if (!is_none(tl) && tl.shape == SHAPE_ONE)
            diag_report(c->sink, DIAG_NOT_A_LIST, l->span, WORDS_OF(c, tl));
        else if (!fits(type_element(tr), type_element(tl)))
            diag_report(c->sink, DIAG_NOT_COMPARABLE, n->span, WORDS_OF(c, type_element(tl)), WORDS_OF(c, tr));
        break;
    }
    return TRUTH;
}

static struct type check_arithmetic(struct checker *c, struct node *n, struct type wanted) {
    struct node *l = n->kids[ARITHMETIC_LEFT], *r = n->kids[ARITHMETIC_RIGHT];
    bool sets = n->op == ARITHMETIC_UNION || n->op == ARITHMETIC_INTERSECT || n->op == ARITHMETIC_EXCEPT;
    struct type a = check_expression(c, l, sets ? wanted : NONE),
                b = check_expression(c, r, sets ? (is_none(a) ? wanted : a) : NONE);
    if (is_none(a) || is_none(b)) return NONE;
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
        if (ones && same && is_summable(a)) return a;
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
        if (a.shape != SHAPE_ONE && b.shape != SHAPE_ONE && fits(a, b))
            return a.shape == SHAPE_SET && b.shape == SHAPE_SET ? type_set_of(a) : type_list_of(a);
        break;
    }
    diag_report(c->sink, DIAG_NO_ARITHMETIC, n->span, WORDS_OF(c, a), WORDS_OF(c, b));
    return NONE;
}

/* ---- patterns ---- */

struct node *constant_set(const struct symbol *symbol) {
    if (symbol == NULL || symbol->kind != SYMBOL_SET || symbol->value == NULL ||
        (symbol->value->kind != NODE_SET_LITERAL && symbol->value->kind != NODE_LIST_LITERAL))
        return NULL;
    for (uint32_t i = 0; i < symbol->value->n_kids; i++)
        if (symbol->value->kids[i]->kind != NODE_TEXT || (symbol->value->kids[i]->flags & NODE_HAS_HOLES) != 0)
            return NULL;
    return symbol->value;
}

static int longer_first(const void *a, const void *b) {
    const struct text *x = a, *y = b;
    return x->len != y->len ? (x->len < y->len ? 1 : -1) : text_compare(*x, *y);
}

/* A set of texts as alternatives, the longest first, so that none hides behind its beginning. */
static bool put_alternatives(struct checker *c, struct buffer *out, struct node *hole) {
    struct symbol *s = hole->kind == NODE_NAME ? name_find(c, hole->text) : NULL;
    struct node *set = constant_set(s);
    if (set == NULL) {
        if (s == NULL && hole->kind == NODE_NAME)
            name_unknown(c, hole, NONE);
        else
            diag_report0(c->sink, DIAG_PATTERN_HOLE, hole->span);
        return false;
    }
    hole->decl = s;
    s->used = true;
    check_symbol(c->program, s);
    struct text *texts = ARENA_ARRAY(c->arena, set->n_kids + 1, struct text);
    for (uint32_t i = 0; i < set->n_kids; i++) texts[i] = set->kids[i]->text;
    qsort(texts, set->n_kids, sizeof *texts, longer_first);
    buffer_str(out, "(?:");
    for (uint32_t i = 0; i < set->n_kids; i++) {
        if (i > 0) buffer_byte(out, '|');
        regex_quote(out, texts[i]);
    }
    buffer_byte(out, ')');
    return true;
}

static struct type check_match(struct checker *c, struct node *n) {
    struct node *pattern = n->kids[MATCH_PATTERN], *binder = n->kids[MATCH_BINDER];
    check_is(c, n->kids[MATCH_OPERAND], type_one(TYPE_TEXT));
    bool good = true;
    if (pattern->flags & NODE_HAS_HOLES) {
        struct buffer b;
        buffer_init(&b, c->arena);
        for (uint32_t i = 0; i < pattern->n_kids; i++)
            if (pattern->kids[i]->kind == NODE_PATTERN)
                buffer_text(&b, pattern->kids[i]->text);
            else
                good = put_alternatives(c, &b, pattern->kids[i]) && good;
        pattern->text = buffer_done(&b);
    }
    struct regex *regex = NULL;
    if (good && pattern->text.len > LIMIT_PATTERN_BYTES) {
        diag_report0(c->sink, DIAG_LIMIT_PATTERN, pattern->span);
    } else if (good) {
        struct text reason;
        size_t offset;
        regex = regex_new(c->arena, pattern->text, &reason, &offset);
        if (regex == NULL)
            diag_report(
                c->sink, DIAG_BAD_PATTERN, pattern->span, reason,
                text_slice(pattern->text, offset < pattern->text.len ? offset : pattern->text.len, pattern->text.len));
    }
    struct symbol *s = symbol_new(c->program, SYMBOL_BINDER, binder, binder != NULL ? binder : n, n->span.file);
    s->state = SYMBOL_CHECKED;
    for (unsigned g = 0; regex != NULL && g < regex_groups(regex); g++) {
        struct symbol *capture = ARENA_NEW(c->arena, struct symbol);
        capture->kind = SYMBOL_CAPTURE;
        capture->names.zh = text_copy(c->arena, regex_group_name(regex, g));
        capture->type = type_one(TYPE_TEXT);
        capture->state = SYMBOL_CHECKED;
        capture->index = g;
        capture->owner = s;
        VEC_PUSH(c->arena, &s->members, capture);
    }
    if (regex != NULL) regex_free(regex);
    n->decl = s;
    if (binder != NULL) {
        name_for_readers(c, s);
        binder->decl = s;
        VEC_PUSH(c->arena, &c->locals, s);
    }
    return TRUTH;
}

/* ---- loops ---- */

static struct symbol *element_symbol(struct checker *c, struct node *variable, struct type element, struct node *at) {
    struct symbol *s =
        symbol_new(c->program, SYMBOL_LOCAL, variable, variable != NULL ? variable : at, at->span.file);
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
    struct type t = check_expression(c, source, NONE);
    if (!is_none(t) && t.shape == SHAPE_ONE) {
        diag_report(c->sink, DIAG_NOT_A_LIST, source->span, WORDS_OF(c, t));
        return NONE;
    }
    return t;
}

static struct type check_quantifier(struct checker *c, struct node *n) {
    struct type t = check_source(c, n->kids[QUANTIFIER_SOURCE]);
    size_t mark = c->locals.count;
    struct symbol *element = element_symbol(c, n->kids[QUANTIFIER_VARIABLE], type_element(t), n);
    VEC_PUSH(c->arena, &c->locals, element);
    check_is(c, n->kids[QUANTIFIER_WHERE], TRUTH);
    check_is(c, n->kids[QUANTIFIER_BODY], TRUTH);
    c->locals.count = mark;
    return TRUTH;
}

static struct type check_filter(struct checker *c, struct node *n) {
    struct type t = check_source(c, n->kids[FILTER_SOURCE]);
    struct symbol *outer = c->it;
    size_t mark = c->locals.count;
    c->it = element_symbol(c, NULL, type_element(t), n);
    n->decl = c->it;
    check_is(c, n->kids[FILTER_CONDITION], TRUTH);
    c->it = outer;
    c->locals.count = mark;
    return is_none(t) ? t : type_list_of(t);
}

static struct type check_elements(struct checker *c, struct node *n, struct type wanted) {
    struct type element = is_none(wanted) ? NONE : type_element(wanted);
    bool list = n->kind == NODE_LIST_LITERAL;
    for (uint32_t i = 0; i < n->n_kids; i++) {
        if (is_none(element))
            element = check_expression(c, n->kids[i], NONE);
        else
            check_is(c, n->kids[i], element);
        if (!is_none(element) && element.shape != SHAPE_ONE) {
            diag_report0(c->sink, DIAG_LIST_IN_LIST, n->kids[i]->span);
            return NONE;
        }
        if (element.kind == TYPE_TALLY) element = type_one(TYPE_NUMBER);
    }
    if (is_none(element)) {
        if (n->n_kids == 0) diag_report0(c->sink, DIAG_EMPTY_LIST_TYPE, n->span);
        return NONE;
    }
    return list ? type_list_of(element) : type_set_of(element);
}

/* Checks an operand whose captures are not known to hold outside it. */
static void check_apart(struct checker *c, struct node *n) {
    size_t mark = c->locals.count;
    check_is(c, n, TRUTH);
    c->locals.count = mark;
}

static struct type check_if(struct checker *c, struct node *n, struct type wanted) {
    size_t mark = c->locals.count;
    check_is(c, n->kids[IF_CONDITION], TRUTH);
    struct type a = check_expression(c, n->kids[IF_THEN], wanted);
    c->locals.count = mark;
    struct type b = check_expression(c, n->kids[IF_ELSE], is_none(wanted) ? a : wanted);
    c->locals.count = mark;
    if (!fits(a, b)) {
        diag_report(c->sink, DIAG_BRANCHES_DIFFER, n->span, WORDS_OF(c, a), WORDS_OF(c, b));
        return NONE;
    }
    if (a.kind == TYPE_TALLY) return type_one(TYPE_NUMBER);
    return is_none(a) ? b : a;
}

static struct type check_node(struct checker *c, struct node *n, struct type wanted) {
    switch ((enum node_kind)n->kind) {
    case NODE_NUMBER: return type_one(TYPE_NUMBER);
    case NODE_LITERAL: return n->type;
    case NODE_TRUTH: return n->value.state == STATE_UNKNOWN && !is_none(wanted) ? wanted : TRUTH;
    case NODE_TEXT:
        for (uint32_t i = 0; i < n->n_kids; i++)
            if (n->kids[i]->kind != NODE_TEXT || n->kids[i]->n_kids > 0) {
                struct type t = check_expression(c, n->kids[i], NONE);
                (void)t;
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
            return NONE;
        }
        n->decl = c->it;
        return c->it->type;
    case NODE_NOT: check_apart(c, n->kids[NOT_OPERAND]); return TRUTH;
    case NODE_NEGATE: {
        struct type t = check_expression(c, n->kids[NEGATE_OPERAND], wanted);
        if (t.kind == TYPE_TALLY) t = type_one(TYPE_NUMBER);
        if (!is_none(t) &&
            (t.shape != SHAPE_ONE || !(t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT || t.kind == TYPE_MONEY))) {
            diag_report(c->sink, DIAG_NO_NEGATIVE, n->span, WORDS_OF(c, t));
            return NONE;
        }
        return t;
    }
    case NODE_AND:
        check_is(c, n->kids[AND_LEFT], TRUTH);
        check_is(c, n->kids[AND_RIGHT], TRUTH);
        return TRUTH;
    case NODE_OR:
        check_apart(c, n->kids[OR_LEFT]);
        check_apart(c, n->kids[OR_RIGHT]);
        return TRUTH;
    case NODE_COMPARE: return check_compare(c, n);
    case NODE_ARITHMETIC: return check_arithmetic(c, n, wanted);
    case NODE_BETWEEN: {
        struct type t, low, high;
        check_sides(c, n->kids[BETWEEN_OPERAND], n->kids[BETWEEN_LOW], &t, &low);
        high = check_expression(c, n->kids[BETWEEN_HIGH], t);
        check_comparable(c, n, t, low, true, false);
        check_comparable(c, n, t, high, true, false);
        return TRUTH;
    }
    case NODE_HAS: check_expression(c, n->kids[HAS_OPERAND], NONE); return TRUTH;
    case NODE_MISSING:
        check_expression(c, n->kids[MISSING_OPERAND], NONE);
        if (!c->missing_allowed) diag_report0(c->sink, DIAG_MISSING_IN_STATEMENT, n->span);
        return TRUTH;
    case NODE_MATCH: return check_match(c, n);
    case NODE_GROUP: {
        struct node *items = n->kids[GROUP_ITEMS];
        size_t mark = c->locals.count;
        for (uint32_t i = 0; i < items->n_kids; i++) {
            if (n->op == GROUP_ALL)
                check_is(c, items->kids[i], TRUTH);
            else
                check_apart(c, items->kids[i]);
        }
        if (n->op != GROUP_ALL) c->locals.count = mark;
        return TRUTH;
    }
    case NODE_QUANTIFIER: return check_quantifier(c, n);
    case NODE_FILTER: return check_filter(c, n);
    case NODE_IF: return check_if(c, n, wanted);
    default: return NONE; /* a part of the tree that is no expression is the grammar's bug */
    }
}

struct type check_expression(struct checker *c, struct node *n, struct type wanted) {
    if (n == NULL) return NONE;
    n->type = check_node(c, n, wanted);
    return n->type;
}

/* ---- declarations with a value ---- */

static struct module *module_of(struct program *program, uint32_t file) {
    for (size_t i = 0; i < program->modules.count; i++)
        if (program->modules.items[i]->file == file) return program->modules.items[i];
    return NULL;
}

void check_symbol(struct program *program, struct symbol *s) {
    if (s->state == SYMBOL_CHECKED) return;
    if (s->state == SYMBOL_CHECKING) {
        diag_report(program->sink, DIAG_CIRCLE, s->node->span, s->names.zh.len > 0 ? s->names.zh : s->names.en);
        s->state = SYMBOL_CHECKED;
        return;
    }
    s->state = SYMBOL_CHECKING;
    if (s->value != NULL) {
        struct checker c = {
            .program = program, .arena = program->arena, .sink = program->sink, .module = module_of(program, s->file)};
        c.heading = c.module != NULL ? c.module->last_heading : NULL;
        /* A fallback may ask whether something is missing: knowing is the question there. */
        c.missing_allowed = s->kind == SYMBOL_FIELD;
        if (s->self != NULL) VEC_PUSH(program->arena, &c.locals, s->self);
        if (s->kind == SYMBOL_FUNCTION)
            for (size_t i = 0; i < s->members.count; i++) VEC_PUSH(program->arena, &c.locals, s->members.items[i]);
        struct type have = check_expression(&c, s->value, s->type);
        if (have.kind == TYPE_TALLY) have = type_one(TYPE_NUMBER);
        if (is_none(s->type))
            s->type = s->kind == SYMBOL_SET && have.shape == SHAPE_LIST ? type_set_of(have) : have;
        else if (!fits(have, s->type))
            report_type(&c, s->value, have, s->type);
        if (s->kind == SYMBOL_SET && !is_none(s->type) && s->type.shape == SHAPE_ONE)
            diag_report(program->sink, DIAG_NOT_A_LIST, s->value->span, WORDS_OF(&c, s->type));
    }
    s->state = SYMBOL_CHECKED;
}

struct type sema_expression(struct program *program, struct node *expression) {
    struct checker c = {.program = program, .arena = program->arena, .sink = program->sink};
    /* The names of the last file loaded are known: the policy's own. */
    c.module = program->modules.count > 0 ? program->modules.items[program->modules.count - 1] : NULL;
    c.heading = c.module != NULL ? c.module->last_heading : NULL;
    c.missing_allowed = true;
    return check_expression(&c, expression, NONE);
}
