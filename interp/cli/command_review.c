/* zhinan review POLICY… -- APPLICATIONS… */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"
#include "interp/cli/progress.h"
#include "interp/cli/tables.h"

struct reviewing {
    struct cli *cli;
    struct report_renderer *renderer;
    struct progress *progress;
    bool all_eligible;
};

static bool take(void *context, const struct report_application *application) {
    struct reviewing *r = context;
    if (application->verdict != VERDICT_ELIGIBLE) r->all_eligible = false;
    report_application(r->renderer, application);
    progress_step(r->progress, application->ordinal);
    return true;
}

/* The tables that were read, then the applications. */
static struct report_input *report_inputs(struct arena *arena, const struct report_input *tables, size_t n_tables,
                                          const struct stream_input *from, size_t count) {
    struct report_input *out = ARENA_ARRAY(arena, n_tables + count + 1, struct report_input);
    for (size_t i = 0; i < n_tables; i++) out[i] = tables[i];
    for (size_t i = 0; i < count; i++) out[n_tables + i] = (struct report_input){from[i].name, from[i].digest};
    return out;
}

/* Standard input that is a pipe becomes a file without a name, so that it can be read twice. */
static void spool_standard_input(struct cli *cli) {
    bool asked = false;
    for (size_t i = 0; i < cli->applications.count; i++) asked = asked || strcmp(cli->applications.items[i], "-") == 0;
    if (!asked || lseek(STDIN_FILENO, 0, SEEK_CUR) >= 0) return;
    FILE *spool = tmpfile();
    char block[1 << 16];
    ssize_t n;
    if (spool == NULL) return;
    while ((n = read(STDIN_FILENO, block, sizeof block)) > 0 && fwrite(block, 1, (size_t)n, spool) == (size_t)n) {
    }
    if (fflush(spool) == 0) dup2(fileno(spool), STDIN_FILENO);
    fclose(spool);
    lseek(STDIN_FILENO, 0, SEEK_SET);
}

int command_review(struct cli *cli) {
    int status = STATUS_DONE;
    struct review_options options;
    struct policy *policies;
    size_t n_policies = cli->arguments.count;
    if (!policies_options(cli, &options, &status)) return status;
    options.explain =
        cli->options[OPTION_EXPLAIN].given ? (enum report_explain)cli->options[OPTION_EXPLAIN].choice : REPORT_DECISIVE;
    if (!policies_load_all(cli, cli->arguments.items, n_policies, &policies, &status)) return status;
    struct report_input *tables;
    size_t n_tables;
    if (!tables_load(cli, policies, n_policies, &tables, &n_tables, &status)) {
        policies_free(policies, n_policies);
        return status;
    }
    struct review *review = review_new(cli->arena, policies, n_policies, &options);
    struct output *output = NULL;
    if (!policies_lets(cli, review, &options, &status) ||
        (output = output_open(cli, cli->options[OPTION_OUTPUT].text)) == NULL) {
        review_free(review);
        policies_free(policies, n_policies);
        return output == NULL && status == STATUS_DONE ? STATUS_INTERNAL : status;
    }
    enum report_format format = (enum report_format)cli->options[OPTION_REVIEW_FORMAT].choice;
    struct report_head head;
    policies_head(cli, policies, n_policies, &options, format != REPORT_TEXT && format != REPORT_CSV, &head);
    struct report_sink sink = {output_write, output, output_colour(output)};
    struct stream *stream = stream_new(cli->arena, cli->applications.items, cli->applications.count);
    struct reviewing r = {.cli = cli, .progress = progress_begin(cli, 0), .all_eligible = true};

    struct report_input *inputs = NULL;
    size_t n_inputs = 0;
    if (format == REPORT_JSON) { /* the digests stand before the applications: a first pass over the files */
        spool_standard_input(cli);
        struct stream_input *ahead;
        n_inputs = stream_inputs_ahead(cli->arena, cli->applications.items, cli->applications.count, &ahead);
        inputs = report_inputs(cli->arena, tables, n_tables, ahead, n_inputs);
        n_inputs += n_tables;
    }
    r.renderer = report_begin(cli->arena, format, &sink, &head, inputs, n_inputs);
    review_run(review, stream, take, &r);
    review_unused_findings(review);
    progress_clear(r.progress);
    struct report_tail tail = {.summary = *review_summary(review)};
    struct stream_input *read;
    tail.n_inputs = stream_inputs(stream, cli->arena, &read);
    tail.inputs = report_inputs(cli->arena, tables, n_tables, read, tail.n_inputs);
    tail.n_inputs += n_tables;
    tail.n_problems = review_problems(review, &tail.problems);
    report_end(r.renderer, &tail); /* what could not be written, output_close says */
    status = policies_status(review, r.all_eligible);
    stream_free(stream);
    review_free(review);
    policies_free(policies, n_policies);
    return output_close(output, status);
}
