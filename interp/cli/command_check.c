/* zhinan check POLICY…: everything that is wrong with a policy, as text, JSON or SARIF. */
#include "interp/api/policy.h"
#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"
#include "lang/base/io.h"
#include "lang/base/limits.h"
#include "lang/compile/compile.h"
#include "lang/sema/sema.h"
#include "lang/source/diag_render.h"

/* A compiled policy was checked when it was compiled; what is left is the proof that it is safe. */
static bool is_compiled(struct cli *cli, const char *path, int *status) {
    struct text bytes;
    struct policy_problem problem = {0};
    struct image *image;
    if (io_is_folder(path) || io_read(cli->arena, path, LIMIT_IMAGE_BYTES, &bytes, &problem.reason) != IO_OK ||
        !image_is(bytes))
        return false;
    problem.image = image_load(cli->arena, bytes, &image, &problem.reason);
    *status = STATUS_DONE;
    if (problem.image == IMAGE_OK)
        image_release(image);
    else
        *status = policies_refused(cli, path, &problem);
    return true;
}

static int check_one(struct cli *cli, const char *path, struct diag_sink *sink) {
    int compiled;
    if (is_compiled(cli, path, &compiled)) return compiled;
    struct program *program =
        sema_load(cli->arena, sink, path, &(struct sema_options){.stdlib = cli->options[OPTION_STDLIB].text});
    if (program == NULL) {
        message_print_io(cli, IO_MISSING, path, TEXT(""));
        return STATUS_POLICY;
    }
    if (sink->errors == 0) {
        struct text reason, bytes = compile_program(cli->arena, program);
        struct image *image;
        sema_lint(program);
        if (cli->options[OPTION_UNREAD].given) sema_unread(program);
        /* The image must pass its own verifier; anything else is an error of this program. */
        if (sink->errors == 0 && image_load(cli->arena, bytes, &image, &reason) != IMAGE_OK) {
            message_print(cli, MESSAGE_IMAGE_UNSAFE, text_of(path), reason);
            return STATUS_INTERNAL;
        }
        if (sink->errors == 0) image_release(image);
    }
    return sink->errors > 0 ? STATUS_POLICY : sink->warnings > 0 ? STATUS_WRONG : STATUS_DONE;
}

int command_check(struct cli *cli) {
    enum { TEXT_FORM, JSON_FORM, SARIF_FORM }; /* in the order of the option's words */
    size_t form = cli->options[OPTION_CHECK_FORMAT].choice;
    struct source_set *sources = source_set_new(cli->arena);
    struct diag_sink all;
    struct buffer out;
    int status = STATUS_DONE;
    const char *code = NULL; /* the first one shown */
    buffer_init(&out, cli->arena);
    diag_sink_init(&all, cli->arena, sources);
    for (size_t i = 0; i < cli->arguments.count; i++) {
        struct diag_sink one;
        diag_sink_init(&one, cli->arena, source_set_new(cli->arena));
        /* One sink a policy as text; in the machine forms all in one. */
        struct diag_sink *sink = form == TEXT_FORM ? &one : &all;
        int own = check_one(cli, cli->arguments.items[i], sink);
        status = status_worse(status, own);
        if (form != TEXT_FORM) continue;
        diag_sort(sink);
        diag_render_text(&out, sink, cli->language, cli->colour);
        if (!code && sink->list.count) code = diag_info(sink->list.items[0].code)->code;
        if (own == STATUS_DONE) {
            message_put(&out, cli->language, MESSAGE_CHECKED, text_of(cli->arguments.items[i]));
            buffer_byte(&out, '\n');
        }
    }
    if (code) {
        message_put(&out, cli->language, MESSAGE_CHECK_HELP, text_of(code));
        buffer_byte(&out, '\n');
    }
    if (form != TEXT_FORM) {
        diag_sort(&all);
        if (form == JSON_FORM)
            diag_render_json(&out, &all, cli->language);
        else
            diag_render_sarif(&out, &all, cli->language);
    }
    return status_worse(output_print(cli, buffer_done(&out)), status);
}
