/* Matches: the pattern with its sets put in, tried out, and what its groups are called. */
#include <stdlib.h>

#include "lang/base/limits.h"
#include "lang/sema/internal.h"
#include "lang/value/regex.h"

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
            name_unknown(c, hole, TYPE_NOTHING);
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

struct type check_match(struct checker *c, struct node *n) {
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
        diag_report(c->sink, DIAG_LIMIT_PATTERN, pattern->span, text_format(c->arena, "%u", LIMIT_PATTERN_BYTES));
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
    return TYPE_A_TRUTH;
}
