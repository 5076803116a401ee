#include "lang/base/utf8.h"

#include <string.h>

#include "tests/unit/tap.h"

static void test_round_trip(void) {
    bool good = true, refused = true;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        size_t len = utf8_encode(cp, bytes);
        struct text t = {bytes, len};
        uint32_t seen = 0;
        size_t step = utf8_decode(t, 0, &seen);
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            refused = refused && step == 0 && utf8_valid_prefix(t) == 0;
        } else {
            good = good && step == len && seen == cp && utf8_valid_prefix(t) == len;
            for (size_t cut = 1; cut < len; cut++) good = good && utf8_decode((struct text){bytes, cut}, 0, &seen) == 0;
        }
    }
    tap_ok(good, "every code point goes out and comes back, and none that is cut short");
    tap_ok(refused, "surrogates are refused");
}

static void test_invalid(void) {
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xC2",
        "\xC2\x41",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xE4\xB8",
        "\xE4\x41\x80",
        "\xE4\xB8\x41",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xF0\x9F\x98",
        "\xF0\x9F\x98\x41",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
    };
    static const char *const before[] = {"", "a", "中", "0123456789abcdef", "0123456789abcdefghij中文"};
    bool exact = true;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (size_t j = 0; j < sizeof before / sizeof *before; j++) {
            char bytes[64];
            strcpy(bytes, before[j]);
            strcat(bytes, bad[i]);
            if (utf8_valid_prefix(text_of(bytes)) != strlen(before[j])) {
                exact = false;
                tap_note("case %zu after \"%s\"", i, before[j]);
            }
        }
    }
    tap_ok(exact, "the first byte that is not UTF-8 is found");
    tap_is_int(utf8_valid_prefix((struct text){0}), 0, "the empty text is valid");
    tap_is_int(utf8_valid_prefix(TEXT("a\0b")), 3, "so is a zero byte");
}

static void test_names(void) {
    tap_ok(utf8_is_name_start('a') && utf8_is_name_start('_') && utf8_is_name_start(0x6307),
           "letters, _ and ideographs begin a name");
    tap_ok(!utf8_is_name_start('1') && !utf8_is_name_start('-') && !utf8_is_name_start(0xFF0C),
           "digits and signs do not");
    tap_ok(utf8_is_name_start(0x3007) && utf8_is_name_start(0xE9), "〇 and é do");
    tap_ok(utf8_is_name_continue('1') && utf8_is_name_continue('_') && utf8_is_name_continue(0x301),
           "digits and marks go on");
    tap_ok(!utf8_is_name_continue(' ') && !utf8_is_name_continue(0x3000) && !utf8_is_name_continue(0xFF08),
           "blanks and brackets do not");
    tap_ok(utf8_is_han(0x4E00) && utf8_is_han(0x9FFF) && utf8_is_han(0x3007) && utf8_is_han(0x20000), "ideographs");
    tap_ok(!utf8_is_han('a') && !utf8_is_han(0xFF0C) && !utf8_is_han(0x3042) && !utf8_is_han(0x3001),
           "are not kana, signs, letters");
    static const uint32_t hidden[] = {0xAD,   0x61C,  0x200B, 0x200C, 0x200D, 0x200E,  0x200F, 0x202A, 0x202E,
                                      0x2060, 0x2066, 0x2069, 0xFEFF, 0xFE0F, 0xE0100, 0x3164, 0xFFF9, 0xE0041};
    bool all = true;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (!utf8_is_invisible(hidden[i])) all = false, tap_note("U+%04X", (unsigned)hidden[i]);
    }
    tap_ok(all, "zero-width and bidirectional controls are invisible");
    tap_ok(!utf8_is_invisible(' ') && !utf8_is_invisible('\n') && !utf8_is_invisible(0x3000) &&
               !utf8_is_invisible(0x4E2D) && !utf8_is_invisible(0x301) && !utf8_is_invisible(0x2014),
           "blanks, ideographs, marks and dashes are not");
}

static void test_measures(void) {
    static const struct {
        const char *text;
        size_t width, length, utf16;
    } cases[] = {
        {"", 0, 0, 0},
        {"abc", 3, 3, 3},
        {"指南", 4, 2, 2},
        {"，：", 4, 2, 2},
        {"e\xCC\x81", 1, 2, 2},
        {"\t", 8, 1, 1},
        {"a\tb", 9, 3, 3},
        {"1234567\t", 8, 8, 8},
        {"12345678\t", 16, 9, 9},
        {"指\t", 8, 2, 2},
        {"\xF0\xA0\x80\x80", 2, 1, 2},
        {"\xF0\x9F\x98\x80", 2, 1, 2},
        {"\xff", 1, 1, 1},
        {"\x01", 0, 1, 1},
        {"é", 1, 1, 1},
        {"\xEF\xBD\xB1", 1, 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text t = text_of(cases[i].text);
        tap_is_int(utf8_width(t), cases[i].width, "width of case %zu", i);
        tap_is_int(utf8_length(t), cases[i].length, "code points of case %zu", i);
        tap_is_int(utf8_utf16_length(t), cases[i].utf16, "UTF-16 units of case %zu", i);
    }
}

static void test_nfc(void) {
    struct arena *arena = arena_new(NULL);
    struct text plain = TEXT("申报单位：ABC（甲）");
    tap_ok(utf8_nfc(arena, plain).ptr == plain.ptr, "a text in Form C is given back itself");
    tap_is_text(utf8_nfc(arena, TEXT("e\xCC\x81")), "é", "e and an accent become é");
    struct text kana = TEXT("\xE3\x81\x8C");
    tap_ok(utf8_nfc(arena, kana).ptr == kana.ptr, "also where the quick look does not settle it");
    tap_is_text(utf8_nfc(arena, TEXT("x\xEF\xA4\x80")), "x豈", "a compatibility ideograph becomes the ideograph");
    tap_is_text(utf8_nfc(arena, TEXT("\xE2\x84\xAB")), "Å", "the angstrom sign becomes the letter");
    struct text bad = TEXT("\xCC\x81\xFF");
    tap_ok(utf8_nfc(arena, bad).ptr == bad.ptr, "bytes that are not UTF-8 are left alone");
    tap_is_int(utf8_nfc(arena, (struct text){0}).len, 0, "nothing stays nothing");
    arena_free(arena);
}

int main(void) {
    test_round_trip();
    test_invalid();
    test_names();
    test_measures();
    test_nfc();
    return tap_done();
}
