/* Which of its two spellings a name gets where a file is written in one vocabulary. */
#ifndef ZN_SEMA_TRANSLATE_H
#define ZN_SEMA_TRANSLATE_H

#include "lang/base/language.h"
#include "lang/sema/program.h"

struct translation {
    struct program *program;
    struct module *module;
    enum language language;
    struct heading *heading, *theme; /* that the declarations at hand stand under, or in; or NULL */
    /* the declaration at hand: translation_enter */
    struct heading *labels; /* whose labels are known in it */
    VEC(struct symbol *) locals;
};

/* `n` is a declaration of the module; declarations come in the order of the file. */
void translation_enter(struct translation *t, struct node *n);
/* How `n`, which names something (`decl`), is written: in the language where that spelling means the same there. */
struct text translation_name(struct translation *t, const struct node *n);
/* The same for one name of a field or theme of the direction. */
struct text translation_label(struct translation *t, struct text name, const struct symbol *label);
struct text translation_type(struct translation *t, const struct node *type_ref);
/* Whether the word can be written as a name anywhere: it is none of the language's. */
bool translation_is_free(struct text word);
struct text translation_section(struct translation *t, struct text section);

#endif
