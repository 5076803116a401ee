#include <string.h>

#include "lang/base/text.h"
#include "tests/unit/tap.h"

static struct arena *arena;

static void test_compare(void) {
    struct text null = {0};
    tap_ok(text_equal(null, TEXT("")), "an empty text equals another, whatever its pointer");
    tap_ok(text_equal(text_of(NULL), null), "no text is the empty text");
    tap_ok(!text_equal(TEXT("a"), TEXT("b")) && !text_equal(TEXT("a"), TEXT("aa")), "different texts differ");
    tap_ok(text_compare(TEXT("a"), TEXT("b")) < 0 && text_compare(TEXT("b"), TEXT("a")) > 0, "byte order");
    tap_ok(text_compare(TEXT("a"), TEXT("ab")) < 0 && text_compare(null, TEXT("a")) < 0, "a beginning comes first");
    tap_is_int(text_compare(TEXT("指南"), TEXT("指南")), 0, "equal texts compare as equal");
    tap_ok(text_compare(TEXT("\x7f"), TEXT("\x80")) < 0, "bytes are unsigned");
    tap_ok(text_starts(TEXT("abc"), TEXT("ab")) && text_starts(TEXT("abc"), null) &&
               !text_starts(TEXT("a"), TEXT("ab")),
           "starts");
    tap_ok(text_ends(TEXT("abc"), TEXT("bc")) && text_ends(null, null) && !text_ends(TEXT("c"), TEXT("bc")), "ends");
    tap_is_text(text_slice(TEXT("abcdef"), 2, 4), "cd", "a slice");
    tap_is_text(text_slice(TEXT("abc"), 2, 100), "c", "a slice is cut at the end");
    tap_is_text(text_slice(TEXT("abc"), 5, 2), "", "a slice that ends before it begins is empty");
}

static void test_copy(void) {
    struct text t = text_copy(arena, text_slice(TEXT("abcdef"), 1, 3));
    tap_is_text(t, "bc", "a copy");
    tap_is_int(strlen(t.ptr), 2, "a copy is zero-terminated");
    tap_is_int(strlen(text_cstr(arena, (struct text){0})), 0, "the empty text as a C string");
    tap_is_text(text_format(arena, "%s %d", "x", 7), "x 7", "format");
    tap_is_text(text_format(arena, "%s", ""), "", "format to nothing");
    tap_is_text(text_format(arena, "[%.*s]", TEXT_ARG(TEXT("指南"))), "[指南]", "TEXT_ARG");
}

static void test_hash(void) {
    char bytes[64];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)('a' + i % 26);
    bool same = true, different = true;
    for (size_t n = 0; n < sizeof bytes; n++) {
        struct text a = {bytes, n}, b = text_copy(arena, a);
        same = same && text_hash(a) == text_hash(b);
        different = different && text_hash(a) != text_hash((struct text){bytes, n + 1});
    }
    tap_ok(same, "equal texts have one hash wherever they stand");
    tap_ok(different, "texts of every length hash apart");
    tap_ok(text_hash((struct text){0}) == text_hash(TEXT("")), "the empty text has one hash");
}

static void test_distance(void) {
    static const struct {
        const char *a, *b;
        size_t most, wanted;
    } cases[] = {
        {"", "", 3, 0},
        {"", "abc", 3, 3},
        {"abc", "", 2, 3},
        {"kitten", "sitting", 5, 3},
        {"kitten", "sitting", 3, 3},
        {"kitten", "sitting", 2, 3},
        {"kitten", "sitting", 1, 2},
        {"ab", "ba", 3, 1},
        {"ca", "abc", 3, 3},
        {"单位", "单位名", 2, 1},
        {"中方单位", "中放单位", 2, 1},
        {"企业", "业企", 2, 1},
        {"abc", "abc", 0, 0},
        {"abc", "abd", 0, 1},
        {"abcdefgh", "hgfedcba", 3, 4},
        {"\xff", "\xfe", 2, 1},
        {"xabcd", "abcdx", 4, 2},
        {"abcdef", "badcfe", 3, 3},
        {"abcdef", "badcfe", 2, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t seen = text_distance(text_of(cases[i].a), text_of(cases[i].b), cases[i].most);
        tap_is_int(seen, cases[i].wanted, "distance of \"%s\" and \"%s\", at most %zu", cases[i].a, cases[i].b,
                   cases[i].most);
        tap_is_int(text_distance(text_of(cases[i].b), text_of(cases[i].a), cases[i].most), seen,
                   "and the other way round");
    }
    struct buffer b;
    buffer_init(&b, arena);
    buffer_repeat(&b, TEXT("中"), 256);
    struct text longest = buffer_done(&b), shorter = text_slice(longest, 0, longest.len - 3);
    tap_is_int(text_distance(longest, shorter, 2), 1, "256 code points are compared");
    buffer_str(&b, "中");
    struct text too_long = buffer_done(&b);
    tap_is_int(text_distance(too_long, longest, 2), 3, "257 count as unlike");
    tap_is_int(text_distance(too_long, too_long, 2), 0, "unless they are equal");
}

static void test_buffer(void) {
    struct buffer b;
    buffer_init(&b, arena);
    struct text empty = buffer_done(&b);
    tap_is_text(empty, "", "an empty buffer");
    tap_ok(empty.ptr && empty.ptr[0] == 0, "is zero-terminated");
    buffer_byte(&b, 'a');
    buffer_str(&b, "bc");
    buffer_text(&b, (struct text){0});
    buffer_printf(&b, "%s", "");
    buffer_printf(&b, "-%05d", 42);
    buffer_repeat(&b, TEXT("="), 3);
    struct text first = buffer_done(&b);
    tap_is_text(first, "abc-00042===", "all kinds of pieces");
    tap_is_int(strlen(first.ptr), first.len, "zero-terminated");
    for (int i = 0; i < 10000; i++) {
        buffer_printf(&b, "%d,", i);
        if (i % 100 == 0) arena_alloc(arena, 8); /* so that it has to move */
    }
    tap_is_text(first, "abc-00042===", "what was given stays while the buffer grows");
    tap_is_int(buffer_done(&b).len, 12 + 48890, "and it grows");
    tap_ok(text_ends(buffer_done(&b), TEXT("9998,9999,")), "to the end");
}

int main(void) {
    arena = arena_new(NULL);
    test_compare();
    test_copy();
    test_hash();
    test_distance();
    test_buffer();
    arena_free(arena);
    return tap_done();
}
