/* zhinan eval EXPRESSION, or --file FILE with one a line: prints each value as its literal. */
#include <stdio.h>

#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"
#include "interp/cli/tables.h"
#include "interp/vm/vm.h"
#include "lang/base/limits.h"
#include "lang/code/show.h"
#include "lang/compile/compile.h"
#include "lang/sema/sema.h"
#include "lang/syntax/parse.h"

/* One expression with the names of a policy, or only the built-in ones. */
static int evaluate(struct cli *cli, struct text line, struct text name, struct buffer *out) {
    struct arena *arena = cli->arena;
    struct diag_sink sink;
    int status = STATUS_DONE;
    diag_sink_init(&sink, arena, source_set_new(arena));
    const char *policy = cli->options[OPTION_POLICY].text;
    struct program *program =
        policy == NULL ? sema_empty(arena, &sink)
                       : sema_load(arena, &sink, policy, &(struct sema_options){.stdlib = cli->options[OPTION_STDLIB].text});
    if (program == NULL) {
        message_print_io(cli, IO_MISSING, policy, TEXT(""));
        return STATUS_POLICY;
    }
    uint32_t file = source_add(sink.sources, name, line);
    struct node *expression = sink.errors == 0 ? parse_expression(arena, &sink, file) : NULL;
    struct type type = expression == NULL ? type_one(TYPE_NONE) : sema_expression(program, expression);
    struct image *image = NULL;
    if (sink.errors == 0 && expression != NULL) {
        uint32_t chunk;
        struct text reason, bytes = compile_expression(arena, program, expression, &chunk);
        if (sink.errors == 0 && image_load(arena, bytes, &image, &reason) != IMAGE_OK) {
            message_print(cli, MESSAGE_IMAGE_UNSAFE, name, reason);
            return STATUS_INTERNAL;
        }
        if (image != NULL) {
            struct policy alone = {.image = image, .plan = input_plan_new(arena, image)};
            struct report_input *inputs;
            size_t n_inputs;
            if (!tables_load(cli, &alone, 1, &inputs, &n_inputs, &status)) {
                image_release(image);
                return status;
            }
            struct vm vm;
            vm_init(&vm, image, alone.tables, arena);
            vm.arena = arena;
            vm.language = cli->language;
            vm.globals = vm_globals(&vm, arena);
            struct value v = vm_run(&vm, chunk, NULL);
            type = type_unpack(image->chunks[chunk].result);
            show_value(out, image, type, v, cli->language, true);
            buffer_byte(out, '\n');
            if (v.state == STATE_ERROR) status = v.reason >= REASON_LIMIT_STEPS ? STATUS_LIMIT : STATUS_WRONG;
            image_release(image);
        }
    }
    if (sink.list.count > 0) policies_print_diagnostics(cli, &sink);
    return sink.errors > 0 ? STATUS_POLICY : status;
}

static int evaluate_file(struct cli *cli, const char *path, struct buffer *out) {
    struct text bytes, reason;
    int status = STATUS_DONE;
    enum io_status io = io_read(cli->arena, path, LIMIT_SOURCE_BYTES, &bytes, &reason);
    if (io != IO_OK) {
        message_print_io(cli, io, path, reason);
        return STATUS_UNREADABLE;
    }
    uint32_t number = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t end = at;
        while (end < bytes.len && bytes.ptr[end] != '\n') end++;
        struct text line = text_slice(bytes, at, end > at && bytes.ptr[end - 1] == '\r' ? end - 1 : end);
        at = end + 1;
        number++;
        if (line.len == 0 || line.ptr[0] == '#') continue;
        size_t before = out->len;
        status = status_worse(status, evaluate(cli, line, text_format(cli->arena, "%s:%u", path, number), out));
        /* A line in, a line out, so that results can be told apart. */
        if (out->len == before) buffer_str(out, cli->language == LANGUAGE_ZH ? "错误\n" : "error\n");
    }
    return status;
}

int command_eval(struct cli *cli) {
    struct buffer out;
    buffer_init(&out, cli->arena);
    bool file = cli->options[OPTION_FILE].given;
    if (file == (cli->arguments.count > 0))
        return usage_error(cli, MESSAGE_EITHER_OR, cli->language == LANGUAGE_ZH ? TEXT("表达式") : TEXT("EXPRESSION"),
                           TEXT("--file"));
    int status = file ? evaluate_file(cli, cli->options[OPTION_FILE].text, &out)
                      : evaluate(cli, text_of(cli->arguments.items[0]),
                                 cli->language == LANGUAGE_ZH ? TEXT("表达式") : TEXT("expression"), &out);
    return out.len == 0 ? status : status_worse(output_print(cli, buffer_done(&out)), status);
}
