/* Help as text for a terminal and as scdoc for the manual page, from the same rows. */
#include "interp/cli/help.h"

#include "interp/cli/options.h"
#include "interp/explain/wrap.h"
#include "lang/base/utf8.h"
#include "lang/base/version.h"

#define COLUMNS 100
#define COMMAND_COLUMN 12
#define DOC_COLUMN 26 /* where the explanation of an option stands */

static void put_heading(struct buffer *out, enum language language, enum message heading) {
    buffer_byte(out, '\n');
    message_put(out, language, heading);
    buffer_byte(out, '\n');
}

void help_overview(struct buffer *out, enum language language) {
    message_put(out, language, MESSAGE_HELP_NAME, TEXT(ZHINAN_VERSION));
    buffer_str(out, "\n\n");
    message_put(out, language, MESSAGE_HELP_SYNOPSIS);
    buffer_byte(out, '\n');
    put_heading(out, language, MESSAGE_HELP_COMMANDS);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_info *info = command_info((enum command)i);
        buffer_str(out, "  ");
        wrap_pad(out, text_of(info->name), COMMAND_COLUMN - 2);
        wrap_text(out, text_of(info->summary[language]), COMMAND_COLUMN, COMMAND_COLUMN, COLUMNS);
        buffer_byte(out, '\n');
    }
    put_heading(out, language, MESSAGE_HELP_CODES);
    help_groups(out, language);
    buffer_byte(out, '\n');
    wrap_text(out, text_of(message_words(MESSAGE_HELP_INPUT, language)), 0, 0, COLUMNS);
    buffer_byte(out, '\n');
    message_put(out, language, MESSAGE_HELP_MORE);
    buffer_byte(out, '\n');
}

static void put_usage(struct buffer *out, enum language language, enum command command) {
    const struct command_info *info = command_info(command);
    struct buffer line;
    buffer_init(&line, out->arena);
    buffer_str(&line, info->name);
    if (info->arguments[language][0]) {
        buffer_byte(&line, ' ');
        buffer_str(&line, info->arguments[language]);
    }
    buffer_byte(&line, ' ');
    message_put(&line, language, MESSAGE_HELP_WITH_OPTIONS);
    message_put(out, language, MESSAGE_HELP_USAGE, buffer_done(&line));
}

/* `-o, --output FILE`, the long names of all under one another. */
static struct text option_words(struct arena *arena, enum language language, const struct option_info *info) {
    struct buffer b;
    buffer_init(&b, arena);
    if (info->short_name) {
        buffer_printf(&b, "-%c, --%s", info->short_name, info->name);
    } else {
        buffer_printf(&b, "    --%s", info->name);
    }
    if (info->kind != KIND_FLAG) {
        buffer_byte(&b, ' ');
        buffer_str(&b, info->value[language]);
    }
    return buffer_done(&b);
}

static void put_option(struct buffer *out, enum language language, enum option option) {
    const struct option_info *info = option_info(option);
    struct text words = option_words(out->arena, language, info);
    buffer_str(out, "  ");
    if (2 + utf8_width(words) + 2 <= DOC_COLUMN) {
        wrap_pad(out, words, DOC_COLUMN - 2);
    } else {
        buffer_text(out, words);
        buffer_byte(out, '\n');
        buffer_repeat(out, TEXT(" "), DOC_COLUMN);
    }
    wrap_text(out, text_of(info->doc[language]), DOC_COLUMN, DOC_COLUMN, COLUMNS);
    buffer_byte(out, '\n');
}

static bool has_own_options(enum command command) { return command_info(command)->options[0] != OPTION_NONE; }

void help_command(struct buffer *out, enum language language, enum command command) {
    const struct command_info *info = command_info(command);
    put_usage(out, language, command);
    buffer_str(out, "\n\n");
    wrap_text(out, text_of(info->summary[language]), 0, 0, COLUMNS);
    buffer_byte(out, '\n');
    if (has_own_options(command)) put_heading(out, language, MESSAGE_HELP_OPTIONS);
    for (const enum option *o = info->options; *o != OPTION_NONE; o++) put_option(out, language, *o);
    put_heading(out, language, MESSAGE_HELP_COMMON);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (option_info((enum option)i)->common) put_option(out, language, (enum option)i);
    }
    put_heading(out, language, MESSAGE_HELP_EXAMPLE);
    buffer_str(out, "  ");
    buffer_str(out, info->example);
    buffer_byte(out, '\n');
}

/* --- the manual page */

/* Text that scdoc takes as it is. */
static void put_plain(struct buffer *out, const char *text) {
    for (const char *p = text; *p; p++) {
        if (*p == '*' || *p == '_' || *p == '\\' || *p == '#' || *p == '[' || *p == ']' || *p == '<' || *p == '|' ||
            *p == '.' || *p == '-' || *p == '`' || *p == '~') {
            buffer_byte(out, '\\');
        }
        buffer_byte(out, *p);
    }
}

static void put_manual_option(struct buffer *out, enum language language, enum option option) {
    const struct option_info *info = option_info(option);
    if (info->short_name) buffer_printf(out, "*\\-%c*, ", info->short_name);
    buffer_str(out, "*\\-\\-");
    put_plain(out, info->name);
    buffer_byte(out, '*');
    if (info->kind != KIND_FLAG) {
        buffer_str(out, " _");
        put_plain(out, info->value[language]);
        buffer_byte(out, '_');
    }
    buffer_str(out, "\n\t");
    put_plain(out, info->doc[language]);
    buffer_str(out, "\n\n");
}

void help_manual(struct buffer *out, enum language language) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_info *info = command_info((enum command)i);
        buffer_str(out, "## zhinan ");
        buffer_str(out, info->name);
        if (info->arguments[language][0]) {
            buffer_byte(out, ' ');
            buffer_str(out, info->arguments[language]); /* scdoc takes a heading as it is */
        }
        buffer_str(out, "\n\n");
        put_plain(out, info->summary[language]);
        buffer_str(out, "\n\n");
        for (const enum option *o = info->options; *o != OPTION_NONE; o++) put_manual_option(out, language, *o);
    }
    buffer_str(out, "## ");
    message_put(out, language, MESSAGE_HELP_COMMON);
    buffer_str(out, "\n\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (option_info((enum option)i)->common) put_manual_option(out, language, (enum option)i);
    }
}
