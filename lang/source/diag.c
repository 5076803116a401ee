/* The sink: diagnostics are kept in the order of reporting and sorted once, before they are shown. */
#include "lang/source/diag.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lang/base/utf8.h"

static const struct diag_info infos[DIAG_COUNT + 1] = {
#define DIAG(code, name, severity, zh, en, hint_zh, hint_en) {#code, #name, severity, {zh, en}, {hint_zh, hint_en}},
#include "lang/source/diag.def"
#undef DIAG
    {"", "", SEVERITY_NOTE, {"", ""}, {"", ""}},
};

const struct diag_info *diag_info(enum diag_code code) {
    assert(code < DIAG_COUNT);
    return &infos[code];
}

void diag_sink_init(struct diag_sink *sink, struct arena *arena, struct source_set *sources) {
    *sink = (struct diag_sink){.arena = arena, .sources = sources};
}

static void count(struct diag_sink *sink, enum severity severity, size_t by) {
    switch (severity) {
    case SEVERITY_ERROR: sink->errors += by; break;
    case SEVERITY_WARNING: sink->warnings += by; break;
    case SEVERITY_NOTE: break;
    }
}

struct diag *diag_add(struct diag_sink *sink, enum diag_code code, struct span span, size_t n_args,
                      const struct text *args) {
    assert(n_args <= DIAG_ARGS);
    count(sink, diag_info(code)->severity, 1);
    if (sink->list.count >= DIAG_KEPT) {
        sink->dropped++;
        sink->spill = (struct diag){.code = code, .span = span};
        return &sink->spill;
    }
    struct diag *d = VEC_ADD(sink->arena, &sink->list);
    *d = (struct diag){.code = code, .span = span, .n_args = (uint8_t)n_args};
    d->has_span = sink->sources && span.file < source_count(sink->sources);
    for (size_t i = 0; i < n_args; i++) d->args[i] = text_copy(sink->arena, args[i]);
    return d;
}

void diag_mark(struct diag_sink *sink, struct diag *d, struct span span, struct text zh, struct text en) {
    if (d == &sink->spill || !sink->sources || span.file >= source_count(sink->sources)) return;
    struct diag_mark mark = {.span = span, .label = {text_copy(sink->arena, zh), text_copy(sink->arena, en)}};
    VEC_PUSH(sink->arena, &d->marks, mark);
}

struct placed {
    struct diag diag;
    size_t order;
};

static int compare_u32(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int compare_place(const struct diag *a, const struct diag *b) {
    if (a->has_span != b->has_span) return a->has_span ? 1 : -1;
    if (!a->has_span) return 0;
    int order = compare_u32(a->span.file, b->span.file);
    if (!order) order = compare_u32(a->span.start, b->span.start);
    if (!order) order = compare_u32(a->span.end, b->span.end);
    return order;
}

static int compare_placed(const void *a, const void *b) {
    const struct placed *x = a, *y = b;
    int order = compare_place(&x->diag, &y->diag);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool repeats(const struct diag *a, const struct diag *b) {
    if (a->code != b->code || a->n_args != b->n_args || compare_place(a, b)) return false;
    for (size_t i = 0; i < a->n_args; i++) {
        if (!text_equal(a->args[i], b->args[i])) return false;
    }
    return true;
}

/* Whether one of those kept at the same place, which are the last ones, says the same. */
static bool is_repetition(const struct diag_sink *sink, size_t kept, const struct diag *d) {
    for (size_t i = kept; i > 0 && compare_place(&sink->list.items[i - 1], d) == 0; i--) {
        if (repeats(&sink->list.items[i - 1], d)) return true;
    }
    return false;
}

void diag_sort(struct diag_sink *sink) {
    size_t n = sink->list.count, kept = 0;
    if (n < 2) return;
    struct placed *all = ARENA_ARRAY(sink->arena, n, struct placed);
    for (size_t i = 0; i < n; i++) all[i] = (struct placed){sink->list.items[i], i};
    qsort(all, n, sizeof *all, compare_placed);
    for (size_t i = 0; i < n; i++) {
        if (is_repetition(sink, kept, &all[i].diag)) {
            count(sink, diag_info(all[i].diag.code)->severity, (size_t)-1);
        } else {
            sink->list.items[kept++] = all[i].diag;
        }
    }
    sink->list.count = kept;
}

/* An argument may be a piece of source: a line end or a terminal's escape in it must not reach the message. */
static void add_visible(struct buffer *out, struct text t) {
    for (size_t at = 0; at < t.len;) {
        uint32_t cp = 0;
        size_t step = utf8_decode(t, at, &cp);
        bool shown = step && cp >= 0x20 && (cp < 0x7F || cp >= 0xA0) && !utf8_is_invisible(cp);
        buffer_text(out, shown ? text_slice(t, at, at + step) : TEXT("\xEF\xBF\xBD"));
        at += step ? step : 1;
    }
}

/* The half of a two-language argument that is asked for (diag_both). */
static struct text in_language(struct text arg, enum language language) {
    for (size_t i = 0; i < arg.len; i++)
        if (arg.ptr[i] == DIAG_BOTH_SEPARATOR)
            return language == LANGUAGE_ZH ? text_slice(arg, 0, i) : text_slice(arg, i + 1, arg.len);
    return arg;
}

struct text diag_both(struct arena *arena, struct text zh, struct text en) {
    return text_format(arena, "%.*s%c%.*s", TEXT_ARG(zh), DIAG_BOTH_SEPARATOR, TEXT_ARG(en));
}

static struct text fill(struct arena *arena, const struct diag *d, const char *format, enum language language) {
    struct buffer b;
    buffer_init(&b, arena);
    for (const char *p = format; *p; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            size_t hole = (size_t)(p[1] - '0');
            if (hole < d->n_args) add_visible(&b, in_language(d->args[hole], language));
            p += 2;
        } else {
            buffer_byte(&b, *p);
        }
    }
    return buffer_done(&b);
}

struct text diag_message(struct arena *arena, const struct diag *d, enum language language) {
    return fill(arena, d, diag_info(d->code)->message[language], language);
}

struct text diag_hint(struct arena *arena, const struct diag *d, enum language language) {
    return fill(arena, d, diag_info(d->code)->hint[language], language);
}

static struct diag outline(enum diag_code code) {
    struct diag d = {.code = code, .n_args = DIAG_ARGS};
    for (size_t i = 0; i < DIAG_ARGS; i++) d.args[i] = TEXT("…");
    return d;
}

struct text diag_outline(struct arena *arena, enum diag_code code, enum language language) {
    struct diag d = outline(code);
    return diag_message(arena, &d, language);
}

struct text diag_outline_hint(struct arena *arena, enum diag_code code, enum language language) {
    struct diag d = outline(code);
    return diag_hint(arena, &d, language);
}
