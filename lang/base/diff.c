/* The shortest way from one text to the other (E. Myers, "An O(ND) Difference Algorithm and Its Variations"), between
 * the lines that both begin and end with. Effort grows with the square of the lines that differ, so beyond MOST_EDITS
 * what differs is simply all of the middle.
 *
 * Decided against a library: the ones that are packaged compare trees of versions and bring a network with them. */
#include "lang/base/diff.h"

#include <string.h>

#include "lang/base/vec.h"

#define AROUND 3
#define MOST_EDITS 4000

struct lines {
    VEC(struct text) list; /* with their line ends */
};

static void split(struct arena *arena, struct text t, struct lines *out) {
    for (size_t at = 0, from = 0; at < t.len; at++) {
        if (t.ptr[at] != '\n' && at + 1 < t.len) continue;
        VEC_PUSH(arena, &out->list, text_slice(t, from, at + 1));
        from = at + 1;
    }
}

/* Which lines of the old text go, and which of the new one come. */
struct edits {
    bool *gone, *come;
};

/* How far each diagonal reached after d edits, for every d: rows of 2d + 1. */
struct reach {
    VEC(size_t) furthest;
};

static size_t row_start(size_t d) { return d * d; }

static size_t reached(const struct reach *r, size_t d, int64_t k) {
    return r->furthest.items[row_start(d) + (size_t)(k + (int64_t)d)];
}

/* Whether the step to diagonal k takes a line of the new text. */
static bool comes_from_above(const struct reach *r, size_t d, int64_t k) {
    if (k == -(int64_t)d) return true;
    if (k == (int64_t)d) return false;
    return d > 0 && reached(r, d - 1, k - 1) < reached(r, d - 1, k + 1);
}

static size_t step_start(const struct reach *r, size_t d, int64_t k) {
    if (d == 0) return 0;
    bool above = comes_from_above(r, d, k);
    int64_t from = above ? k + 1 : k - 1;
    return reached(r, d - 1, from) + !above;
}

/* Diagonals of a parity that cannot be are skipped; those beyond a text's end are harmless, as nothing matches there. */
static bool search(struct arena *arena, const struct text *a, size_t n, const struct text *b, size_t m, struct reach *r,
                   size_t *edits) {
    for (size_t d = 0; d <= n + m && d <= MOST_EDITS; d++) {
        for (int64_t k = -(int64_t)d; k <= (int64_t)d; k++) {
            bool possible = (((int64_t)d + k) & 1) == 0;
            size_t x = possible ? step_start(r, d, k) : 0;
            int64_t y = (int64_t)x - k;
            while (possible && x < n && y >= 0 && (size_t)y < m && text_equal(a[x], b[y])) {
                x++;
                y++;
            }
            VEC_PUSH(arena, &r->furthest, x);
            if (!possible || x < n || y < (int64_t)m) continue;
            *edits = d;
            return true;
        }
    }
    return false;
}

static void walk_back(const struct reach *r, size_t n, size_t m, size_t d, struct edits edits) {
    int64_t k = (int64_t)n - (int64_t)m;
    for (; d > 0; d--) {
        size_t x = step_start(r, d, k);
        int64_t y = (int64_t)x - k;
        bool above = comes_from_above(r, d, k);
        if (above && y > 0 && (size_t)y <= m) edits.come[y - 1] = true;
        if (!above && x > 0 && x <= n) edits.gone[x - 1] = true;
        k += above ? 1 : -1;
    }
}

static void compare(struct arena *arena, const struct lines *a, const struct lines *b, struct edits edits) {
    size_t n = a->list.count, m = b->list.count, first = 0, last = 0, d;
    while (first < n && first < m && text_equal(a->list.items[first], b->list.items[first])) first++;
    while (first + last < n && first + last < m && text_equal(a->list.items[n - 1 - last], b->list.items[m - 1 - last]))
        last++;
    n -= first + last;
    m -= first + last;
    if (n + m == 0) return;
    struct reach reach = {0};
    struct edits middle = {edits.gone + first, edits.come + first};
    if (n > 0 && m > 0 && search(arena, a->list.items + first, n, b->list.items + first, m, &reach, &d)) {
        walk_back(&reach, n, m, d, middle);
        return;
    }
    for (size_t i = 0; i < n; i++) middle.gone[i] = true;
    for (size_t i = 0; i < m; i++) middle.come[i] = true;
}

/* ---- hunks ---- */

struct side {
    const struct lines *lines;
    const bool *changed;
    size_t at;
};

static void put_line(struct buffer *out, char sign, struct text line) {
    buffer_byte(out, sign);
    buffer_text(out, line);
    if (!text_ends(line, TEXT("\n"))) buffer_str(out, "\n\\ No newline at end of file\n");
}

static bool is_changed(const struct side *s, size_t at) { return at < s->lines->list.count && s->changed[at]; }

/* Lines that both have, from here on, up to `most`. */
static size_t common(const struct side *a, const struct side *b, size_t most) {
    size_t n = 0;
    while (n < most && a->at + n < a->lines->list.count && !is_changed(a, a->at + n) && !is_changed(b, b->at + n)) n++;
    return n;
}

static void put_common(struct buffer *out, struct side *a, struct side *b, size_t n) {
    for (; n > 0; n--, a->at++, b->at++) put_line(out, ' ', a->lines->list.items[a->at]);
}

static void put_changes(struct buffer *out, struct side *a, struct side *b) {
    for (; is_changed(a, a->at); a->at++) put_line(out, '-', a->lines->list.items[a->at]);
    for (; is_changed(b, b->at); b->at++) put_line(out, '+', b->lines->list.items[b->at]);
}

static void put_range(struct buffer *out, size_t from, size_t to) {
    buffer_printf(out, "%zu", to > from ? from + 1 : from);
    if (to - from != 1) buffer_printf(out, ",%zu", to - from);
}

/* From `before` common lines up to where more than twice AROUND of them follow. */
static void put_hunk(struct buffer *out, struct arena *arena, struct side *a, struct side *b, size_t before) {
    struct buffer body;
    buffer_init(&body, arena);
    a->at -= before;
    b->at -= before;
    size_t from_a = a->at, from_b = b->at;
    put_common(&body, a, b, before);
    for (;;) {
        put_changes(&body, a, b);
        size_t between = common(a, b, 2 * AROUND + 1);
        bool ends = between > 2 * AROUND || (!is_changed(a, a->at + between) && !is_changed(b, b->at + between));
        put_common(&body, a, b, ends && between > AROUND ? AROUND : between);
        if (ends) break;
    }
    buffer_str(out, "@@ -");
    put_range(out, from_a, a->at);
    buffer_str(out, " +");
    put_range(out, from_b, b->at);
    buffer_str(out, " @@\n");
    buffer_text(out, buffer_done(&body));
}

void diff_unified(struct buffer *out, struct text old_text, struct text new_text, struct text old_name,
                  struct text new_name) {
    struct arena *arena = out->arena;
    struct lines old_lines = {0}, new_lines = {0};
    if (text_equal(old_text, new_text)) return;
    split(arena, old_text, &old_lines);
    split(arena, new_text, &new_lines);
    struct edits edits = {ARENA_ARRAY(arena, old_lines.list.count + 1, bool),
                          ARENA_ARRAY(arena, new_lines.list.count + 1, bool)};
    compare(arena, &old_lines, &new_lines, edits);
    buffer_printf(out, "--- %.*s\n+++ %.*s\n", TEXT_ARG(old_name), TEXT_ARG(new_name));
    struct side a = {&old_lines, edits.gone, 0}, b = {&new_lines, edits.come, 0};
    size_t before = 0;
    while (a.at < old_lines.list.count || b.at < new_lines.list.count) {
        if (is_changed(&a, a.at) || is_changed(&b, b.at)) {
            put_hunk(out, arena, &a, &b, before < AROUND ? before : AROUND);
            before = 0;
            continue;
        }
        a.at++;
        b.at++;
        before++;
    }
}
