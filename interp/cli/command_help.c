/* zhinan help [COMMAND | CODE] [--man zh|en]; also what --help and a bare `zhinan` show. */
#include <string.h>

#include "interp/cli/commands.h"
#include "interp/cli/help.h"
#include "interp/cli/options.h"
#include "interp/cli/output.h"

/* E, E05, e0501 and what was meant as such: no command is called so. */
static bool is_code(struct text name) {
    static const char letters[] = "EeWwNn";
    if (!name.len || name.len > 6 || !memchr(letters, name.ptr[0], sizeof letters - 1)) return false;
    for (size_t i = 1; i < name.len; i++) {
        if ((name.ptr[i] < '0' || name.ptr[i] > '9') && name.ptr[i] != 'O' && name.ptr[i] != 'o') return false;
    }
    return true;
}

static int refuse(struct cli *cli, enum message message, struct text name, struct text suggestion) {
    cli->error.message = message;
    cli->error.args[0] = name;
    cli->error.suggestion = suggestion;
    cli->command = COMMAND_NONE;
    return message_print_error(cli);
}

static int help_on(struct cli *cli, struct buffer *out, struct text name) {
    enum command command = command_named(name);
    if (command != COMMAND_NONE) {
        help_command(out, cli->language, command);
    } else if (help_code_named(name) != DIAG_COUNT) {
        help_code(out, cli->language, help_code_named(name));
    } else if (!help_codes(out, cli->language, name)) {
        return is_code(name) ? refuse(cli, MESSAGE_UNKNOWN_CODE, name, help_code_like(name))
                             : refuse(cli, MESSAGE_UNKNOWN_COMMAND, name, command_like(name));
    }
    return output_print(cli, buffer_done(out));
}

int command_help(struct cli *cli) {
    struct buffer out;
    buffer_init(&out, cli->arena);
    const struct option_value *manual = &cli->options[OPTION_MAN];
    bool on_command = cli->help && cli->command != COMMAND_NONE;
    if (!manual->given && !on_command && cli->arguments.count)
        return help_on(cli, &out, text_of(cli->arguments.items[0]));
    if (manual->given)
        help_manual(&out, manual->choice == 0 ? LANGUAGE_ZH : LANGUAGE_EN);
    else if (on_command)
        help_command(&out, cli->language, cli->command);
    else
        help_overview(&out, cli->language);
    return output_print(cli, buffer_done(&out));
}
