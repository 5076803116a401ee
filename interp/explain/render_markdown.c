/* The report as Markdown (CommonMark and its tables): for mail, wikis and merge requests. Whatever could be read as
 * markup is escaped; expressions and places stand as code. */
#include "interp/explain/render.h"

#include <string.h>

/* What stands in the line buffer, with every punctuation mark that means something escaped. */
static void put_line(struct report_renderer *r) {
    struct text t = report_line_text(r);
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];
        if (c == '<') {
            buffer_str(&r->out, "&lt;");
        } else if (c == '&') {
            buffer_str(&r->out, "&amp;");
        } else {
            if (c && strchr("\\`*_{}[]>#|~$", c)) buffer_byte(&r->out, '\\');
            buffer_byte(&r->out, c);
        }
    }
}

static void put_text(struct report_renderer *r, struct text t) {
    say_text(report_line(r), t);
    put_line(r);
}

/* As code: with a fence longer than any run of ` inside. Not for tables, where a | would end the cell. */
static void put_code(struct report_renderer *r, struct text t) {
    if (!t.len) return;
    say_text(report_line(r), t);
    struct text code = report_line_text(r);
    size_t fence = 1, run = 0;
    for (size_t i = 0; i < code.len; i++) {
        run = code.ptr[i] == '`' ? run + 1 : 0;
        if (run >= fence) fence = run + 1;
    }
    bool pad = code.ptr[0] == '`' || code.ptr[code.len - 1] == '`';
    buffer_repeat(&r->out, TEXT("`"), fence);
    if (pad) buffer_byte(&r->out, ' ');
    buffer_text(&r->out, code);
    if (pad) buffer_byte(&r->out, ' ');
    buffer_repeat(&r->out, TEXT("`"), fence);
}

static void put_str(struct report_renderer *r, const char *s) { buffer_str(&r->out, s); }

/* `   - **label** ` of a part of a rule. */
static void put_label(struct report_renderer *r, enum word label) {
    put_str(r, "   - **");
    buffer_text(&r->out, word_of(r->language, label));
    put_str(r, "** ");
}

static void put_part(struct report_renderer *r, enum word label, struct text t) {
    if (!t.len) return;
    put_label(r, label);
    put_text(r, t);
    put_str(r, "\n");
}

/* The part stands in the line buffer. */
static void put_said(struct report_renderer *r, enum word label) {
    if (!r->line.len) return;
    put_label(r, label);
    put_line(r);
    put_str(r, "\n");
}

static void put_place(struct report_renderer *r, struct text at) {
    if (!at.len) return;
    put_str(r, " ");
    put_code(r, at);
}

static void put_reasons(struct report_renderer *r, const struct report_rule *rule) {
    for (size_t i = 0; i < rule->because.count; i++) {
        const struct report_reason *reason = &rule->because.items[i];
        put_label(r, WORD_LABEL_BECAUSE);
        put_code(r, reason->expr);
        say_reason_value(report_line(r), reason, r->language);
        put_line(r);
        if (report_shows_source(r, reason)) {
            struct buffer *line = report_line(r);
            say_text(line, reason->file);
            buffer_printf(line, ":%u:%u", reason->line, reason->column);
            put_str(r, " · ");
            put_line(r);
        }
        put_str(r, "\n");
        for (size_t j = 0; j < reason->with.count; j++) {
            put_str(r, "     - ");
            put_code(r, reason->with.items[j].expr);
            put_str(r, " = ");
            put_text(r, reason->with.items[j].value);
            put_place(r, reason->with.items[j].at);
            put_str(r, "\n");
        }
    }
}

static void put_changes(struct report_renderer *r, const struct report_rule *rule) {
    for (size_t i = 0; i < rule->fix.count; i++) {
        put_label(r, WORD_LABEL_FIX);
        bool place = say_change(report_line(r), rule, &rule->fix.items[i], r->language);
        put_line(r);
        if (place) put_place(r, rule->fix.items[i].at);
        put_str(r, "\n");
    }
    for (size_t i = 0; i < rule->missing.count; i++) {
        put_label(r, WORD_LABEL_MISSING);
        say_missing(report_line(r), &rule->missing.items[i], r->language);
        put_line(r);
        if (rule->missing.items[i].expr.len) put_place(r, rule->missing.items[i].at);
        put_str(r, "\n");
    }
}

static void put_rule(struct report_renderer *r, const struct report_rule *rule) {
    put_str(r, "1. **");
    say_rule(report_line(r), rule, r->language);
    put_line(r);
    put_str(r, "** ");
    put_code(r, rule->id);
    put_str(r, "\n");
    say_cites(report_line(r), rule, r->language);
    put_said(r, WORD_LABEL_CITES);
    struct buffer *line = report_line(r);
    buffer_str(line, outcome_words(rule->outcome, r->language));
    if (rule->statement.len) {
        say(line, r->language, WORD_COMMA);
        say_statement(line, rule->statement, r->language);
    }
    put_said(r, WORD_LABEL_OUTCOME);
    if (!rule_is_called_by_text(rule)) put_part(r, WORD_LABEL_TEXT, rule->text);
    put_part(r, WORD_LABEL_REASON, rule->because_text);
    put_part(r, WORD_LABEL_READING, rule->reading);
    put_part(r, WORD_LABEL_MESSAGE, rule->message);
    put_reasons(r, rule);
    put_changes(r, rule);
    if (rule->due.len) {
        say(report_line(r), r->language, WORD_DUE, rule->due);
        put_said(r, WORD_LABEL_DUE);
    }
    put_part(r, WORD_LABEL_DISPLACED, rule->displaced_by);
    say_finding(report_line(r), rule, r->language, r->head->for_applicant);
    put_said(r, WORD_LABEL_FINDING);
}

/* --explain none: the ids in a line. */
static void put_ids(struct report_renderer *r, const struct report_application *a) {
    for (size_t i = 0; i < a->rules.count; i++) {
        if (i) buffer_text(&r->out, word_of(r->language, WORD_COMMA));
        put_code(r, a->rules.items[i].id);
    }
    if (a->rules.count) put_str(r, "\n");
}

static void put_group(struct report_renderer *r, const struct report_application *a, enum report_group group) {
    size_t at = report_next_in_group(a, group, 0);
    if (at == a->rules.count) return;
    put_str(r, "\n### ");
    buffer_text(&r->out, group_words(group, r->language));
    put_str(r, "\n\n");
    for (; at < a->rules.count; at = report_next_in_group(a, group, at + 1)) put_rule(r, &a->rules.items[at]);
}

void render_markdown_begin(struct report_renderer *r) {
    say_title(report_line(r), r->head->guide, r->language);
    put_str(r, "# ");
    put_line(r);
    put_str(r, "\n");
}

void render_markdown_application(struct report_renderer *r, const struct report_application *a) {
    put_str(r, "\n## ");
    struct buffer *line = report_line(r);
    say_application(line, a, r->language);
    if (a->direction.len) {
        buffer_str(line, " · ");
        say_direction(line, a, r->language);
    }
    put_line(r);
    put_str(r, "\n\n**");
    say_verdict(report_line(r), a, r->language);
    put_line(r);
    put_str(r, "**");
    line = report_line(r);
    if (a->verdict != VERDICT_UNREADABLE) {
        buffer_str(line, " · ");
        say_as_of(line, a, r->language);
    }
    if (a->file.len) {
        buffer_str(line, " · ");
        say_text(line, a->file);
    }
    put_line(r);
    put_str(r, "\n");
    if (r->head->explain == REPORT_NONE) {
        if (a->rules.count) put_str(r, "\n");
        put_ids(r, a);
        return;
    }
    for (size_t group = 0; group < GROUP_COUNT; group++) put_group(r, a, (enum report_group)group);
}

static void put_number(struct report_renderer *r, size_t number) { buffer_printf(&r->out, " | %zu", number); }

static void put_counts(struct report_renderer *r, size_t applications, const size_t *by_verdict, size_t to_check) {
    put_number(r, applications);
    for (size_t i = 0; i < VERDICT_COUNT; i++) put_number(r, by_verdict[report_column(i)]);
    put_number(r, to_check);
    put_str(r, " |\n");
}

static void put_summary(struct report_renderer *r, const struct report_summary *summary) {
    put_str(r, "\n## ");
    buffer_text(&r->out, word_of(r->language, WORD_SUMMARY));
    put_str(r, "\n\n| ");
    buffer_text(&r->out, word_of(r->language, WORD_COLUMN_DIRECTION));
    put_str(r, " | ");
    buffer_text(&r->out, word_of(r->language, WORD_ALL));
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        put_str(r, " | ");
        put_str(r, verdict_words(report_column(i), r->language));
    }
    put_str(r, " | ");
    buffer_text(&r->out, word_of(r->language, WORD_ITEMS_TO_CHECK));
    put_str(r, " |\n| ---");
    for (size_t i = 0; i < VERDICT_COUNT + 2; i++) put_str(r, " | ---:");
    put_str(r, " |\n");
    for (size_t i = 0; r->tallies.count > 1 && i < r->tallies.count; i++) {
        const struct tally *tally = &r->tallies.items[i];
        const struct report_application like = {.direction = tally->direction, .direction_title = tally->title};
        put_str(r, "| ");
        say_direction(report_line(r), &like, r->language);
        put_line(r);
        put_counts(r, tally->applications, tally->by_verdict, tally->to_check);
    }
    put_str(r, "| **");
    buffer_text(&r->out, word_of(r->language, WORD_ALL));
    put_str(r, "**");
    put_counts(r, summary->applications, summary->by_verdict, summary->to_check);
}

void render_markdown_end(struct report_renderer *r, const struct report_tail *tail) {
    if (tail->n_problems) {
        put_str(r, "\n## ");
        buffer_text(&r->out, word_of(r->language, WORD_PROBLEMS));
        put_str(r, "\n\n");
    }
    for (size_t i = 0; i < tail->n_problems; i++) {
        put_str(r, "- ");
        say_problem(report_line(r), &tail->problems[i], r->language);
        put_line(r);
        put_str(r, "\n");
    }
    if (tail->summary.applications != 1) put_summary(r, &tail->summary);
}
