/* Places: 16 bytes at a time, because every byte of a large array is passed once. */
#include "interp/batch/place.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#ifdef __SSE2__
/* Adds how many of the 16 bytes are marked (0xFF) to the two halves of `sum`. */
static __m128i add_marked(__m128i sum, __m128i marked) {
    const __m128i zero = _mm_setzero_si128();
    return _mm_add_epi64(sum, _mm_sad_epu8(_mm_sub_epi8(zero, marked), zero));
}

static size_t both_halves(__m128i sum) {
    return (size_t)_mm_cvtsi128_si64(sum) + (size_t)_mm_cvtsi128_si64(_mm_srli_si128(sum, 8));
}
#define LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#endif

static size_t count_line_ends(const char *p, size_t len) {
    size_t n = 0, i = 0;
#ifdef __SSE2__
    __m128i sum = _mm_setzero_si128();
    for (; len - i >= 16; i += 16) sum = add_marked(sum, _mm_cmpeq_epi8(LOAD(p + i), _mm_set1_epi8('\n')));
    n = both_halves(sum);
#endif
    for (; i < len; i++) n += p[i] == '\n';
    return n;
}

/* Bytes that begin a character; those that go on with one are 10xxxxxx, below -64. */
static size_t count_characters(const char *p, size_t len) {
    size_t n = 0, i = 0;
#ifdef __SSE2__
    __m128i sum = _mm_setzero_si128();
    for (; len - i >= 16; i += 16) sum = add_marked(sum, _mm_cmpgt_epi8(LOAD(p + i), _mm_set1_epi8(-65)));
    n = both_halves(sum);
#endif
    for (; i < len; i++) n += (signed char)p[i] > -65;
    return n;
}

void place_advance(struct text bytes, size_t from, size_t to, uint32_t *line, uint32_t *column) {
    if (to > bytes.len) to = bytes.len;
    if (from >= to) return;
    size_t lines = count_line_ends(bytes.ptr + from, to - from), start = from;
    if (lines) {
        *line += (uint32_t)lines;
        *column = 1;
        for (start = to; bytes.ptr[start - 1] != '\n'; start--) {
        }
    }
    *column += (uint32_t)count_characters(bytes.ptr + start, to - start);
}
