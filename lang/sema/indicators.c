/* Rows of 考核指标 as rules. A row is a requirement like any other: an entry of the application's indicators has its
 * number (or its name), fits its 当, and reaches its bound, or several do together. So it is written out here as the rule
 * that a policy writer would have written, and everything behind (types, code, explanation, remedies) knows rules only.
 *
 *   9a 研讨 不少于 2 次 当 其.每次规模 不少于 50 人   becomes
 *   ((申报.考核指标 当 其.指标 属于 {"9a", "研讨"}) 当 其.每次规模 不少于 50 人) 中 有 指标项 满足 指标项.数量 不少于 2 次
 *   或 合计(((申报.考核指标 当 …) 当 …).数量) 不少于 2 次
 *
 * Readers never see that: its parts are spoken of as 考核指标 9a 各项, 指标 9a 的数量. */
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

/* A name as readers see it: `joint_papers` reads “joint papers”. */
static struct text readable(struct row *r, enum language language) {
    struct text name = name_in(r->node->kids[INDICATOR_NAME], language);
    struct buffer b;
    buffer_init(&b, r->arena);
    for (size_t i = 0; i < name.len; i++) buffer_byte(&b, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
    return buffer_done(&b);
}

static struct node *spoken(struct row *r, struct node *n, struct text zh, struct text en) {
    struct names *words = ARENA_NEW(r->arena, struct names);
    *words = (struct names){zh, en};
    n->spoken = words;
    return n;
}

/* The row's number and name, framed by FORMAT, which takes both. */
static struct text row_words(struct row *r, enum language language, const char *format) {
    return text_format(r->arena, format, TEXT_ARG(r->node->kids[INDICATOR_ID]->text), TEXT_ARG(readable(r, language)));
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
    buffer_text(&b, row_words(r, language, zh ? "考核指标 %.*s“%.*s”要求" : "indicator %.*s “%.*s” asks for "));
    if (bound != NULL && bound->kids[BOUND_HIGH] != NULL && zh) buffer_byte(&b, ' ');
    if (bound != NULL)
        add_bound(&b, bound, language);
    else
        buffer_str(&b, zh ? "列入申报，数量至少为 1" : "an entry with a quantity of at least 1");
    return leaf(r, NODE_TEXT, buffer_done(&b));
}

/* ---- the rule ---- */

/* A quantity is a number: of per cent where the bound is a share, of days where it is days. */
static bool as_quantity(const struct node *measure, struct decimal *number) {
    if (measure->kind == NODE_NUMBER) {
        *number = (struct decimal){measure->value.i, (uint8_t)measure->value.aux};
        return true;
    }
    if (measure->kind != NODE_LITERAL) return false;
    if (measure->type.kind == TYPE_DAYS) {
        *number = decimal_from_int(measure->value.i);
        return true;
    }
    struct decimal share = {measure->value.i, (uint8_t)measure->value.aux};
    return measure->type.kind == TYPE_PERCENT && decimal_multiply(share, decimal_from_int(100), number) == DECIMAL_OK;
}

/* The number with the measure it is read in; the first of `3 至 4 套` has that of the second. */
static struct node *quantity_bound(struct row *r, const struct node *bound) {
    const struct node *measure = bound->kids[BOUND_LOW], *high = bound->kids[BOUND_HIGH];
    struct decimal number = {0, 0};
    struct node *n = leaf(r, NODE_NUMBER, TEXT(""));
    n->span = measure->span;
    const struct node *wrong = high != NULL && !as_quantity(high, &number) ? high : NULL;
    if (!as_quantity(measure, &number)) wrong = measure;
    if (wrong != NULL)
        diag_report(r->program->sink, DIAG_INDICATOR_MEASURE, wrong->span, type_both(r->program, wrong->type));
    n->value = (struct value){.i = number.coefficient, .aux = number.scale, .state = STATE_KNOWN};
    bool share = measure->kind == NODE_LITERAL && measure->type.kind == TYPE_PERCENT;
    n->text = measure->kind == NODE_NUMBER ? measure->text : share ? TEXT("%") : TEXT("");
    if (n->text.len == 0 && high != NULL && high->kind == NODE_NUMBER) n->text = high->text;
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

static struct node *is_row(struct row *r, struct node *entry) {
    return spoken(r, compared(r, COMPARE_IN, 0, field(r, entry, TEXT(MODEL_ID)), spellings(r)),
                  row_words(r, LANGUAGE_ZH, "指标为 %.*s“%.*s”"), row_words(r, LANGUAGE_EN, "indicator %.*s “%.*s”"));
}

/* The entries of this row: `application.kpis where it.id in {…} where WHERE`. */
static struct node *entries(struct row *r) {
    struct node *application = leaf(r, NODE_NAME, symbol_name(r->program->input));
    struct text id = r->node->kids[INDICATOR_ID]->text;
    struct node *own = ast_make(r->arena, NODE_FILTER, r->at, 2, field(r, application, TEXT(MODEL_LIST)),
                                is_row(r, leaf(r, NODE_IT, TEXT(""))));
    spoken(r, own, text_format(r->arena, "考核指标 %.*s 各项", TEXT_ARG(id)),
           text_format(r->arena, "entries of indicator %.*s", TEXT_ARG(id)));
    if (r->node->kids[INDICATOR_WHERE] == NULL) return own;
    return ast_make(r->arena, NODE_FILTER, r->at, 2, own, ast_copy(r->arena, r->node->kids[INDICATOR_WHERE]));
}

static struct node *quantity_of_row(struct row *r) {
    struct text id = r->node->kids[INDICATOR_ID]->text;
    return spoken(r, field(r, leaf(r, NODE_NAME, TEXT("指标项")), TEXT(MODEL_QUANTITY)),
                  text_format(r->arena, "指标 %.*s 的数量", TEXT_ARG(id)),
                  text_format(r->arena, "quantity of indicator %.*s", TEXT_ARG(id)));
}

static struct node *one_entry_reaches(struct row *r) {
    const struct node *bound = r->node->kids[INDICATOR_BOUND];
    struct node *quantity = quantity_of_row(r);
    struct node *body = bound == NULL
                            ? compared(r, COMPARE_AT_LEAST, 0, quantity, one(r))
                            : compared(r, (enum compare_op)bound->op, bound->word, quantity, quantity_bound(r, bound));
    struct node *some = ast_make(r->arena, NODE_QUANTIFIER, r->at, 5, NULL, name_of(r, TEXT("指标项"), TEXT("entry")),
                                 entries(r), NULL, body);
    some->op = GROUP_ANY;
    return some;
}

/* What is counted up to a bound may be spread over entries (two events apart); a share or a resolution may not. */
static bool adds_up(const struct node *bound) {
    return bound != NULL && bound->kids[BOUND_LOW]->kind == NODE_NUMBER &&
           (bound->op == COMPARE_AT_LEAST || bound->op == COMPARE_MORE);
}

static struct node *sum_reaches(struct row *r) {
    const struct node *bound = r->node->kids[INDICATOR_BOUND];
    struct text id = r->node->kids[INDICATOR_ID]->text;
    struct node *sum =
        ast_make(r->arena, NODE_CALL, r->at, 1,
                 ast_append(r->arena, leaf(r, NODE_LIST, TEXT("")), field(r, entries(r), TEXT(MODEL_QUANTITY))));
    sum->text = TEXT("sum");
    bool chosen = r->node->kids[INDICATOR_WHERE] != NULL;
    spoken(
        r, sum,
        text_format(r->arena, chosen ? "指标 %.*s 符合条件的各项数量之和" : "指标 %.*s 各项数量之和", TEXT_ARG(id)),
        text_format(r->arena, "sum of the quantities of indicator %.*s%s", TEXT_ARG(id), chosen ? " that count" : ""));
    return compared(r, (enum compare_op)bound->op, bound->word, sum, quantity_bound(r, bound));
}

static struct node *requirement(struct row *r) {
    struct node *reached = one_entry_reaches(r);
    if (adds_up(r->node->kids[INDICATOR_BOUND]))
        reached = ast_make(r->arena, NODE_OR, r->at, 2, reached, sum_reaches(r));
    struct node *require = ast_make(r->arena, NODE_REQUIRE, r->at, 2, reached, NULL);
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
    struct node *title = ast_make(r.arena, NODE_PAIR, r.at, 2, leaf(&r, NODE_TEXT, readable(&r, LANGUAGE_ZH)),
                                  leaf(&r, NODE_TEXT, readable(&r, LANGUAGE_EN)));
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
    struct node *body = is_row(&r, leaf(&r, NODE_NAME, TEXT("指标项")));
    struct node *some = ast_make(r.arena, NODE_QUANTIFIER, r.at, 5, NULL, name_of(&r, TEXT("指标项"), TEXT("entry")),
                                 field(&r, application, TEXT(MODEL_LIST)), NULL, body);
    some->op = GROUP_ANY;
    return spoken(&r, some, row_words(&r, LANGUAGE_ZH, "列有考核指标 %.*s（%.*s）"),
                  row_words(&r, LANGUAGE_EN, "indicator %.*s (%.*s) is listed"));
}
