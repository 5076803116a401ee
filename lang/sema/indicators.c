/* Rows of 考核指标 as rules. A row is a requirement like any other: one entry of the application's indicators has its
 * number (or its name), fits its 当, and reaches its bound. So it is written out here as the rule that a policy writer
 * would have written, and everything behind (types, code, explanation, remedies) knows rules only.
 *
 *   9a 研讨 不少于 2 次 当 其.每次规模 不少于 50 人   becomes
 *   (申报.考核指标 当 其.指标 属于 {"9a", "研讨"} 且 其.每次规模 不少于 50 人) 中 有 指标项 满足 指标项.数量 不少于 2 次 */
#include "lang/sema/internal.h"

#include "lang/syntax/keywords.h"
#include "lang/syntax/parse_context.h"
#include "lang/syntax/parser.h"
#include "lang/syntax/words.h"
#include "lang/value/decimal.h"

/* The names that the data model must have, by its English ones. */
#define MODEL_LIST "kpis"
#define MODEL_ID "id"
#define MODEL_QUANTITY "quantity"
/* A rule's name is this and the row's number. */
#define RULE_ZH "考核指标"
#define RULE_EN "indicators"

struct row {
    struct program *program;
    struct arena *arena;
    struct node *node;
    struct span at;
};

static struct node *leaf(struct row *r, enum node_kind kind, struct text text) {
    struct node *n = ast_new(r->arena, kind, r->at);
    n->text = text;
    return n;
}

static struct node *name_of(struct row *r, struct text zh, struct text en) {
    return ast_make(r->arena, NODE_NAMES, r->at, 2, leaf(r, NODE_NAME, zh.len > 0 ? zh : en),
                    zh.len > 0 && en.len > 0 ? leaf(r, NODE_NAME, en) : NULL);
}

static struct node *field(struct row *r, struct node *object, struct text name) {
    struct node *n = ast_make(r->arena, NODE_FIELD, r->at, 1, object);
    n->text = name;
    return n;
}

static struct node *compared(struct row *r, enum compare_op op, uint16_t word, struct node *left, struct node *right) {
    struct node *n = ast_make(r->arena, NODE_COMPARE, r->at, 2, left, right);
    n->op = (uint16_t)op;
    n->word = word;
    return n;
}

static bool model_is_whole(struct program *program) {
    struct symbol *list = program->input == NULL ? NULL : name_in_members(program->input, TEXT(MODEL_LIST));
    if (list == NULL || list->type.kind != TYPE_RECORD || list->type.shape == SHAPE_ONE) return false;
    struct symbol *record = program->records.items[list->type.index];
    struct symbol *quantity = name_in_members(record, TEXT(MODEL_QUANTITY));
    return name_in_members(record, TEXT(MODEL_ID)) != NULL && quantity != NULL && type_is(quantity->type, TYPE_NUMBER);
}

/* ---- the row's words ---- */

static struct text name_in(const struct node *name, enum language language) {
    if (name->kind == NODE_TEXT) return name->text;
    if (name->kind == NODE_PAIR) return name->kids[language == LANGUAGE_ZH ? PAIR_ONE : PAIR_OTHER]->text;
    struct names names = declare_names(name);
    if (language == LANGUAGE_ZH) return names.zh.len > 0 ? names.zh : names.en;
    return names.en.len > 0 ? names.en : names.zh;
}

static void add_measure(struct buffer *out, struct node *measure, enum language language) {
    struct words_options options = {.language = language};
    words_print(out, measure, &options);
}

static bool says_better(const struct node *bound) {
    return bound->word != KEYWORD_NONE && bound->word != WORD_SIGN && keyword_row(bound->word)->token == TOKEN_BETTER;
}

static void add_bound(struct buffer *out, const struct node *bound, enum language language) {
    static const struct names words[] = {
        [COMPARE_EQUAL] = {TEXT("等于 "), TEXT("exactly ")},
        [COMPARE_NOT_EQUAL] = {TEXT("不等于 "), TEXT("other than ")},
        [COMPARE_LESS] = {TEXT("小于 "), TEXT("less than ")},
        [COMPARE_AT_MOST] = {TEXT("不超过 "), TEXT("at most ")},
        [COMPARE_MORE] = {TEXT("超过 "), TEXT("more than ")},
        [COMPARE_AT_LEAST] = {TEXT("不少于 "), TEXT("at least ")},
        [COMPARE_BEFORE] = {TEXT("早于 "), TEXT("before ")},
        [COMPARE_NOT_AFTER] = {TEXT("不晚于 "), TEXT("not after ")},
        [COMPARE_AFTER] = {TEXT("晚于 "), TEXT("after ")},
        [COMPARE_NOT_BEFORE] = {TEXT("不早于 "), TEXT("not before ")},
    };
    if (bound->kids[BOUND_HIGH] == NULL) {
        const struct names *word = &words[bound->op];
        static const struct names better = {TEXT("优于 "), TEXT("better than ")};
        if (says_better(bound)) word = &better;
        buffer_text(out, language == LANGUAGE_ZH ? word->zh : word->en);
        add_measure(out, bound->kids[BOUND_LOW], language);
        return;
    }
    add_measure(out, bound->kids[BOUND_LOW], language);
    buffer_str(out, language == LANGUAGE_ZH ? " 至 " : " to ");
    add_measure(out, bound->kids[BOUND_HIGH], language);
}

static struct node *message_in(struct row *r, enum language language) {
    const struct node *bound = r->node->kids[INDICATOR_BOUND];
    bool zh = language == LANGUAGE_ZH;
    struct buffer b;
    buffer_init(&b, r->arena);
    buffer_printf(&b, zh ? "考核指标 %.*s“%.*s”要求 " : "indicator %.*s “%.*s” asks for ",
                  TEXT_ARG(r->node->kids[INDICATOR_ID]->text),
                  TEXT_ARG(name_in(r->node->kids[INDICATOR_NAME], language)));
    if (bound != NULL)
        add_bound(&b, bound, language);
    else
        buffer_str(&b, zh ? "列入申报" : "an entry in the application");
    return leaf(r, NODE_TEXT, buffer_done(&b));
}

/* ---- the rule ---- */

/* A share is entered in per cent, so its bound is the number of per cent. */
static struct node *quantity_bound(struct row *r, struct node *measure) {
    if (measure->kind != NODE_LITERAL || measure->type.kind != TYPE_PERCENT) return measure;
    struct decimal hundred = {0, 0};
    decimal_multiply((struct decimal){measure->value.i, (uint8_t)measure->value.aux}, decimal_from_int(100), &hundred);
    struct node *n = leaf(r, NODE_NUMBER, TEXT(""));
    n->span = measure->span;
    n->value = (struct value){.i = hundred.coefficient, .aux = hundred.scale, .state = STATE_KNOWN};
    return n;
}

static struct node *one(struct row *r) {
    struct node *n = leaf(r, NODE_NUMBER, TEXT(""));
    n->value = value_int(1);
    return n;
}

/* The row's number and both its names: the application may use any of them. */
static struct node *spellings(struct row *r) {
    const struct node *name = r->node->kids[INDICATOR_NAME];
    struct node *set = leaf(r, NODE_SET_LITERAL, TEXT(""));
    ast_append(r->arena, set, leaf(r, NODE_TEXT, r->node->kids[INDICATOR_ID]->text));
    struct text zh = name_in(name, LANGUAGE_ZH), en = name_in(name, LANGUAGE_EN);
    if (zh.len > 0) ast_append(r->arena, set, leaf(r, NODE_TEXT, zh));
    if (en.len > 0 && !text_equal(zh, en)) ast_append(r->arena, set, leaf(r, NODE_TEXT, en));
    return set;
}

/* The entries of this row: `application.kpis where it.id in {…} and WHERE`. */
static struct node *entries(struct row *r) {
    struct node *application = leaf(r, NODE_NAME, symbol_name(r->program->input));
    struct node *condition =
        compared(r, COMPARE_IN, 0, field(r, leaf(r, NODE_IT, TEXT("")), TEXT(MODEL_ID)), spellings(r));
    if (r->node->kids[INDICATOR_WHERE] != NULL)
        condition = ast_make(r->arena, NODE_AND, r->at, 2, condition, r->node->kids[INDICATOR_WHERE]);
    return ast_make(r->arena, NODE_FILTER, r->at, 2, field(r, application, TEXT(MODEL_LIST)), condition);
}

static struct node *requirement(struct row *r) {
    const struct node *bound = r->node->kids[INDICATOR_BOUND];
    struct node *quantity = field(r, leaf(r, NODE_NAME, TEXT("指标项")), TEXT(MODEL_QUANTITY));
    struct node *body =
        bound == NULL ? compared(r, COMPARE_AT_LEAST, 0, quantity, one(r))
                      : compared(r, (enum compare_op)bound->op, 0, quantity, quantity_bound(r, bound->kids[BOUND_LOW]));
    struct node *some = ast_make(r->arena, NODE_QUANTIFIER, r->at, 5, NULL, name_of(r, TEXT("指标项"), TEXT("entry")),
                                 entries(r), NULL, body);
    some->op = GROUP_ANY;
    struct node *require = ast_make(r->arena, NODE_REQUIRE, r->at, 2, some, NULL);
    require->op = r->node->op;
    return require;
}

struct node *indicator_rule(struct program *program, struct node *row) {
    struct row r = {.program = program, .arena = program->arena, .node = row, .at = row->span};
    if (!model_is_whole(program)) {
        diag_report0(program->sink, DIAG_INDICATOR_MODEL, row->span);
        return NULL;
    }
    struct text id = row->kids[INDICATOR_ID]->text;
    struct node *cite = leaf(&r, NODE_CLAUSE, TEXT("考核指标"));
    cite->value = value_text(TEXT(""));
    struct node *parts = leaf(&r, NODE_LIST, TEXT(""));
    ast_append(r.arena, parts,
               ast_make(r.arena, NODE_CITE, r.at, 1, ast_append(r.arena, leaf(&r, NODE_LIST, TEXT("")), cite)));
    if (row->kids[INDICATOR_UNLESS] != NULL)
        ast_append(r.arena, parts, ast_make(r.arena, NODE_UNLESS, r.at, 1, row->kids[INDICATOR_UNLESS]));
    ast_append(r.arena, parts, requirement(&r));
    ast_append(
        r.arena, parts,
        ast_make(r.arena, NODE_MESSAGE, r.at, 1,
                 ast_make(r.arena, NODE_PAIR, r.at, 2, message_in(&r, LANGUAGE_ZH), message_in(&r, LANGUAGE_EN))));
    struct node *title =
        ast_make(r.arena, NODE_PAIR, r.at, 2, leaf(&r, NODE_TEXT, name_in(row->kids[INDICATOR_NAME], LANGUAGE_ZH)),
                 leaf(&r, NODE_TEXT, name_in(row->kids[INDICATOR_NAME], LANGUAGE_EN)));
    struct node *rule = ast_make(r.arena, NODE_RULE, r.at, 3,
                                 name_of(&r, text_format(r.arena, RULE_ZH "#%.*s", TEXT_ARG(id)),
                                         text_format(r.arena, RULE_EN "#%.*s", TEXT_ARG(id))),
                                 title, parts);
    rule->doc = row->doc;
    return rule;
}

/* ---- 覆盖全部 考核指标 ---- */

struct node *indicator_listed(struct program *program, struct node *row) {
    struct row r = {.program = program, .arena = program->arena, .node = row, .at = row->span};
    struct node *application = leaf(&r, NODE_NAME, symbol_name(program->input));
    struct node *body =
        compared(&r, COMPARE_IN, 0, field(&r, leaf(&r, NODE_NAME, TEXT("指标项")), TEXT(MODEL_ID)), spellings(&r));
    struct node *some = ast_make(r.arena, NODE_QUANTIFIER, r.at, 5, NULL, name_of(&r, TEXT("指标项"), TEXT("entry")),
                                 field(&r, application, TEXT(MODEL_LIST)), NULL, body);
    some->op = GROUP_ANY;
    return some;
}
