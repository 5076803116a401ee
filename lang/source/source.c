/* Source files. The table of line starts is made when a place in the file is first shown, because most files of a
 * policy never have one shown. Files are kept by pointer, so one given out stays valid while others are added. */
#include "lang/source/source.h"

#include <assert.h>
#include <string.h>

#include "lang/base/vec.h"

struct source_set {
    struct arena *arena;
    VEC(struct source_file *) files;
};

struct source_set *source_set_new(struct arena *arena) {
    struct source_set *set = ARENA_NEW(arena, struct source_set);
    set->arena = arena;
    return set;
}

uint32_t source_add(struct source_set *set, struct text path, struct text text) {
    assert(text.len < UINT32_MAX && set->files.count < UINT32_MAX - 1);
    struct source_file *file = ARENA_NEW(set->arena, struct source_file);
    file->path = path;
    file->text = text;
    VEC_PUSH(set->arena, &set->files, file);
    return (uint32_t)(set->files.count - 1);
}

static struct source_file *get(const struct source_set *set, uint32_t file) {
    assert(file < set->files.count);
    return set->files.items[file];
}

const struct source_file *source_get(const struct source_set *set, uint32_t file) { return get(set, file); }

uint32_t source_count(const struct source_set *set) { return (uint32_t)set->files.count; }

/* Length of the line end at `at`, 0 where there is none. */
static size_t line_end(struct text t, size_t at) {
    if (t.ptr[at] == '\n') return 1;
    if (t.ptr[at] != '\r') return 0;
    return at + 1 < t.len && t.ptr[at + 1] == '\n' ? 2 : 1;
}

static void find_lines(struct source_set *set, struct source_file *file) {
    if (file->line_starts) return;
    VEC(uint32_t) starts = {0};
    VEC_PUSH(set->arena, &starts, 0);
    for (size_t at = 0; at < file->text.len;) {
        size_t end = line_end(file->text, at);
        at += end ? end : 1;
        if (end) VEC_PUSH(set->arena, &starts, (uint32_t)at);
    }
    file->line_starts = starts.items;
    file->n_lines = (uint32_t)starts.count;
}

/* The line (from 0) that holds `offset`. */
static uint32_t line_of(const struct source_file *file, uint32_t offset) {
    uint32_t low = 0, high = file->n_lines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (file->line_starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_tail(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

struct place source_place(struct source_set *set, uint32_t file_index, uint32_t offset) {
    struct source_file *file = get(set, file_index);
    find_lines(set, file);
    struct text t = file->text;
    if (offset > t.len) offset = (uint32_t)t.len;
    uint32_t line = line_of(file, offset), start = file->line_starts[line];
    while (offset > start && offset < t.len && is_tail(t.ptr[offset])) offset--;
    uint32_t column = 1;
    for (uint32_t at = start; at < offset; at++) column += !is_tail(t.ptr[at]);
    return (struct place){line + 1, column};
}

struct text source_line(struct source_set *set, uint32_t file_index, uint32_t line) {
    struct source_file *file = get(set, file_index);
    find_lines(set, file);
    if (line < 1 || line > file->n_lines) return TEXT("");
    size_t start = file->line_starts[line - 1], end = line < file->n_lines ? file->line_starts[line] : file->text.len;
    while (end > start && (file->text.ptr[end - 1] == '\n' || file->text.ptr[end - 1] == '\r')) end--;
    return text_slice(file->text, start, end);
}
