/* Literals that begin with a digit: numbers with their measure words, percents, money, durations, dates, moments.
 *
 * A unit may be glued to its number or stand behind a blank; behind the unit a Chinese keyword may follow without a
 * blank where a digit follows it in turn (`2年至3年`). What is glued to a number and is no unit is an error; a word
 * behind a blank that is no unit is simply the next word. */
#include "lang/base/utf8.h"
#include "lang/syntax/glued.h"
#include "lang/syntax/keywords.h"
#include "lang/syntax/lexer.h"
#include "lang/syntax/units.h"
#include "lang/value/date.h"
#include "lang/value/decimal.h"

enum unit_kind { UNIT_NONE, UNIT_MONEY, UNIT_MONEY_BARE, UNIT_DURATION, UNIT_MEASURE };

struct unit {
    enum unit_kind kind;
    struct text word; /* as written */
    size_t end;
    enum currency currency;
    int64_t minor; /* minor units of the currency per unit */
    int64_t months, days;
};

struct numeral {
    struct text digits; /* ASCII: "1000", "1.05" */
    size_t end;
    bool whole;
    size_t n_whole; /* digits before the point */
};

/* ---- digits ---- */

/* Up to `most` digits at `at` as a number; gives how many there are and where they end. */
static size_t read_digits(struct text source, size_t at, size_t most, int64_t *value, size_t *end) {
    size_t n = 0, step;
    char digit;
    *value = 0;
    while (n < most && (step = lexer_digit(source, at, &digit)) != 0) {
        *value = *value * 10 + (digit - '0');
        at += step;
        n++;
    }
    *end = at;
    return n;
}

/* Skips one of the texts given, ended by an empty one; the length skipped. */
static size_t one_of(struct text source, size_t at, const struct text *options) {
    for (; options->len; options++) {
        if (text_equal(text_slice(source, at, at + options->len), *options)) return options->len;
    }
    return 0;
}

static const struct text points[] = {{".", 1}, {"．", 3}, {"", 0}};
static const struct text hyphens[] = {{"-", 1}, {"－", 3}, {"", 0}};
static const struct text colons[] = {{":", 1}, {"：", 3}, {"", 0}};
static const struct text percents[] = {{"%", 1}, {"％", 3}, {"", 0}};
static const struct text year_words[] = {{"年", 3}, {"", 0}};
static const struct text month_words[] = {{"月", 3}, {"", 0}};
static const struct text day_words[] = {{"日", 3}, {"号", 3}, {"", 0}};
static const struct text hour_words[] = {{"时", 3}, {"点", 3}, {"", 0}};
static const struct text minute_words[] = {{"分", 3}, {"", 0}};

static size_t copy_digits(struct text source, size_t at, struct buffer *out, size_t *count) {
    char digit;
    size_t step;
    *count = 0;
    while ((step = lexer_digit(source, at, &digit)) != 0) {
        buffer_byte(out, digit);
        at += step;
        ++*count;
    }
    return at;
}

/* A comma and exactly three digits, glued: the end of the group, or `at`. A full-width comma parts the items of a list,
 * which nobody writes blanks behind; outside brackets it groups digits. */
static size_t digit_group(const struct lexer *lexer, size_t at, size_t *comma) {
    static const struct text full = {"，", sizeof "，" - 1};
    struct text source = lexer->source;
    int64_t value;
    size_t end;
    *comma = at < source.len && source.ptr[at] == ',' ? 1 : 0;
    if (!*comma && !lexer->brackets.count && text_equal(text_slice(source, at, at + full.len), full)) *comma = full.len;
    if (!*comma || read_digits(source, at + *comma, 4, &value, &end) != 3) return at;
    return end;
}

static struct numeral read_numeral(struct parse_context *ctx, size_t at) {
    struct text source = ctx->lexer->source;
    struct buffer digits;
    buffer_init(&digits, ctx->arena);
    struct numeral n = {.whole = true};
    n.end = copy_digits(source, at, &digits, &n.n_whole);
    bool grouped = n.n_whole <= 3;
    size_t groups = 0, comma, ignored;
    while (grouped && digit_group(ctx->lexer, n.end, &comma) > n.end) {
        n.end = copy_digits(source, n.end + comma, &digits, &ignored);
        groups++;
    }
    size_t point = one_of(source, n.end, points);
    char digit;
    if (point && lexer_digit(source, n.end + point, &digit)) {
        buffer_byte(&digits, '.');
        n.end = copy_digits(source, n.end + point, &digits, &ignored);
        n.whole = false;
    }
    n.digits = buffer_done(&digits);
    if (groups) {
        struct diag *d =
            lexer_report(ctx, DIAG_DIGIT_GROUPS, lexer_span(ctx, at, n.end), text_slice(source, at, n.end), n.digits);
        d->suggestion = n.digits;
    }
    return n;
}

/* The exact value; an error is reported and 0 goes on. */
static struct decimal decimal_value(struct parse_context *ctx, size_t at, struct numeral n) {
    struct text digits = n.digits;
    while (digits.len > 1 && digits.ptr[0] == '0' && digits.ptr[1] != '.') digits = text_slice(digits, 1, digits.len);
    struct decimal value = {0, 0};
    if (decimal_parse(digits, &value) != DECIMAL_OK) {
        lexer_report0(ctx, DIAG_NUMBER_TOO_LARGE, lexer_span(ctx, at, n.end));
        value = (struct decimal){0, 0};
    }
    return value;
}

/* ---- units ---- */

/* Words that bound what stands before them, and how the comparison is written. */
static const struct tail {
    struct text word;
    bool day; /* behind a day; else behind a number, amount or duration */
    enum diag_code code;
    struct text instead[LANGUAGES];
} tails[] = {
#define TAIL(word, day, code, zh, en) \
    {{word, sizeof(word) - 1}, day, code, {{zh, sizeof(zh) - 1}, {en, sizeof(en) - 1}}},
#include "lang/syntax/tails.def"
#undef TAIL
};

static const struct tail *find_tail(struct text word, bool day) {
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        if (tails[i].day == day && text_equal(tails[i].word, word)) return &tails[i];
    }
    return NULL;
}

/* Whether what follows a unit without a blank may be the next token: nothing, or a Chinese keyword. */
static bool may_follow(struct text rest) {
    size_t length;
    return !rest.len || keyword_find(rest) != KEYWORD_NONE || lexer_keyword_before_digit(rest, &length) != KEYWORD_NONE;
}

static void offer(struct unit *best, struct unit unit) {
    if (best->kind == UNIT_NONE || unit.end > best->end) *best = unit;
}

/* The same, or what was written without the blank it needs and is then complained of (refuse_glued). */
static bool may_be_glued(struct text rest) {
    return may_follow(rest) || find_tail(rest, false) || glue_keyword_at_front(rest, 3);
}

/* The unit `zh` at the front of the run of name characters, or the English word `en` that the run is. */
static bool matches_unit(struct text run, struct text zh, struct text en, size_t *length) {
    *length = 0;
    if (zh.len && text_starts(run, zh) && may_be_glued(text_slice(run, zh.len, run.len))) *length = zh.len;
    if (en.len && text_equal(run, en)) *length = en.len;
    return *length != 0;
}

/* A currency's word, behind a scale that has been read or alone; the whole unit begins at `from`. */
static void find_currency(struct text source, size_t from, size_t at, struct text run, int64_t factor,
                          struct unit *best) {
    size_t n, length;
    const struct unit_currency *currency = unit_currencies(&n);
    for (size_t i = 0; i < n; i++, currency++) {
        if (!matches_unit(run, currency->word[LANGUAGE_ZH], currency->word[LANGUAGE_EN], &length) &&
            !matches_unit(run, TEXT(""), currency->code, &length))
            continue;
        struct unit unit = {.kind = UNIT_MONEY,
                            .word = text_slice(source, from, at + length),
                            .end = at + length,
                            .currency = (enum currency)i,
                            .minor = factor * UNIT_MINOR};
        offer(best, unit);
    }
}

/* 万欧元, wan yuan; 万 alone is no money, but clearly meant as such. */
static void find_money(struct lexer *lexer, size_t at, struct text run, struct unit *best) {
    struct text source = lexer->source;
    size_t n, length;
    const struct unit_scale *scale = unit_scales(&n);
    find_currency(source, at, at, run, 1, best);
    for (size_t i = 0; i < n; i++, scale++) {
        struct text zh = scale->word[LANGUAGE_ZH];
        if (!zh.len) continue;
        if (text_starts(run, zh))
            find_currency(source, at, at + zh.len, text_slice(run, zh.len, run.len), scale->factor, best);
        if (!matches_unit(run, zh, scale->word[LANGUAGE_EN], &length)) continue;
        struct unit bare = {.kind = UNIT_MONEY_BARE,
                            .word = text_slice(run, 0, length),
                            .end = at + length,
                            .minor = scale->factor * UNIT_MINOR};
        size_t next = lexer_skip_blanks(source, bare.end);
        struct unit money = {0};
        if (next > bare.end)
            find_currency(source, at, next, text_slice(source, next, lexer_run_end(lexer, next)), scale->factor,
                          &money);
        offer(best, money.kind ? money : bare);
    }
}

static void find_duration(size_t at, struct text run, struct unit *best) {
    size_t n, length;
    const struct unit_duration *duration = unit_durations(&n);
    for (size_t i = 0; i < n; i++, duration++) {
        if (!matches_unit(run, duration->word[LANGUAGE_ZH], duration->word[LANGUAGE_EN], &length)) continue;
        struct unit unit = {.kind = UNIT_DURATION,
                            .word = text_slice(run, 0, length),
                            .end = at + length,
                            .months = duration->months,
                            .days = duration->days};
        offer(best, unit);
    }
}

static void find_measure(size_t at, struct text run, struct unit *best) {
    size_t n, length;
    const struct unit_measure *measure = unit_measures(&n);
    for (size_t i = 0; i < n; i++, measure++) {
        if (!matches_unit(run, measure->word[LANGUAGE_ZH], measure->word[LANGUAGE_EN], &length)) continue;
        struct unit unit = {.kind = UNIT_MEASURE, .word = text_slice(run, 0, length), .end = at + length};
        offer(best, unit);
    }
}

/* `in` that is not the `in principle` of the next statement. */
static bool stands_alone(struct lexer *lexer, size_t end) {
    size_t next = lexer_skip_space(lexer->source, end);
    return !text_equal(text_slice(lexer->source, next, lexer_run_end(lexer, next)), TEXT("principle"));
}

/* `at least 2 people in L`, `L 中 至少 2 人 满足 …`: where a quantifier counts and its source, condition or body comes
 * next, the word is the variable's name. */
static bool is_loop_variable(struct lexer *lexer, size_t end) {
    if (lexer->last.token != TOKEN_AT_LEAST) return false;
    size_t next = lexer_skip_space(lexer->source, end);
    size_t next_end = lexer_run_end(lexer, next);
    unsigned row = keyword_find(text_slice(lexer->source, next, next_end));
    if (row == KEYWORD_NONE) return false;
    int token = keyword_row(row)->token;
    if (lexer->previous.token == TOKEN_AMONG) return token == TOKEN_SATISFIES || token == TOKEN_WHERE;
    return token == TOKEN_IN && stands_alone(lexer, next_end);
}

static struct unit find_unit(struct lexer *lexer, size_t number_end) {
    size_t at = lexer_skip_blanks(lexer->source, number_end);
    struct text run = text_slice(lexer->source, at, lexer_run_end(lexer, at));
    struct unit best = {.end = number_end};
    if (!run.len) return best;
    find_money(lexer, at, run, &best);
    find_duration(at, run, &best);
    find_measure(at, run, &best);
    bool variable = at > number_end && best.kind != UNIT_NONE && is_loop_variable(lexer, best.end);
    return variable ? (struct unit){.end = number_end} : best;
}

/* ---- nodes ---- */

static struct node *literal(struct parse_context *ctx, size_t at, size_t end, enum type_kind type, int64_t value) {
    struct node *n = ast_new(ctx->arena, NODE_LITERAL, lexer_span(ctx, at, end));
    n->type = type_one(type);
    n->value = (struct value){.i = value, .state = STATE_KNOWN};
    return n;
}

static struct node *number_node(struct parse_context *ctx, size_t at, size_t end, struct decimal value,
                                struct text measure) {
    struct node *n = ast_new(ctx->arena, NODE_NUMBER, lexer_span(ctx, at, end));
    n->value = (struct value){.i = value.coefficient, .aux = value.scale, .state = STATE_KNOWN};
    n->text = measure;
    return n;
}

static struct node *percent_node(struct parse_context *ctx, size_t at, size_t end, struct decimal value) {
    struct decimal share = {0, 0};
    if (decimal_multiply(value, (struct decimal){1, 2}, &share) != DECIMAL_OK)
        lexer_report0(ctx, DIAG_NUMBER_TOO_LARGE, lexer_span(ctx, at, end));
    struct node *n = literal(ctx, at, end, TYPE_PERCENT, share.coefficient);
    n->value.aux = share.scale;
    return n;
}

/* value * factor, which must be whole. */
static int64_t whole_product(struct parse_context *ctx, struct span span, enum diag_code inexact, struct decimal value,
                             int64_t factor) {
    struct decimal product;
    int64_t whole = 0;
    enum decimal_status status = decimal_multiply(value, decimal_from_int(factor), &product);
    if (status == DECIMAL_OK) status = decimal_to_int(product, &whole);
    if (status == DECIMAL_OK) return whole;
    if (status == DECIMAL_INEXACT)
        lexer_report(ctx, inexact, span, text_slice(ctx->lexer->source, span.start, span.end));
    else
        lexer_report0(ctx, DIAG_NUMBER_TOO_LARGE, span);
    return 0;
}

static struct node *money_node(struct parse_context *ctx, size_t at, struct unit unit, struct decimal value) {
    struct span span = lexer_span(ctx, at, unit.end);
    struct node *n =
        literal(ctx, at, unit.end, TYPE_MONEY, whole_product(ctx, span, DIAG_MONEY_INEXACT, value, unit.minor));
    n->value.aux = (uint32_t)unit.currency;
    n->text = unit.word;
    return n;
}

static struct node *duration_node(struct parse_context *ctx, size_t at, struct unit unit, struct decimal value) {
    struct span span = lexer_span(ctx, at, unit.end);
    bool months = unit.months != 0;
    int64_t count = whole_product(ctx, span, DIAG_DURATION_INEXACT, value, months ? unit.months : unit.days);
    struct node *n = literal(ctx, at, unit.end, months ? TYPE_MONTHS : TYPE_DAYS, count);
    n->text = unit.word;
    return n;
}

/* ---- dates ---- */

struct civil {
    int64_t year, month, day;
    size_t end;
};

static bool report_tail(struct parse_context *ctx, struct span number, struct span at, bool day) {
    struct text source = ctx->lexer->source, tail = text_slice(source, at.start, at.end);
    const struct tail *found = find_tail(tail, day);
    if (!found) return false;
    struct text instead = diag_both(ctx->arena, found->instead[LANGUAGE_ZH], found->instead[LANGUAGE_EN]);
    lexer_report(ctx, found->code, at, text_slice(source, number.start, number.end), tail, instead);
    return true;
}

/* Whether 之前 or 之后 is followed by what may be the duration it needs (截止日期 之后 7 日), and not by the next part of the
 * sentence. */
static bool has_operand(struct lexer *lexer, size_t at) {
    struct text source = lexer->source;
    at = lexer_skip_space(source, at);
    size_t end = at < source.len ? lexer_run_end(lexer, at) : at;
    if (end == at) return at < source.len && !lexer_ends_item(source, at);
    unsigned row = keyword_find(text_slice(source, at, end));
    if (row == KEYWORD_NONE) return true;
    switch (keyword_row(row)->token) {
    case TOKEN_IT:
    case TOKEN_YES:
    case TOKEN_NO:
    case TOKEN_NO_ONE:
    case TOKEN_UNKNOWN:
    case TOKEN_TABLE:
    case TOKEN_THEME:
    case TOKEN_CONTENTS:
    case TOKEN_INDICATORS:
    case TOKEN_PARTNERS:
    case TOKEN_FIELDS: return true;
    default: return false;
    }
}

/* What is glued to a number or day and is neither unit nor keyword: a bound, a keyword that ran on into what follows,
 * or something else. Gives where reading goes on. */
static size_t refuse_glued(struct parse_context *ctx, size_t at, size_t end, bool day) {
    struct lexer *lexer = ctx->lexer;
    struct span number = lexer_span(ctx, at, end);
    size_t from = lexer_skip_blanks(lexer->source, end), to = lexer_run_end(lexer, from);
    struct text run = text_slice(lexer->source, from, to);
    bool takes_more = keyword_find(run) != KEYWORD_NONE && has_operand(lexer, to); /* 2023年3月1日 之前 7 日 */
    if (!takes_more && report_tail(ctx, number, lexer_span(ctx, from, to), day)) return to;
    if (from > end || may_follow(run)) return end;
    size_t length = glue_keyword_at_front(run, 3);
    if (length) {
        struct span span = lexer_span(ctx, from, to);
        struct diag *d = lexer_report(ctx, DIAG_SWALLOWED_KEYWORD, span, text_slice(run, 0, length),
                                      text_slice(run, length, run.len));
        d->suggestion = glue_apart_at(ctx->arena, run, length);
        return from + length;
    }
    lexer_report(ctx, DIAG_UNKNOWN_UNIT, lexer_span(ctx, from, to), run, text_slice(lexer->source, at, end));
    return to;
}

static struct node *date_node(struct parse_context *ctx, size_t at, struct civil civil) {
    int32_t date = 0;
    if (!date_from_civil(civil.year, civil.month, civil.day, &date))
        lexer_report(ctx, DIAG_NO_SUCH_DATE, lexer_span(ctx, at, civil.end),
                     text_slice(ctx->lexer->source, at, civil.end));
    return literal(ctx, at, civil.end, TYPE_DATE, date);
}

/* The time of day behind a date in Chinese: 16:00, 16：00:30, 16时, 16时30分. */
static bool read_time(struct text source, size_t at, int64_t time[3], size_t *end) {
    size_t n = read_digits(source, at, 2, &time[0], end), step;
    time[1] = time[2] = 0;
    if (!n) return false;
    if ((step = one_of(source, *end, colons)) != 0) {
        if (read_digits(source, *end + step, 2, &time[1], end) != 2) return false;
        if ((step = one_of(source, *end, colons)) != 0) return read_digits(source, *end + step, 2, &time[2], end) == 2;
        return true;
    }
    if ((step = one_of(source, *end, hour_words)) == 0) return false;
    *end += step;
    size_t minutes;
    if (read_digits(source, lexer_skip_blanks(source, *end), 2, &time[1], &minutes) &&
        (step = one_of(source, minutes, minute_words)) != 0)
        *end = minutes + step;
    else
        time[1] = 0;
    return true;
}

static struct node *han_date_node(struct parse_context *ctx, size_t at, struct civil civil, size_t *end) {
    int64_t time[3];
    struct node *n = date_node(ctx, at, civil);
    if (!read_time(ctx->lexer->source, lexer_skip_blanks(ctx->lexer->source, civil.end), time, end)) {
        *end = refuse_glued(ctx, at, civil.end, true);
        return n;
    }
    bool good = time[0] < 24 && time[1] < 60 && time[2] < 60;
    if (!good)
        lexer_report(ctx, DIAG_NO_SUCH_TIME, lexer_span(ctx, at, *end),
                     text_slice(ctx->lexer->source, civil.end, *end));
    int64_t moment = good ? moment_at((int32_t)n->value.i, (int)time[0], (int)time[1], (int)time[2]) : 0;
    size_t moment_end = *end;
    *end = refuse_glued(ctx, at, moment_end, true);
    return literal(ctx, at, moment_end, TYPE_MOMENT, moment);
}

/* 2019 年 8 月 31 日. A year from 1900 on without month and day is an unfinished date, hardly a duration. */
static bool scan_han_date(struct parse_context *ctx, size_t at, struct numeral n, size_t *end, int *token,
                          struct node **node) {
    struct text source = ctx->lexer->source;
    struct civil civil = {0};
    size_t p, step;
    if (!n.whole || n.n_whole != 4) return false;
    read_digits(source, at, 4, &civil.year, &p);
    p = lexer_skip_blanks(source, p);
    if ((step = one_of(source, p, year_words)) == 0) return false;
    size_t year_end = p += step;
    bool glued = may_follow(text_slice(source, p, lexer_run_end(ctx->lexer, p)));
    if (read_digits(source, lexer_skip_blanks(source, p), 2, &civil.month, &p)) {
        p = lexer_skip_blanks(source, p);
        if ((step = one_of(source, p, month_words)) != 0) {
            size_t month_end = p += step;
            if (read_digits(source, lexer_skip_blanks(source, p), 2, &civil.day, &p) &&
                (step = one_of(source, lexer_skip_blanks(source, p), day_words)) != 0) {
                civil.end = lexer_skip_blanks(source, p) + step;
                *token = TOKEN_LITERAL;
                *node = han_date_node(ctx, at, civil, end);
                return true;
            }
            if (civil.year < 1900) return false;
            lexer_report(ctx, DIAG_UNFINISHED_DATE, lexer_span(ctx, at, month_end), text_slice(source, at, month_end));
            *token = TOKEN_LITERAL;
            *node = literal(ctx, at, *end = month_end, TYPE_NONE, 0);
            return true;
        }
    }
    if (civil.year < 1900 || !glued) return false;
    *end = year_end;
    if (ctx->lexer->last.token == TOKEN_YEAR) {
        *token = TOKEN_NUMBER;
        *node = number_node(ctx, at, year_end, decimal_from_int(civil.year), TEXT(""));
        return true;
    }
    lexer_report(ctx, DIAG_UNFINISHED_DATE, lexer_span(ctx, at, year_end), text_slice(source, at, year_end));
    *token = TOKEN_LITERAL;
    *node = literal(ctx, at, year_end, TYPE_NONE, 0);
    return true;
}

static bool is_ascii_digit(struct text t, size_t at) { return at < t.len && t.ptr[at] >= '0' && t.ptr[at] <= '9'; }

/* A digit, or a sign with one behind it: `2020-11-27T16:00Z.年份` goes on with a field. */
static bool belongs_to_time(struct text source, size_t at) {
    char c = source.ptr[at];
    return is_ascii_digit(source, at) || c == 'Z' ||
           ((c == ':' || c == '.' || c == '+' || c == '-') && is_ascii_digit(source, at + 1));
}

/* T16:00:00+08:00 behind an ISO date. */
static bool scan_iso_time(struct parse_context *ctx, size_t at, size_t date_end, size_t *end, struct node **node) {
    struct text source = ctx->lexer->source;
    char digit;
    if (date_end >= source.len || source.ptr[date_end] != 'T' || !lexer_digit(source, date_end + 1, &digit))
        return false;
    *end = date_end + 1;
    while (*end < source.len && belongs_to_time(source, *end)) ++*end;
    int64_t moment = 0;
    if (!moment_parse(text_slice(source, at, *end), &moment))
        lexer_report(ctx, DIAG_NO_SUCH_TIME, lexer_span(ctx, at, *end), text_slice(source, date_end + 1, *end));
    *node = literal(ctx, at, *end, TYPE_MOMENT, moment);
    return true;
}

static bool scan_iso_date(struct parse_context *ctx, size_t at, size_t *end, struct node **node) {
    struct text source = ctx->lexer->source;
    struct civil civil;
    size_t p, step, months, days;
    char digit;
    if (read_digits(source, at, 4, &civil.year, &p) != 4 || (step = one_of(source, p, hyphens)) == 0) return false;
    if ((months = read_digits(source, p + step, 2, &civil.month, &p)) == 0 || (step = one_of(source, p, hyphens)) == 0)
        return false;
    if ((days = read_digits(source, p + step, 2, &civil.day, &p)) == 0 || lexer_digit(source, p, &digit)) return false;
    civil.end = p;
    if (scan_iso_time(ctx, at, p, end, node)) return true;
    *node = date_node(ctx, at, civil);
    if (months != 2 || days != 2) {
        struct text written = text_slice(source, at, p);
        struct text full = text_format(ctx->arena, "%04d-%02d-%02d", (int)civil.year, (int)civil.month, (int)civil.day);
        lexer_report(ctx, DIAG_DATE_DIGITS, lexer_span(ctx, at, p), written, full)->suggestion = full;
    }
    *end = refuse_glued(ctx, at, p, true);
    return true;
}

/* ---- all ---- */

/* `2a`: the number of a row of 研究内容 or 考核指标. */
static size_t row_end(const struct lexer *lexer, size_t at) {
    struct text source = lexer->source;
    bool in_rows = lexer->declared.token == TOKEN_CONTENTS || lexer->declared.token == TOKEN_INDICATORS;
    size_t end = at;
    while (end < source.len && source.ptr[end] >= '0' && source.ptr[end] <= '9') end++;
    bool letter = end > at && end < source.len && source.ptr[end] >= 'a' && source.ptr[end] <= 'z';
    return in_rows && letter && lexer_name_end(source, end) == end + 1 ? end + 1 : at;
}

size_t literal_scan(struct parse_context *ctx, size_t at, int *token, struct node **node) {
    struct text source = ctx->lexer->source;
    size_t end, step;
    *token = TOKEN_LITERAL;
    if ((end = row_end(ctx->lexer, at)) > at) {
        *token = TOKEN_ROW;
        *node = ast_new(ctx->arena, NODE_NAME, lexer_span(ctx, at, end));
        (*node)->text = text_slice(source, at, end);
        return end;
    }
    if (scan_iso_date(ctx, at, &end, node)) return end;
    struct numeral n = read_numeral(ctx, at);
    if (scan_han_date(ctx, at, n, &end, token, node)) return end;
    struct decimal value = decimal_value(ctx, at, n);
    if ((step = one_of(source, n.end, percents)) != 0) {
        *node = percent_node(ctx, at, n.end + step, value);
        return refuse_glued(ctx, at, n.end + step, false);
    }
    struct unit unit = find_unit(ctx->lexer, n.end);
    size_t errors = ctx->sink->errors;
    switch (unit.kind) {
    case UNIT_MONEY_BARE:
        lexer_report(ctx, DIAG_MONEY_WITHOUT_CURRENCY, lexer_span(ctx, at, unit.end), text_slice(source, at, unit.end));
        *token = TOKEN_MONEY;
        *node = money_node(ctx, at, unit, value);
        break;
    case UNIT_MONEY:
        *token = TOKEN_MONEY;
        *node = money_node(ctx, at, unit, value);
        break;
    case UNIT_DURATION: *node = duration_node(ctx, at, unit, value); break;
    case UNIT_MEASURE:
        *token = TOKEN_NUMBER;
        *node = number_node(ctx, at, unit.end, value, unit.word);
        break;
    case UNIT_NONE:
        *token = TOKEN_NUMBER;
        *node = number_node(ctx, at, n.end, value, TEXT(""));
        break;
    }
    end = refuse_glued(ctx, at, unit.end, false);
    if (unit.kind == UNIT_NONE && ctx->sink->errors > errors) {
        /* What kind of value was meant is not known, so nothing is said of its type. */
        *token = TOKEN_LITERAL;
        *node = literal(ctx, at, unit.end, TYPE_NONE, 0);
    }
    return end;
}

struct text lexer_number_text(const struct parse_context *ctx, const struct node *number) {
    struct text source = ctx->lexer->source;
    struct buffer digits;
    buffer_init(&digits, ctx->arena);
    size_t count, end = copy_digits(source, number->span.start, &digits, &count), point = one_of(source, end, points);
    char digit;
    if (point && lexer_digit(source, end + point, &digit)) {
        buffer_byte(&digits, '.');
        copy_digits(source, end + point, &digits, &count);
    }
    return buffer_done(&digits);
}
