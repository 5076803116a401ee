/* The report that a reviewer reads in a terminal, prints and sends: for each application a heading, its verdict, and the
 * rules sorted by what they do to the verdict, each with its clause, its reasons and what would change it.
 *
 *   A-17  方向 1.3 中国和西班牙政府间科技合作项目
 *     不通过，1 项待人工审查 · 审查日 2022-12-20（由 --as-of 指定）
 *
 *     不通过
 *       1. 企业配套：中方企业的配套出资不低于所获资助 [matching_funds]
 *          依据  2023-1 指南方向 1.3 其他要求（2）
 *          理由  单位.配套出资 不低于 单位.所获政府资助：不成立
 *                  单位.配套出资      = 50 万元  /organisations/2/matching
 *
 * Prose is filled to COLUMNS; expressions and places are never broken, so that they can be searched for and copied. */
#include "interp/explain/render.h"
#include "interp/explain/wrap.h"
#include "lang/base/utf8.h"

#define COLUMNS 100
#define RULE_INDENT 3 /* where the number of a rule stands, two digits wide */
#define PART_INDENT 7 /* where its parts stand */
#define ALIGN_MOST 40 /* wider words of data are not waited for */

enum colour { PLAIN, BOLD, DIM, RED, YELLOW, BLUE, GREEN };

static void paint(struct report_renderer *r, enum colour colour) {
    static const char *const codes[] = {"\033[0m",    "\033[1m",    "\033[2m",   "\033[1;31m",
                                        "\033[1;33m", "\033[1;34m", "\033[1;32m"};
    if (r->sink.colour) buffer_str(&r->out, codes[colour]);
}

static enum colour verdict_colour(enum verdict verdict) {
    switch (verdict) {
    case VERDICT_INELIGIBLE:
    case VERDICT_UNREADABLE: return RED;
    case VERDICT_INCOMPLETE: return YELLOW;
    case VERDICT_REVIEW: return BLUE;
    case VERDICT_ELIGIBLE: return GREEN;
    case VERDICT_COUNT: break;
    }
    return BOLD;
}

static enum colour group_colour(enum report_group group) {
    switch (group) {
    case GROUP_INELIGIBLE: return RED;
    case GROUP_INCOMPLETE: return YELLOW;
    case GROUP_REVIEW:
    case GROUP_TO_CHECK: return BLUE;
    case GROUP_MERIT:
    case GROUP_MET: return GREEN;
    case GROUP_NOTICE:
    case GROUP_EXCEPTION:
    case GROUP_WITHOUT_EFFECT:
    case GROUP_NOTED:
    case GROUP_NOT_APPLICABLE:
    case GROUP_COUNT: break;
    }
    return BOLD;
}

static void blanks(struct report_renderer *r, size_t count) { buffer_repeat(&r->out, TEXT(" "), count); }

static void new_line(struct report_renderer *r) { buffer_byte(&r->out, '\n'); }

/* Puts the line buffer, filled; the output stands at `column`. */
static void put_filled(struct report_renderer *r, size_t column, size_t indent) {
    wrap_text(&r->out, report_line_text(r), column, indent, COLUMNS);
}

static void put_painted(struct report_renderer *r, enum colour colour) {
    paint(r, colour);
    buffer_text(&r->out, report_line_text(r));
    paint(r, PLAIN);
}

/* --- the parts of a rule */

static size_t label_columns(const struct report_renderer *r) { return r->language == LANGUAGE_ZH ? 6 : 11; }

static void put_label(struct report_renderer *r, enum word label) {
    blanks(r, PART_INDENT);
    paint(r, DIM);
    wrap_pad(&r->out, word_of(r->language, label), label_columns(r));
    paint(r, PLAIN);
}

static size_t part_column(const struct report_renderer *r) { return PART_INDENT + label_columns(r); }

/* A part that is prose, as it stands in the line buffer. */
static void put_prose(struct report_renderer *r, enum word label) {
    put_label(r, label);
    put_filled(r, part_column(r), part_column(r));
    new_line(r);
}

static void put_text_part(struct report_renderer *r, enum word label, struct text t) {
    if (!t.len) return;
    say_text(report_line(r), t);
    put_prose(r, label);
}

static void put_place(struct report_renderer *r, struct text at) {
    if (!at.len) return;
    blanks(r, 2);
    say_text(report_line(r), at);
    put_painted(r, DIM);
}

/* The label once, blanks under it. */
static void put_label_once(struct report_renderer *r, enum word label, bool first) {
    if (first) {
        put_label(r, label);
    } else {
        blanks(r, part_column(r));
    }
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void put_data(struct report_renderer *r, const struct report_reason *reason) {
    size_t expr_columns = 0, value_columns = 0;
    for (size_t i = 0; i < reason->with.count; i++) {
        size_t expr = utf8_width(reason->with.items[i].expr), value = utf8_width(reason->with.items[i].value);
        if (expr > expr_columns) expr_columns = least(expr, ALIGN_MOST);
        if (value > value_columns) value_columns = least(value, ALIGN_MOST);
    }
    for (size_t i = 0; i < reason->with.count; i++) {
        const struct report_datum *datum = &reason->with.items[i];
        blanks(r, part_column(r) + 2);
        say_text(report_line(r), datum->expr);
        wrap_pad(&r->out, report_line_text(r), expr_columns);
        buffer_str(&r->out, " = ");
        say_text(report_line(r), datum->value);
        wrap_pad(&r->out, report_line_text(r), datum->at.len ? value_columns : 0);
        put_place(r, datum->at);
        new_line(r);
    }
}

static void put_reasons(struct report_renderer *r, const struct report_rule *rule) {
    for (size_t i = 0; i < rule->because.count; i++) {
        const struct report_reason *reason = &rule->because.items[i];
        put_label_once(r, WORD_LABEL_BECAUSE, i == 0);
        struct buffer *line = report_line(r);
        say_text(line, reason->expr);
        say_reason_value(line, reason, r->language);
        buffer_text(&r->out, report_line_text(r));
        new_line(r);
        put_data(r, reason);
    }
}

static void put_changes(struct report_renderer *r, const struct report_rule *rule) {
    for (size_t i = 0; i < rule->fix.count; i++) {
        put_label_once(r, WORD_LABEL_FIX, i == 0);
        bool place = say_change(report_line(r), rule, &rule->fix.items[i], r->language);
        buffer_text(&r->out, report_line_text(r));
        if (place) put_place(r, rule->fix.items[i].at);
        new_line(r);
    }
}

static void put_missing(struct report_renderer *r, const struct report_rule *rule) {
    for (size_t i = 0; i < rule->missing.count; i++) {
        put_label_once(r, WORD_LABEL_MISSING, i == 0);
        say_missing(report_line(r), &rule->missing.items[i], r->language);
        buffer_text(&r->out, report_line_text(r));
        if (rule->missing.items[i].expr.len) put_place(r, rule->missing.items[i].at);
        new_line(r);
    }
}

static bool same_source(const struct report_reason *a, const struct report_reason *b) {
    return text_equal(a->file, b->file) && a->line == b->line;
}

/* Each line of the policy once. */
static void put_sources(struct report_renderer *r, const struct report_rule *rule) {
    const struct report_reason *last = NULL;
    for (size_t i = 0; i < rule->because.count; i++) {
        const struct report_reason *reason = &rule->because.items[i];
        if (!report_shows_source(r, reason) || (last && same_source(last, reason))) continue;
        put_label_once(r, WORD_LABEL_SOURCE, !last);
        struct buffer *line = report_line(r);
        say_text(line, reason->file);
        buffer_printf(line, ":%u:%u", reason->line, reason->column);
        put_painted(r, DIM);
        new_line(r);
        last = reason;
    }
}

/* The outcome and the statement, where the heading of the group does not say them. */
static void put_outcome(struct report_renderer *r, enum report_group group, const struct report_rule *rule) {
    if (group == GROUP_MET || group == GROUP_NOT_APPLICABLE || group == GROUP_TO_CHECK) return;
    struct buffer *line = report_line(r);
    buffer_str(line, outcome_words(rule->outcome, r->language));
    if (rule->statement.len) {
        buffer_str(line, r->language == LANGUAGE_ZH ? "（" : " (");
        say_statement(line, rule->statement, r->language);
        buffer_str(line, r->language == LANGUAGE_ZH ? "）" : ")");
    }
    put_prose(r, WORD_LABEL_OUTCOME);
}

static void put_rule(struct report_renderer *r, enum report_group group, const struct report_rule *rule,
                     size_t number) {
    struct buffer *line = report_line(r);
    buffer_printf(line, "%2zu. ", number);
    say_rule(line, rule, r->language);
    if (rule->name.len || rule->title.len || rule->text.len) {
        buffer_str(line, " [");
        say_text(line, rule->id);
        buffer_byte(line, ']');
    }
    blanks(r, RULE_INDENT);
    paint(r, BOLD);
    put_filled(r, RULE_INDENT, PART_INDENT);
    paint(r, PLAIN);
    new_line(r);
    if (rule->n_cites) {
        say_cites(report_line(r), rule, r->language);
        put_prose(r, WORD_LABEL_CITES);
    }
    put_outcome(r, group, rule);
    if (!rule_is_called_by_text(rule)) put_text_part(r, WORD_LABEL_TEXT, rule->text);
    put_text_part(r, WORD_LABEL_REASON, rule->because_text);
    put_text_part(r, WORD_LABEL_READING, rule->reading);
    put_text_part(r, WORD_LABEL_MESSAGE, rule->message);
    put_reasons(r, rule);
    put_changes(r, rule);
    put_missing(r, rule);
    if (rule->due.len) {
        say(report_line(r), r->language, WORD_DUE, rule->due);
        put_prose(r, WORD_LABEL_DUE);
    }
    put_text_part(r, WORD_LABEL_DISPLACED, rule->displaced_by);
    struct buffer *finding = report_line(r);
    say_finding(finding, rule, r->language, r->head->for_applicant);
    if (finding->len) put_prose(r, WORD_LABEL_FINDING);
    put_sources(r, rule);
}

/* --- applications */

static void put_heading(struct report_renderer *r, const struct report_application *a) {
    struct buffer *line = report_line(r);
    say_application(line, a, r->language);
    if (a->direction.len || a->verdict != VERDICT_UNREADABLE) {
        buffer_str(line, "  ");
        say_direction(line, a, r->language);
    }
    paint(r, BOLD);
    put_filled(r, 0, 2);
    paint(r, PLAIN);
    new_line(r);
}

static void put_verdict(struct report_renderer *r, const struct report_application *a) {
    say_verdict(report_line(r), a, r->language);
    put_painted(r, verdict_colour(a->verdict));
}

static void put_particulars(struct report_renderer *r, const struct report_application *a) {
    struct buffer *line = report_line(r);
    if (a->verdict != VERDICT_UNREADABLE) {
        buffer_str(line, " · ");
        say_as_of(line, a, r->language);
    }
    if (a->file.len) {
        buffer_str(line, " · ");
        say_text(line, a->file);
    }
    put_painted(r, DIM);
    new_line(r);
}

/* One line: id, verdict, what is not met. */
static void put_short(struct report_renderer *r, const struct report_application *a) {
    say_application(report_line(r), a, r->language);
    put_painted(r, BOLD);
    if (a->direction.len) {
        blanks(r, 2);
        say_text(report_line(r), a->direction);
        buffer_text(&r->out, report_line_text(r));
    }
    blanks(r, 2);
    put_verdict(r, a);
    for (size_t i = 0; i < a->rules.count; i++) {
        struct buffer *line = report_line(r);
        if (i) {
            say(line, r->language, WORD_COMMA);
        } else {
            buffer_str(line, "  ");
        }
        say_text(line, a->rules.items[i].id);
        buffer_text(&r->out, report_line_text(r));
    }
    new_line(r);
}

static void put_group(struct report_renderer *r, const struct report_application *a, enum report_group group,
                      size_t *number) {
    size_t at = report_next_in_group(a, group, 0);
    if (at == a->rules.count) return;
    new_line(r);
    blanks(r, 2);
    paint(r, group_colour(group));
    buffer_text(&r->out, group_words(group, r->language));
    paint(r, PLAIN);
    new_line(r);
    for (; at < a->rules.count; at = report_next_in_group(a, group, at + 1))
        put_rule(r, group, &a->rules.items[at], ++*number);
}

void render_text_begin(struct report_renderer *r) {
    say_title(report_line(r), r->head->guide, r->language);
    put_painted(r, BOLD);
    new_line(r);
    if (r->head->explain == REPORT_NONE) new_line(r);
}

void render_text_application(struct report_renderer *r, const struct report_application *a) {
    if (r->head->explain == REPORT_NONE) {
        put_short(r, a);
        return;
    }
    new_line(r);
    put_heading(r, a);
    blanks(r, 2);
    put_verdict(r, a);
    put_particulars(r, a);
    size_t number = 0;
    for (size_t group = 0; group < GROUP_COUNT; group++) put_group(r, a, (enum report_group)group, &number);
}

/* --- the end */

static void put_problems(struct report_renderer *r, const struct report_tail *tail) {
    if (!tail->n_problems) return;
    new_line(r);
    say(report_line(r), r->language, WORD_PROBLEMS);
    put_painted(r, BOLD);
    new_line(r);
    for (size_t i = 0; i < tail->n_problems; i++) {
        blanks(r, 2);
        say_problem(report_line(r), &tail->problems[i], r->language);
        buffer_text(&r->out, report_line_text(r));
        new_line(r);
    }
}

static void put_number_right(struct report_renderer *r, size_t number, size_t columns) {
    struct buffer *line = report_line(r);
    buffer_printf(line, "%zu", number);
    if (line->len < columns) blanks(r, columns - line->len);
    buffer_text(&r->out, report_line_text(r));
}

static void put_words_right(struct report_renderer *r, struct text words, size_t columns) {
    size_t width = utf8_width(words);
    if (width < columns) blanks(r, columns - width);
    buffer_text(&r->out, words);
}

/* A number column is as wide as its heading, and wide enough for a million. */
static size_t number_columns(struct text heading) {
    size_t width = utf8_width(heading);
    return (width < 7 ? 7 : width) + 2;
}

/* `name` is in the line buffer. */
static void put_row(struct report_renderer *r, size_t name_columns, size_t applications, const size_t *by_verdict,
                    size_t to_check) {
    blanks(r, 2);
    wrap_pad(&r->out, report_line_text(r), name_columns);
    put_number_right(r, applications, number_columns(word_of(r->language, WORD_ALL)));
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        enum verdict verdict = report_column(i);
        put_number_right(r, by_verdict[verdict], number_columns(text_of(verdict_words(verdict, r->language))));
    }
    put_number_right(r, to_check, number_columns(word_of(r->language, WORD_ITEMS_TO_CHECK)));
    new_line(r);
}

static void say_tally(struct buffer *line, const struct tally *tally, enum language language) {
    if (tally->direction.len) {
        say(line, language, WORD_DIRECTION, tally->direction);
    } else {
        say(line, language, WORD_DIRECTION_UNKNOWN);
    }
}

static void put_summary(struct report_renderer *r, const struct report_summary *summary) {
    new_line(r);
    say(report_line(r), r->language, WORD_SUMMARY);
    put_painted(r, BOLD);
    new_line(r);
    bool rows = r->tallies.count > 1;
    size_t name_columns = utf8_width(word_of(r->language, WORD_ALL));
    for (size_t i = 0; rows && i < r->tallies.count; i++) {
        say_tally(report_line(r), &r->tallies.items[i], r->language);
        size_t width = utf8_width(report_line_text(r));
        if (width > name_columns) name_columns = width;
    }
    blanks(r, 2 + name_columns);
    put_words_right(r, word_of(r->language, WORD_ALL), number_columns(word_of(r->language, WORD_ALL)));
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        struct text words = text_of(verdict_words(report_column(i), r->language));
        put_words_right(r, words, number_columns(words));
    }
    put_words_right(r, word_of(r->language, WORD_ITEMS_TO_CHECK),
                    number_columns(word_of(r->language, WORD_ITEMS_TO_CHECK)));
    new_line(r);
    for (size_t i = 0; rows && i < r->tallies.count; i++) {
        const struct tally *tally = &r->tallies.items[i];
        say_tally(report_line(r), tally, r->language);
        put_row(r, name_columns, tally->applications, tally->by_verdict, tally->to_check);
    }
    say(report_line(r), r->language, WORD_ALL);
    put_row(r, name_columns, summary->applications, summary->by_verdict, summary->to_check);
}

/* The summary of a single application would only repeat its verdict. */
void render_text_end(struct report_renderer *r, const struct report_tail *tail) {
    put_problems(r, tail);
    if (tail->summary.applications != 1) put_summary(r, &tail->summary);
}
