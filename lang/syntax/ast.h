/* The tree. One shape of node for all kinds: a header, a payload, and kids whose names ast.def gives
 * (`n->kids[RULE_PARTS]`), so that walking, printing and comparing trees need no code for each kind.
 * Lifetime: program. The grammar builds it; names and types are filled in by lang/sema. */
#ifndef ZN_SYNTAX_AST_H
#define ZN_SYNTAX_AST_H

#include "lang/source/source.h"
#include "lang/value/meaning.h"
#include "lang/value/type.h"
#include "lang/value/value.h"

enum node_kind {
#define NODE(kind, doc, ...) NODE_##kind,
#define NODES(kind, doc) NODE_##kind,
#include "lang/syntax/ast.def"
#undef NODE
#undef NODES
    NODE_KIND_COUNT
};

/* Kid numbers: NODE(RULE, "", NAMES, TITLE, PARTS) gives RULE_NAMES = 0 … */
#define KID_CAT_(a, b) a##_##b
#define KID_CAT(a, b) KID_CAT_(a, b)
#define KIDS_0(k, a)
#define KIDS_PICK_(p1, p2, p3, p4, p5, p6, NAME, ...) NAME
#define KIDS_1(k, a) KID_CAT(k, a),
#define KIDS_2(k, a, b) KID_CAT(k, a), KID_CAT(k, b),
#define KIDS_3(k, a, b, c) KID_CAT(k, a), KID_CAT(k, b), KID_CAT(k, c),
#define KIDS_4(k, a, b, c, d) KID_CAT(k, a), KID_CAT(k, b), KID_CAT(k, c), KID_CAT(k, d),
#define KIDS_5(k, a, b, c, d, e) KID_CAT(k, a), KID_CAT(k, b), KID_CAT(k, c), KID_CAT(k, d), KID_CAT(k, e),
#define KIDS_6(k, a, b, c, d, e, f) \
    KID_CAT(k, a), KID_CAT(k, b), KID_CAT(k, c), KID_CAT(k, d), KID_CAT(k, e), KID_CAT(k, f),
#define NODES(kind, doc)
#define NODE(kind, doc, ...) \
    enum { KIDS_PICK_(__VA_ARGS__, KIDS_6, KIDS_5, KIDS_4, KIDS_3, KIDS_2, KIDS_1, )(kind, __VA_ARGS__) kind##_N_KIDS };
#include "lang/syntax/ast.def"
#undef NODE
#undef NODES

enum node_flag {
    NODE_INPUT = 1,      /* record: what an application file holds */
    NODE_FIXED = 2,      /* field: a fact nobody can change */
    NODE_KEY = 4,        /* field: identifies the record */
    NODE_ORDERED = 8,    /* choice: items compare */
    NODE_HAS_HOLES = 16, /* text, pattern: with {expressions} */
    NODE_NEGATED = 32,   /* not in, excludes, is not (written as one word) */
    NODE_PARENTHESES = 64,
    /* for the formatter only, left out of dumps */
    NODE_LATIN = 128,      /* the writer's word for the operator is the English one */
    NODE_STANDALONE = 256, /* rule: a judgement or note that stands alone */
};

enum arithmetic_op {
    ARITHMETIC_ADD,
    ARITHMETIC_SUBTRACT,
    ARITHMETIC_MULTIPLY,
    ARITHMETIC_DIVIDE,
    ARITHMETIC_LATER,
    ARITHMETIC_EARLIER, /* date 之后 7 日 */
    ARITHMETIC_UNION,
    ARITHMETIC_INTERSECT,
    ARITHMETIC_EXCEPT,
};

/* What 覆盖全部 asks to be covered: all of the theme's, or else the direction's. */
enum covers { COVERS_CONTENTS, COVERS_INDICATORS };

/* What is declared has one or two names; every symbol (lang/sema) begins with them, so that `decl` of a NAME, FIELD
 * or CALL can be printed in either vocabulary. An empty spelling falls back to the other. */
struct names {
    struct text zh, en;
};

struct node {
    uint16_t kind;  /* enum node_kind */
    uint16_t op;    /* as ast.def says */
    uint16_t word;  /* keyword row (keywords.def) the writer chose for the operator; 0 is none */
    uint16_t flags; /* enum node_flag */
    struct span span;
    struct type type; /* sema: of expressions */
    struct text text; /* as ast.def says */
    struct value value;
    const struct names *spoken; /* what readers are told instead of the expression, of one that is made; NULL */
    void *decl;                 /* sema: what a name means; points at a struct that begins with `struct names` */
    struct text doc;            /* `##` comment before a declaration, or empty */
    struct node **kids;
    uint32_t n_kids, cap_kids;
};

struct node *ast_new(struct arena *arena, enum node_kind kind, struct span span);
/* With its kids; any may be NULL. The count must be the kind's. */
struct node *ast_make(struct arena *arena, enum node_kind kind, struct span span, size_t n, ...);
/* A LIST (or another many-kid node) with one more kid; NULL kids are left out. Gives the list. */
struct node *ast_append(struct arena *arena, struct node *list, struct node *kid);
/* A tree of its own, for an expression that is to stand twice; not yet checked. */
struct node *ast_copy(struct arena *arena, const struct node *n);
struct span span_join(struct span a, struct span b);

const char *node_kind_name(enum node_kind kind);
/* Name of a kid ("PARTS"), "" in lists. */
const char *node_kid_name(enum node_kind kind, uint32_t kid);
/* The tree as an indented text, for tests and `--dump-ast`. */
void ast_dump(struct buffer *out, const struct node *n);

#endif
