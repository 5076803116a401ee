/* Diagnostics shown. As text:
 *
 *   guide.zn:14:8: 错误 E0301：没有叫作“企业”的记录
 *     14 |   必须 企业 为 是
 *        |        ^^^^
 *   guide.zn:3:4: 说明：另一处
 *      3 | …
 *        | ----
 *     提示：…
 *     改为 企
 *
 * The column in the first line counts characters, the caret stands by terminal columns: ideographs take two, tabs are
 * written as blanks. Controls and invisible characters of the source are shown as U+FFFD, so a policy cannot steer the
 * reader's terminal. A line too long for a terminal is cut round the mark; that also bounds the work for a line of
 * megabytes. */
#include "lang/source/diag_render.h"

#include <assert.h>
#include <string.h>

#include "lang/base/json.h"
#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/source/catalogue.h"

#define LINE_COLUMNS 160  /* a source line is shown whole up to here */
#define COLUMNS_BEFORE 60 /* of a longer one, so much before the mark */
#define REPLACEMENT TEXT("\xEF\xBF\xBD")

/* ---- text ---- */

struct style {
    enum language language;
    bool colour;
};

static const char *const severity_words[][LANGUAGES] = {
    [SEVERITY_ERROR] = {"错误", "error"},
    [SEVERITY_WARNING] = {"警告", "warning"},
    [SEVERITY_NOTE] = {"说明", "note"},
};
static const char *const severity_colours[] = {
    [SEVERITY_ERROR] = "\033[1;31m",
    [SEVERITY_WARNING] = "\033[1;35m",
    [SEVERITY_NOTE] = "\033[1;36m",
};
#define BOLD "\033[1m"
#define GREEN "\033[1;32m"
#define PLAIN "\033[0m"

static void colour(struct buffer *out, const struct style *style, const char *code) {
    if (style->colour) buffer_str(out, code);
}

/* A source line as it is shown, and where the mark stands in it, in terminal columns. */
struct excerpt {
    struct text text;
    size_t before, width;
};

static void add_character(struct buffer *out, struct text character, size_t *column) {
    uint32_t cp = 0;
    bool valid = utf8_decode(character, 0, &cp) == character.len;
    if (valid && cp == '\t') {
        size_t blanks = 8 - *column % 8;
        buffer_repeat(out, TEXT(" "), blanks);
        *column += blanks;
        return;
    }
    bool shown = valid && cp >= 0x20 && (cp < 0x7F || cp >= 0xA0) && !utf8_is_invisible(cp);
    if (!shown) character = REPLACEMENT;
    buffer_text(out, character);
    *column += utf8_width(character);
}

static size_t step_of(struct text t, size_t at) {
    uint32_t cp;
    size_t step = utf8_decode(t, at, &cp);
    return step ? step : 1;
}

/* The byte from which a long line is shown: COLUMNS_BEFORE columns before the mark. */
static size_t cut_start(struct text line, size_t from) {
    size_t at = from, columns = 0;
    while (at > 0) {
        size_t before = at - 1;
        while (before > 0 && at - before < 4 && ((unsigned char)line.ptr[before] & 0xC0) == 0x80) before--;
        columns += line.ptr[before] == '\t' ? 8 : at - before > 1 ? 2 : 1;
        if (columns > COLUMNS_BEFORE) break;
        at = before;
    }
    return at;
}

static struct excerpt excerpt_of(struct arena *arena, struct text line, size_t from, size_t to) {
    struct buffer b;
    buffer_init(&b, arena);
    bool whole = line.len <= LINE_COLUMNS * 4 && utf8_width(line) <= LINE_COLUMNS;
    size_t at = whole ? 0 : cut_start(line, from), column = 0;
    if (at > 0) {
        buffer_str(&b, "…");
        column = 1;
    }
    struct excerpt e = {.before = SIZE_MAX};
    size_t after = SIZE_MAX;
    while (at < line.len && (whole || column < LINE_COLUMNS)) {
        if (at >= from && e.before == SIZE_MAX) e.before = column;
        if (at >= to && after == SIZE_MAX) after = column;
        size_t step = step_of(line, at);
        add_character(&b, text_slice(line, at, at + step), &column);
        at += step;
    }
    if (e.before == SIZE_MAX) e.before = column;
    if (after == SIZE_MAX) after = column;
    e.width = after > e.before ? after - e.before : 1;
    if (at < line.len) buffer_str(&b, "…");
    e.text = buffer_done(&b);
    return e;
}

static void render_place(struct buffer *out, struct diag_sink *sink, const struct style *style, struct span span) {
    struct place place = source_place(sink->sources, span.file, span.start);
    colour(out, style, BOLD);
    buffer_text(out, source_get(sink->sources, span.file)->path);
    buffer_printf(out, ":%u:%u: ", place.line, place.column);
    colour(out, style, PLAIN);
}

/* The source line and the mark under it; of a span over several lines the first, marked to its end. */
static void render_excerpt(struct buffer *out, struct diag_sink *sink, const struct style *style, struct span span,
                           char sign, const char *sign_colour) {
    struct place place = source_place(sink->sources, span.file, span.start);
    const struct source_file *file = source_get(sink->sources, span.file);
    struct text line = source_line(sink->sources, span.file, place.line);
    size_t line_start = file->line_starts[place.line - 1];
    size_t from = span.start - line_start, to = span.end > span.start ? span.end - line_start : from;
    if (from > line.len) from = line.len;
    if (to > line.len) to = line.len;
    struct excerpt e = excerpt_of(out->arena, line, from, to);
    buffer_printf(out, "%5u | %.*s\n      | ", place.line, TEXT_ARG(e.text));
    buffer_repeat(out, TEXT(" "), e.before);
    colour(out, style, sign_colour);
    buffer_repeat(out, (struct text){&sign, 1}, e.width);
    colour(out, style, PLAIN);
    buffer_byte(out, '\n');
}

static void render_one(struct buffer *out, struct diag_sink *sink, const struct style *style, const struct diag *d) {
    bool zh = style->language == LANGUAGE_ZH;
    const char *colon = zh ? "：" : ": ";
    const struct diag_info *info = diag_info(d->code);
    if (d->has_span) render_place(out, sink, style, d->span);
    colour(out, style, severity_colours[info->severity]);
    buffer_printf(out, "%s %s", severity_words[info->severity][style->language], info->code);
    colour(out, style, PLAIN);
    buffer_str(out, colon);
    colour(out, style, BOLD);
    buffer_text(out, diag_message(out->arena, d, style->language));
    colour(out, style, PLAIN);
    buffer_byte(out, '\n');
    if (d->has_span) render_excerpt(out, sink, style, d->span, '^', severity_colours[info->severity]);
    for (size_t i = 0; i < d->marks.count; i++) {
        const struct diag_mark *mark = &d->marks.items[i];
        render_place(out, sink, style, mark->span);
        buffer_printf(out, "%s%s%.*s\n", severity_words[SEVERITY_NOTE][style->language], colon,
                      TEXT_ARG(mark->label[style->language]));
        render_excerpt(out, sink, style, mark->span, '-', severity_colours[SEVERITY_NOTE]);
    }
    struct text hint = diag_hint(out->arena, d, style->language);
    if (hint.len) buffer_printf(out, "  %s%s%.*s\n", zh ? "提示" : "hint", colon, TEXT_ARG(hint));
    if (d->suggestion.len) {
        buffer_printf(out, "  %s ", zh ? "改为" : "write");
        colour(out, style, GREEN);
        buffer_text(out, d->suggestion);
        colour(out, style, PLAIN);
        buffer_byte(out, '\n');
    }
}

static size_t shown_of(const struct diag_sink *sink) {
    return sink->list.count < LIMIT_DIAGNOSTICS ? sink->list.count : LIMIT_DIAGNOSTICS;
}

static size_t more_of(const struct diag_sink *sink) { return sink->list.count - shown_of(sink) + sink->dropped; }

void diag_render_text(struct buffer *out, struct diag_sink *sink, enum language language, bool in_colour) {
    struct style style = {language, in_colour};
    diag_sort(sink);
    for (size_t i = 0; i < shown_of(sink); i++) render_one(out, sink, &style, &sink->list.items[i]);
    size_t more = more_of(sink);
    if (more && language == LANGUAGE_ZH) buffer_printf(out, "另有 %zu 条没有显示\n", more);
    if (more && language == LANGUAGE_EN) buffer_printf(out, "%zu more not shown\n", more);
}

/* ---- JSON ---- */

static void json_place(struct json_writer *w, struct diag_sink *sink, struct span span) {
    struct place start = source_place(sink->sources, span.file, span.start),
                 end = source_place(sink->sources, span.file, span.end);
    json_key(w, "file");
    json_string(w, source_get(sink->sources, span.file)->path);
    json_key(w, "line");
    json_int(w, start.line);
    json_key(w, "column");
    json_int(w, start.column);
    json_key(w, "end_line");
    json_int(w, end.line);
    json_key(w, "end_column");
    json_int(w, end.column);
}

static void json_no_place(struct json_writer *w) {
    static const char *const keys[] = {"file", "line", "column", "end_line", "end_column"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_key(w, keys[i]);
        json_null(w);
    }
}

static void json_text_or_null(struct json_writer *w, const char *key, struct text value) {
    json_key(w, key);
    if (value.len) {
        json_string(w, value);
    } else {
        json_null(w);
    }
}

static void json_one(struct json_writer *w, struct diag_sink *sink, enum language language, const struct diag *d) {
    const struct diag_info *info = diag_info(d->code);
    struct arena *arena = w->out->arena;
    json_object_begin(w);
    if (d->has_span) {
        json_place(w, sink, d->span);
    } else {
        json_no_place(w);
    }
    json_key(w, "code");
    json_string(w, text_of(info->code));
    json_key(w, "severity");
    json_string(w, text_of(severity_words[info->severity][LANGUAGE_EN]));
    json_key(w, "message");
    json_string(w, diag_message(arena, d, language));
    json_text_or_null(w, "hint", diag_hint(arena, d, language));
    json_text_or_null(w, "suggestion", d->suggestion);
    struct catalogue_entry entry = {0};
    catalogue_find(d->code, &entry);
    json_text_or_null(w, "help", text_trim(entry.meaning[language]));
    json_key(w, "related");
    json_array_begin(w);
    for (size_t i = 0; i < d->marks.count; i++) {
        json_object_begin(w);
        json_place(w, sink, d->marks.items[i].span);
        json_key(w, "message");
        json_string(w, d->marks.items[i].label[language]);
        json_object_end(w);
    }
    json_array_end(w);
    json_object_end(w);
}

void diag_render_json(struct buffer *out, struct diag_sink *sink, enum language language) {
    struct json_writer w;
    diag_sort(sink);
    json_writer_init(&w, out, true);
    json_object_begin(&w);
    json_key(&w, "format");
    json_string(&w, TEXT("zhinan.diagnostics/1"));
    json_key(&w, "diagnostics");
    json_array_begin(&w);
    for (size_t i = 0; i < shown_of(sink); i++) json_one(&w, sink, language, &sink->list.items[i]);
    json_array_end(&w);
    if (more_of(sink)) {
        json_key(&w, "more");
        json_int(&w, (int64_t)more_of(sink));
    }
    json_object_end(&w);
    buffer_byte(out, '\n');
}

/* ---- SARIF ---- */

/* A path as a URI reference (RFC 3986): what is neither unreserved nor `/` is written %XX. */
static struct text uri_of(struct arena *arena, struct text path) {
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    struct buffer b;
    buffer_init(&b, arena);
    if (text_starts(path, TEXT("/"))) buffer_str(&b, "file://");
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] && strchr(unreserved, path.ptr[i])) {
            buffer_byte(&b, path.ptr[i]);
        } else {
            buffer_printf(&b, "%%%02X", (unsigned char)path.ptr[i]);
        }
    }
    return buffer_done(&b);
}

static void sarif_message(struct json_writer *w, const char *key, struct text text) {
    json_key(w, key);
    json_object_begin(w);
    json_key(w, "text");
    json_string(w, text);
    json_object_end(w);
}

static void sarif_artifact(struct json_writer *w, struct diag_sink *sink, struct span span) {
    json_key(w, "artifactLocation");
    json_object_begin(w);
    json_key(w, "uri");
    json_string(w, uri_of(w->out->arena, source_get(sink->sources, span.file)->path));
    json_object_end(w);
}

static void sarif_region(struct json_writer *w, struct diag_sink *sink, const char *key, struct span span) {
    struct place start = source_place(sink->sources, span.file, span.start),
                 end = source_place(sink->sources, span.file, span.end);
    json_key(w, key);
    json_object_begin(w);
    json_key(w, "startLine");
    json_int(w, start.line);
    json_key(w, "startColumn");
    json_int(w, start.column);
    json_key(w, "endLine");
    json_int(w, end.line);
    json_key(w, "endColumn");
    json_int(w, end.column);
    json_object_end(w);
}

static void sarif_location(struct json_writer *w, struct diag_sink *sink, struct span span, struct text label) {
    json_object_begin(w);
    json_key(w, "physicalLocation");
    json_object_begin(w);
    sarif_artifact(w, sink, span);
    sarif_region(w, sink, "region", span);
    json_object_end(w);
    if (label.len) sarif_message(w, "message", label);
    json_object_end(w);
}

static void sarif_fix(struct json_writer *w, struct diag_sink *sink, const struct diag *d) {
    json_key(w, "fixes");
    json_array_begin(w);
    json_object_begin(w);
    json_key(w, "artifactChanges");
    json_array_begin(w);
    json_object_begin(w);
    sarif_artifact(w, sink, d->span);
    json_key(w, "replacements");
    json_array_begin(w);
    json_object_begin(w);
    sarif_region(w, sink, "deletedRegion", d->span);
    sarif_message(w, "insertedContent", d->suggestion);
    json_object_end(w);
    json_array_end(w);
    json_object_end(w);
    json_array_end(w);
    json_object_end(w);
    json_array_end(w);
}

static void sarif_result(struct json_writer *w, struct diag_sink *sink, enum language language, const struct diag *d,
                         size_t rule) {
    const struct diag_info *info = diag_info(d->code);
    struct arena *arena = w->out->arena;
    struct text message = diag_message(arena, d, language), hint = diag_hint(arena, d, language);
    if (hint.len) message = text_format(arena, "%.*s\n%.*s", TEXT_ARG(message), TEXT_ARG(hint));
    json_object_begin(w);
    json_key(w, "ruleId");
    json_string(w, text_of(info->code));
    json_key(w, "ruleIndex");
    json_int(w, (int64_t)rule);
    json_key(w, "level");
    json_string(w, text_of(severity_words[info->severity][LANGUAGE_EN]));
    sarif_message(w, "message", message);
    if (d->has_span) {
        json_key(w, "locations");
        json_array_begin(w);
        sarif_location(w, sink, d->span, TEXT(""));
        json_array_end(w);
    }
    if (d->marks.count) {
        json_key(w, "relatedLocations");
        json_array_begin(w);
        for (size_t i = 0; i < d->marks.count; i++)
            sarif_location(w, sink, d->marks.items[i].span, d->marks.items[i].label[language]);
        json_array_end(w);
    }
    if (d->has_span && d->suggestion.len) sarif_fix(w, sink, d);
    json_object_end(w);
}

static void add_example(struct buffer *out, const char *heading, struct text example) {
    if (example.len) buffer_printf(out, "\n%s\n%.*s", heading, TEXT_ARG(example));
}

/* What the catalogue says of a code: its meaning, and as help the examples too. */
static void sarif_help(struct json_writer *w, enum diag_code code, enum language language) {
    struct catalogue_entry entry;
    struct buffer help;
    if (!catalogue_find(code, &entry)) return;
    bool zh = language == LANGUAGE_ZH;
    sarif_message(w, "fullDescription", text_trim(entry.meaning[language]));
    buffer_init(&help, w->out->arena);
    buffer_text(&help, entry.meaning[language]);
    add_example(&help, zh ? "错：" : "Wrong:", entry.wrong[language]);
    add_example(&help, zh ? "对：" : "Right:", entry.right[language]);
    sarif_message(w, "help", text_trim(buffer_done(&help)));
}

/* The codes that occur, in the order of diag.def; `rules` gets the index of each. */
static void sarif_rules(struct json_writer *w, struct diag_sink *sink, enum language language,
                        size_t rules[DIAG_COUNT + 1]) {
    bool occurs[DIAG_COUNT + 1] = {0};
    size_t n = 0;
    for (size_t i = 0; i < shown_of(sink); i++) occurs[sink->list.items[i].code] = true;
    json_key(w, "rules");
    json_array_begin(w);
    for (int code = 0; code < DIAG_COUNT; code++) {
        if (!occurs[code]) continue;
        rules[code] = n++;
        const struct diag_info *info = diag_info((enum diag_code)code);
        json_object_begin(w);
        json_key(w, "id");
        json_string(w, text_of(info->code));
        json_key(w, "name");
        json_string(w, text_of(info->name));
        sarif_message(w, "shortDescription", diag_outline(w->out->arena, (enum diag_code)code, language));
        sarif_help(w, (enum diag_code)code, language);
        json_object_end(w);
    }
    json_array_end(w);
}

void diag_render_sarif(struct buffer *out, struct diag_sink *sink, enum language language) {
    struct json_writer w;
    size_t rules[DIAG_COUNT + 1] = {0};
    diag_sort(sink);
    json_writer_init(&w, out, true);
    json_object_begin(&w);
    json_key(&w, "$schema");
    json_string(&w, TEXT("https://json.schemastore.org/sarif-2.1.0.json"));
    json_key(&w, "version");
    json_string(&w, TEXT("2.1.0"));
    json_key(&w, "runs");
    json_array_begin(&w);
    json_object_begin(&w);
    json_key(&w, "tool");
    json_object_begin(&w);
    json_key(&w, "driver");
    json_object_begin(&w);
    json_key(&w, "name");
    json_string(&w, TEXT("zhinan"));
    sarif_rules(&w, sink, language, rules);
    json_object_end(&w);
    json_object_end(&w);
    json_key(&w, "columnKind");
    json_string(&w, TEXT("unicodeCodePoints"));
    json_key(&w, "results");
    json_array_begin(&w);
    for (size_t i = 0; i < shown_of(sink); i++) {
        const struct diag *d = &sink->list.items[i];
        sarif_result(&w, sink, language, d, rules[d->code]);
    }
    json_array_end(&w);
    json_object_end(&w);
    json_array_end(&w);
    json_object_end(&w);
    buffer_byte(out, '\n');
}
