/* zhinan help [COMMAND] [--man zh|en]; also what --help and a bare `zhinan` show. */
#include "interp/cli/commands.h"
#include "interp/cli/help.h"
#include "interp/cli/options.h"
#include "interp/cli/output.h"

int command_help(struct cli *cli) {
    struct buffer out;
    buffer_init(&out, cli->arena);
    const struct option_value *manual = &cli->options[OPTION_MAN];
    if (manual->given) {
        help_manual(&out, manual->choice == 0 ? LANGUAGE_ZH : LANGUAGE_EN);
    } else if (cli->help && cli->command != COMMAND_NONE) {
        help_command(&out, cli->language, cli->command);
    } else if (cli->arguments.count) {
        struct text name = text_of(cli->arguments.items[0]);
        enum command command = command_named(name);
        if (command == COMMAND_NONE) {
            cli->error.message = MESSAGE_UNKNOWN_COMMAND;
            cli->error.args[0] = name;
            cli->error.suggestion = command_like(name);
            cli->command = COMMAND_NONE;
            return message_print_error(cli);
        }
        help_command(&out, cli->language, command);
    } else {
        help_overview(&out, cli->language);
    }
    return output_print(cli, buffer_done(&out));
}
