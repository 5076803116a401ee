/* A report: which renderer writes it, and where its bytes go. */
#include "interp/explain/report.h"

#include <stdlib.h>

#include "interp/explain/render.h"

static const struct {
    const char *id;
    void (*begin)(struct report_renderer *r);
    void (*application)(struct report_renderer *r, const struct report_application *a);
    void (*end)(struct report_renderer *r, const struct report_tail *tail);
} formats[REPORT_FORMATS] = {
#define FORMAT(name, id, renderer) \
    {id, render_##renderer##_begin, render_##renderer##_application, render_##renderer##_end},
#include "interp/explain/formats.def"
#undef FORMAT
};

bool report_format_named(struct text id, enum report_format *out) {
    for (size_t i = 0; i < REPORT_FORMATS; i++) {
        if (!text_equal(id, text_of(formats[i].id))) continue;
        *out = (enum report_format)i;
        return true;
    }
    return false;
}

struct buffer *report_line(struct report_renderer *r) {
    r->line.len = 0;
    return &r->line;
}

struct text report_line_text(const struct report_renderer *r) {
    return (struct text){r->line.ptr, r->line.len};
}

bool report_shows_source(const struct report_renderer *r, const struct report_reason *reason) {
    return !r->head->for_applicant && reason->file.len && reason->line;
}

size_t report_next_in_group(const struct report_application *a, enum report_group group, size_t from) {
    while (from < a->rules.count && group_of(&a->rules.items[from]) != group) from++;
    return from;
}

enum verdict report_column(size_t column) {
    static const enum verdict columns[VERDICT_COUNT] = {VERDICT_ELIGIBLE, VERDICT_REVIEW, VERDICT_INCOMPLETE,
                                                        VERDICT_INELIGIBLE, VERDICT_UNREADABLE};
    return columns[column];
}

static void flush(struct report_renderer *r) {
    if (!r->failed && r->out.len) r->failed = !r->sink.write(r->sink.context, (struct text){r->out.ptr, r->out.len});
    r->out.len = 0;
}

struct report_renderer *report_begin(struct arena *arena, enum report_format format, const struct report_sink *sink,
                                     const struct report_head *head, const struct report_input *inputs,
                                     size_t n_inputs) {
    struct report_renderer *r = ARENA_NEW(arena, struct report_renderer);
    *r = (struct report_renderer){.arena = arena,
                                  .format = format,
                                  .sink = *sink,
                                  .head = head,
                                  .language = head->language,
                                  .inputs = inputs,
                                  .n_inputs = n_inputs};
    buffer_init(&r->out, arena);
    buffer_init(&r->line, arena);
    formats[format].begin(r);
    flush(r);
    return r;
}

static void count(struct report_renderer *r, const struct report_application *a) {
    struct tally *tally = NULL;
    for (size_t i = 0; i < r->tallies.count && !tally; i++) {
        struct tally *t = &r->tallies.items[i];
        if (text_equal(t->guide, a->guide) && text_equal(t->direction, a->direction)) tally = t;
    }
    if (!tally) {
        tally = VEC_ADD(r->arena, &r->tallies);
        tally->guide = text_copy(r->arena, a->guide);
        tally->direction = text_copy(r->arena, a->direction);
        tally->title = text_copy(r->arena, a->direction_title);
    }
    tally->applications++;
    tally->by_verdict[a->verdict]++;
    tally->to_check += a->to_check;
}

void report_application(struct report_renderer *r, const struct report_application *application) {
    if (r->failed) return;
    count(r, application);
    formats[r->format].application(r, application);
    r->shown++;
    flush(r);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Numbers in codes by their size: 1.2 before 1.10; what has no code last. */
static int compare_codes(struct text a, struct text b) {
    if (!a.len || !b.len) return (int)!a.len - (int)!b.len;
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        if (is_digit(a.ptr[i]) && is_digit(b.ptr[j])) {
            size_t i_end = i, j_end = j;
            while (i_end < a.len && is_digit(a.ptr[i_end])) i_end++;
            while (j_end < b.len && is_digit(b.ptr[j_end])) j_end++;
            if (i_end - i != j_end - j) return i_end - i < j_end - j ? -1 : 1;
            int order = text_compare(text_slice(a, i, i_end), text_slice(b, j, j_end));
            if (order) return order;
            i = i_end;
            j = j_end;
        } else {
            if (a.ptr[i] != b.ptr[j]) return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[j] ? -1 : 1;
            i++;
            j++;
        }
    }
    return (i < a.len) - (j < b.len);
}

static int compare_tallies(const void *x, const void *y) {
    const struct tally *a = x, *b = y;
    int order = compare_codes(a->guide, b->guide);
    return order ? order : compare_codes(a->direction, b->direction);
}

/* One code is another direction in another guide: of several guides, each is told with its guide. */
static void name_guides(struct report_renderer *r) {
    struct text first = TEXT("");
    bool several = false;
    for (size_t i = 0; i < r->tallies.count; i++) {
        struct text guide = r->tallies.items[i].guide; /* empty where an application does not state it */
        if (first.len == 0) first = guide;
        several = several || (guide.len > 0 && !text_equal(guide, first));
    }
    for (size_t i = 0; several && i < r->tallies.count; i++) {
        struct tally *t = &r->tallies.items[i];
        if (t->direction.len > 0 && t->guide.len > 0)
            t->direction = text_format(r->arena, "%.*s/%.*s", TEXT_ARG(t->guide), TEXT_ARG(t->direction));
    }
}

bool report_end(struct report_renderer *r, const struct report_tail *tail) {
    if (r->failed) return false;
    if (r->tallies.count) qsort(r->tallies.items, r->tallies.count, sizeof *r->tallies.items, compare_tallies);
    name_guides(r);
    formats[r->format].end(r, tail);
    flush(r);
    return !r->failed;
}
