/* The JSON reader: every input ends in END or ERROR, events nest, and what was accepted is written and read again. */
#include <assert.h>

#include "lang/base/json.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new(NULL);
    struct text input = {(const char *)data, size};
    struct json_reader r;
    json_reader_init(&r, arena, input);
    unsigned depth = 0;
    enum json_event event;
    while ((event = json_next(&r)) != JSON_END && event != JSON_ERROR) {
        if (event == JSON_OBJECT_BEGIN || event == JSON_ARRAY_BEGIN) depth++;
        if (event == JSON_OBJECT_END || event == JSON_ARRAY_END) assert(depth--);
        if (event != JSON_STRING) continue;
        /* What is quoted reads as the same text. */
        struct text text = r.text;
        struct buffer quoted;
        buffer_init(&quoted, arena);
        json_quote(&quoted, text);
        struct json_reader again;
        json_reader_init(&again, arena, buffer_done(&quoted));
        enum json_event read = json_next(&again);
        assert(read == JSON_STRING && text_equal(again.text, text));
        (void)read;
    }
    assert(event == JSON_ERROR || depth == 0);
    assert(event != JSON_ERROR || (r.problem != JSON_OK && r.problem_at <= size));
    arena_free(arena);
    return 0;
}
