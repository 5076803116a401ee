/* Names of one scope (a record's fields, a choice's items, a direction's labels) and what they number.
 *
 * Open addressing, at most a quarter full, hashed by length and the first and last bytes, which tell the names of one
 * scope apart; one comparison then decides. Bytes are compared exactly. Lifetime: program. */
#ifndef ZN_INPUT_NAMES_H
#define ZN_INPUT_NAMES_H

#include <string.h>

#include "lang/base/text.h"

struct name {
    const char *ptr; /* NULL: the place is free */
    uint32_t len;
    uint32_t index;
    bool zh; /* the Chinese name; false where both are spelled alike */
};

struct names {
    struct name *places;
    uint64_t mask;
};

/* Room for `count` names. */
void names_init(struct names *names, struct arena *arena, size_t count);
/* Adds one; the empty name and one that is there already are passed over. */
void names_add(struct names *names, struct text name, uint32_t index, bool zh);

static inline uint64_t names_hash(const char *p, size_t len) {
    uint64_t first = 0, last = 0;
    if (len >= 8) {
        memcpy(&first, p, 8);
        memcpy(&last, p + len - 8, 8);
    } else if (len >= 4) {
        memcpy(&first, p, 4);
        memcpy(&last, p + len - 4, 4);
    } else if (len > 0) {
        first = (unsigned char)p[0];
        last = (uint64_t)(unsigned char)p[len / 2] << 8 | (unsigned char)p[len - 1];
    }
    uint64_t h = (first + len) * 0x9e3779b97f4a7c15u ^ last * 0xa0761d6478bd642fu;
    return h ^ h >> 29 ^ h >> 47;
}

/* The place of a name, NULL where there is none. */
static inline const struct name *names_find(const struct names *names, struct text name) {
    for (uint64_t i = names_hash(name.ptr, name.len) & names->mask;; i = (i + 1) & names->mask) {
        const struct name *place = &names->places[i];
        if (!place->ptr) return NULL;
        if (place->len == name.len && memcmp(place->ptr, name.ptr, name.len) == 0) return place;
    }
}

/* The same; where it is not found, its Normalisation Form C is tried. */
const struct name *names_find_nfc(const struct names *names, struct arena *arena, struct text name);
/* The name most like `t`, or empty where none is near. */
struct text names_nearest(const struct names *names, struct text t);

#endif
