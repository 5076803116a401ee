/* Where results go: standard output, or the file of --output, which appears only when everything was written.
 *
 * A reader that goes away (`… | head`) is no error: what follows is dropped without a word. Any other failure is said
 * once, when the output is closed, and makes the exit status 70. */
#ifndef ZN_CLI_OUTPUT_H
#define ZN_CLI_OUTPUT_H

#include "interp/cli/cli.h"

struct output;

/* NULL where the file cannot be written; that was said. `path` may be NULL or "-": standard output. */
struct output *output_open(struct cli *cli, const char *path);
/* Shaped for report_sink: false where no more can be written. `output` is a struct output. */
bool output_write(void *output, struct text bytes);
/* Whether results are coloured. */
bool output_colour(const struct output *output);
/* Closes; gives the worse of `status` and what happened to the output. */
int output_close(struct output *output, int status);
/* Closes and leaves a file as it was before. */
void output_discard(struct output *output);
/* A short result on standard output, whole. */
int output_print(struct cli *cli, struct text bytes);

#endif
