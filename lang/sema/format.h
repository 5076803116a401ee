/* A file written again in the one layout, and in the other vocabulary where that is asked for.
 *
 * The layout, in short (lang/README.md says it for those who write policies): declarations begin their lines; what
 * belongs to one is indented by two; a citation ends the heading's line; every part of a rule has a line of its own, and
 * so has every item of a group; lines have at most FORMAT_WIDTH columns where they can be broken. */
#ifndef ZN_SEMA_FORMAT_H
#define ZN_SEMA_FORMAT_H

#include "lang/base/language.h"
#include "lang/sema/program.h"

#define FORMAT_WIDTH 100

/* A file that was read without an error; the tree is only read. */
struct text format_file(struct arena *arena, const struct source_set *sources, uint32_t file, const struct node *tree,
                        const struct comments *comments);
/* A module of a program without errors, its vocabulary and the names that have two spellings in `language`. */
struct text format_translated(struct program *program, struct module *module, enum language language);

#endif
