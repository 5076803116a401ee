/* Guides, directions and themes to their rows: rules, what displaces them, what is planned, contents. */
#include "lang/compile/internal.h"

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
    compile_rules(k, h, &row.rules_first, &row.rules_count);
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
        struct node *when = rule_conditions(k, &w->parts, false), *unless = rule_conditions(k, &w->parts, true);
        if (when != NULL) out.when = rule_chunk(k, &none, &w->parts, when, type_one(TYPE_TRUTH));
        if (unless != NULL) out.unless = rule_chunk(k, &none, &w->parts, unless, type_one(TYPE_TRUTH));
        rule_cites(k, &w->parts, &out.cites_first, &out.cites_count);
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
            rule_words(k, &none, of->kids[EACH_OF_KEY], language, &b);
        else
            buffer_text(&b, zh ? each[of->op].zh : each[of->op].en);
    } else if (of->kind == NODE_LIST) {
        for (uint32_t i = 0; i < of->n_kids; i++) {
            const struct names *names = of->kids[i]->decl;
            if (i > 0) buffer_str(&b, zh ? "、" : ", ");
            buffer_text(&b, zh || names->en.len == 0 ? names->zh : names->en);
        }
    } else {
        rule_words(k, &none, of, language, &b);
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
        if (row.of == PART_EACH_KEY) row.key = rule_chunk(k, &none, &none.applied, key, key->type);
    } else if (of->kind == NODE_LIST) {
        row.of = PART_LABELS;
        for (uint32_t i = 0; i < of->n_kids; i++) add_label(k, of->kids[i]->decl);
    } else {
        row.of = PART_CONDITION;
        row.key = rule_chunk(k, &none, &none.applied, of, type_one(TYPE_TRUTH));
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
    compile_rules(k, h, &row.rules_first, &row.rules_count);
    add_quotas(k, h->supports, &row.quotas_first, &row.quotas_count);
    add_parts(k, h, &row.parts_first, &row.parts_count);
    add_contents(k, h, &row.contents_first, &row.contents_count);
    /* The application may call it by its other name or its title in either language. */
    row.labels_first = (uint32_t)k->build.labels.count;
    add_label(k, &h->names);
    if (h->title != NULL) add_label(k, &(struct names){h->names.zh, plain_text(in_language(h->title, LANGUAGE_ZH))});
    if (h->title != NULL && h->title->kind == NODE_PAIR)
        add_label(k, &(struct names){h->names.zh, plain_text(in_language(h->title, LANGUAGE_EN))});
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
    compile_rules(k, h, &row.rules_first, &row.rules_count);
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
