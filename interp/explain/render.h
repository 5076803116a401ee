/* What the renderers of one report share: where output goes, and the count by direction for the summary table. */
#ifndef ZN_EXPLAIN_RENDER_H
#define ZN_EXPLAIN_RENDER_H

#include "interp/explain/wording.h"
#include "lang/base/json.h"

/* One row of the summary table. Lifetime: the report's arena. */
struct tally {
    struct text guide, direction, title; /* direction "" where unknown */
    size_t applications, by_verdict[VERDICT_COUNT], to_check;
};
/* What the index of an HTML page says of an application. Lifetime: the report's arena. */
struct report_entry {
    struct text name, direction;
    enum verdict verdict;
    struct text verdict_text;
};

struct report_renderer {
    struct arena *arena;
    enum report_format format;
    struct report_sink sink;
    const struct report_head *head;
    enum language language; /* head->language */
    const struct report_input *inputs;
    size_t n_inputs;
    struct buffer out;  /* flushed after every call */
    struct buffer line; /* a sentence before it is escaped */
    bool failed;        /* the sink refused: nothing more is written */
    size_t shown;       /* applications so far */
    VEC(struct tally) tallies;
    struct json_writer json;
    VEC(struct report_entry) entries;
};

/* The functions of each format; report.c calls them and flushes. */
#define FORMAT(name, id, renderer)                                                                       \
    void render_##renderer##_begin(struct report_renderer *r);                                           \
    void render_##renderer##_application(struct report_renderer *r, const struct report_application *a); \
    void render_##renderer##_end(struct report_renderer *r, const struct report_tail *tail);
#include "interp/explain/formats.def"
#undef FORMAT

/* The line buffer, emptied. */
struct buffer *report_line(struct report_renderer *r);
/* What stands in it; until it is emptied again. */
struct text report_line_text(const struct report_renderer *r);
/* A place of the policy is shown: it is known and the reader is no applicant. */
bool report_shows_source(const struct report_renderer *r, const struct report_reason *reason);
/* The rules of a group, in their order; `from` is where to go on, the rule's index or `count` is given. */
size_t report_next_in_group(const struct report_application *a, enum report_group group, size_t from);
/* Which verdicts the summary's columns show, the best first. */
enum verdict report_column(size_t column);

#endif
