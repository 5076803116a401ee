/* Text laid out in lines of a bounded width: what is written is a run of words, of places where a line may end, and of
 * boxes that say how those places behave (after Oppen, "Prettyprinting", and Wadler, "A prettier printer"). Widths are
 * columns of a terminal, so an ideograph counts two.
 *
 * A layout that is made flat writes everything into its buffer at once, on one line. */
#ifndef ZN_BASE_LAYOUT_H
#define ZN_BASE_LAYOUT_H

#include "lang/base/text.h"

/* Lines go back to `indent`; blocks (braces) go back to `base`, wherever in a line they opened. */
enum layout_box {
    LAYOUT_GROUP,  /* all its places end the line, or none */
    LAYOUT_FILL,   /* each place ends the line only where what follows, up to the next, does not fit */
    LAYOUT_ALIGN,  /* indent = the column at hand */
    LAYOUT_COLUMN, /* indent = base = the column at hand */
    LAYOUT_NEST,   /* indent + LAYOUT_STEP */
    LAYOUT_HANG,   /* indent + 2 LAYOUT_STEP */
    LAYOUT_BLOCK,  /* indent = base */
    LAYOUT_INNER,  /* indent = base = base + LAYOUT_STEP */
};
#define LAYOUT_STEP 2

struct layout; /* lifetime: its arena */

struct layout *layout_new(struct arena *arena, unsigned width);
struct layout *layout_flat(struct arena *arena, struct buffer *out);
bool layout_is_flat(const struct layout *l);
struct arena *layout_arena(const struct layout *l);

void layout_text(struct layout *l, struct text t); /* borrowed until layout_write */
void layout_str(struct layout *l, const char *zero_terminated);
/* A place where the line may end; `flat` stands there where it does not. */
void layout_line(struct layout *l, const char *flat);
void layout_newline(struct layout *l);
/* A line end with an empty line before what follows. */
void layout_blank(struct layout *l);
/* What stands behind all else on its line: two blanks before it, or more where the line above has one as well. */
void layout_remark(struct layout *l, struct text t);
void layout_open(struct layout *l, enum layout_box box);
void layout_close(struct layout *l);

/* The lines, each with its end; no blanks stand at a line's end. Every box must be closed. */
void layout_write(struct layout *l, struct buffer *out);

#endif
