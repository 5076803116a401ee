/* Only words that part a sentence are looked for. Those of headings and declarations (说明, 指南, 年度) are parts of many
 * names, and stand at the beginning of a line anyway. */
#include "lang/syntax/glued.h"

#include "lang/base/utf8.h"
#include "lang/syntax/keywords.h"
#include "lang/syntax/parser.h"

static bool parts_a_sentence(int token) {
    switch (token) {
    case TOKEN_EQUAL:
    case TOKEN_RELATION:
    case TOKEN_AT_LEAST:
    case TOKEN_AT_MOST:
    case TOKEN_BETWEEN:
    case TOKEN_IN:
    case TOKEN_NOT_IN:
    case TOKEN_INCLUDES:
    case TOKEN_NOT_INCLUDES:
    case TOKEN_MATCHES:
    case TOKEN_FILLED:
    case TOKEN_MISSING:
    case TOKEN_AND:
    case TOKEN_OR:
    case TOKEN_MUST:
    case TOKEN_MUST_NOT:
    case TOKEN_IN_PRINCIPLE:
    case TOKEN_ENCOURAGE:
    case TOKEN_CITE:
    case TOKEN_UNLESS:
    case TOKEN_LATEST:
    case TOKEN_SATISFIES:
    case TOKEN_ALL_OF:
    case TOKEN_ANY_OF:
    case TOKEN_NONE_OF:
    case TOKEN_GROUP_AT_LEAST:
    case TOKEN_IF:
    case TOKEN_ELSE:
    case TOKEN_LATER:
    case TOKEN_EARLIER:
    case TOKEN_EXCEPT: return true;
    default: return false;
    }
}

static bool quantifies(int token) {
    return token == TOKEN_SOME || token == TOKEN_EVERY || token == TOKEN_NO_ONE || token == TOKEN_AT_LEAST;
}

/* The longest keyword at the front of `word` that `wanted` takes. */
static size_t front(struct text word, bool (*wanted)(int token), size_t least) {
    size_t best = 0;
    for (unsigned row = 0; row < keyword_count(); row++) {
        struct text zh = keyword_row(row)->spelling[LANGUAGE_ZH];
        if (zh.len > best && zh.len >= least && text_starts(word, zh) && (!wanted || wanted(keyword_row(row)->token)))
            best = zh.len;
    }
    return best;
}

size_t glue_keyword_at_front(struct text word, size_t least) { return front(word, NULL, least); }

static size_t word_at(struct text word) {
    static const struct text among = {"中", sizeof "中" - 1};
    if (text_starts(word, among) && front(text_slice(word, among.len, word.len), quantifies, 3)) return among.len;
    return front(word, parts_a_sentence, 2 * 3);
}

/* The word of the language at or behind `at`: where it begins and ends. */
static bool next_word(struct text word, size_t at, size_t *from, size_t *to) {
    for (; at < word.len; at++) {
        if (((unsigned char)word.ptr[at] & 0xc0) == 0x80) continue;
        struct text rest = text_slice(word, at, word.len);
        size_t length = word_at(rest);
        if (!length) continue;
        *from = at;
        *to = at + length;
        return true;
    }
    return false;
}

size_t glue_find(struct text word) {
    size_t from, to;
    if (!next_word(word, 0, &from, &to)) return 0;
    return from ? from : to < word.len ? to : 0;
}

static void add_piece(struct buffer *out, struct text piece) {
    if (!piece.len) return;
    if (out->len) buffer_byte(out, ' ');
    buffer_text(out, piece);
}

struct text glue_apart(struct arena *arena, struct text word) {
    struct buffer out;
    size_t at = 0, from, to;
    buffer_init(&out, arena);
    while (next_word(word, at, &from, &to)) {
        add_piece(&out, text_slice(word, at, from));
        add_piece(&out, text_slice(word, from, to));
        at = to;
        /* 中有企: what quantifies behind 中 may be a single character. */
        size_t length = to - from == 3 ? front(text_slice(word, at, word.len), quantifies, 3) : 0;
        add_piece(&out, text_slice(word, at, at + length));
        at += length;
    }
    add_piece(&out, text_slice(word, at, word.len));
    return buffer_done(&out);
}

struct text glue_apart_at(struct arena *arena, struct text word, size_t split) {
    struct text before = glue_apart(arena, text_slice(word, 0, split)),
                behind = glue_apart(arena, text_slice(word, split, word.len));
    return text_format(arena, "%.*s %.*s", TEXT_ARG(before), TEXT_ARG(behind));
}
