/* zhinan fmt FILE…: policies in the one layout, and with --lang in that vocabulary. */
#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"
#include "lang/base/diff.h"
#include "lang/base/io.h"
#include "lang/base/limits.h"
#include "lang/sema/format.h"
#include "lang/sema/sema.h"
#include "lang/syntax/parse.h"

/* --lang is every command's option for the language of messages; said to fmt, it is that of the file as well. */
static bool translates(const struct cli *cli) { return cli->options[OPTION_LANG].given; }

static struct module *module_called(struct program *program, struct text path) {
    for (size_t i = 0; i < program->modules.count; i++)
        if (text_equal(program->modules.items[i]->path, path)) return program->modules.items[i];
    return NULL;
}

/* `path` is where the file stands, or would stand, for what it uses. */
static bool translate(struct cli *cli, const char *path, struct text source, struct diag_sink *sink, struct text *out) {
    struct sema_options options = {.stdlib = cli->options[OPTION_STDLIB].text, .text = &source};
    struct program *program = sema_load(cli->arena, sink, path, &options);
    if (program == NULL || sink->errors > 0) return false;
    struct module *module = module_called(program, io_name_of(text_of(path)));
    if (module != NULL) *out = format_translated(program, module, cli->language);
    return module != NULL;
}

static bool lay_out(struct cli *cli, const char *path, struct text source, struct diag_sink *sink, struct text *out) {
    if (translates(cli)) return translate(cli, path, source, sink, out);
    struct comments comments = {0};
    uint32_t file = source_add(sink->sources, io_name_of(text_of(path)), source);
    struct node *tree = parse_file_with_comments(cli->arena, sink, file, &comments);
    if (sink->errors > 0) return false;
    *out = format_file(cli->arena, sink->sources, file, tree, &comments);
    return true;
}

/* What becomes of one file; without -w, --check and --diff it goes to standard output. */
static int settle(struct cli *cli, const char *path, const char *name, struct text before, struct text after,
                  struct buffer *out) {
    bool changed = !text_equal(before, after), write = cli->options[OPTION_WRITE].given;
    bool check = cli->options[OPTION_CHECK].given, diff = cli->options[OPTION_DIFF].given;
    struct text reason;
    if (diff) diff_unified(out, before, after, text_of(name), text_of(name));
    if (check && changed && !diff) message_put(out, cli->language, MESSAGE_WOULD_CHANGE, text_of(name));
    if (check && changed && !diff) buffer_byte(out, '\n');
    if (write && changed) {
        enum io_status io = io_write(cli->arena, path, after, &reason);
        if (io != IO_OK) {
            message_print_io(cli, io, path, reason);
            return STATUS_INTERNAL;
        }
    }
    if (!write && !check && !diff) buffer_text(out, after);
    return changed && check ? STATUS_WRONG : STATUS_DONE;
}

static int format_one(struct cli *cli, const char *path, struct buffer *out) {
    bool standard = text_equal(text_of(path), TEXT("-"));
    const char *name = standard && cli->options[OPTION_STDIN_NAME].given ? cli->options[OPTION_STDIN_NAME].text : path;
    struct text before, after, reason;
    struct diag_sink sink;
    enum io_status io = io_read(cli->arena, path, LIMIT_SOURCE_BYTES, &before, &reason);
    if (io != IO_OK) {
        message_print_io(cli, io, path, reason);
        return STATUS_POLICY;
    }
    diag_sink_init(&sink, cli->arena, source_set_new(cli->arena));
    bool good = lay_out(cli, name, before, &sink, &after);
    if (sink.list.count > 0) policies_print_diagnostics(cli, &sink);
    return good ? settle(cli, path, name, before, after, out) : STATUS_POLICY;
}

/* A folder stands for the policy files in it. */
static int format_folder(struct cli *cli, const char *path, struct buffer *out) {
    struct text *names;
    size_t count;
    int status = STATUS_DONE;
    enum io_status io = io_list(cli->arena, path, &names, &count);
    if (io != IO_OK) {
        message_print_io(cli, io, path, TEXT(""));
        return STATUS_POLICY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!text_ends(names[i], TEXT(".zn"))) continue;
        struct text file = io_join(cli->arena, text_of(path), names[i]);
        status = status_worse(status, format_one(cli, text_cstr(cli->arena, file), out));
    }
    return status;
}

int command_fmt(struct cli *cli) {
    int status = STATUS_DONE;
    struct buffer out;
    buffer_init(&out, cli->arena);
    if (cli->options[OPTION_WRITE].given && cli->options[OPTION_CHECK].given)
        return usage_error(cli, MESSAGE_NOT_BOTH, TEXT("--write"), TEXT("--check"));
    for (size_t i = 0; i < cli->arguments.count; i++) {
        const char *path = cli->arguments.items[i];
        int one = io_is_folder(path) ? format_folder(cli, path, &out) : format_one(cli, path, &out);
        status = status_worse(status, one);
    }
    return status_worse(output_print(cli, buffer_done(&out)), status);
}
