/* What a report says in words: the sentences that text, Markdown, HTML and CSV share. Each is appended to a buffer as
 * plain text of one line; the renderer then escapes it as its form requires. Data from applications are made harmless
 * for a terminal on the way (`say_text`). */
#ifndef ZN_EXPLAIN_WORDING_H
#define ZN_EXPLAIN_WORDING_H

#include "interp/explain/report.h"

enum word {
#define WORD(name, zh, en) WORD_##name,
#include "interp/explain/words.def"
#undef WORD
    WORD_COUNT
};
enum report_group {
#define GROUP(name, zh, en) GROUP_##name,
#include "interp/explain/groups.def"
#undef GROUP
    GROUP_COUNT
};

/* Line ends and tabs become blanks; otherwise as message_visible. */
void say_text(struct buffer *out, struct text t);
/* A word, its holes {0} {1} {2} filled. */
void say_words(struct buffer *out, enum language language, enum word word, size_t n_args, const struct text *args);
#define say(out, language, word, ...)                                                                         \
    say_words((out), (language), (word), sizeof((struct text[]){{0}, __VA_ARGS__}) / sizeof(struct text) - 1, \
              (struct text[]){{0}, __VA_ARGS__} + 1)
struct text word_of(enum language language, enum word word);

enum report_group group_of(const struct report_rule *rule);
struct text group_words(enum report_group group, enum language language);
/* What stands above a rule: title after its name, else what it says. */
void say_rule(struct buffer *out, const struct report_rule *rule, enum language language);
/* Whether say_rule already gave `rule->text`. */
bool rule_is_called_by_text(const struct report_rule *rule);
/* "must" in words; the id itself where it is not known. */
void say_statement(struct buffer *out, struct text id, enum language language);
/* The heading of a clause for the reader; `section` itself where it is none of sections.def. */
struct text section_words(struct text section, enum language language);
void say_cites(struct buffer *out, const struct report_rule *rule, enum language language);
/* What stands above the whole report. */
void say_title(struct buffer *out, struct text guide, enum language language);
/* 机审通过，2 项待人工审查 */
void say_verdict(struct buffer *out, const struct report_application *application, enum language language);
/* The id, or the application's number. */
void say_application(struct buffer *out, const struct report_application *application, enum language language);
/* Direction by code and title. */
void say_direction(struct buffer *out, const struct report_application *application, enum language language);
void say_as_of(struct buffer *out, const struct report_application *application, enum language language);
/* （不成立，见 /organisations/2） */
void say_reason_value(struct buffer *out, const struct report_reason *reason, enum language language);
/* The change in words. `rule` lends the words of the datum it concerns; where it has none, the place stands for them and
 * the result is false: it need not be shown again. */
bool say_change(struct buffer *out, const struct report_rule *rule, const struct report_change *change,
                enum language language);
void say_missing(struct buffer *out, const struct report_missing *missing, enum language language);
void say_finding(struct buffer *out, const struct report_rule *rule, enum language language, bool for_applicant);
bool rule_has_finding(const struct report_rule *rule);
/* `FILE:LINE:COLUMN: /pointer: message` */
void say_problem(struct buffer *out, const struct report_problem *problem, enum language language);

#endif
