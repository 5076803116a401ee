/* A policy's text through lexer, grammar, names and types, and its diagnostics as text and as JSON. */
#include "lang/base/limits.h"
#include "lang/sema/sema.h"
#include "lang/source/diag_render.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > LIMIT_SOURCE_BYTES) return 0;
    struct arena *arena = arena_new(NULL);
    struct source_set *sources = source_set_new(arena);
    struct diag_sink sink;
    diag_sink_init(&sink, arena, sources);
    struct text path = TEXT("input.zn"), text = {(const char *)data, size};
    struct sema_options options = {0};
    struct program *program = sema_load_texts(arena, &sink, &path, &text, 1, &options);
    if (program && sink.errors == 0) sema_lint(program);
    diag_sort(&sink);
    struct buffer out;
    buffer_init(&out, arena);
    diag_render_text(&out, &sink, LANGUAGE_ZH, true);
    diag_render_json(&out, &sink, LANGUAGE_EN);
    arena_free(arena);
    return 0;
}
