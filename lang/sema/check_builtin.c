/* Calls of built-in functions, by the signatures of builtins.def. */
#include "lang/code/builtin.h"
#include "lang/sema/internal.h"
#include "lang/value/money.h"

static const char *const signatures[] = {
#define BUILTIN(id, zh, en, signature, doc_zh, doc_en) signature,
#include "lang/code/builtins.def"
#undef BUILTIN
};

static struct type letter_type(struct checker *c, char letter, struct type any) {
    switch (letter) {
    case 't': return type_one(TYPE_TEXT);
    case 'l': return type_one(TYPE_LABEL);
    case 'b': return TYPE_A_TRUTH;
    case 'n': return type_one(TYPE_NUMBER);
    case 'p': return type_one(TYPE_PERCENT);
    case 'm': return type_one(TYPE_MONEY);
    case 'd': return type_one(TYPE_DATE);
    case 'w': return type_one(TYPE_MOMENT);
    case 'M': return type_one(TYPE_MONTHS);
    case 'D': return type_one(TYPE_DAYS);
    case '#': return type_one(TYPE_TALLY);
    case 'c': return c->program->country != NULL ? c->program->country->type : TYPE_NOTHING;
    default: return any;
    }
}

bool type_is_summable(struct type t) {
    return t.kind == TYPE_NUMBER || t.kind == TYPE_PERCENT || t.kind == TYPE_MONEY || t.kind == TYPE_MONTHS ||
           t.kind == TYPE_DAYS;
}
bool type_is_ordered(struct checker *c, struct type t) {
    return type_is_summable(t) || t.kind == TYPE_TALLY || t.kind == TYPE_DATE || t.kind == TYPE_MOMENT ||
           (t.kind == TYPE_CHOICE && (c->program->choices.items[t.index]->node->flags & NODE_ORDERED) != 0);
}

/* ---- parameters that are more than a type ---- */

struct symbol *sema_text_key(const struct symbol *record) {
    struct symbol *key = NULL;
    for (size_t i = 0; i < record->members.count; i++) {
        struct symbol *field = record->members.items[i];
        if (field->node == NULL || field->node->kind != NODE_FIELD_DECL || (field->node->flags & NODE_KEY) == 0)
            continue;
        if (key != NULL) return NULL;
        key = field;
    }
    return key != NULL && key->value == NULL && (type_is(key->type, TYPE_TEXT) || type_is(key->type, TYPE_LABEL))
               ? key
               : NULL;
}

const struct symbol *sema_rate_field(const struct symbol *record) {
    const struct symbol *rate = NULL;
    for (size_t i = 0; i < record->members.count; i++) {
        const struct symbol *field = record->members.items[i];
        if (!type_is(field->type, TYPE_NUMBER)) continue;
        if (rate != NULL) return NULL;
        rate = field;
    }
    return rate != NULL && rate->value == NULL && sema_text_key(record) != NULL ? rate : NULL;
}

static bool check_rates(struct checker *c, struct node *arg) {
    struct type t = check_expression(c, arg, TYPE_NOTHING);
    if (type_is_none(t)) return false;
    if (t.kind == TYPE_RECORD && t.shape != SHAPE_ONE && sema_rate_field(c->program->records.items[t.index]) != NULL)
        return true;
    diag_report(c->sink, DIAG_NO_RATE_TABLE, arg->span, WORDS_OF(c, t));
    return false;
}

static bool check_links(struct checker *c, struct node *arg) {
    struct type t = check_expression(c, arg, TYPE_NOTHING);
    if (type_is_none(t)) return false;
    if (arg->kind == NODE_FIELD && arg->decl != NULL && ((struct symbol *)arg->decl)->kind == SYMBOL_FIELD) {
        struct type list = arg->kids[FIELD_OBJECT]->type;
        if (list.shape != SHAPE_ONE && (t.kind == TYPE_TEXT || t.kind == TYPE_LABEL) &&
            sema_text_key(c->program->records.items[list.index]) != NULL)
            return true;
    }
    diag_report0(c->sink, DIAG_LINKS_EXPECTED, arg->span);
    return false;
}

/* Of an amount or a list of amounts: what is worked out from it, one or many. */
static struct type check_amounts(struct checker *c, struct node *arg) {
    struct type t = check_expression(c, arg, type_one(TYPE_MONEY));
    if (type_is_none(t)) return t;
    if (t.kind != TYPE_MONEY) {
        report_wrong_type(c, arg, t, type_one(TYPE_MONEY));
        return TYPE_NOTHING;
    }
    return t.shape == SHAPE_ONE ? t : type_list_of(t);
}

static void check_currency(struct checker *c, struct node *arg) {
    enum currency currency;
    int64_t per_unit;
    bool written = arg->kind == NODE_TEXT && (arg->flags & NODE_HAS_HOLES) == 0;
    if (written &&
        !(money_unit(arg->text, &currency, &per_unit) && text_equal(arg->text, text_of(currency_code(currency)))))
        diag_report(c->sink, DIAG_NOT_A_CURRENCY, arg->span, arg->text);
}

/* “L 按 其.k”, “L.f 按 其.k”: the type of what is grouped. */
static struct type check_by(struct checker *c, struct node *n) {
    struct node *list = n->kids[BY_LIST];
    struct type t = check_expression(c, list, TYPE_NOTHING);
    struct node *source = sema_grouped_list(list);
    if (type_is_none(t)) return t;
    if (t.shape == SHAPE_ONE) {
        diag_report(c->sink, DIAG_NOT_A_LIST, list->span, WORDS_OF(c, t));
        return TYPE_NOTHING;
    }
    if (source != list && ((struct symbol *)list->decl)->type.shape != SHAPE_ONE) {
        diag_report(c->sink, DIAG_BY_MANY, list->span, WORDS_OF(c, ((struct symbol *)list->decl)->type));
        return TYPE_NOTHING;
    }
    struct type key = check_with_it(c, n, type_element(source->type), n->kids[BY_KEY]);
    if (type_is_none(key)) return key;
    if (key.shape != SHAPE_ONE || key.kind == TYPE_MONEY || key.kind == TYPE_TALLY) {
        diag_report(c->sink, DIAG_BY_MANY, n->kids[BY_KEY]->span, WORDS_OF(c, key));
        return TYPE_NOTHING;
    }
    return n->type = type_list_of(t);
}

struct node *sema_grouped_list(struct node *list) {
    bool projection = list->kind == NODE_FIELD && list->decl != NULL &&
                      ((struct symbol *)list->decl)->kind == SYMBOL_FIELD &&
                      list->kids[FIELD_OBJECT]->type.shape != SHAPE_ONE;
    return projection ? list->kids[FIELD_OBJECT] : list;
}

/* 最大(个数(L 按 其.k)): kept within bounds, as a count is. */
static bool is_largest_group(const struct symbol *s, const struct node *args) {
    if (s->index != BUILTIN_MAX || args->kids[0]->kind != NODE_CALL) return false;
    const struct symbol *inner = args->kids[0]->decl;
    const struct node *of = args->kids[0]->kids[CALL_ARGS];
    return inner != NULL && inner->kind == SYMBOL_BUILTIN && inner->index == BUILTIN_COUNT && of->n_kids == 1 &&
           of->kids[0]->kind == NODE_BY;
}

static struct type grouped_type(const struct symbol *s, struct type any) {
    return s->index == BUILTIN_COUNT ? type_list_of(type_one(TYPE_NUMBER)) : type_list_of(any);
}

/* ---- signatures ---- */

static bool has_count(struct checker *c, struct node *n, const char *parameters, uint32_t count) {
    uint32_t least = 0, most = 0;
    bool optional = false;
    for (const char *p = parameters; *p != '\0'; p++) {
        if (*p == '?') optional = true;
        if (*p == '[' || *p == ']' || *p == '?') continue;
        most++;
        if (!optional) least++;
    }
    if (count >= least && count <= most) return true;
    struct text wanted = text_format(c->arena, "%u", least);
    if (least != most)
        wanted = diag_both(c->arena, text_format(c->arena, "%u 至 %u", least, most),
                           text_format(c->arena, "%u to %u", least, most));
    diag_report(c->sink, DIAG_WRONG_ARGUMENTS, n->span, n->text, wanted, text_format(c->arena, "%u", count));
    return false;
}

/* [A], [O], [S]: gives the type of the elements. */
static struct type check_list(struct checker *c, struct node *arg, char letter) {
    struct type have = arg->kind == NODE_BY ? check_by(c, arg) : check_expression(c, arg, TYPE_NOTHING);
    if (type_is_none(have)) return TYPE_NOTHING;
    if (have.shape == SHAPE_ONE) {
        diag_report(c->sink, DIAG_NOT_A_LIST, arg->span, WORDS_OF(c, have));
        return TYPE_NOTHING;
    }
    struct type element = type_element(have);
    bool wrong = (letter == 'S' && !type_is_summable(element)) || (letter == 'O' && !type_is_ordered(c, element));
    if (wrong) diag_report(c->sink, DIAG_NOT_ORDERED, arg->span, WORDS_OF(c, element));
    return wrong ? TYPE_NOTHING : element;
}

static void check_plain(struct checker *c, struct node *arg, char letter) {
    struct type wanted = letter_type(c, letter, TYPE_NOTHING), have = check_expression(c, arg, wanted);
    bool day = type_is(wanted, TYPE_DATE) && type_is(have, TYPE_MOMENT);
    if (!type_fits(have, wanted) && !day) report_wrong_type(c, arg, have, wanted);
}

struct type check_builtin(struct checker *c, struct node *n, struct symbol *s, struct node *args) {
    const char *result = signatures[s->index], *at = result;
    while (*at != ':') at++;
    at++;
    struct type any = TYPE_NOTHING;
    uint32_t k = 0;
    if (!has_count(c, n, at, args == NULL ? 0 : args->n_kids)) return TYPE_NOTHING;
    for (; *at != '\0' && args != NULL && k < args->n_kids; at++) {
        struct node *arg = args->kids[k];
        switch (*at) {
        case '?':
        case ']': continue;
        case '[':
            any = check_list(c, arg, *++at);
            if (type_is_none(any)) return TYPE_NOTHING;
            if (arg->kind == NODE_BY) return grouped_type(s, any);
            break;
        case 'X':
            any = check_amounts(c, arg);
            if (type_is_none(any)) return TYPE_NOTHING;
            break;
        case 'R':
            if (!check_rates(c, arg)) return TYPE_NOTHING;
            break;
        case 'F':
            if (!check_links(c, arg)) return TYPE_NOTHING;
            break;
        default: check_plain(c, arg, *at);
        }
        k++;
    }
    if (s->index == BUILTIN_CONVERT && k == 3) check_currency(c, args->kids[2]);
    if (args != NULL && k > 0 && is_largest_group(s, args)) return type_one(TYPE_TALLY);
    bool set = *result == '{';
    struct type t = letter_type(c, set ? result[1] : result[0], any);
    return set ? type_set_of(t) : t;
}
