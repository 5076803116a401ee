/* Rules that displace others, by 代替 and 豁免: the particular displaces the general, a direction's rule the guide's, a
 * theme's rule also the direction's. So no rule can displace itself, nor two one another; whoever writes so, or names a
 * rule of some other place, is told what the name means there. */
#include "lang/sema/internal.h"

#include <string.h>

static struct rule_unit *rule_named(const struct heading *h, struct text name) {
    for (size_t i = 0; h != NULL && i < h->rules.count; i++)
        if (names_match(&h->rules.items[i]->names, name)) return h->rules.items[i];
    return NULL;
}

struct rule_unit *displace_general(const struct heading *h, struct text name) {
    struct rule_unit *r = rule_named(h->direction, name);
    return r != NULL ? r : rule_named(h->guide, name);
}

static const struct rule_parts *parts_of(const struct rule_unit *r) {
    return r->node->kind == NODE_APPLY ? &r->applied : &r->parts;
}

/* The place of a name that is the only text of its node. */
static struct span place_of_name(const struct program *program, const struct node *n) {
    struct text source = source_get(program->sources, n->span.file)->text;
    struct span at = n->span;
    for (uint32_t i = n->span.start; i + n->text.len <= n->span.end; i++)
        if (memcmp(source.ptr + i, n->text.ptr, n->text.len) == 0) {
            at.start = i;
            at.end = i + (uint32_t)n->text.len;
            return at;
        }
    return at;
}

static void nearest(const struct heading *h, struct text name, size_t *best, struct text *suggestion) {
    for (size_t i = 0; h != NULL && i < h->rules.count; i++) {
        const struct text spellings[] = {h->rules.items[i]->names.zh, h->rules.items[i]->names.en};
        for (unsigned k = 0; k < 2; k++) {
            size_t d = spellings[k].len == 0 ? *best : text_distance(name, spellings[k], *best);
            if (d >= *best) continue;
            *best = d;
            *suggestion = spellings[k];
        }
    }
}

/* Rules of one heading of which each names the next as the one it replaces. */
struct chain {
    VEC(const struct rule_unit *) rules;
};

static bool leads_to(struct checker *c, const struct heading *h, const struct rule_unit *from,
                     const struct rule_unit *to, struct chain *chain) {
    for (size_t i = 0; i < chain->rules.count; i++)
        if (chain->rules.items[i] == from) return false;
    VEC_PUSH(c->arena, &chain->rules, from);
    const struct rule_parts *parts = parts_of(from);
    for (size_t i = 0; i < parts->replaces.count; i++) {
        const struct rule_unit *next = rule_named(h, parts->replaces.items[i]->text);
        if (next == to || (next != NULL && leads_to(c, h, next, to, chain))) return true;
    }
    chain->rules.count--;
    return false;
}

/* Whether `by` stands first in the circle, which is reported once. */
static bool is_first(const struct chain *chain, const struct rule_unit *by) {
    for (size_t i = 0; i < chain->rules.count; i++)
        if (chain->rules.items[i]->span.start < by->span.start) return false;
    return true;
}

static void report_own(struct checker *c, const struct heading *h, const struct rule_unit *by,
                       const struct rule_unit *own, struct span at, struct text name) {
    struct chain chain = {0};
    if (own == by) {
        diag_report(c->sink, DIAG_REPLACES_ITSELF, at, name);
    } else if (by != NULL && leads_to(c, h, own, by, &chain)) {
        if (!is_first(&chain, by)) return;
        struct diag *d = diag_report(c->sink, DIAG_REPLACES_CIRCLE, at, rule_unit_name(by), name);
        for (size_t i = 0; i < chain.rules.count; i++)
            for (size_t k = 0; k < parts_of(chain.rules.items[i])->replaces.count; k++)
                diag_mark(c->sink, d, parts_of(chain.rules.items[i])->replaces.items[k]->span, TEXT("接着代替这一条"),
                          TEXT("which replaces this one"));
    } else {
        struct diag *d = diag_report(c->sink, DIAG_NOT_GENERAL, at, name);
        diag_mark(c->sink, d, own->span, TEXT("在这里"), TEXT("it stands here"));
    }
}

/* A rule of that name under another heading, whether it has its final name yet or not. */
static const struct rule_unit *elsewhere(const struct program *program, struct text name,
                                         const struct heading **where) {
    for (size_t h = 0; h < program->headings.count; h++)
        for (size_t i = 0; i < program->headings.items[h]->rules.count; i++) {
            const struct rule_unit *r = program->headings.items[h]->rules.items[i];
            *where = program->headings.items[h];
            bool applied = r->node->kind == NODE_APPLY && r->applied.called == NULL && text_equal(r->node->text, name);
            if (applied || names_match(&r->names, name)) return r;
        }
    return NULL;
}

static struct text kind_words(struct checker *c, const struct heading *h) {
    if (h->kind == HEADING_GUIDE) return diag_both(c->arena, TEXT("指南"), TEXT("guide"));
    return h->kind == HEADING_THEME ? diag_both(c->arena, TEXT("主题"), TEXT("theme"))
                                    : diag_both(c->arena, TEXT("方向"), TEXT("direction"));
}

void displace_report(struct checker *c, const struct heading *h, const struct rule_unit *by, const struct node *n,
                     enum diag_code unknown) {
    struct span at = place_of_name(c->program, n);
    const struct heading *where;
    const struct rule_unit *r = rule_named(h, n->text);
    if (r != NULL) {
        report_own(c, h, by, r, at, n->text);
        return;
    }
    r = elsewhere(c->program, n->text, &where);
    if (r != NULL) {
        struct diag *d = diag_report(c->sink, DIAG_OF_ANOTHER, at, n->text, kind_words(c, where), where->code);
        diag_mark(c->sink, d, r->span, TEXT("在这里"), TEXT("it stands here"));
        return;
    }
    struct symbol *s = name_in_module(c->module, n->text);
    if (s != NULL && s->kind == SYMBOL_TEMPLATE) {
        struct diag *d = diag_report(c->sink, DIAG_DISPLACES_TEMPLATE, at, n->text);
        diag_mark(c->sink, d, s->node->span, TEXT("模板在这里"), TEXT("the template stands here"));
        return;
    }
    size_t best = n->text.len <= 6 ? 2 : 3;
    struct text suggestion = TEXT("");
    nearest(h->direction, n->text, &best, &suggestion);
    nearest(h->guide, n->text, &best, &suggestion);
    diag_report(c->sink, unknown, at, n->text)->suggestion = suggestion;
}
