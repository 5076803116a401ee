/* zhinan disasm POLICY [RULE] */
#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "interp/cli/policies.h"
#include "lang/code/disasm.h"

int command_disasm(struct cli *cli) {
    int status = STATUS_DONE;
    struct policy policy;
    struct buffer out;
    if (!policies_load(cli, cli->arguments.items[0], &policy, &status)) return status;
    buffer_init(&out, cli->arena);
    struct text rule = cli->arguments.count > 1 ? text_of(cli->arguments.items[1]) : TEXT("");
    bool found = disasm_print(&out, policy.image, rule, cli->language);
    status = found ? output_print(cli, buffer_done(&out)) : usage_error(cli, MESSAGE_NO_SUCH_RULE, rule);
    policy_free(&policy);
    return status;
}
