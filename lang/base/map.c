/* A map from text to pointer. The entries stand in order of insertion; beside them a table of slots, a power of
 * two and at most half full, is probed linearly. Nothing is ever taken out, so there are no tombstones. */
#include "lang/base/map.h"

#include <assert.h>

void map_init(struct map *map, struct arena *arena) { *map = (struct map){.arena = arena}; }

/* The slot that holds `key`, or the empty one where it belongs. */
static uint32_t *find_slot(const struct map *map, struct text key) {
    size_t mask = map->n_slots - 1;
    for (size_t i = (size_t)text_hash(key) & mask;; i = (i + 1) & mask) {
        uint32_t index = map->slots[i];
        if (!index || text_equal(map->entries[index - 1].key, key)) return &map->slots[i];
    }
}

void *map_get(const struct map *map, struct text key) {
    if (!map->n_slots) return NULL;
    uint32_t index = *find_slot(map, key);
    return index ? map->entries[index - 1].value : NULL;
}

static void grow(struct map *map) {
    size_t cap = map->cap ? map->cap * 2 : 8;
    assert(cap < UINT32_MAX);
    map->entries = arena_grow(map->arena, map->entries, map->cap, cap, sizeof *map->entries);
    map->cap = cap;
    map->n_slots = cap * 2;
    map->slots = ARENA_ARRAY(map->arena, map->n_slots, uint32_t);
    for (size_t i = 0; i < map->count; i++) *find_slot(map, map->entries[i].key) = (uint32_t)(i + 1);
}

void *map_put(struct map *map, struct text key, void *value) {
    if (map->count == map->cap) grow(map);
    uint32_t *slot = find_slot(map, key);
    if (*slot) {
        struct map_entry *entry = &map->entries[*slot - 1];
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    map->entries[map->count++] = (struct map_entry){key, value};
    *slot = (uint32_t)map->count;
    return NULL;
}
