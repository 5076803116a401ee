/* Loading: the files of a policy and those they use. A used file is looked for beside its user, then in the stdlib,
 * which is built into the program. A file is loaded once, however often it is used. */
#include "lang/base/io.h"
#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/sema/guess.h"
#include "lang/sema/internal.h"
#include "lang/sema/stdlib.h"
#include "lang/syntax/parse.h"

#define STDLIB_FOLDER "stdlib/"

struct loader {
    struct program *program;
    struct text folder; /* of the policy, in the file system; paths are shown relative to it */
    const char *stdlib;
    /* files given as text; without the disk, they are all there are */
    const struct text *paths, *texts;
    size_t count;
    bool disk;
    VEC(struct module *) loading; /* to tell a circle */
};

static struct module *load(struct loader *loader, struct text path, bool is_stdlib, struct module *user,
                           struct node *at);

static struct module *find_loaded(struct program *program, struct text path) {
    for (size_t i = 0; i < program->modules.count; i++)
        if (text_equal(program->modules.items[i]->path, path)) return program->modules.items[i];
    return NULL;
}

static bool read_stdlib(struct loader *loader, struct text name, struct text *out) {
    if (loader->stdlib != NULL) {
        struct text reason, path = io_join(loader->program->arena, text_of(loader->stdlib), name);
        return io_read(loader->program->arena, text_cstr(loader->program->arena, path), LIMIT_SOURCE_BYTES, out,
                       &reason) == IO_OK;
    }
    return embedded_find(stdlib_files, stdlib_files_count, name, out);
}

static enum io_status read_policy(struct loader *loader, struct text path, struct text *out, struct text *reason) {
    struct arena *arena = loader->program->arena;
    *reason = TEXT("");
    for (size_t i = 0; i < loader->count; i++)
        if (text_equal(loader->paths[i], path)) {
            *out = loader->texts[i];
            return IO_OK;
        }
    if (loader->count > 0 && !loader->disk) return IO_MISSING;
    return io_read(arena, text_cstr(arena, io_join(arena, loader->folder, path)), LIMIT_SOURCE_BYTES, out, reason);
}

/* Only the library's files are known by name; those beside the policy are not listed. */
static void report_no_file(struct program *program, struct span at, struct text name) {
    struct guess guess = guess_begin(program->arena, name);
    for (size_t i = 0; i < stdlib_files_count; i++) guess_spelling(&guess, text_of(stdlib_files[i].name));
    struct diag *d = diag_report(program->sink, DIAG_USE_MISSING, at, name);
    if (guess.best.len) d->suggestion = text_format(program->arena, "\"%.*s\"", TEXT_ARG(guess.best));
}

static void follow_uses(struct loader *loader, struct module *module) {
    struct program *program = loader->program;
    for (uint32_t i = 0; i < module->tree->n_kids; i++) {
        struct node *n = module->tree->kids[i];
        if (n->kind != NODE_USE) continue;
        struct text name = n->kids[USE_PATH]->text;
        struct text beside = io_join(program->arena, io_folder_of(module->path), name), bytes, reason;
        struct module *used = NULL;
        if (text_starts(beside, TEXT("../")) || text_starts(beside, TEXT("/"))) {
            diag_report(program->sink, DIAG_USE_OUTSIDE, n->kids[USE_PATH]->span, name);
            continue;
        }
        if (!module->is_stdlib && read_policy(loader, beside, &bytes, &reason) == IO_OK)
            used = load(loader, beside, false, module, n);
        else if (read_stdlib(loader, name, &bytes))
            used = load(loader, name, true, module, n);
        else
            report_no_file(program, n->kids[USE_PATH]->span, name);
        if (used != NULL) VEC_PUSH(program->arena, &module->uses, used);
    }
}

static struct module *new_module(struct program *program, struct text path, struct text text, bool is_stdlib) {
    struct module *module = ARENA_NEW(program->arena, struct module);
    module->path = path;
    module->is_stdlib = is_stdlib;
    module->file = source_add(program->sources, path, text);
    map_init(&module->names, program->arena);
    module->tree = parse_file_with_comments(program->arena, program->sink, module->file, &module->comments);
    return module;
}

static void report_unread(struct program *program, enum io_status io, struct text path, struct text reason) {
    switch (io) {
    case IO_TOO_LARGE: {
        struct span start = {source_add(program->sources, path, TEXT("")), 0, 0};
        diag_report(program->sink, DIAG_SOURCE_TOO_LARGE, start, text_format(program->arena, "%u", LIMIT_SOURCE_BYTES));
        return;
    }
    case IO_MISSING: reason = diag_both(program->arena, TEXT("没有这个文件"), TEXT("there is no such file")); break;
    case IO_DENIED: reason = diag_both(program->arena, TEXT("没有权限"), TEXT("permission is denied")); break;
    case IO_FOLDER: reason = diag_both(program->arena, TEXT("这是文件夹"), TEXT("it is a folder")); break;
    case IO_OK:
    case IO_FAILED: break;
    }
    diag_report(program->sink, DIAG_FILE_UNREADABLE, (struct span){0}, path, reason)->has_span = false;
}

static struct module *load(struct loader *loader, struct text path, bool is_stdlib, struct module *user,
                           struct node *at) {
    struct program *program = loader->program;
    struct text shown = is_stdlib ? text_format(program->arena, STDLIB_FOLDER "%.*s", TEXT_ARG(path)) : path;
    struct module *module = find_loaded(program, shown);
    if (module != NULL) return module;
    for (size_t i = 0; i < loader->loading.count; i++)
        if (text_equal(loader->loading.items[i]->path, shown)) {
            diag_report(program->sink, DIAG_USE_CIRCLE, at->span, path, user->path);
            return NULL;
        }
    if (program->modules.count >= LIMIT_MODULES) {
        struct diag *d = diag_report(program->sink, DIAG_LIMIT_MODULES, at != NULL ? at->span : (struct span){0},
                                     text_format(program->arena, "%u", LIMIT_MODULES));
        if (at == NULL) d->has_span = false;
        return NULL;
    }
    struct text bytes, reason;
    if (is_stdlib) {
        if (!read_stdlib(loader, path, &bytes)) return NULL;
    } else {
        enum io_status io = read_policy(loader, path, &bytes, &reason);
        if (io != IO_OK) {
            report_unread(program, io, shown, reason);
            return NULL;
        }
    }
    module = new_module(program, shown, bytes, is_stdlib);
    VEC_PUSH(program->arena, &loader->loading, module);
    follow_uses(loader, module);
    loader->loading.count--;
    VEC_PUSH(program->arena, &program->modules, module);
    return module;
}

struct program *sema_empty(struct arena *arena, struct diag_sink *sink) {
    struct program *program = ARENA_NEW(arena, struct program);
    program->arena = arena;
    program->sink = sink;
    program->sources = sink->sources;
    return program;
}

static void settle(struct program *program) {
    for (size_t i = 0; i < program->modules.count; i++) declare_module(program, program->modules.items[i]);
    for (size_t i = 0; i < program->modules.count; i++) declare_types(program, program->modules.items[i]);
    declare_partners(program);
    for (size_t i = 0; i < program->lets.count; i++) check_symbol(program, program->lets.items[i]);
    for (size_t i = 0; i < program->functions.count; i++) check_symbol(program, program->functions.items[i]);
    for (size_t r = 0; r < program->records.count; r++)
        for (size_t f = 0; f < program->records.items[r]->members.count; f++)
            check_symbol(program, program->records.items[r]->members.items[f]);
    check_templates(program);
    check_headings(program);
}

struct program *sema_load(struct arena *arena, struct diag_sink *sink, const char *path,
                          const struct sema_options *options) {
    struct program *program = sema_empty(arena, sink);
    struct loader loader = {.program = program, .stdlib = options != NULL ? options->stdlib : NULL};
    if (io_is_folder(path)) {
        loader.folder = text_of(path);
        program->whole = true;
        struct text *names;
        size_t count, found = 0;
        if (io_list(arena, path, &names, &count) != IO_OK) return NULL;
        for (size_t i = 0; i < count; i++)
            if (text_ends(names[i], TEXT(".zn"))) {
                found++;
                load(&loader, names[i], false, NULL, NULL);
            }
        if (found == 0) {
            struct diag *d = diag_report(sink, DIAG_FOLDER_EMPTY, (struct span){0}, text_of(path));
            d->has_span = false;
        }
    } else {
        struct text name = io_name_of(text_of(path));
        if (options != NULL && options->text != NULL) {
            loader.paths = &name;
            loader.texts = options->text;
            loader.count = 1;
            loader.disk = true;
        } else if (!io_exists(path)) {
            return NULL;
        }
        loader.folder = io_folder_of(text_of(path));
        load(&loader, name, false, NULL, NULL);
    }
    settle(program);
    return program;
}

struct program *sema_load_texts(struct arena *arena, struct diag_sink *sink, const struct text *paths,
                                const struct text *texts, size_t count, const struct sema_options *options) {
    struct program *program = sema_empty(arena, sink);
    struct loader loader = {.program = program,
                            .stdlib = options != NULL ? options->stdlib : NULL,
                            .paths = paths,
                            .texts = texts,
                            .count = count};
    program->whole = true;
    for (size_t i = 0; i < count; i++) load(&loader, paths[i], false, NULL, NULL);
    settle(program);
    return program;
}
