/* Text: a borrowed run of UTF-8 bytes, not terminated by zero; and a buffer that builds one.
 * Text made by `buffer_text` is followed by a zero byte all the same, for libc's sake. */
#ifndef ZN_BASE_TEXT_H
#define ZN_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/base/arena.h"

struct text {
    const char *ptr;
    size_t len;
};

#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})
#define TEXT_ARG(t) (int)(t).len, (t).ptr /* for "%.*s" */

struct text text_of(const char *zero_terminated); /* NULL gives the empty text */
bool text_equal(struct text a, struct text b);
/* Byte order; <0, 0, >0. */
int text_compare(struct text a, struct text b);
bool text_starts(struct text t, struct text prefix);
bool text_ends(struct text t, struct text suffix);
struct text text_slice(struct text t, size_t from, size_t to);
struct text text_trim(struct text t);                      /* without blanks and line ends at either end */
struct text text_copy(struct arena *arena, struct text t); /* zero terminated */
const char *text_cstr(struct arena *arena, struct text t);
struct text text_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
uint64_t text_hash(struct text t);
/* Edits (insert, delete, replace, transpose, by code point) from a to b; more than `most` gives most + 1.
 * Texts of more than 256 code points count as unlike, unless they are equal. */
size_t text_distance(struct text a, struct text b, size_t most);

struct buffer {
    struct arena *arena;
    char *ptr;
    size_t len, cap;
};

void buffer_init(struct buffer *b, struct arena *arena);
void buffer_byte(struct buffer *b, char c);
void buffer_text(struct buffer *b, struct text t);
void buffer_str(struct buffer *b, const char *zero_terminated);
void buffer_repeat(struct buffer *b, struct text t, size_t times);
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was built so far; stays valid as long as the arena, also when the buffer goes on growing. */
struct text buffer_done(struct buffer *b);

#endif
