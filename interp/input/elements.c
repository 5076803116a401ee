/* Elements: a set of few is compared pair by pair, one of many through a table of places. */
#include "interp/input/elements.h"

#define FEW 16

static bool is_text(enum type_kind kind) { return kind == TYPE_TEXT || kind == TYPE_LABEL; }

static bool equal(enum type_kind kind, struct value a, struct value b) {
    if (is_text(kind)) return text_equal(value_as_text(a), value_as_text(b));
    return a.i == b.i && a.aux == b.aux;
}

static size_t distinct_few(enum type_kind kind, struct value *elements, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool repeated = false;
        for (size_t k = 0; k < kept && !repeated && elements[i].state == STATE_KNOWN; k++) {
            repeated = elements[k].state == STATE_KNOWN && equal(kind, elements[k], elements[i]);
        }
        if (!repeated) elements[kept++] = elements[i];
    }
    return kept;
}

static uint64_t hash(enum type_kind kind, struct value v) {
    if (is_text(kind)) return text_hash(value_as_text(v));
    char bytes[12];
    for (unsigned i = 0; i < 8; i++) bytes[i] = (char)((uint64_t)v.i >> 8 * i);
    for (unsigned i = 0; i < 4; i++) bytes[8 + i] = (char)(v.aux >> 8 * i);
    return text_hash((struct text){bytes, sizeof bytes});
}

static size_t distinct_many(struct arena *arena, enum type_kind kind, struct value *elements, size_t count) {
    size_t n_places = FEW, kept = 0;
    while (n_places < 2 * count) n_places *= 2;
    uint32_t *places = ARENA_ARRAY(arena, n_places, uint32_t); /* element + 1, 0 for free */
    for (size_t i = 0; i < count; i++) {
        bool repeated = false;
        if (elements[i].state == STATE_KNOWN) {
            size_t at = (size_t)hash(kind, elements[i]) & (n_places - 1);
            while (places[at] && !equal(kind, elements[places[at] - 1], elements[i])) at = (at + 1) & (n_places - 1);
            repeated = places[at] != 0;
            if (!repeated) places[at] = (uint32_t)(kept + 1);
        }
        if (!repeated) elements[kept++] = elements[i];
    }
    return kept;
}

size_t elements_distinct(struct arena *arena, enum type_kind kind, struct value *elements, size_t count) {
    if (kind == TYPE_RECORD) return count;
    return count <= FEW ? distinct_few(kind, elements, count) : distinct_many(arena, kind, elements, count);
}
