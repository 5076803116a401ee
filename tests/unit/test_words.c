/* Expressions printed in both languages, and what is printed read again: it must give the same tree. Random trees
 * cover what no table does: precedence, and quantifiers wherever one may stand. */
#include "lang/syntax/words.h"

#include "lang/syntax/keywords.h"
#include "lang/syntax/parse.h"
#include "lang/syntax/parse_context.h"
#include "lang/syntax/parser.h"
#include "lang/value/money.h"
#include "tests/unit/tap.h"

static struct arena *arena;

static struct node *parse(struct text source) {
    struct source_set *sources = source_set_new(arena);
    struct diag_sink sink;
    diag_sink_init(&sink, arena, sources);
    return parse_expression(arena, &sink, source_add(sources, TEXT("-"), source));
}

static struct text printed(const struct node *n, enum language language) {
    struct buffer out;
    buffer_init(&out, arena);
    words_print(&out, n, &(struct words_options){.form = WORDS_TRANSLATED, .language = language});
    return buffer_done(&out);
}

static bool same_value(const struct node *a, const struct node *b) {
    if (a->value.state != b->value.state || a->value.aux != b->value.aux) return false;
    return a->value.i == b->value.i;
}

/* Equal but for places; for another language also but for the words and units chosen. */
static bool same_tree(const struct node *a, const struct node *b, bool loose) {
    if (!a || !b) return a == b;
    unsigned flags = ~(unsigned)NODE_LATIN;
    if (loose) flags &= ~(unsigned)NODE_PARENTHESES;
    if (a->kind != b->kind || a->op != b->op || (a->flags & flags) != (b->flags & flags) || a->n_kids != b->n_kids)
        return false;
    if (!type_equal(a->type, b->type)) return false;
    bool literal = a->kind == NODE_NUMBER || a->kind == NODE_LITERAL || a->kind == NODE_TRUTH;
    if (literal && !same_value(a, b)) return false;
    if (!(loose && literal) && !text_equal(a->text, b->text)) return false;
    if (!loose && a->word != b->word) return false;
    if (a->kind == NODE_NAMES && a->kids[NAMES_SECOND] && b->kids[NAMES_SECOND]) { /* in either order */
        struct text one = a->kids[NAMES_FIRST]->text, other = a->kids[NAMES_SECOND]->text;
        struct text first = b->kids[NAMES_FIRST]->text, second = b->kids[NAMES_SECOND]->text;
        return (text_equal(one, first) && text_equal(other, second)) || (text_equal(one, second) && text_equal(other, first));
    }
    for (uint32_t i = 0; i < a->n_kids; i++) {
        if (!same_tree(a->kids[i], b->kids[i], loose)) return false;
    }
    return true;
}

/* zh printed in zh is itself, printed in en is `en`; and back. */
static void check(const char *zh, const char *en) {
    struct node *from_zh = parse(text_of(zh)), *from_en = parse(text_of(en));
    if (!tap_ok(from_zh && from_en, "both are read: %s", en)) return;
    tap_is_text(printed(from_zh, LANGUAGE_ZH), zh, "zh stays: %s", en);
    tap_is_text(printed(from_zh, LANGUAGE_EN), en, "zh to en: %s", en);
    tap_is_text(printed(from_en, LANGUAGE_EN), en, "en stays: %s", en);
    tap_is_text(printed(from_en, LANGUAGE_ZH), zh, "en to zh: %s", en);
    tap_ok(same_tree(from_zh, from_en, true), "one tree: %s", en);
    tap_ok(same_tree(from_zh, parse(printed(from_zh, LANGUAGE_ZH)), false), "zh read again: %s", en);
    tap_ok(same_tree(from_en, parse(printed(from_en, LANGUAGE_EN)), false), "en read again: %s", en);
}

/* What is written in one language and settles to another form in it. */
static void settles(enum language language, const char *written, const char *wanted) {
    struct node *n = parse(text_of(written));
    if (!tap_ok(n != NULL, "read: %s", written)) return;
    tap_is_text(printed(n, language), wanted, "settles: %s", written);
    tap_ok(same_tree(n, parse(printed(n, language)), true), "and stays the same tree: %s", written);
}

static void test_table(void) {
    check("a", "a");
    check("a.b.方向", "a.b.方向");
    check("a 为 1", "a is 1");
    check("a 等于 1", "a equals 1");
    check("a 不为 1", "a is not 1");
    check("a 不少于 1 且 b 不超过 2 或 c 超过 3", "a at least 1 and b at most 2 or c more than 3");
    check("a 早于 2020年1月1日", "a before 2020-01-01");
    check("a 不晚于 2020年11月27日16:00", "a not after 2020-11-27T16:00:00+08:00");
    check("a 为 2 年 至 3 年", "a is 2 years to 3 years");
    check("a 介于 1 与 2 且 b", "a between 1 and 2 and b");
    check("a 属于 [b、c] 且 a 不属于 {b、c}", "a in [b, c] and a not in {b, c}");
    check("a 包含 b 且 a 不包含 b", "a includes b and a excludes b");
    check("a 匹配 /^{b}\\d{2,4}\\/$/ 作 m", "a matches /^{b}\\d{2,4}\\/$/ as m");
    check("a 已填写 且 b 未填写", "has a and b is missing");
    check("以下全部 { a； b 或 c }", "all of { a; b or c }");
    check("以下任一 { a } 且 以下均不 { b }", "any of { a } and none of { b }");
    check("以下至少 2 项 { a； b； c }", "at least 2 of { a; b; c }");
    check("l 中 有 x 满足 x.y", "some x in l satisfies x.y");
    check("l 中 每个 x 当 x.z 满足 x.y 且 b", "every x in l where x.z satisfies x.y and b");
    check("l.m 中 没有 x 满足 x", "no x in l.m satisfies x");
    check("l 中 至少 3 家 x 满足 x", "at least 3 organisations x in l satisfies x");
    check("(l 当 其.y) 中 有 x 满足 x", "some x in (l where it.y) satisfies x");
    check("(l 中 有 x 满足 x) 且 b", "(some x in l satisfies x) and b");
    check("a 且 非 l 中 有 x 满足 x", "a and not some x in l satisfies x");
    check("如果 a 则 b 否则 如果 c 则 d 否则 e", "if a then b else if c then d else e");
    check("f() + f(a, l 当 该项 为 1)", "f() + f(a, l where it is 1)");
    check("-a + b × (c - d) / 2", "-a + b * (c - d) / 2");
    check("(a 之后 7 日 之前 2 年) 早于 b", "(a later by 7 days earlier by 2 years) before b");
    check("a 并 b 交 c 除去 d 包含 e", "a union b intersect c minus d includes e");
    check("是 且 否 且 未知", "yes and no and unknown");
    check("\"a\\\"\\\\\\{\\}\\n\" 为 \"{a}、{b 当 其.c}\"", "\"a\\\"\\\\\\{\\}\\n\" is \"{a}、{b where it.c}\"");
    check("6000 万元 + 1.05 亿元 + 300 元 + 80 万欧元", "6000 wan yuan + 1.05 yi yuan + 300 yuan + 80 wan euros");
    check("10% + 12.5%", "10% + 12.5%");
    check("2 年 + 1 年 + 24 个月 + 7 日 + 1 日 + 2 周", "2 years + 1 year + 24 months + 7 days + 1 day + 2 weeks");
    check("3 人 + 2 公里 + 4 项", "3 people + 2 kilometres + 4 items");
    check("l 当 其.a 为 b", "l where it.a is b");
    check("a <= 1 且 b != 2", "a <= 1 and b != 2");
}

static void test_settling(void) {
    settles(LANGUAGE_ZH, "a 不低于 20个", "a 不低于 20 个");
    settles(LANGUAGE_EN, "a 不低于 20个", "a at least 20 units");
    settles(LANGUAGE_ZH, "a 至多 7 天", "a 至多 7 天");
    settles(LANGUAGE_ZH, "a ≤ 2020-01-01", "a <= 2020年1月1日");
    settles(LANGUAGE_ZH, "a ＝ 1～2", "a = 1 至 2");
    settles(LANGUAGE_ZH, "存在 x 于 l 满足 x", "存在 x 于 l 满足 x");
    settles(LANGUAGE_EN, "存在 x 于 l 满足 x", "some x in l satisfies x");
    settles(LANGUAGE_ZH, "每个 x 于 l 满足 x", "l 中 每个 x 满足 x");
    settles(LANGUAGE_ZH, "l 中 有 人 person 满足 人", "l 中 有 人 person 满足 人");
    settles(LANGUAGE_ZH, "“a“b””", "\"a“b”\"");
    settles(LANGUAGE_ZH, "其 为 1", "该项 为 1");
    settles(LANGUAGE_ZH, "a 或者 b 并且 c", "a 或者 b 并且 c");
    settles(LANGUAGE_ZH, "以下全部 {a；b；}", "以下全部 { a； b }");
    settles(LANGUAGE_ZH, "105 million yuan", "105 百万元");
    settles(LANGUAGE_EN, "2020年11月27日16:00", "2020-11-27T16:00:00+08:00");
}

/* As an image keeps it: the same from whatever was written. */
static void keeps(const char *zh, const char *en, const char *written) {
    struct node *n = parse(text_of(written));
    struct words_options options = {.language = LANGUAGE_ZH};
    struct buffer out;
    if (!tap_ok(n != NULL, "read: %s", written)) return;
    buffer_init(&out, arena);
    words_print(&out, n, &options);
    tap_is_text(buffer_done(&out), zh, "kept in zh: %s", written);
    buffer_init(&out, arena);
    options.language = LANGUAGE_EN;
    words_print(&out, n, &options);
    tap_is_text(buffer_done(&out), en, "kept in en: %s", written);
}

static void test_canonical(void) {
    keeps("a 不少于 20 个", "a at least 20", "a 不低于 20 个");
    keeps("a 不少于 20 个", "a at least 20", "a >= 20 units");
    keeps("a 不超过 7 日", "a at most 7 days", "a 至多 7 天");
    keeps("a 为 1 至 2", "a is 1 to 2", "a 介于 1 与 2");
    keeps("a 为 1 至 2", "a is 1 to 2", "(a = 1～2)");
    keeps("l 中 有 x 满足 x", "some x in l satisfies x", "存在 x 于 l 满足 (x)");
    keeps("l 中 至少 2 个 x 满足 x", "at least 2 x in l satisfies x", "at least 2 x in l satisfies x");
    keeps("以下至少 2 项 { a； b }", "at least 2 of { a; b }", "以下至少 2 家 { a；b }");
    keeps("a 或 (b 且 c)", "a or (b and c)", "a 或者 b 并且 c");
    keeps("其.a 为 该项", "it.a is it", "该项.a 等于 it");
    keeps("a 早于 2020-01-01", "a before 2020-01-01", "a 早于 2020年1月1日");
    keeps("a 为 1 元", "a is 1 yuan", "a 为 1 CNY");
    keeps("l 中 有 x 满足 (l 中 有 y 满足 y)", "some x in l satisfies (some y in l satisfies y)",
          "l 中 有 x 满足 l 中 有 y 满足 y");
}

static const struct node *replace(void *context, const struct node *name) {
    return text_equal(name->text, TEXT("参数")) ? context : NULL;
}

static void test_names(void) {
    struct names names = {TEXT("单位"), TEXT("organisation")}, only_zh = {TEXT("单位"), TEXT("")};
    struct node *n = parse(TEXT("x.y"));
    n->decl = &names;
    tap_is_text(printed(n, LANGUAGE_ZH), "x.单位", "a declared name in zh");
    tap_is_text(printed(n, LANGUAGE_EN), "x.organisation", "and in en");
    n->decl = &only_zh;
    tap_is_text(printed(n, LANGUAGE_EN), "x.单位", "a name without English keeps its Chinese");
    struct words_options options = {.form = WORDS_TRANSLATED, .language = LANGUAGE_ZH, .substitute = replace, .context = parse(TEXT("a 或 参数"))};
    struct buffer out;
    buffer_init(&out, arena);
    words_print(&out, parse(TEXT("参数 且 f(参数)")), &options);
    tap_is_text(buffer_done(&out), "(a 或 参数) 且 f(a 或 参数)",
                "an argument for a parameter, parenthesised where it must be");
    tap_is_text(printed(NULL, LANGUAGE_ZH), "…", "what the source left out");
}

/* ---- random trees ---- */

static uint64_t state = 0x2545f4914f6cdd1d;

static unsigned pick(unsigned n) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % n;
}

#define AT ((struct span){0, 0, 0})
#define MAKE(kind, ...) \
    ast_make(arena, NODE_##kind, AT, sizeof((struct node *[]){__VA_ARGS__}) / sizeof(struct node *), __VA_ARGS__)

static struct node *leaf(enum node_kind kind, struct text text) {
    struct node *n = ast_new(arena, kind, AT);
    n->text = text;
    return n;
}

static struct node *with_op(struct node *n, unsigned op) {
    n->op = (uint16_t)op;
    return n;
}

static struct node *number(int64_t value) {
    struct node *n = ast_new(arena, NODE_NUMBER, AT);
    n->value = (struct value){.i = value, .state = STATE_KNOWN};
    return n;
}

static struct node *literal(enum type_kind type, int64_t value, uint32_t aux) {
    struct node *n = ast_new(arena, NODE_LITERAL, AT);
    n->type = type_one(type);
    n->value = (struct value){.i = value, .aux = aux, .state = STATE_KNOWN};
    return n;
}

static struct node *name(void) {
    static const struct text names[] = {{"a", 1}, {"申报", 6}, {"x1", 2}, {"中方单位", 12}};
    return leaf(NODE_NAME, names[pick(4)]);
}

static struct node *variable(struct text text) {
    return MAKE(NAMES, leaf(NODE_NAME, text), pick(2) ? leaf(NODE_NAME, TEXT("元素")) : NULL);
}

static struct node *random_expr(unsigned depth);
static struct node *random_operand(unsigned depth);

static struct node *random_list(enum node_kind kind, unsigned depth) {
    struct node *list = ast_new(arena, kind, AT);
    for (unsigned n = pick(3) + (kind == NODE_LIST); n > 0; n--) ast_append(arena, list, random_expr(depth));
    return list;
}

static struct node *random_filterable(unsigned depth) {
    if (depth && pick(4) == 0) return MAKE(FILTER, random_expr(depth - 1), random_expr(depth - 1));
    return random_expr(depth);
}

static struct node *random_text(unsigned depth, enum node_kind kind) {
    if (!depth || pick(2)) return leaf(kind, kind == NODE_PATTERN ? TEXT("^a/\\d{2}$") : TEXT("文\"{}\\\n"));
    struct node *n = ast_new(arena, kind, AT);
    n->flags = NODE_HAS_HOLES;
    ast_append(arena, n, leaf(kind, TEXT("前")));
    for (unsigned holes = 1 + pick(2); holes > 0; holes--) {
        /* A pattern's hole begins with a name. */
        ast_append(arena, n, kind == NODE_PATTERN ? name() : random_filterable(depth - 1));
        ast_append(arena, n, leaf(kind, TEXT("后")));
    }
    return n;
}

static struct node *random_literal(unsigned depth) {
    switch (pick(10)) {
    case 0: return number((int64_t)pick(1000));
    case 1: return literal(TYPE_PERCENT, (int64_t)pick(9) + 1, 1 + pick(2));
    case 2: return literal(TYPE_MONEY, (int64_t)pick(1000000), pick(CURRENCY_COUNT));
    case 3: return literal(TYPE_DATE, (int64_t)pick(20000), 0);
    case 4: return literal(TYPE_MOMENT, (int64_t)pick(20000) * 3600 * 1000, 0);
    case 5: return literal(TYPE_MONTHS, (int64_t)pick(40), 0);
    case 6: return literal(TYPE_DAYS, (int64_t)pick(40), 0);
    case 7: return random_text(depth, NODE_TEXT);
    case 8: {
        struct node *n = ast_new(arena, NODE_TRUTH, AT);
        unsigned truth = pick(3);
        n->value = truth == 2 ? (struct value){0} : value_truth((int)truth);
        return n;
    }
    default: return random_list(pick(2) ? NODE_LIST_LITERAL : NODE_SET_LITERAL, depth ? depth - 1 : 0);
    }
}

static struct node *random_postfix(unsigned depth) {
    struct node *n;
    switch (depth ? pick(6) : pick(2)) {
    case 0: return name();
    case 1: return ast_new(arena, NODE_IT, AT);
    case 2:
        n = MAKE(FIELD, random_postfix(depth - 1));
        n->text = TEXT("规则");
        return n;
    case 3:
        n = MAKE(CALL, ast_new(arena, NODE_LIST, AT));
        n->text = TEXT("f");
        for (unsigned args = pick(3); args > 0; args--)
            ast_append(arena, n->kids[CALL_ARGS], random_filterable(depth - 1));
        return n;
    case 4: return random_literal(depth);
    default: return random_operand(depth - 1);
    }
}

static struct node *random_operand(unsigned depth) {
    if (!depth) return random_postfix(0);
    switch (pick(5)) {
    case 0: return MAKE(NEGATE, random_operand(depth - 1));
    case 1:
    case 2:
        return with_op(MAKE(ARITHMETIC, random_operand(depth - 1), random_operand(depth - 1)),
                       pick(ARITHMETIC_EXCEPT + 1));
    case 3: return random_expr(depth - 1);
    default: return random_postfix(depth);
    }
}

static struct node *random_group(unsigned depth) {
    unsigned op = pick(4);
    return with_op(MAKE(GROUP, op == GROUP_AT_LEAST ? number(2) : NULL, random_list(NODE_LIST, depth)), op);
}

static struct node *random_quantifier(unsigned depth) {
    unsigned op = pick(4);
    struct node *count = op == GROUP_AT_LEAST ? number(3) : NULL, *where = pick(2) ? random_expr(depth) : NULL;
    return with_op(MAKE(QUANTIFIER, count, variable(TEXT("x")), random_operand(depth), where, random_expr(depth)), op);
}

static struct node *random_compare(unsigned depth) {
    unsigned op = pick(COMPARE_INCLUDES + 1);
    struct node *n = with_op(MAKE(COMPARE, random_operand(depth), random_operand(depth)), op);
    if (op >= COMPARE_IN && pick(2)) n->flags = NODE_NEGATED;
    if (op <= COMPARE_AT_LEAST && pick(4) == 0) n->word = WORD_SIGN;
    return n;
}

static struct node *random_expr(unsigned depth) {
    if (!depth) return random_postfix(0);
    depth--;
    switch (pick(14)) {
    case 0: return MAKE(NOT, random_expr(depth));
    case 1:
    case 2: return MAKE(AND, random_expr(depth), random_expr(depth));
    case 3:
    case 4: return MAKE(OR, random_expr(depth), random_expr(depth));
    case 5: return random_compare(depth);
    case 6: return MAKE(BETWEEN, random_operand(depth), random_operand(depth), random_operand(depth));
    case 7: return MAKE(HAS, random_operand(depth));
    case 8: return MAKE(MISSING, random_operand(depth));
    case 9:
        return MAKE(MATCH, random_operand(depth), random_text(depth, NODE_PATTERN),
                    pick(2) ? variable(TEXT("m")) : NULL);
    case 10: return random_group(depth);
    case 11: return random_quantifier(depth);
    case 12: return MAKE(IF, random_expr(depth), random_expr(depth), random_expr(depth));
    default: return random_operand(depth + 1);
    }
}

static void test_random(void) {
    struct arena *outer = arena;
    unsigned failures = 0;
    for (unsigned i = 0; i < 20000 && failures < 3; i++) {
        arena = arena_new(NULL);
        struct node *n = random_filterable(1 + i % 5);
        for (int language = 0; language < LANGUAGES; language++) {
            struct text source = printed(n, (enum language)language);
            struct node *again = parse(source);
            if (again && same_tree(n, again, true) && text_equal(printed(again, (enum language)language), source))
                continue;
            failures++;
            tap_ok(false, "random tree %u reads as itself: %s", i, text_cstr(arena, source));
        }
        arena_free(arena);
    }
    arena = outer;
    tap_is_int(failures, 0, "20000 random trees read as themselves in both languages");
}

int main(void) {
    arena = arena_new(NULL);
    test_table();
    test_settling();
    test_canonical();
    test_names();
    test_random();
    arena_free(arena);
    return tap_done();
}
