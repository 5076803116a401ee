/* The comments of a file, each with what it stands beside, so that a tree can be written out again with them.
 *
 * Only some nodes have lines of their own: declarations, parts of rules, fields, items of groups and lists, the sides
 * of 且 and 或. They are told by whoever writes the tree, in a pass before the one that counts: remarks_item for each
 * as it is met. After remarks_settle every comment belongs to one of them, or to the head of what holds them:
 *
 *   # before the item
 *   item            # behind it
 *   # after the last item                        container {   # at its head
 */
#ifndef ZN_SYNTAX_REMARKS_H
#define ZN_SYNTAX_REMARKS_H

#include "lang/base/layout.h"
#include "lang/base/vec.h"
#include "lang/syntax/ast.h"

struct comment {
    struct span span;
    struct text text; /* from the first # to the end of its line */
    bool own_line;    /* nothing but blanks stands before it on its line */
};
struct comments {
    VEC(struct comment) list; /* in the order of the text */
};

struct remarks; /* lifetime: its arena */

/* `root` is a file's tree, from `source`. */
struct remarks *remarks_new(struct arena *arena, struct text source, const struct node *root,
                            const struct comments *comments);
/* In the first pass, once `item` is met as an item of `container`; whether it begins its line, so that comments can stand
 * before it. A container without items is named with NULL. */
void remarks_item(struct remarks *r, const struct node *container, const struct node *item, bool begins_line);
void remarks_settle(struct remarks *r);

/* Whether a comment stands at an item of this container, or at its head. */
bool remarks_inside(const struct remarks *r, const struct node *container);
/* The comments before an item, each on its line; the one behind it; those on lines of their own after it. */
void remarks_before(struct remarks *r, struct layout *out, const struct node *item);
void remarks_behind(struct remarks *r, struct layout *out, const struct node *item);
void remarks_after(struct remarks *r, struct layout *out, const struct node *item);
void remarks_at_head(struct remarks *r, struct layout *out, const struct node *container);
/* Whether an empty line stands before the item and its comments. */
bool remarks_apart(const struct remarks *r, const struct node *item);
/* Every comment was written. */
bool remarks_done(const struct remarks *r);

#endif
