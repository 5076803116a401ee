/* Modules, names and types. */
#ifndef ZN_SEMA_SEMA_H
#define ZN_SEMA_SEMA_H

#include "lang/sema/program.h"

struct sema_options {
    const char *stdlib;      /* folder to use instead of the stdlib built in, or NULL */
    const struct text *text; /* what stands in the file, which is not read then; those it uses are. Or NULL */
};

/* Loads a guide folder (its *.zn files) or one .zn file with all it uses, and settles names and types. What is wrong is
 * in the sink; the program is complete where the sink has no errors. NULL only where the path cannot be read. */
struct program *sema_load(struct arena *arena, struct diag_sink *sink, const char *path,
                          const struct sema_options *options);
/* The same for files given as text (tests, editor): names and texts in pairs. */
struct program *sema_load_texts(struct arena *arena, struct diag_sink *sink, const struct text *paths,
                                const struct text *texts, size_t count, const struct sema_options *options);
/* Checks one expression within a program (`eval`); gives its type. `program` may be one without files. */
struct type sema_expression(struct program *program, struct node *expression);
struct program *sema_empty(struct arena *arena, struct diag_sink *sink);
/* Of “list by key” the list whose elements are grouped: of a projection X.f it is X. Types are known. */
struct node *sema_grouped_list(struct node *list);
/* The column of a table of rates, NULL where the record is none. */
const struct symbol *sema_rate_field(const struct symbol *record);
/* The one text that identifies a record, or NULL. */
struct symbol *sema_text_key(const struct symbol *record);
/* Whether a function is a set that changes with the day. */
bool sema_is_dated_set(const struct symbol *symbol);
/* Warnings about a program without errors: clauses without a rule, conditions that always come out the same, rules that
 * never apply, names never used, dates whose boundary is open. */
void sema_lint(struct program *program);
/* Notes: the data of an application that no rule reads, by their places. */
void sema_unread(struct program *program);
/* The type in words ("金额", "list of organisation"). */
struct text sema_type_words(const struct program *program, struct type type, enum language language);

#endif
