/* One pass collects tokens; layout_write goes through them once more, knowing how wide each would be on one line. A
 * group that holds a line end cannot be flat. What stands directly behind a group or a fill belongs to its last line and
 * must fit as well. */
#include "lang/base/layout.h"

#include <assert.h>
#include <string.h>

#include "lang/base/utf8.h"
#include "lang/base/vec.h"

enum token_kind { WORD, LINE, NEWLINE, BLANK, REMARK, OPEN, CLOSE };

struct token {
    enum token_kind kind;
    enum layout_box box; /* OPEN */
    struct text text;    /* WORD, REMARK, what a LINE is when it is flat */
    size_t width;        /* of everything before this token, on one line */
    size_t ends;         /* line ends before this token */
    size_t match;        /* OPEN: its CLOSE; LINE in a fill: the next one, or the fill's CLOSE */
};

struct layout {
    struct arena *arena;
    struct buffer *flat;
    unsigned width;
    VEC(struct token) tokens;
    size_t total, ends;
    VEC(size_t) open;      /* OPEN tokens that are not closed */
    VEC(size_t) last_line; /* of each of those: its last LINE, 0 for none */
};

struct layout *layout_new(struct arena *arena, unsigned width) {
    struct layout *l = ARENA_NEW(arena, struct layout);
    l->arena = arena;
    l->width = width;
    layout_open(l, LAYOUT_GROUP); /* so that 0 is no LINE, and every LINE has a box */
    return l;
}

struct layout *layout_flat(struct arena *arena, struct buffer *out) {
    struct layout *l = ARENA_NEW(arena, struct layout);
    l->arena = arena;
    l->flat = out;
    return l;
}

bool layout_is_flat(const struct layout *l) { return l->flat != NULL; }
struct arena *layout_arena(const struct layout *l) {
    return l->arena;
}

/* ---- collecting ---- */

static size_t add(struct layout *l, enum token_kind kind, struct text text) {
    struct token token = {.kind = kind, .text = text, .width = l->total, .ends = l->ends};
    VEC_PUSH(l->arena, &l->tokens, token);
    if (kind == WORD || kind == LINE) l->total += utf8_width(text);
    if (kind == NEWLINE || kind == BLANK) l->ends++;
    return l->tokens.count - 1;
}

void layout_text(struct layout *l, struct text t) {
    if (l->flat)
        buffer_text(l->flat, t);
    else if (t.len)
        add(l, WORD, t);
}

void layout_str(struct layout *l, const char *zero_terminated) { layout_text(l, text_of(zero_terminated)); }

/* The innermost box that decides over lines. */
static size_t deciding(const struct layout *l) {
    size_t i = l->open.count;
    while (i-- > 1) {
        enum layout_box box = l->tokens.items[l->open.items[i]].box;
        if (box == LAYOUT_GROUP || box == LAYOUT_FILL) break;
    }
    return i;
}

void layout_line(struct layout *l, const char *flat) {
    if (l->flat) {
        buffer_str(l->flat, flat);
        return;
    }
    size_t box = deciding(l), at = add(l, LINE, text_of(flat)), *last = &l->last_line.items[box];
    if (*last) l->tokens.items[*last].match = at;
    *last = at;
}

void layout_newline(struct layout *l) {
    if (l->flat)
        buffer_byte(l->flat, ' ');
    else
        add(l, NEWLINE, TEXT(""));
}

void layout_blank(struct layout *l) {
    if (l->flat)
        buffer_byte(l->flat, ' ');
    else
        add(l, BLANK, TEXT(""));
}

void layout_remark(struct layout *l, struct text t) {
    assert(!l->flat);
    add(l, REMARK, t);
}

void layout_open(struct layout *l, enum layout_box box) {
    if (l->flat) return;
    size_t at = add(l, OPEN, TEXT(""));
    l->tokens.items[at].box = box;
    VEC_PUSH(l->arena, &l->open, at);
    VEC_PUSH(l->arena, &l->last_line, 0);
}

void layout_close(struct layout *l) {
    if (l->flat) return;
    size_t at = add(l, CLOSE, TEXT(""));
    l->open.count--;
    l->last_line.count--;
    l->tokens.items[l->open.items[l->open.count]].match = at;
    size_t last = l->last_line.items[l->last_line.count];
    if (last) l->tokens.items[last].match = at;
}

/* ---- writing ---- */

struct level {
    enum layout_box box; /* GROUP or FILL: that of the nearest one */
    bool broken;
    size_t indent, base;
};

struct line {
    struct text words, remark;
    size_t width;
};

struct writer {
    struct layout *l;
    VEC(struct level) levels;
    VEC(struct line) lines;
    struct buffer words; /* of the line at hand */
    struct text remark;
    size_t column, indent; /* indent: still to be written before the first word */
};

static size_t width_between(const struct layout *l, size_t from, size_t to) {
    return l->tokens.items[to].width - l->tokens.items[from].width;
}

/* Behind `at`, up to where a line may end. */
static size_t width_of_tail(const struct layout *l, size_t at) {
    size_t from = at;
    while (at + 1 < l->tokens.count) {
        enum token_kind kind = l->tokens.items[at].kind;
        if (kind == LINE || kind == NEWLINE || kind == BLANK) break;
        at++;
    }
    return width_between(l, from, at);
}

static bool group_fits(const struct writer *w, size_t open) {
    const struct layout *l = w->l;
    size_t close = l->tokens.items[open].match;
    if (l->tokens.items[close].ends != l->tokens.items[open].ends) return false;
    return w->column + width_between(l, open, close) + width_of_tail(l, close) <= l->width;
}

/* Whether what follows this LINE of a fill, up to the next one or to a line end inside, fits on the line at hand. */
static bool line_fits(const struct writer *w, size_t line) {
    const struct layout *l = w->l;
    size_t next = l->tokens.items[line].match, to = next;
    if (l->tokens.items[next].ends != l->tokens.items[line].ends) {
        to = line;
        while (l->tokens.items[to].kind != NEWLINE && l->tokens.items[to].kind != BLANK) to++;
        return w->column + width_between(l, line, to) <= l->width;
    }
    size_t tail = l->tokens.items[next].kind == CLOSE ? width_of_tail(l, next) : 0;
    return w->column + width_between(l, line, next) + tail <= l->width;
}

static void end_line(struct writer *w) {
    struct text words = buffer_done(&w->words);
    while (words.len && words.ptr[words.len - 1] == ' ') words.len--;
    struct line line = {words, w->remark, utf8_width(words)};
    VEC_PUSH(w->l->arena, &w->lines, line);
    buffer_init(&w->words, w->l->arena);
    w->remark = TEXT("");
    w->column = w->indent = w->levels.items[w->levels.count - 1].indent;
}

static void put_word(struct writer *w, struct text t) {
    if (w->indent) buffer_repeat(&w->words, TEXT(" "), w->indent);
    w->indent = 0;
    buffer_text(&w->words, t);
    w->column += utf8_width(t);
}

static void enter(struct writer *w, size_t at) {
    enum layout_box box = w->l->tokens.items[at].box;
    struct level level = w->levels.items[w->levels.count - 1];
    switch (box) {
    case LAYOUT_GROUP:
    case LAYOUT_FILL:
        level.broken = level.broken && !group_fits(w, at);
        level.box = box;
        break;
    case LAYOUT_ALIGN: level.indent = w->column; break;
    case LAYOUT_COLUMN: level.indent = level.base = w->column; break;
    case LAYOUT_NEST: level.indent += LAYOUT_STEP; break;
    case LAYOUT_HANG: level.indent += 2 * LAYOUT_STEP; break;
    case LAYOUT_BLOCK: level.indent = level.base; break;
    case LAYOUT_INNER: level.indent = level.base = level.base + LAYOUT_STEP; break;
    }
    VEC_PUSH(w->l->arena, &w->levels, level);
}

static void put_line(struct writer *w, size_t at) {
    const struct level *level = &w->levels.items[w->levels.count - 1];
    if (level->broken && (level->box == LAYOUT_GROUP || !line_fits(w, at)))
        end_line(w);
    else
        put_word(w, w->l->tokens.items[at].text);
}

/* Two remarks on one line are one after the other. */
static void put_remark(struct writer *w, struct text t) {
    w->remark = w->remark.len ? text_format(w->l->arena, "%.*s %.*s", TEXT_ARG(w->remark), TEXT_ARG(t)) : t;
}

static void write_lines(const struct writer *w, struct buffer *out) {
    for (size_t i = 0, column = 0; i < w->lines.count; i++) {
        const struct line *line = &w->lines.items[i];
        buffer_text(out, line->words);
        if (line->remark.len) {
            bool begins = i == 0 || !w->lines.items[i - 1].remark.len;
            if (begins) column = 0;
            for (size_t k = i; begins && k < w->lines.count && w->lines.items[k].remark.len; k++) {
                if (w->lines.items[k].width > column) column = w->lines.items[k].width;
            }
            if (line->words.len) buffer_repeat(out, TEXT(" "), column - line->width + 2);
            buffer_text(out, line->remark);
        }
        buffer_byte(out, '\n');
    }
}

void layout_write(struct layout *l, struct buffer *out) {
    layout_close(l);
    assert(!l->open.count);
    struct writer w = {.l = l};
    buffer_init(&w.words, l->arena);
    VEC_PUSH(l->arena, &w.levels, ((struct level){.box = LAYOUT_GROUP, .broken = true}));
    for (size_t i = 0; i < l->tokens.count; i++) {
        struct token *token = &l->tokens.items[i];
        switch (token->kind) {
        case WORD: put_word(&w, token->text); break;
        case LINE: put_line(&w, i); break;
        case BLANK:
        case NEWLINE:
            end_line(&w);
            if (token->kind == BLANK) end_line(&w);
            break;
        case REMARK: put_remark(&w, token->text); break;
        case OPEN: enter(&w, i); break;
        case CLOSE: w.levels.count--; break;
        }
    }
    if (w.words.len || w.remark.len) end_line(&w);
    write_lines(&w, out);
}
