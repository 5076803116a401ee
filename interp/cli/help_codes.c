/* `zhinan help E0102`: the catalogue of diagnostics on a terminal. */
#include "interp/cli/help.h"
#include "interp/explain/wrap.h"
#include "lang/source/catalogue.h"

#define COLUMNS 100
#define CODE_COLUMN 9

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

static bool begins_with(const char *code, struct text prefix) {
    for (size_t i = 0; i < prefix.len; i++) {
        if (code[i] != upper(prefix.ptr[i])) return false;
    }
    return true;
}

enum diag_code help_code_named(struct text code) {
    int i = 0;
    while (i < DIAG_COUNT && (text_of(diag_info((enum diag_code)i)->code).len != code.len ||
                              !begins_with(diag_info((enum diag_code)i)->code, code)))
        i++;
    return (enum diag_code)i;
}

struct text help_code_like(struct text code) {
    struct text best = TEXT("");
    bool shared = false;
    for (int i = 0; i < DIAG_COUNT; i++) {
        struct text other = text_of(diag_info((enum diag_code)i)->code);
        if (text_distance(code, other, 1) > 1) continue;
        shared = best.len != 0;
        best = other;
    }
    if (best.len && !shared) return best;
    for (size_t i = 0; i < diag_group_count(); i++) {
        struct text prefix = diag_group(i)->prefix;
        if (code.len >= prefix.len && begins_with(prefix.ptr, text_slice(code, 0, prefix.len))) return prefix;
    }
    return TEXT("");
}

static void put_row(struct buffer *out, struct text code, struct text words) {
    buffer_str(out, "  ");
    wrap_pad(out, code, CODE_COLUMN - 2);
    wrap_text(out, words, CODE_COLUMN, CODE_COLUMN, COLUMNS);
    buffer_byte(out, '\n');
}

void help_groups(struct buffer *out, enum language language) {
    for (size_t i = 0; i < diag_group_count(); i++) put_row(out, diag_group(i)->prefix, diag_group(i)->about[language]);
}

/* Those of one group, below its name; `prefix` may be shorter or longer than the group's. */
static bool put_group(struct buffer *out, enum language language, const struct diag_group *group, struct text prefix) {
    bool any = false;
    for (int i = 0; i < DIAG_COUNT; i++) {
        const char *code = diag_info((enum diag_code)i)->code;
        if (!text_starts(text_of(code), group->prefix) || !begins_with(code, prefix)) continue;
        if (!any && out->len) buffer_byte(out, '\n');
        if (!any) {
            buffer_text(out, group->about[language]);
            buffer_byte(out, '\n');
        }
        any = true;
        put_row(out, text_of(code), diag_outline(out->arena, (enum diag_code)i, language));
    }
    return any;
}

bool help_codes(struct buffer *out, enum language language, struct text prefix) {
    bool any = false;
    if (!prefix.len || prefix.len >= sizeof "E0102" - 1) return false;
    for (size_t i = 0; i < diag_group_count(); i++) any |= put_group(out, language, diag_group(i), prefix);
    if (any) {
        buffer_byte(out, '\n');
        message_put(out, language, MESSAGE_HELP_CODE_MORE);
        buffer_byte(out, '\n');
    }
    return any;
}

static void put_lines(struct buffer *out, struct text lines) {
    for (size_t at = 0; at < lines.len;) {
        size_t end = at;
        while (end < lines.len && lines.ptr[end] != '\n') end++;
        buffer_printf(out, end > at ? "    %.*s\n" : "%.*s\n", TEXT_ARG(text_slice(lines, at, end)));
        at = end + 1;
    }
}

static void put_paragraph(struct buffer *out, struct text words) {
    buffer_byte(out, '\n');
    wrap_text(out, text_trim(words), 0, 0, COLUMNS);
    buffer_byte(out, '\n');
}

static void put_example(struct buffer *out, enum language language, enum message heading, struct text example) {
    buffer_byte(out, '\n');
    message_put(out, language, heading);
    buffer_byte(out, '\n');
    put_lines(out, example);
}

void help_code(struct buffer *out, enum language language, enum diag_code code) {
    struct catalogue_entry entry = {0};
    catalogue_find(code, &entry);
    buffer_printf(out, "%s  ", diag_info(code)->code);
    wrap_text(out, diag_outline(out->arena, code, language), 7, 7, COLUMNS);
    buffer_byte(out, '\n');
    put_paragraph(out, entry.meaning[language]);
    struct text hint = diag_outline_hint(out->arena, code, language);
    if (hint.len) put_paragraph(out, hint);
    if (entry.no_example[language].len) put_paragraph(out, entry.no_example[language]);
    if (!entry.wrong[language].len) return;
    put_example(out, language, MESSAGE_HELP_WRONG, entry.wrong[language]);
    put_example(out, language, MESSAGE_HELP_RIGHT, entry.right[language]);
    if (catalogue_is_whole(entry.wrong[language]) && catalogue_is_whole(entry.right[language])) return;
    put_example(out, language, MESSAGE_HELP_BEFORE, catalogue_before(language));
}
