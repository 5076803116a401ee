/* What the program says of itself: messages.def filled in, and printed on standard error. */
#ifndef ZN_CLI_MESSAGES_H
#define ZN_CLI_MESSAGES_H

#include "interp/cli/status.h"
#include "lang/base/io.h"
#include "lang/base/language.h"

enum message {
#define MESSAGE(name, zh, en) MESSAGE_##name,
#include "interp/cli/messages.def"
#undef MESSAGE
    MESSAGE_COUNT
};
struct cli;

/* The words as they stand in the table. */
const char *message_words(enum message message, enum language language);
void message_add(struct buffer *out, enum language language, enum message message, size_t n_args,
                 const struct text *args);
#define message_put(out, language, message, ...)                                                                   \
    message_add((out), (language), (message), sizeof((struct text[]){{0}, __VA_ARGS__}) / sizeof(struct text) - 1, \
                (struct text[]){{0}, __VA_ARGS__} + 1)

/* `zhinan: MESSAGE` on standard error. */
void message_print_line(const struct cli *cli, enum message message, size_t n_args, const struct text *args);
#define message_print(cli, message, ...)                                                                      \
    message_print_line((cli), (message), sizeof((struct text[]){{0}, __VA_ARGS__}) / sizeof(struct text) - 1, \
                       (struct text[]){{0}, __VA_ARGS__} + 1)
/* The same for a file that could not be read or written, in the reader's language; `path` "-" is a standard stream. */
void message_print_io(const struct cli *cli, enum io_status status, const char *path, struct text reason);
/* A mistake in the command line: the message, and where its usage is explained. Gives STATUS_USAGE. */
int message_print_usage(const struct cli *cli, enum message message, size_t n_args, const struct text *args);
#define usage_error(cli, message, ...)                                                                         \
    message_print_usage((cli), (message), sizeof((struct text[]){{0}, __VA_ARGS__}) / sizeof(struct text) - 1, \
                        (struct text[]){{0}, __VA_ARGS__} + 1)
/* The mistake that options_parse found. */
int message_print_error(const struct cli *cli);
/* Only for what may happen before there is a command line. */
void message_print_bare(enum language language, enum message message);

#endif
