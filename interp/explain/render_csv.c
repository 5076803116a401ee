/* The report as a table for a spreadsheet: a row for each rule of each application, one for an application without any,
 * and one for each problem at the end. UTF-8 with a byte order mark and CR LF, as Excel and WPS want it.
 *
 * Two things that spreadsheets do to a cell are kept in mind: what begins like a formula is given an apostrophe (a cell
 * holds applicants' words), and codes that look like dates or fractions ("2023-1", "1.10") stand with a word. */
#include "interp/explain/render.h"
#include "lang/base/utf8.h"

static const enum word columns[] = {
    WORD_COLUMN_NUMBER,    WORD_COLUMN_APPLICATION, WORD_COLUMN_GUIDE,  WORD_COLUMN_DIRECTION, WORD_COLUMN_VERDICT,
    WORD_ITEMS_TO_CHECK,   WORD_COLUMN_AS_OF,       WORD_COLUMN_RULE,   WORD_COLUMN_NAME,      WORD_COLUMN_TITLE,
    WORD_COLUMN_STATEMENT, WORD_COLUMN_OUTCOME,     WORD_COLUMN_EFFECT, WORD_LABEL_CITES,      WORD_LABEL_READING,
    WORD_LABEL_MESSAGE,    WORD_LABEL_BECAUSE,      WORD_LABEL_FIX,     WORD_LABEL_MISSING,    WORD_LABEL_DUE,
    WORD_LABEL_DISPLACED,  WORD_LABEL_FINDING,      WORD_COLUMN_FILE,
};
#define COLUMNS (sizeof columns / sizeof *columns)
/* Cells before the rule's. */
#define APPLICATION_COLUMNS 7

/* = + - @, also full-width and behind blanks. */
static bool looks_like_a_formula(struct text t) {
    for (size_t at = 0; at < t.len;) {
        uint32_t c;
        size_t len = utf8_decode(t, at, &c);
        if (!len) return false;
        if (c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20)
            return true;
        if (c > ' ' && c != 0xA0 && c != 0x3000 && c != 0xFEFF) return false;
        at += len;
    }
    return false;
}

static bool needs_quotes(struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == ',' || t.ptr[i] == ';' || t.ptr[i] == '"' || t.ptr[i] == '\n') return true;
    }
    return t.len && (t.ptr[0] == ' ' || t.ptr[t.len - 1] == ' ');
}

/* The cell stands in the line buffer; several of its lines are parted by \n. */
static void end_cell(struct report_renderer *r, bool last) {
    struct text cell = report_line_text(r);
    bool formula = looks_like_a_formula(cell), quotes = formula || needs_quotes(cell);
    if (quotes) buffer_byte(&r->out, '"');
    if (formula) buffer_byte(&r->out, '\'');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"') buffer_byte(&r->out, '"');
        buffer_byte(&r->out, cell.ptr[i]);
    }
    if (quotes) buffer_byte(&r->out, '"');
    buffer_str(&r->out, last ? "\r\n" : ",");
    report_line(r);
}

static void put_cell(struct report_renderer *r, struct text t) {
    say_text(report_line(r), t);
    end_cell(r, false);
}

static void put_words(struct report_renderer *r, const char *words) { put_cell(r, text_of(words)); }

static void put_number(struct report_renderer *r, size_t number) {
    buffer_printf(report_line(r), "%zu", number);
    end_cell(r, false);
}

static void put_nothing(struct report_renderer *r, size_t cells) {
    for (size_t i = 0; i < cells; i++) put_cell(r, TEXT(""));
}

static void put_application(struct report_renderer *r, const struct report_application *a) {
    put_number(r, a->ordinal);
    put_cell(r, a->id);
    if (a->guide.len) {
        say(report_line(r), r->language, WORD_GUIDE, a->guide);
    } else {
        report_line(r);
    }
    end_cell(r, false);
    say_direction(report_line(r), a, r->language);
    end_cell(r, false);
    put_words(r, verdict_words(a->verdict, r->language));
    put_number(r, a->to_check);
    put_cell(r, a->as_of);
}

static void end_part(struct buffer *line, size_t i, size_t count) {
    if (i + 1 < count) buffer_byte(line, '\n');
}

static void say_at(struct buffer *line, struct text at) {
    if (!at.len) return;
    buffer_byte(line, ' ');
    say_text(line, at);
}

static void put_reasons(struct report_renderer *r, const struct report_rule *rule) {
    struct buffer *line = report_line(r);
    for (size_t i = 0; i < rule->because.count; i++) {
        const struct report_reason *reason = &rule->because.items[i];
        say_text(line, reason->expr);
        say_reason_value(line, reason, r->language);
        for (size_t j = 0; j < reason->with.count; j++) {
            buffer_byte(line, '\n');
            say_text(line, reason->with.items[j].expr);
            buffer_str(line, " = ");
            say_text(line, reason->with.items[j].value);
            say_at(line, reason->with.items[j].at);
        }
        end_part(line, i, rule->because.count);
    }
    end_cell(r, false);
    for (size_t i = 0; i < rule->fix.count; i++) {
        if (say_change(line, rule, &rule->fix.items[i], r->language)) say_at(line, rule->fix.items[i].at);
        end_part(line, i, rule->fix.count);
    }
    end_cell(r, false);
    for (size_t i = 0; i < rule->missing.count; i++) {
        say_missing(line, &rule->missing.items[i], r->language);
        if (rule->missing.items[i].expr.len) say_at(line, rule->missing.items[i].at);
        end_part(line, i, rule->missing.count);
    }
    end_cell(r, false);
}

/* The message, else what a rule that cannot be computed says, with an omit's reason. */
static void put_message(struct report_renderer *r, const struct report_rule *rule) {
    struct buffer *line = report_line(r);
    const struct text parts[] = {rule->message, rule->text, rule->because_text};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].len) continue;
        if (line->len) buffer_byte(line, '\n');
        say_text(line, parts[i]);
    }
    end_cell(r, false);
}

static void put_rule(struct report_renderer *r, const struct report_rule *rule) {
    put_cell(r, rule->id);
    put_cell(r, rule->name);
    put_cell(r, rule->title);
    say_statement(report_line(r), rule->statement, r->language);
    end_cell(r, false);
    put_words(r, outcome_words(rule->outcome, r->language));
    put_words(r, effect_words(rule->effect, r->language));
    say_cites(report_line(r), rule, r->language);
    end_cell(r, false);
    put_cell(r, rule->reading);
    put_message(r, rule);
    put_reasons(r, rule);
    put_cell(r, rule->due);
    put_cell(r, rule->displaced_by);
    say_finding(report_line(r), rule, r->language, r->head->for_applicant);
    end_cell(r, false);
}

void render_csv_begin(struct report_renderer *r) {
    buffer_str(&r->out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < COLUMNS; i++) {
        say(report_line(r), r->language, columns[i]);
        end_cell(r, i + 1 == COLUMNS);
    }
}

static void put_file(struct report_renderer *r, struct text file) {
    say_text(report_line(r), file);
    end_cell(r, true);
}

void render_csv_application(struct report_renderer *r, const struct report_application *a) {
    for (size_t i = 0; i < a->rules.count; i++) {
        put_application(r, a);
        put_rule(r, &a->rules.items[i]);
        put_file(r, a->file);
    }
    if (a->rules.count) return;
    put_application(r, a);
    put_nothing(r, COLUMNS - APPLICATION_COLUMNS - 1);
    put_file(r, a->file);
}

/* In the columns of a rule: "problem" as its outcome, the message as its message, the place in the file's column. */
static void put_problem(struct report_renderer *r, const struct report_problem *problem) {
    if (problem->application) {
        put_number(r, problem->application);
    } else {
        put_nothing(r, 1);
    }
    for (size_t i = 1; i + 1 < COLUMNS; i++) {
        if (columns[i] == WORD_COLUMN_OUTCOME) {
            say(report_line(r), r->language, WORD_PROBLEM);
            end_cell(r, false);
        } else if (columns[i] == WORD_LABEL_MESSAGE) {
            struct report_problem words = *problem;
            words.file = TEXT("");
            words.application = 0;
            say_problem(report_line(r), &words, r->language);
            end_cell(r, false);
        } else {
            put_nothing(r, 1);
        }
    }
    say_text(report_line(r), problem->file);
    if (problem->line) buffer_printf(&r->line, ":%u:%u", problem->line, problem->column);
    end_cell(r, true);
}

void render_csv_end(struct report_renderer *r, const struct report_tail *tail) {
    for (size_t i = 0; i < tail->n_problems; i++) put_problem(r, &tail->problems[i]);
}
