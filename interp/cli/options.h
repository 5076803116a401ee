/* The command line: the tables of commands and options, the parser, the language. Nothing is printed here.
 *
 * An option may stand anywhere, also behind the arguments and behind the -- that parts policies from applications;
 * `--name value`, `--name=value`, `-o value` and `-ovalue` are the same. The last -- (of a command that is not split, the
 * first) ends the options. `-` alone is an argument: standard input. */
#ifndef ZN_CLI_OPTIONS_H
#define ZN_CLI_OPTIONS_H

#include "interp/cli/cli.h"

enum option_kind { KIND_FLAG, KIND_CHOICE, KIND_DATE, KIND_PATH, KIND_NAME_VALUE };

struct option_info {
    const char *name; /* without the dashes */
    char short_name;  /* 0 where there is none */
    bool common;      /* every command takes it */
    enum option_kind kind;
    const char *value[LANGUAGES]; /* what its value is called; CHOICE: the words, parted by | */
    const char *doc[LANGUAGES];
};
struct command_info {
    const char *name;
    const char *arguments[LANGUAGES];
    const char *summary[LANGUAGES];
    const enum option *options; /* ended by OPTION_NONE */
    size_t least, most;
    bool split;
    const char *example;
};

const struct option_info *option_info(enum option option);
const struct command_info *command_info(enum command command);
/* COMMAND_NONE where there is none of that name. */
enum command command_named(struct text name);
bool command_takes(enum command command, enum option option);
/* The command whose name looks most like `name`, "" where none does. */
struct text command_like(struct text name);

/* --lang of the command line, else ZHINAN_LANG, else the first of LC_ALL, LC_MESSAGES and LANG that names a language
 * (C and POSIX name none): Chinese unless that is English. */
enum language options_language(int argc, const char *const *argv, const char *(*environment)(const char *name));
/* Fills `cli`, whose arena and language are set. False: `cli->error` says what is wrong. */
bool options_parse(struct cli *cli, int argc, const char *const *argv);

#endif
