/* Reference tables from the command line (--table NAME=FILE), with what is wrong with them said on standard error. */
#ifndef ZN_CLI_TABLES_H
#define ZN_CLI_TABLES_H

#include "interp/api/policy.h"
#include "interp/cli/cli.h"
#include "interp/explain/report.h"

/* Reads every table of --table into the policies that have one of that name. False after saying what is wrong, with the
 * exit status. `inputs` gets the files read with their digests, `n_inputs` of them. */
bool tables_load(struct cli *cli, struct policy *policies, size_t count, struct report_input **inputs, size_t *n_inputs,
                 int *status);

#endif
