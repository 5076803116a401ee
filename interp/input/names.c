/* Names: see names.h. What is not asked for each member of an application. */
#include "interp/input/names.h"

#include "lang/base/utf8.h"

#define PLACES_PER_NAME 4
#define FARTHEST_GUESS 3 /* edits between what was written and what was meant */

void names_init(struct names *names, struct arena *arena, size_t count) {
    size_t places = 2;
    while (places < count * PLACES_PER_NAME) places *= 2;
    *names = (struct names){ARENA_ARRAY(arena, places, struct name), places - 1};
}

void names_add(struct names *names, struct text name, uint32_t index, bool zh) {
    if (!name.len || names_find(names, name)) return;
    uint64_t i = names_hash(name.ptr, name.len) & names->mask;
    while (names->places[i].ptr) i = (i + 1) & names->mask;
    names->places[i] = (struct name){name.ptr, (uint32_t)name.len, index, zh};
}

const struct name *names_find_nfc(const struct names *names, struct arena *arena, struct text name) {
    const struct name *found = names_find(names, name);
    if (found) return found;
    struct text nfc = utf8_nfc(arena, name);
    return nfc.ptr == name.ptr ? NULL : names_find(names, nfc);
}

/* A third of the characters may be wrong, so that short names are not guessed from nothing. Between equals the least
 * in byte order is taken: the order of places must not be seen. */
struct text names_nearest(const struct names *names, struct text t) {
    struct text best = {0};
    size_t nearest = utf8_length(t) / 2 + 1;
    if (nearest > FARTHEST_GUESS + 1) nearest = FARTHEST_GUESS + 1;
    for (uint64_t i = 0; i <= names->mask; i++) {
        struct text name = {names->places[i].ptr, names->places[i].len};
        if (!name.ptr || utf8_length(name) < 2) continue;
        size_t distance = text_distance(t, name, nearest);
        if (distance > nearest || (distance == nearest && (!best.ptr || text_compare(name, best) > 0))) continue;
        best = name;
        nearest = distance;
    }
    return best;
}
