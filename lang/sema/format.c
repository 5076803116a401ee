/* The layout of declarations; expressions are laid out by lang/syntax/words.c. What is written depends on the tree, and
 * on the text only for what the tree does not keep: comments, empty lines, which vocabulary a word was of, and whether
 * a date was written with 年.
 *
 * A kind of declaration or part is a case of put_declaration or put_part; what has items of its own tells remarks.h of
 * them, so that comments find their place. */
#include "lang/sema/format.h"

#include <assert.h>

#include "lang/base/utf8.h"
#include "lang/sema/translate.h"
#include "lang/syntax/keywords.h"
#include "lang/syntax/parser.h"
#include "lang/syntax/words_literal.h"

struct formatter {
    struct arena *arena;
    struct layout *out;
    struct words_options words;      /* `language`: of the declaration or part at hand */
    struct translation *translation; /* NULL: as written */
};

typedef void put_function(struct formatter *f, const struct node *n);

static void put_declarations(struct formatter *f, const struct node *container, const struct node *list, bool of_file);

/* ---- words ---- */

static void put(struct formatter *f, const char *s) { layout_str(f->out, s); }
static void put_text(struct formatter *f, struct text t) { layout_text(f->out, t); }
static void line(struct formatter *f) { layout_line(f->out, " "); }
static void open(struct formatter *f, enum layout_box box) { layout_open(f->out, box); }
static void close(struct formatter *f) { layout_close(f->out); }
static bool in_chinese(const struct formatter *f) { return f->words.language == LANGUAGE_ZH; }
static bool is_translated(const struct formatter *f) { return f->translation != NULL; }

static void keyword(struct formatter *f, int token, uint16_t op) {
    put_text(f, words_keyword(token, op, f->words.language));
}
static void keyword_space(struct formatter *f, int token) {
    keyword(f, token, 0);
    put(f, " ");
}
static void either(struct formatter *f, const char *zh, const char *en) { put(f, in_chinese(f) ? zh : en); }

static bool is_latin(struct text t) { return t.len && (unsigned char)t.ptr[0] < 0x80; }

/* Nodes that begin with a keyword tell the vocabulary by it. Gives the one that was in force. */
static enum language enter(struct formatter *f, const struct node *n) {
    enum language outer = f->words.language;
    if (is_translated(f) || n->span.start >= f->words.source.len) return outer;
    bool latin = (unsigned char)f->words.source.ptr[n->span.start] < 0x80;
    f->words.language = latin ? LANGUAGE_EN : LANGUAGE_ZH;
    return outer;
}
static enum language enter_word(struct formatter *f, const struct node *n) {
    enum language outer = f->words.language;
    if (is_translated(f) || !n->word || n->word >= keyword_count()) return outer;
    f->words.language = n->flags & NODE_LATIN ? LANGUAGE_EN : LANGUAGE_ZH;
    return outer;
}
static void leave(struct formatter *f, enum language outer) { f->words.language = outer; }

static void put_expression(struct formatter *f, const struct node *n) { words_lay_out(f->out, n, &f->words); }

/* An expression behind a keyword; what does not fit goes on below its beginning. */
static void put_aligned(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_ALIGN);
    put_expression(f, n);
    close(f);
}

static void put_counted(struct formatter *f, const struct node *n, enum number_place place) {
    struct buffer b;
    if (n->kind != NODE_NUMBER || n->flags & NODE_PARENTHESES) {
        put_expression(f, n);
        return;
    }
    buffer_init(&b, f->arena);
    words_number(&b, n, place, &f->words);
    put_text(f, buffer_done(&b));
}

/* A word of the file, which may have to be quoted to stand as it is. */
static void put_quoted(struct formatter *f, struct text t) {
    struct buffer b;
    buffer_init(&b, f->arena);
    buffer_byte(&b, '"');
    words_piece(&b, t, false);
    buffer_byte(&b, '"');
    put_text(f, buffer_done(&b));
}

/* ---- names and types ---- */

/* 推算 names a field that may be declared elsewhere, and a part of 拟支持 a field or theme: then it is a reference. */
static struct text referred(struct formatter *f, const struct node *names) {
    const struct node *first = names->kids[NAMES_FIRST];
    const struct symbol *s = names->decl;
    if (!is_translated(f) || s == NULL) return first->text;
    if (s->kind == SYMBOL_LABEL) return translation_label(f->translation, first->text, s);
    if (s->kind != SYMBOL_FIELD || s->node->kind != NODE_FIELD_DECL) return first->text;
    struct node field = {.kind = NODE_FIELD, .text = first->text, .decl = names->decl};
    return translation_name(f->translation, &field);
}

/* Of two names, a translation begins with the one of its language. */
static bool second_comes_first(const struct formatter *f, const struct node *names) {
    const struct node *first = names->kids[NAMES_FIRST], *second = names->kids[NAMES_SECOND];
    return second != NULL && is_translated(f) && first->kind == NODE_NAME &&
           is_latin(first->text) != is_latin(second->text) && is_latin(first->text) == in_chinese(f);
}

static void put_names(struct formatter *f, const struct node *n) {
    const struct node *first = n->kids[NAMES_FIRST], *second = n->kids[NAMES_SECOND];
    bool swap = second_comes_first(f, n);
    if (second == NULL && first->kind == NODE_NAME) {
        put_text(f, referred(f, n));
        return;
    }
    if (first->kind == NODE_TEXT)
        put_expression(f, first);
    else
        put_text(f, swap ? second->text : first->text);
    if (second == NULL) return;
    put(f, " ");
    put_text(f, swap ? first->text : second->text);
}

static void put_type(struct formatter *f, const struct node *n) {
    enum language outer = f->words.language;
    if (n->op != SHAPE_ONE) {
        enter(f, n);
        keyword_space(f, n->op == SHAPE_LIST ? TOKEN_LIST_OF : TOKEN_SET_OF);
    }
    put_text(f, is_translated(f) ? translation_type(f->translation, n) : n->text);
    leave(f, outer);
}

static void put_type_opt(struct formatter *f, const struct node *n) {
    if (n == NULL) return;
    put(f, ": ");
    put_type(f, n);
}

static struct text name_of(struct formatter *f, const struct node *n) { return words_name(n, &f->words); }

/* ---- texts ---- */

/* `"中文" / "English"`, the second on a line of its own where both do not fit; `box` is how far in. */
static void put_pair(struct formatter *f, const struct node *n, enum layout_box box) {
    if (n->kind != NODE_PAIR) {
        put_expression(f, n);
        return;
    }
    open(f, LAYOUT_GROUP);
    open(f, box);
    put_expression(f, n->kids[PAIR_ONE]);
    line(f);
    put(f, "/ ");
    put_expression(f, n->kids[PAIR_OTHER]);
    close(f);
    close(f);
}

static void put_title(struct formatter *f, const struct node *title) {
    if (title == NULL) return;
    put(f, " ");
    put_pair(f, title, LAYOUT_HANG);
}

/* ---- lists ---- */

static struct words_item begin_item(struct formatter *f, const struct node *container, const struct node *n) {
    struct words_item item = {container, n, false};
    words_item_begin(f->out, item, &f->words);
    return item;
}
/* What stands behind something else on its line, as the first of a series does. */
static struct words_item begin_within(struct formatter *f, const struct node *container, const struct node *n,
                                      bool within) {
    struct words_item item = {container, n, within};
    words_item_begin(f->out, item, &f->words);
    return item;
}
static void end_item(struct formatter *f, struct words_item item) { words_item_end(f->out, item, &f->words); }

static void next_line(struct formatter *f, const struct node *n, bool first) {
    if (!first && remarks_apart(f->words.remarks, n))
        layout_blank(f->out);
    else
        layout_newline(f->out);
}

/* { … } with one item a line. */
static void put_block(struct formatter *f, const struct node *container, const struct node *list, const char *separator,
                      put_function *put_one) {
    bool empty = list->n_kids == 0 && !words_has_remarks(container, &f->words);
    open(f, LAYOUT_BLOCK);
    put(f, "{");
    words_head(f->out, container, &f->words);
    open(f, LAYOUT_INNER);
    for (uint32_t i = 0; i < list->n_kids; i++) {
        next_line(f, list->kids[i], i == 0);
        struct words_item item = begin_item(f, container, list->kids[i]);
        put_one(f, list->kids[i]);
        if (i + 1 < list->n_kids) put(f, separator);
        end_item(f, item);
    }
    close(f);
    if (!empty) layout_newline(f->out);
    put(f, "}");
    close(f);
}

/* { a、b } on one line, or its items filling lines of their own. */
static void put_braces(struct formatter *f, const struct node *container, const struct node *list,
                       put_function *put_one) {
    if (list->n_kids == 0 || words_has_remarks(container, &f->words)) {
        put_block(f, container, list, in_chinese(f) ? "、" : ",", put_one);
        return;
    }
    open(f, LAYOUT_GROUP);
    open(f, LAYOUT_BLOCK);
    put(f, "{");
    words_head(f->out, container, &f->words);
    open(f, LAYOUT_INNER);
    line(f);
    open(f, LAYOUT_FILL);
    for (uint32_t i = 0; i < list->n_kids; i++) {
        struct words_item item = begin_item(f, container, list->kids[i]);
        put_one(f, list->kids[i]);
        if (i + 1 < list->n_kids) words_comma(f->out, &f->words);
        end_item(f, item);
    }
    close(f);
    close(f);
    line(f);
    put(f, "}");
    close(f);
    close(f);
}

/* a、b、c, below one another where they do not fit or comments stand among them. */
static void put_series(struct formatter *f, const struct node *container, const struct node *list,
                       put_function *put_one) {
    bool lines = words_has_remarks(container, &f->words);
    open(f, LAYOUT_FILL);
    open(f, LAYOUT_ALIGN);
    words_head(f->out, container, &f->words);
    for (uint32_t i = 0; i < list->n_kids; i++) {
        struct words_item item = begin_within(f, container, list->kids[i], i == 0);
        put_one(f, list->kids[i]);
        bool last = i + 1 == list->n_kids;
        if (!last && lines) either(f, "、", ",");
        if (!last && !lines) words_comma(f->out, &f->words);
        end_item(f, item);
        if (!last && lines) layout_newline(f->out);
    }
    close(f);
    close(f);
}

static void put_parameter(struct formatter *f, const struct node *n) {
    put_names(f, n->kids[PARAM_NAMES]);
    put_type_opt(f, n->kids[PARAM_TYPE]);
}

static void put_parameters(struct formatter *f, const struct node *list) {
    bool lines = words_has_remarks(list, &f->words);
    open(f, lines ? LAYOUT_BLOCK : LAYOUT_FILL);
    put(f, "(");
    words_head(f->out, list, &f->words);
    open(f, lines ? LAYOUT_INNER : LAYOUT_ALIGN);
    for (uint32_t i = 0; i < list->n_kids; i++) {
        if (lines) layout_newline(f->out);
        struct words_item item = begin_item(f, list, list->kids[i]);
        put_parameter(f, list->kids[i]);
        if (i + 1 < list->n_kids) put(f, ",");
        if (i + 1 < list->n_kids && !lines) line(f);
        end_item(f, item);
    }
    close(f);
    if (lines) layout_newline(f->out);
    put(f, ")");
    close(f);
}

/* ---- data model and reference data ---- */

static void put_field(struct formatter *f, const struct node *n) {
    put_names(f, n->kids[FIELD_DECL_NAMES]);
    put_type_opt(f, n->kids[FIELD_DECL_TYPE]);
    if (n->flags & NODE_FIXED) {
        put(f, " ");
        keyword(f, TOKEN_FIXED, 0);
    }
    if (n->flags & NODE_KEY) {
        put(f, " ");
        keyword(f, TOKEN_KEY, 0);
    }
}

static void put_record(struct formatter *f, const struct node *n) {
    if (n->flags & NODE_INPUT) keyword_space(f, TOKEN_INPUT);
    keyword_space(f, TOKEN_RECORD);
    put_names(f, n->kids[RECORD_NAMES]);
    put(f, " ");
    put_block(f, n, n->kids[RECORD_FIELDS], "", put_field);
}

static void put_choice(struct formatter *f, const struct node *n) {
    if (n->kind == NODE_LABELS) {
        keyword_space(f, TOKEN_LABELS);
    } else {
        if (n->flags & NODE_ORDERED) keyword_space(f, TOKEN_ORDERED);
        keyword_space(f, TOKEN_CHOICE);
    }
    put_names(f, n->kids[CHOICE_NAMES]);
    put(f, " ");
    put_braces(f, n, n->kids[CHOICE_ITEMS], put_names);
}

/* Behind `=`: what has braces of its own stays on the line, other values go on below where they do not fit. */
static void put_value(struct formatter *f, const struct node *n) {
    bool written = n->flags & NODE_PARENTHESES;
    put(f, " =");
    if (!written && (n->kind == NODE_SET_LITERAL || n->kind == NODE_LIST_LITERAL || n->kind == NODE_GROUP)) {
        put(f, " ");
        put_expression(f, n);
        return;
    }
    open(f, LAYOUT_NEST);
    line(f);
    put_expression(f, n);
    close(f);
}

static void put_members(struct formatter *f, const struct node *n) {
    bool braces = n->kind == NODE_SET_LITERAL && n->n_kids > 0 && !(n->flags & NODE_PARENTHESES);
    if (!braces) {
        put_value(f, n);
        return;
    }
    put(f, " = ");
    put_braces(f, n, n, put_expression);
}

static void put_set(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_FILL);
    keyword_space(f, TOKEN_SET);
    put_names(f, n->kids[SET_NAMES]);
    put_type_opt(f, n->kids[SET_TYPE]);
    put_members(f, n->kids[SET_VALUE]);
    close(f);
}

static void put_version(struct formatter *f, const struct node *n) {
    enum language outer = enter(f, n);
    open(f, LAYOUT_FILL);
    keyword_space(f, TOKEN_SINCE);
    put_expression(f, n->kids[VERSION_SINCE]);
    put_members(f, n->kids[VERSION_VALUE]);
    close(f);
    leave(f, outer);
}

static void put_dated_set(struct formatter *f, const struct node *n) {
    keyword_space(f, TOKEN_SET);
    put_names(f, n->kids[DATED_SET_NAMES]);
    put_type_opt(f, n->kids[DATED_SET_TYPE]);
    put(f, " ");
    put_block(f, n, n->kids[DATED_SET_VERSIONS], "", put_version);
}

static void put_row(struct formatter *f, const struct node *n) { put_series(f, n, n, put_expression); }

static void put_table(struct formatter *f, const struct node *n) {
    keyword_space(f, TOKEN_TABLE);
    put_names(f, n->kids[TABLE_NAMES]);
    put(f, " ");
    put_block(f, n->kids[TABLE_FIELDS], n->kids[TABLE_FIELDS], "", put_field);
    if (n->kids[TABLE_ROWS] == NULL) return;
    put(f, " = ");
    put_block(f, n->kids[TABLE_ROWS], n->kids[TABLE_ROWS], in_chinese(f) ? "；" : ";", put_row);
}

static void put_let(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_FILL);
    keyword_space(f, TOKEN_LET);
    put_names(f, n->kids[LET_NAMES]);
    put_type_opt(f, n->kids[LET_TYPE]);
    if (n->kids[LET_VALUE] != NULL) put_value(f, n->kids[LET_VALUE]);
    close(f);
}

static void put_derive(struct formatter *f, const struct node *n) {
    const struct node *of = n->kids[DERIVE_RECORD];
    open(f, LAYOUT_FILL);
    keyword_space(f, TOKEN_DERIVE);
    put_text(f, name_of(f, of));
    put(f, ".");
    put_names(f, n->kids[DERIVE_NAMES]);
    put_type_opt(f, n->kids[DERIVE_TYPE]);
    put_value(f, n->kids[DERIVE_VALUE]);
    close(f);
}

static void put_function_declaration(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_FILL);
    keyword_space(f, TOKEN_FUNCTION);
    put_names(f, n->kids[FUNCTION_NAMES]);
    put_parameters(f, n->kids[FUNCTION_PARAMS]);
    put_type_opt(f, n->kids[FUNCTION_TYPE]);
    put_value(f, n->kids[FUNCTION_VALUE]);
    close(f);
}

/* ---- clauses ---- */

static size_t digits_at(struct text t, size_t at) {
    size_t from = at;
    while (at < t.len && t.ptr[at] >= '0' && t.ptr[at] <= '9') at++;
    return at - from;
}

#define MOST_DIGITS 15

/* `12` or `1.10` as the grammar reads a number. */
static bool is_numeral(struct text t) {
    size_t whole = digits_at(t, 0);
    if (whole == 0 || t.len > MOST_DIGITS) return false;
    if (whole == t.len) return true;
    return t.ptr[whole] == '.' && whole + 1 < t.len && whole + 1 + digits_at(t, whole + 1) == t.len;
}

/* 2, 2(1), 七(2): what a citation may hold without quotes. */
static bool is_clause_number(struct text t) {
    size_t bracket = 0;
    while (bracket < t.len && t.ptr[bracket] != '(') bracket++;
    struct text atom = text_slice(t, 0, bracket);
    if (!is_numeral(atom) && !translation_is_free(atom)) return false;
    return bracket == t.len || (t.ptr[t.len - 1] == ')' && is_clause_number(text_slice(t, bracket + 1, t.len - 1)));
}

static void put_clause_number(struct formatter *f, struct text number) {
    if (is_clause_number(number))
        put_text(f, number);
    else
        put_quoted(f, number);
}

static void put_section(struct formatter *f, const struct node *clause) {
    put_text(f, is_translated(f) ? translation_section(f->translation, clause->text) : clause->text);
}

static void put_citation(struct formatter *f, const struct node *n) {
    struct text number = value_as_text(n->value);
    put_section(f, n);
    if (number.len == 0) return;
    put(f, "(");
    put_clause_number(f, number);
    put(f, ")");
}

static void put_clause_item(struct formatter *f, const struct node *n) {
    if (n->kind == NODE_CLAUSE) {
        put_clause_number(f, value_as_text(n->value));
        return;
    }
    put_counted(f, n->kids[CLAUSE_RANGE_FROM], NUMBER_PLAIN);
    either(f, " 至 ", " to ");
    put_counted(f, n->kids[CLAUSE_RANGE_TO], NUMBER_PLAIN);
}

static bool is_whole_section(const struct node *n) {
    return n->kind == NODE_CLAUSE && value_as_text(n->value).len == 0;
}

static void put_clause_alone(struct formatter *f, const struct node *n) {
    put_section(f, n);
    if (is_whole_section(n)) return;
    put(f, "(");
    put_clause_item(f, n);
    put(f, ")");
}

/* 其他要求(1 至 6、8)、总则: the numbers of one section stand together, unless comments part them. */
static void put_clauses(struct formatter *f, const struct node *n) {
    const struct node *items = n->kids[CLAUSES_ITEMS];
    if (words_has_remarks(n, &f->words)) {
        put_series(f, n, items, put_clause_alone);
        return;
    }
    open(f, LAYOUT_FILL);
    open(f, LAYOUT_ALIGN);
    words_head(f->out, n, &f->words);
    for (uint32_t i = 0; i < items->n_kids; i++) {
        if (i > 0) words_comma(f->out, &f->words);
        if (is_whole_section(items->kids[i])) {
            end_item(f, begin_within(f, n, items->kids[i], i == 0));
            put_section(f, items->kids[i]);
            continue;
        }
        put_section(f, items->kids[i]);
        put(f, "(");
        open(f, LAYOUT_FILL);
        open(f, LAYOUT_ALIGN);
        for (uint32_t first = i;; i++) {
            if (i > first) words_comma(f->out, &f->words);
            end_item(f, begin_within(f, n, items->kids[i], i == 0));
            put_clause_item(f, items->kids[i]);
            bool more = i + 1 < items->n_kids && !is_whole_section(items->kids[i + 1]) &&
                        text_equal(items->kids[i + 1]->text, items->kids[i]->text);
            if (!more) break;
        }
        close(f);
        close(f);
        put(f, ")");
    }
    close(f);
    close(f);
}

/* ---- quotas ---- */

static void put_quota(struct formatter *f, const struct node *n, enum number_place place) {
    enum language outer = enter_word(f, n);
    const struct node *low = n->kids[QUOTA_LOW], *high = n->kids[QUOTA_HIGH];
    bool behind = n->word && n->word < keyword_count() && keyword_row(n->word)->token == TOKEN_ABOUT_AFTER;
    switch ((enum quota_mode)n->op) {
    case QUOTA_EXACT: put_counted(f, low, place); break;
    case QUOTA_AT_MOST:
        put_text(f,
                 n->word < keyword_count() ? words_choice(n, TOKEN_AT_MOST, COMPARE_AT_MOST, &f->words) : TEXT("<="));
        put(f, " ");
        put_counted(f, high, place);
        break;
    case QUOTA_ABOUT:
        if (!behind) keyword_space(f, TOKEN_ABOUT);
        put_counted(f, low, place);
        if (behind) put(f, " ");
        if (behind) keyword(f, TOKEN_ABOUT_AFTER, 0);
        break;
    case QUOTA_RANGE:
        put_counted(f, low, place);
        either(f, " 至 ", " to ");
        put_counted(f, high, place);
        break;
    }
    leave(f, outer);
}

/* The words of a keyword where a name of the grammar stands (每个 主题). */
static bool put_kind(struct formatter *f, const struct node *n) {
    static const int kinds[] = {TOKEN_THEME, TOKEN_FIELDS, TOKEN_PARTNERS};
    if (n->kind != NODE_NAME || n->decl != NULL) return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int language = 0; language < LANGUAGES; language++) {
            if (!text_equal(n->text, words_keyword(kinds[i], 0, (enum language)language))) continue;
            put_text(f, is_translated(f) ? words_keyword(kinds[i], 0, f->words.language) : n->text);
            return true;
        }
    return false;
}

static void put_part_of(struct formatter *f, const struct node *of) {
    if (of->kind == NODE_LIST && of->n_kids == 1) {
        put_names(f, of->kids[0]);
    } else if (of->kind == NODE_LIST) {
        put(f, "[");
        put_series(f, of, of, put_names);
        put(f, "]");
    } else if (of->kind == NODE_EACH_OF) {
        enum language outer = enter(f, of);
        keyword(f, TOKEN_EVERY, GROUP_ALL);
        put(f, " ");
        if (!put_kind(f, of->kids[EACH_OF_KEY])) put_expression(f, of->kids[EACH_OF_KEY]);
        leave(f, outer);
    } else {
        put(f, "(");
        put_aligned(f, of);
        put(f, ")");
    }
}

static void put_amounts(struct formatter *f, const struct node *n);

static void put_quota_part(struct formatter *f, const struct node *n) {
    if (n->op == MODALITY_IN_PRINCIPLE) {
        enum language outer = enter_word(f, n);
        keyword(f, TOKEN_IN_PRINCIPLE, MODALITY_IN_PRINCIPLE);
        put(f, " ");
        leave(f, outer);
    }
    put_part_of(f, n->kids[QUOTA_PART_OF]);
    put(f, " ");
    put_amounts(f, n->kids[QUOTA_PART_AMOUNTS]);
}

/* 10 个，共 3000 万元，其中 { … } */
static void put_amounts(struct formatter *f, const struct node *n) {
    const struct node *count = n->kids[SUPPORTS_COUNT], *funds = n->kids[SUPPORTS_FUNDS],
                      *parts = n->kids[SUPPORTS_PARTS];
    if (count != NULL) put_quota(f, count, NUMBER_OF_PROJECTS);
    if (funds != NULL) {
        if (count != NULL) either(f, "，", ", ");
        keyword_space(f, TOKEN_TOTAL);
        put_quota(f, funds, NUMBER_PLAIN);
    }
    if (parts == NULL) return;
    if (count != NULL || funds != NULL) either(f, "，", ", ");
    keyword_space(f, TOKEN_OF_WHICH);
    put_block(f, parts, parts, in_chinese(f) ? "；" : ";", put_quota_part);
}

/* ---- headings and what stands under them ---- */

static void put_heading(struct formatter *f, const struct node *n) {
    keyword_space(f, n->kind == NODE_GUIDE ? TOKEN_GUIDE : TOKEN_DIRECTION);
    put_expression(f, n->kids[DIRECTION_CODE]);
    if (n->kids[DIRECTION_NAMES] != NULL) {
        put(f, " ");
        put_names(f, n->kids[DIRECTION_NAMES]);
    }
    put_title(f, n->kids[DIRECTION_TITLE]);
}

/* The keyword of a line under a heading; 0 where it is none of those that stand in columns. */
static int header_token(const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_YEAR: return TOKEN_YEAR;
    case NODE_DOCUMENT: return TOKEN_DOCUMENT;
    case NODE_CLAUSES: return TOKEN_CLAUSES;
    case NODE_PARTNERS: return TOKEN_PARTNERS;
    case NODE_FIELDS: return TOKEN_FIELDS;
    case NODE_SUPPORTS: return TOKEN_SUPPORTS;
    case NODE_TOTALS: return TOKEN_TOTALS;
    default: return 0;
    }
}

static size_t header_width(struct formatter *f, const struct node *n) {
    enum language outer = enter(f, n);
    size_t width = utf8_width(words_keyword(header_token(n), 0, f->words.language));
    leave(f, outer);
    return width;
}

/* The widest keyword of the lines that `list->kids[at]` stands among. */
static size_t column_of(struct formatter *f, const struct node *list, uint32_t at) {
    size_t widest = 0;
    while (at > 0 && header_token(list->kids[at - 1])) at--;
    for (; at < list->n_kids && header_token(list->kids[at]); at++) {
        size_t width = header_width(f, list->kids[at]);
        if (width > widest) widest = width;
    }
    return widest;
}

static void put_partner(struct formatter *f, const struct node *n) { put_text(f, name_of(f, n)); }

static void put_header(struct formatter *f, const struct node *list, uint32_t at) {
    const struct node *n = list->kids[at];
    struct buffer b;
    buffer_init(&b, f->arena);
    buffer_text(&b, words_keyword(header_token(n), 0, f->words.language));
    buffer_repeat(&b, TEXT(" "), column_of(f, list, at) - header_width(f, n) + 2);
    put_text(f, buffer_done(&b));
    switch ((enum node_kind)n->kind) {
    case NODE_YEAR: put_counted(f, n->kids[YEAR_VALUE], NUMBER_PLAIN); break;
    case NODE_DOCUMENT: put_pair(f, n->kids[DOCUMENT_TITLE], LAYOUT_ALIGN); break;
    case NODE_CLAUSES: put_clauses(f, n); break;
    case NODE_PARTNERS: put_series(f, n, n->kids[PARTNERS_ITEMS], put_partner); break;
    case NODE_FIELDS: put_series(f, n, n->kids[FIELDS_ITEMS], put_names); break;
    case NODE_SUPPORTS:
    case NODE_TOTALS: put_amounts(f, n); break;
    default: break;
    }
}

static bool is_row_number(struct text t) {
    size_t digits = digits_at(t, 0);
    bool letter = digits > 0 && digits + 1 == t.len && t.ptr[digits] >= 'a' && t.ptr[digits] <= 'z';
    return is_numeral(t) || letter;
}

/* The number of a row; quoted where it would swallow the word behind it as its unit. */
static void put_row_id(struct formatter *f, const struct node *id, struct text behind) {
    bool plain = is_row_number(id->text) ? !words_is_unit(behind) : translation_is_free(id->text);
    if (plain)
        put_text(f, id->text);
    else
        put_quoted(f, id->text);
    put(f, " ");
}

static void put_content(struct formatter *f, const struct node *n) {
    put_row_id(f, n->kids[CONTENT_ITEM_ID], TEXT(""));
    put_pair(f, n->kids[CONTENT_ITEM_TEXT], LAYOUT_ALIGN);
}

static void put_bound(struct formatter *f, const struct node *n) {
    enum language outer = enter_word(f, n);
    const struct node *high = n->kids[BOUND_HIGH];
    put(f, " ");
    if (n->word) {
        bool sign = n->word >= keyword_count();
        put_text(f,
                 sign ? words_sign((enum compare_op)n->op) : words_choice(n, words_compare_token(n), n->op, &f->words));
        put(f, " ");
    }
    put_expression(f, n->kids[BOUND_LOW]);
    if (high != NULL) {
        either(f, " 至 ", " to ");
        put_expression(f, high);
    }
    leave(f, outer);
}

static struct text first_word(const struct formatter *f, const struct node *names) {
    return names->kids[second_comes_first(f, names) ? NAMES_SECOND : NAMES_FIRST]->text;
}

static void put_indicator(struct formatter *f, const struct node *n) {
    const struct node *name = n->kids[INDICATOR_NAME];
    open(f, LAYOUT_FILL);
    put_row_id(f, n->kids[INDICATOR_ID], name->kind == NODE_NAMES ? first_word(f, name) : TEXT(""));
    if (name->kind == NODE_NAMES)
        put_names(f, name);
    else
        put_pair(f, name, LAYOUT_ALIGN);
    if (n->word) {
        put(f, " ");
        put_text(f, words_choice(n, 0, n->op, &f->words));
    }
    if (n->kids[INDICATOR_BOUND] != NULL) put_bound(f, n->kids[INDICATOR_BOUND]);
    open(f, LAYOUT_HANG);
    if (n->kids[INDICATOR_WHERE] != NULL) {
        line(f);
        keyword_space(f, TOKEN_WHERE);
        put_expression(f, n->kids[INDICATOR_WHERE]);
    }
    if (n->kids[INDICATOR_UNLESS] != NULL) {
        line(f);
        keyword_space(f, TOKEN_UNLESS);
        put_expression(f, n->kids[INDICATOR_UNLESS]);
    }
    close(f);
    close(f);
}

/* The brace that opens stands on the line of the keyword, or the words would be names. */
static void put_theme(struct formatter *f, const struct node *n) {
    const struct node *title = n->kids[THEME_TITLE], *items = n->kids[THEME_ITEMS];
    keyword_space(f, TOKEN_THEME);
    put_names(f, n->kids[THEME_NAMES]);
    if (title != NULL) {
        put(f, " ");
        put_expression(f, title);
    }
    open(f, LAYOUT_BLOCK);
    put(f, " {");
    words_head(f->out, n, &f->words);
    open(f, LAYOUT_INNER);
    put_declarations(f, n, items, false);
    close(f);
    if (items->n_kids > 0 || words_has_remarks(n, &f->words)) layout_newline(f->out);
    put(f, "}");
    close(f);
}

/* ---- rules ---- */

/* Where a part stands among the others, whatever their order was: it has no meaning. */
enum part_place {
    PLACE_CALLED,
    PLACE_CITE,
    PLACE_REPLACES,
    PLACE_READING,
    PLACE_CONDITION,
    PLACE_LET,
    PLACE_EACH,
    PLACE_STATEMENT,
    PLACE_LATEST,
    PLACE_MESSAGE,
    PLACE_COUNT
};

static enum part_place place_of_part(const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_CALLED: return PLACE_CALLED;
    case NODE_CITE: return PLACE_CITE;
    case NODE_REPLACES: return PLACE_REPLACES;
    case NODE_READING: return PLACE_READING;
    case NODE_WHEN:
    case NODE_UNLESS: return PLACE_CONDITION;
    case NODE_LET: return PLACE_LET;
    case NODE_FOR_EACH: return PLACE_EACH;
    case NODE_LATEST: return PLACE_LATEST;
    case NODE_MESSAGE: return PLACE_MESSAGE;
    default: return PLACE_STATEMENT;
    }
}

static void put_for_each(struct formatter *f, const struct node *n) {
    const struct node *variable = n->kids[FOR_EACH_VARIABLE], *source = n->kids[FOR_EACH_SOURCE];
    bool list_first = in_chinese(f) && (is_translated(f) || variable->span.start > source->span.start);
    open(f, LAYOUT_FILL);
    if (list_first) {
        keyword_space(f, TOKEN_FOR);
        put_expression(f, source);
        put(f, " ");
        keyword_space(f, TOKEN_AMONG);
        keyword(f, TOKEN_EVERY, GROUP_ALL);
        put(f, " ");
        put_names(f, variable);
    } else {
        keyword_space(f, TOKEN_FOR_EACH);
        put_names(f, variable);
        either(f, " 于 ", " in ");
        put_expression(f, source);
    }
    if (n->kids[FOR_EACH_WHERE] != NULL) {
        open(f, LAYOUT_HANG);
        line(f);
        keyword_space(f, TOKEN_WHERE);
        put_aligned(f, n->kids[FOR_EACH_WHERE]);
        close(f);
    }
    close(f);
}

static void put_modality(struct formatter *f, const struct node *n) {
    static const int tokens[] = {TOKEN_MUST,      TOKEN_MUST_NOT,  TOKEN_IN_PRINCIPLE,
                                 TOKEN_GENERALLY, TOKEN_ENCOURAGE, TOKEN_PREFER};
    put_text(f, words_choice(n, tokens[n->op], n->op, &f->words));
    put(f, " ");
}

static void put_require(struct formatter *f, const struct node *n) {
    put_modality(f, n);
    f->words.behind_must = n->op == MODALITY_MUST && !in_chinese(f);
    put_aligned(f, n->kids[REQUIRE_CONDITION]);
    f->words.behind_must = false;
    if (n->kids[REQUIRE_WEIGHT] == NULL) return;
    put(f, " ");
    keyword_space(f, TOKEN_BY);
    put_counted(f, n->kids[REQUIRE_WEIGHT], NUMBER_PLAIN);
}

/* A unit behind the count says what is counted; behind a bare number or sum it would be taken for theirs. */
static void put_limit_count(struct formatter *f, const struct node *n) {
    put_counted(f, n, NUMBER_OF_APPLICATIONS);
    bool closed = n->flags & NODE_PARENTHESES || n->kind == NODE_NAME || n->kind == NODE_FIELD || n->kind == NODE_CALL;
    if (closed) either(f, " 项", " applications");
}

/* 每个 K 限报 N 项 涉及方向 … 当 E */
static void put_limit(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_FILL);
    open(f, LAYOUT_HANG);
    if (n->op == MODALITY_IN_PRINCIPLE) {
        keyword(f, TOKEN_IN_PRINCIPLE, MODALITY_IN_PRINCIPLE);
        put(f, " ");
    }
    if (in_chinese(f))
        keyword(f, TOKEN_EVERY, GROUP_ALL);
    else
        keyword(f, TOKEN_LIMIT_EACH, 0);
    put(f, " ");
    put_expression(f, n->kids[LIMIT_KEY]);
    put(f, " ");
    keyword_space(f, in_chinese(f) ? TOKEN_LIMITED : TOKEN_TO);
    put_limit_count(f, n->kids[LIMIT_COUNT]);
    if (n->kids[LIMIT_AMONG] != NULL) {
        line(f);
        keyword_space(f, TOKEN_AMONG_DIRECTIONS);
        put_series(f, n->kids[LIMIT_AMONG], n->kids[LIMIT_AMONG], put_expression);
    }
    if (n->kids[LIMIT_WHERE] != NULL) {
        line(f);
        keyword_space(f, TOKEN_WHERE);
        put_expression(f, n->kids[LIMIT_WHERE]);
    }
    close(f);
    close(f);
}

static void put_text_part(struct formatter *f, int token, const struct node *text) {
    keyword_space(f, token);
    put_pair(f, text, LAYOUT_ALIGN);
}

static void put_condition_part(struct formatter *f, int token, const struct node *condition) {
    keyword_space(f, token);
    put_aligned(f, condition);
}

static void put_judge(struct formatter *f, const struct node *n) {
    if (n->word) put_modality(f, n);
    put_text_part(f, TOKEN_JUDGE, n->kids[JUDGE_TEXT]);
}

static void put_omit(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_GROUP);
    open(f, LAYOUT_NEST);
    put_text_part(f, TOKEN_OMIT, n->kids[OMIT_TEXT]);
    layout_line(f->out, "  ");
    put_text_part(f, TOKEN_BECAUSE, n->kids[OMIT_BECAUSE]);
    close(f);
    close(f);
}

static void put_cite(struct formatter *f, const struct node *n) {
    keyword_space(f, TOKEN_CITE);
    put_series(f, n, n->kids[CITE_ITEMS], put_citation);
}

static void put_part_words(struct formatter *f, const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_CALLED:
        keyword_space(f, TOKEN_CALLED);
        put_names(f, n->kids[CALLED_NAMES]);
        break;
    case NODE_CITE: put_cite(f, n); break;
    case NODE_REPLACES:
        keyword_space(f, TOKEN_REPLACES);
        put_text(f, name_of(f, n));
        break;
    case NODE_READING: put_text_part(f, TOKEN_READING, n->kids[READING_TEXT]); break;
    case NODE_WHEN: put_condition_part(f, TOKEN_WHEN, n->kids[WHEN_CONDITION]); break;
    case NODE_UNLESS: put_condition_part(f, TOKEN_UNLESS, n->kids[UNLESS_CONDITION]); break;
    case NODE_LET: put_let(f, n); break;
    case NODE_FOR_EACH: put_for_each(f, n); break;
    case NODE_REQUIRE: put_require(f, n); break;
    case NODE_JUDGE: put_judge(f, n); break;
    case NODE_INFORM: put_text_part(f, TOKEN_INFORM, n->kids[INFORM_TEXT]); break;
    case NODE_OMIT: put_omit(f, n); break;
    case NODE_LIMIT: put_limit(f, n); break;
    case NODE_LATEST: put_condition_part(f, TOKEN_LATEST, n->kids[LATEST_DAY]); break;
    case NODE_MESSAGE: put_text_part(f, TOKEN_MESSAGE, n->kids[MESSAGE_TEXT]); break;
    default: break; /* the grammar has no other parts */
    }
}

static void put_part(struct formatter *f, const struct node *container, const struct node *n) {
    struct words_item item = begin_item(f, container, n);
    enum language outer = enter(f, n);
    put_part_words(f, n);
    leave(f, outer);
    end_item(f, item);
}

/* The parts at one place; those of the heading stand on its line where it fits. */
static void put_parts_at(struct formatter *f, const struct node *container, const struct node *parts,
                         enum part_place place, const struct node *except) {
    for (uint32_t i = 0; i < parts->n_kids; i++) {
        const struct node *n = parts->kids[i];
        if (n == except || place_of_part(n) != place) continue;
        if (place == PLACE_CALLED)
            layout_line(f->out, " ");
        else if (place == PLACE_CITE)
            layout_line(f->out, "  ");
        else
            layout_newline(f->out);
        put_part(f, container, n);
    }
}

/* Ends the heading, for which the caller opened a group: what it is called, its citation; then the other parts. */
static void put_parts(struct formatter *f, const struct node *container, const struct node *parts,
                      const struct node *except) {
    words_head(f->out, container, &f->words);
    open(f, LAYOUT_NEST);
    put_parts_at(f, container, parts, PLACE_CALLED, except);
    put_parts_at(f, container, parts, PLACE_CITE, except);
    close(f);
    close(f);
    open(f, LAYOUT_INNER);
    for (int place = PLACE_REPLACES; place < PLACE_COUNT; place++)
        put_parts_at(f, container, parts, (enum part_place)place, except);
    close(f);
}

static const struct node *statement_of(const struct node *parts) {
    for (uint32_t i = 0; i < parts->n_kids; i++)
        if (place_of_part(parts->kids[i]) == PLACE_STATEMENT) return parts->kids[i];
    return NULL;
}

/* A judgement or note that stands alone: its text is the heading. */
static void put_standalone(struct formatter *f, const struct node *n) {
    const struct node *statement = statement_of(n->kids[RULE_PARTS]);
    open(f, LAYOUT_GROUP);
    if (statement->kind == NODE_JUDGE) {
        if (statement->word) put_modality(f, statement);
        keyword(f, TOKEN_JUDGE, 0);
        if (n->kids[RULE_NAMES] != NULL) {
            put(f, " ");
            put_names(f, n->kids[RULE_NAMES]);
        }
        put_title(f, statement->kids[JUDGE_TEXT]);
    } else if (statement->kind == NODE_INFORM) {
        keyword(f, TOKEN_INFORM, 0);
        put_title(f, statement->kids[INFORM_TEXT]);
    } else {
        keyword(f, TOKEN_OMIT, 0);
        put_title(f, statement->kids[OMIT_TEXT]);
        open(f, LAYOUT_NEST);
        layout_line(f->out, "  ");
        put_text_part(f, TOKEN_BECAUSE, statement->kids[OMIT_BECAUSE]);
        close(f);
    }
    put_parts(f, n, n->kids[RULE_PARTS], statement);
}

static void put_rule(struct formatter *f, const struct node *n) {
    if (n->flags & NODE_STANDALONE) {
        put_standalone(f, n);
        return;
    }
    open(f, LAYOUT_GROUP);
    keyword_space(f, TOKEN_RULE);
    put_names(f, n->kids[RULE_NAMES]);
    put_title(f, n->kids[RULE_TITLE]);
    put_parts(f, n, n->kids[RULE_PARTS], NULL);
}

static void put_template(struct formatter *f, const struct node *n) {
    open(f, LAYOUT_GROUP);
    keyword_space(f, TOKEN_TEMPLATE);
    put_names(f, n->kids[TEMPLATE_NAMES]);
    if (n->kids[TEMPLATE_PARAMS]->n_kids > 0) put_parameters(f, n->kids[TEMPLATE_PARAMS]);
    put_title(f, n->kids[TEMPLATE_TITLE]);
    put_parts(f, n, n->kids[TEMPLATE_PARTS], NULL);
}

static void put_apply(struct formatter *f, const struct node *n) {
    const struct node *parts = n->kids[n->kind == NODE_APPLY ? APPLY_PARTS : WAIVE_PARTS];
    open(f, LAYOUT_GROUP);
    keyword_space(f, n->kind == NODE_APPLY ? TOKEN_APPLY : TOKEN_WAIVE);
    put_text(f, name_of(f, n));
    if (n->kind == NODE_APPLY && n->kids[APPLY_ARGS]->n_kids > 0)
        words_arguments(f->out, n->kids[APPLY_ARGS], &f->words);
    put_parts(f, n, parts, NULL);
}

/* ---- declarations ---- */

static void put_declaration(struct formatter *f, const struct node *list, uint32_t at) {
    const struct node *n = list->kids[at];
    switch ((enum node_kind)n->kind) {
    case NODE_USE:
        keyword_space(f, TOKEN_USE);
        put_expression(f, n->kids[USE_PATH]);
        break;
    case NODE_RECORD: put_record(f, n); break;
    case NODE_CHOICE:
    case NODE_LABELS: put_choice(f, n); break;
    case NODE_DERIVE: put_derive(f, n); break;
    case NODE_SET: put_set(f, n); break;
    case NODE_DATED_SET: put_dated_set(f, n); break;
    case NODE_TABLE: put_table(f, n); break;
    case NODE_LET: put_let(f, n); break;
    case NODE_FUNCTION: put_function_declaration(f, n); break;
    case NODE_TEMPLATE: put_template(f, n); break;
    case NODE_GUIDE:
    case NODE_DIRECTION: put_heading(f, n); break;
    case NODE_YEAR:
    case NODE_DOCUMENT:
    case NODE_CLAUSES:
    case NODE_PARTNERS:
    case NODE_FIELDS:
    case NODE_SUPPORTS:
    case NODE_TOTALS: put_header(f, list, at); break;
    case NODE_CONTENTS:
        keyword_space(f, TOKEN_CONTENTS);
        put_block(f, n, n->kids[CONTENTS_ITEMS], in_chinese(f) ? "；" : ";", put_content);
        break;
    case NODE_INDICATORS:
        keyword_space(f, TOKEN_INDICATORS);
        put_block(f, n, n->kids[INDICATORS_ROWS], in_chinese(f) ? "；" : ";", put_indicator);
        break;
    case NODE_THEME: put_theme(f, n); break;
    case NODE_RULE: put_rule(f, n); break;
    case NODE_APPLY:
    case NODE_WAIVE: put_apply(f, n); break;
    default: break; /* the grammar has no other declarations */
    }
}

/* What has an empty line before and after it. */
static bool is_paragraph(const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_RECORD:
    case NODE_TABLE:
    case NODE_DATED_SET:
    case NODE_TEMPLATE:
    case NODE_GUIDE:
    case NODE_DIRECTION:
    case NODE_THEME:
    case NODE_RULE:
    case NODE_APPLY:
    case NODE_WAIVE: return true;
    default: return false;
    }
}

static bool stands_under_heading(const struct node *n) {
    return header_token(n) != 0 || n->kind == NODE_CONTENTS || n->kind == NODE_INDICATORS;
}

static void put_declarations(struct formatter *f, const struct node *container, const struct node *list, bool of_file) {
    for (uint32_t i = 0; i < list->n_kids; i++) {
        const struct node *n = list->kids[i];
        bool indented = of_file && stands_under_heading(n);
        bool apart =
            i > 0 && (is_paragraph(n) || is_paragraph(list->kids[i - 1]) || remarks_apart(f->words.remarks, n));
        if (indented) open(f, LAYOUT_INNER);
        if (apart)
            layout_blank(f->out);
        else if (i > 0 || !of_file)
            layout_newline(f->out);
        struct words_item item = begin_item(f, container, n);
        enum language outer = enter(f, n);
        if (is_translated(f)) translation_enter(f->translation, list->kids[i]);
        put_declaration(f, list, i);
        leave(f, outer);
        end_item(f, item);
        if (indented) close(f);
    }
}

/* ---- files ---- */

/* A file without a declaration keeps its comments, one paragraph or more. */
static struct text only_comments(struct arena *arena, const struct comments *comments) {
    struct buffer b;
    buffer_init(&b, arena);
    for (size_t i = 0; i < comments->list.count; i++) {
        struct text t = comments->list.items[i].text;
        while (t.len > 0 && (t.ptr[t.len - 1] == ' ' || t.ptr[t.len - 1] == '\t')) t.len--;
        buffer_text(&b, t);
        buffer_byte(&b, '\n');
    }
    return buffer_done(&b);
}

/* Writes the file twice where it has comments: to see what they may stand beside, and with them. */
static struct text format(struct formatter *f, const struct node *tree, const struct comments *comments) {
    struct buffer out;
    if (tree->n_kids == 0) return only_comments(f->arena, comments);
    f->words.remarks = remarks_new(f->arena, f->words.source, tree, comments);
    for (int pass = comments->list.count > 0 ? 0 : 1; pass < 2; pass++) {
        if (pass == 1) remarks_settle(f->words.remarks);
        f->words.settled = pass == 1;
        f->out = layout_new(f->arena, FORMAT_WIDTH);
        put_declarations(f, tree, tree, true);
        if (is_translated(f)) f->translation->heading = f->translation->theme = NULL;
    }
    assert(remarks_done(f->words.remarks));
    buffer_init(&out, f->arena);
    layout_write(f->out, &out);
    return buffer_done(&out);
}

struct text format_file(struct arena *arena, const struct source_set *sources, uint32_t file, const struct node *tree,
                        const struct comments *comments) {
    struct formatter f = {.arena = arena};
    f.words = (struct words_options){.form = WORDS_WRITTEN, .source = source_get(sources, file)->text};
    return format(&f, tree, comments);
}

static struct text translated(void *context, const struct node *n) { return translation_name(context, n); }

struct text format_translated(struct program *program, struct module *module, enum language language) {
    struct translation translation = {.program = program, .module = module, .language = language};
    struct formatter f = {.arena = program->arena, .translation = &translation};
    f.words = (struct words_options){.form = WORDS_TRANSLATED,
                                     .language = language,
                                     .source = source_get(program->sources, module->file)->text,
                                     .name = translated,
                                     .context = &translation};
    return format(&f, module->tree, &module->comments);
}
