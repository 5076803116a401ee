/* Expressions written out. Levels follow the grammar's precedence; a node below the level that its place asks for gets
 * parentheses, and so does one that the writer parenthesised. A quantifier or an `if` reaches as far to the right as
 * it can, so it gets them too where `and` or `or` follows it.
 *
 * One printer serves images and the formatter: what is written goes into a layout, and where that is flat, straight into
 * a buffer. */
#include "lang/syntax/words.h"

#include "lang/syntax/keywords.h"
#include "lang/syntax/parse_context.h"
#include "lang/syntax/parser.h"
#include "lang/syntax/words_literal.h"

enum level {
    LEVEL_FILTER, /* where a filter may stand bare */
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE, /* everything of yes and no that holds together */
    LEVEL_LATER,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_UNARY,
    LEVEL_POSTFIX,
};

struct printer {
    struct layout *out;
    struct words_options options; /* `language` is that of the node at hand */
    bool substituting;            /* inside what stands for a name; names there mean themselves */
    const struct node *guarded;   /* a NOT that would join the word before it: must not */
};

static void print(struct printer *p, const struct node *n, enum level level, bool followed);

static void put(struct printer *p, const char *s) { layout_str(p->out, s); }
static void space(struct printer *p) { layout_str(p->out, " "); }
static void line(struct printer *p) { layout_line(p->out, " "); }
static void open(struct printer *p, enum layout_box box) { layout_open(p->out, box); }
static void close(struct printer *p) { layout_close(p->out); }
static bool in_chinese(const struct printer *p) { return p->options.language == LANGUAGE_ZH; }
static bool is_canonical(const struct printer *p) { return p->options.form == WORDS_CANONICAL; }

/* ---- words ---- */

struct text words_keyword(int token, uint16_t op, enum language language) {
    return keyword_spelling(keyword_canonical(token, op, language), language);
}

static void put_keyword(struct printer *p, int token, uint16_t op) {
    layout_text(p->out, words_keyword(token, op, p->options.language));
}

static bool is_word(const struct node *n) { return n->word && n->word != WORD_SIGN; }

struct text words_choice(const struct node *n, int token, uint16_t op, const struct words_options *options) {
    bool chosen =
        options->form != WORDS_CANONICAL && is_word(n) && keyword_row(n->word)->spelling[options->language].len;
    return chosen ? keyword_row(n->word)->spelling[options->language] : words_keyword(token, op, options->language);
}

static void put_word(struct printer *p, const struct node *n, int token, uint16_t op) {
    layout_text(p->out, words_choice(n, token, op, &p->options));
}

/* Whether the writer chose this word of Chinese. */
static bool chose(const struct printer *p, const struct node *n, const char *zh) {
    return !is_canonical(p) && n->word && n->word == keyword_find(text_of(zh));
}

struct text words_name(const struct node *n, const struct words_options *options) {
    const struct names *names = n->decl;
    if (options->form == WORDS_WRITTEN || !names) return n->text;
    if (options->form == WORDS_TRANSLATED && options->name) return options->name(options->context, n);
    struct text name = options->language == LANGUAGE_ZH ? names->zh : names->en;
    if (!name.len) name = options->language == LANGUAGE_ZH ? names->en : names->zh;
    return name.len ? name : n->text;
}

static void put_name(struct printer *p, const struct node *n) { layout_text(p->out, words_name(n, &p->options)); }

/* An element or a match. In an image, its name in this language; in a file both, this language's first. */
static void put_variable(struct printer *p, const struct node *names) {
    if (names->decl && is_canonical(p)) {
        put_name(p, names);
        return;
    }
    const struct node *first = names->kids[NAMES_FIRST], *second = names->kids[NAMES_SECOND];
    bool latin = first->text.len && (unsigned char)first->text.ptr[0] < 0x80;
    if (second && p->options.form == WORDS_TRANSLATED && latin == in_chinese(p)) {
        const struct node *swap = first;
        first = second;
        second = swap;
    }
    layout_text(p->out, first->text);
    if (!second) return;
    space(p);
    layout_text(p->out, second->text);
}

/* ---- vocabularies ---- */

static bool is_latin_at(const struct printer *p, uint32_t at) {
    return (unsigned char)p->options.source.ptr[at] < 0x80;
}

/* The vocabulary in which the node's own words were written; that around it where it has none. */
static enum language language_of(const struct printer *p, const struct node *n) {
    bool latin = false;
    if (p->options.form != WORDS_WRITTEN) return p->options.language;
    switch (n->kind) {
    case NODE_TRUTH:
    case NODE_GROUP:
    case NODE_COVERS:
    case NODE_IF: latin = is_latin_at(p, n->span.start); break;
    case NODE_QUANTIFIER:
        latin = n->kids[QUANTIFIER_VARIABLE]->span.start < n->kids[QUANTIFIER_SOURCE]->span.start &&
                is_latin_at(p, n->span.start);
        break;
    case NODE_PAIRWISE:
        latin =
            n->kids[PAIRWISE_FIRST]->span.start < n->kids[PAIRWISE_SOURCE]->span.start && is_latin_at(p, n->span.start);
        break;
    case NODE_FILTER:
    case NODE_BY: latin = n->flags & NODE_LATIN; break;
    default:
        if (!is_word(n)) return p->options.language;
        latin = n->flags & NODE_LATIN;
    }
    return latin ? LANGUAGE_EN : LANGUAGE_ZH;
}

/* ---- comments ---- */

bool words_has_remarks(const struct node *container, const struct words_options *options) {
    return options->remarks && options->settled && remarks_inside(options->remarks, container);
}

void words_item_begin(struct layout *out, struct words_item item, const struct words_options *options) {
    if (!options->remarks) return;
    if (!options->settled)
        remarks_item(options->remarks, item.container, item.node, !item.within_line);
    else
        remarks_before(options->remarks, out, item.node);
}

void words_item_end(struct layout *out, struct words_item item, const struct words_options *options) {
    if (!options->remarks || !options->settled) return;
    remarks_behind(options->remarks, out, item.node);
    remarks_after(options->remarks, out, item.node);
}

/* The first side of a chain. */
static void put_first(struct printer *p, const struct node *container, const struct node *n, enum level level,
                      bool followed) {
    struct words_item item = {container, n, true};
    words_item_begin(p->out, item, &p->options);
    print(p, n, level, followed);
    words_item_end(p->out, item, &p->options);
}

void words_head(struct layout *out, const struct node *container, const struct words_options *options) {
    if (!options->remarks) return;
    if (!options->settled)
        remarks_item(options->remarks, container, NULL, false);
    else
        remarks_at_head(options->remarks, out, container);
}

static void put_head_remarks(struct printer *p, const struct node *container) {
    words_head(p->out, container, &p->options);
}

/* ---- literals ---- */

static void put_number(struct printer *p, const struct node *n, enum number_place place) {
    struct buffer b;
    buffer_init(&b, layout_arena(p->out));
    words_number(&b, n, place, &p->options);
    layout_text(p->out, buffer_done(&b));
}

static void put_literal(struct printer *p, const struct node *n) {
    struct buffer b;
    buffer_init(&b, layout_arena(p->out));
    words_literal(&b, n, &p->options);
    layout_text(p->out, buffer_done(&b));
}

static void put_truth(struct printer *p, const struct node *n) {
    if (n->value.state != STATE_KNOWN)
        put_keyword(p, TOKEN_UNKNOWN, 0);
    else if (n->value.i)
        put_keyword(p, TOKEN_YES, 1);
    else if (in_chinese(p))
        put_keyword(p, TOKEN_NO, 0);
    else
        put_keyword(p, TOKEN_NO_ONE, GROUP_NONE);
}

/* A text stands on one line, and so do the expressions in it. */
static void put_text(struct printer *p, const struct node *n) {
    bool pattern = n->kind == NODE_PATTERN;
    const char *quote = pattern ? "/" : "\"";
    struct buffer b;
    struct printer inner = *p;
    buffer_init(&b, layout_arena(p->out));
    inner.out = layout_flat(layout_arena(p->out), &b);
    inner.options.remarks = NULL;
    buffer_str(&b, quote);
    if (!(n->flags & NODE_HAS_HOLES)) words_piece(&b, n->text, pattern);
    for (uint32_t i = 0; i < n->n_kids; i++) {
        if (i % 2 == 0) {
            words_piece(&b, n->kids[i]->text, pattern);
            continue;
        }
        buffer_byte(&b, '{');
        print(&inner, n->kids[i], LEVEL_FILTER, false);
        buffer_byte(&b, '}');
    }
    buffer_str(&b, quote);
    layout_text(p->out, buffer_done(&b));
}

void words_comma(struct layout *out, const struct words_options *options) {
    bool chinese = options->language == LANGUAGE_ZH;
    layout_str(out, chinese ? "、" : ",");
    layout_line(out, chinese ? "" : " ");
}

/* `[a, b]`; one a line where comments stand among them. */
static void put_elements(struct printer *p, const struct node *container, const struct node *list,
                         const char *open_sign, const char *close_sign, enum level level) {
    bool lines = words_has_remarks(container, &p->options), call = level == LEVEL_FILTER;
    open(p, lines ? LAYOUT_BLOCK : LAYOUT_FILL);
    put(p, open_sign);
    put_head_remarks(p, container);
    open(p, lines ? LAYOUT_INNER : LAYOUT_ALIGN);
    for (uint32_t i = 0; list && i < list->n_kids; i++) {
        struct words_item item = {container, list->kids[i], false};
        if (lines) layout_newline(p->out);
        words_item_begin(p->out, item, &p->options);
        print(p, list->kids[i], level, false);
        bool last = i + 1 == list->n_kids;
        if (!last && (lines || call)) put(p, call || !in_chinese(p) ? "," : "、");
        if (!last && call && !lines) line(p);
        if (!last && !call && !lines) words_comma(p->out, &p->options);
        words_item_end(p->out, item, &p->options);
    }
    close(p);
    if (lines) layout_newline(p->out);
    put(p, close_sign);
    close(p);
}

/* ---- operators ---- */

struct text words_sign(enum compare_op op) {
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};
    return (unsigned)op < sizeof signs / sizeof *signs ? text_of(signs[op]) : TEXT("");
}

int words_compare_token(const struct node *n) {
    if (is_word(n) && keyword_row(n->word)->token == TOKEN_BETTER) return TOKEN_BETTER; /* says more than its op */
    if (n->op == COMPARE_EQUAL) return TOKEN_EQUAL;
    if (n->op == COMPARE_AT_LEAST) return TOKEN_AT_LEAST;
    if (n->op == COMPARE_AT_MOST) return TOKEN_AT_MOST;
    if (n->op == COMPARE_IN) return n->flags & NODE_NEGATED ? TOKEN_NOT_IN : TOKEN_IN;
    if (n->op == COMPARE_INCLUDES) return n->flags & NODE_NEGATED ? TOKEN_NOT_INCLUDES : TOKEN_INCLUDES;
    return TOKEN_RELATION;
}

static void put_compare(struct printer *p, const struct node *n) {
    struct text sign = n->word == WORD_SIGN && !is_canonical(p) ? words_sign((enum compare_op)n->op) : TEXT("");
    open(p, LAYOUT_FILL);
    print(p, n->kids[COMPARE_LEFT], LEVEL_LATER, false);
    open(p, LAYOUT_NEST);
    line(p);
    layout_text(p->out, sign.len ? sign : words_choice(n, words_compare_token(n), n->op, &p->options));
    space(p);
    print(p, n->kids[COMPARE_RIGHT], LEVEL_LATER, false);
    close(p);
    close(p);
}

static enum level arithmetic_level(const struct node *n) {
    switch ((enum arithmetic_op)n->op) {
    case ARITHMETIC_LATER:
    case ARITHMETIC_EARLIER: return LEVEL_LATER;
    case ARITHMETIC_ADD:
    case ARITHMETIC_SUBTRACT:
    case ARITHMETIC_UNION:
    case ARITHMETIC_EXCEPT: return LEVEL_SUM;
    case ARITHMETIC_MULTIPLY:
    case ARITHMETIC_DIVIDE:
    case ARITHMETIC_INTERSECT: return LEVEL_PRODUCT;
    }
    return LEVEL_PRODUCT;
}

static void put_arithmetic(struct printer *p, const struct node *n) {
    enum level level = arithmetic_level(n);
    open(p, LAYOUT_FILL);
    print(p, n->kids[ARITHMETIC_LEFT], level, false);
    open(p, LAYOUT_NEST);
    line(p);
    switch ((enum arithmetic_op)n->op) {
    case ARITHMETIC_ADD: put(p, "+"); break;
    case ARITHMETIC_SUBTRACT: put(p, "-"); break;
    case ARITHMETIC_MULTIPLY: put(p, in_chinese(p) ? "×" : "*"); break;
    case ARITHMETIC_DIVIDE: put(p, "/"); break;
    case ARITHMETIC_LATER: put_word(p, n, TOKEN_LATER, n->op); break;
    case ARITHMETIC_EARLIER: put_word(p, n, TOKEN_EARLIER, n->op); break;
    case ARITHMETIC_UNION: put_word(p, n, TOKEN_UNION, n->op); break;
    case ARITHMETIC_INTERSECT: put_word(p, n, TOKEN_INTERSECT, n->op); break;
    case ARITHMETIC_EXCEPT: put_word(p, n, TOKEN_EXCEPT, n->op); break;
    }
    space(p);
    print(p, n->kids[ARITHMETIC_RIGHT], level + 1, false);
    close(p);
    close(p);
}

/* 为 a 至 b, is a to b; 介于 a 与 b, between a and b */
static void put_between(struct printer *p, const struct node *n) {
    bool between = !is_canonical(p) && is_word(n) && keyword_row(n->word)->token == TOKEN_BETWEEN;
    open(p, LAYOUT_FILL);
    print(p, n->kids[BETWEEN_OPERAND], LEVEL_LATER, false);
    open(p, LAYOUT_NEST);
    line(p);
    if (n->word == WORD_SIGN && !is_canonical(p))
        put(p, "=");
    else
        put_word(p, n, TOKEN_EQUAL, COMPARE_EQUAL);
    space(p);
    print(p, n->kids[BETWEEN_LOW], LEVEL_LATER, false);
    line(p);
    if (!between)
        put_keyword(p, TOKEN_TO, 0);
    else if (in_chinese(p))
        put_keyword(p, TOKEN_BETWEEN_AND, 0);
    else
        put_keyword(p, TOKEN_AND, 0);
    space(p);
    print(p, n->kids[BETWEEN_HIGH], LEVEL_LATER, false);
    close(p);
    close(p);
}

/* In an image a conjunction within a disjunction is always parenthesised: readers need not know which binds first. */
static enum level side_level(const struct printer *p, const struct node *n, bool first) {
    bool same = first && n->kids[0] && n->kids[0]->kind == n->kind;
    if (n->kind == NODE_AND) return same || first ? LEVEL_AND : LEVEL_NOT;
    if (is_canonical(p)) return same ? LEVEL_OR : LEVEL_NOT;
    return first ? LEVEL_OR : LEVEL_AND;
}

static bool continues(const struct printer *p, const struct node *n, const struct node *left) {
    return left && left->kind == n->kind && (is_canonical(p) || !(left->flags & NODE_PARENTHESES));
}

/* a 且 b 且 c: one box, and one container of comments, for all of them. */
static void put_chain(struct printer *p, const struct node *top, const struct node *n, bool followed) {
    const struct node *left = n->kids[0];
    enum language outer = p->options.language;
    if (continues(p, n, left)) {
        p->options.language = language_of(p, left);
        put_chain(p, top, left, true);
        p->options.language = outer;
    } else {
        put_first(p, top, left, side_level(p, n, true), true);
    }
    struct words_item item = {top, n->kids[1], false};
    if (words_has_remarks(top, &p->options))
        layout_newline(p->out);
    else
        line(p);
    words_item_begin(p->out, item, &p->options);
    put_word(p, n, n->kind == NODE_OR ? TOKEN_OR : TOKEN_AND, 0);
    space(p);
    print(p, n->kids[1], side_level(p, n, false), followed);
    words_item_end(p->out, item, &p->options);
}

static void put_junction(struct printer *p, const struct node *n, bool followed) {
    open(p, LAYOUT_GROUP);
    open(p, LAYOUT_COLUMN);
    put_head_remarks(p, n);
    put_chain(p, n, n, followed);
    close(p);
    close(p);
}

static void put_has(struct printer *p, const struct node *n) {
    if (!in_chinese(p)) {
        put_keyword(p, TOKEN_HAS, 0);
        space(p);
    }
    print(p, n->kids[HAS_OPERAND], LEVEL_LATER, false);
    if (in_chinese(p)) {
        space(p);
        put_keyword(p, TOKEN_FILLED, 0);
    }
}

static void put_match(struct printer *p, const struct node *n) {
    open(p, LAYOUT_FILL);
    print(p, n->kids[MATCH_OPERAND], LEVEL_LATER, false);
    open(p, LAYOUT_NEST);
    line(p);
    put_word(p, n, TOKEN_MATCHES, 0);
    space(p);
    if (n->kids[MATCH_PATTERN]) put_text(p, n->kids[MATCH_PATTERN]);
    if (n->kids[MATCH_BINDER]) {
        space(p);
        put_keyword(p, TOKEN_AS, 0);
        space(p);
        put_variable(p, n->kids[MATCH_BINDER]);
    }
    close(p);
    close(p);
}

/* ---- groups and quantifiers ---- */

static void put_group_word(struct printer *p, const struct node *n) {
    switch ((enum group_op)n->op) {
    case GROUP_ALL: put_word(p, n, TOKEN_ALL_OF, n->op); return;
    case GROUP_ANY: put_word(p, n, TOKEN_ANY_OF, n->op); return;
    case GROUP_NONE: put_word(p, n, TOKEN_NONE_OF, n->op); return;
    case GROUP_AT_LEAST: break;
    }
    if (in_chinese(p))
        put_keyword(p, TOKEN_GROUP_AT_LEAST, GROUP_AT_LEAST);
    else
        put_keyword(p, TOKEN_AT_LEAST, COMPARE_AT_LEAST);
    space(p);
    put_number(p, n->kids[GROUP_COUNT], NUMBER_OF_ITEMS);
    if (in_chinese(p)) return;
    space(p);
    put_keyword(p, TOKEN_OF, 0);
}

/* 以下全部 { a； b }, all of { a; b }; in a file one item a line */
static void put_group(struct printer *p, const struct node *n) {
    const struct node *items = n->kids[GROUP_ITEMS];
    bool flat = layout_is_flat(p->out);
    put_group_word(p, n);
    open(p, LAYOUT_BLOCK);
    put(p, " {");
    put_head_remarks(p, n);
    open(p, LAYOUT_INNER);
    for (uint32_t i = 0; items && i < items->n_kids; i++) {
        struct words_item item = {n, items->kids[i], false};
        if (i && p->options.settled && p->options.remarks && remarks_apart(p->options.remarks, items->kids[i]))
            layout_blank(p->out);
        else
            layout_newline(p->out);
        words_item_begin(p->out, item, &p->options);
        print(p, items->kids[i], LEVEL_OR, false);
        if (i + 1 < items->n_kids) put(p, in_chinese(p) ? "；" : ";");
        words_item_end(p->out, item, &p->options);
    }
    close(p);
    if (flat)
        put(p, " }");
    else {
        layout_newline(p->out);
        put(p, "}");
    }
    close(p);
}

static void put_quantifier_word(struct printer *p, const struct node *n) {
    switch ((enum group_op)n->op) {
    case GROUP_ALL: put_word(p, n, TOKEN_EVERY, n->op); break;
    case GROUP_ANY: put_word(p, n, TOKEN_SOME, n->op); break;
    case GROUP_NONE: put_word(p, n, TOKEN_NO_ONE, n->op); break;
    case GROUP_AT_LEAST: break;
    }
}

/* Of the words for "at least", Chinese counts with this one only. */
static void put_count(struct printer *p, const struct node *count) {
    if (in_chinese(p))
        put(p, "至少");
    else
        put_keyword(p, TOKEN_AT_LEAST, COMPARE_AT_LEAST);
    space(p);
    put_number(p, count, NUMBER_OF_ELEMENTS);
}

static void put_where(struct printer *p, const struct node *condition) {
    if (!condition) return;
    line(p);
    put_keyword(p, TOKEN_WHERE, 0);
    space(p);
    print(p, condition, is_canonical(p) && condition->kind == NODE_QUANTIFIER ? LEVEL_POSTFIX : LEVEL_OR, false);
}

/* What is asked of the element. In an image a quantifier within a quantifier is parenthesised. */
static void put_body(struct printer *p, const struct node *body) {
    bool nested = body && (body->kind == NODE_QUANTIFIER || body->kind == NODE_PAIRWISE);
    put_keyword(p, TOKEN_SATISFIES, 0);
    space(p);
    print(p, body, is_canonical(p) && nested ? LEVEL_POSTFIX : LEVEL_OR, false);
}

/* The list comes first in Chinese, unless the writer said 存在 x 于 L or 每个 x 于 L. */
static bool list_first(const struct printer *p, const struct node *variable, const struct node *source, bool exists) {
    if (!in_chinese(p)) return false;
    if (p->options.form == WORDS_WRITTEN) return variable->span.start > source->span.start;
    return !exists;
}

static void put_source_first(struct printer *p, const struct node *source) {
    print(p, source, LEVEL_POSTFIX, false);
    space(p);
    put_keyword(p, TOKEN_AMONG, 0);
    space(p);
}

static void put_source_behind(struct printer *p, const struct node *source) {
    put(p, in_chinese(p) ? " 于 " : " in ");
    print(p, source, LEVEL_POSTFIX, false);
}

/* L 中 有 x 当 W 满足 E; 存在 x 于 L 当 W 满足 E; some x in L where W satisfies E */
static void put_quantifier(struct printer *p, const struct node *n) {
    const struct node *source = n->kids[QUANTIFIER_SOURCE], *variable = n->kids[QUANTIFIER_VARIABLE];
    bool first = list_first(p, variable, source, chose(p, n, "存在"));
    open(p, LAYOUT_FILL);
    open(p, LAYOUT_ALIGN);
    if (first) put_source_first(p, source);
    if (n->op == GROUP_AT_LEAST)
        put_count(p, n->kids[QUANTIFIER_COUNT]);
    else
        put_quantifier_word(p, n);
    space(p);
    if (variable) put_variable(p, variable);
    if (!first) put_source_behind(p, source);
    put_where(p, n->kids[QUANTIFIER_WHERE]);
    line(p);
    put_body(p, n->kids[QUANTIFIER_BODY]);
    close(p);
    close(p);
}

/* L 中 至少 3 家 甲、乙 当 W 两两 满足 E; at least 3 a, b in L where W pairwise satisfies E */
static void put_pairwise(struct printer *p, const struct node *n) {
    const struct node *source = n->kids[PAIRWISE_SOURCE], *variable = n->kids[PAIRWISE_FIRST];
    bool first = list_first(p, variable, source, false);
    open(p, LAYOUT_FILL);
    open(p, LAYOUT_ALIGN);
    if (first) put_source_first(p, source);
    put_count(p, n->kids[PAIRWISE_COUNT]);
    space(p);
    put_variable(p, variable);
    put(p, in_chinese(p) ? "、" : ", ");
    put_variable(p, n->kids[PAIRWISE_SECOND]);
    if (!first) put_source_behind(p, source);
    put_where(p, n->kids[PAIRWISE_WHERE]);
    line(p);
    put_keyword(p, TOKEN_PAIRWISE, 0);
    space(p);
    put_body(p, n->kids[PAIRWISE_BODY]);
    close(p);
    close(p);
}

static void put_by(struct printer *p, const struct node *n) {
    print(p, n->kids[BY_LIST], LEVEL_OR, false);
    space(p);
    put_keyword(p, in_chinese(p) ? TOKEN_PER : TOKEN_BY, 0);
    space(p);
    print(p, n->kids[BY_KEY], LEVEL_OR, false);
}

static void put_covers(struct printer *p, const struct node *n) {
    put_keyword(p, TOKEN_COVERS, 0);
    space(p);
    put_keyword(p, n->op == COVERS_CONTENTS ? TOKEN_CONTENTS : TOKEN_INDICATORS, 0);
}

static void put_if(struct printer *p, const struct node *n) {
    static const int words[] = {TOKEN_IF, TOKEN_THEN, TOKEN_ELSE};
    open(p, LAYOUT_GROUP);
    open(p, LAYOUT_COLUMN);
    for (int i = 0; i < 3; i++) {
        if (i) line(p);
        put_keyword(p, words[i], 0);
        space(p);
        print(p, n->kids[i], LEVEL_OR, false);
    }
    close(p);
    close(p);
}

/* 其 stands before a field, 该项 alone. */
static void put_it(struct printer *p, const struct node *n, bool before_field) {
    if (!in_chinese(p))
        put_keyword(p, TOKEN_IT, 0);
    else
        put(p, before_field && !chose(p, n, "该项") ? "其" : "该项");
}

static void put_field(struct printer *p, const struct node *n) {
    const struct node *object = n->kids[FIELD_OBJECT];
    if (object && object->kind == NODE_IT) {
        enum language outer = p->options.language;
        p->options.language = language_of(p, object);
        put_it(p, object, true);
        p->options.language = outer;
    } else {
        print(p, object, LEVEL_POSTFIX, false);
    }
    put(p, ".");
    put_name(p, n);
}

/* ---- nodes ---- */

static enum level level_of(const struct node *n) {
    switch (n->kind) {
    case NODE_FILTER: return LEVEL_FILTER;
    case NODE_OR: return LEVEL_OR;
    case NODE_AND: return LEVEL_AND;
    case NODE_NOT: return LEVEL_NOT;
    case NODE_COMPARE:
    case NODE_BETWEEN:
    case NODE_HAS:
    case NODE_MISSING:
    case NODE_MATCH:
    case NODE_GROUP:
    case NODE_QUANTIFIER:
    case NODE_PAIRWISE:
    case NODE_COVERS:
    case NODE_IF: return LEVEL_COMPARE;
    case NODE_BY: return LEVEL_FILTER;
    case NODE_ARITHMETIC: return arithmetic_level(n);
    case NODE_NEGATE: return LEVEL_UNARY;
    default: return LEVEL_POSTFIX;
    }
}

static void print_bare(struct printer *p, const struct node *n, bool followed) {
    switch ((enum node_kind)n->kind) {
    case NODE_NAME: put_name(p, n); break;
    case NODE_NUMBER: put_number(p, n, NUMBER_PLAIN); break;
    case NODE_LITERAL: put_literal(p, n); break;
    case NODE_TRUTH: put_truth(p, n); break;
    case NODE_TEXT:
    case NODE_PATTERN: put_text(p, n); break;
    case NODE_PAIR:
        print(p, n->kids[PAIR_ONE], LEVEL_POSTFIX, false);
        put(p, " / ");
        print(p, n->kids[PAIR_OTHER], LEVEL_POSTFIX, false);
        break;
    case NODE_LIST_LITERAL: put_elements(p, n, n, "[", "]", LEVEL_OR); break;
    case NODE_SET_LITERAL: put_elements(p, n, n, "{", "}", LEVEL_OR); break;
    case NODE_FIELD: put_field(p, n); break;
    case NODE_CALL:
        put_name(p, n);
        put_elements(p, n, n->kids[CALL_ARGS], "(", ")", LEVEL_FILTER);
        break;
    case NODE_IT: put_it(p, n, false); break;
    case NODE_NOT:
        put_word(p, n, TOKEN_NOT, 0);
        space(p);
        print(p, n->kids[NOT_OPERAND], LEVEL_NOT, followed);
        break;
    case NODE_NEGATE:
        put(p, "-");
        print(p, n->kids[NEGATE_OPERAND], LEVEL_UNARY, false);
        break;
    case NODE_AND:
    case NODE_OR: put_junction(p, n, followed); break;
    case NODE_COMPARE: put_compare(p, n); break;
    case NODE_ARITHMETIC: put_arithmetic(p, n); break;
    case NODE_BETWEEN: put_between(p, n); break;
    case NODE_HAS: put_has(p, n); break;
    case NODE_MISSING:
        print(p, n->kids[MISSING_OPERAND], LEVEL_LATER, false);
        space(p);
        put_keyword(p, TOKEN_MISSING, 0);
        break;
    case NODE_MATCH: put_match(p, n); break;
    case NODE_GROUP: put_group(p, n); break;
    case NODE_QUANTIFIER: put_quantifier(p, n); break;
    case NODE_PAIRWISE: put_pairwise(p, n); break;
    case NODE_COVERS: put_covers(p, n); break;
    case NODE_BY: put_by(p, n); break;
    case NODE_INDEX:
        print(p, n->kids[INDEX_TABLE], LEVEL_POSTFIX, false);
        put(p, "[");
        print(p, n->kids[INDEX_KEY], LEVEL_OR, false);
        put(p, "]");
        break;
    case NODE_FILTER:
        open(p, LAYOUT_FILL);
        open(p, LAYOUT_ALIGN);
        print(p, n->kids[FILTER_SOURCE], LEVEL_OR, false);
        put_where(p, n->kids[FILTER_CONDITION]);
        close(p);
        close(p);
        break;
    case NODE_IF: put_if(p, n); break;
    /* no expressions */
    case NODE_LIST:
    case NODE_NAMES:
    case NODE_USE:
    case NODE_RECORD:
    case NODE_FIELD_DECL:
    case NODE_TYPE_REF:
    case NODE_CHOICE:
    case NODE_DERIVE:
    case NODE_SET:
    case NODE_DATED_SET:
    case NODE_VERSION:
    case NODE_TABLE:
    case NODE_TABLE_ROW:
    case NODE_LABELS:
    case NODE_LET:
    case NODE_FUNCTION:
    case NODE_PARAM:
    case NODE_TEMPLATE:
    case NODE_GUIDE:
    case NODE_DIRECTION:
    case NODE_YEAR:
    case NODE_DOCUMENT:
    case NODE_CLAUSES:
    case NODE_CLAUSE_RANGE:
    case NODE_PARTNERS:
    case NODE_FIELDS:
    case NODE_SUPPORTS:
    case NODE_TOTALS:
    case NODE_QUOTA:
    case NODE_QUOTA_PART:
    case NODE_EACH_OF:
    case NODE_THEME:
    case NODE_CONTENTS:
    case NODE_CONTENT_ITEM:
    case NODE_INDICATORS:
    case NODE_INDICATOR:
    case NODE_BOUND:
    case NODE_RULE:
    case NODE_APPLY:
    case NODE_WAIVE:
    case NODE_CLAUSE:
    case NODE_CITE:
    case NODE_READING:
    case NODE_WHEN:
    case NODE_UNLESS:
    case NODE_FOR_EACH:
    case NODE_CALLED:
    case NODE_REPLACES:
    case NODE_LIMIT:
    case NODE_REQUIRE:
    case NODE_JUDGE:
    case NODE_INFORM:
    case NODE_OMIT:
    case NODE_LATEST:
    case NODE_MESSAGE:
    case NODE_KIND_COUNT: put(p, "…"); break;
    }
}

static bool reaches_right(const struct node *n) {
    return n->kind == NODE_QUANTIFIER || n->kind == NODE_PAIRWISE || n->kind == NODE_IF;
}

static void print(struct printer *p, const struct node *n, enum level level, bool followed) {
    const struct node *instead = NULL;
    if (!n) {
        put(p, "…"); /* the source was wrong there */
        return;
    }
    if (n->spoken != NULL) {
        layout_text(p->out, in_chinese(p) ? n->spoken->zh : n->spoken->en);
        return;
    }
    if (n->kind == NODE_NAME && p->options.substitute && !p->substituting)
        instead = p->options.substitute(p->options.context, n);
    if (instead) {
        p->substituting = true;
        print(p, instead, level, followed);
        p->substituting = false;
        return;
    }
    bool written = !is_canonical(p) && n->flags & NODE_PARENTHESES;
    bool parentheses = written || level_of(n) < level || (followed && reaches_right(n)) || n == p->guarded;
    enum language outer = p->options.language;
    p->options.language = language_of(p, n);
    if (parentheses) put(p, "(");
    if (parentheses) open(p, LAYOUT_ALIGN);
    print_bare(p, n, followed && !parentheses);
    if (parentheses) close(p);
    if (parentheses) put(p, ")");
    p->options.language = outer;
}

void words_arguments(struct layout *out, const struct node *arguments, const struct words_options *options) {
    struct printer p = {.out = out, .options = *options};
    put_elements(&p, arguments, arguments, "(", ")", LEVEL_FILTER);
}

static const struct node *leftmost(const struct node *n) {
    while ((n->kind == NODE_AND || n->kind == NODE_OR) && !(n->flags & NODE_PARENTHESES) && n->kids[0]) n = n->kids[0];
    return n;
}

void words_lay_out(struct layout *out, const struct node *expr, const struct words_options *options) {
    struct printer p = {.out = out, .options = *options};
    if (options->behind_must && expr && leftmost(expr)->kind == NODE_NOT) p.guarded = leftmost(expr);
    print(&p, expr, LEVEL_FILTER, false);
}

void words_print(struct buffer *out, const struct node *expr, const struct words_options *options) {
    words_lay_out(layout_flat(out->arena, out), expr, options);
}
