#include "lang/base/csv.h"

#include "tests/unit/tap.h"

static struct arena *arena;

/* The events of a text, "a|b;" for a line of two fields. */
static struct text csv_events(const char *input) {
    struct csv_reader r;
    struct buffer b;
    csv_reader_init(&r, arena, text_of(input));
    buffer_init(&b, arena);
    for (bool first = true;; first = false) {
        switch (csv_next(&r)) {
        case CSV_FIELD:
            if (!first && b.ptr[b.len - 1] != ';') buffer_byte(&b, '|');
            buffer_byte(&b, '<');
            buffer_text(&b, r.field);
            buffer_byte(&b, '>');
            break;
        case CSV_RECORD_END: buffer_byte(&b, ';'); break;
        case CSV_UNCLOSED: buffer_printf(&b, "unclosed@%zu", r.start); break;
        case CSV_BAD_QUOTE: buffer_printf(&b, "bad@%zu", r.start); break;
        case CSV_END: return buffer_done(&b);
        }
    }
}

int main(void) {
    arena = arena_new(NULL);
    static const struct {
        const char *input, *wanted;
    } cases[] = {
        {"", ""},
        {"\n\r\n", ""},
        {"a", "<a>;"},
        {"a,b\nc,d\n", "<a>|<b>;<c>|<d>;"},
        {"a,b\r\nc,d", "<a>|<b>;<c>|<d>;"},
        {"\xEF\xBB\xBF甲,乙", "<甲>|<乙>;"},
        {"a,\n,\n,b", "<a>|<>;<>|<>;<>|<b>;"},
        {" a , b", "< a >|< b>;"},
        {"\"a,b\",\"c\nd\"", "<a,b>|<c\nd>;"},
        {"\"a\"\"b\",\"\",\"\"\"\"", "<a\"b>|<>|<\">;"},
        {"a\"b,c", "<a\"b>|<c>;"},
        {"a\rb\nc", "<a\rb>;<c>;"},
        {"a,\"b\nc", "<a>unclosed@2"},
        {"a,\"", "<a>unclosed@2"},
        {"\"a\"b,c\nd", "bad@3;<d>;"},
        {"\"a\"", "<a>;"},
        {"\"a\",", "<a>|<>;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tap_is_text(csv_events(cases[i].input), cases[i].wanted, "CSV %zu: %s", i, cases[i].input);
    }
    arena_free(arena);
    return tap_done();
}
