/* One character for one: decided against Unicode's data, which has no such folding, and against whole words, since a
 * keyword may be written with any mixture of the two. */
#include "lang/syntax/traditional.h"

#include "lang/base/utf8.h"

static const struct twin {
    struct text traditional, simplified;
} twins[] = {
#define TRADITIONAL(traditional, simplified) \
    {{traditional, sizeof(traditional) - 1}, {simplified, sizeof(simplified) - 1}},
#include "lang/syntax/traditional.def"
#undef TRADITIONAL
};

/* The bytes of UTF-8 are in the order of the code points. */
static const struct twin *find(struct text character) {
    size_t low = 0, high = sizeof twins / sizeof *twins;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_compare(character, twins[middle].traditional);
        if (!order) return &twins[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

struct text traditional_fold(struct arena *arena, struct text word) {
    struct buffer out;
    bool changes = false;
    for (size_t at = 0; at < word.len;) {
        uint32_t cp;
        size_t step = utf8_decode(word, at, &cp);
        struct text character = text_slice(word, at, at + (step ? step : 1));
        const struct twin *twin = character.len < 3 ? NULL : find(character);
        if (twin && !changes) {
            changes = true;
            buffer_init(&out, arena);
            buffer_text(&out, text_slice(word, 0, at));
        }
        if (changes) buffer_text(&out, twin ? twin->simplified : character);
        at += character.len;
    }
    return changes ? buffer_done(&out) : word;
}
