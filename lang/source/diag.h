/* Diagnostics: what is wrong with a policy, as records. Rendered late (diag_render.h).
 *
 * A message has numbered holes `{0}`…`{9}`, filled with the texts given. A user's mistake is added to the
 * sink and work goes on; what is derived from a mistake (TYPE_NONE, missing tree parts) reports nothing. */
#ifndef ZN_SOURCE_DIAG_H
#define ZN_SOURCE_DIAG_H

#include "lang/base/language.h"
#include "lang/base/limits.h"
#include "lang/base/vec.h"
#include "lang/source/source.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

enum diag_code {
#define DIAG(code, name, severity, zh, en, hint_zh, hint_en) DIAG_##name,
#include "lang/source/diag.def"
#undef DIAG
    DIAG_COUNT
};

struct diag_info {
    const char *code; /* "E0102" */
    const char *name;
    enum severity severity;
    const char *message[LANGUAGES];
    const char *hint[LANGUAGES]; /* "" where the message says it all */
};
const struct diag_info *diag_info(enum diag_code code);

struct diag_mark { /* a further place, with words */
    struct span span;
    struct text label[LANGUAGES];
};

#define DIAG_ARGS 6

struct diag {
    enum diag_code code;
    struct span span;
    bool has_span;
    struct text args[DIAG_ARGS];
    uint8_t n_args;
    VEC(struct diag_mark) marks;
    struct text suggestion; /* what to write instead of `span` (did you mean); empty where unknown */
};

struct diag_sink {
    struct arena *arena;
    struct source_set *sources;
    VEC(struct diag) list;
    size_t errors, warnings; /* all that were reported, kept or not */
    size_t dropped;          /* reported beyond DIAG_KEPT: counted, not kept */
    struct diag spill;       /* what diag_add gives for one that is not kept */
};

/* So many are kept, so that a broken file cannot fill the memory; LIMIT_DIAGNOSTICS of them are shown. */
#define DIAG_KEPT (10 * LIMIT_DIAGNOSTICS)

void diag_sink_init(struct diag_sink *sink, struct arena *arena, struct source_set *sources);
/* Adds one; the arguments are `struct text`, as many as the message has holes, and are copied. SPAN_NONE gives one without
 * a place. The result may be completed until the next is added. */
struct diag *diag_add(struct diag_sink *sink, enum diag_code code, struct span span, size_t n_args,
                      const struct text *args);
#define diag_report(sink, code, span, ...)                                                                \
    diag_add((sink), (code), (span), sizeof((struct text[]){{0}, __VA_ARGS__}) / sizeof(struct text) - 1, \
             (struct text[]){{0}, __VA_ARGS__} + 1)
#define diag_report0(sink, code, span) diag_add((sink), (code), (span), 0, NULL)
/* Adds a further place to `d`; the labels are copied. */
void diag_mark(struct diag_sink *sink, struct diag *d, struct span span, struct text zh, struct text en);
/* Sorts by file and place, in order of reporting at one place; drops repetitions of one message at one place. */
void diag_sort(struct diag_sink *sink);

/* An argument that reads differently in the two languages (a type, a list of words). */
#define DIAG_BOTH_SEPARATOR '\x1f'
struct text diag_both(struct arena *arena, struct text zh, struct text en);

/* The message with its holes filled; controls in the arguments are shown as U+FFFD, so it is one line. */
struct text diag_message(struct arena *arena, const struct diag *d, enum language language);
struct text diag_hint(struct arena *arena, const struct diag *d, enum language language);
/* The same without arguments: the holes become “…”. */
struct text diag_outline(struct arena *arena, enum diag_code code, enum language language);
struct text diag_outline_hint(struct arena *arena, enum diag_code code, enum language language);

#endif
