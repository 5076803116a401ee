/* Expressions whose value stands in the policy: loaded, not worked out. */
#include "lang/compile/internal.h"

static struct text canonical_label(struct compiler *k, struct text t) {
    for (const struct heading *h = k->heading; h != NULL; h = h->direction) {
        for (size_t i = 0; i < h->labels.count; i++)
            if (text_equal(h->labels.items[i]->names.en, t)) return h->labels.items[i]->names.zh;
        for (size_t i = 0; i < h->themes.count; i++)
            if (text_equal(h->themes.items[i]->names.en, t)) return h->themes.items[i]->names.zh;
    }
    for (size_t l = 0; l < k->program->labels.count; l++)
        for (size_t i = 0; i < k->program->labels.items[l]->members.count; i++)
            if (text_equal(k->program->labels.items[l]->members.items[i]->names.en, t))
                return k->program->labels.items[l]->members.items[i]->names.zh;
    return t;
}

/* The value of a constant that is one thing; false where the expression is none. */
static bool constant_value(struct compiler *k, struct node *n, struct value *out) {
    switch ((enum node_kind)n->kind) {
    case NODE_NUMBER:
    case NODE_LITERAL:
    case NODE_TRUTH: *out = n->value; return true;
    case NODE_TEXT:
        if (n->flags & NODE_HAS_HOLES) return false;
        *out = value_text(n->type.kind == TYPE_LABEL ? canonical_label(k, n->text) : n->text);
        return true;
    case NODE_NAME: {
        struct symbol *s = n->decl;
        if (s == NULL) return false;
        if (s->kind == SYMBOL_ITEM) {
            *out = (struct value){.i = s->index, .state = STATE_KNOWN};
            return true;
        }
        if (s->kind == SYMBOL_LABEL) {
            *out = value_text(s->names.zh);
            return true;
        }
        return s->kind == SYMBOL_LET && s->value != NULL && s->value->type.shape == SHAPE_ONE &&
               type_equal(s->value->type, s->type) && constant_value(k, s->value, out);
    }
    case NODE_NEGATE:
        if (!constant_value(k, n->kids[NEGATE_OPERAND], out) || out->state != STATE_KNOWN ||
            type_is(n->type, TYPE_TALLY))
            return false;
        out->i = -out->i;
        return true;
    default: return false;
    }
}

static bool same_value(struct type t, struct value a, struct value b) {
    if ((t.kind == TYPE_TEXT || t.kind == TYPE_LABEL)) return text_equal(value_as_text(a), value_as_text(b));
    return a.i == b.i && a.aux == b.aux;
}

uint32_t compile_constant(struct compiler *k, struct node *n, struct type type) {
    struct value value;
    if (type.kind == TYPE_NONE || type.kind == TYPE_TALLY) return IMAGE_NONE;
    if (type.shape == SHAPE_ONE)
        return constant_value(k, n, &value) ? builder_constant(&k->build, type, value) : IMAGE_NONE;
    if (n->kind == NODE_TRUTH) return builder_constant(&k->build, type, n->value); /* 未知 */
    if (n->kind == NODE_NAME) {
        struct symbol *s = n->decl;
        if (s != NULL && (s->kind == SYMBOL_SET || s->kind == SYMBOL_LET) && s->value != NULL)
            return compile_constant(k, s->value, s->type);
        if (s != NULL && s->kind == SYMBOL_LABELS) {
            struct value *all = ARENA_ARRAY(k->arena, s->members.count + 1, struct value);
            for (size_t i = 0; i < s->members.count; i++) all[i] = value_text(s->members.items[i]->names.zh);
            return builder_constant_list(&k->build, type, all, (uint32_t)s->members.count);
        }
        return IMAGE_NONE;
    }
    if (n->kind == NODE_TRUTH) return builder_constant(&k->build, type, n->value); /* 未知 */
    if (n->kind != NODE_SET_LITERAL && n->kind != NODE_LIST_LITERAL) return IMAGE_NONE;
    struct value *elements = ARENA_ARRAY(k->arena, n->n_kids + 1, struct value);
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->n_kids; i++) {
        if (!constant_value(k, n->kids[i], &value)) return IMAGE_NONE;
        bool twice = false;
        for (uint32_t e = 0; n->kind == NODE_SET_LITERAL && e < count; e++)
            twice = twice || (value.state == STATE_KNOWN && same_value(type_element(type), elements[e], value));
        if (!twice) elements[count++] = value;
    }
    return builder_constant_list(&k->build, type, elements, count);
}
