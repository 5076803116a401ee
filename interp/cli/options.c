/* The parser of the command line. getopt_long was not taken: its messages are not in the reader's language, it accepts
 * abbreviations that a later option makes ambiguous, and it knows no commands. */
#include "interp/cli/options.h"

#include <assert.h>
#include <string.h>

#include "lang/value/date.h"

/* --- the tables */

#define FLAG KIND_FLAG
#define CHOICE KIND_CHOICE
#define DATE KIND_DATE
#define PATH KIND_PATH
#define NAME_VALUE KIND_NAME_VALUE
static const struct option_info options[OPTION_COUNT] = {
#define ROW(long_name, short_letter, is_common, kind, value_zh, value_en, doc_zh, doc_en) \
    {long_name, short_letter[0], is_common, kind, {value_zh, value_en}, {doc_zh, doc_en}},
#define OPTION(name, long_name, short_letter, ...) ROW(long_name, short_letter, false, __VA_ARGS__)
#define COMMON(name, long_name, short_letter, ...) ROW(long_name, short_letter, true, __VA_ARGS__)
#include "interp/cli/options.def"
#undef OPTION
#undef COMMON
#undef ROW
};

#define LIST(...) __VA_ARGS__, OPTION_NONE
#define COMMAND(NAME, name, arguments_zh, arguments_en, summary_zh, summary_en, options, ...) \
    static const enum option options_of_##name[] = {options};
#include "interp/cli/commands.def"
#undef COMMAND

#define MANY SIZE_MAX
#define SPLIT true
#define WHOLE false
static const struct command_info commands[COMMAND_COUNT] = {
#define COMMAND(NAME, name, arguments_zh, arguments_en, summary_zh, summary_en, options, least, most, split, example) \
    {#name, {arguments_zh, arguments_en}, {summary_zh, summary_en}, options_of_##name, least, most, split, example},
#include "interp/cli/commands.def"
#undef COMMAND
};

const struct option_info *option_info(enum option option) {
    assert(option < OPTION_COUNT);
    return &options[option];
}

const struct command_info *command_info(enum command command) {
    assert(command < COMMAND_COUNT);
    return &commands[command];
}

enum command command_named(struct text name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (text_equal(name, text_of(commands[i].name))) return (enum command)i;
    }
    return COMMAND_NONE;
}

bool command_takes(enum command command, enum option option) {
    if (options[option].common) return true;
    if (command == COMMAND_NONE) return false;
    for (const enum option *o = commands[command].options; *o != OPTION_NONE; o++) {
        if (*o == option) return true;
    }
    return false;
}

/* --- did you mean */

struct best {
    struct text name;
    size_t distance;
};

/* So many slips are taken for one: none in a name of two letters, three in a long one. */
static size_t slips(struct text name) { return name.len < 3 ? 0 : name.len < 5 ? 1 : name.len < 9 ? 2 : 3; }

static void consider(struct best *best, struct text written, const char *name) {
    struct text candidate = text_of(name);
    size_t distance = text_distance(written, candidate, slips(candidate));
    /* what is only begun is meant as well */
    if (written.len >= 2 && text_starts(candidate, written)) distance = distance < 1 ? distance : 1;
    if (distance <= slips(candidate) && (!best->name.len || distance < best->distance))
        *best = (struct best){candidate, distance};
}

struct text command_like(struct text name) {
    struct best best = {TEXT(""), 0};
    for (size_t i = 0; i < COMMAND_COUNT; i++) consider(&best, name, commands[i].name);
    return best.name;
}

/* "--name" of the option that the command takes and `name` looks most like. */
static struct text option_like(const struct cli *cli, struct text name) {
    struct best best = {TEXT(""), 0};
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (command_takes(cli->command, (enum option)i)) consider(&best, name, options[i].name);
    }
    return best.name.len ? text_format(cli->arena, "--%.*s", TEXT_ARG(best.name)) : best.name;
}

/* --- the parser */

struct parser {
    struct cli *cli;
    int argc;
    const char *const *argv;
    int next;    /* the argument to be read */
    bool behind; /* the -- of a split command was seen */
    bool ended;  /* nothing more is an option */
};

static bool fail(struct cli *cli, enum message message, struct text a0, struct text a1, struct text a2) {
    cli->error.message = message;
    cli->error.args[0] = a0;
    cli->error.args[1] = a1;
    cli->error.args[2] = a2;
    return false;
}

static const struct text nothing = {"", 0};

static bool unknown_option(struct cli *cli, struct text written, struct text name) {
    cli->error.suggestion = option_like(cli, name);
    if (cli->command == COMMAND_NONE) return fail(cli, MESSAGE_UNKNOWN_OPTION_FIRST, written, nothing, nothing);
    return fail(cli, MESSAGE_UNKNOWN_OPTION, text_of(commands[cli->command].name), written, nothing);
}

static bool choose(const char *words, struct text value, size_t *choice) {
    size_t index = 0;
    for (const char *word = words;; index++) {
        const char *end = strchr(word, '|');
        size_t len = end ? (size_t)(end - word) : strlen(word);
        if (text_equal(value, (struct text){word, len})) {
            *choice = index;
            return true;
        }
        if (!end) return false;
        word = end + 1;
    }
}

/* `written` is the option as it stands on the command line, without its value. */
static bool take_value(struct cli *cli, enum option option, struct text written, const char *value) {
    const struct option_info *info = &options[option];
    struct text text = text_of(value), called = text_of(info->value[cli->language]);
    struct option_value *v = &cli->options[option];
    switch (info->kind) {
    case KIND_FLAG: break;
    case KIND_CHOICE:
        if (!choose(info->value[0], text, &v->choice)) return fail(cli, MESSAGE_NOT_A_CHOICE, written, text, called);
        break;
    case KIND_DATE: {
        int32_t day;
        if (!date_parse(text, &day)) return fail(cli, MESSAGE_NOT_A_DATE, written, text, nothing);
        break;
    }
    case KIND_PATH:
        if (!text.len) return fail(cli, MESSAGE_EMPTY_PATH, written, called, nothing);
        break;
    case KIND_NAME_VALUE:
        if (!text.len || value[0] == '=' || !strchr(value, '='))
            return fail(cli, MESSAGE_NOT_NAME_VALUE, written, text, called);
        VEC_PUSH(cli->arena, &v->all, value);
        break;
    }
    v->given = true;
    v->text = value;
    return true;
}

/* The value of an option that was written without one: the next argument. */
static bool take_next(struct parser *p, enum option option, struct text written) {
    if (p->next >= p->argc) {
        return fail(p->cli, MESSAGE_VALUE_MISSING, written, text_of(options[option].value[p->cli->language]), nothing);
    }
    return take_value(p->cli, option, written, p->argv[p->next++]);
}

static void take_flag(struct cli *cli, enum option option) {
    cli->options[option].given = true;
    if (option == OPTION_HELP) cli->help = true;
}

static bool take_long(struct parser *p, const char *argument) {
    struct cli *cli = p->cli;
    const char *equals = strchr(argument, '=');
    struct text written = equals ? (struct text){argument, (size_t)(equals - argument)} : text_of(argument);
    struct text name = text_slice(written, 2, written.len);
    if (cli->command == COMMAND_NONE && text_equal(written, TEXT("--version")) && !equals) {
        cli->version = true;
        return true;
    }
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        enum option option = (enum option)i;
        if (!command_takes(cli->command, option) || !text_equal(name, text_of(options[i].name))) continue;
        if (options[i].kind == KIND_FLAG) {
            if (equals) return fail(cli, MESSAGE_VALUE_UNEXPECTED, written, text_of(equals + 1), nothing);
            take_flag(cli, option);
            return true;
        }
        return equals ? take_value(cli, option, written, equals + 1) : take_next(p, option, written);
    }
    return unknown_option(cli, written, name);
}

/* -q, -o FILE, -oFILE, -qo FILE */
static bool take_short(struct parser *p, const char *argument) {
    struct cli *cli = p->cli;
    for (const char *letter = argument + 1; *letter; letter++) {
        enum option option = OPTION_NONE;
        for (size_t i = 0; i < OPTION_COUNT && option == OPTION_NONE; i++) {
            if (options[i].short_name == *letter && command_takes(cli->command, (enum option)i))
                option = (enum option)i;
        }
        if (option == OPTION_NONE) return unknown_option(cli, text_of(argument), text_of(argument + 1));
        if (options[option].kind == KIND_FLAG) {
            take_flag(cli, option);
            continue;
        }
        struct text written = text_format(cli->arena, "-%c", *letter);
        return letter[1] ? take_value(cli, option, written, letter + 1) : take_next(p, option, written);
    }
    return true;
}

/* Two dashes as an input method or a word processor writes them: —— – － */
static struct text without_wide_dashes(struct text argument) {
    static const char *const dashes[] = {"—", "–", "－", "-"};
    size_t at = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes;) {
        struct text dash = text_of(dashes[i]);
        if (text_starts(text_slice(argument, at, argument.len), dash)) {
            at += dash.len;
            i = 0;
        } else {
            i++;
        }
    }
    return text_slice(argument, at, argument.len);
}

static bool take_argument(struct parser *p, const char *argument) {
    struct cli *cli = p->cli;
    struct text text = text_of(argument), rest = without_wide_dashes(text);
    if (!p->ended && rest.len && rest.len < text.len) {
        size_t end = 0;
        while (end < rest.len && rest.ptr[end] != '=') end++;
        rest = text_slice(rest, 0, end);
        if (option_like(cli, rest).len) return unknown_option(cli, text, rest);
    }
    if (cli->command == COMMAND_NONE) {
        cli->command = command_named(text);
        if (cli->command != COMMAND_NONE) return true;
        cli->error.suggestion = command_like(text);
        return fail(cli, MESSAGE_UNKNOWN_COMMAND, text, nothing, nothing);
    }
    if (p->behind) {
        VEC_PUSH(cli->arena, &cli->applications, argument);
    } else {
        VEC_PUSH(cli->arena, &cli->arguments, argument);
    }
    return true;
}

static bool take(struct parser *p, const char *argument) {
    if (p->ended || argument[0] != '-' || !argument[1]) return take_argument(p, argument);
    if (strcmp(argument, "--") == 0) {
        bool parts = p->cli->command != COMMAND_NONE && commands[p->cli->command].split && !p->behind;
        if (parts) {
            p->behind = true;
        } else {
            p->ended = true;
        }
        return true;
    }
    return argument[1] == '-' ? take_long(p, argument) : take_short(p, argument);
}

static bool count_arguments(const struct parser *p) {
    struct cli *cli = p->cli;
    const struct command_info *info = &commands[cli->command];
    struct text takes = text_format(cli->arena, "zhinan %s %s", info->name, info->arguments[cli->language]);
    if (info->split) {
        if (!p->behind) return fail(cli, MESSAGE_NO_SEPARATOR, takes, nothing, nothing);
        if (!cli->arguments.count) return fail(cli, MESSAGE_NO_POLICY, takes, nothing, nothing);
        if (!cli->applications.count) return fail(cli, MESSAGE_NO_APPLICATIONS, takes, nothing, nothing);
        return true;
    }
    if (cli->arguments.count < info->least) return fail(cli, MESSAGE_TOO_FEW, takes, nothing, nothing);
    if (cli->arguments.count > info->most)
        return fail(cli, MESSAGE_TOO_MANY, text_of(cli->arguments.items[info->most]), nothing, nothing);
    return true;
}

bool options_parse(struct cli *cli, int argc, const char *const *argv) {
    struct parser p = {.cli = cli, .argc = argc, .argv = argv, .next = 1};
    cli->command = COMMAND_NONE;
    cli->error.suggestion = nothing;
    while (p.next < argc) {
        const char *argument = argv[p.next++];
        if (!take(&p, argument)) return false;
    }
    if (cli->help || cli->version) return true;
    if (cli->command == COMMAND_NONE) return fail(cli, MESSAGE_NO_COMMAND, nothing, nothing, nothing);
    return count_arguments(&p);
}

/* --- the language */

/* "zh", "zh_CN.UTF-8", "en-GB". */
static bool names_language(const char *value, const char *language) {
    size_t len = strlen(language);
    return strncmp(value, language, len) == 0 && (!value[len] || strchr("_-.@", value[len]));
}

static bool language_of(const char *value, enum language *language) {
    if (names_language(value, "zh")) {
        *language = LANGUAGE_ZH;
    } else if (names_language(value, "en")) {
        *language = LANGUAGE_EN;
    } else {
        return false;
    }
    return true;
}

static bool language_of_option(int argc, const char *const *argv, enum language *language) {
    bool found = false;
    for (int i = 1; i < argc; i++) {
        const char *value = NULL;
        if (strncmp(argv[i], "--lang=", 7) == 0) value = argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) value = argv[++i];
        if (value && language_of(value, language)) found = true;
    }
    return found;
}

enum language options_language(int argc, const char *const *argv, const char *(*environment)(const char *name)) {
    enum language language = LANGUAGE_ZH;
    if (language_of_option(argc, argv, &language)) return language;
    const char *own = environment("ZHINAN_LANG");
    if (own && language_of(own, &language)) return language;
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *locale = environment(variables[i]);
        if (!locale || !*locale || names_language(locale, "C") || names_language(locale, "POSIX")) continue;
        language_of(locale, &language);
        return language;
    }
    return LANGUAGE_ZH;
}
