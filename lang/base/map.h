/* A map from text to pointer, open addressing, in an arena. Keys are borrowed. Iteration is in order of insertion. */
#ifndef ZN_BASE_MAP_H
#define ZN_BASE_MAP_H

#include "lang/base/text.h"

struct map_entry {
    struct text key;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    uint32_t *slots;           /* index into entries + 1, 0 for empty */
    size_t count, cap, n_slots;
};

void map_init(struct map *map, struct arena *arena);
/* The value kept under `key`, NULL where there is none. */
void *map_get(const struct map *map, struct text key);
/* Sets the value; gives the one that stood there before, or NULL. */
void *map_put(struct map *map, struct text key, void *value);

#endif
