/* UTF-8 and the Unicode properties the language needs (from libunistring). */
#ifndef ZN_BASE_UTF8_H
#define ZN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/base/text.h"

/* Decodes the code point at `at` (< t.len) and gives its length in bytes; 0 where the bytes are not UTF-8. */
size_t utf8_decode(struct text t, size_t at, uint32_t *code_point);
size_t utf8_encode(uint32_t code_point, char out[4]);
/* Offset of the first byte that is not UTF-8 (no surrogates, no overlong forms, at most U+10FFFF), or t.len. */
size_t utf8_valid_prefix(struct text t);
bool utf8_is_name_start(uint32_t code_point);    /* XID_Start or _ */
bool utf8_is_name_continue(uint32_t code_point); /* XID_Continue */
bool utf8_is_han(uint32_t code_point);           /* ideographs, 〇 included */
bool utf8_is_blank(uint32_t code_point);         /* space separators: U+00A0, U+2003, U+3000 … */
/* Zero-width and bidirectional controls, refused in source text: what Unicode calls default-ignorable (variation
 * selectors and fillers too), the interlinear annotation marks, and the line and paragraph separators, behind which a
 * comment seems to end and does not. */
bool utf8_is_invisible(uint32_t code_point);
/* Columns a terminal gives the text: East Asian Wide and Fullwidth 2, combining 0, a tab to the next of 8. */
size_t utf8_width(struct text t);
size_t utf8_length(struct text t);       /* code points */
size_t utf8_utf16_length(struct text t); /* UTF-16 code units */
/* Normalisation Form C; gives `t` itself where it is so already. */
struct text utf8_nfc(struct arena *arena, struct text t);

#endif
