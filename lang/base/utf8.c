/* UTF-8 by hand where it is hot, libunistring for what needs tables. */
#include "lang/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwidth.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_tail(unsigned char c) { return (c & 0xC0) == 0x80; }

/* Length of the well-formed sequence at p (Unicode table 3-7), 0 where there is none. */
static inline size_t sequence(const unsigned char *p, size_t left, uint32_t *cp) {
    unsigned char c = p[0];
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    if (c >= 0xE0 && c < 0xF0) {
        if (left < 3 || !is_tail(p[1]) || !is_tail(p[2])) return 0;
        uint32_t v = (uint32_t)(c & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        if (v < 0x800 || (v >= 0xD800 && v <= 0xDFFF)) return 0;
        *cp = v;
        return 3;
    }
    if (c < 0xC2) return 0;
    if (c < 0xE0) {
        if (left < 2 || !is_tail(p[1])) return 0;
        *cp = (uint32_t)(c & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    if (c > 0xF4 || left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3])) return 0;
    uint32_t v =
        (uint32_t)(c & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    if (v < 0x10000 || v > 0x10FFFF) return 0;
    *cp = v;
    return 4;
}

size_t utf8_decode(struct text t, size_t at, uint32_t *code_point) {
    return sequence((const unsigned char *)t.ptr + at, t.len - at, code_point);
}

size_t utf8_encode(uint32_t cp, char out[4]) {
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_valid_prefix(struct text t) {
    const unsigned char *p = (const unsigned char *)t.ptr;
    size_t at = 0;
    while (at < t.len) {
        if (p[at] < 0x80) {
#ifdef __SSE2__
            while (t.len - at >= 16 && !_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + at))))
                at += 16;
#endif
            while (at < t.len && p[at] < 0x80) at++;
            continue;
        }
        uint32_t cp;
        size_t step = sequence(p + at, t.len - at, &cp);
        if (!step) return at;
        at += step;
    }
    return t.len;
}

bool utf8_is_name_start(uint32_t cp) {
    if (cp < 0x80) return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '_';
    return (cp >= 0x4E00 && cp <= 0x9FA5) || uc_is_property_xid_start(cp);
}

bool utf8_is_name_continue(uint32_t cp) {
    if (cp < 0x80) return utf8_is_name_start(cp) || (cp >= '0' && cp <= '9');
    return (cp >= 0x4E00 && cp <= 0x9FA5) || uc_is_property_xid_continue(cp);
}

bool utf8_is_han(uint32_t cp) { return cp >= 0x3000 && uc_is_property_ideographic(cp); }

bool utf8_is_blank(uint32_t cp) {
    return cp == ' ' || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000;
}

bool utf8_is_invisible(uint32_t cp) {
    if (cp < 0xAD) return false;
    if (cp == 0x2028 || cp == 0x2029) return true;
    return uc_is_property_default_ignorable_code_point(cp) || (cp >= 0xFFF9 && cp <= 0xFFFB);
}

/* The code point at `at` and its length; a byte that is not UTF-8 stands for itself as U+FFFD. */
static size_t next_code_point(struct text t, size_t at, uint32_t *cp) {
    size_t step = utf8_decode(t, at, cp);
    if (step) return step;
    *cp = 0xFFFD;
    return 1;
}

size_t utf8_width(struct text t) {
    size_t width = 0;
    for (size_t at = 0; at < t.len;) {
        uint32_t cp;
        at += next_code_point(t, at, &cp);
        if (cp == '\t') {
            width += 8 - width % 8;
        } else if (cp >= 0x20 && cp < 0x7F) {
            width++;
        } else {
            int w = uc_width(cp, "UTF-8"); /* -1 for controls */
            if (w > 0) width += (size_t)w;
        }
    }
    return width;
}

size_t utf8_length(struct text t) {
    size_t n = 0;
    uint32_t cp;
    for (size_t at = 0; at < t.len; n++) at += next_code_point(t, at, &cp);
    return n;
}

size_t utf8_utf16_length(struct text t) {
    size_t n = 0;
    uint32_t cp;
    for (size_t at = 0; at<t.len; n += cp> 0xFFFF ? 2 : 1) at += next_code_point(t, at, &cp);
    return n;
}

/* Code points that no normalisation touches and nothing composes with when they stand alone: below the first
 * combining mark, the common ideographs, CJK punctuation and full-width forms. */
static bool is_plain(uint32_t cp) {
    return cp < 0x300 || (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3000 && cp <= 0x3029) ||
           (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0xFF01 && cp <= 0xFF60);
}

struct text utf8_nfc(struct arena *arena, struct text t) {
    size_t at = 0;
    while (at < t.len) {
        uint32_t cp;
        size_t step = utf8_decode(t, at, &cp);
        if (!step) return t;
        if (!is_plain(cp)) break;
        at += step;
    }
    if (at == t.len || utf8_valid_prefix(t) != t.len) return t;
    size_t len = 0;
    uint8_t *made = u8_normalize(UNINORM_NFC, (const uint8_t *)t.ptr, t.len, NULL, &len);
    if (!made) {
        arena_alloc(arena, SIZE_MAX); /* jumps: there was no memory */
        return t;
    }
    struct text normal = {(const char *)made, len};
    struct text result = text_equal(normal, t) ? t : text_copy(arena, normal);
    free(made);
    return result;
}
