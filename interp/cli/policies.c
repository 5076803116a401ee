/* What commands that run a policy share. */
#include "interp/cli/policies.h"

#include <stdio.h>
#include <string.h>

#include "interp/cli/messages.h"
#include "lang/base/digest.h"
#include "lang/base/version.h"
#include "lang/source/diag_render.h"
#include "lang/value/date.h"

void policies_print_diagnostics(struct cli *cli, struct diag_sink *sink) {
    struct buffer out;
    buffer_init(&out, cli->arena);
    diag_sort(sink);
    diag_render_text(&out, sink, cli->language, cli->colour_messages);
    struct text t = buffer_done(&out);
    fwrite(t.ptr, 1, t.len, stderr);
}

int policies_refused(struct cli *cli, const char *path, const struct policy_problem *problem) {
    struct text name = text_of(path);
    switch (problem->image) {
    case IMAGE_NOT_ONE: message_print(cli, MESSAGE_IMAGE_NOT_ONE, name); break;
    case IMAGE_VERSION_BAD: message_print(cli, MESSAGE_IMAGE_VERSION_BAD, name); break;
    case IMAGE_TRUNCATED: message_print(cli, MESSAGE_IMAGE_TRUNCATED, name); break;
    case IMAGE_CHECKSUM: message_print(cli, MESSAGE_IMAGE_CHECKSUM, name); break;
    case IMAGE_UNSAFE:
    case IMAGE_OK: message_print(cli, MESSAGE_IMAGE_UNSAFE, name, problem->reason); break;
    }
    return STATUS_POLICY;
}

bool policies_load(struct cli *cli, const char *path, struct policy *out, int *status) {
    struct diag_sink sink;
    struct policy_problem problem;
    diag_sink_init(&sink, cli->arena, source_set_new(cli->arena));
    enum policy_status loaded = policy_load(cli->arena, path, cli->options[OPTION_STDLIB].text, &sink, out, &problem);
    if (sink.list.count > 0) policies_print_diagnostics(cli, &sink);
    switch (loaded) {
    case POLICY_OK: return true;
    case POLICY_INVALID: *status = STATUS_POLICY; return false;
    case POLICY_UNREADABLE:
        message_print_io(cli, problem.io, path, problem.reason);
        *status = STATUS_POLICY;
        return false;
    case POLICY_REFUSED: *status = policies_refused(cli, path, &problem); return false;
    }
    return false;
}

void policies_free(struct policy *policies, size_t count) {
    for (size_t i = 0; i < count; i++) policy_free(&policies[i]);
}

static bool is_fit_for_review(struct cli *cli, const struct policy *p) {
    if (input_slot(p->plan, "id") < 0 || input_slot(p->plan, "guide") < 0 || input_slot(p->plan, "direction") < 0) {
        message_print(cli, MESSAGE_POLICY_WITHOUT_INPUT, p->path);
        return false;
    }
    if (p->guide.len == 0) {
        message_print(cli, MESSAGE_POLICY_WITHOUT_GUIDE, p->path);
        return false;
    }
    return true;
}

bool policies_load_all(struct cli *cli, const char *const *paths, size_t count, struct policy **out, int *status) {
    struct policy *policies = ARENA_ARRAY(cli->arena, count, struct policy);
    for (size_t i = 0; i < count; i++) {
        bool loaded = policies_load(cli, paths[i], &policies[i], status), good = loaded;
        if (good && !is_fit_for_review(cli, &policies[i])) {
            *status = STATUS_POLICY;
            good = false;
        }
        for (size_t k = 0; good && k < i; k++)
            if (text_equal(policies[k].guide, policies[i].guide)) {
                message_print(cli, MESSAGE_SAME_GUIDE, policies[i].guide);
                *status = STATUS_POLICY;
                good = false;
            }
        if (!good) {
            policies_free(policies, i + loaded);
            return false;
        }
    }
    *out = policies;
    return true;
}

static bool read_findings(struct cli *cli, struct review_options *options, int *status) {
    const char *path = cli->options[OPTION_FINDINGS].text;
    struct findings_problems problems = {0};
    struct findings *findings;
    struct text reason;
    enum io_status io = findings_read(cli->arena, path, &findings, &problems, &reason);
    if (io != IO_OK) {
        message_print_io(cli, io, path, reason);
        *status = STATUS_UNREADABLE;
        return false;
    }
    for (size_t i = 0; i < problems.list.count; i++) {
        const struct findings_problem *p = &problems.list.items[i];
        message_print(cli, MESSAGE_FINDINGS_PLACE, text_of(path), text_format(cli->arena, "%u", p->line),
                      text_format(cli->arena, "%u", p->column), findings_message(cli->arena, p, cli->language));
    }
    if (problems.errors > 0) *status = STATUS_UNREADABLE;
    options->findings = findings;
    options->findings_path = text_of(path);
    return problems.errors == 0;
}

bool policies_options(struct cli *cli, struct review_options *options, int *status) {
    *options = (struct review_options){.language = cli->language,
                                       .explain = REPORT_DECISIVE,
                                       .strict = cli->options[OPTION_STRICT].given,
                                       .final = cli->options[OPTION_FINAL].given};
    if (cli->options[OPTION_AS_OF].given)
        options->has_as_of = date_parse(text_of(cli->options[OPTION_AS_OF].text), &options->as_of);
    size_t n = cli->options[OPTION_LET].all.count;
    struct review_let *lets = ARENA_ARRAY(cli->arena, n + 1, struct review_let);
    for (size_t i = 0; i < n; i++) {
        const char *pair = cli->options[OPTION_LET].all.items[i], *equal = strchr(pair, '=');
        lets[i].name = (struct text){pair, (size_t)(equal - pair)};
        lets[i].value = text_of(equal + 1);
    }
    options->lets = lets;
    options->n_lets = n;
    return !cli->options[OPTION_FINDINGS].given || read_findings(cli, options, status);
}

bool policies_lets(struct cli *cli, struct review *review, const struct review_options *options, int *status) {
    size_t which;
    bool known;
    if (review_lets(review, &which, &known)) return true;
    const struct review_let *let = &options->lets[which];
    *status = known ? usage_error(cli, MESSAGE_BAD_FACT, let->name, let->value)
                    : usage_error(cli, MESSAGE_UNKNOWN_FACT, let->name);
    return false;
}

int policies_status(const struct review *review, bool all_eligible) {
    int status = all_eligible ? STATUS_DONE : STATUS_WRONG;
    if (review_had_unreadable(review)) status = status_worse(status, STATUS_UNREADABLE);
    if (review_reached_limit(review)) status = status_worse(status, STATUS_LIMIT);
    return status;
}

static void add_option(struct report_head *head, const char *name, const char *value) {
    head->options[head->n_options++] = (struct report_option){text_of(name), text_of(value)};
}

void policies_head(struct cli *cli, const struct policy *policies, size_t count, const struct review_options *options,
                   bool digest, struct report_head *head) {
    struct buffer guides, digests;
    buffer_init(&guides, cli->arena);
    buffer_init(&digests, cli->arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) buffer_str(&guides, ", ");
        buffer_text(&guides, policies[i].guide);
        if (digest) buffer_text(&digests, image_digest(cli->arena, policies[i].image));
    }
    *head = (struct report_head){.engine = TEXT(ZHINAN_VERSION),
                                 .guide = buffer_done(&guides),
                                 .language = cli->language,
                                 .explain = options->explain};
    /* One policy is known by its digest, several by that of their digests in a row. */
    struct text all = buffer_done(&digests);
    head->policy_digest = count == 1 ? all : digest_of(cli->arena, all);
    head->for_applicant = cli->options[OPTION_FOR].given;
    head->options =
        ARENA_ARRAY(cli->arena, 8 + options->n_lets + cli->options[OPTION_TABLE].all.count, struct report_option);
    static const char *const explain[] = {"none", "decisive", "all"};
    add_option(head, "explain", explain[options->explain]);
    if (cli->options[OPTION_AS_OF].given) add_option(head, "as-of", cli->options[OPTION_AS_OF].text);
    if (cli->options[OPTION_FINDINGS].given) add_option(head, "findings", cli->options[OPTION_FINDINGS].text);
    for (size_t i = 0; i < options->n_lets; i++) add_option(head, "let", cli->options[OPTION_LET].all.items[i]);
    for (size_t i = 0; i < cli->options[OPTION_TABLE].all.count; i++)
        add_option(head, "table", cli->options[OPTION_TABLE].all.items[i]);
    if (options->strict) add_option(head, "strict", "true");
    if (options->final) add_option(head, "final", "true");
    if (head->for_applicant) add_option(head, "for", "applicant");
    add_option(head, "lang", cli->language == LANGUAGE_ZH ? "zh" : "en");
}
