#include "lang/source/source.h"

#include "tests/unit/tap.h"

int main(void) {
    struct arena *arena = arena_new(NULL);
    struct source_set *set = source_set_new(arena);
    tap_is_int(source_count(set), 0, "a new set is empty");
    uint32_t file = source_add(set, TEXT("a.zn"), TEXT("第一行 a\nb\r\n\rlast 中"));
    const struct source_file *first = source_get(set, file);
    tap_is_text(first->path, "a.zn", "a file has its path");
    static const struct {
        uint32_t offset, line, column;
    } places[] = {
        {0, 1, 1},  {3, 1, 2},  {4, 1, 2},  {9, 1, 4},  {10, 1, 5}, {11, 1, 6},
        {12, 2, 1}, {13, 2, 2}, {14, 2, 3}, {15, 3, 1}, {16, 4, 1}, {20, 4, 5},
        {21, 4, 6}, {22, 4, 6}, {23, 4, 6}, {24, 4, 7}, {25, 4, 7}, {4000000000u, 4, 7},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct place p = source_place(set, file, places[i].offset);
        tap_is_int(p.line, places[i].line, "line of offset %u", places[i].offset);
        tap_is_int(p.column, places[i].column, "column of offset %u", places[i].offset);
    }
    static const char *const lines[] = {"", "第一行 a", "b", "", "last 中", ""};
    for (uint32_t i = 0; i < 6; i++) tap_is_text(source_line(set, file, i), lines[i], "line %u", i);

    uint32_t empty = source_add(set, TEXT("空.zn"), (struct text){0});
    struct place p = source_place(set, empty, 0);
    tap_ok(p.line == 1 && p.column == 1, "an empty file has a first place");
    tap_is_text(source_line(set, empty, 1), "", "and an empty first line");
    uint32_t ended = source_add(set, TEXT("b.zn"), TEXT("x\n"));
    p = source_place(set, ended, 2);
    tap_ok(p.line == 2 && p.column == 1, "the end behind a line end is on the next line");
    for (int i = 0; i < 1000; i++) source_add(set, TEXT("more"), TEXT("x"));
    tap_is_int(source_count(set), 1003, "files are counted");
    tap_ok(source_get(set, file) == first, "a file stays where it is while others are added");
    arena_free(arena);
    return tap_done();
}
