/* CSV: see csv.h. */
#include "lang/base/csv.h"

#include <string.h>

void csv_reader_init(struct csv_reader *r, struct arena *arena, struct text input) {
    *r = (struct csv_reader){.input = input, .arena = arena};
    if (text_starts(input, TEXT("\xEF\xBB\xBF"))) r->at = 3;
}

/* The length of the line end at `at`, 0 where there is none. */
static size_t line_end(struct text t, size_t at) {
    if (at < t.len && t.ptr[at] == '\n') return 1;
    return at + 1 < t.len && t.ptr[at] == '\r' && t.ptr[at + 1] == '\n' ? 2 : 0;
}

/* Takes the comma behind a field. */
static enum csv_event field_done(struct csv_reader *r) {
    r->within = true;
    r->comma = r->at < r->input.len && r->input.ptr[r->at] == ',';
    r->at += r->comma;
    return CSV_FIELD;
}

static struct text without_doubles(struct csv_reader *r, struct text raw, size_t doubles) {
    if (!doubles) return raw;
    char *out = arena_alloc(r->arena, raw.len - doubles);
    size_t len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        out[len++] = raw.ptr[i];
        if (raw.ptr[i] == '"') i++;
    }
    return (struct text){out, len};
}

static enum csv_event quoted_field(struct csv_reader *r) {
    struct text in = r->input;
    size_t from = r->at + 1, at = from, doubles = 0;
    for (;;) {
        const char *quote = at < in.len ? memchr(in.ptr + at, '"', in.len - at) : NULL;
        if (!quote) {
            r->at = in.len;
            r->within = r->comma = false;
            return CSV_UNCLOSED;
        }
        at = (size_t)(quote - in.ptr);
        if (at + 1 >= in.len || in.ptr[at + 1] != '"') break;
        doubles++;
        at += 2;
    }
    r->field = without_doubles(r, text_slice(in, from, at), doubles);
    r->at = at + 1;
    if (r->at == in.len || in.ptr[r->at] == ',' || line_end(in, r->at)) return field_done(r);
    r->start = r->at;
    while (r->at < in.len && !line_end(in, r->at)) r->at++;
    r->within = true;
    r->comma = false;
    return CSV_BAD_QUOTE;
}

static enum csv_event plain_field(struct csv_reader *r) {
    size_t from = r->at;
    while (r->at < r->input.len && r->input.ptr[r->at] != ',' && !line_end(r->input, r->at)) r->at++;
    r->field = text_slice(r->input, from, r->at);
    return field_done(r);
}

enum csv_event csv_next(struct csv_reader *r) {
    struct text in = r->input;
    if (!r->within) {
        for (size_t n; (n = line_end(in, r->at)) > 0;) r->at += n;
        r->start = r->at;
        if (r->at == in.len) return CSV_END;
    } else if (!r->comma) {
        r->start = r->at;
        r->at += line_end(in, r->at);
        r->within = false;
        return CSV_RECORD_END;
    }
    r->start = r->at;
    return r->at < in.len && in.ptr[r->at] == '"' ? quoted_field(r) : plain_field(r);
}
