/* What the golden parse tests look at (tests/tap/golden_parse.t):
 *   zn-parse --ast FILE              the tree of a file
 *   zn-parse --errors zh|en FILE     its diagnostics, as a terminal shows them
 *   zn-parse --words zh|en EXPR      an expression printed in a language */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/base/io.h"
#include "lang/source/diag_render.h"
#include "lang/syntax/parse.h"
#include "lang/syntax/words.h"

static struct arena *arena;
static struct source_set *sources;
static struct diag_sink sink;

static void start(void) {
    sources = source_set_new(arena);
    diag_sink_init(&sink, arena, sources);
}

static void put(struct buffer *out) {
    struct text t = buffer_done(out);
    fwrite(t.ptr, 1, t.len, stdout);
}

static struct text read_file(const char *path) {
    struct text bytes = {0}, reason = {0};
    if (io_read(arena, path, (size_t)64 << 20, &bytes, &reason) == IO_OK) return bytes;
    fprintf(stderr, "zn-parse: %s: %.*s\n", path, TEXT_ARG(reason));
    exit(2);
}

static enum language language_of(const char *name) { return strcmp(name, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH; }

static void print_errors(enum language language) {
    struct buffer out;
    buffer_init(&out, arena);
    diag_sort(&sink);
    diag_render_text(&out, &sink, language, false);
    put(&out);
}

static void print_ast(const char *path) {
    start();
    struct buffer out;
    buffer_init(&out, arena);
    ast_dump(&out, parse_file(arena, &sink, source_add(sources, io_name_of(text_of(path)), read_file(path))));
    put(&out);
    print_errors(LANGUAGE_EN);
}

static void print_file_errors(enum language language, const char *path) {
    start();
    parse_file(arena, &sink, source_add(sources, io_name_of(text_of(path)), read_file(path)));
    print_errors(language);
}

static struct text words_of(const struct node *n, enum language language) {
    struct buffer out;
    buffer_init(&out, arena);
    words_print(&out, n, &(struct words_options){.form = WORDS_TRANSLATED, .language = language});
    return buffer_done(&out);
}

static int print_words(enum language language, struct text expression) {
    start();
    struct node *n = parse_expression(arena, &sink, source_add(sources, TEXT("-"), expression));
    if (n) printf("%.*s\n", TEXT_ARG(words_of(n, language)));
    print_errors(language);
    return n ? 0 : 1;
}

int main(int argc, char **argv) {
    int status = 0;
    arena = arena_new(NULL);
    if (argc == 3 && strcmp(argv[1], "--ast") == 0) {
        print_ast(argv[2]);
    } else if (argc == 4 && strcmp(argv[1], "--errors") == 0) {
        print_file_errors(language_of(argv[2]), argv[3]);
    } else if (argc == 4 && strcmp(argv[1], "--words") == 0) {
        status = print_words(language_of(argv[2]), text_of(argv[3]));
    } else {
        fputs("usage: zn-parse --ast FILE | --errors zh|en FILE | --words zh|en EXPR\n", stderr);
        status = 2;
    }
    arena_free(arena);
    return status;
}
