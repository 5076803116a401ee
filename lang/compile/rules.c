/* Records, guides, directions and rules to their rows. */
#include "lang/compile/internal.h"

#include "lang/sema/sema.h"
#include "lang/value/decimal.h"

static uint32_t text_row(struct compiler *k, struct text t) { return builder_text(&k->build, t); }

static struct text plain(const struct node *n) { return n == NULL ? TEXT("") : n->text; }

/* A text or a pair: which of a pair's two is Chinese is told by the first one's place; one text serves both readers. */
static struct node *in_language(struct node *n, enum language language) {
    if (n == NULL || n->kind != NODE_PAIR) return n;
    return n->kids[language == LANGUAGE_ZH ? PAIR_ONE : PAIR_OTHER];
}
static uint32_t words_row(struct compiler *k, struct node *n, enum language language) {
    return text_row(k, plain(in_language(n, language)));
}

/* ---- data model ---- */

static void add_records(struct compiler *k) {
    struct program *p = k->program;
    struct builder *b = &k->build;
    for (size_t r = 0; r < p->records.count; r++) {
        struct symbol *record = p->records.items[r];
        struct image_record row = {.zh = text_row(k, record->names.zh),
                                   .en = text_row(k, record->names.en),
                                   .fields_first = (uint32_t)b->fields.count,
                                   .fields_count = (uint32_t)record->members.count};
        bool is_row = record->node->kind == NODE_TABLE;
        row.flags = record == p->input ? RECORD_INPUT : is_row ? RECORD_ROW : 0;
        VEC_PUSH(k->arena, &b->records, row);
        for (size_t f = 0; f < record->members.count; f++) {
            struct symbol *field = record->members.items[f];
            bool stated = field->node->kind == NODE_FIELD_DECL;
            /* Who applies cannot change a register of others. */
            uint32_t flags = (is_row || (stated && (field->node->flags & NODE_FIXED)) ? FIELD_FIXED : 0u) |
                             (stated && (field->node->flags & NODE_KEY) ? FIELD_KEY : 0u) |
                             (stated && field->value != NULL ? FIELD_FALLBACK : 0u);
            VEC_PUSH(k->arena, &b->fields,
                     ((struct image_field){text_row(k, field->names.zh), text_row(k, field->names.en),
                                           type_pack(field->type), flags, IMAGE_NONE}));
        }
    }
    if (p->input == NULL) { /* an expression alone: an application without fields */
        b->input_record = (uint32_t)b->records.count;
        VEC_PUSH(k->arena, &b->records,
                 ((struct image_record){.en = text_row(k, TEXT("application")),
                                        .zh = text_row(k, TEXT("申报")),
                                        .fields_first = (uint32_t)b->fields.count,
                                        .flags = RECORD_INPUT}));
    } else {
        b->input_record = p->input->index;
    }
    b->globals_record = (uint32_t)b->records.count;
    struct type partners = p->country != NULL ? type_set_of(p->country->type) : type_set_of(type_one(TYPE_TEXT));
    VEC_PUSH(k->arena, &b->records,
             ((struct image_record){.fields_first = (uint32_t)b->fields.count,
                                    .fields_count = (uint32_t)(IMAGE_GLOBAL_FACTS + p->lets.count),
                                    .flags = RECORD_GLOBALS}));
    const struct {
        struct text zh, en;
        struct type type;
    } facts[IMAGE_GLOBAL_FACTS] = {
        [IMAGE_GLOBAL_AS_OF] = {TEXT("审查日"), TEXT("as_of"), type_one(TYPE_DATE)},
        [IMAGE_GLOBAL_DIRECTION_FIELDS] = {TEXT("本方向领域"), TEXT("direction_fields"),
                                           type_set_of(type_one(TYPE_LABEL))},
        [IMAGE_GLOBAL_DIRECTION_PARTNERS] = {TEXT("本方向国别"), TEXT("direction_partners"), partners},
        [IMAGE_GLOBAL_DIRECTION_CODE] = {TEXT("本方向编号"), TEXT("direction_code"), type_one(TYPE_TEXT)},
    };
    for (unsigned f = 0; f < IMAGE_GLOBAL_FACTS; f++)
        VEC_PUSH(k->arena, &b->fields,
                 ((struct image_field){text_row(k, facts[f].zh), text_row(k, facts[f].en), type_pack(facts[f].type), 0,
                                       IMAGE_NONE}));
    for (size_t l = 0; l < p->lets.count; l++) {
        struct symbol *let = p->lets.items[l];
        VEC_PUSH(k->arena, &b->fields,
                 ((struct image_field){text_row(k, let->names.zh), text_row(k, let->names.en), type_pack(let->type), 0,
                                       IMAGE_NONE}));
    }
}

static void add_choices(struct compiler *k) {
    struct builder *b = &k->build;
    for (size_t c = 0; c < k->program->choices.count; c++) {
        struct symbol *choice = k->program->choices.items[c];
        VEC_PUSH(k->arena, &b->choices,
                 ((struct image_choice){text_row(k, choice->names.zh), text_row(k, choice->names.en),
                                        (uint32_t)b->items.count, (uint32_t)choice->members.count,
                                        choice->node->flags & NODE_ORDERED ? CHOICE_ORDERED : 0u}));
        for (size_t i = 0; i < choice->members.count; i++)
            VEC_PUSH(k->arena, &b->items,
                     ((struct image_item){text_row(k, choice->members.items[i]->names.zh),
                                          text_row(k, choice->members.items[i]->names.en)}));
    }
    for (size_t l = 0; l < k->program->labels.count; l++)
        for (size_t i = 0; i < k->program->labels.items[l]->members.count; i++) {
            struct symbol *label = k->program->labels.items[l]->members.items[i];
            VEC_PUSH(k->arena, &b->labels,
                     ((struct image_label){text_row(k, label->names.zh), text_row(k, label->names.en)}));
        }
}

static void compile_fields(struct compiler *k) {
    struct builder *b = &k->build;
    struct program *p = k->program;
    for (size_t r = 0; r < p->records.count; r++)
        for (size_t f = 0; f < p->records.items[r]->members.count; f++)
            if (p->records.items[r]->members.items[f]->value != NULL) {
                uint32_t chunk = compile_field_chunk(k, p->records.items[r]->members.items[f]);
                b->fields.items[b->records.items[r].fields_first + f].chunk = chunk;
            }
    for (size_t l = 0; l < p->lets.count; l++)
        if (p->lets.items[l]->value != NULL) {
            uint32_t chunk = compile_field_chunk(k, p->lets.items[l]);
            b->fields.items[b->records.items[b->globals_record].fields_first + IMAGE_GLOBAL_FACTS + l].chunk = chunk;
        }
}

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

static uint32_t chunk_of(struct compiler *k, struct rule_unit *r, struct rule_parts *parts, struct node *n,
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

static struct node *conditions(struct compiler *k, const struct rule_parts *parts, bool unless) {
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
    struct node *own = conditions(k, &r->parts, unless), *applied = conditions(k, &r->applied, unless);
    if (own == NULL && applied == NULL) return IMAGE_NONE;
    if (applied == NULL) return chunk_of(k, r, &r->parts, own, type_one(TYPE_TRUTH));
    if (own == NULL) return chunk_of(k, r, &r->applied, applied, type_one(TYPE_TRUTH));
    return chunk_of(k, r, &r->parts, logic(k, unless ? NODE_OR : NODE_AND, applied, own), type_one(TYPE_TRUTH));
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

static void add_cites(struct compiler *k, const struct rule_parts *parts, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)k->build.clauses.count;
    *count = (uint32_t)parts->cites.count;
    for (size_t i = 0; i < parts->cites.count; i++) {
        struct node *cite = parts->cites.items[i];
        VEC_PUSH(k->arena, &k->build.clauses,
                 ((struct image_clause){text_row(k, cite->text), text_row(k, value_as_text(cite->value)),
                                        (cite->flags & NODE_KEY) != 0}));
    }
}

static void words_of(struct compiler *k, struct rule_unit *r, const struct node *n, enum language language,
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
        words_of(k, r, most, language, out);
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
    words_of(k, r, limit->kids[LIMIT_KEY], language, &b);
    if (zh) buffer_str(&b, " 限报 ");
    if (zh) most_words(k, r, language, &b);
    for (uint32_t i = 0; among != NULL && i < among->n_kids; i++) {
        if (i > 0) buffer_str(&b, zh ? "、" : ", ");
        if (i == 0) buffer_str(&b, zh ? "，合并统计方向 " : ", counted over the directions ");
        buffer_text(&b, among->kids[i]->text);
    }
    if (where != NULL) {
        buffer_str(&b, zh ? "，仅计 " : ", counting those where ");
        words_of(k, r, where, language, &b);
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
        row.each = where == NULL ? chunk_of(k, r, &r->parts, source, source->type)
                                 : chunk_of(k, r, &r->parts, filtered(k, each), type_list_of(source->type));
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
    add_cites(k, r->template != NULL ? &r->applied : &r->parts, &row.cites_first, &row.cites_count);
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
        row.body = chunk_of(k, r, &r->parts, n, type_one(TYPE_TRUTH));
        if (r->parts.for_each != NULL && k->build.chunks.items[row.body].nodes_count > 0)
            row.each = k->build.chunks.items[row.body].nodes_first + k->build.chunks.items[row.body].nodes_count - 1;
        if (r->parts.latest != NULL)
            row.latest = chunk_of(k, r, &r->parts, r->parts.latest->kids[LATEST_DAY], type_one(TYPE_DATE));
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

static void add_rules(struct compiler *k, struct heading *h, uint32_t *first, uint32_t *count) {
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

/* ---- headings ---- */

static void add_quota(struct compiler *k, struct node *q, unsigned what) {
    if (q == NULL) return;
    struct image_quota row = {.what = what, .mode = q->op, .low = IMAGE_NONE, .high = IMAGE_NONE};
    struct node *low = q->kids[QUOTA_LOW], *high = q->kids[QUOTA_HIGH];
    struct type type = type_one(what == 0 ? TYPE_NUMBER : TYPE_MONEY);
    if (low != NULL) row.low = builder_constant(&k->build, type, low->value);
    if (high != NULL) row.high = builder_constant(&k->build, type, high->value);
    VEC_PUSH(k->arena, &k->build.quotas, row);
}

static void add_quotas(struct compiler *k, struct node *supports, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)k->build.quotas.count;
    if (supports != NULL) {
        add_quota(k, supports->kids[SUPPORTS_COUNT], 0);
        add_quota(k, supports->kids[SUPPORTS_FUNDS], 1);
    }
    *count = (uint32_t)k->build.quotas.count - *first;
}

static void add_clause_list(struct compiler *k, struct heading *h, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)k->build.clauses.count;
    *count = (uint32_t)h->clauses.count;
    for (size_t i = 0; i < h->clauses.count; i++)
        VEC_PUSH(k->arena, &k->build.clauses,
                 ((struct image_clause){text_row(k, h->clauses.items[i].section),
                                        text_row(k, h->clauses.items[i].number), h->kind != HEADING_GUIDE}));
}

static void add_guide(struct compiler *k, struct heading *h) {
    struct image_guide row = {.code = text_row(k, h->code),
                              .zh = text_row(k, h->names.zh),
                              .en = text_row(k, h->names.en),
                              .title_zh = words_row(k, h->title, LANGUAGE_ZH),
                              .title_en = words_row(k, h->title, LANGUAGE_EN),
                              .year = h->year};
    row.document_zh = words_row(k, h->document, LANGUAGE_ZH);
    row.document_en = words_row(k, h->document, LANGUAGE_EN);
    add_rules(k, h, &row.rules_first, &row.rules_count);
    add_quotas(k, h->supports, &row.quotas_first, &row.quotas_count);
    add_clause_list(k, h, &row.clauses_first, &row.clauses_count);
    h->row = (uint32_t)k->build.guides.count;
    VEC_PUSH(k->arena, &k->build.guides, row);
}

/* A rule that replaces another waives it wherever it applies itself. */
static void add_replacements(struct compiler *k, struct heading *h) {
    for (size_t i = 0; i < h->rules.count; i++) {
        struct rule_unit *r = h->rules.items[i];
        const struct rule_parts *own = r->template != NULL ? &r->applied : &r->parts;
        const struct image_rule *row = &k->build.rules.items[r->row];
        for (size_t w = 0; w < own->replaces.count; w++) {
            struct image_waiver out = {.rule = ((struct rule_unit *)own->replaces.items[w]->decl)->row,
                                       .by = r->row,
                                       .when = row->when,
                                       .unless = row->unless,
                                       .cites_first = row->cites_first,
                                       .cites_count = row->cites_count,
                                       .reading_zh = row->reading_zh,
                                       .reading_en = row->reading_en};
            place_of(k, own->replaces.items[w]->span, &out.file, &out.line, &out.column);
            VEC_PUSH(k->arena, &k->build.waivers, out);
        }
    }
}

static void add_waivers(struct compiler *k, struct heading *h) {
    for (size_t i = 0; i < h->waivers.count; i++) {
        struct waiver_unit *w = &h->waivers.items[i];
        struct rule_unit none = {0};
        struct image_waiver out = {.rule = w->rule->row, .by = IMAGE_NONE, .when = IMAGE_NONE, .unless = IMAGE_NONE};
        struct node *when = conditions(k, &w->parts, false), *unless = conditions(k, &w->parts, true);
        if (when != NULL) out.when = chunk_of(k, &none, &w->parts, when, type_one(TYPE_TRUTH));
        if (unless != NULL) out.unless = chunk_of(k, &none, &w->parts, unless, type_one(TYPE_TRUTH));
        add_cites(k, &w->parts, &out.cites_first, &out.cites_count);
        if (w->parts.reading != NULL) {
            out.reading_zh = words_row(k, w->parts.reading->kids[READING_TEXT], LANGUAGE_ZH);
            out.reading_en = words_row(k, w->parts.reading->kids[READING_TEXT], LANGUAGE_EN);
        }
        place_of(k, w->node->span, &out.file, &out.line, &out.column);
        VEC_PUSH(k->arena, &k->build.waivers, out);
    }
    add_replacements(k, h);
}

/* ---- themes, contents, parts of 拟支持 ---- */

static void add_contents(struct compiler *k, struct heading *h, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)k->build.contents.count;
    *count = (uint32_t)h->contents.count;
    for (size_t i = 0; i < h->contents.count; i++) {
        struct node *item = h->contents.items[i], *text = item->kids[CONTENT_ITEM_TEXT];
        VEC_PUSH(k->arena, &k->build.contents,
                 ((struct image_content){text_row(k, item->kids[CONTENT_ITEM_ID]->text),
                                         words_row(k, text, LANGUAGE_ZH), words_row(k, text, LANGUAGE_EN)}));
    }
}

static void add_label(struct compiler *k, const struct names *names) {
    VEC_PUSH(k->arena, &k->build.labels, ((struct image_label){text_row(k, names->zh), text_row(k, names->en)}));
}

static uint32_t part_words(struct compiler *k, struct node *of, enum language language) {
    static const struct names each[] = {
        [PART_EACH_FIELD] = {TEXT("领域"), TEXT("field")},
        [PART_EACH_PARTNER] = {TEXT("合作国别"), TEXT("partner country")},
        [PART_EACH_THEME] = {TEXT("主题"), TEXT("theme")},
    };
    bool zh = language == LANGUAGE_ZH;
    struct rule_unit none = {0};
    struct buffer b;
    buffer_init(&b, k->arena);
    if (of->kind == NODE_EACH_OF) {
        buffer_str(&b, zh ? "每个 " : "each ");
        if (of->op == PART_EACH_KEY)
            words_of(k, &none, of->kids[EACH_OF_KEY], language, &b);
        else
            buffer_text(&b, zh ? each[of->op].zh : each[of->op].en);
    } else if (of->kind == NODE_LIST) {
        for (uint32_t i = 0; i < of->n_kids; i++) {
            const struct names *names = of->kids[i]->decl;
            if (i > 0) buffer_str(&b, zh ? "、" : ", ");
            buffer_text(&b, zh || names->en.len == 0 ? names->zh : names->en);
        }
    } else {
        words_of(k, &none, of, language, &b);
    }
    return text_row(k, buffer_done(&b));
}

static struct image_part part_row(struct compiler *k, struct node *part) {
    struct node *of = part->kids[QUOTA_PART_OF];
    struct rule_unit none = {0};
    struct image_part row = {.modality = part->op,
                             .key = IMAGE_NONE,
                             .labels_first = (uint32_t)k->build.labels.count,
                             .zh = part_words(k, of, LANGUAGE_ZH),
                             .en = part_words(k, of, LANGUAGE_EN)};
    if (of->kind == NODE_EACH_OF) {
        struct node *key = of->kids[EACH_OF_KEY];
        row.of = of->op;
        if (row.of == PART_EACH_KEY) row.key = chunk_of(k, &none, &none.applied, key, key->type);
    } else if (of->kind == NODE_LIST) {
        row.of = PART_LABELS;
        for (uint32_t i = 0; i < of->n_kids; i++) add_label(k, of->kids[i]->decl);
    } else {
        row.of = PART_CONDITION;
        row.key = chunk_of(k, &none, &none.applied, of, type_one(TYPE_TRUTH));
    }
    row.labels_count = (uint32_t)k->build.labels.count - row.labels_first;
    add_quotas(k, part->kids[QUOTA_PART_AMOUNTS], &row.quotas_first, &row.quotas_count);
    return row;
}

static void add_parts(struct compiler *k, struct heading *h, uint32_t *first, uint32_t *count) {
    struct node *parts = h->supports == NULL ? NULL : h->supports->kids[SUPPORTS_PARTS];
    *first = (uint32_t)k->build.parts.count;
    *count = parts == NULL ? 0 : parts->n_kids;
    k->heading = h;
    for (uint32_t i = 0; i < *count; i++) {
        struct image_part row = part_row(k, parts->kids[i]);
        VEC_PUSH(k->arena, &k->build.parts, row);
    }
    k->heading = NULL;
}

static void add_theme(struct compiler *k, struct heading *h) {
    struct image_theme row = {.code = text_row(k, h->code),
                              .zh = text_row(k, h->names.zh),
                              .en = text_row(k, h->names.en),
                              .title_zh = words_row(k, h->title, LANGUAGE_ZH),
                              .title_en = words_row(k, h->title, LANGUAGE_EN)};
    add_rules(k, h, &row.rules_first, &row.rules_count);
    add_quotas(k, h->supports, &row.quotas_first, &row.quotas_count);
    add_parts(k, h, &row.parts_first, &row.parts_count);
    add_contents(k, h, &row.contents_first, &row.contents_count);
    /* The application may call it by its other name or its title in either language. */
    row.labels_first = (uint32_t)k->build.labels.count;
    add_label(k, &h->names);
    if (h->title != NULL) add_label(k, &(struct names){h->names.zh, plain(in_language(h->title, LANGUAGE_ZH))});
    if (h->title != NULL && h->title->kind == NODE_PAIR)
        add_label(k, &(struct names){h->names.zh, plain(in_language(h->title, LANGUAGE_EN))});
    row.labels_count = (uint32_t)k->build.labels.count - row.labels_first;
    VEC_PUSH(k->arena, &k->build.themes, row);
}

/* Themes displace the direction's rules, so what displaces comes after all of them. */
static void add_themes(struct compiler *k, struct heading *h, struct image_direction *row) {
    row->themes_first = (uint32_t)k->build.themes.count;
    row->themes_count = (uint32_t)h->themes.count;
    for (size_t i = 0; i < h->themes.count; i++) add_theme(k, h->themes.items[i]);
    row->waivers_first = (uint32_t)k->build.waivers.count;
    add_waivers(k, h);
    for (size_t i = 0; i < h->themes.count; i++) add_waivers(k, h->themes.items[i]);
    row->waivers_count = (uint32_t)k->build.waivers.count - row->waivers_first;
}

static void add_direction(struct compiler *k, struct heading *h) {
    struct image_direction row = {.guide = h->guide->row,
                                  .code = text_row(k, h->code),
                                  .zh = text_row(k, h->names.zh),
                                  .en = text_row(k, h->names.en),
                                  .title_zh = words_row(k, h->title, LANGUAGE_ZH),
                                  .title_en = words_row(k, h->title, LANGUAGE_EN)};
    add_rules(k, h, &row.rules_first, &row.rules_count);
    add_quotas(k, h->supports, &row.quotas_first, &row.quotas_count);
    add_clause_list(k, h, &row.clauses_first, &row.clauses_count);
    row.labels_first = (uint32_t)k->build.labels.count;
    row.labels_count = (uint32_t)h->labels.count;
    for (size_t i = 0; i < h->labels.count; i++) add_label(k, &h->labels.items[i]->names);
    add_themes(k, h, &row);
    add_parts(k, h, &row.parts_first, &row.parts_count);
    add_contents(k, h, &row.contents_first, &row.contents_count);
    /* Partners stand in constants of their own, one after another. */
    row.partners_first = (uint32_t)k->build.constants.count;
    row.partners_count = (uint32_t)h->partners.count;
    for (size_t i = 0; i < h->partners.count; i++)
        VEC_PUSH(k->arena, &k->build.constants,
                 ((struct image_constant){.type = type_pack(h->partners.items[i]->type),
                                          .low = h->partners.items[i]->index,
                                          .state = STATE_KNOWN}));
    h->row = (uint32_t)k->build.directions.count;
    VEC_PUSH(k->arena, &k->build.directions, row);
}

void compile_headings(struct compiler *k) {
    for (size_t i = 0; i < k->program->headings.count; i++)
        if (k->program->headings.items[i]->kind == HEADING_GUIDE) add_guide(k, k->program->headings.items[i]);
    for (size_t i = 0; i < k->program->headings.count; i++)
        if (k->program->headings.items[i]->kind == HEADING_DIRECTION) add_direction(k, k->program->headings.items[i]);
}

/* ---- all ---- */

static void begin(struct compiler *k, struct arena *arena, struct program *program) {
    *k = (struct compiler){.arena = arena, .program = program};
    builder_init(&k->build, arena);
    uint32_t n = source_count(program->sources);
    k->file_rows = ARENA_ARRAY(arena, n + 1, uint32_t);
    for (uint32_t i = 0; i <= n; i++) k->file_rows[i] = IMAGE_NONE;
    add_choices(k);
    add_records(k);
    compile_tables(k);
    compile_fields(k);
    compile_headings(k);
}

static struct text finish(struct compiler *k) {
    return k->program->sink->errors > 0 ? TEXT("") : builder_bytes(&k->build);
}

struct text compile_program(struct arena *arena, struct program *program) {
    struct compiler k;
    begin(&k, arena, program);
    return finish(&k);
}

struct text compile_expression(struct arena *arena, struct program *program, struct node *expression, uint32_t *chunk) {
    struct compiler k;
    begin(&k, arena, program);
    k.at = expression->span;
    k.name = text_slice(source_get(program->sources, k.at.file)->text, k.at.start, k.at.end);
    struct code c;
    code_begin(&c, &k, NULL, 0);
    struct type t = expression->type;
    if (t.kind == TYPE_TALLY) t = type_one(TYPE_NUMBER);
    uint32_t r = compile_as(&c, expression, t);
    if (code_here(&c) == 0) {
        uint32_t copy = code_register(&c, t);
        code_emit(&c, OP_MOVE, copy, r, 0);
        r = copy;
    }
    *chunk = code_end(&c, r);
    return finish(&k);
}
