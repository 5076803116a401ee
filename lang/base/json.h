/* JSON (RFC 8259), read strictly and in one pass; and written.
 *
 * The reader is a pull parser over bytes that the caller keeps: strings are given as slices of the
 * input where they hold no escape, numbers as their text, so nothing is rounded. It checks UTF-8,
 * escapes (no lone surrogate), number syntax, nesting (LIMIT_JSON_DEPTH) and that nothing follows.
 * Duplicate keys are the business of whoever knows the fields. One reader serves program, tests and
 * language server. */
#ifndef ZN_BASE_JSON_H
#define ZN_BASE_JSON_H

#include "lang/base/text.h"

enum json_event {
    JSON_ERROR, /* see json_reader.problem */
    JSON_END,   /* the value is complete and only white space followed */
    JSON_OBJECT_BEGIN,
    JSON_KEY, /* text: the key; always followed by its value */
    JSON_OBJECT_END,
    JSON_ARRAY_BEGIN,
    JSON_ARRAY_END,
    JSON_STRING, /* text */
    JSON_NUMBER, /* text: as written */
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
};

enum json_problem {
    JSON_OK,
    JSON_BAD_VALUE,      /* a value was expected here */
    JSON_BAD_COMMA,      /* `,` or the closing bracket was expected */
    JSON_TRAILING_COMMA, /* `,` before the closing bracket */
    JSON_BAD_KEY,        /* a key in double quotes was expected */
    JSON_BAD_COLON,      /* `:` was expected */
    JSON_BAD_STRING,     /* a control character, or no closing quote */
    JSON_BAD_ESCAPE,     /* an unknown escape or a lone surrogate */
    JSON_BAD_UTF8,
    JSON_BAD_NUMBER, /* 01, 1., +1, NaN …; at the first byte that does not fit */
    JSON_TOO_DEEP,
    JSON_UNCLOSED, /* the input ended inside an object or array */
    JSON_EXTRA,    /* something follows the value */
};

#define JSON_MAX_DEPTH 64

struct json_reader {
    struct text input;
    struct arena *arena; /* for strings with escapes */
    size_t at;           /* next byte to read */
    size_t start;        /* first byte of the event given last */
    struct text text;
    enum json_problem problem;
    size_t problem_at;
    /* state */
    unsigned depth;
    uint8_t state;
    uint8_t stack[JSON_MAX_DEPTH + 1]; /* 1 object, 0 array */
    bool prefix;                       /* json_reader_prefix: stop after one value, what follows is the caller's */
};

/* Reads one value of `input`, which must be all there is. A byte order mark at the start is skipped. */
void json_reader_init(struct json_reader *r, struct arena *arena, struct text input);
/* Reads one element of a larger text from `from`: after the value, JSON_END is given and `at` stands behind it. */
void json_reader_prefix(struct json_reader *r, struct arena *arena, struct text input, size_t from);
/* An error is final. `problem_at` is the offending byte: the backslash of a bad escape, the opening quote of a text that
 * is not closed, the comma of a trailing one, the bracket that is one too deep, the end of the input for JSON_UNCLOSED. */
enum json_event json_next(struct json_reader *r);
/* After JSON_KEY or before a value: skips the value that comes, checking it. False on an error. */
bool json_skip(struct json_reader *r);

/* Writer. Keys and values in the order of the calls; two-space indentation where `pretty`, else one line. */
struct json_writer {
    struct buffer *out;
    bool pretty;
    unsigned depth;
    uint8_t first[JSON_MAX_DEPTH + 1];
    bool after_key;
};
void json_writer_init(struct json_writer *w, struct buffer *out, bool pretty);
void json_object_begin(struct json_writer *w);
void json_object_end(struct json_writer *w);
void json_array_begin(struct json_writer *w);
void json_array_end(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);
void json_string(struct json_writer *w, struct text value);
void json_raw(struct json_writer *w, struct text value); /* a number, or a value written elsewhere */
void json_int(struct json_writer *w, int64_t value);
void json_bool(struct json_writer *w, bool value);
void json_null(struct json_writer *w);
/* Appends `value` quoted and escaped; also for hand-made JSON. */
void json_quote(struct buffer *out, struct text value);

#endif
