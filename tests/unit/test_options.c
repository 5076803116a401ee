/* The command line: what the tables say, what the parser takes and refuses, the language, help, and the order of exit
 * statuses. interp/cli is in no library: the Makefile names the objects this program needs. */
#include "interp/cli/options.h"

#include <stdio.h>
#include <string.h>

#include "interp/cli/help.h"
#include "interp/explain/report.h"
#include "lang/base/utf8.h"
#include "tests/unit/tap.h"

static struct arena *arena;

/* --- the parser */

#define MOST_WORDS 16

static struct cli parsed;

/* Parses a command line given as words parted by blanks ("~" stands for the empty word). */
static bool parse(const char *line) {
    const char *argv[MOST_WORDS + 1] = {"zhinan"};
    int argc = 1;
    for (const char *at = line; *at && argc <= MOST_WORDS;) {
        size_t len = strcspn(at, " ");
        struct text word = {at, len};
        argv[argc++] = text_equal(word, TEXT("~")) ? "" : text_cstr(arena, word);
        at += len;
        at += strspn(at, " ");
    }
    parsed = (struct cli){.arena = arena, .language = LANGUAGE_EN};
    return options_parse(&parsed, argc, argv);
}

static struct text error_text(void) {
    struct buffer b;
    buffer_init(&b, arena);
    message_add(&b, LANGUAGE_EN, parsed.error.message, 3, parsed.error.args);
    if (parsed.error.suggestion.len) message_put(&b, LANGUAGE_EN, MESSAGE_DID_YOU_MEAN, parsed.error.suggestion);
    return buffer_done(&b);
}

static void takes(const char *line) {
    if (!tap_ok(parse(line), "“%s” is understood", line)) tap_note("%s", error_text().ptr);
}

static void refuses(const char *line, const char *message) {
    if (tap_ok(!parse(line), "“%s” is refused", line))
        tap_is_text(error_text(), message, "“%s” is refused with reason", line);
}

static void test_arguments(void) {
    takes("review p -- a b");
    tap_is_int(parsed.command, COMMAND_REVIEW, "the command");
    tap_is_int(parsed.arguments.count, 1, "one policy");
    tap_is_int(parsed.applications.count, 2, "two applications");
    takes("review p q -- - --format json");
    tap_is_int(parsed.arguments.count, 2, "two policies");
    tap_ok(parsed.applications.count == 1 && strcmp(parsed.applications.items[0], "-") == 0,
           "standard input is an argument");
    tap_ok(parsed.options[OPTION_REVIEW_FORMAT].given && parsed.options[OPTION_REVIEW_FORMAT].choice == 1,
           "an option behind the --");
    takes("review p -- a -- --strict");
    tap_ok(parsed.applications.count == 2 && !parsed.options[OPTION_STRICT].given, "the second -- ends the options");
    takes("eval -- -1");
    tap_ok(parsed.arguments.count == 1 && strcmp(parsed.arguments.items[0], "-1") == 0,
           "-- ends the options of other commands");
    takes("explain p a");
    takes("explain p a r");
    refuses("explain p", "too few arguments; it takes zhinan explain POLICY APPLICATION [RULE]");
    refuses("explain p a r x", "there is an argument too many: “x”");
    refuses("version x", "there is an argument too many: “x”");
    refuses("review p a", "there is no -- between policies and applications: zhinan review POLICY… -- APPLICATIONS…");
    refuses("review -- a", "there is no policy before the --: zhinan review POLICY… -- APPLICATIONS…");
    refuses("review p --", "there are no applications behind the --: zhinan review POLICY… -- APPLICATIONS…");
    refuses("", "no command is given");
    refuses("--lang en", "no command is given");
    refuses("revew p -- a", "there is no command “revew”; did you mean review?");
    refuses("frobnicate", "there is no command “frobnicate”");
}

static void test_options(void) {
    takes("compile p -o f");
    tap_ok(strcmp(parsed.options[OPTION_OUTPUT].text, "f") == 0, "-o FILE");
    takes("compile p -of");
    tap_ok(strcmp(parsed.options[OPTION_OUTPUT].text, "f") == 0, "-oFILE");
    takes("compile --output=f p");
    tap_ok(strcmp(parsed.options[OPTION_OUTPUT].text, "f") == 0, "--output=FILE");
    takes("compile p --output -");
    takes("review p -- a -qo f");
    tap_ok(parsed.options[OPTION_QUIET].given && strcmp(parsed.options[OPTION_OUTPUT].text, "f") == 0, "-qo FILE");
    takes("--lang=zh review p -- a");
    tap_is_int(parsed.options[OPTION_LANG].choice, 0, "an option before the command");
    takes("review p -- a --format html --format=md");
    tap_is_int(parsed.options[OPTION_REVIEW_FORMAT].choice, REPORT_MARKDOWN, "the last one counts");
    takes("review p -- a --let a=1 --let b=2=3");
    tap_ok(parsed.options[OPTION_LET].all.count == 2 && strcmp(parsed.options[OPTION_LET].all.items[1], "b=2=3") == 0,
           "--let, several times");
    takes("review p -- a --as-of 2024-02-29");
    takes("review --help");
    tap_ok(parsed.help && parsed.command == COMMAND_REVIEW, "--help needs no arguments");
    takes("--help");
    takes("review -h");
    takes("--version");
    tap_ok(parsed.version, "--version in the place of a command");
    refuses("review --version", "review has no option --version");
    refuses("review p -- a --fromat json", "review has no option --fromat; did you mean --format?");
    refuses("review p -- a --form json", "review has no option --form; did you mean --format?");
    refuses("review p -- a -format json", "review has no option -format; did you mean --format?");
    refuses("review p -- a ——format json", "review has no option ——format; did you mean --format?");
    refuses("review p -- a －－strict", "review has no option －－strict; did you mean --strict?");
    takes("review p -- a ——什么");
    refuses("review p -- a -x", "review has no option -x");
    refuses("check p --as-of 2023-01-01", "check has no option --as-of");
    refuses("--strict review", "the option --strict is not known before the command");
    refuses("review p -- a --strict=yes", "the option --strict takes no value, but “yes” is given");
    refuses("review p -- a --format", "the option --format needs text|json|ndjson|csv|md|html behind it");
    refuses("compile p -o", "the option -o needs FILE behind it");
    refuses("compile p -o ~", "the value of -o is empty; FILE is needed");
    refuses("compile p --output=", "the value of --output is empty; FILE is needed");
    refuses("review p -- a --format xml",
            "“xml” is no value of --format, which takes one of text|json|ndjson|csv|md|html");
    refuses("explain p a --format csv", "“csv” is no value of --format, which takes one of text|json|md|html");
    refuses("review p -- a --for", "the option --for needs applicant behind it");
    refuses("review p -- a --as-of 2023-02-29",
            "“2023-02-29” is no value of --as-of, which takes a date like 2023-05-31");
    refuses("review p -- a --as-of ~", "“” is no value of --as-of, which takes a date like 2023-05-31");
    refuses("review p -- a --let x", "“x” is no value of --let, which takes NAME=VALUE");
    refuses("review p -- a --let =x", "“=x” is no value of --let, which takes NAME=VALUE");
    refuses("eval --lang fr 1", "“fr” is no value of --lang, which takes one of zh|en");
}

/* --- the tables */

static bool same_word(const char *words, size_t index, const char *word) {
    for (; index && words; index--) {
        words = strchr(words, '|');
        if (words) words++;
    }
    size_t len = words ? strcspn(words, "|") : 0;
    return text_equal((struct text){words ? words : "", len}, text_of(word));
}

static void test_tables(void) {
    static const char *const formats[] = {
#define FORMAT(name, id, renderer) id,
#include "interp/explain/formats.def"
#undef FORMAT
    };
    for (size_t i = 0; i < REPORT_FORMATS; i++) {
        tap_ok(same_word(option_info(OPTION_REVIEW_FORMAT)->value[0], i, formats[i]),
               "--format of review has %s in its place", formats[i]);
    }
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        bool used = false;
        for (size_t c = 0; c < COMMAND_COUNT; c++) used |= command_takes((enum command)c, (enum option)i);
        tap_ok(used, "--%s belongs to a command", option_info((enum option)i)->name);
    }
    for (size_t c = 0; c < COMMAND_COUNT; c++) {
        bool once = true;
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            for (size_t j = 0; j < i; j++) {
                const struct option_info *a = option_info((enum option)i), *b = option_info((enum option)j);
                bool both =
                    command_takes((enum command)c, (enum option)i) && command_takes((enum command)c, (enum option)j);
                if (both && (strcmp(a->name, b->name) == 0 || (a->short_name && a->short_name == b->short_name)))
                    once = false;
            }
        }
        const struct command_info *info = command_info((enum command)c);
        tap_ok(once, "%s takes no two options of one name", info->name);
        tap_ok(parse(info->example + strlen("zhinan ")) || strchr(info->example, '\''),
               "the example of %s is understood", info->name);
    }
}

/* --- the language */

static const char *variables[4]; /* ZHINAN_LANG, LC_ALL, LC_MESSAGES, LANG */

static const char *environment(const char *name) {
    static const char *const names[] = {"ZHINAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(name, names[i]) == 0) return variables[i];
    }
    return NULL;
}

static void speaks(enum language wanted, const char *option, const char *own, const char *lc_all, const char *messages,
                   const char *lang) {
    const char *argv[] = {"zhinan", "eval", option};
    variables[0] = own;
    variables[1] = lc_all;
    variables[2] = messages;
    variables[3] = lang;
    tap_is_int(options_language(option ? 3 : 2, argv, environment), wanted,
               "%s, ZHINAN_LANG=%s, LC_ALL=%s, LC_MESSAGES=%s, LANG=%s: %s", option ? option : "no option",
               own ? own : "", lc_all ? lc_all : "", messages ? messages : "", lang ? lang : "",
               wanted == LANGUAGE_ZH ? "zh" : "en");
}

static void test_language(void) {
    speaks(LANGUAGE_ZH, NULL, NULL, NULL, NULL, NULL);
    speaks(LANGUAGE_ZH, NULL, NULL, "C.UTF-8", NULL, NULL);
    speaks(LANGUAGE_ZH, NULL, NULL, NULL, NULL, "POSIX");
    speaks(LANGUAGE_EN, NULL, NULL, NULL, NULL, "en_GB.UTF-8");
    speaks(LANGUAGE_EN, NULL, NULL, "C", NULL, "en_US.UTF-8");
    speaks(LANGUAGE_EN, NULL, NULL, "", "en", "zh_CN.UTF-8");
    speaks(LANGUAGE_ZH, NULL, NULL, "zh_CN.UTF-8", "en_US", "en_US");
    speaks(LANGUAGE_ZH, NULL, NULL, "fr_FR.UTF-8", NULL, "en_US");
    speaks(LANGUAGE_ZH, NULL, NULL, NULL, NULL, "enochian");
    speaks(LANGUAGE_EN, NULL, "en", "zh_CN.UTF-8", NULL, NULL);
    speaks(LANGUAGE_EN, NULL, "tlh", "en_US", NULL, NULL);
    speaks(LANGUAGE_ZH, "--lang=zh", "en", "en_US", NULL, NULL);
    speaks(LANGUAGE_EN, "--lang=en", "zh", NULL, NULL, NULL);
    speaks(LANGUAGE_EN, "--lang=xx", "en", NULL, NULL, NULL);
}

/* --- help and exit status */

static bool contains(struct text t, const char *part) {
    struct text p = text_of(part);
    for (size_t i = 0; i + p.len <= t.len; i++) {
        if (memcmp(t.ptr + i, p.ptr, p.len) == 0) return true;
    }
    return false;
}

static size_t widest_line(struct text t) {
    size_t widest = 0, from = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] != '\n') continue;
        size_t width = utf8_width(text_slice(t, from, i));
        if (width > widest) widest = width;
        from = i + 1;
    }
    return widest;
}

static void test_help(void) {
    for (int language = 0; language < LANGUAGES; language++) {
        struct buffer overview, manual;
        buffer_init(&overview, arena);
        buffer_init(&manual, arena);
        help_overview(&overview, (enum language)language);
        help_manual(&manual, (enum language)language);
        tap_ok(widest_line(buffer_done(&overview)) <= 100, "no line of the overview is too wide");
        for (size_t c = 0; c < COMMAND_COUNT; c++) {
            const struct command_info *info = command_info((enum command)c);
            struct buffer help;
            buffer_init(&help, arena);
            help_command(&help, (enum language)language, (enum command)c);
            bool complete = contains(buffer_done(&help), info->example) && widest_line(buffer_done(&help)) <= 100;
            for (size_t i = 0; i < OPTION_COUNT; i++) {
                const struct option_info *option = option_info((enum option)i);
                struct text name = text_format(arena, "--%s ", option->name);
                struct text flag = text_format(arena, "--%s\n", option->name);
                bool shown = contains(buffer_done(&help), name.ptr) || contains(buffer_done(&help), flag.ptr);
                if (command_takes((enum command)c, (enum option)i) && !shown) complete = false;
            }
            tap_ok(complete, "the help of %s has every option and its example", info->name);
            tap_ok(contains(buffer_done(&overview), info->name), "the overview has %s", info->name);
            tap_ok(contains(buffer_done(&manual), text_format(arena, "## zhinan %s", info->name).ptr),
                   "the manual has %s", info->name);
        }
    }
}

static void test_status(void) {
    static const int worst_first[] = {70, 2, 3, 5, 4, 1, 0};
    bool held = true;
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < 7; j++) {
            int wanted = worst_first[i < j ? i : j];
            if (status_worse(worst_first[i], worst_first[j]) != wanted) held = false;
        }
    }
    tap_ok(held, "of two statuses the first of 70, 2, 3, 5, 4, 1, 0 counts");
}

int main(void) {
    arena = arena_new(NULL);
    test_arguments();
    test_options();
    test_tables();
    test_language();
    test_help();
    test_status();
    arena_free(arena);
    return tap_done();
}
