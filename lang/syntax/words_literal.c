/* Units are those of units.def. What was written stays in a file that is laid out; a translation takes the twin; and an
 * image keeps one unit for each meaning, so that a vocabulary without a twin changes nothing in it. */
#include "lang/syntax/words_literal.h"

#include "lang/syntax/units.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"
#include "lang/value/money.h"

static struct decimal decimal_of(struct value v) { return (struct decimal){v.i, (uint8_t)v.aux}; }

static bool is_in(struct text word, enum language language) {
    return word.len && ((unsigned char)word.ptr[0] < 0x80) == (language == LANGUAGE_EN);
}

/* A unit of several words with single blanks between them. */
static void put_unit(struct buffer *out, struct text unit) {
    for (size_t i = 0; i < unit.len; i++) {
        bool blank = unit.ptr[i] == ' ' || unit.ptr[i] == '\t';
        if (!blank)
            buffer_byte(out, unit.ptr[i]);
        else if (out->ptr[out->len - 1] != ' ')
            buffer_byte(out, ' ');
    }
}

/* ---- measure words ---- */

static const struct unit_measure *measure_called(struct text word) {
    size_t n;
    const struct unit_measure *measure = unit_measures(&n);
    for (size_t i = 0; word.len && i < n; i++) {
        if (text_equal(word, measure[i].word[LANGUAGE_ZH]) || text_equal(word, measure[i].word[LANGUAGE_EN]))
            return &measure[i];
    }
    return NULL;
}

/* The first row of the Chinese word says what English has for it; units.def has a singular below its plural. */
static struct text english_measure(struct text zh, bool one) {
    size_t n;
    const struct unit_measure *all = unit_measures(&n), *first = measure_called(zh);
    struct text many = first->word[LANGUAGE_EN];
    for (size_t i = (size_t)(first - all); one && many.len && i < n; i++) {
        struct text word = all[i].word[LANGUAGE_EN];
        if (text_equal(all[i].word[LANGUAGE_ZH], zh) && !text_ends(word, TEXT("s"))) return word;
    }
    return many;
}

static bool is_one(const struct node *n) { return n->value.i == 1 && n->value.aux == 0; }

/* 个 says nothing, and English readers need no word for it; a translation has one, so that the way back finds it. */
static struct text english_number_word(const struct node *n, struct text zh, enum number_place place, bool canonical) {
    bool says_nothing = !zh.len || text_equal(zh, TEXT("个"));
    if (place == NUMBER_OF_ITEMS || (says_nothing && (canonical || !zh.len || place == NUMBER_OF_ELEMENTS)))
        return TEXT("");
    if (place == NUMBER_OF_PROJECTS && says_nothing) return is_one(n) ? TEXT("project") : TEXT("projects");
    if (says_nothing) return is_one(n) ? TEXT("unit") : TEXT("units");
    if (place == NUMBER_OF_APPLICATIONS && text_equal(zh, TEXT("项")))
        return is_one(n) ? TEXT("application") : TEXT("applications");
    return english_measure(zh, is_one(n));
}

static struct text chinese_number_word(struct text zh, enum number_place place, bool canonical) {
    if (place == NUMBER_OF_ITEMS && (canonical || !zh.len)) return TEXT("项");
    return place == NUMBER_OF_ELEMENTS && !zh.len ? TEXT("个") : zh;
}

void words_number(struct buffer *out, const struct node *n, enum number_place place,
                  const struct words_options *options) {
    struct text word = n->text;
    const struct unit_measure *measure = measure_called(word);
    bool canonical = options->form == WORDS_CANONICAL;
    bool kept = options->form == WORDS_WRITTEN || (!canonical && is_in(word, options->language));
    bool foreign = word.len && !measure; /* of a number that was made: % */
    if (!kept && !foreign) {
        struct text zh = measure ? measure->word[LANGUAGE_ZH] : TEXT("");
        if (canonical && place != NUMBER_OF_ELEMENTS && place != NUMBER_OF_ITEMS) place = NUMBER_PLAIN;
        word = options->language == LANGUAGE_ZH ? chinese_number_word(zh, place, canonical)
                                                : english_number_word(n, zh, place, canonical);
    }
    decimal_print(out, decimal_of(n->value));
    if (word.len) buffer_byte(out, ' ');
    buffer_text(out, word);
}

/* ---- money ---- */

static void put_quotient(struct buffer *out, int64_t amount, int64_t per_unit) {
    struct decimal quotient = {0, 0};
    decimal_divide(decimal_from_int(amount), decimal_from_int(per_unit), &quotient);
    decimal_print(out, quotient);
    buffer_byte(out, ' ');
}

/* The code of a currency is its name in both vocabularies. */
static bool is_code(struct text unit, enum currency currency) {
    return text_ends(unit, text_of(currency_code(currency)));
}

/* In the unit that was written, or in 万 where the tree does not say. */
static void put_money(struct buffer *out, const struct node *n, const struct words_options *options) {
    enum currency currency;
    int64_t per_unit;
    size_t count;
    if (!n->text.len || !money_unit(n->text, &currency, &per_unit)) {
        money_print(out, (struct money){n->value.i, (enum currency)n->value.aux}, options->language);
        return;
    }
    put_quotient(out, n->value.i, per_unit);
    bool kept = options->form == WORDS_WRITTEN || (options->form == WORDS_TRANSLATED &&
                                                   (is_in(n->text, options->language) || is_code(n->text, currency)));
    if (kept) {
        put_unit(out, n->text);
        return;
    }
    const struct unit_scale *scale = unit_scales(&count);
    while (scale->factor * UNIT_MINOR != per_unit) scale++;
    buffer_text(out, scale->word[options->language]);
    if (scale->word[options->language].len && options->language == LANGUAGE_EN) buffer_byte(out, ' ');
    buffer_text(out, unit_currencies(&count)[currency].word[options->language]);
}

/* ---- durations ---- */

static const struct unit_duration *duration_called(struct text word) {
    size_t n;
    const struct unit_duration *duration = unit_durations(&n);
    for (size_t i = 0; i < n; i++) {
        if (text_equal(duration[i].word[LANGUAGE_ZH], word) || text_equal(duration[i].word[LANGUAGE_EN], word))
            return &duration[i];
    }
    return NULL;
}

/* The first word for as much; in English there is one for one and one for more. */
static struct text duration_word(const struct unit_duration *unit, enum language language, bool one) {
    size_t n;
    const struct unit_duration *duration = unit_durations(&n);
    for (size_t i = 0; i < n; i++) {
        struct text word = duration[i].word[language];
        bool same = duration[i].months == unit->months && duration[i].days == unit->days;
        if (same && (language == LANGUAGE_ZH || text_ends(word, TEXT("s")) != one)) return word;
    }
    return unit->word[language];
}

/* In the unit that was written; else years where they are whole. */
static void put_duration(struct buffer *out, const struct node *n, const struct words_options *options) {
    bool months = n->type.kind == TYPE_MONTHS;
    const struct unit_duration *unit = n->text.len ? duration_called(n->text) : NULL;
    if (!unit)
        unit = duration_called(!months ? TEXT("日") : n->value.i % 12 == 0 && n->value.i ? TEXT("年") : TEXT("个月"));
    int64_t per_unit = months ? unit->months : unit->days;
    put_quotient(out, n->value.i, per_unit);
    bool kept = n->text.len && (options->form == WORDS_WRITTEN ||
                                (options->form == WORDS_TRANSLATED && is_in(n->text, options->language)));
    buffer_text(out, kept ? n->text : duration_word(unit, options->language, n->value.i == per_unit));
}

/* ---- dates ---- */

static void put_han_date(struct buffer *out, int32_t date) {
    int year, month, day;
    date_to_civil(date, &year, &month, &day);
    buffer_printf(out, "%04d年%d月%d日", year, month, day);
}

#define SECOND 1000
#define DAY (24 * 60 * 60 * SECOND)

/* False where a part of a second has no such form. */
static bool put_han_moment(struct buffer *out, int64_t moment) {
    int32_t date = moment_day(moment);
    int64_t ms = moment - moment_at(date, 0, 0, 0), minutes = ms / SECOND / 60;
    if (ms % SECOND) return false;
    put_han_date(out, date);
    buffer_printf(out, "%d:%02d", (int)(minutes / 60), (int)(minutes % 60));
    if (ms / SECOND % 60) buffer_printf(out, ":%02d", (int)(ms / SECOND % 60));
    return true;
}

static bool in_han(const struct node *n, const struct words_options *options) {
    if (options->form == WORDS_CANONICAL) return false;
    if (options->form == WORDS_TRANSLATED) return options->language == LANGUAGE_ZH;
    struct text written = text_slice(options->source, n->span.start, n->span.end);
    for (size_t i = 0; i + 3 <= written.len; i++)
        if (text_equal(text_slice(written, i, i + 3), TEXT("年"))) return true;
    return false;
}

static void put_date(struct buffer *out, const struct node *n, const struct words_options *options) {
    bool han = in_han(n, options), moment = n->type.kind == TYPE_MOMENT;
    if (moment && !(han && put_han_moment(out, n->value.i)))
        moment_print(out, n->value.i);
    else if (!moment && han)
        put_han_date(out, (int32_t)n->value.i);
    else if (!moment)
        date_print(out, (int32_t)n->value.i);
}

/* ---- all ---- */

/* Hundredfold without a product that could overflow: the point moves, or zeros follow. */
static void put_percent(struct buffer *out, struct decimal d) {
    unsigned zeros = d.coefficient == 0 || d.scale >= 2 ? 0 : 2u - d.scale;
    d.scale = d.scale >= 2 ? (uint8_t)(d.scale - 2) : 0;
    decimal_print(out, d);
    buffer_repeat(out, TEXT("0"), zeros);
    buffer_byte(out, '%');
}

void words_literal(struct buffer *out, const struct node *n, const struct words_options *options) {
    switch ((enum type_kind)n->type.kind) {
    case TYPE_PERCENT: put_percent(out, decimal_of(n->value)); return;
    case TYPE_MONEY: put_money(out, n, options); return;
    case TYPE_DATE:
    case TYPE_MOMENT: put_date(out, n, options); return;
    case TYPE_MONTHS:
    case TYPE_DAYS: put_duration(out, n, options); return;
    default: return; /* no other type has literals of its own */
    }
}

void words_piece(struct buffer *out, struct text piece, bool pattern) {
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.ptr[i];
        if (pattern ? c == '/' : c == '"' || c == '\\' || c == '{' || c == '}') buffer_byte(out, '\\');
        if (!pattern && c == '\n')
            buffer_str(out, "\\n");
        else
            buffer_byte(out, c);
    }
}

bool words_is_unit(struct text word) {
    size_t n, m;
    if (measure_called(word) || duration_called(word)) return true;
    const struct unit_scale *scale = unit_scales(&n);
    const struct unit_currency *currency = unit_currencies(&m);
    for (size_t s = 0; s < n; s++) {
        for (int language = 0; language < LANGUAGES; language++) {
            struct text prefix = scale[s].word[language];
            if (prefix.len && text_equal(word, prefix)) return true;
            for (size_t c = 0; text_starts(word, prefix) && c < m; c++) {
                struct text rest = text_slice(word, prefix.len, word.len);
                if (text_equal(rest, currency[c].word[language]) || text_equal(rest, currency[c].code)) return true;
            }
        }
    }
    return false;
}
