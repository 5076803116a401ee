/* Rules that are waived more often than helps: twice in one place under the same condition, or in every direction. */
#include "lang/sema/lint.h"

/* Whether whoever is waived by `later` is waived by `earlier` anyway: it asks nothing, or the same. */
static bool is_covered(const struct lint *l, const struct rule_parts *later, const struct rule_parts *earlier) {
    if (earlier->unlesses.count > 0 || later->unlesses.count > 0) return false;
    for (size_t i = 0; i < earlier->whens.count; i++) {
        bool found = false;
        for (size_t k = 0; !found && k < later->whens.count; k++)
            found = lint_same(l, earlier->whens.items[i]->kids[WHEN_CONDITION],
                              later->whens.items[k]->kids[WHEN_CONDITION]);
        if (!found) return false;
    }
    return true;
}

static void waived_twice(struct lint *l, struct heading *h) {
    l->heading = h;
    for (size_t i = 0; i < h->waivers.count; i++) {
        struct waiver_unit *later = &h->waivers.items[i];
        for (size_t k = 0; k < h->waivers.count; k++) {
            struct waiver_unit *other = &h->waivers.items[k];
            bool either = k < i || !is_covered(l, &other->parts, &later->parts); /* of two alike, the second */
            if (k == i || later->rule != other->rule || !either || !is_covered(l, &later->parts, &other->parts))
                continue;
            struct diag *d = diag_report(l->sink, DIAG_WAIVED_TWICE, later->node->span, later->node->text);
            diag_mark(l->sink, d, other->node->span, TEXT("已在这里豁免"), TEXT("waived here already"));
            break;
        }
    }
    l->heading = NULL;
}

/* Where a direction displaces a rule for every application. */
static const struct node *displaced_by(const struct heading *direction, const struct rule_unit *r) {
    for (size_t i = 0; i < direction->waivers.count; i++) {
        const struct waiver_unit *w = &direction->waivers.items[i];
        if (w->rule == r && w->parts.whens.count == 0 && w->parts.unlesses.count == 0) return w->node;
    }
    for (size_t i = 0; i < direction->rules.count; i++) {
        const struct rule_unit *by = direction->rules.items[i];
        const struct rule_parts *own = by->node->kind == NODE_APPLY ? &by->applied : &by->parts;
        bool always = by->parts.whens.count + by->parts.unlesses.count == 0 &&
                      by->applied.whens.count + by->applied.unlesses.count == 0;
        for (size_t k = 0; always && k < own->replaces.count; k++)
            if (own->replaces.items[k]->decl == r) return own->replaces.items[k];
    }
    return NULL;
}

static void displaced_everywhere(struct lint *l, struct heading *guide, struct rule_unit *r) {
    size_t directions = 0;
    struct program *p = l->program;
    for (size_t i = 0; i < p->headings.count; i++) {
        if (p->headings.items[i]->kind != HEADING_DIRECTION || p->headings.items[i]->guide != guide) continue;
        if (displaced_by(p->headings.items[i], r) == NULL) return;
        directions++;
    }
    if (directions == 0) return;
    struct diag *d = diag_report(l->sink, DIAG_WAIVED_EVERYWHERE, r->span, lint_name(l, &r->names));
    for (size_t i = 0; i < p->headings.count; i++)
        if (p->headings.items[i]->kind == HEADING_DIRECTION && p->headings.items[i]->guide == guide)
            diag_mark(l->sink, d, displaced_by(p->headings.items[i], r)->span, TEXT("在这里不适用"),
                      TEXT("it does not hold here"));
}

/* Projects at most, by 拟支持 or 总计; 0 where it is not said. */
static int64_t most_projects(const struct heading *h) {
    const struct node *quota = h->supports == NULL ? NULL : h->supports->kids[SUPPORTS_COUNT];
    if (quota == NULL) return 0;
    const struct node *most = quota->kids[QUOTA_HIGH] != NULL ? quota->kids[QUOTA_HIGH] : quota->kids[QUOTA_LOW];
    return most == NULL ? 0 : most->value.i;
}

/* All directions of a guide are known where they stand in its own file, or where a folder was loaded; unless the guide
 * states more projects in all than its directions do: then some are still to be written. */
static bool directions_are_known(const struct program *p, const struct heading *guide) {
    int64_t projects = 0;
    for (size_t i = 0; i < p->headings.count; i++) {
        const struct heading *h = p->headings.items[i];
        if (h->kind != HEADING_DIRECTION || h->guide != guide) continue;
        if (h->module != guide->module && !p->whole) return false;
        projects += most_projects(h);
    }
    return projects >= most_projects(guide);
}

void lint_displaced(struct lint *l) {
    for (size_t i = 0; i < l->program->headings.count; i++) {
        struct heading *h = l->program->headings.items[i];
        waived_twice(l, h);
        for (size_t r = 0; h->kind == HEADING_GUIDE && directions_are_known(l->program, h) && r < h->rules.count; r++)
            displaced_everywhere(l, h, h->rules.items[r]);
    }
}
