/* What the files of lang/sema share. */
#ifndef ZN_SEMA_INTERNAL_H
#define ZN_SEMA_INTERNAL_H

#include "lang/sema/sema.h"

/* The check at hand. */
struct checker {
    struct program *program;
    struct arena *arena;
    struct diag_sink *sink;
    struct module *module;
    VEC(struct symbol *) locals; /* innermost last */
    struct heading *heading;     /* whose labels are known, or NULL */
    struct symbol *it;           /* what 其 stands for, or NULL */
    bool missing_allowed;        /* in 若 and 除非 */
};

/* module.c */
struct module *module_of_text(struct program *program, struct text path, struct text text, bool is_stdlib);

/* declare.c: symbols of a module's declarations, then the types of fields. */
void declare_module(struct program *program, struct module *module);
void declare_types(struct program *program, struct module *module);
void declare_partners(struct program *program);
struct symbol *symbol_new(struct program *program, enum symbol_kind kind, struct node *names, struct node *node,
                          uint32_t file);
/* The Chinese and the Latin name of a NAMES node. */
struct names declare_names(const struct node *names);
/* The type written as a TYPE_REF; TYPE_NONE (reported) where there is none of that name. */
struct type declare_type(struct program *program, struct module *module, struct node *type_ref);
/* The names of a type that needs no declaration; NULL where there is none of that name. */
const struct names *type_named(struct text name, enum type_kind *kind);

/* indicators.c: a row of 考核指标 as a rule; NULL (reported) where the data model has no indicators. */
struct node *indicator_rule(struct program *program, struct node *row);
/* The condition that the application lists the row. */
struct node *indicator_listed(struct program *program, struct node *row);

/* themes.c */
/* The condition that an application is of the theme. */
void theme_settle(struct checker *c, struct heading *theme);
struct type check_covers(struct checker *c, struct node *n);
void check_quota_parts(struct checker *c, struct heading *h);

/* names.c */
/* The name to call it by in messages and in code made by the compiler: the Chinese one where there is one. */
static inline struct text symbol_name(const struct symbol *s) {
    return s->names.zh.len > 0 ? s->names.zh : s->names.en;
}
struct symbol *name_in_module(struct module *module, struct text name);
struct symbol *name_find(struct checker *c, struct text name);
/* A field of a record, an item of a choice or a label by either name. */
struct symbol *name_in_members(struct symbol *owner, struct text name);
struct symbol *name_label(struct checker *c, struct text name);
/* A field or theme of the heading, or of the direction that a theme belongs to; NULL. */
struct symbol *name_in_heading(const struct heading *h, struct text name);
/* Fills the spelling that an element or a match lacks, for readers only. */
void name_for_readers(struct checker *c, struct symbol *s);
/* Reports an unknown name with the nearest known one. */
void name_unknown(struct checker *c, struct node *at, struct type wanted);
/* The same for a field, `at` a FIELD, of the record that `owner` is. */
void name_unknown_field(struct checker *c, struct node *at, struct type owner);
struct symbol *name_builtin(struct text name);
bool names_match(const struct names *names, struct text name);

/* What is left after an error (fits everything, reports nothing), and a condition. */
#define TYPE_NOTHING ((struct type){TYPE_NONE, SHAPE_ONE, 0})
#define TYPE_A_TRUTH type_one(TYPE_TRUTH)
/* A type as an argument of a diagnostic. */
#define WORDS_OF(c, t) type_both((c)->program, (t))
static inline bool type_is_none(struct type t) { return t.kind == TYPE_NONE; }

/* check_builtin.c: `args` is NULL for a built-in without parentheses */
struct type check_builtin(struct checker *c, struct node *n, struct symbol *s, struct node *args);
bool type_is_summable(struct type t);
bool type_is_ordered(struct checker *c, struct type t);

/* check_match.c */
struct type check_match(struct checker *c, struct node *n);

/* check_table.c */
void check_table(struct checker *c, struct symbol *table);
struct type check_index(struct checker *c, struct node *n);

/* check_expr.c */
struct type check_expression(struct checker *c, struct node *n, struct type wanted);
/* The same, and reports where the type is not `wanted`. */
void check_is(struct checker *c, struct node *n, struct type wanted);
/* Whether a value of one type may stand where the other is wanted; TYPE_NOTHING fits everything. */
bool type_fits(struct type have, struct type wanted);
void report_wrong_type(struct checker *c, struct node *n, struct type have, struct type wanted);
/* Checks `part` with 其 standing for an element; `n` keeps the element as its decl. */
struct type check_with_it(struct checker *c, struct node *n, struct type element, struct node *part);
/* Works out the type of a set, let, function or derived field. */
void check_symbol(struct program *program, struct symbol *symbol);
/* The alternatives of a declared set of texts, or NULL. */
struct node *constant_set(const struct symbol *symbol);

/* Values by which applications are put into groups: a datum that compares, or a list of such. */
void check_key(struct checker *c, struct node *n);

/* The words of a type as an argument of a diagnostic. */
struct text type_both(const struct program *program, struct type type);

/* displace.c */
static inline struct text rule_unit_name(const struct rule_unit *r) {
    return r->names.zh.len > 0 ? r->names.zh : r->names.en;
}
/* A rule that holds for the heading because the one above it states it: the guide's, and for a theme its direction's. */
struct rule_unit *displace_general(const struct heading *h, struct text name);
/* What a name that is no such rule means: `n` is the WAIVE, or the REPLACES of the rule `by`; `unknown` where it means
 * nothing. */
void displace_report(struct checker *c, const struct heading *h, const struct rule_unit *by, const struct node *n,
                     enum diag_code unknown);

/* check_rules.c */
void check_headings(struct program *program);
void check_templates(struct program *program);
/* A heading of a guide as a citation in that language writes it: 其他要求, other_requirements; `name` itself where there is
 * none of that name. */
struct text section_in(struct arena *arena, struct text name, enum language language);
void rule_parts_sort(struct arena *arena, struct diag_sink *sink, struct node *parts, struct rule_parts *out);

#endif
