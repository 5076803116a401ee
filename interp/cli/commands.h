/* The commands: each gets the command line, prints its results and gives the exit status. One file each. */
#ifndef ZN_CLI_COMMANDS_H
#define ZN_CLI_COMMANDS_H

#include "interp/cli/cli.h"

/* int command_review(struct cli *cli) … */
#define COMMAND(NAME, name, ...) int command_##name(struct cli *cli);
#include "interp/cli/commands.def"
#undef COMMAND

#endif
