/* Text and the buffer that builds one. Functions of libc that take a pointer and a length get neither where the
 * length is 0, because the pointer of an empty text may be NULL. */
#include "lang/base/text.h"

#include <stdio.h>
#include <string.h>

#include "lang/base/utf8.h"

struct text text_of(const char *zero_terminated) {
    if (!zero_terminated) return TEXT("");
    return (struct text){zero_terminated, strlen(zero_terminated)};
}

bool text_equal(struct text a, struct text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int text_compare(struct text a, struct text b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order) return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text t, struct text prefix) {
    return t.len >= prefix.len && text_equal(text_slice(t, 0, prefix.len), prefix);
}

bool text_ends(struct text t, struct text suffix) {
    return t.len >= suffix.len && text_equal(text_slice(t, t.len - suffix.len, t.len), suffix);
}

struct text text_slice(struct text t, size_t from, size_t to) {
    if (to > t.len) to = t.len;
    if (from > to) from = to;
    return (struct text){t.ptr ? t.ptr + from : NULL, to - from};
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct text text_trim(struct text t) {
    while (t.len && is_space(t.ptr[t.len - 1])) t.len--;
    while (t.len && is_space(t.ptr[0])) t = text_slice(t, 1, t.len);
    return t;
}

struct text text_copy(struct arena *arena, struct text t) {
    return (struct text){text_cstr(arena, t), t.len};
}

const char *text_cstr(struct arena *arena, struct text t) {
    char *copy = arena_alloc(arena, t.len + 1);
    if (t.len) memcpy(copy, t.ptr, t.len);
    return copy;
}

struct text text_format(struct arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int wanted = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t len = wanted > 0 ? (size_t)wanted : 0;
    char *out = arena_alloc(arena, len + 1);
    vsnprintf(out, len + 1, format, again);
    va_end(again);
    return (struct text){out, len};
}

static uint64_t mix(uint64_t a, uint64_t b) {
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load64(const char *p, size_t n) {
    uint64_t v = 0;
    memcpy(&v, p, n);
    return v;
}

/* Eight bytes a step, folded by a 128-bit product as wyhash does; the constants are arbitrary odd numbers. */
uint64_t text_hash(struct text t) {
    uint64_t h = 0x9e3779b97f4a7c15u ^ t.len;
    const char *p = t.ptr;
    size_t left = t.len;
    for (; left >= 8; left -= 8, p += 8) h = mix(h ^ load64(p, 8), 0xa0761d6478bd642fu);
    if (left) h = mix(h ^ load64(p, left), 0xe7037ed1a0b428dbu);
    return mix(h, 0x8ebc6af09c88c6e3u);
}

#define DISTANCE_LONGEST 256

/* Code points of t, a byte that is not UTF-8 for itself; DISTANCE_LONGEST + 1 where there are more than fit. */
static size_t decode_all(struct text t, uint32_t out[DISTANCE_LONGEST]) {
    size_t n = 0;
    for (size_t at = 0; at < t.len;) {
        if (n == DISTANCE_LONGEST) return DISTANCE_LONGEST + 1;
        size_t step = utf8_decode(t, at, &out[n]);
        if (!step) out[n] = (unsigned char)t.ptr[at];
        at += step ? step : 1;
        n++;
    }
    return n;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Optimal string alignment (Damerau–Levenshtein without edits inside a transposition), three rows. */
size_t text_distance(struct text a, struct text b, size_t most) {
    uint32_t x[DISTANCE_LONGEST], y[DISTANCE_LONGEST];
    size_t n = decode_all(a, x), m = decode_all(b, y);
    if (n > DISTANCE_LONGEST || m > DISTANCE_LONGEST) return text_equal(a, b) ? 0 : most + 1;
    if ((n > m ? n - m : m - n) > most) return most + 1;
    size_t rows[3][DISTANCE_LONGEST + 1];
    for (size_t j = 0; j <= m; j++) rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *before2 = rows[(i + 1) % 3];
        size_t best = now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t d = before[j - 1] + (x[i - 1] != y[j - 1]);
            d = least(d, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) d = least(d, before2[j - 2] + 1);
            now[j] = d;
            best = least(best, d);
        }
        if (best > most + 1) return most + 1; /* a transposition can still save one */
    }
    return least(rows[n % 3][m], most + 1);
}

void buffer_init(struct buffer *b, struct arena *arena) { *b = (struct buffer){.arena = arena}; }

/* Room for `more` bytes and a zero byte behind them. */
static char *reserve(struct buffer *b, size_t more) {
    if (more >= SIZE_MAX / 8 - b->len) arena_alloc(b->arena, SIZE_MAX); /* does not come back */
    size_t wanted = b->len + more + 1;
    if (wanted > b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 64;
        if (cap < wanted) cap = wanted;
        b->ptr = arena_grow(b->arena, b->ptr, b->cap, cap, 1);
        b->cap = cap;
    }
    return b->ptr + b->len;
}

void buffer_byte(struct buffer *b, char c) {
    *reserve(b, 1) = c;
    b->len++;
}

void buffer_text(struct buffer *b, struct text t) {
    if (!t.len) return;
    memcpy(reserve(b, t.len), t.ptr, t.len);
    b->len += t.len;
}

void buffer_str(struct buffer *b, const char *zero_terminated) { buffer_text(b, text_of(zero_terminated)); }

void buffer_repeat(struct buffer *b, struct text t, size_t times) {
    while (times--) buffer_text(b, t);
}

void buffer_printf(struct buffer *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int wanted = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (wanted > 0) {
        vsnprintf(reserve(b, (size_t)wanted), (size_t)wanted + 1, format, again);
        b->len += (size_t)wanted;
    }
    va_end(again);
}

struct text buffer_done(struct buffer *b) {
    *reserve(b, 0) = 0;
    return (struct text){b->ptr, b->len};
}
