/* The files of catalogue/ are read where they are asked for: a section is a slice of the built-in bytes. */
#include "lang/source/catalogue.h"

#include "lang/base/embedded.h"

extern const struct embedded_file catalogue_files[];
extern const size_t catalogue_files_count;

static const struct diag_group groups[] = {
#define DIAG_GROUP(prefix, zh, en) {{prefix, sizeof(prefix) - 1}, {{zh, sizeof(zh) - 1}, {en, sizeof(en) - 1}}},
#include "lang/source/diag_groups.def"
#undef DIAG_GROUP
};

size_t diag_group_count(void) { return sizeof groups / sizeof *groups; }

const struct diag_group *diag_group(size_t index) { return &groups[index]; }

static size_t line_end(struct text file, size_t at) {
    while (at < file.len && file.ptr[at] != '\n') at++;
    return at;
}

static size_t next_line(struct text file, size_t at) {
    size_t end = line_end(file, at);
    return end < file.len ? end + 1 : end;
}

/* What stands between the line `== name` and the next line that begins so. */
static struct text section(struct text file, struct text name) {
    size_t at = 0;
    while (at < file.len) {
        size_t end = line_end(file, at);
        struct text line = text_slice(file, at, end);
        at = next_line(file, at);
        if (!text_starts(line, TEXT("== ")) || !text_equal(text_slice(line, 3, line.len), name)) continue;
        size_t from = at;
        while (at < file.len && !text_starts(text_slice(file, at, file.len), TEXT("== "))) at = next_line(file, at);
        return text_slice(file, from, at);
    }
    return TEXT("");
}

bool catalogue_find(enum diag_code code, struct catalogue_entry *out) {
    char name[16];
    size_t n = 0;
    for (const char *p = diag_info(code)->code; *p && n < 8; p++) name[n++] = *p;
    for (const char *p = ".txt"; *p; p++) name[n++] = *p;
    struct text file;
    if (!embedded_find(catalogue_files, catalogue_files_count, (struct text){name, n}, &file)) return false;
    *out = (struct catalogue_entry){
        .meaning = {section(file, TEXT("含义")), section(file, TEXT("meaning"))},
        .wrong = {section(file, TEXT("错")), section(file, TEXT("wrong"))},
        .right = {section(file, TEXT("对")), section(file, TEXT("right"))},
        .no_example = {section(file, TEXT("无例")), section(file, TEXT("no example"))},
    };
    return true;
}

struct text catalogue_before(enum language language) {
    struct text file;
    if (!embedded_find(catalogue_files, catalogue_files_count, TEXT("before.txt"), &file)) return TEXT("");
    return section(file, language == LANGUAGE_ZH ? TEXT("前面") : TEXT("before"));
}

bool catalogue_is_whole(struct text example) {
    static const struct text words[] = {{"引用", sizeof "引用" - 1},
                                        {"use", sizeof "use" - 1},
                                        {"指南", sizeof "指南" - 1},
                                        {"guide", sizeof "guide" - 1}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_starts(example, words[i])) return true;
    }
    return false;
}
