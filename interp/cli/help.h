/* What `zhinan help` says, made from commands.def, options.def and the catalogue of diagnostics. */
#ifndef ZN_CLI_HELP_H
#define ZN_CLI_HELP_H

#include "interp/cli/cli.h"
#include "lang/source/diag.h"

/* The commands, a line each. */
void help_overview(struct buffer *out, enum language language);
/* One command: usage, options, example. */
void help_command(struct buffer *out, enum language language, enum command command);
/* help_codes.c: what one diagnostic means, with its examples; and those whose codes begin with `prefix`, a line each. */
void help_code(struct buffer *out, enum language language, enum diag_code code);
bool help_codes(struct buffer *out, enum language language, struct text prefix); /* false where there are none */
/* The groups of codes, a line each. */
void help_groups(struct buffer *out, enum language language);
/* DIAG_COUNT where no diagnostic has that code; either case. */
enum diag_code help_code_named(struct text code);
/* The code, else the group of codes, that looks most like `code`; "" where none does. */
struct text help_code_like(struct text code);
/* The manual page's part on commands and options, as scdoc: what man.sh puts in the place of @COMMANDS@. */
void help_manual(struct buffer *out, enum language language);

#endif
