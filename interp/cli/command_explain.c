/* zhinan explain POLICY APPLICATION [RULE]: every rule, or one, with the whole reasoning. */
#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"
#include "interp/cli/tables.h"

struct explaining {
    struct report_renderer *renderer;
    bool eligible;
};

static bool take(void *context, const struct report_application *application) {
    struct explaining *e = context;
    e->eligible = application->verdict == VERDICT_ELIGIBLE;
    report_application(e->renderer, application);
    return true;
}

int command_explain(struct cli *cli) {
    int status = STATUS_DONE;
    struct review_options options;
    struct policy *policies;
    const char *const *arguments = cli->arguments.items;
    if (!policies_options(cli, &options, &status)) return status;
    options.explain = REPORT_ALL;
    options.only_rule = cli->arguments.count > 2 ? text_of(arguments[2]) : TEXT("");
    if (!policies_load_all(cli, arguments, 1, &policies, &status)) return status;
    struct report_input *tables;
    size_t n_tables;
    if (!tables_load(cli, policies, 1, &tables, &n_tables, &status)) {
        policies_free(policies, 1);
        return status;
    }
    struct review *review = review_new(cli->arena, policies, 1, &options);
    struct output *output = NULL;
    if (options.only_rule.len > 0 && !review_has_rule(review, options.only_rule)) {
        review_free(review);
        policies_free(policies, 1);
        return usage_error(cli, MESSAGE_NO_SUCH_RULE, options.only_rule);
    }
    if (!policies_lets(cli, review, &options, &status) || (output = output_open(cli, NULL)) == NULL) {
        review_free(review);
        policies_free(policies, 1);
        return status;
    }
    enum report_format format = REPORT_TEXT;
    if (cli->options[OPTION_EXPLAIN_FORMAT].given)
        report_format_named(text_of(cli->options[OPTION_EXPLAIN_FORMAT].text), &format);
    struct report_head head;
    policies_head(cli, policies, 1, &options, format != REPORT_TEXT, &head);
    struct report_sink sink = {output_write, output, output_colour(output)};
    struct stream *stream = stream_new(cli->arena, arguments + 1, 1);
    struct explaining e = {.renderer = report_begin(cli->arena, format, &sink, &head, tables, n_tables),
                           .eligible = true};
    review_run(review, stream, take, &e);
    struct report_tail tail = {.summary = *review_summary(review)};
    tail.inputs = tables;
    tail.n_inputs = n_tables;
    tail.n_problems = review_problems(review, &tail.problems);
    report_end(e.renderer, &tail);
    stream_free(stream);
    status = policies_status(review, e.eligible);
    review_free(review);
    policies_free(policies, 1);
    return output_close(output, status);
}
