/* The explanation record in memory (DESIGN 4): what review makes and the renderers write. All words are in the language
 * the review was asked for. Lifetime: the application's arena, handed to the sink before it is reset. */
#ifndef ZN_EXPLAIN_REPORT_H
#define ZN_EXPLAIN_REPORT_H

#include "interp/vm/outcome.h"
#include "lang/base/vec.h"
#include "lang/code/image.h"

struct report_datum { /* because.with[] */
    struct text expr, value, at;
};
struct report_reason { /* because[] */
    struct text expr;
    uint8_t value;       /* 0 false, 1 true, 2 unknown, 3 error */
    struct text element; /* JSON pointer of the list element it was found at, or "" */
    VEC(struct report_datum) with;
    struct text file;
    uint32_t line, column;
};
struct report_change {                 /* fix[] */
    struct text at, op, value, change; /* op: a row of changes.def; change "" where it has no measure */
    struct text expr;                  /* the datum to change, in the policy's words; "" for elements of a list */
};
struct report_missing { /* missing[] */
    struct text at, expr, reason;
};
struct report_cite {
    struct text guide, direction, section, clause; /* direction.ptr NULL: a clause of the guide */
};
struct report_rule {
    uint32_t rule;  /* row in the image, IMAGE_NONE for a quota line */
    struct text id; /* unique within the application: "matching_funds", "bilateral#2", "judge#1" */
    struct text name, title,
        statement; /* statement: must must_not in_principle generally encourage prefer judge inform omit limit supports */
    enum outcome outcome;
    enum effect effect;
    struct report_cite *cites;
    size_t n_cites;
    struct text row; /* of an indicator: its number in the table, else "" */
    struct text reading, message;
    struct text text;         /* judge, inform, omit: what it says; supports: the quota in words */
    struct text because_text; /* omit: its reason */
    struct text due;          /* pending: the last day, else "" */
    struct text displaced_by; /* name of the waiver's direction and its citation in words, else "" */
    struct text finding_by, finding_on, finding_note; /* where a person's finding decided */
    VEC(struct report_reason) because;
    VEC(struct report_change) fix;
    VEC(struct report_missing) missing;
};
struct report_problem {
    size_t application; /* ordinal from 1; 0 where it concerns a whole file */
    struct text file, at, message;
    uint32_t line, column; /* 0 where unknown */
    bool warning;
};
struct report_application {
    size_t ordinal;
    struct text id, guide, direction, direction_title; /* empty where unknown */
    struct text theme, theme_title;                    /* empty where unknown or the direction has none */
    struct text file;
    struct text as_of;      /* "2022-12-20" or "" */
    struct text as_of_from; /* "option", "submitted_at" or "" */
    enum verdict verdict;
    size_t to_check;
    VEC(struct report_rule) rules; /* those asked for by --explain */
};
struct report_summary {
    size_t applications, by_verdict[VERDICT_COUNT], to_check;
};

enum report_explain { REPORT_NONE, REPORT_DECISIVE, REPORT_ALL };

/* What is known before the first application. */
struct report_head {
    struct text engine, guide, policy_digest;
    enum language language;
    enum report_explain explain;
    bool for_applicant;
    /* options as given, in a fixed order: name and value */
    struct report_option {
        struct text name, value;
    } * options;
    size_t n_options;
};
struct report_input {
    struct text name, digest;
};
struct report_tail {
    struct report_input *inputs;
    size_t n_inputs;
    struct report_problem *problems;
    size_t n_problems;
    struct report_summary summary;
};

/* A renderer: begin, one call an application, end. Output goes to `write`, which returns false when it cannot. */
struct report_sink {
    bool (*write)(void *context, struct text bytes);
    void *context;
    bool colour;
};
struct report_renderer;
enum report_format {
#define FORMAT(name, id, renderer) REPORT_##name,
#include "interp/explain/formats.def"
#undef FORMAT
    REPORT_FORMATS
};
/* The format that --format calls `id`; false where there is none. */
bool report_format_named(struct text id, enum report_format *out);

/* `head` is borrowed until report_end. JSON writes `inputs` before the applications, so they must be complete here;
 * the other formats write those of report_end's `tail`. */
struct report_renderer *report_begin(struct arena *arena, enum report_format format, const struct report_sink *sink,
                                     const struct report_head *head, const struct report_input *inputs,
                                     size_t n_inputs);
void report_application(struct report_renderer *renderer, const struct report_application *application);
/* False where some output could not be written. */
bool report_end(struct report_renderer *renderer, const struct report_tail *tail);

#endif
