/* The words of the language as a table. It is small and read by people's tools, so it is searched from its start;
 * the lexer, which looks a word up for every name it meets, keeps a map of its own (lexer.l). */
#include "lang/syntax/keywords.h"

#include "lang/syntax/parser.h"

static const struct keyword rows[] = {
#define LITERAL_TEXT(s) \
    { "" s, sizeof(s) - 1 }
#define KEYWORD(token, op, zh, en, doc_zh, doc_en) \
    {TOKEN_##token, op, {LITERAL_TEXT(zh), LITERAL_TEXT(en)}, {LITERAL_TEXT(doc_zh), LITERAL_TEXT(doc_en)}},
#include "lang/syntax/keywords.def"
#undef KEYWORD
};

/* The tokens alone, close together: words are looked up for every expression that is written out. */
static const uint16_t tokens[] = {
#define KEYWORD(token, op, zh, en, doc_zh, doc_en) TOKEN_##token,
#include "lang/syntax/keywords.def"
#undef KEYWORD
};

/* Where the rows of each token begin, looked for once: an explanation has the words of every condition in both
 * vocabularies. Whoever fills it writes the same. */
#define TOKENS 512 /* tokens beyond are looked for each time */
#define NOT_LOOKED_FOR 0
static uint16_t first_of[TOKENS]; /* row + 1 */

static unsigned first_row(int token) {
    if (token < 0 || token >= TOKENS) return 0;
    if (first_of[token] == NOT_LOOKED_FOR) {
        unsigned row = 0;
        while (row < keyword_count() && tokens[row] != token) row++;
        first_of[token] = (uint16_t)(row + 1);
    }
    return first_of[token] - 1u;
}

size_t keyword_count(void) { return sizeof rows / sizeof *rows; }

const struct keyword *keyword_row(size_t row) { return &rows[row]; }

unsigned keyword_find(struct text spelling) {
    for (unsigned i = 0; i < keyword_count() && spelling.len; i++) {
        for (int language = 0; language < LANGUAGES; language++) {
            if (text_equal(rows[i].spelling[language], spelling)) return i;
        }
    }
    return KEYWORD_NONE;
}

unsigned keyword_of_token(int token, enum language language) {
    for (unsigned i = first_row(token); i < keyword_count(); i++) {
        if (tokens[i] == token && rows[i].spelling[language].len) return i;
    }
    return KEYWORD_NONE;
}

unsigned keyword_canonical(int token, uint16_t op, enum language language) {
    for (unsigned i = first_row(token); i < keyword_count(); i++) {
        if (tokens[i] == token && rows[i].op == op && rows[i].spelling[language].len) return i;
    }
    return KEYWORD_NONE;
}

struct text keyword_spelling(unsigned row, enum language language) {
    if (row >= keyword_count()) return TEXT("");
    if (rows[row].spelling[language].len) return rows[row].spelling[language];
    unsigned other = keyword_canonical(rows[row].token, rows[row].op, language);
    return other == KEYWORD_NONE ? TEXT("") : rows[other].spelling[language];
}
