/* A guess is good where it is one edit away (two, where the name is long); the first of several that are as near is kept. */
#include "lang/sema/guess.h"

#include "lang/base/utf8.h"
#include "lang/syntax/traditional.h"

/* A name as it is compared with others: simplified characters, small letters. */
static struct text folded(struct arena *arena, struct text name) {
    struct buffer out;
    struct text simplified = traditional_fold(arena, name);
    buffer_init(&out, arena);
    for (size_t i = 0; i < simplified.len; i++) {
        char c = simplified.ptr[i];
        buffer_byte(&out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return buffer_done(&out);
}

struct guess guess_begin(struct arena *arena, struct text name) {
    return (struct guess){.name = name, .folded = folded(arena, name), .distance = name.len <= 6 ? 2 : 3};
}

void guess_spelling(struct guess *guess, struct text spelling) {
    if (spelling.len == 0) return;
    size_t d = text_distance(guess->name, spelling, guess->distance);
    size_t alike = text_distance(guess->folded, spelling, guess->distance);
    if (alike < d) d = alike;
    if (d < guess->distance && d < utf8_length(spelling)) {
        guess->distance = d;
        guess->best = spelling;
    }
}

void guess_names(struct guess *guess, const struct names *names) {
    guess_spelling(guess, names->zh);
    guess_spelling(guess, names->en);
}

struct span guess_place(const struct diag_sink *sink, struct span span, struct text word) {
    struct text source = source_get(sink->sources, span.file)->text;
    for (size_t at = span.start; at + word.len <= span.end; at++) {
        if (text_equal(text_slice(source, at, at + word.len), word))
            return (struct span){span.file, (uint32_t)at, (uint32_t)(at + word.len)};
    }
    return span;
}
