/* A comment is placed from the inside out: from the innermost node that holds it up to the first that has items, or is
 * one. Comments that were moved must be found at the same item when the text is read again, or a second formatting
 * would move them once more; hence no comment goes deeper into the tree than where it stands. */
#include "lang/syntax/remarks.h"

#include "lang/base/map.h"

struct item {
    const struct node *node, *container;
    bool begins_line;
    VEC(const struct comment *) before, behind, after;
};

struct holder { /* a container, and its items in the order in which they were met */
    VEC(struct item *) items;
    VEC(const struct comment *) head;
    bool commented;
};

struct remarks {
    struct arena *arena;
    struct text source;
    const struct node *root;
    const struct comments *comments;
    struct map items, holders; /* by the node's address */
    size_t written;
};

static struct text key_of(struct arena *arena, const struct node *n) {
    return text_copy(arena, (struct text){(const char *)&n, sizeof n});
}

static struct item *item_of(const struct remarks *r, const struct node *n) {
    return map_get(&r->items, (struct text){(const char *)&n, sizeof n});
}

static struct holder *holder_of(const struct remarks *r, const struct node *n) {
    return map_get(&r->holders, (struct text){(const char *)&n, sizeof n});
}

struct remarks *remarks_new(struct arena *arena, struct text source, const struct node *root,
                            const struct comments *comments) {
    struct remarks *r = ARENA_NEW(arena, struct remarks);
    *r = (struct remarks){.arena = arena, .source = source, .root = root, .comments = comments};
    map_init(&r->items, arena);
    map_init(&r->holders, arena);
    return r;
}

void remarks_item(struct remarks *r, const struct node *container, const struct node *item, bool begins_line) {
    struct holder *holder = holder_of(r, container);
    if (!holder) {
        holder = ARENA_NEW(r->arena, struct holder);
        map_put(&r->holders, key_of(r->arena, container), holder);
    }
    if (!item || item_of(r, item)) return;
    struct item *made = ARENA_NEW(r->arena, struct item);
    made->node = item;
    made->container = container;
    made->begins_line = begins_line;
    VEC_PUSH(r->arena, &holder->items, made);
    map_put(&r->items, key_of(r->arena, item), made);
}

/* ---- placing ---- */

/* The item of a container that ends last before `at`, or begins first behind it. */
static struct item *neighbour(const struct holder *holder, uint32_t at, bool behind) {
    struct item *best = NULL;
    for (size_t i = 0; i < holder->items.count; i++) {
        struct item *item = holder->items.items[i];
        struct span span = item->node->span;
        if (behind ? span.start < at : span.end > at) continue;
        if (!best || (behind ? span.start < best->node->span.start : span.end > best->node->span.end)) best = item;
    }
    return best;
}

static void place_before(struct remarks *r, struct item *item, const struct comment *c) {
    if (item->begins_line)
        VEC_PUSH(r->arena, &item->before, c);
    else
        VEC_PUSH(r->arena, &item->behind, c);
}

/* No bracket ends it, so what stands behind its last item stands behind the whole. */
static bool is_open(const struct node *container) {
    switch ((enum node_kind)container->kind) {
    case NODE_AND:
    case NODE_OR:
    case NODE_CITE:
    case NODE_CLAUSES:
    case NODE_PARTNERS:
    case NODE_FIELDS:
    case NODE_TABLE_ROW: return true;
    default: return false;
    }
}

static bool is_last(const struct holder *holder, const struct item *item) {
    return holder->items.items[holder->items.count - 1] == item;
}

static bool place_in(struct remarks *r, const struct node *container, struct holder *holder, const struct comment *c) {
    struct item *last = neighbour(holder, c->span.start, false), *next = neighbour(holder, c->span.start, true);
    size_t n = holder->items.count;
    if (is_open(container) && n > 0 && c->span.start > holder->items.items[n - 1]->node->span.start) return false;
    if (!c->own_line && last)
        VEC_PUSH(r->arena, &last->behind, c);
    else if (!c->own_line || (!next && !last))
        VEC_PUSH(r->arena, &holder->head, c);
    else if (next)
        place_before(r, next, c);
    else
        VEC_PUSH(r->arena, &last->after, c);
    holder->commented = true;
    return true;
}

/* Inside an item that has none of its own there: the item's line is the nearest. */
static bool place_at(struct remarks *r, struct item *item, const struct comment *c) {
    struct holder *holder = holder_of(r, item->container);
    bool before = c->own_line && item->begins_line;
    if (!before && is_open(item->container) && is_last(holder, item)) return false;
    if (before)
        VEC_PUSH(r->arena, &item->before, c);
    else
        VEC_PUSH(r->arena, &item->behind, c);
    holder->commented = true;
    return true;
}

static bool place(struct remarks *r, const struct node *n, const struct comment *c) {
    for (uint32_t i = 0; i < n->n_kids; i++) {
        const struct node *kid = n->kids[i];
        if (kid && kid->span.start < c->span.start && c->span.start < kid->span.end && place(r, kid, c)) return true;
    }
    struct holder *holder = holder_of(r, n);
    struct item *item = item_of(r, n);
    return (holder && place_in(r, n, holder, c)) || (item && place_at(r, item, c));
}

void remarks_settle(struct remarks *r) {
    for (size_t i = 0; i < r->comments->list.count; i++) place(r, r->root, &r->comments->list.items[i]);
}

bool remarks_inside(const struct remarks *r, const struct node *container) {
    const struct holder *holder = holder_of(r, container);
    return holder && holder->commented;
}

/* ---- writing ---- */

/* `＃` of an input method is settled, without making a doc comment of two signs. */
static struct text settled(struct arena *arena, struct text t) {
    while (t.len && (t.ptr[t.len - 1] == ' ' || t.ptr[t.len - 1] == '\t')) t.len--;
    if (!text_starts(t, TEXT("＃"))) return t;
    struct text rest = text_slice(t, sizeof "＃" - 1, t.len);
    return text_format(arena, text_starts(rest, TEXT("#")) ? "# %.*s" : "#%.*s", TEXT_ARG(rest));
}

static size_t parenthesis_before(const struct remarks *r, uint32_t at) {
    struct text before = text_slice(r->source, 0, at);
    return text_ends(before, TEXT("(")) ? 1 : text_ends(before, TEXT("（")) ? sizeof "（" - 1 : 0;
}

/* Line ends between `at` and what stands before it; a parenthesis belongs to what it opens. */
static unsigned line_ends_before(const struct remarks *r, uint32_t at) {
    unsigned n = 0;
    for (; at > 0; at--) {
        size_t opens = parenthesis_before(r, at);
        if (opens) {
            n = 0;
            at -= (uint32_t)opens - 1;
            continue;
        }
        char c = r->source.ptr[at - 1];
        if (c == '\n' || (c == '\r' && (at >= r->source.len || r->source.ptr[at] != '\n')))
            n++;
        else if (c != ' ' && c != '\t' && c != '\r')
            break;
    }
    return n;
}

static void write_own(struct remarks *r, struct layout *out, const struct comment *c) {
    layout_text(out, settled(r->arena, c->text));
    r->written++;
}

static void end_line(const struct remarks *r, struct layout *out, uint32_t at) {
    if (line_ends_before(r, at) > 1)
        layout_blank(out);
    else
        layout_newline(out);
}

static struct span start_of(const struct item *item) {
    return item->before.count ? item->before.items[0]->span : item->node->span;
}

bool remarks_apart(const struct remarks *r, const struct node *n) {
    const struct item *item = item_of(r, n);
    return line_ends_before(r, item ? start_of(item).start : n->span.start) > 1;
}

void remarks_before(struct remarks *r, struct layout *out, const struct node *n) {
    const struct item *item = item_of(r, n);
    for (size_t i = 0; item && i < item->before.count; i++) {
        write_own(r, out, item->before.items[i]);
        bool last = i + 1 == item->before.count;
        /* It stood within the item, or a word of the container stands between. */
        if (last && (item->before.items[i]->span.start > n->span.start || is_open(item->container)))
            layout_newline(out);
        else
            end_line(r, out, last ? n->span.start : item->before.items[i + 1]->span.start);
    }
}

void remarks_behind(struct remarks *r, struct layout *out, const struct node *n) {
    const struct item *item = item_of(r, n);
    for (size_t i = 0; item && i < item->behind.count; i++) {
        layout_remark(out, settled(r->arena, item->behind.items[i]->text));
        r->written++;
    }
}

void remarks_after(struct remarks *r, struct layout *out, const struct node *n) {
    const struct item *item = item_of(r, n);
    for (size_t i = 0; item && i < item->after.count; i++) {
        end_line(r, out, item->after.items[i]->span.start);
        write_own(r, out, item->after.items[i]);
    }
}

void remarks_at_head(struct remarks *r, struct layout *out, const struct node *container) {
    const struct holder *holder = holder_of(r, container);
    for (size_t i = 0; holder && i < holder->head.count; i++) {
        layout_remark(out, settled(r->arena, holder->head.items[i]->text));
        r->written++;
    }
}

bool remarks_done(const struct remarks *r) { return r->written == r->comments->list.count; }
