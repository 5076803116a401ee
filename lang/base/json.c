/* JSON, read by a state machine with one bit of memory for each open bracket, and written.
 *
 *   state            what may come
 *   VALUE            a value (after `:` or `,`, or at the start)
 *   FIRST_ELEMENT    a value or `]`
 *   FIRST_KEY        a key or `}`
 *   AFTER            `,` or the closing bracket
 *   DONE             nothing more
 *   FAILED           JSON_ERROR for ever
 *
 * A key is read together with its colon, so after JSON_KEY the state is VALUE. Strings are looked through 16
 * bytes at a time; only one that shows a byte >= 0x80 is checked for UTF-8, and only one with a backslash is
 * copied. Building a tree was decided against: applications are decoded straight into typed slots. */
#include "lang/base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "lang/base/limits.h"
#include "lang/base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

_Static_assert(JSON_MAX_DEPTH == LIMIT_JSON_DEPTH, "the stack of the reader holds what the limit allows");

enum state { VALUE, FIRST_ELEMENT, FIRST_KEY, AFTER, DONE, FAILED };

static size_t mark_length(struct text input) { return text_starts(input, TEXT("\xEF\xBB\xBF")) ? 3 : 0; }

void json_reader_init(struct json_reader *r, struct arena *arena, struct text input) {
    *r = (struct json_reader){.input = input, .arena = arena};
    r->at = r->start = mark_length(input);
}

void json_reader_prefix(struct json_reader *r, struct arena *arena, struct text input, size_t from) {
    *r = (struct json_reader){.input = input, .arena = arena, .prefix = true};
    if (from == 0) from = mark_length(input);
    r->at = r->start = from < input.len ? from : input.len;
}

static enum json_event fail(struct json_reader *r, enum json_problem problem, size_t at) {
    r->state = FAILED;
    r->problem = problem;
    r->problem_at = at;
    r->text = (struct text){0};
    return JSON_ERROR;
}

/* The next byte that is no white space, or -1 at the end; `at` stands on it. */
static inline int peek(struct json_reader *r) {
    const char *p = r->input.ptr;
    size_t at = r->at, len = r->input.len;
    while (at < len) {
        unsigned char c = (unsigned char)p[at];
        if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
            r->at = at;
            return c;
        }
        at++;
    }
    r->at = at;
    return -1;
}

/* ---- strings ---- */

/* The first byte from `at` that is a quote, a backslash or a control; `high` is set where a byte >= 0x80 was passed. */
static inline size_t scan_plain(const char *p, size_t at, size_t len, bool *high) {
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    for (; len - at >= 16; at += 16) {
        __m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(c, quote), _mm_cmpeq_epi8(c, backslash)),
                                    _mm_cmpeq_epi8(_mm_min_epu8(c, control), c));
        unsigned stops = (unsigned)_mm_movemask_epi8(stop), highs = (unsigned)_mm_movemask_epi8(c);
        if (stops) {
            unsigned first = (unsigned)__builtin_ctz(stops);
            if (highs & ((1u << first) - 1)) *high = true;
            return at + first;
        }
        if (highs) *high = true;
    }
#endif
    for (; at < len; at++) {
        unsigned char c = (unsigned char)p[at];
        if (c == '"' || c == '\\' || c < 0x20) break;
        if (c >= 0x80) *high = true;
    }
    return at;
}

/* Four hexadecimal digits at `at`, or -1. */
static int32_t hex4(struct text t, size_t at) {
    if (t.len - at < 4) return -1;
    int32_t v = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = t.ptr[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        v = v << 4 | digit;
    }
    return v;
}

/* The escape whose backslash stands at `at`: its length, 0 where it is none. */
static size_t escape(struct text t, size_t at, uint32_t *cp) {
    if (at + 1 >= t.len) return 0;
    switch (t.ptr[at + 1]) {
    case '"': *cp = '"'; return 2;
    case '\\': *cp = '\\'; return 2;
    case '/': *cp = '/'; return 2;
    case 'b': *cp = '\b'; return 2;
    case 'f': *cp = '\f'; return 2;
    case 'n': *cp = '\n'; return 2;
    case 'r': *cp = '\r'; return 2;
    case 't': *cp = '\t'; return 2;
    case 'u': break;
    default: return 0;
    }
    int32_t unit = hex4(t, at + 2);
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return 0;
    *cp = (uint32_t)unit;
    if (unit < 0xD800 || unit > 0xDBFF) return 6;
    if (t.len - at < 12 || t.ptr[at + 6] != '\\' || t.ptr[at + 7] != 'u') return 0;
    int32_t low = hex4(t, at + 8);
    if (low < 0xDC00 || low > 0xDFFF) return 0;
    *cp = 0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    return 12;
}

static struct text unescape(struct arena *arena, struct text raw) {
    char *out = arena_alloc(arena, raw.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < raw.len;) {
        if (raw.ptr[at] != '\\') {
            out[len++] = raw.ptr[at++];
            continue;
        }
        uint32_t cp = 0;
        at += escape(raw, at, &cp);
        len += utf8_encode(cp, out + len);
    }
    return (struct text){out, len};
}

static bool bad_utf8(struct json_reader *r, size_t from, size_t to) {
    struct text part = text_slice(r->input, from, to);
    size_t valid = utf8_valid_prefix(part);
    if (valid == part.len) return false;
    fail(r, JSON_BAD_UTF8, from + valid);
    return true;
}

/* The string whose opening quote stands at `at`; `keep`: its text is wanted. False where it is wrong. */
static inline bool read_string(struct json_reader *r, bool keep) {
    struct text in = r->input;
    size_t open = r->at, from = open + 1, at = from;
    bool high = false, escapes = false;
    enum json_problem problem = JSON_OK;
    for (;;) {
        at = scan_plain(in.ptr, at, in.len, &high);
        if (at < in.len && in.ptr[at] == '"') break;
        if (at >= in.len || in.ptr[at] != '\\') {
            problem = JSON_BAD_STRING;
            break;
        }
        uint32_t cp;
        size_t step = escape(in, at, &cp);
        if (!step) {
            problem = JSON_BAD_ESCAPE;
            break;
        }
        escapes = true;
        at += step;
    }
    if (high && bad_utf8(r, from, at)) return false;
    if (problem) {
        fail(r, problem, at < in.len ? at : open);
        return false;
    }
    r->at = at + 1;
    r->text = (struct text){in.ptr + from, at - from};
    if (escapes && keep) r->text = unescape(r->arena, r->text);
    return true;
}

/* ---- values ---- */

static inline bool is_digit(struct text t, size_t at) { return at < t.len && t.ptr[at] >= '0' && t.ptr[at] <= '9'; }

/* Whether a byte could go on a number, so that `1a` and `1.2.3` are one bad number and not two values. */
static bool goes_on(struct text t, size_t at) {
    if (at >= t.len) return false;
    char c = t.ptr[at];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '+' ||
           c == '-' || c == '_';
}

static inline enum json_event read_number(struct json_reader *r) {
    struct text in = r->input;
    size_t at = r->at;
    if (in.ptr[at] == '-') at++;
    if (!is_digit(in, at)) return fail(r, JSON_BAD_NUMBER, at);
    if (in.ptr[at] == '0') {
        at++;
    } else {
        while (is_digit(in, at)) at++;
    }
    if (at < in.len && in.ptr[at] == '.') {
        at++;
        if (!is_digit(in, at)) return fail(r, JSON_BAD_NUMBER, at);
        while (is_digit(in, at)) at++;
    }
    if (at < in.len && (in.ptr[at] == 'e' || in.ptr[at] == 'E')) {
        at++;
        if (at < in.len && (in.ptr[at] == '+' || in.ptr[at] == '-')) at++;
        if (!is_digit(in, at)) return fail(r, JSON_BAD_NUMBER, at);
        while (is_digit(in, at)) at++;
    }
    if (goes_on(in, at)) return fail(r, JSON_BAD_NUMBER, at);
    r->text = (struct text){in.ptr + r->at, at - r->at};
    r->at = at;
    return JSON_NUMBER;
}

static enum json_event read_word(struct json_reader *r, struct text word, enum json_event event) {
    struct text rest = text_slice(r->input, r->at, r->input.len);
    if (!text_starts(rest, word) || goes_on(rest, word.len)) return fail(r, JSON_BAD_VALUE, r->at);
    r->text = text_slice(rest, 0, word.len);
    r->at += word.len;
    return event;
}

static inline enum json_event open_bracket(struct json_reader *r, bool object) {
    if (r->depth == JSON_MAX_DEPTH) return fail(r, JSON_TOO_DEEP, r->at);
    r->stack[++r->depth] = object;
    r->at++;
    r->state = object ? FIRST_KEY : FIRST_ELEMENT;
    return object ? JSON_OBJECT_BEGIN : JSON_ARRAY_BEGIN;
}

static inline void value_done(struct json_reader *r) { r->state = r->depth ? AFTER : DONE; }

static inline enum json_event close_bracket(struct json_reader *r) {
    bool object = r->stack[r->depth--];
    r->at++;
    value_done(r);
    return object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static inline enum json_event read_value(struct json_reader *r, int c, bool keep) {
    enum json_event event;
    switch (c) {
    case -1: return fail(r, r->depth ? JSON_UNCLOSED : JSON_BAD_VALUE, r->at);
    case '{': return open_bracket(r, true);
    case '[': return open_bracket(r, false);
    case '"':
        if (!read_string(r, keep)) return JSON_ERROR;
        event = JSON_STRING;
        break;
    case 't': event = read_word(r, TEXT("true"), JSON_TRUE); break;
    case 'f': event = read_word(r, TEXT("false"), JSON_FALSE); break;
    case 'n': event = read_word(r, TEXT("null"), JSON_NULL); break;
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': event = read_number(r); break;
    case '+':
    case '.':
    case 'N':
    case 'I': return fail(r, JSON_BAD_NUMBER, r->at); /* +1, .5, NaN, Infinity */
    default: return fail(r, JSON_BAD_VALUE, r->at);
    }
    if (event != JSON_ERROR) value_done(r);
    return event;
}

static inline enum json_event read_key(struct json_reader *r, int c, bool keep) {
    if (c < 0) return fail(r, JSON_UNCLOSED, r->at);
    if (c != '"') return fail(r, JSON_BAD_KEY, r->at);
    if (!read_string(r, keep)) return JSON_ERROR;
    c = peek(r);
    if (c < 0) return fail(r, JSON_UNCLOSED, r->at);
    if (c != ':') return fail(r, JSON_BAD_COLON, r->at);
    r->at++;
    r->state = VALUE;
    return JSON_KEY;
}

static inline enum json_event after_value(struct json_reader *r, int c, bool keep) {
    bool object = r->stack[r->depth];
    int closing = object ? '}' : ']';
    if (c == closing) return close_bracket(r);
    if (c < 0) return fail(r, JSON_UNCLOSED, r->at);
    if (c != ',') return fail(r, JSON_BAD_COMMA, r->at);
    size_t comma = r->at++;
    c = peek(r);
    if (c == closing) return fail(r, JSON_TRAILING_COMMA, comma);
    r->start = r->at;
    return object ? read_key(r, c, keep) : read_value(r, c, keep);
}

static inline enum json_event next_event(struct json_reader *r, bool keep) {
    if (r->state == DONE && r->prefix) {
        r->start = r->at;
        return JSON_END;
    }
    if (r->state == FAILED) return JSON_ERROR;
    int c = peek(r);
    r->start = r->at;
    switch ((enum state)r->state) {
    case VALUE: return read_value(r, c, keep);
    case FIRST_ELEMENT: return c == ']' ? close_bracket(r) : read_value(r, c, keep);
    case FIRST_KEY: return c == '}' ? close_bracket(r) : read_key(r, c, keep);
    case AFTER: return after_value(r, c, keep);
    case DONE: return c < 0 ? JSON_END : fail(r, JSON_EXTRA, r->at);
    case FAILED: break;
    }
    return JSON_ERROR;
}

enum json_event json_next(struct json_reader *r) { return next_event(r, true); }

bool json_skip(struct json_reader *r) {
    unsigned outside = r->depth;
    do {
        if (next_event(r, false) == JSON_ERROR) return false;
    } while (r->depth > outside || r->state == VALUE);
    return true;
}

/* ---- writer ---- */

void json_writer_init(struct json_writer *w, struct buffer *out, bool pretty) {
    *w = (struct json_writer){.out = out, .pretty = pretty};
    w->first[0] = true;
}

static void new_line(struct json_writer *w) {
    buffer_byte(w->out, '\n');
    buffer_repeat(w->out, TEXT("  "), w->depth);
}

/* What separates the value or key that comes from what stands before it. */
static void separate(struct json_writer *w) {
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (!w->first[w->depth]) buffer_byte(w->out, ',');
    w->first[w->depth] = false;
    if (w->pretty && w->depth) new_line(w);
}

static void begin(struct json_writer *w, char bracket) {
    separate(w);
    buffer_byte(w->out, bracket);
    assert(w->depth < JSON_MAX_DEPTH);
    w->first[++w->depth] = true;
}

static void end(struct json_writer *w, char bracket) {
    assert(w->depth > 0);
    bool empty = w->first[w->depth--];
    if (w->pretty && !empty) new_line(w);
    buffer_byte(w->out, bracket);
}

void json_object_begin(struct json_writer *w) { begin(w, '{'); }
void json_object_end(struct json_writer *w) { end(w, '}'); }
void json_array_begin(struct json_writer *w) { begin(w, '['); }
void json_array_end(struct json_writer *w) { end(w, ']'); }

void json_key(struct json_writer *w, const char *key) {
    separate(w);
    json_quote(w->out, text_of(key));
    buffer_str(w->out, w->pretty ? ": " : ":");
    w->after_key = true;
}

void json_string(struct json_writer *w, struct text value) {
    separate(w);
    json_quote(w->out, value);
}

void json_raw(struct json_writer *w, struct text value) {
    separate(w);
    buffer_text(w->out, value);
}

void json_int(struct json_writer *w, int64_t value) {
    separate(w);
    buffer_printf(w->out, "%" PRId64, value);
}

void json_bool(struct json_writer *w, bool value) { json_raw(w, value ? TEXT("true") : TEXT("false")); }
void json_null(struct json_writer *w) { json_raw(w, TEXT("null")); }

static void quote_byte(struct buffer *out, unsigned char c) {
    switch (c) {
    case '"': buffer_str(out, "\\\""); break;
    case '\\': buffer_str(out, "\\\\"); break;
    case '\b': buffer_str(out, "\\b"); break;
    case '\f': buffer_str(out, "\\f"); break;
    case '\n': buffer_str(out, "\\n"); break;
    case '\r': buffer_str(out, "\\r"); break;
    case '\t': buffer_str(out, "\\t"); break;
    default: buffer_printf(out, "\\u%04x", c); break;
    }
}

/* A byte that is not UTF-8 (a file's name may hold one) is written as U+FFFD, so the output is always JSON. */
void json_quote(struct buffer *out, struct text value) {
    buffer_byte(out, '"');
    for (size_t at = 0; at < value.len;) {
        bool high = false;
        size_t stop = scan_plain(value.ptr, at, value.len, &high);
        while (at < stop) {
            struct text run = text_slice(value, at, stop);
            size_t valid = high ? utf8_valid_prefix(run) : run.len;
            buffer_text(out, text_slice(run, 0, valid));
            at += valid;
            if (at < stop) {
                buffer_str(out, "\xEF\xBF\xBD");
                at++;
            }
        }
        if (at < value.len) quote_byte(out, (unsigned char)value.ptr[at++]);
    }
    buffer_byte(out, '"');
}
