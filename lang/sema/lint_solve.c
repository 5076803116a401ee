/* What a formula can come to: data are chosen region by region until the answer is known. What is open stays open
 * through 且, 或 and counts, as in the machine, so that an answer found with data still to choose holds for all of them. */
#include <stdlib.h>

#include "lang/sema/lint_formula.h"

/* Formulas looked at in one search; beyond, nothing is said of the condition. */
#define EFFORT 500000u

/* ---- regions ---- */

static int compare_decimals(const void *a, const void *b) {
    const struct decimal *x = a, *y = b;
    return decimal_compare(*x, *y);
}

static int compare_texts(const void *a, const void *b) {
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void sort_points(struct term *t) {
    size_t kept = 0;
    if (t->points.count > 0) qsort(t->points.items, t->points.count, sizeof *t->points.items, compare_decimals);
    for (size_t i = 0; i < t->points.count; i++)
        if (kept == 0 || decimal_compare(t->points.items[kept - 1], t->points.items[i]) != 0)
            t->points.items[kept++] = t->points.items[i];
    t->points.count = kept;
    kept = 0;
    if (t->texts.count > 0) qsort(t->texts.items, t->texts.count, sizeof *t->texts.items, compare_texts);
    for (size_t i = 0; i < t->texts.count; i++)
        if (kept == 0 || !text_equal(t->texts.items[kept - 1], t->texts.items[i]))
            t->texts.items[kept++] = t->texts.items[i];
    t->texts.count = kept;
}

/* The least whole number above a decimal. */
static int64_t whole_above(struct decimal d) {
    int64_t unit = 1;
    for (unsigned i = 0; i < d.scale; i++) unit *= 10;
    return d.coefficient / unit - (d.coefficient % unit < 0) + 1;
}

/* Whether a whole number lies strictly between two points (NULL: no bound on that side) and within the term's bounds. */
static bool has_whole_between(const struct term *t, const struct decimal *a, const struct decimal *b) {
    if (a == NULL && !t->has_low) return true; /* there is no end below */
    int64_t least = a != NULL ? whole_above(*a) : t->low;
    if (t->has_low && t->low > least) least = t->low;
    if (t->has_high && least > t->high) return false;
    return b == NULL || decimal_compare(decimal_from_int(least), *b) < 0;
}

static bool can_be_point(const struct term *t, struct decimal d) {
    return d.scale == 0 && (!t->has_low || d.coefficient >= t->low) && (!t->has_high || d.coefficient <= t->high);
}

static bool can_be_region(const struct term *t, uint32_t region) {
    size_t p = region / 2;
    switch (t->domain) {
    case TERM_TRUTH:
    case TERM_STATED:
    case TERM_SAME: return region <= 1;
    case TERM_ORDER:
    case TERM_DENSE: return true;
    case TERM_NAMES: return region == 0 || region % 2 == 1;
    case TERM_WHOLE:
        if (region % 2 == 1) return can_be_point(t, t->points.items[p]);
        return has_whole_between(t, p == 0 ? NULL : &t->points.items[p - 1],
                                 p == t->points.count ? NULL : &t->points.items[p]);
    }
    return true;
}

static void settle_term(struct question *q, struct term *t) {
    sort_points(t);
    size_t points = t->domain == TERM_NAMES                              ? t->texts.count
                    : t->domain == TERM_DENSE || t->domain == TERM_WHOLE ? t->points.count
                                                                         : 1;
    t->regions = ARENA_ARRAY(q->lint->arena, 2 * points + 2, uint32_t);
    for (uint32_t r = 0; r < 2 * points + 1; r++)
        if (can_be_region(t, r)) t->regions[t->n_regions++] = r;
    t->chosen = -1;
}

static uint32_t region_of_atom(const struct term *t, const struct formula *atom) {
    uint32_t low = 0;
    if (t->domain == TERM_NAMES) {
        while (low < t->texts.count && !text_equal(t->texts.items[low], atom->text)) low++;
    } else if (t->domain == TERM_DENSE || t->domain == TERM_WHOLE) {
        while (low < t->points.count && decimal_compare(t->points.items[low], atom->point) != 0) low++;
    }
    return 2 * low + 1;
}

/* Which terms say whether the data of another are stated. */
static void find_stated(struct question *q, struct term *t) {
    t->stated[0] = t->stated[1] = SIZE_MAX;
    if (t->domain == TERM_STATED) return;
    for (size_t i = 0; i < q->terms.count; i++) {
        struct term *s = &q->terms.items[i];
        if (s->domain != TERM_STATED) continue;
        if (lint_same(q->lint, s->node, t->node)) t->stated[0] = i;
        if (t->other != NULL && lint_same(q->lint, s->node, t->other)) t->stated[1] = i;
    }
}

void question_settle(struct question *q) {
    for (size_t i = 0; i < q->terms.count; i++) {
        settle_term(q, &q->terms.items[i]);
        find_stated(q, &q->terms.items[i]);
    }
    for (size_t i = 0; i < q->atoms.count; i++)
        q->atoms.items[i]->region = region_of_atom(&q->terms.items[q->atoms.items[i]->term], q->atoms.items[i]);
}

/* ---- the search ---- */

struct search {
    struct question *q;
    enum lint_truth wanted;
    bool has_may_fail;
    size_t effort, branch; /* the term to choose next, SIZE_MAX for none */
};

static bool op_holds(enum compare_op op, int64_t sign) {
    switch (op) {
    case COMPARE_EQUAL: return sign == 0;
    case COMPARE_NOT_EQUAL: return sign != 0;
    case COMPARE_LESS:
    case COMPARE_BEFORE: return sign < 0;
    case COMPARE_AT_MOST:
    case COMPARE_NOT_AFTER: return sign <= 0;
    case COMPARE_MORE:
    case COMPARE_AFTER: return sign > 0;
    case COMPARE_AT_LEAST:
    case COMPARE_NOT_BEFORE: return sign >= 0;
    case COMPARE_IN:
    case COMPARE_INCLUDES: break; /* taken apart before */
    }
    return false;
}

/* The region chosen for a term; -1 where none is, and then it may be the next to choose. */
static int64_t chosen(struct search *s, size_t term) {
    int64_t region = s->q->terms.items[term].chosen;
    if (region < 0 && s->branch == SIZE_MAX) s->branch = term;
    return region;
}

static enum lint_truth atom_truth(struct search *s, const struct formula *f) {
    const struct term *t = &s->q->terms.items[f->term];
    for (unsigned i = 0; i < 2; i++)
        if (t->stated[i] != SIZE_MAX && chosen(s, t->stated[i]) <= 0) return LINT_OPEN;
    int64_t region = chosen(s, f->term);
    if (region < 0) return LINT_OPEN;
    return op_holds(f->op, region - (int64_t)f->region) ? LINT_YES : LINT_NO;
}

static enum lint_truth truth(struct search *s, const struct formula *f) {
    size_t yes = 0, open = 0;
    int64_t stated;
    enum lint_truth t;
    s->effort++;
    lint_spend(s->q->lint);
    switch (f->kind) {
    case FORMULA_CONSTANT: return f->constant;
    case FORMULA_ATOM: return atom_truth(s, f);
    case FORMULA_HAS:
        stated = chosen(s, f->term);
        if (stated == 0) return s->has_may_fail ? LINT_NO : LINT_OPEN;
        return stated < 0 ? LINT_OPEN : LINT_YES;
    case FORMULA_MISSING: stated = chosen(s, f->term); return stated < 0 ? LINT_OPEN : stated == 0 ? LINT_YES : LINT_NO;
    case FORMULA_NOT: t = truth(s, f->parts.items[0]); return t == LINT_OPEN ? t : t == LINT_YES ? LINT_NO : LINT_YES;
    case FORMULA_AT_LEAST: break;
    }
    if (f->least == 0) return LINT_YES;
    if (f->parts.count < f->least) return LINT_NO;
    for (size_t i = 0; i < f->parts.count; i++) {
        t = truth(s, f->parts.items[i]);
        yes += t == LINT_YES;
        open += t == LINT_OPEN;
        if (yes >= f->least) return LINT_YES;
        if (yes + open + (f->parts.count - i - 1) < f->least) return LINT_NO;
    }
    return LINT_OPEN;
}

static bool find(struct search *s, const struct formula *f) {
    if (s->effort > EFFORT || !lint_spend(s->q->lint)) return true;
    s->branch = SIZE_MAX;
    enum lint_truth now = truth(s, f);
    if (now == s->wanted) return true;
    if (now != LINT_OPEN || s->branch == SIZE_MAX) return false;
    struct term *t = &s->q->terms.items[s->branch];
    bool found = false;
    for (size_t i = 0; i < t->n_regions && !found; i++) {
        t->chosen = t->regions[i];
        found = find(s, f);
    }
    t->chosen = -1;
    return found;
}

bool question_can_be(struct question *q, const struct formula *f, enum lint_truth wanted, bool has_may_fail) {
    struct search s = {.q = q, .wanted = wanted, .has_may_fail = has_may_fail};
    return find(&s, f);
}
