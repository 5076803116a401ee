/* zhinan compile POLICY -o FILE.znc */
#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"

int command_compile(struct cli *cli) {
    int status = STATUS_DONE;
    struct policy policy;
    if (!cli->options[OPTION_OUTPUT].given)
        return usage_error(cli, MESSAGE_OPTION_REQUIRED, TEXT("compile"), TEXT("--output"));
    if (!policies_load(cli, cli->arguments.items[0], &policy, &status)) return status;
    struct output *output = output_open(cli, cli->options[OPTION_OUTPUT].text);
    if (output == NULL) {
        policy_free(&policy);
        return STATUS_INTERNAL;
    }
    output_write(output, policy.bytes);
    policy_free(&policy);
    return output_close(output, STATUS_DONE);
}
