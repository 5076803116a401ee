/* Nearness is counted in edits of characters; a short word has one, a long one two. */
#include "lang/syntax/nearest.h"

#include "lang/base/utf8.h"
#include "lang/syntax/keywords.h"

struct nearest {
    struct text word, spelling;
    size_t distance;
    bool shared; /* another is as near */
};

static void look_nearer(struct nearest *nearest, struct text spelling) {
    size_t length = utf8_length(spelling);
    if (length < 2) return;
    size_t most = length >= 5 ? 2 : 1, distance = text_distance(nearest->word, spelling, most);
    if (distance > most || distance > nearest->distance || distance >= length) return;
    nearest->shared = distance == nearest->distance && !text_equal(spelling, nearest->spelling);
    nearest->distance = distance;
    nearest->spelling = spelling;
}

struct text keyword_nearest(struct text word, keyword_filter *wanted, const void *with) {
    struct nearest nearest = {.word = word, .distance = SIZE_MAX};
    for (size_t row = 0; row < keyword_count(); row++) {
        if (!wanted(keyword_row(row)->token, with)) continue;
        for (int language = 0; language < LANGUAGES; language++)
            look_nearer(&nearest, keyword_row(row)->spelling[language]);
    }
    return nearest.shared ? TEXT("") : nearest.spelling;
}

static size_t next_letter(struct text t, size_t at) {
    while (at < t.len && (t.ptr[at] == ' ' || t.ptr[at] == '_')) at++;
    return at;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static bool same_letters(struct text keyword, struct text word) {
    size_t i = next_letter(keyword, 0), j = next_letter(word, 0);
    while (i < keyword.len && j < word.len && lower(keyword.ptr[i]) == lower(word.ptr[j])) {
        i = next_letter(keyword, i + 1);
        j = next_letter(word, j + 1);
    }
    return keyword.len && i == keyword.len && j == word.len;
}

struct text keyword_by_letters(struct text word, keyword_filter *wanted, const void *with) {
    for (size_t row = 0; row < keyword_count(); row++) {
        struct text en = keyword_row(row)->spelling[LANGUAGE_EN];
        if (wanted(keyword_row(row)->token, with) && same_letters(en, word)) return en;
    }
    return TEXT("");
}
