/* Source files and places in them. A place is a byte span; lines and columns are worked out when shown. */
#ifndef ZN_SOURCE_SOURCE_H
#define ZN_SOURCE_SOURCE_H

#include "lang/base/text.h"

struct span {
    uint32_t file;       /* index in the source set */
    uint32_t start, end; /* bytes, end excluded */
};

/* The span of what stands in no file. */
#define SPAN_NONE ((struct span){UINT32_MAX, 0, 0})

struct source_file {
    struct text path; /* as shown: relative to the policy, or "stdlib/…" */
    struct text text;
    uint32_t *line_starts; /* byte offset of each line, made when first asked for */
    uint32_t n_lines;
};

struct source_set; /* lifetime: program */

struct source_set *source_set_new(struct arena *arena);
uint32_t source_add(struct source_set *set, struct text path, struct text text);
const struct source_file *source_get(const struct source_set *set, uint32_t file);
uint32_t source_count(const struct source_set *set);

/* Line and column from 1; the column counts characters (code points). A line ends with \n, \r\n or \r, as in LSP. */
struct place {
    uint32_t line, column;
};
/* An offset beyond the end is taken for the end; inside a character, for its start. */
struct place source_place(struct source_set *set, uint32_t file, uint32_t offset);
/* A line's text without its line end; line from 1. */
struct text source_line(struct source_set *set, uint32_t file, uint32_t line);

#endif
