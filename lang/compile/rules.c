/* Rules to their rows and chunks, limits among them. */
#include "lang/compile/internal.h"

#include "lang/sema/sema.h"
#include "lang/value/decimal.h"

/* ---- the chunks of a rule ---- */

static bool uses(const struct node *n, const struct symbol *s) {
    if (n == NULL) return false;
    if (n->decl == s) return true;
    for (uint32_t i = 0; i < n->n_kids; i++)
        if (uses(n->kids[i], s)) return true;
    return false;
}

/* Arguments of the template and the rule's own 设, where what follows needs them. */
static void bind_names(struct code *c, struct rule_unit *r, struct rule_parts *parts, struct node *target) {
    if (r->template != NULL && parts == &r->parts)
        for (size_t i = 0; i < r->template->members.count && i < r->args->n_kids; i++) {
            struct symbol *parameter = r->template->members.items[i];
            bool needed = uses(target, parameter);
            for (size_t l = 0; l < parts->lets.count; l++) needed = needed || uses(parts->lets.items[l], parameter);
            if (!needed) continue;
            uint32_t value = compile_as(c, r->args->kids[i], parameter->type);
            parameter->reg = value;
            /* An argument is read in the place of its parameter; its own trace ends here. */
            c->open.count = 0;
        }
    for (size_t i = 0; i < parts->lets.count; i++) {
        struct symbol *let = parts->lets.items[i]->decl;
        bool needed = uses(target, let);
        for (size_t l = i + 1; l < parts->lets.count; l++) needed = needed || uses(parts->lets.items[l], let);
        if (needed) let->reg = compile_as(c, parts->lets.items[i]->kids[LET_VALUE], let->type);
        c->open.count = 0;
    }
}

uint32_t rule_chunk(struct compiler *k, struct rule_unit *r, struct rule_parts *parts, struct node *n,
                    struct type type) {
    struct code c;
    code_begin(&c, k, NULL, 0);
    c.rule = parts == &r->parts ? r : NULL;
    bind_names(&c, r, parts, n);
    return code_end(&c, compile_as(&c, n, type));
}

static struct node *logic(struct compiler *k, enum node_kind kind, struct node *a, struct node *b) {
    struct node *n = kind == NODE_NOT ? ast_make(k->arena, kind, a->span, 1, a)
                                      : ast_make(k->arena, kind, span_join(a->span, b->span), 2, a, b);
    n->type = type_one(TYPE_TRUTH);
    return n;
}

struct node *rule_conditions(struct compiler *k, const struct rule_parts *parts, bool unless) {
    struct node *all = NULL;
    size_t count = unless ? parts->unlesses.count : parts->whens.count;
    for (size_t i = 0; i < count; i++) {
        struct node *one = (unless ? parts->unlesses.items[i] : parts->whens.items[i])->kids[WHEN_CONDITION];
        all = all == NULL ? one : logic(k, unless ? NODE_OR : NODE_AND, all, one);
    }
    return all;
}

/* The template's condition and that of its application, each in its own names. */
static uint32_t condition_chunk(struct compiler *k, struct rule_unit *r, bool unless) {
    struct node *own = rule_conditions(k, &r->parts, unless), *applied = rule_conditions(k, &r->applied, unless);
    if (own == NULL && applied == NULL) return IMAGE_NONE;
    if (applied == NULL) return rule_chunk(k, r, &r->parts, own, type_one(TYPE_TRUTH));
    if (own == NULL) return rule_chunk(k, r, &r->applied, applied, type_one(TYPE_TRUTH));
    return rule_chunk(k, r, &r->parts, logic(k, unless ? NODE_OR : NODE_AND, applied, own), type_one(TYPE_TRUTH));
}

/* What a rule demands as one condition: every element where it asks it of each. */
static struct node *demand(struct compiler *k, struct rule_unit *r, bool negative) {
    struct node *require = r->parts.statement, *body = require->kids[REQUIRE_CONDITION], *each = r->parts.for_each;
    if (negative) body = logic(k, NODE_NOT, body, NULL);
    if (each == NULL) return body;
    struct node *n =
        ast_make(k->arena, NODE_QUANTIFIER, span_join(each->span, body->span), 5, NULL, each->kids[FOR_EACH_VARIABLE],
                 each->kids[FOR_EACH_SOURCE], each->kids[FOR_EACH_WHERE], body);
    n->op = GROUP_ALL;
    n->type = type_one(TYPE_TRUTH);
    return n;
}

static uint32_t message_chunk(struct compiler *k, struct rule_unit *r, struct rule_parts *parts, struct node *text) {
    struct code c;
    struct node *each = r->parts.for_each;
    struct symbol *element = each != NULL && parts == &r->parts ? each->kids[FOR_EACH_VARIABLE]->decl : NULL;
    bool takes = element != NULL && uses(text, element);
    code_begin(&c, k, takes ? &element->type : NULL, takes);
    c.rule = parts == &r->parts ? r : NULL;
    c.is_message = true;
    if (takes) element->reg = 2;
    bind_names(&c, r, parts, text);
    return code_end(&c, compile_as(&c, text, type_one(TYPE_TEXT)));
}

static void add_messages(struct compiler *k, struct rule_unit *r, struct image_rule *row) {
    struct rule_parts *parts = r->applied.message != NULL ? &r->applied : &r->parts;
    if (parts->message == NULL) return;
    struct node *text = parts->message->kids[MESSAGE_TEXT];
    struct node *zh = in_language(text, LANGUAGE_ZH), *en = in_language(text, LANGUAGE_EN);
    row->message_zh = message_chunk(k, r, parts, zh);
    row->message_en = zh == en ? row->message_zh : message_chunk(k, r, parts, en);
}

void rule_cites(struct compiler *k, const struct rule_parts *parts, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)k->build.clauses.count;
    *count = (uint32_t)parts->cites.count;
    for (size_t i = 0; i < parts->cites.count; i++) {
        struct node *cite = parts->cites.items[i];
        VEC_PUSH(k->arena, &k->build.clauses,
                 ((struct image_clause){text_row(k, cite->text), text_row(k, value_as_text(cite->value)),
                                        (cite->flags & NODE_KEY) != 0}));
    }
}

void rule_words(struct compiler *k, struct rule_unit *r, const struct node *n, enum language language,
                struct buffer *out) {
    struct code c = {.k = k, .rule = r};
    code_words(&c, n, language, out);
}

/* ---- limits ---- */

/* The elements that `for each … where …` asks it of. */
static struct node *filtered(struct compiler *k, struct node *each) {
    struct node *source = each->kids[FOR_EACH_SOURCE];
    struct node *n = ast_make(k->arena, NODE_FILTER, each->span, 2, source, each->kids[FOR_EACH_WHERE]);
    n->decl = each->kids[FOR_EACH_VARIABLE]->decl;
    n->type = type_list_of(source->type);
    return n;
}

/* N of a limit; a number's measure word is the limit's own. */
static void most_words(struct compiler *k, struct rule_unit *r, enum language language, struct buffer *out) {
    struct node *most = r->parts.statement->kids[LIMIT_COUNT];
    if (most->kind == NODE_NUMBER)
        decimal_print(out, (struct decimal){most->value.i, (uint8_t)most->value.aux});
    else
        rule_words(k, r, most, language, out);
    bool one = most->kind == NODE_NUMBER && most->value.i == 1 && most->value.aux == 0;
    buffer_str(out, language == LANGUAGE_ZH ? " 项" : one ? " application" : " applications");
}

/* `每个 K 限报 N 项`, as a reader of the language says it. */
static uint32_t limit_words(struct compiler *k, struct rule_unit *r, enum language language) {
    const struct node *limit = r->parts.statement, *where = limit->kids[LIMIT_WHERE], *among = limit->kids[LIMIT_AMONG];
    bool zh = language == LANGUAGE_ZH;
    struct buffer b;
    buffer_init(&b, k->arena);
    buffer_str(&b, zh ? "每个 " : "at most ");
    if (!zh) most_words(k, r, language, &b);
    if (!zh) buffer_str(&b, " for each ");
    rule_words(k, r, limit->kids[LIMIT_KEY], language, &b);
    if (zh) buffer_str(&b, " 限报 ");
    if (zh) most_words(k, r, language, &b);
    for (uint32_t i = 0; among != NULL && i < among->n_kids; i++) {
        if (i > 0) buffer_str(&b, zh ? "、" : ", ");
        if (i == 0) buffer_str(&b, zh ? "，合并统计方向 " : ", counted over the directions ");
        buffer_text(&b, among->kids[i]->text);
    }
    if (where != NULL) {
        buffer_str(&b, zh ? "，仅计 " : ", counting those where ");
        rule_words(k, r, where, language, &b);
    }
    return text_row(k, buffer_done(&b));
}

/* A chunk of the limit, which takes the element where it is asked of each. */
static uint32_t limit_chunk(struct compiler *k, struct rule_unit *r, struct node *n, struct type type) {
    struct code c;
    struct node *each = r->parts.for_each;
    struct symbol *element = each != NULL ? each->kids[FOR_EACH_VARIABLE]->decl : NULL;
    bool takes = element != NULL;
    code_begin(&c, k, takes ? &element->type : NULL, takes);
    c.rule = r;
    if (takes) element->reg = 2;
    bind_names(&c, r, &r->parts, n);
    return code_end(&c, compile_as(&c, n, type));
}

static uint32_t add_limit(struct compiler *k, struct rule_unit *r) {
    struct node *limit = r->parts.statement, *among = limit->kids[LIMIT_AMONG], *each = r->parts.for_each;
    struct image_limit row = {.each = IMAGE_NONE, .where = IMAGE_NONE};
    if (each != NULL) {
        struct node *source = each->kids[FOR_EACH_SOURCE], *where = each->kids[FOR_EACH_WHERE];
        row.each = where == NULL ? rule_chunk(k, r, &r->parts, source, source->type)
                                 : rule_chunk(k, r, &r->parts, filtered(k, each), type_list_of(source->type));
    }
    row.key = limit_chunk(k, r, limit->kids[LIMIT_KEY], limit->kids[LIMIT_KEY]->type);
    row.most = limit_chunk(k, r, limit->kids[LIMIT_COUNT], type_one(TYPE_NUMBER));
    if (limit->kids[LIMIT_WHERE] != NULL) row.where = limit_chunk(k, r, limit->kids[LIMIT_WHERE], type_one(TYPE_TRUTH));
    row.among_first = (uint32_t)k->build.scopes.count;
    row.among_count = among == NULL ? 0 : among->n_kids;
    for (uint32_t i = 0; i < row.among_count; i++)
        VEC_PUSH(k->arena, &k->build.scopes, ((struct image_scope){text_row(k, among->kids[i]->text)}));
    VEC_PUSH(k->arena, &k->build.limits, row);
    return (uint32_t)k->build.limits.count - 1;
}

static struct image_rule rule_row(struct compiler *k, struct rule_unit *r) {
    struct image_rule row = {.zh = text_row(k, r->names.zh),
                             .en = text_row(k, r->names.en),
                             .title_zh = words_row(k, r->title, LANGUAGE_ZH),
                             .title_en = words_row(k, r->title, LANGUAGE_EN),
                             .when = IMAGE_NONE,
                             .unless = IMAGE_NONE,
                             .body = IMAGE_NONE,
                             .latest = IMAGE_NONE,
                             .message_zh = IMAGE_NONE,
                             .message_en = IMAGE_NONE,
                             .each = IMAGE_NONE,
                             .weight = IMAGE_NONE,
                             .limit = IMAGE_NONE,
                             .indicator = text_row(k, r->indicator)};
    struct node *st = r->parts.statement;
    struct node *reading = r->applied.reading != NULL ? r->applied.reading : r->parts.reading;
    rule_cites(k, r->template != NULL ? &r->applied : &r->parts, &row.cites_first, &row.cites_count);
    if (reading != NULL) {
        row.reading_zh = words_row(k, reading->kids[READING_TEXT], LANGUAGE_ZH);
        row.reading_en = words_row(k, reading->kids[READING_TEXT], LANGUAGE_EN);
    }
    if (r->template != NULL) {
        row.template_zh = text_row(k, r->template->names.zh);
        row.template_en = text_row(k, r->template->names.en);
    }
    place_of(k, r->span, &row.file, &row.line, &row.column);
    row.when = condition_chunk(k, r, false);
    row.unless = condition_chunk(k, r, true);
    row.modality = st->op;
    switch ((enum node_kind)st->kind) {
    case NODE_REQUIRE: {
        row.statement = STATEMENT_REQUIRE;
        struct node *n = demand(k, r, st->op == MODALITY_MUST_NOT);
        row.body = rule_chunk(k, r, &r->parts, n, type_one(TYPE_TRUTH));
        if (r->parts.for_each != NULL && k->build.chunks.items[row.body].nodes_count > 0)
            row.each = k->build.chunks.items[row.body].nodes_first + k->build.chunks.items[row.body].nodes_count - 1;
        if (r->parts.latest != NULL)
            row.latest = rule_chunk(k, r, &r->parts, r->parts.latest->kids[LATEST_DAY], type_one(TYPE_DATE));
        if (st->kids[REQUIRE_WEIGHT] != NULL)
            row.weight = builder_constant(&k->build, type_one(TYPE_NUMBER), st->kids[REQUIRE_WEIGHT]->value);
        add_messages(k, r, &row);
        break;
    }
    case NODE_JUDGE:
        row.statement = STATEMENT_JUDGE;
        row.text_zh = words_row(k, st->kids[JUDGE_TEXT], LANGUAGE_ZH);
        row.text_en = words_row(k, st->kids[JUDGE_TEXT], LANGUAGE_EN);
        break;
    case NODE_LIMIT:
        row.statement = STATEMENT_LIMIT;
        row.limit = add_limit(k, r);
        row.text_zh = limit_words(k, r, LANGUAGE_ZH);
        row.text_en = limit_words(k, r, LANGUAGE_EN);
        break;
    case NODE_INFORM:
        row.statement = STATEMENT_INFORM;
        row.text_zh = words_row(k, st->kids[INFORM_TEXT], LANGUAGE_ZH);
        row.text_en = words_row(k, st->kids[INFORM_TEXT], LANGUAGE_EN);
        break;
    default:
        row.statement = STATEMENT_OMIT;
        row.text_zh = words_row(k, st->kids[OMIT_TEXT], LANGUAGE_ZH);
        row.text_en = words_row(k, st->kids[OMIT_TEXT], LANGUAGE_EN);
        row.because_zh = words_row(k, st->kids[OMIT_BECAUSE], LANGUAGE_ZH);
        row.because_en = words_row(k, st->kids[OMIT_BECAUSE], LANGUAGE_EN);
        break;
    }
    return row;
}

void compile_rules(struct compiler *k, struct heading *h, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)k->build.rules.count;
    *count = (uint32_t)h->rules.count;
    k->heading = h;
    for (size_t i = 0; i < h->rules.count; i++) {
        struct rule_unit *r = h->rules.items[i];
        k->name = r->names.zh.len > 0 ? r->names.zh : r->names.en;
        k->at = r->span;
        struct image_rule row = rule_row(k, r);
        h->rules.items[i]->row = (uint32_t)k->build.rules.count;
        VEC_PUSH(k->arena, &k->build.rules, row);
    }
    k->heading = NULL;
}
