/* A policy after names and types are settled: what lang/compile turns into an image and what the editor looks up.
 * Lifetime: program. */
#ifndef ZN_SEMA_PROGRAM_H
#define ZN_SEMA_PROGRAM_H

#include "lang/base/map.h"
#include "lang/base/vec.h"
#include "lang/code/image.h"
#include "lang/source/diag.h"
#include "lang/syntax/ast.h"
#include "lang/syntax/remarks.h"
#include "lang/value/regex.h"

enum symbol_kind {
    SYMBOL_RECORD,
    SYMBOL_FIELD, /* owner: record; index: place in it */
    SYMBOL_CHOICE,
    SYMBOL_ITEM,   /* owner: choice; index: place in it */
    SYMBOL_LABELS, /* members: its labels */
    SYMBOL_LABEL,  /* a text; names.zh is the one that counts */
    SYMBOL_SET,
    SYMBOL_LET,      /* of a file; index: field of the globals */
    SYMBOL_TABLE,    /* likewise; owner: the record of its rows; value: NULL */
    SYMBOL_FUNCTION, /* members: parameters */
    SYMBOL_TEMPLATE, /* members: parameters */
    SYMBOL_PARAMETER,
    SYMBOL_LOCAL,       /* a loop's element or a rule's 设 */
    SYMBOL_BINDER,      /* a match; members: its captures */
    SYMBOL_CAPTURE,     /* owner: binder; index: group */
    SYMBOL_APPLICATION, /* the record being judged; inside 推算, the instance */
    SYMBOL_BUILTIN,     /* index: row of builtins.def */
};

struct symbol {
    struct names names; /* first: what `decl` of a node points at */
    enum symbol_kind kind;
    struct type type;
    struct node *node; /* its declaration; NULL for built-ins */
    uint32_t file, index;
    struct symbol *owner;
    VEC(struct symbol *) members;
    struct node *value;  /* SET, LET, FUNCTION: the expression; FIELD: what it is derived from */
    struct symbol *self; /* derived FIELD: the name of the instance */
    struct text doc;
    uint8_t state; /* enum symbol_state */
    bool used;
    uint16_t depth; /* checked FUNCTION, LET, derived FIELD: how deep the calls nest that its value makes, itself one */
    bool zh_made, en_made; /* the spelling was made for readers of that language; the policy cannot use it */
    /* set by lang/compile */
    uint32_t chunk, reg;
};
enum symbol_state { SYMBOL_NEW, SYMBOL_CHECKING, SYMBOL_CHECKED };

struct module {
    uint32_t file;
    struct text path;
    struct node *tree;
    struct comments comments;
    struct map names; /* both spellings to struct symbol */
    VEC(struct module *) uses;
    bool is_stdlib;
    unsigned mark;                /* of a walk over uses */
    struct heading *last_heading; /* while declarations are collected */
};

/* The parts of a rule, sorted; lists are in the order of the text. */
struct rule_parts {
    VEC(struct node *) cites; /* CLAUSE nodes */
    VEC(struct node *) whens, unlesses;
    VEC(struct node *) lets;
    VEC(struct node *) replaces; /* REPLACES nodes; their decl is the rule_unit that is displaced */
    struct node *reading, *for_each, *statement, *latest, *message, *called;
};

struct rule_unit {
    struct names names; /* first; unique within its heading */
    struct node *title; /* TEXT or PAIR */
    struct node *node;  /* RULE or APPLY */
    struct span span;
    struct rule_parts parts;   /* the rule's own, or the template's */
    struct rule_parts applied; /* of the application of a template: cites, reading, when, unless, message */
    struct symbol *template;   /* NULL for a rule written out */
    struct node *args;         /* LIST, of an application */
    struct module *module;     /* where it stands */
    struct text indicator;     /* number of the row of 考核指标 that it was made from, or empty */
    struct node *row_node;     /* that row, or NULL */
    uint32_t row;              /* set by lang/compile */
};

struct waiver_unit {
    struct node *node;
    struct rule_unit *rule; /* NULL where there is none of that name */
    struct rule_parts parts;
};

struct clause_item {
    struct text section, number;
    struct span span;
    bool cited;
};

enum heading_kind { HEADING_GUIDE, HEADING_DIRECTION, HEADING_THEME };

/* A guide, one of its directions, or a theme of a direction. */
struct heading {
    struct names names;
    enum heading_kind kind;
    struct text code; /* of a theme: its printed number, else its Latin name, else the Chinese one */
    struct node *node, *title, *supports, *document;
    uint32_t year;
    struct heading *guide;     /* of a direction or theme */
    struct heading *direction; /* of a theme */
    VEC(struct heading *) themes;
    struct symbol *label; /* of a theme: what conditions call it */
    struct node *when;    /* of a theme: that the application is of it; added to each of its rules */
    struct module *module;
    VEC(struct rule_unit *) rules;
    VEC(struct waiver_unit) waivers;
    VEC(struct clause_item) clauses;
    VEC(struct symbol *) partners; /* items of the choice country */
    VEC(struct symbol *) labels;   /* its fields */
    VEC(struct node *) contents;   /* CONTENT_ITEM */
    uint32_t row;                  /* set by lang/compile */
};

struct program {
    struct arena *arena;
    struct diag_sink *sink;
    struct source_set *sources;
    VEC(struct module *) modules; /* in order of loading; a used module stands before its user */
    VEC(struct symbol *) records, choices, labels, functions, templates;
    VEC(struct symbol *) lets;      /* what the globals hold: lets, sets and tables */
    VEC(struct heading *) headings; /* guides first */
    struct symbol *input;           /* the record an application holds, or NULL */
    struct symbol *country;         /* the choice named country, or NULL */
    bool whole;                 /* every direction of the guide is here: a folder was loaded, not one of its files */
    uint16_t checking, deepest; /* of check_symbol: symbols underway; the greatest depth used since the last began */
};

#endif
