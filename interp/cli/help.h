/* What `zhinan help` says, made from commands.def and options.def. */
#ifndef ZN_CLI_HELP_H
#define ZN_CLI_HELP_H

#include "interp/cli/cli.h"

/* The commands, a line each. */
void help_overview(struct buffer *out, enum language language);
/* One command: usage, options, example. */
void help_command(struct buffer *out, enum language language, enum command command);
/* The manual page's part on commands and options, as scdoc: what man.sh puts in the place of @COMMANDS@. */
void help_manual(struct buffer *out, enum language language);

#endif
