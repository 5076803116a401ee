/* Calls of built-in functions, by the signatures of builtins.def. */
#include "lang/sema/internal.h"

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

struct type check_builtin(struct checker *c, struct node *n, struct symbol *s, struct node *args) {
    const char *at = signatures[s->index];
    const char *result = at;
    while (*at != ':') at++;
    at++;
    struct type any = TYPE_NOTHING;
    uint32_t k = 0, n_args = args == NULL ? 0 : args->n_kids, wanted_args = 0;
    for (const char *p = at; *p != '\0'; p++)
        if (*p != '[' && *p != ']') wanted_args++;
    if (wanted_args != n_args) {
        diag_report(c->sink, DIAG_WRONG_ARGUMENTS, n->span, n->text, text_format(c->arena, "%u", wanted_args),
                    text_format(c->arena, "%u", n_args));
        return TYPE_NOTHING;
    }
    for (; *at != '\0'; at++) {
        bool list = *at == '[';
        if (list) at++;
        char letter = *at;
        if (list) at++;
        struct node *arg = args->kids[k++];
        bool generic = letter == 'A' || letter == 'O' || letter == 'S';
        struct type wanted = generic ? TYPE_NOTHING : letter_type(c, letter, TYPE_NOTHING);
        if (!generic && type_is(wanted, TYPE_DATE)) {
            struct type have = check_expression(c, arg, wanted);
            if (!type_fits(have, wanted) && !type_is(have, TYPE_MOMENT)) report_wrong_type(c, arg, have, wanted);
            continue;
        }
        struct type have = check_expression(c, arg, wanted);
        if (type_is_none(have)) return TYPE_NOTHING;
        if (list && have.shape == SHAPE_ONE) {
            diag_report(c->sink, DIAG_NOT_A_LIST, arg->span, WORDS_OF(c, have));
            return TYPE_NOTHING;
        }
        if (generic) {
            any = type_element(have);
            bool wrong = (letter == 'S' && !type_is_summable(any)) || (letter == 'O' && !type_is_ordered(c, any));
            if (wrong) {
                diag_report(c->sink, DIAG_NOT_ORDERED, arg->span, WORDS_OF(c, any));
                return TYPE_NOTHING;
            }
        } else if (!type_fits(have, wanted)) {
            report_wrong_type(c, arg, have, wanted);
        }
    }
    bool set = *result == '{';
    struct type t = letter_type(c, set ? result[1] : result[0], any);
    return set ? type_set_of(t) : t;
}
