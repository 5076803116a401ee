/* What a formatter must not change, over files and over generated programs (tests/tap/format.t):
 *   zn-format files FILE…            every file that is well formed
 *   zn-format generated SEED COUNT   so many programs from that seed on (generate.h)
 *   zn-format program SEED           prints one
 * Of each: laid out twice it is as laid out once; laid out, in Chinese and in English it compiles to the same image,
 * spans apart; in the other vocabulary and back too; and no comment is lost. Prints what differs, and the program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/base/diff.h"
#include "lang/base/io.h"
#include "lang/base/limits.h"
#include "lang/code/image_layout.h"
#include "lang/compile/compile.h"
#include "lang/sema/format.h"
#include "lang/sema/sema.h"
#include "lang/source/diag_render.h"
#include "lang/syntax/parse.h"
#include "tests/unit/generate.h"

/* ---- images without places ---- */

/* By table: what each 32-bit column is called. */
#define WORDS(c) #c "|"
#define NUMBER(c) #c "|"
#define TYPE(c) #c "|"
#define REF(c, table) #c "|"
#define OPT(c, table) #c "|"
#define RANGE(c, table) #c "_first|" #c "_count|"
#define ENUM(c, n) #c "|"
static const char *const table_columns[] = {
#define TABLE(name, columns) columns,
#include "lang/code/tables.def"
#undef TABLE
};
#define TABLES (sizeof table_columns / sizeof *table_columns)

static bool is_place(const char *column, size_t length) {
    struct text name = {column, length};
    return text_equal(name, TEXT("file")) || text_equal(name, TEXT("line")) || text_equal(name, TEXT("column"));
}

static uint32_t word_at(const char *bytes, size_t word) {
    const unsigned char *p = (const unsigned char *)bytes + 4 * word;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The image with 0 in every column of a place, and without its checksum. */
static struct text without_places(struct arena *arena, struct text image) {
    char *bytes = arena_alloc(arena, image.len + 1);
    memcpy(bytes, image.ptr, image.len);
    memset(bytes + IMAGE_WORD_CHECKSUM * 4, 0, 8);
    size_t counts = IMAGE_HEADER_WORDS - TABLES, at = IMAGE_HEADER_WORDS;
    for (size_t t = 0; t < TABLES; t++) {
        for (uint32_t row = 0; row < word_at(image.ptr, counts + t); row++) {
            for (const char *c = table_columns[t]; *c; c = strchr(c, '|') + 1, at++) {
                if (is_place(c, (size_t)(strchr(c, '|') - c))) memset(bytes + 4 * at, 0, 4);
            }
        }
    }
    return (struct text){bytes, image.len};
}

/* ---- one program ---- */

struct subject {
    struct arena *arena;
    const char *path; /* where it stands, for what it uses */
    struct text source;
    bool failed;
};

static void fail(struct subject *s, const char *what, struct text wanted, struct text seen) {
    struct buffer b;
    buffer_init(&b, s->arena);
    diff_unified(&b, wanted, seen, TEXT("wanted"), TEXT("seen"));
    struct text t = buffer_done(&b);
    printf("%s: %s\n%.*s", s->path, what, TEXT_ARG(t));
    s->failed = true;
}

static bool laid_out(struct subject *s, struct text source, struct text *out) {
    struct diag_sink sink;
    struct comments comments = {0};
    diag_sink_init(&sink, s->arena, source_set_new(s->arena));
    uint32_t file = source_add(sink.sources, TEXT("-"), source);
    struct node *tree = parse_file_with_comments(s->arena, &sink, file, &comments);
    if (sink.errors > 0) return false;
    *out = format_file(s->arena, sink.sources, file, tree, &comments);
    return true;
}

static struct program *loaded(struct subject *s, struct text source, struct diag_sink *sink) {
    struct sema_options options = {.stdlib = "stdlib", .text = &source};
    diag_sink_init(sink, s->arena, source_set_new(s->arena));
    struct program *program = sema_load(s->arena, sink, s->path, &options);
    return program && !sink->errors ? program : NULL;
}

static bool compiled(struct subject *s, struct text source, struct text *image) {
    struct diag_sink sink;
    struct program *program = loaded(s, source, &sink);
    if (!program) return false;
    *image = compile_program(s->arena, program);
    if (!image->len) return false;
    *image = without_places(s->arena, *image);
    return true;
}

static bool translated(struct subject *s, struct text source, enum language language, struct text *out) {
    struct diag_sink sink;
    struct program *program = loaded(s, source, &sink);
    if (!program) return false;
    *out = format_translated(program, program->modules.items[program->modules.count - 1], language);
    return true;
}

/* What comments hold but blanks; a full-width sign is settled, and two that end up on one line become one. */
static size_t comments_in(struct subject *s, struct text source) {
    struct diag_sink sink;
    struct comments comments = {0};
    size_t ink = 0;
    diag_sink_init(&sink, s->arena, source_set_new(s->arena));
    parse_file_with_comments(s->arena, &sink, source_add(sink.sources, TEXT("-"), source), &comments);
    for (size_t i = 0; i < comments.list.count; i++) {
        struct text t = comments.list.items[i].text;
        for (size_t k = text_starts(t, TEXT("＃")) ? 2 : 0; k < t.len; k++) ink += t.ptr[k] != ' ' && t.ptr[k] != '\t';
    }
    return ink;
}

/* ---- where two images differ ---- */

static size_t texts_at(struct text image) {
    size_t at = IMAGE_HEADER_WORDS;
    for (size_t t = 0; t < TABLES; t++) {
        size_t columns = 0;
        for (const char *c = table_columns[t]; *c; c++) columns += *c == '|';
        at += columns * word_at(image.ptr, IMAGE_HEADER_WORDS - TABLES + t);
    }
    return at;
}

static struct text text_at(struct text image, uint32_t i) {
    size_t table = texts_at(image), bytes = 4 * (table + 2 * (size_t)word_at(image.ptr, IMAGE_WORD_N_TEXTS));
    size_t from = bytes + word_at(image.ptr, table + 2 * (size_t)i);
    return (struct text){image.ptr + from, word_at(image.ptr, table + 2 * (size_t)i + 1)};
}

/* Texts of one image that the other has not. */
static unsigned say_own(struct text a, struct text b, const char *whose) {
    unsigned said = 0;
    for (uint32_t i = 0; i < word_at(a.ptr, IMAGE_WORD_N_TEXTS) && said < 4; i++) {
        struct text t = text_at(a, i);
        bool found = false;
        for (uint32_t k = 0; !found && k < word_at(b.ptr, IMAGE_WORD_N_TEXTS); k++)
            found = text_equal(t, text_at(b, k));
        if (found) continue;
        printf("  only %s: %.*s\n", whose, TEXT_ARG(t));
        said++;
    }
    return said;
}

static void say_tables(struct text a, struct text b) {
    for (size_t t = 0; t < TABLES; t++) {
        uint32_t have = word_at(a.ptr, IMAGE_HEADER_WORDS - TABLES + t),
                 want = word_at(b.ptr, IMAGE_HEADER_WORDS - TABLES + t);
        if (have != want) printf("  table %zu (%.40s): %u and %u rows\n", t, table_columns[t], have, want);
    }
}

static void say_difference(struct subject *s, struct text a, struct text b) {
    printf("%s: the images differ\n", s->path);
    say_own(a, b, "before");
    say_own(b, a, "after");
    say_tables(a, b);
}

static void say_errors(struct subject *s, struct text source) {
    struct diag_sink sink;
    struct buffer b;
    buffer_init(&b, s->arena);
    struct program *program = loaded(s, source, &sink);
    if (program) compile_program(s->arena, program);
    diag_sort(&sink);
    diag_render_text(&b, &sink, LANGUAGE_EN, false);
    struct text t = buffer_done(&b);
    printf("%.*s", (int)(t.len < 3000 ? t.len : 3000), t.ptr);
}

static void same_image(struct subject *s, const char *what, struct text image, struct text source) {
    struct text other;
    if (!compiled(s, source, &other)) {
        fail(s, what, s->source, source);
        say_errors(s, source);
        return;
    }
    if (text_equal(image, other)) return;
    fail(s, what, TEXT(""), TEXT(""));
    say_difference(s, image, other);
}

static void hold_translation(struct subject *s, enum language language, struct text image, size_t comments) {
    const char *in = language == LANGUAGE_ZH ? "in Chinese" : "in English";
    struct text there, again, back;
    if (!translated(s, s->source, language, &there)) return;
    same_image(s, in, image, there);
    if (s->failed) return;
    if (comments_in(s, there) != comments) fail(s, "translated: comments are lost", s->source, there);
    if (!laid_out(s, there, &again) || !text_equal(there, again)) fail(s, "translated, and laid out", there, again);
    if (!translated(s, there, language, &again) || !text_equal(there, again)) fail(s, "translated twice", there, again);
    if (!s->failed && translated(s, there, language == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH, &back))
        same_image(s, "there and back", image, back);
}

enum held { HELD, FAILED, NOT_READ, NOT_COMPILED };

static enum held hold(struct subject *s) {
    struct text once, twice, image;
    if (!laid_out(s, s->source, &once)) return NOT_READ;
    size_t comments = comments_in(s, s->source);
    if (!laid_out(s, once, &twice)) {
        fail(s, "laid out, it has errors", s->source, once);
        return FAILED;
    }
    if (!text_equal(once, twice)) fail(s, "laid out twice", once, twice);
    if (comments_in(s, once) != comments) fail(s, "comments are lost", s->source, once);
    if (!compiled(s, s->source, &image)) return s->failed ? FAILED : NOT_COMPILED;
    if (!s->failed) same_image(s, "laid out", image, once);
    for (int language = 0; !s->failed && language < LANGUAGES; language++)
        hold_translation(s, (enum language)language, image, comments);
    return s->failed ? FAILED : HELD;
}

/* ---- all ---- */

static int hold_files(char **paths) {
    size_t held[4] = {0};
    for (; *paths; paths++) {
        struct subject s = {.arena = arena_new(NULL), .path = *paths};
        struct text reason;
        if (io_read(s.arena, *paths, LIMIT_SOURCE_BYTES, &s.source, &reason) != IO_OK) return 2;
        enum held one = hold(&s);
        held[one]++;
        if (one == NOT_COMPILED) printf("# %s: laid out only, it does not compile\n", *paths);
        arena_free(s.arena);
    }
    printf("%zu held, %zu failed, %zu laid out only, %zu not read\n", held[HELD], held[FAILED], held[NOT_COMPILED],
           held[NOT_READ]);
    return held[FAILED] > 0;
}

static int hold_generated(uint32_t seed, uint32_t count) {
    uint32_t failed = 0;
    for (uint32_t i = 0; i < count && failed < 5; i++) {
        char name[40];
        snprintf(name, sizeof name, "seed-%u.zn", seed + i);
        struct subject s = {.arena = arena_new(NULL), .path = name};
        s.source = generate_program(s.arena, seed + i);
        enum held one = hold(&s);
        if (one == NOT_READ || one == NOT_COMPILED) {
            printf("%s: the generator made a wrong program\n", name);
            say_errors(&s, s.source);
        }
        if (one != HELD) {
            printf("---- %s\n%.*s----\n", name, TEXT_ARG(s.source));
            failed++;
        }
        arena_free(s.arena);
    }
    if (!failed) printf("%u programs held\n", count);
    return failed > 0;
}

int main(int argc, char **argv) {
    if (argc > 2 && strcmp(argv[1], "files") == 0) return hold_files(argv + 2);
    if (argc == 4 && strcmp(argv[1], "generated") == 0)
        return hold_generated((uint32_t)strtoul(argv[2], NULL, 10), (uint32_t)strtoul(argv[3], NULL, 10));
    if (argc == 3 && strcmp(argv[1], "program") == 0) {
        struct arena *arena = arena_new(NULL);
        struct text program = generate_program(arena, (uint32_t)strtoul(argv[2], NULL, 10));
        fwrite(program.ptr, 1, program.len, stdout);
        arena_free(arena);
        return 0;
    }
    fputs("usage: zn-format files FILE… | generated SEED COUNT | program SEED\n", stderr);
    return 2;
}
