/* Review: applications against a policy, each to a report (DESIGN 3.2, 4). */
#ifndef ZN_API_REVIEW_H
#define ZN_API_REVIEW_H

#include "interp/api/policy.h"
#include "interp/batch/findings.h"
#include "interp/batch/stream.h"
#include "interp/explain/report.h"

struct review_let {
    struct text name, value;
};

struct review_options {
    enum language language;
    enum report_explain explain;
    bool has_as_of;
    int32_t as_of;
    const struct findings *findings; /* may be NULL */
    struct text findings_path;       /* for what is said about them */
    bool strict, final;
    const struct review_let *lets;
    size_t n_lets;
    struct text only_rule; /* by either name; "" for every rule */
};

struct review; /* lifetime: program */

struct review *review_new(struct arena *arena, const struct policy *policies, size_t n_policies,
                          const struct review_options *options);
/* Gives back what does not stand in the arena. */
void review_free(struct review *review);
/* Sets the facts of --let. False where one names no fact of any policy or does not fit its type: `which` is its index and
 * `known` tells whether the name was. */
bool review_lets(struct review *review, size_t *which, bool *known);

/* Whether any of the policies has a rule of that name, in either language. */
bool review_has_rule(const struct review *review, struct text name);
/* Called with each report; it and all it points at live until the call returns. False stops the review. */
typedef bool review_sink(void *context, const struct report_application *application);
/* Reviews all that the stream gives. False where the sink stopped it. */
bool review_run(struct review *review, struct stream *stream, review_sink *sink, void *context);

/* After the run: findings that were of no use, because there is no such rule or application, become problems. */
void review_unused_findings(struct review *review);
const struct report_summary *review_summary(const struct review *review);
size_t review_problems(struct review *review, struct report_problem **problems);
bool review_reached_limit(const struct review *review);
bool review_had_unreadable(const struct review *review);

#endif
