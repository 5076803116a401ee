/* A progress bar on standard error: only where a person watches (a terminal, and no --quiet), gone when done. */
#ifndef ZN_CLI_PROGRESS_H
#define ZN_CLI_PROGRESS_H

#include "interp/cli/cli.h"

struct progress;

/* `total` is 0 where it is not known. Never NULL. */
struct progress *progress_begin(struct cli *cli, size_t total);
/* So many are done. Cheap: draws at most ten times a second. */
void progress_step(struct progress *progress, size_t done);
/* Clears the line; also before anything else is printed on the terminal, the next step draws it again. */
void progress_clear(struct progress *progress);

#endif
