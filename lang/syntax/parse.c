/* Source text to tree: checks of the file as a whole, then scanner and parser.
 *
 * A declaration's keyword at the start of a line ends whatever bracket is still open. The scanner then says END, the
 * parser gives up, and a new one goes on from that keyword: so one forgotten bracket spoils one declaration. */
#include "lang/syntax/parse.h"

#include <inttypes.h>

#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/syntax/lexer.h"

#define MOST_INVISIBLE 10 /* reported for one file */

static bool check_bytes(struct diag_sink *sink, uint32_t file, struct text source) {
    if (source.len > LIMIT_SOURCE_BYTES) {
        diag_report(sink, DIAG_SOURCE_TOO_LARGE, ((struct span){file, 0, 0}),
                    text_format(sink->arena, "%u", LIMIT_SOURCE_BYTES));
        return false;
    }
    size_t valid = utf8_valid_prefix(source);
    if (valid == source.len) return true;
    diag_report0(sink, DIAG_INVALID_UTF8, ((struct span){file, (uint32_t)valid, (uint32_t)valid + 1}));
    return false;
}

static void check_invisible(struct diag_sink *sink, uint32_t file, struct text source) {
    unsigned reported = 0;
    for (size_t at = text_starts(source, TEXT("\xef\xbb\xbf")) ? 3 : 0; at < source.len && reported < MOST_INVISIBLE;) {
        if ((unsigned char)source.ptr[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t cp;
        size_t step = utf8_decode(source, at, &cp);
        if (utf8_is_invisible(cp)) {
            struct span span = {file, (uint32_t)at, (uint32_t)(at + step)};
            diag_report(sink, DIAG_INVISIBLE_CHARACTER, span, text_format(sink->arena, "U+%04" PRIX32, cp));
            reported++;
        }
        at += step;
    }
}

/* Trees are walked by recursion, so their depth is bounded here, where it is counted without recursion. */
static bool check_depth(struct arena *arena, struct diag_sink *sink, const struct node *root) {
    VEC(struct step {
        const struct node *node;
        uint32_t kid;
    })
    path = {0};
    if (root) VEC_PUSH(arena, &path, ((struct step){root, 0}));
    while (path.count) {
        struct step *step = &path.items[path.count - 1];
        if (step->kid == step->node->n_kids) {
            path.count--;
            continue;
        }
        const struct node *kid = step->node->kids[step->kid++];
        if (!kid) continue;
        if (path.count == LIMIT_TREE_DEPTH) {
            diag_report(sink, DIAG_TREE_DEPTH, kid->span, text_format(arena, "%u", LIMIT_TREE_DEPTH));
            return false;
        }
        VEC_PUSH(arena, &path, ((struct step){kid, 0}));
    }
    return true;
}

/* Runs scanner and parser over the whole file; false where an expression, or a limit, failed. */
static bool run(struct parse_context *ctx) {
    void *scanner = lexer_new(ctx);
    for (;;) {
        int status = zn_parse(ctx, scanner);
        if (!ctx->lexer->broke_off || ctx->lexer->stopped) return status == 0 && !ctx->lexer->stopped;
        lexer_resume(ctx);
    }
}

struct node *parse_file_with_comments(struct arena *arena, struct diag_sink *sink, uint32_t file,
                                      struct comments *comments) {
    struct text source = source_get(sink->sources, file)->text;
    struct node *list = ast_new(arena, NODE_LIST, (struct span){file, 0, 0});
    if (!check_bytes(sink, file, source)) return list;
    check_invisible(sink, file, source);
    struct parse_context ctx = {.arena = arena, .sink = sink, .sources = sink->sources, .file = file, .result = list};
    run(&ctx);
    *comments = ctx.lexer->comments;
    if (!check_depth(arena, sink, list)) return ast_new(arena, NODE_LIST, (struct span){file, 0, 0});
    return list;
}

struct node *parse_file(struct arena *arena, struct diag_sink *sink, uint32_t file) {
    struct comments comments;
    return parse_file_with_comments(arena, sink, file, &comments);
}

struct node *parse_expression(struct arena *arena, struct diag_sink *sink, uint32_t file) {
    struct text source = source_get(sink->sources, file)->text;
    if (!check_bytes(sink, file, source)) return NULL;
    size_t errors = sink->errors;
    check_invisible(sink, file, source);
    struct parse_context ctx = {
        .arena = arena, .sink = sink, .sources = sink->sources, .file = file, .want_expression = true};
    bool good = run(&ctx) && check_depth(arena, sink, ctx.result);
    return good && sink->errors == errors ? ctx.result : NULL;
}
