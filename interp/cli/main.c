/* zhinan: finds the language, reads the command line, runs the command, gives its exit status. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/cli/commands.h"
#include "interp/cli/options.h"

static int (*const commands[COMMAND_COUNT])(struct cli *cli) = {
#define COMMAND(NAME, name, ...) command_##name,
#include "interp/cli/commands.def"
#undef COMMAND
};

static const char *environment(const char *name) { return getenv(name); }

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

/* --color, else only on a terminal that knows colours, and without NO_COLOR. */
static bool wants_colour(const struct cli *cli, int descriptor) {
    static const enum { AUTO, ALWAYS, NEVER } choices[] = {AUTO, ALWAYS, NEVER};
    switch (choices[cli->options[OPTION_COLOR].choice]) {
    case ALWAYS: return true;
    case NEVER: return false;
    case AUTO: break;
    }
    const char *terminal = getenv("TERM");
    return isatty(descriptor) && !is_set("NO_COLOR") && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

static int run(struct cli *cli, int argc, const char *const *argv) {
    if (!options_parse(cli, argc, argv)) return message_print_error(cli);
    cli->colour = wants_colour(cli, STDOUT_FILENO);
    cli->colour_messages = wants_colour(cli, STDERR_FILENO);
    if (cli->help) return command_help(cli);
    if (cli->version) return command_version(cli);
    return commands[cli->command](cli);
}

int main(int argc, char **argv) {
    /* A reader that goes away is met where it is written to (output.c). */
    signal(SIGPIPE, SIG_IGN);
    const char *const *arguments = (const char *const *)argv;
    jmp_buf no_memory;
    struct cli cli = {.language = options_language(argc, arguments, environment)};
    struct arena *volatile arena = arena_new(&no_memory);
    if (!arena || setjmp(no_memory)) {
        message_print_bare(options_language(argc, arguments, environment), MESSAGE_OUT_OF_MEMORY);
        arena_free(arena);
        return STATUS_INTERNAL;
    }
    cli.arena = arena;
    int status = run(&cli, argc, arguments);
    arena_free(arena);
    return status;
}
