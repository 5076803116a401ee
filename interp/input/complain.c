/* Complaints about an application: what is only needed when something is wrong with it. */
#include <assert.h>

#include "interp/input/pointer.h"
#include "interp/input/reading.h"
#include "lang/base/limits.h"
#include "lang/base/message.h"
#include "lang/base/utf8.h"

#define FOUND_MOST 30  /* characters quoted of what stands in the file */
#define QUOTED_MOST 60 /* of a key or a text that is known to be one */

static struct text key_at(struct reading *r, size_t at) {
    struct json_reader json;
    json_reader_prefix(&json, r->arena, r->json.input, at);
    json_next(&json); /* it was read before, so it is a text */
    return json.text;
}

struct text reading_key(struct reading *r) {
    for (unsigned i = r->depth; i > 0; i--) {
        if (r->path[i - 1].index < 0) return key_at(r, r->path[i - 1].key_at);
    }
    return TEXT("");
}

static struct text path_pointer(struct reading *r) {
    struct buffer b;
    buffer_init(&b, r->arena);
    for (unsigned i = 0; i < r->depth; i++) {
        if (r->path[i].index >= 0)
            pointer_add_index(&b, (uint32_t)r->path[i].index);
        else if (r->path[i].key_at != NO_KEY)
            pointer_add_key(&b, key_at(r, r->path[i].key_at));
    }
    return buffer_done(&b);
}

static struct problem *add(struct reading *r, enum problem_code code, size_t offset, struct text at, struct text a0,
                           struct text a1, struct text a2) {
    return problem_add(r->arena, r->problems, code, offset, at, a0, a1, a2);
}

void reading_complain(struct reading *r, enum problem_code code, bool warning, size_t offset, struct text a0,
                      struct text a1, struct text a2) {
    size_t *count = warning ? &r->warnings : &r->errors;
    if (++*count > LIMIT_PROBLEMS) return;
    struct text key = message_excerpt(r->arena, a0, QUOTED_MOST), found = message_excerpt(r->arena, a1, QUOTED_MOST);
    struct problem *problem = add(r, code, offset, path_pointer(r), key, found, a2);
    if (warning) problem_soften(r->problems, problem);
}

static size_t beyond(size_t count) { return count > LIMIT_PROBLEMS ? count - LIMIT_PROBLEMS : 0; }

void reading_complain_more(struct reading *r) {
    size_t more = beyond(r->errors) + beyond(r->warnings);
    if (!more) return;
    struct text number = text_format(r->arena, "%zu", more);
    problem_soften(r->problems, add(r, PROBLEM_MORE, r->from, TEXT(""), number, TEXT(""), TEXT("")));
}

/* ---- what was found ---- */

static bool ends_word(char c) {
    return (unsigned char)c <= ' ' || c == ',' || c == ':' || c == '"' || c == '[' || c == ']' || c == '{' || c == '}';
}

/* The end of the text whose quote stands at `at`: its closing quote, the end of the line or of the input. */
static size_t text_end(struct text t, size_t at) {
    for (at++; at < t.len && t.ptr[at] != '\n'; at++) {
        if (t.ptr[at] == '"') return at + 1;
        if (t.ptr[at] == '\\' && at + 1 < t.len) at++;
    }
    return at < t.len ? at : t.len;
}

struct text reading_found(struct reading *r, size_t offset) {
    struct text in = r->json.input;
    if (offset >= in.len) return TEXT("");
    char c = in.ptr[offset];
    if (c == '{') return TEXT("{ … }");
    if (c == '[') return TEXT("[ … ]");
    size_t end = offset + 1;
    if (c == '"') {
        end = text_end(in, offset);
    } else if (!ends_word(c)) {
        while (end < in.len && !ends_word(in.ptr[end])) end++;
    }
    return message_excerpt(r->arena, text_slice(in, offset, end), FOUND_MOST);
}

/* ---- syntax ---- */

/* What an input method types where JSON wants ASCII. */
static struct text ascii_of(struct text t) {
    static const struct {
        const char *full_width, *ascii;
    } pairs[] = {
        {"，", ","}, {"、", ","}, {"：", ":"}, {"“", "\""}, {"”", "\""}, {"「", "\""}, {"＂", "\""}, {"‘", "\""},
        {"’", "\""}, {"｛", "{"}, {"｝", "}"}, {"［", "["}, {"］", "]"}, {"【", "["},  {"】", "]"},  {"'", "\""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (text_starts(t, text_of(pairs[i].full_width))) return text_of(pairs[i].ascii);
    }
    return (struct text){0};
}

/* The brackets that are still open, from within. */
static struct text closers(struct reading *r) {
    struct buffer b;
    buffer_init(&b, r->arena);
    for (unsigned i = r->json.depth; i > 0; i--) buffer_byte(&b, r->json.stack[i] ? '}' : ']');
    return buffer_done(&b);
}

static struct text escape_at(struct reading *r, size_t at) {
    struct text in = r->json.input;
    size_t end = at + 1;
    uint32_t cp;
    if (end < in.len) end += in.ptr[end] == 'u' ? 5 : utf8_decode(in, end, &cp);
    struct text escape = text_slice(in, at, end);
    for (size_t i = 1; i < escape.len; i++) {
        if (escape.ptr[i] == '"') escape.len = i > 1 ? i : 2;
    }
    return escape;
}

static enum problem_code syntax_code(const struct json_reader *json, bool quote) {
    switch (json->problem) {
    case JSON_BAD_VALUE:
        return json->depth == 0 && json->problem_at >= json->input.len ? PROBLEM_NO_APPLICATION : PROBLEM_SYNTAX_VALUE;
    case JSON_BAD_COMMA: return PROBLEM_SYNTAX_COMMA;
    case JSON_TRAILING_COMMA: return PROBLEM_SYNTAX_TRAILING_COMMA;
    case JSON_BAD_KEY: return PROBLEM_SYNTAX_KEY;
    case JSON_BAD_COLON: return PROBLEM_SYNTAX_COLON;
    case JSON_BAD_STRING: return quote ? PROBLEM_SYNTAX_QUOTE : PROBLEM_SYNTAX_CONTROL;
    case JSON_BAD_ESCAPE: return PROBLEM_SYNTAX_ESCAPE;
    case JSON_BAD_UTF8: return PROBLEM_SYNTAX_UTF8;
    case JSON_BAD_NUMBER: return PROBLEM_SYNTAX_NUMBER;
    case JSON_TOO_DEEP: return PROBLEM_TOO_DEEP;
    case JSON_UNCLOSED: return PROBLEM_SYNTAX_UNCLOSED;
    case JSON_EXTRA:
    case JSON_OK: break;
    }
    return PROBLEM_SYNTAX_EXTRA;
}

static bool wants_punctuation(enum problem_code code) {
    return code == PROBLEM_SYNTAX_VALUE || code == PROBLEM_SYNTAX_COMMA || code == PROBLEM_SYNTAX_KEY ||
           code == PROBLEM_SYNTAX_COLON;
}

/* The number is reported where it stops being one; a reader looks at all of it. */
static size_t word_start(struct text t, size_t at, size_t from) {
    while (at > from && !ends_word(t.ptr[at - 1])) at--;
    return at;
}

void reading_complain_syntax(struct reading *r) {
    const struct json_reader *json = &r->json;
    struct text in = json->input, none = TEXT(""), found, other = none;
    size_t at = json->problem_at;
    enum problem_code code = syntax_code(json, at < in.len && in.ptr[at] == '"');
    struct text rest = text_slice(in, at, in.len), ascii = ascii_of(rest);
    found = reading_found(r, code == PROBLEM_SYNTAX_NUMBER ? word_start(in, at, r->from) : at);
    if (wants_punctuation(code) && ascii.len) {
        code = PROBLEM_SYNTAX_FULL_WIDTH;
        uint32_t cp;
        found = text_slice(rest, 0, utf8_decode(rest, 0, &cp));
        other = ascii;
    } else if (code == PROBLEM_SYNTAX_COMMA) {
        other = json->stack[json->depth] ? TEXT("}") : TEXT("]");
    } else if (code == PROBLEM_SYNTAX_UNCLOSED) {
        found = closers(r);
    } else if (code == PROBLEM_SYNTAX_ESCAPE) {
        found = escape_at(r, at);
    } else if (code == PROBLEM_TOO_DEEP) {
        found = text_format(r->arena, "%u", LIMIT_JSON_DEPTH);
    }
    /* Where more is wrong than is listed, this one is listed all the same: it says why reading stopped. */
    r->errors++;
    add(r, code, at, path_pointer(r), found, other, none);
}

struct problem reading_problem_between(struct arena *arena, struct text bytes, size_t at, enum json_problem problem) {
    struct problems problems = {0};
    struct reading r = {.arena = arena, .problems = &problems};
    json_reader_init(&r.json, arena, bytes);
    r.json.depth = problem == JSON_EXTRA || problem == JSON_BAD_VALUE ? 0 : 1; /* within the array, or outside */
    r.json.problem = problem;
    r.json.problem_at = at;
    reading_complain_syntax(&r);
    return problems.list.items[0];
}
