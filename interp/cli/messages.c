/* Standard error. Every message is one line that begins with the program's name; one about the command line is followed
 * by the line that leads to its help. */
#include "interp/cli/messages.h"

#include <stdio.h>

#include "interp/cli/cli.h"
#include "interp/cli/options.h"
#include "lang/base/message.h"

static const char *const words[MESSAGE_COUNT][LANGUAGES] = {
#define MESSAGE(name, zh, en) {zh, en},
#include "interp/cli/messages.def"
#undef MESSAGE
};

const char *message_words(enum message message, enum language language) { return words[message][language]; }

void message_add(struct buffer *out, enum language language, enum message message, size_t n_args,
                 const struct text *args) {
    message_fill(out, words[message][language], args, n_args);
}

static void print(struct buffer *line) {
    fflush(stdout); /* so that both streams are in order where they are one */
    fwrite(line->ptr, 1, line->len, stderr);
}

static struct buffer begin(const struct cli *cli) {
    struct buffer line;
    buffer_init(&line, cli->arena);
    buffer_str(&line, "zhinan: ");
    return line;
}

void message_print_line(const struct cli *cli, enum message message, size_t n_args, const struct text *args) {
    struct buffer line = begin(cli);
    message_add(&line, cli->language, message, n_args, args);
    buffer_byte(&line, '\n');
    print(&line);
}

void message_print_bare(enum language language, enum message message) {
    fprintf(stderr, "zhinan: %s\n", words[message][language]);
}

void message_print_io(const struct cli *cli, enum io_status status, const char *path, struct text reason) {
    struct text name = text_of(path);
    if (text_equal(name, TEXT("-"))) name = text_of(message_words(MESSAGE_STANDARD_INPUT, cli->language));
    switch (status) {
    case IO_OK: return;
    case IO_MISSING: message_print(cli, MESSAGE_FILE_MISSING, name); return;
    case IO_DENIED: message_print(cli, MESSAGE_FILE_DENIED, name); return;
    case IO_FOLDER: message_print(cli, MESSAGE_FILE_FOLDER, name); return;
    case IO_TOO_LARGE: message_print(cli, MESSAGE_FILE_TOO_LARGE, name); return;
    case IO_FAILED: message_print(cli, MESSAGE_FILE_FAILED, name, reason); return;
    }
}

static void add_hint(const struct cli *cli, struct buffer *line) {
    buffer_byte(line, '\n');
    if (cli->command == COMMAND_NONE) {
        message_put(line, cli->language, MESSAGE_SEE_COMMANDS);
    } else {
        message_put(line, cli->language, MESSAGE_SEE_HELP, text_of(command_info(cli->command)->name));
    }
    buffer_byte(line, '\n');
}

int message_print_usage(const struct cli *cli, enum message message, size_t n_args, const struct text *args) {
    struct buffer line = begin(cli);
    message_add(&line, cli->language, message, n_args, args);
    add_hint(cli, &line);
    print(&line);
    return STATUS_USAGE;
}

int message_print_error(const struct cli *cli) {
    struct buffer line = begin(cli);
    message_add(&line, cli->language, cli->error.message, sizeof cli->error.args / sizeof *cli->error.args,
                cli->error.args);
    if (cli->error.suggestion.len) message_put(&line, cli->language, MESSAGE_DID_YOU_MEAN, cli->error.suggestion);
    add_hint(cli, &line);
    print(&line);
    return STATUS_USAGE;
}
