#include "lang/base/message.h"

#include "tests/unit/tap.h"

static struct arena *arena;

static struct text filled(const char *format, size_t n, struct text a0, struct text a1) {
    struct buffer b;
    struct text args[] = {a0, a1};
    buffer_init(&b, arena);
    message_fill(&b, format, args, n);
    return buffer_done(&b);
}

int main(void) {
    arena = arena_new(NULL);
    tap_is_text(filled("“{1}” {0}{1}", 2, TEXT("甲"), TEXT("b")), "“b” 甲b", "holes in any order");
    tap_is_text(filled("{0}{1}{9}.", 1, TEXT("a"), TEXT("b")), "a.", "a hole without an argument stays empty");
    tap_is_text(filled("{ } {a} {0 {", 1, TEXT("x"), TEXT("")), "{ } {a} {0 {", "other braces are braces");
    tap_is_text(filled("{0}", 1, TEXT("a\nb\x1B\x7F\xC2\x85\xFF\xE2\x80\x8B"), TEXT("")),
                "a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
                "what cannot be seen is shown");
    tap_is_text(message_excerpt(arena, TEXT("甲乙丙"), 3), "甲乙丙", "an excerpt at the limit");
    tap_is_text(message_excerpt(arena, TEXT("甲乙丙丁"), 3), "甲乙丙…", "an excerpt beyond it");
    tap_is_text(message_excerpt(arena, TEXT("甲"), 0), "…", "an excerpt of nothing");
    tap_is_text(message_excerpt(arena, (struct text){0}, 0), "", "nothing");
    tap_is_text(message_excerpt(arena, TEXT("a\nb"), 9),
                "a\xEF\xBF\xBD"
                "b",
                "an excerpt is one line");
    arena_free(arena);
    return tap_done();
}
