/* Themes of a direction: the condition that an application is of one, what 覆盖全部 asks for, and the parts of 拟支持. */
#include "lang/sema/guess.h"
#include "lang/sema/internal.h"

#include "lang/syntax/keywords.h"
#include "lang/syntax/parser.h"

/* The names that the data model must have, by its English ones. */
#define MODEL_THEME "theme"
#define MODEL_CONTENTS "content_items"

static struct node *leaf(struct arena *arena, enum node_kind kind, struct span at, struct text text) {
    struct node *n = ast_new(arena, kind, at);
    n->text = text;
    return n;
}

static struct node *application_field(struct program *program, struct span at, const char *name) {
    struct node *application = leaf(program->arena, NODE_NAME, at, symbol_name(program->input));
    struct node *field = ast_make(program->arena, NODE_FIELD, at, 1, application);
    field->text = text_of(name);
    return field;
}

static bool model_has(struct program *program, const char *name, bool list) {
    struct symbol *field = program->input == NULL ? NULL : name_in_members(program->input, text_of(name));
    return field != NULL && (field->type.kind == TYPE_TEXT || field->type.kind == TYPE_LABEL) &&
           (field->type.shape != SHAPE_ONE) == list;
}

/* `application.theme in {"D1T1", "粪肥管理"}`: its names and its printed title. */
void theme_settle(struct checker *c, struct heading *theme) {
    struct program *program = c->program;
    struct span at = theme->node->span;
    if (!model_has(program, MODEL_THEME, false)) {
        diag_report0(c->sink, DIAG_NO_THEME_FIELD, at);
        return;
    }
    struct node *names = leaf(c->arena, NODE_SET_LITERAL, at, TEXT(""));
    const struct node *title =
        theme->title != NULL && theme->title->kind == NODE_PAIR ? theme->title->kids[PAIR_ONE] : theme->title;
    const struct text spellings[] = {theme->names.zh, theme->names.en, title != NULL ? title->text : TEXT("")};
    for (unsigned i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        bool again = i > 0 && text_equal(spellings[i], spellings[0]);
        if (spellings[i].len > 0 && !again) ast_append(c->arena, names, leaf(c->arena, NODE_TEXT, at, spellings[i]));
    }
    struct node *is_of = ast_make(c->arena, NODE_COMPARE, at, 2, application_field(program, at, MODEL_THEME), names);
    is_of->op = COMPARE_IN;
    check_is(c, is_of, TYPE_A_TRUTH);
    theme->when = ast_make(c->arena, NODE_WHEN, at, 1, is_of);
}

/* ---- 覆盖全部 ---- */

/* An item as readers are told of it, by number and words. */
static const struct names *spoken_content(struct arena *arena, const struct node *item) {
    const struct node *words = item->kids[CONTENT_ITEM_TEXT];
    bool pair = words->kind == NODE_PAIR;
    struct text id = item->kids[CONTENT_ITEM_ID]->text;
    struct text zh = pair ? words->kids[PAIR_ONE]->text : words->text,
                en = pair ? words->kids[PAIR_OTHER]->text : words->text;
    struct names *spoken = ARENA_NEW(arena, struct names);
    spoken->zh = text_format(arena, "列有研究内容 %.*s（%.*s）", TEXT_ARG(id), TEXT_ARG(zh));
    spoken->en = text_format(arena, "content %.*s (%.*s) is listed", TEXT_ARG(id), TEXT_ARG(en));
    return spoken;
}

static struct node *content_covered(struct program *program, struct node *item, struct span at) {
    struct node *id = leaf(program->arena, NODE_TEXT, item->span, item->kids[CONTENT_ITEM_ID]->text);
    struct node *n = ast_make(program->arena, NODE_COMPARE, at, 2, application_field(program, at, MODEL_CONTENTS), id);
    n->op = COMPARE_INCLUDES;
    n->spoken = spoken_content(program->arena, item);
    return n;
}

/* What the theme at hand lists, or else its direction; NULL where nothing is listed. */
static const struct heading *listing(const struct heading *h, enum covers what) {
    for (; h != NULL; h = h->direction) {
        if (what == COVERS_CONTENTS && h->contents.count > 0) return h;
        for (size_t i = 0; what == COVERS_INDICATORS && i < h->rules.count; i++)
            if (h->rules.items[i]->indicator.len > 0) return h;
    }
    return NULL;
}

struct type check_covers(struct checker *c, struct node *n) {
    const struct heading *h = listing(c->heading, (enum covers)n->op);
    if (h == NULL) {
        diag_report(c->sink, DIAG_NOTHING_TO_COVER, n->span,
                    n->op == COVERS_CONTENTS ? diag_both(c->arena, TEXT("研究内容"), TEXT("contents"))
                                             : diag_both(c->arena, TEXT("考核指标"), TEXT("indicators")));
        return TYPE_A_TRUTH;
    }
    struct node *items = leaf(c->arena, NODE_LIST, n->span, TEXT(""));
    if (n->op == COVERS_CONTENTS) {
        if (!model_has(c->program, MODEL_CONTENTS, true)) {
            diag_report0(c->sink, DIAG_CONTENT_MODEL, n->span);
            return TYPE_A_TRUTH;
        }
        for (size_t i = 0; i < h->contents.count; i++)
            ast_append(c->arena, items, content_covered(c->program, h->contents.items[i], n->span));
    }
    for (size_t i = 0; n->op == COVERS_INDICATORS && i < h->rules.count; i++) {
        const struct node *row = h->rules.items[i]->row_node;
        if (row != NULL && row->op == MODALITY_MUST)
            ast_append(c->arena, items, indicator_listed(c->program, h->rules.items[i]->row_node));
    }
    struct node *group = ast_make(c->arena, NODE_GROUP, n->span, 2, NULL, items);
    group->op = GROUP_ALL;
    n->kids[COVERS_EXPANDED] = group;
    return check_expression(c, group, TYPE_A_TRUTH);
}

/* ---- 其中 ---- */

static bool is_word(const struct node *n, int token) {
    unsigned row = n->kind == NODE_NAME ? keyword_find(n->text) : KEYWORD_NONE;
    return row != KEYWORD_NONE && keyword_row(row)->token == token;
}

static enum quota_part each_of(struct checker *c, struct node *key) {
    if (is_word(key, TOKEN_FIELDS)) return PART_EACH_FIELD;
    if (is_word(key, TOKEN_PARTNERS)) return PART_EACH_PARTNER;
    if (is_word(key, TOKEN_THEME)) return PART_EACH_THEME;
    check_key(c, key);
    return PART_EACH_KEY;
}

static void report_unknown_part(struct checker *c, struct heading *h, struct node *name) {
    struct guess guess = guess_begin(c->arena, name->text);
    for (size_t i = 0; i < h->labels.count; i++) guess_names(&guess, &h->labels.items[i]->names);
    for (size_t i = 0; i < h->themes.count; i++)
        if (h->themes.items[i]->label != NULL) guess_names(&guess, &h->themes.items[i]->label->names);
    diag_report(c->sink, DIAG_UNKNOWN_PART, name->span, name->text)->suggestion = guess.best;
}

static void check_part(struct checker *c, struct heading *h, struct node *part) {
    struct node *of = part->kids[QUOTA_PART_OF];
    if (of->kind == NODE_EACH_OF) {
        of->op = (uint16_t)each_of(c, of->kids[EACH_OF_KEY]);
        return;
    }
    if (of->kind != NODE_LIST) {
        check_is(c, of, TYPE_A_TRUTH);
        return;
    }
    for (uint32_t i = 0; i < of->n_kids; i++) {
        struct node *first = of->kids[i]->kids[NAMES_FIRST];
        struct symbol *label = name_in_heading(h, first->text);
        of->kids[i]->decl = first->decl = label;
        if (label == NULL) report_unknown_part(c, h, first);
    }
}

void check_quota_parts(struct checker *c, struct heading *h) {
    struct node *parts = h->supports == NULL ? NULL : h->supports->kids[SUPPORTS_PARTS];
    if (parts != NULL && h->kind == HEADING_GUIDE) {
        diag_report(c->sink, DIAG_NOT_IN_GUIDE, parts->span, diag_both(c->arena, TEXT("其中"), TEXT("of which")));
        return;
    }
    for (uint32_t i = 0; parts != NULL && i < parts->n_kids; i++) check_part(c, h, parts->kids[i]);
}
