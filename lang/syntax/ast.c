/* Making and printing tree nodes. */
#include "lang/syntax/ast.h"

#include <assert.h>
#include <stdarg.h>

#include "lang/syntax/keywords.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"
#include "lang/value/money.h"

#define MOST_KIDS 6

#define WORD(x) #x
#define WORDS_1(k, a) WORD(a),
#define WORDS_2(k, a, b) WORD(a), WORD(b),
#define WORDS_3(k, a, b, c) WORD(a), WORD(b), WORD(c),
#define WORDS_4(k, a, b, c, d) WORD(a), WORD(b), WORD(c), WORD(d),
#define WORDS_5(k, a, b, c, d, e) WORD(a), WORD(b), WORD(c), WORD(d), WORD(e),
#define WORDS_6(k, a, b, c, d, e, f) WORD(a), WORD(b), WORD(c), WORD(d), WORD(e), WORD(f),

static const struct kind_info {
    const char *name;
    bool many;
    const char *kids[MOST_KIDS + 1]; /* a name of "" or NULL ends them */
} kinds[NODE_KIND_COUNT] = {
#define NODE(kind, doc, ...) \
    {#kind,                  \
     false,                  \
     {KIDS_PICK_(__VA_ARGS__, WORDS_6, WORDS_5, WORDS_4, WORDS_3, WORDS_2, WORDS_1, )(kind, __VA_ARGS__) NULL}},
#define NODES(kind, doc) {#kind, true, {NULL}},
#include "lang/syntax/ast.def"
#undef NODE
#undef NODES
};

static size_t kid_count(enum node_kind kind) {
    size_t n = 0;
    while (kinds[kind].kids[n] && kinds[kind].kids[n][0]) n++;
    return n;
}

struct node *ast_new(struct arena *arena, enum node_kind kind, struct span span) {
    struct node *n = ARENA_NEW(arena, struct node);
    n->kind = (uint16_t)kind;
    n->span = span;
    return n;
}

struct node *ast_make(struct arena *arena, enum node_kind kind, struct span span, size_t n, ...) {
    assert(!kinds[kind].many && n == kid_count(kind));
    struct node *made = ast_new(arena, kind, span);
    made->kids = ARENA_ARRAY(arena, n, struct node *);
    made->n_kids = made->cap_kids = (uint32_t)n;
    va_list args;
    va_start(args, n);
    for (size_t i = 0; i < n; i++) made->kids[i] = va_arg(args, struct node *);
    va_end(args);
    return made;
}

struct node *ast_copy(struct arena *arena, const struct node *n) {
    if (n == NULL) return NULL;
    struct node *copy = ARENA_NEW(arena, struct node);
    *copy = *n;
    copy->kids = ARENA_ARRAY(arena, n->n_kids, struct node *);
    copy->cap_kids = n->n_kids;
    for (uint32_t i = 0; i < n->n_kids; i++) copy->kids[i] = ast_copy(arena, n->kids[i]);
    return copy;
}

struct node *ast_append(struct arena *arena, struct node *list, struct node *kid) {
    assert(kinds[list->kind].many);
    if (!kid) return list;
    if (list->n_kids == list->cap_kids) {
        uint32_t cap = list->cap_kids ? list->cap_kids * 2 : 4;
        list->kids = arena_grow(arena, list->kids, list->cap_kids, cap, sizeof *list->kids);
        list->cap_kids = cap;
    }
    list->span = list->n_kids ? span_join(list->span, kid->span) : kid->span;
    list->kids[list->n_kids++] = kid;
    return list;
}

struct span span_join(struct span a, struct span b) {
    return (struct span){a.file, a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

const char *node_kind_name(enum node_kind kind) { return kinds[kind].name; }

const char *node_kid_name(enum node_kind kind, uint32_t kid) {
    return !kinds[kind].many && kid < kid_count(kind) ? kinds[kind].kids[kid] : "";
}

/* What `op` means depends on the kind; NULL where it means nothing. */
static const char *op_name(const struct node *n) {
    static const char *const modalities[] = {"must", "must_not", "in_principle", "generally", "encourage", "prefer"};
    static const char *const compares[] = {"equal",  "not_equal", "less",  "at_most",    "more", "at_least",
                                           "before", "not_after", "after", "not_before", "in",   "includes"};
    static const char *const arithmetics[] = {"add",     "subtract", "multiply",  "divide", "later",
                                              "earlier", "union",    "intersect", "except"};
    static const char *const groups[] = {"all", "any", "none", "at_least"};
    static const char *const quotas[] = {"exact", "at_most", "about", "range"};
    static const char *const shapes[] = {"one", "list", "set"};
    if (n->kind == NODE_REQUIRE || n->kind == NODE_JUDGE) return modalities[n->op];
    if (n->kind == NODE_COMPARE) return compares[n->op];
    if (n->kind == NODE_ARITHMETIC) return arithmetics[n->op];
    if (n->kind == NODE_GROUP || n->kind == NODE_QUANTIFIER) return groups[n->op];
    if (n->kind == NODE_QUOTA) return quotas[n->op];
    if (n->kind == NODE_TYPE_REF) return shapes[n->op];
    return NULL;
}

static void dump_flags(struct buffer *out, const struct node *n) {
    static const struct {
        int flag;
        const char *name;
    } flags[] = {
        {NODE_INPUT, "input"},
        {NODE_FIXED, "fixed"},
        {NODE_KEY, "key"},
        {NODE_ORDERED, "ordered"},
        {NODE_HAS_HOLES, "holes"},
        {NODE_NEGATED, "negated"},
        {NODE_PARENTHESES, "parentheses"},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (n->flags & flags[i].flag) buffer_printf(out, " %s", flags[i].name);
    }
}

static void dump_quoted(struct buffer *out, struct text t) {
    buffer_byte(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];
        if (c == '\n') {
            buffer_str(out, "\\n");
        } else {
            if (c == '"' || c == '\\') buffer_byte(out, '\\');
            buffer_byte(out, c);
        }
    }
    buffer_byte(out, '"');
}

static struct decimal as_decimal(struct value v) { return (struct decimal){v.i, (uint8_t)v.aux}; }

static void dump_literal(struct buffer *out, const struct node *n) {
    int64_t i = n->value.i;
    buffer_byte(out, ' ');
    if (n->type.kind == TYPE_PERCENT) {
        buffer_str(out, "percent ");
        decimal_print(out, as_decimal(n->value));
    }
    if (n->type.kind == TYPE_MONEY)
        buffer_printf(out, "money %lld %s", (long long)i, currency_code((enum currency)n->value.aux));
    if (n->type.kind == TYPE_DATE) date_print(out, (int32_t)i);
    if (n->type.kind == TYPE_MOMENT) moment_print(out, i);
    if (n->type.kind == TYPE_MONTHS) buffer_printf(out, "%lld months", (long long)i);
    if (n->type.kind == TYPE_DAYS) buffer_printf(out, "%lld days", (long long)i);
    if (n->text.len) buffer_str(out, ", as");
}

static void dump_payload(struct buffer *out, const struct node *n) {
    if (op_name(n)) buffer_printf(out, " %s", op_name(n));
    if (n->kind == NODE_LITERAL) dump_literal(out, n);
    if (n->kind == NODE_NUMBER) {
        buffer_byte(out, ' ');
        decimal_print(out, as_decimal(n->value));
    }
    if (n->kind == NODE_TRUTH)
        buffer_str(out, n->value.state != STATE_KNOWN ? " unknown" : n->value.i ? " yes" : " no");
    bool is_text = (n->kind == NODE_TEXT || n->kind == NODE_PATTERN) && !(n->flags & NODE_HAS_HOLES);
    if (is_text || n->text.len) {
        buffer_byte(out, ' ');
        if (is_text)
            dump_quoted(out, n->text);
        else
            buffer_text(out, n->text);
    }
    if (n->kind == NODE_CLAUSE) {
        buffer_byte(out, ' ');
        dump_quoted(out, value_as_text(n->value));
    }
    dump_flags(out, n);
    if (n->word && n->word < keyword_count()) {
        const struct keyword *row = keyword_row(n->word);
        buffer_printf(out, " <%.*s|%.*s>", TEXT_ARG(row->spelling[LANGUAGE_ZH]), TEXT_ARG(row->spelling[LANGUAGE_EN]));
    } else if (n->word) {
        buffer_str(out, " <sign>");
    }
    if (n->doc.len) {
        buffer_str(out, " doc ");
        dump_quoted(out, n->doc);
    }
}

static void dump(struct buffer *out, const struct node *n, const char *label, unsigned depth) {
    buffer_repeat(out, TEXT("  "), depth);
    if (label[0]) buffer_printf(out, "%s: ", label);
    buffer_str(out, kinds[n->kind].name);
    dump_payload(out, n);
    buffer_byte(out, '\n');
    for (uint32_t i = 0; i < n->n_kids; i++) {
        if (n->kids[i]) dump(out, n->kids[i], node_kid_name((enum node_kind)n->kind, i), depth + 1);
    }
}

void ast_dump(struct buffer *out, const struct node *n) {
    if (n) dump(out, n, "", 0);
}
