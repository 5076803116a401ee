/* zn-json [--print] [--lines] [--repeat N] FILE: the project's JSON reader on its own, for tests/conformance and
 * tests/bench. Exit status 0 where the file is accepted, 1 where it is refused, with the place on standard output, 2
 * where it cannot be read.
 *
 * --print writes the value on one line, numbers as the nearest double, to be compared with other readers.
 * --lines reads one value a line; --repeat reads everything so many times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/base/io.h"
#include "lang/base/json.h"

static const char *const problem_names[] = {
    [JSON_OK] = "ok",
    [JSON_BAD_VALUE] = "bad value",
    [JSON_BAD_COMMA] = "bad comma",
    [JSON_TRAILING_COMMA] = "trailing comma",
    [JSON_BAD_KEY] = "bad key",
    [JSON_BAD_COLON] = "bad colon",
    [JSON_BAD_STRING] = "bad string",
    [JSON_BAD_ESCAPE] = "bad escape",
    [JSON_BAD_UTF8] = "bad UTF-8",
    [JSON_BAD_NUMBER] = "bad number",
    [JSON_TOO_DEEP] = "too deep",
    [JSON_UNCLOSED] = "unclosed",
    [JSON_EXTRA] = "something follows",
};

static void write_event(struct json_writer *w, struct arena *arena, enum json_event event, struct text text) {
    switch (event) {
        case JSON_OBJECT_BEGIN: json_object_begin(w); break;
        case JSON_OBJECT_END: json_object_end(w); break;
        case JSON_ARRAY_BEGIN: json_array_begin(w); break;
        case JSON_ARRAY_END: json_array_end(w); break;
        case JSON_KEY: json_key(w, text_cstr(arena, text)); break; /* a zero byte cuts it; no oracle takes such a key */
        case JSON_STRING: json_string(w, text); break;
        case JSON_NUMBER: json_raw(w, text_format(arena, "%.17g", strtod(text_cstr(arena, text), NULL))); break;
        case JSON_TRUE: json_bool(w, true); break;
        case JSON_FALSE: json_bool(w, false); break;
        case JSON_NULL: json_null(w); break;
        case JSON_ERROR:
        case JSON_END: break;
    }
}

static bool read_value(struct json_reader *r, struct arena *arena, struct json_writer *w) {
    for (;;) {
        enum json_event event = json_next(r);
        if (event == JSON_END) return true;
        if (event == JSON_ERROR) return false;
        if (w) write_event(w, arena, event, r->text);
    }
}

int main(int argc, char **argv) {
    bool print = false, lines = false;
    long repeat = 1;
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--print") == 0) print = true;
        else if (strcmp(argv[i], "--lines") == 0) lines = true;
        else if (strcmp(argv[i], "--repeat") == 0 && i + 1 < argc) repeat = strtol(argv[++i], NULL, 10);
        else path = argv[i];
    }
    struct arena *arena = arena_new(NULL), *scratch = arena_new(NULL);
    struct text input, reason;
    if (!arena || !scratch || !path || io_read(arena, path, SIZE_MAX, &input, &reason) != IO_OK) {
        fprintf(stderr, "zn-json: %s cannot be read\n", path ? path : "nothing");
        return 2;
    }
    struct buffer out;
    buffer_init(&out, arena);
    int status = 0;
    while (repeat-- > 0 && status == 0) {
        for (size_t from = 0; status == 0 && (from < input.len || from == 0);) {
            const char *end = lines && from < input.len ? memchr(input.ptr + from, '\n', input.len - from) : NULL;
            size_t to = end ? (size_t)(end - input.ptr) : input.len;
            struct json_reader r;
            struct json_writer w;
            json_reader_init(&r, scratch, text_slice(input, from, to));
            json_writer_init(&w, &out, false);
            if (!read_value(&r, scratch, print ? &w : NULL)) {
                printf("%s at %zu\n", problem_names[r.problem], from + r.problem_at);
                status = 1;
            } else if (print) {
                buffer_byte(&out, '\n');
            }
            arena_reset(scratch);
            from = to + 1;
        }
    }
    if (status == 0) fwrite(out.ptr, 1, out.len, stdout);
    arena_free(scratch);
    arena_free(arena);
    return status;
}
