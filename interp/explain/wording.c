/* The sentences of a report. All words stand in words.def and its neighbours; here is only how they are put together. */
#include "interp/explain/wording.h"

#include <string.h>

#include "lang/base/message.h"
#include "lang/base/utf8.h"

static const char *const words[WORD_COUNT][LANGUAGES] = {
#define WORD(name, zh, en) {zh, en},
#include "interp/explain/words.def"
#undef WORD
};
static const char *const groups[GROUP_COUNT][LANGUAGES] = {
#define GROUP(name, zh, en) {zh, en},
#include "interp/explain/groups.def"
#undef GROUP
};
static const struct {
    const char *id, *words[LANGUAGES];
} statements[] = {
#define STATEMENT(id, zh, en) {id, {zh, en}},
#include "interp/explain/statements.def"
#undef STATEMENT
};
static const struct {
    const char *op, *words[LANGUAGES], *date_words[LANGUAGES];
} changes[] = {
#define CHANGE(op, zh, en, date_zh, date_en) {op, {zh, en}, {date_zh, date_en}},
#include "interp/explain/changes.def"
#undef CHANGE
};
static const struct {
    const char *zh, *en;
} sections[] = {
#define SECTION(id, zh, en, scope) {zh, en},
#include "lang/value/sections.def"
#undef SECTION
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* --- plain text */

static bool is_blank(struct text c) {
    return c.len == 1 ? c.ptr[0] == '\t' || c.ptr[0] == '\n' || c.ptr[0] == '\r'
                      : text_equal(c, TEXT("\u2028")) || text_equal(c, TEXT("\u2029"));
}

void say_text(struct buffer *out, struct text t) {
    for (size_t at = 0; at < t.len;) {
        size_t from = at;
        while (at < t.len && t.ptr[at] >= ' ' && t.ptr[at] < 0x7F) at++;
        buffer_text(out, text_slice(t, from, at));
        if (at == t.len) return;
        uint32_t c;
        size_t len = utf8_decode(t, at, &c);
        struct text character = text_slice(t, at, at + (len ? len : 1));
        if (is_blank(character)) {
            buffer_byte(out, ' ');
        } else {
            message_visible(out, character);
        }
        at += character.len;
    }
}

void say_words(struct buffer *out, enum language language, enum word word, size_t n_args, const struct text *args) {
    message_fill(out, words[word][language], args, n_args);
}

struct text word_of(enum language language, enum word word) {
    return text_of(words[word][language]);
}

static void say_number(struct buffer *out, enum language language, enum word word, size_t number) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    say(out, language, word, ((struct text){digits + at, sizeof digits - at}));
}

/* --- rules */

enum report_group group_of(const struct report_rule *rule) {
    switch (rule->effect) {
    case EFFECT_INELIGIBLE: return GROUP_INELIGIBLE;
    case EFFECT_INCOMPLETE: return GROUP_INCOMPLETE;
    case EFFECT_REVIEW: return GROUP_REVIEW;
    case EFFECT_NOTICE: return GROUP_NOTICE;
    case EFFECT_MERIT: return GROUP_MERIT;
    case EFFECT_NONE:
    case EFFECT_COUNT: break;
    }
    switch (rule->outcome) {
    case OUTCOME_TO_CHECK: return GROUP_TO_CHECK;
    case OUTCOME_EXCEPTED:
    case OUTCOME_DISPLACED: return GROUP_EXCEPTION;
    case OUTCOME_NOTED: return GROUP_NOTED;
    case OUTCOME_MET: return GROUP_MET;
    case OUTCOME_NOT_APPLICABLE: return GROUP_NOT_APPLICABLE;
    case OUTCOME_UNMET:
    case OUTCOME_UNKNOWN:
    case OUTCOME_PENDING:
    case OUTCOME_ERROR:
    case OUTCOME_COUNT: break;
    }
    return GROUP_WITHOUT_EFFECT;
}

struct text group_words(enum report_group group, enum language language) {
    return text_of(groups[group][language]);
}

bool rule_is_called_by_text(const struct report_rule *rule) {
    return !rule->name.len && !rule->title.len && rule->text.len;
}

void say_rule(struct buffer *out, const struct report_rule *rule, enum language language) {
    if (rule_is_called_by_text(rule)) {
        say_text(out, rule->text);
        return;
    }
    say_text(out, rule->name);
    if (rule->name.len && rule->title.len) say(out, language, WORD_COLON);
    say_text(out, rule->title);
    if (!rule->name.len && !rule->title.len) say_text(out, rule->id);
}

void say_statement(struct buffer *out, struct text id, enum language language) {
    for (size_t i = 0; i < COUNT_OF(statements); i++) {
        if (text_equal(id, text_of(statements[i].id))) {
            buffer_str(out, statements[i].words[language]);
            return;
        }
    }
    say_text(out, id);
}

struct text section_words(struct text section, enum language language) {
    if (language == LANGUAGE_EN) {
        for (size_t i = 0; i < COUNT_OF(sections); i++) {
            if (text_equal(section, text_of(sections[i].zh))) return text_of(sections[i].en);
        }
    }
    return section;
}

/* A clause is kept without its outer brackets: "2" is printed （2）, "2(1)" 2（1） behind a blank. */
static void say_clause(struct buffer *out, struct text clause, enum language language) {
    size_t from = 0;
    for (size_t at = 0; at <= clause.len; at++) {
        if (at < clause.len && clause.ptr[at] != '(' && clause.ptr[at] != ')') continue;
        bool outer = from == 0 && at < clause.len;
        if (at > from && outer) {
            buffer_byte(out, ' ');
            say_text(out, text_slice(clause, from, at));
        } else if (at > from && language == LANGUAGE_EN && from) {
            buffer_byte(out, '(');
            say_text(out, text_slice(clause, from, at));
            buffer_byte(out, ')');
        } else if (at > from) {
            say(out, language, WORD_IN_BRACKETS, text_slice(clause, from, at));
        }
        from = at + 1;
    }
}

static void say_cite(struct buffer *out, const struct report_cite *cite, enum language language) {
    struct text section = section_words(cite->section, language);
    if (cite->direction.ptr) {
        say(out, language, WORD_CITE_DIRECTION, cite->guide, cite->direction, section);
    } else {
        say(out, language, WORD_CITE_GUIDE, cite->guide, section);
    }
    say_clause(out, cite->clause, language);
}

void say_cites(struct buffer *out, const struct report_rule *rule, enum language language) {
    for (size_t i = 0; i < rule->n_cites; i++) {
        if (i) say(out, language, WORD_SEMICOLON);
        say_cite(out, &rule->cites[i], language);
    }
}

void say_reason_value(struct buffer *out, const struct report_reason *reason, enum language language) {
    static const enum word of_value[] = {WORD_HOLDS_NOT, WORD_HOLDS, WORD_HOLDS_UNKNOWN, WORD_HOLDS_ERROR};
    say(out, language, WORD_COLON);
    say(out, language, of_value[reason->value < COUNT_OF(of_value) ? reason->value : COUNT_OF(of_value) - 1]);
    if (reason->element.len) {
        say(out, language, WORD_COMMA);
        say(out, language, WORD_FOUND_AT, reason->element);
    }
}

/* 2022-12-20, also with a time behind it. */
static bool looks_like_a_day(struct text value) {
    static const char form[] = "dddd-dd-dd";
    if (value.len < sizeof form - 1) return false;
    for (size_t i = 0; i < sizeof form - 1; i++) {
        char c = value.ptr[i];
        if (form[i] == 'd' ? c < '0' || c > '9' : c != form[i]) return false;
    }
    return true;
}

/* What the rule calls the datum at a place; the place itself where it has no word for it. */
static struct text words_of_datum(const struct report_rule *rule, struct text at) {
    for (size_t i = 0; i < rule->because.count; i++) {
        const struct report_reason *reason = &rule->because.items[i];
        for (size_t j = 0; j < reason->with.count; j++) {
            if (text_equal(reason->with.items[j].at, at)) return reason->with.items[j].expr;
        }
    }
    return at;
}

bool say_change(struct buffer *out, const struct report_rule *rule, const struct report_change *change,
                enum language language) {
    const struct text args[] = {change->expr.len ? change->expr : words_of_datum(rule, change->at), change->value};
    bool day = looks_like_a_day(change->value);
    const char *format = NULL;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        if (text_equal(change->op, text_of(changes[i].op)))
            format = (day ? changes[i].date_words : changes[i].words)[language];
    }
    if (format) {
        message_fill(out, format, args, COUNT_OF(args));
    } else {
        say_text(out, args[0]);
        buffer_byte(out, ' ');
        say_text(out, change->op);
        buffer_byte(out, ' ');
        say_text(out, args[1]);
    }
    /* Elements are counted in the value already. */
    bool of_datum = format == NULL || strstr(format, "{0}") != NULL;
    if (change->change.len && of_datum) say(out, language, WORD_IN_BRACKETS, change->change);
    bool place_said = text_equal(args[0], change->at) && of_datum;
    return !place_said;
}

void say_missing(struct buffer *out, const struct report_missing *missing, enum language language) {
    say_text(out, missing->expr.len ? missing->expr : missing->at);
    if (missing->reason.len) say(out, language, WORD_IN_BRACKETS, missing->reason);
}

bool rule_has_finding(const struct report_rule *rule) {
    return rule->finding_by.len || rule->finding_on.len || rule->finding_note.len;
}

void say_finding(struct buffer *out, const struct report_rule *rule, enum language language, bool for_applicant) {
    if (!rule_has_finding(rule)) return;
    const struct text parts[] = {rule->finding_note, for_applicant ? TEXT("") : rule->finding_by, rule->finding_on};
    bool first = true;
    if (!text_equal(rule->statement, TEXT("judge"))) {
        say(out, language, rule->outcome == OUTCOME_EXCEPTED ? WORD_EXCEPTION_GRANTED : WORD_EXCEPTION_REFUSED);
        first = false;
    }
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!parts[i].len) continue;
        if (!first) say(out, language, WORD_COMMA);
        say_text(out, parts[i]);
        first = false;
    }
}

/* --- applications */

void say_title(struct buffer *out, struct text guide, enum language language) {
    if (guide.len) {
        say(out, language, WORD_TITLE_GUIDE, guide);
    } else {
        say(out, language, WORD_TITLE);
    }
}

void say_verdict(struct buffer *out, const struct report_application *application, enum language language) {
    buffer_str(out, verdict_words(application->verdict, language));
    if (!application->to_check) return;
    say(out, language, WORD_COMMA);
    say_number(out, language, WORD_TO_CHECK, application->to_check);
}

void say_application(struct buffer *out, const struct report_application *application, enum language language) {
    if (application->id.len) {
        say_text(out, application->id);
    } else {
        say_number(out, language, WORD_APPLICATION, application->ordinal);
    }
}

void say_direction(struct buffer *out, const struct report_application *application, enum language language) {
    if (!application->direction.len) {
        say(out, language, WORD_DIRECTION_UNKNOWN);
        return;
    }
    say(out, language, WORD_DIRECTION, application->direction);
    if (application->direction_title.len) {
        buffer_byte(out, ' ');
        say_text(out, application->direction_title);
    }
    if (!application->theme.len) return;
    say(out, language, WORD_THEME, application->theme);
    if (!application->theme_title.len) return;
    buffer_byte(out, ' ');
    say_text(out, application->theme_title);
}

void say_as_of(struct buffer *out, const struct report_application *application, enum language language) {
    if (!application->as_of.len) {
        say(out, language, WORD_AS_OF_UNKNOWN);
    } else if (text_equal(application->as_of_from, TEXT("option"))) {
        say(out, language, WORD_AS_OF_OPTION, application->as_of);
    } else if (text_equal(application->as_of_from, TEXT("submitted_at"))) {
        say(out, language, WORD_AS_OF_SUBMITTED, application->as_of);
    } else {
        say(out, language, WORD_AS_OF, application->as_of);
    }
}

static void say_place(struct buffer *out, struct text file, uint32_t line, uint32_t column) {
    say_text(out, file);
    if (!line) return;
    buffer_printf(out, ":%u", line);
    if (column) buffer_printf(out, ":%u", column);
}

void say_problem(struct buffer *out, const struct report_problem *problem, enum language language) {
    if (problem->file.len) {
        say_place(out, problem->file, problem->line, problem->column);
        buffer_str(out, ": ");
    } else if (problem->application) {
        say_number(out, language, WORD_APPLICATION, problem->application);
        say(out, language, WORD_COLON);
    }
    if (problem->at.len) {
        say_text(out, problem->at);
        buffer_str(out, ": ");
    }
    if (problem->warning) {
        say(out, language, WORD_WARNING, problem->message);
    } else {
        say_text(out, problem->message);
    }
}
