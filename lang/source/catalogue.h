/* The catalogue of diagnostics: what each message means, for a person who does not program, with a wrong and a right
 * example. The files of catalogue/ are built into the program; tests compile every example (tests/tap/catalogue.t).
 *
 * A file CODE.txt has the sections `== 含义` and `== meaning`; then `== 错`, `== 对`, `== wrong`, `== right`, or, where no
 * short file can show it, `== 无例` and `== no example` with the reason. An example that begins with neither 引用/use nor
 * 指南/guide stands behind the lines of `before.txt`. */
#ifndef ZN_SOURCE_CATALOGUE_H
#define ZN_SOURCE_CATALOGUE_H

#include "lang/source/diag.h"

struct catalogue_entry {
    struct text meaning[LANGUAGES];
    struct text wrong[LANGUAGES], right[LANGUAGES]; /* whole lines; empty where there is no example */
    struct text no_example[LANGUAGES];              /* why not; else empty */
};

/* False where the diagnostic has no entry. The texts are constants. */
bool catalogue_find(enum diag_code code, struct catalogue_entry *out);
/* What stands before an example that is no whole file. */
struct text catalogue_before(enum language language);
bool catalogue_is_whole(struct text example);

/* Groups of codes: "E01" and what they are about. */
struct diag_group {
    struct text prefix;
    struct text about[LANGUAGES];
};
size_t diag_group_count(void);
const struct diag_group *diag_group(size_t index);

#endif
