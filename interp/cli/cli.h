/* The command line, understood: what main hands to a command. Lifetime: the program. */
#ifndef ZN_CLI_CLI_H
#define ZN_CLI_CLI_H

#include "interp/cli/messages.h"
#include "interp/cli/status.h"
#include "lang/base/vec.h"

enum option {
#define OPTION(name, ...) OPTION_##name,
#define COMMON(name, ...) OPTION_##name,
#include "interp/cli/options.def"
#undef OPTION
#undef COMMON
    OPTION_COUNT,
    OPTION_NONE = OPTION_COUNT
};
enum command {
#define COMMAND(NAME, ...) COMMAND_##NAME,
#include "interp/cli/commands.def"
#undef COMMAND
    COMMAND_COUNT,
    COMMAND_NONE = COMMAND_COUNT
};

struct option_value {
    bool given;
    const char *text;      /* the value given last; NULL for a flag or where none was given */
    size_t choice;         /* CHOICE: which of its words; 0, the first, where none was given */
    VEC(const char *) all; /* NAME_VALUE: every value, in order */
};

struct cli {
    struct arena *arena;
    enum language language; /* of everything a person reads */
    bool colour;            /* results on standard output; with --output there is none */
    bool colour_messages;   /* diagnostics on standard error */
    enum command command;   /* COMMAND_NONE where none was given */
    struct option_value options[OPTION_COUNT];
    /* Arguments; of a SPLIT command those before the --, policies, and those behind it, applications. */
    VEC(const char *) arguments, applications;
    bool help;    /* --help: arguments were not counted */
    bool version; /* --version in the place of a command */
    /* What is wrong with the command line, where options_parse says so. */
    struct {
        enum message message;
        struct text args[3];
        struct text suggestion; /* "" where there is none */
    } error;
};

#endif
