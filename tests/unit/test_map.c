#include "lang/base/map.h"

#include "tests/unit/tap.h"

int main(void) {
    struct arena *arena = arena_new(NULL);
    struct map map;
    map_init(&map, arena);
    int values[3];
    tap_ok(map_get(&map, TEXT("a")) == NULL, "an empty map holds nothing");
    tap_ok(map_put(&map, TEXT("a"), &values[0]) == NULL, "a new key has no former value");
    tap_ok(map_put(&map, TEXT(""), &values[1]) == NULL, "the empty text is a key");
    tap_ok(map_get(&map, TEXT("a")) == &values[0], "a value is found");
    tap_ok(map_get(&map, (struct text){0}) == &values[1], "under the empty text too");
    tap_ok(map_put(&map, TEXT("a"), &values[2]) == &values[0], "putting again gives the former value");
    tap_ok(map_get(&map, TEXT("a")) == &values[2], "and sets the new one");
    tap_is_int(map.count, 2, "a key counts once");
    tap_ok(map_get(&map, TEXT("aa")) == NULL, "another key is not there");

    enum { MANY = 50000 };
    map_init(&map, arena);
    int *numbers = ARENA_ARRAY(arena, MANY, int);
    for (int i = 0; i < MANY; i++) map_put(&map, text_format(arena, "键%d", i), &numbers[i]);
    tap_is_int(map.count, MANY, "%d keys", MANY);
    bool found = true, ordered = true;
    for (int i = 0; i < MANY; i++) {
        struct text key = text_format(arena, "键%d", i);
        found = found && map_get(&map, key) == &numbers[i];
        ordered = ordered && text_equal(map.entries[i].key, key) && map.entries[i].value == &numbers[i];
    }
    tap_ok(found, "each is found");
    tap_ok(ordered, "entries stand in order of insertion");
    tap_ok(map_get(&map, TEXT("键50000")) == NULL && map_get(&map, TEXT("键")) == NULL, "others are not");
    arena_free(arena);
    return tap_done();
}
