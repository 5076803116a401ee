/* Records that name others by their keys (an organisation those it belongs to), followed step by step.
 *
 * What is reached is gathered twice: first by the steps that are certain, then by those that are possible as well: from a
 * record that is perhaps there, or whose own key is not stated and may be any. Where a record that may be passed does not
 * state whom it names, anything may lie behind it (`open`). A key that no record has leads no further. */
#include "interp/vm/links.h"

#include "lang/base/limits.h"

struct reach {
    struct links *links;
    struct text *keys;
    uint32_t count, certain, room; /* the first `certain` are reached for certain */
    bool open;
    struct value failed; /* known where nothing did */
};

static bool is_maybe(struct value v) { return (v.flags & VALUE_MAYBE) != 0; }

static bool has(const struct reach *r, struct text key, uint32_t among) {
    for (uint32_t i = 0; i < among; i++)
        if (text_equal(r->keys[i], key)) return true;
    return false;
}

static void add(struct reach *r, struct text key) {
    r->links->steps += r->count + 1;
    if (r->links->steps > r->links->steps_most) r->failed = value_error(REASON_LIMIT_STEPS);
    if (r->failed.state != STATE_KNOWN || has(r, key, r->count)) return;
    if (r->count == r->room) {
        uint32_t wider = r->room == 0 ? 16 : r->room * 2;
        r->keys = arena_grow(r->links->arena, r->keys, r->room, wider, sizeof *r->keys);
        r->room = wider;
    }
    r->keys[r->count++] = key;
}

/* The keys that one record names, as far as the walk may go by them. */
static void follow(struct reach *r, struct value names, bool certain_step, bool certain_walk) {
    bool many = r->links->many;
    if (names.state == STATE_ERROR) r->failed = names;
    if (names.state != STATE_KNOWN) {
        r->open = true;
        return;
    }
    for (uint32_t i = 0; i < (many ? names.aux : 1); i++) {
        struct value one = many ? names.list[i] : names;
        if (one.state != STATE_KNOWN)
            r->open = true;
        else if (!certain_walk || (certain_step && !is_maybe(one)))
            add(r, value_as_text(one));
    }
}

static void walk(struct reach *r, bool certain_walk) {
    struct value list = r->links->list;
    for (uint32_t k = 0; k < r->count && r->failed.state == STATE_KNOWN; k++) {
        r->links->steps += list.aux;
        if (r->links->steps > r->links->steps_most) {
            r->failed = value_error(REASON_LIMIT_STEPS);
            return;
        }
        for (uint32_t i = 0; i < list.aux; i++) {
            struct value row = list.list[i];
            struct value key = row.state == STATE_KNOWN ? row.record->slots[r->links->key] : row;
            if (row.state != STATE_KNOWN) {
                r->open = true;
                continue;
            }
            if (key.state == STATE_KNOWN && !text_equal(value_as_text(key), r->keys[k])) continue;
            bool certain = key.state == STATE_KNOWN && !is_maybe(row);
            if (certain || !certain_walk) follow(r, r->links->names(r->links, row.record), certain, certain_walk);
        }
    }
}

/* The key itself comes first. */
static struct reach reach_from(struct links *links, struct value key) {
    struct reach r = {.links = links, .failed = value_truth(1)};
    add(&r, value_as_text(key));
    walk(&r, true);
    r.certain = r.count;
    walk(&r, false);
    return r;
}

struct value links_belong(struct links *links, struct value from, struct value to) {
    if (from.state != STATE_KNOWN || to.state != STATE_KNOWN) return ops_not_known(from, to);
    if (links->list.state != STATE_KNOWN) return ops_not_known(links->list, links->list);
    struct reach r = reach_from(links, from);
    if (r.failed.state != STATE_KNOWN) return r.failed;
    if (text_equal(value_as_text(from), value_as_text(to))) return value_truth(0); /* nobody belongs to himself */
    if (has(&r, value_as_text(to), r.certain)) return value_truth(1);
    return r.open || has(&r, value_as_text(to), r.count) ? value_unknown(REASON_ABSENT) : value_truth(0);
}

struct value links_affiliated(struct links *links, struct value a, struct value b) {
    if (a.state != STATE_KNOWN || b.state != STATE_KNOWN) return ops_not_known(a, b);
    if (links->list.state != STATE_KNOWN) return ops_not_known(links->list, links->list);
    struct reach from_a = reach_from(links, a), from_b = reach_from(links, b);
    if (from_a.failed.state != STATE_KNOWN) return from_a.failed;
    if (from_b.failed.state != STATE_KNOWN) return from_b.failed;
    bool perhaps = from_a.open || from_b.open;
    for (uint32_t i = 0; i < from_a.count; i++) {
        links->steps += from_b.count;
        if (links->steps > links->steps_most) return value_error(REASON_LIMIT_STEPS);
        if (i < from_a.certain && has(&from_b, from_a.keys[i], from_b.certain)) return value_truth(1);
        perhaps = perhaps || has(&from_b, from_a.keys[i], from_b.count);
    }
    return perhaps ? value_unknown(REASON_ABSENT) : value_truth(0);
}
