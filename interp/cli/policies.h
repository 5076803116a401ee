/* Policies and facts from the command line, with what is wrong with them said on standard error. */
#ifndef ZN_CLI_POLICIES_H
#define ZN_CLI_POLICIES_H

#include "interp/api/review.h"
#include "interp/cli/cli.h"

/* Says why a compiled policy is refused; gives the exit status. */
int policies_refused(struct cli *cli, const char *path, const struct policy_problem *problem);
/* Loads one policy; false after saying why, with the exit status. Warnings are printed too. */
bool policies_load(struct cli *cli, const char *path, struct policy *out, int *status);
/* Loads the policies named, each of another guide, for reviewing. */
bool policies_load_all(struct cli *cli, const char *const *paths, size_t count, struct policy **out, int *status);
void policies_free(struct policy *policies, size_t count);
/* Options that review and explain share: --as-of, --let, --findings, --strict, --final. False after saying what is wrong. */
bool policies_options(struct cli *cli, struct review_options *options, int *status);
/* Sets the facts of --let; false after saying what is wrong. */
bool policies_lets(struct cli *cli, struct review *review, const struct review_options *options, int *status);
/* The exit status of a review that was carried out. */
int policies_status(const struct review *review, bool all_eligible);
/* The diagnostics of a sink on standard error. */
void policies_print_diagnostics(struct cli *cli, struct diag_sink *sink);
/* The head of a report: engine, guides, options as given; the digest where `digest` asks for it (it reads the whole image). */
void policies_head(struct cli *cli, const struct policy *policies, size_t count, const struct review_options *options,
                   bool digest, struct report_head *head);

#endif
