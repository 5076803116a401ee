/* Expressions written out. Levels follow the grammar's precedence; a node below the level that its place asks for gets
 * parentheses, and so does one that the writer parenthesised. A quantifier or an `if` reaches as far to the right as
 * it can, so it gets them too where `and` or `or` follows it. */
#include "lang/syntax/words.h"

#include "lang/syntax/keywords.h"
#include "lang/syntax/parse_context.h"
#include "lang/syntax/parser.h"
#include "lang/syntax/units.h"
#include "lang/value/date.h"

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
    struct buffer *out;
    const struct words_options *options;
    enum language language;
    bool substituting; /* inside what stands for a name; names there mean themselves */
};

static void print(struct printer *p, const struct node *n, enum level level, bool followed);

static void put(struct printer *p, const char *s) { buffer_str(p->out, s); }
static bool in_chinese(const struct printer *p) { return p->language == LANGUAGE_ZH; }

/* ---- words ---- */

static void put_keyword(struct printer *p, int token, uint16_t op) {
    buffer_text(p->out, keyword_spelling(keyword_canonical(token, op, p->language), p->language));
}

/* The word that the writer chose, where this vocabulary has it; else the first of token and op. */
static void put_word(struct printer *p, const struct node *n, int token, uint16_t op) {
    if (n->word && n->word != WORD_SIGN && keyword_row(n->word)->spelling[p->language].len)
        buffer_text(p->out, keyword_row(n->word)->spelling[p->language]);
    else
        put_keyword(p, token, op);
}

static bool is_row(const struct node *n, const char *zh) { return n->word && n->word == keyword_find(text_of(zh)); }

static void put_name(struct printer *p, const struct node *n) {
    const struct names *names = n->decl;
    struct text name = n->text;
    if (names) name = in_chinese(p) ? names->zh : names->en;
    if (names && !name.len) name = in_chinese(p) ? names->en : names->zh;
    buffer_text(p->out, name.len ? name : n->text);
}

/* An element or a match: its name in this language once names are known, else as written. */
static void put_variable(struct printer *p, const struct node *names) {
    if (names->decl) {
        put_name(p, names);
        return;
    }
    put_name(p, names->kids[NAMES_FIRST]);
    if (!names->kids[NAMES_SECOND]) return;
    put(p, " ");
    put_name(p, names->kids[NAMES_SECOND]);
}

/* ---- literals ---- */

static struct decimal decimal_of(struct value v) { return (struct decimal){v.i, (uint8_t)v.aux}; }

/* units.def has an English singular below the plural, under the same Chinese word. */
static struct text english_measure(const struct unit_measure *plural, bool one) {
    size_t n;
    const struct unit_measure *all = unit_measures(&n);
    for (size_t i = (size_t)(plural - all); one && i < n && plural->word[LANGUAGE_EN].len > 0; i++) {
        bool same = text_equal(all[i].word[LANGUAGE_ZH], plural->word[LANGUAGE_ZH]);
        if (same && !text_ends(all[i].word[LANGUAGE_EN], TEXT("s"))) return all[i].word[LANGUAGE_EN];
    }
    return plural->word[LANGUAGE_EN];
}

static struct text translate_measure(struct text word, bool one, enum language language) {
    size_t n;
    const struct unit_measure *measure = unit_measures(&n);
    for (size_t i = 0; i < n; i++, measure++) {
        bool known = text_equal(word, measure->word[LANGUAGE_ZH]) || text_equal(word, measure->word[LANGUAGE_EN]);
        if (known && language == LANGUAGE_EN) return english_measure(measure, one);
        if (known) return text_equal(word, measure->word[language]) ? word : measure->word[language];
    }
    return word;
}

static void put_number(struct printer *p, const struct node *n, bool measured) {
    decimal_print(p->out, decimal_of(n->value));
    bool one = n->value.i == 1 && n->value.aux == 0;
    struct text measure = measured && n->text.len ? translate_measure(n->text, one, p->language) : TEXT("");
    if (measure.len) buffer_byte(p->out, ' ');
    buffer_text(p->out, measure);
}

static void put_quotient(struct printer *p, int64_t amount, int64_t per_unit) {
    struct decimal quotient = {0, 0};
    decimal_divide(decimal_from_int(amount), decimal_from_int(per_unit), &quotient);
    decimal_print(p->out, quotient);
    buffer_byte(p->out, ' ');
}

/* In the unit that was written, or in 万 where the tree does not say. */
static void put_money(struct printer *p, const struct node *n) {
    enum currency currency;
    int64_t per_unit;
    size_t count;
    if (!n->text.len || !money_unit(n->text, &currency, &per_unit)) {
        money_print(p->out, (struct money){n->value.i, (enum currency)n->value.aux}, p->language);
        return;
    }
    put_quotient(p, n->value.i, per_unit);
    const struct unit_scale *scale = unit_scales(&count);
    while (scale->factor * UNIT_MINOR != per_unit) scale++;
    buffer_text(p->out, scale->word[p->language]);
    if (scale->word[p->language].len && !in_chinese(p)) buffer_byte(p->out, ' ');
    buffer_text(p->out, unit_currencies(&count)[currency].word[p->language]);
}

static const struct unit_duration *duration_called(struct text word) {
    size_t n;
    const struct unit_duration *duration = unit_durations(&n);
    for (size_t i = 0; i < n; i++) {
        if (text_equal(duration[i].word[LANGUAGE_ZH], word) || text_equal(duration[i].word[LANGUAGE_EN], word))
            return &duration[i];
    }
    return NULL;
}

/* The English word of a unit, singular or plural; units.def has both under one Chinese word. */
static struct text english_duration(const struct unit_duration *unit, bool one) {
    size_t n;
    const struct unit_duration *duration = unit_durations(&n);
    for (size_t i = 0; i < n; i++) {
        struct text word = duration[i].word[LANGUAGE_EN];
        bool same = duration[i].months == unit->months && duration[i].days == unit->days;
        if (same && text_ends(word, TEXT("s")) != one) return word;
    }
    return unit->word[LANGUAGE_EN];
}

/* In the unit that was written; else years where they are whole. */
static void put_duration(struct printer *p, const struct node *n) {
    bool months = n->type.kind == TYPE_MONTHS;
    const struct unit_duration *unit = n->text.len ? duration_called(n->text) : NULL;
    if (!unit)
        unit = duration_called(!months ? TEXT("日") : n->value.i % 12 == 0 && n->value.i ? TEXT("年") : TEXT("个月"));
    int64_t per_unit = months ? unit->months : unit->days;
    put_quotient(p, n->value.i, per_unit);
    if (!in_chinese(p))
        buffer_text(p->out, english_duration(unit, n->value.i == per_unit));
    else
        buffer_text(p->out, n->text.len && (unsigned char)n->text.ptr[0] >= 0x80 ? n->text : unit->word[LANGUAGE_ZH]);
}

static void put_literal(struct printer *p, const struct node *n) {
    if (n->type.kind == TYPE_PERCENT) {
        struct decimal hundred = {0, 0};
        decimal_multiply(decimal_of(n->value), decimal_from_int(100), &hundred);
        decimal_print(p->out, hundred);
        buffer_byte(p->out, '%');
    }
    if (n->type.kind == TYPE_MONEY) put_money(p, n);
    if (n->type.kind == TYPE_DATE) date_print(p->out, (int32_t)n->value.i);
    if (n->type.kind == TYPE_MOMENT) moment_print(p->out, n->value.i);
    if (n->type.kind == TYPE_MONTHS || n->type.kind == TYPE_DAYS) put_duration(p, n);
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

static void put_piece(struct printer *p, struct text piece, bool pattern) {
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.ptr[i];
        if (pattern ? c == '/' : c == '"' || c == '\\' || c == '{' || c == '}') buffer_byte(p->out, '\\');
        if (!pattern && c == '\n')
            put(p, "\\n");
        else
            buffer_byte(p->out, c);
    }
}

static void put_text(struct printer *p, const struct node *n) {
    bool pattern = n->kind == NODE_PATTERN;
    const char *quote = pattern ? "/" : "\"";
    put(p, quote);
    if (!(n->flags & NODE_HAS_HOLES)) put_piece(p, n->text, pattern);
    for (uint32_t i = 0; i < n->n_kids; i++) {
        if (i % 2 == 0) {
            put_piece(p, n->kids[i]->text, pattern);
            continue;
        }
        put(p, "{");
        print(p, n->kids[i], LEVEL_FILTER, false);
        put(p, "}");
    }
    put(p, quote);
}

static void put_elements(struct printer *p, const struct node *list, const char *open, const char *close,
                         enum level level) {
    put(p, open);
    for (uint32_t i = 0; list && i < list->n_kids; i++) {
        if (i) put(p, in_chinese(p) ? "、" : ", ");
        print(p, list->kids[i], level, false);
    }
    put(p, close);
}

/* ---- operators ---- */

static void put_compare_op(struct printer *p, const struct node *n) {
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};
    int token = TOKEN_RELATION;
    if (n->word == WORD_SIGN && n->op < sizeof signs / sizeof *signs) {
        put(p, signs[n->op]);
        return;
    }
    if (n->op == COMPARE_EQUAL) token = TOKEN_EQUAL;
    if (n->op == COMPARE_AT_LEAST) token = TOKEN_AT_LEAST;
    if (n->op == COMPARE_AT_MOST) token = TOKEN_AT_MOST;
    if (n->op == COMPARE_IN) token = n->flags & NODE_NEGATED ? TOKEN_NOT_IN : TOKEN_IN;
    if (n->op == COMPARE_INCLUDES) token = n->flags & NODE_NEGATED ? TOKEN_NOT_INCLUDES : TOKEN_INCLUDES;
    put_word(p, n, token, n->op);
}

static void put_compare(struct printer *p, const struct node *n) {
    print(p, n->kids[COMPARE_LEFT], LEVEL_LATER, false);
    put(p, " ");
    put_compare_op(p, n);
    put(p, " ");
    print(p, n->kids[COMPARE_RIGHT], LEVEL_LATER, false);
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
    print(p, n->kids[ARITHMETIC_LEFT], level, false);
    put(p, " ");
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
    put(p, " ");
    print(p, n->kids[ARITHMETIC_RIGHT], level + 1, false);
}

/* 为 a 至 b, is a to b; 介于 a 与 b, between a and b */
static void put_between(struct printer *p, const struct node *n) {
    bool between = n->word && n->word != WORD_SIGN && keyword_row(n->word)->token == TOKEN_BETWEEN;
    print(p, n->kids[BETWEEN_OPERAND], LEVEL_LATER, false);
    put(p, " ");
    if (n->word == WORD_SIGN)
        put(p, "=");
    else
        put_word(p, n, TOKEN_EQUAL, COMPARE_EQUAL);
    put(p, " ");
    print(p, n->kids[BETWEEN_LOW], LEVEL_LATER, false);
    put(p, " ");
    if (!between)
        put_keyword(p, TOKEN_TO, 0);
    else if (in_chinese(p))
        put_keyword(p, TOKEN_BETWEEN_AND, 0);
    else
        put_keyword(p, TOKEN_AND, 0);
    put(p, " ");
    print(p, n->kids[BETWEEN_HIGH], LEVEL_LATER, false);
}

static void put_junction(struct printer *p, const struct node *n, bool followed) {
    bool is_or = n->kind == NODE_OR;
    enum level level = is_or ? LEVEL_OR : LEVEL_AND;
    print(p, n->kids[0], level, true);
    put(p, " ");
    put_word(p, n, is_or ? TOKEN_OR : TOKEN_AND, 0);
    put(p, " ");
    print(p, n->kids[1], level + 1, followed);
}

static void put_has(struct printer *p, const struct node *n) {
    if (!in_chinese(p)) {
        put_keyword(p, TOKEN_HAS, 0);
        put(p, " ");
    }
    print(p, n->kids[HAS_OPERAND], LEVEL_LATER, false);
    if (in_chinese(p)) {
        put(p, " ");
        put_keyword(p, TOKEN_FILLED, 0);
    }
}

static void put_match(struct printer *p, const struct node *n) {
    print(p, n->kids[MATCH_OPERAND], LEVEL_LATER, false);
    put(p, " ");
    put_word(p, n, TOKEN_MATCHES, 0);
    put(p, " ");
    if (n->kids[MATCH_PATTERN]) put_text(p, n->kids[MATCH_PATTERN]);
    if (!n->kids[MATCH_BINDER]) return;
    put(p, " ");
    put_keyword(p, TOKEN_AS, 0);
    put(p, " ");
    put_variable(p, n->kids[MATCH_BINDER]);
}

static void put_group_word(struct printer *p, const struct node *n) {
    switch ((enum group_op)n->op) {
    case GROUP_ALL: put_keyword(p, TOKEN_ALL_OF, n->op); return;
    case GROUP_ANY: put_keyword(p, TOKEN_ANY_OF, n->op); return;
    case GROUP_NONE: put_keyword(p, TOKEN_NONE_OF, n->op); return;
    case GROUP_AT_LEAST: break;
    }
    const struct node *count = n->kids[GROUP_COUNT];
    if (in_chinese(p)) {
        put_keyword(p, TOKEN_GROUP_AT_LEAST, GROUP_AT_LEAST);
        put(p, " ");
        put_number(p, count, true);
        if (!count->text.len) put(p, " 项");
        return;
    }
    put_keyword(p, TOKEN_AT_LEAST, COMPARE_AT_LEAST);
    put(p, " ");
    put_number(p, count, false);
    put(p, " ");
    put_keyword(p, TOKEN_OF, 0);
}

/* 以下全部 { a； b }, all of { a; b } */
static void put_group(struct printer *p, const struct node *n) {
    const struct node *items = n->kids[GROUP_ITEMS];
    put_group_word(p, n);
    put(p, " { ");
    for (uint32_t i = 0; items && i < items->n_kids; i++) {
        if (i) put(p, in_chinese(p) ? "； " : "; ");
        print(p, items->kids[i], LEVEL_OR, false);
    }
    put(p, " }");
}

static void put_quantifier_word(struct printer *p, const struct node *n) {
    switch ((enum group_op)n->op) {
    case GROUP_ALL: put_word(p, n, TOKEN_EVERY, n->op); break;
    case GROUP_ANY: put_word(p, n, TOKEN_SOME, n->op); break;
    case GROUP_NONE: put_word(p, n, TOKEN_NO_ONE, n->op); break;
    case GROUP_AT_LEAST:
        /* Of the words for "at least", Chinese counts with this one only. */
        if (in_chinese(p))
            put(p, "至少");
        else
            put_keyword(p, TOKEN_AT_LEAST, COMPARE_AT_LEAST);
        put(p, " ");
        put_number(p, n->kids[QUANTIFIER_COUNT], true);
        break;
    }
}

static void put_where(struct printer *p, const struct node *condition) {
    if (!condition) return;
    put(p, " ");
    put_keyword(p, TOKEN_WHERE, 0);
    put(p, " ");
    print(p, condition, LEVEL_OR, false);
}

/* L 中 有 x 当 W 满足 E; 存在 x 于 L 当 W 满足 E; some x in L where W satisfies E */
static void put_quantifier(struct printer *p, const struct node *n) {
    bool list_first = in_chinese(p) && !is_row(n, "存在");
    if (list_first) {
        print(p, n->kids[QUANTIFIER_SOURCE], LEVEL_POSTFIX, false);
        put(p, " ");
        put_keyword(p, TOKEN_AMONG, 0);
        put(p, " ");
    }
    put_quantifier_word(p, n);
    put(p, " ");
    if (n->kids[QUANTIFIER_VARIABLE]) put_variable(p, n->kids[QUANTIFIER_VARIABLE]);
    if (!list_first) {
        put(p, in_chinese(p) ? " 于 " : " in ");
        print(p, n->kids[QUANTIFIER_SOURCE], LEVEL_POSTFIX, false);
    }
    put_where(p, n->kids[QUANTIFIER_WHERE]);
    put(p, " ");
    put_keyword(p, TOKEN_SATISFIES, 0);
    put(p, " ");
    print(p, n->kids[QUANTIFIER_BODY], LEVEL_OR, false);
}

/* L 中 至少 3 家 甲、乙 当 W 两两 满足 E; at least 3 a, b in L where W pairwise satisfies E */
static void put_pairwise(struct printer *p, const struct node *n) {
    if (in_chinese(p)) {
        print(p, n->kids[PAIRWISE_SOURCE], LEVEL_POSTFIX, false);
        put(p, " ");
        put_keyword(p, TOKEN_AMONG, 0);
        put(p, " 至少 ");
    } else {
        put_keyword(p, TOKEN_AT_LEAST, COMPARE_AT_LEAST);
        put(p, " ");
    }
    put_number(p, n->kids[PAIRWISE_COUNT], true);
    put(p, " ");
    put_variable(p, n->kids[PAIRWISE_FIRST]);
    put(p, in_chinese(p) ? "、" : ", ");
    put_variable(p, n->kids[PAIRWISE_SECOND]);
    if (!in_chinese(p)) {
        put(p, " in ");
        print(p, n->kids[PAIRWISE_SOURCE], LEVEL_POSTFIX, false);
    }
    put_where(p, n->kids[PAIRWISE_WHERE]);
    put(p, " ");
    put_keyword(p, TOKEN_PAIRWISE, 0);
    put(p, " ");
    put_keyword(p, TOKEN_SATISFIES, 0);
    put(p, " ");
    print(p, n->kids[PAIRWISE_BODY], LEVEL_OR, false);
}

static void put_by(struct printer *p, const struct node *n) {
    print(p, n->kids[BY_LIST], LEVEL_OR, false);
    put(p, " ");
    put_keyword(p, in_chinese(p) ? TOKEN_PER : TOKEN_BY, 0);
    put(p, " ");
    print(p, n->kids[BY_KEY], LEVEL_OR, false);
}

static void put_covers(struct printer *p, const struct node *n) {
    put_keyword(p, TOKEN_COVERS, 0);
    put(p, " ");
    put_keyword(p, n->op == COVERS_CONTENTS ? TOKEN_CONTENTS : TOKEN_INDICATORS, 0);
}

static void put_if(struct printer *p, const struct node *n) {
    static const int words[] = {TOKEN_IF, TOKEN_THEN, TOKEN_ELSE};
    for (int i = 0; i < 3; i++) {
        if (i) put(p, " ");
        put_keyword(p, words[i], 0);
        put(p, " ");
        print(p, n->kids[i], LEVEL_OR, false);
    }
}

/* 其 stands before a field, 该项 alone. */
static void put_it(struct printer *p, const struct node *n, bool before_field) {
    if (!in_chinese(p))
        put_keyword(p, TOKEN_IT, 0);
    else
        put(p, before_field && !is_row(n, "该项") ? "其" : "该项");
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
    case NODE_NUMBER: put_number(p, n, true); break;
    case NODE_LITERAL: put_literal(p, n); break;
    case NODE_TRUTH: put_truth(p, n); break;
    case NODE_TEXT:
    case NODE_PATTERN: put_text(p, n); break;
    case NODE_PAIR:
        print(p, n->kids[PAIR_ONE], LEVEL_POSTFIX, false);
        put(p, " / ");
        print(p, n->kids[PAIR_OTHER], LEVEL_POSTFIX, false);
        break;
    case NODE_LIST_LITERAL: put_elements(p, n, "[", "]", LEVEL_OR); break;
    case NODE_SET_LITERAL: put_elements(p, n, "{", "}", LEVEL_OR); break;
    case NODE_FIELD:
        if (n->kids[FIELD_OBJECT] && n->kids[FIELD_OBJECT]->kind == NODE_IT)
            put_it(p, n->kids[FIELD_OBJECT], true);
        else
            print(p, n->kids[FIELD_OBJECT], LEVEL_POSTFIX, false);
        put(p, ".");
        put_name(p, n);
        break;
    case NODE_CALL:
        put_name(p, n);
        put_elements(p, n->kids[CALL_ARGS], "(", ")", LEVEL_FILTER);
        break;
    case NODE_IT: put_it(p, n, false); break;
    case NODE_NOT:
        put_word(p, n, TOKEN_NOT, 0);
        put(p, " ");
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
        put(p, " ");
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
        print(p, n->kids[FILTER_SOURCE], LEVEL_OR, false);
        put_where(p, n->kids[FILTER_CONDITION]);
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
        buffer_text(p->out, p->language == LANGUAGE_ZH ? n->spoken->zh : n->spoken->en);
        return;
    }
    if (n->kind == NODE_NAME && p->options->substitute && !p->substituting)
        instead = p->options->substitute(p->options->context, n);
    if (instead) {
        p->substituting = true;
        print(p, instead, level, followed);
        p->substituting = false;
        return;
    }
    bool parentheses = n->flags & NODE_PARENTHESES || level_of(n) < level || (followed && reaches_right(n));
    if (parentheses) put(p, "(");
    print_bare(p, n, followed && !parentheses);
    if (parentheses) put(p, ")");
}

void words_print(struct buffer *out, const struct node *expr, const struct words_options *options) {
    struct printer p = {.out = out, .options = options, .language = options->language};
    print(&p, expr, LEVEL_FILTER, false);
}
