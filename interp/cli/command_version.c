/* zhinan version: its own, and those of the forms it reads and writes. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "interp/cli/commands.h"
#include "interp/cli/output.h"
#include "lang/base/version.h"
#include "lang/code/image.h"

static void put_line(struct buffer *out, enum language language, enum message message, struct text value) {
    message_put(out, language, message, value);
    buffer_byte(out, '\n');
}

int command_version(struct cli *cli) {
    struct buffer out;
    buffer_init(&out, cli->arena);
    buffer_str(&out, "zhinan " ZHINAN_VERSION "\n");
    put_line(&out, cli->language, MESSAGE_VERSION_RECORD, TEXT("zhinan.review/1"));
    put_line(&out, cli->language, MESSAGE_VERSION_IMAGE, text_format(cli->arena, "ZNC1/%u", IMAGE_VERSION));
    char pcre[64] = "";
    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= (int)sizeof pcre) pcre2_config(PCRE2_CONFIG_VERSION, pcre);
    put_line(&out, cli->language, MESSAGE_VERSION_REGEX, text_format(cli->arena, "PCRE2 %s", pcre));
    return output_print(cli, buffer_done(&out));
}
