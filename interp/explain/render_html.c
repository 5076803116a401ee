/* The report as one HTML page that needs nothing else: it opens from disk, can be sent, prints to paper or PDF, and runs
 * no script and loads nothing (its own Content-Security-Policy forbids both). Applications are streamed, so the summary
 * with its index stands at the end and a link at the top leads there; what decided a verdict is open, what merely held
 * is folded. */
#include "interp/explain/render.h"

/* The page's looks. Colours keep a contrast of 4.5 in both schemes; the verdict is always written out too. */
/* clang-format off */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d2329;--soft:#555f6b;--paper:#fff;--tint:#f4f6f8;--line:#d3d9e0;--link:#0b57a4;\n"
    "  --red:#a8201a;--amber:#8a4b00;--blue:#1f4fa3;--green:#1a6b33}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#a9b2bc;--paper:#15191d;--tint:#1f252b;--line:#3a434d;\n"
    "  --link:#8cc0ff;--red:#ff9a92;--amber:#f2b866;--blue:#9dbcff;--green:#85d59b}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:62rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);line-height:1.6;\n"
    "  font-family:system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;\n"
    "  overflow-wrap:anywhere}\n"
    "a{color:var(--link)}\n"
    "h1{font-size:1.6rem;line-height:1.3}\n"
    "h2{font-size:1.25rem;margin:0}\n"
    "h3{font-size:1rem;margin:1.2rem 0 .4rem}\n"
    "article{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.2rem;margin:1.2rem 0}\n"
    ".verdict{font-weight:700}\n"
    ".meta{color:var(--soft);margin:.2rem 0}\n"
    ".ineligible,.unreadable{color:var(--red)}\n"
    ".incomplete,.notice{color:var(--amber)}\n"
    ".review,.check{color:var(--blue)}\n"
    ".eligible,.good{color:var(--green)}\n"
    "details{border-left:.25rem solid var(--line);padding:.1rem 0 .1rem .8rem;margin:.6rem 0}\n"
    "summary{cursor:pointer}\n"
    "summary strong{font-weight:600}\n"
    "dl{margin:.3rem 0;display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem}\n"
    "dt{color:var(--soft)}\n"
    "dd{margin:0}\n"
    "code{font-family:ui-monospace,'Cascadia Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;font-size:.92em}\n"
    ".at{color:var(--soft)}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;margin:.4rem 0}\n"
    "th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}\n"
    "th{background:var(--tint);font-weight:600}\n"
    "td.n,th.n{text-align:right}\n"
    "@media(max-width:36rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}\n"
    "@media print{\n"
    "  :root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--tint:#eee;--line:#999;--link:#000;--red:#a8201a;\n"
    "    --amber:#8a4b00;--blue:#1f4fa3;--green:#1a6b33}\n"
    "  body{max-width:none;padding:0;font-size:10pt}\n"
    "  article{border:0;border-top:1px solid var(--line);border-radius:0;padding:.6rem 0}\n"
    "  details,tr{break-inside:avoid}\n"
    "  h2,h3,summary{break-after:avoid}\n"
    "  details::details-content{content-visibility:visible;display:block;height:auto}\n"
    "  a{text-decoration:none}\n"
    "  .skip{display:none}\n"
    "}\n";
/* clang-format on */

static void put(struct report_renderer *r, const char *html) { buffer_str(&r->out, html); }

static void put_escaped(struct report_renderer *r, struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        switch (t.ptr[i]) {
        case '&': put(r, "&amp;"); break;
        case '<': put(r, "&lt;"); break;
        case '>': put(r, "&gt;"); break;
        case '"': put(r, "&quot;"); break;
        case '\'': put(r, "&#39;"); break;
        default: buffer_byte(&r->out, t.ptr[i]); break;
        }
    }
}

static void put_line(struct report_renderer *r) { put_escaped(r, report_line_text(r)); }

static void put_text(struct report_renderer *r, struct text t) {
    say_text(report_line(r), t);
    put_line(r);
}

static void put_word(struct report_renderer *r, enum word word) { put_escaped(r, word_of(r->language, word)); }

static void put_code(struct report_renderer *r, struct text t, const char *class) {
    if (!t.len) return;
    put(r, class ? "<code class=\"" : "<code");
    if (class) {
        put(r, class);
        put(r, "\"");
    }
    put(r, ">");
    put_text(r, t);
    put(r, "</code>");
}

/* --- the parts of a rule: a list of terms and what they say */

static void begin_part(struct report_renderer *r, enum word label) {
    put(r, "<dt>");
    put_word(r, label);
    put(r, "</dt><dd>");
}

static void put_part(struct report_renderer *r, enum word label, struct text t) {
    if (!t.len) return;
    begin_part(r, label);
    put_text(r, t);
    put(r, "</dd>\n");
}

/* The part stands in the line buffer. */
static void put_said(struct report_renderer *r, enum word label) {
    if (!r->line.len) return;
    begin_part(r, label);
    put_line(r);
    put(r, "</dd>\n");
}

static void put_place(struct report_renderer *r, struct text at) {
    if (!at.len) return;
    put(r, " ");
    put_code(r, at, "at");
}

static void put_heading_cell(struct report_renderer *r, enum word word, const char *class) {
    put(r, "<th scope=\"col\"");
    if (class) {
        put(r, " class=\"");
        put(r, class);
        put(r, "\"");
    }
    put(r, ">");
    put_word(r, word);
    put(r, "</th>");
}

static void put_data(struct report_renderer *r, const struct report_reason *reason) {
    if (!reason->with.count) return;
    put(r, "<div class=\"wide\"><table><thead><tr>");
    put_heading_cell(r, WORD_COLUMN_EXPRESSION, NULL);
    put_heading_cell(r, WORD_COLUMN_VALUE, NULL);
    put_heading_cell(r, WORD_COLUMN_PLACE, NULL);
    put(r, "</tr></thead><tbody>");
    for (size_t i = 0; i < reason->with.count; i++) {
        put(r, "<tr><td>");
        put_code(r, reason->with.items[i].expr, NULL);
        put(r, "</td><td>");
        put_text(r, reason->with.items[i].value);
        put(r, "</td><td>");
        put_code(r, reason->with.items[i].at, "at");
        put(r, "</td></tr>");
    }
    put(r, "</tbody></table></div>");
}

static void put_reasons(struct report_renderer *r, const struct report_rule *rule) {
    for (size_t i = 0; i < rule->because.count; i++) {
        const struct report_reason *reason = &rule->because.items[i];
        begin_part(r, WORD_LABEL_BECAUSE);
        put_code(r, reason->expr, NULL);
        say_reason_value(report_line(r), reason, r->language);
        put_line(r);
        if (report_shows_source(r, reason)) {
            struct buffer *line = report_line(r);
            say_text(line, reason->file);
            buffer_printf(line, ":%u:%u", reason->line, reason->column);
            put(r, " <code class=\"at\">");
            put_line(r);
            put(r, "</code>");
        }
        put_data(r, reason);
        put(r, "</dd>\n");
    }
    for (size_t i = 0; i < rule->fix.count; i++) {
        begin_part(r, WORD_LABEL_FIX);
        bool place = say_change(report_line(r), rule, &rule->fix.items[i], r->language);
        put_line(r);
        if (place) put_place(r, rule->fix.items[i].at);
        put(r, "</dd>\n");
    }
    for (size_t i = 0; i < rule->missing.count; i++) {
        begin_part(r, WORD_LABEL_MISSING);
        say_missing(report_line(r), &rule->missing.items[i], r->language);
        put_line(r);
        if (rule->missing.items[i].expr.len) put_place(r, rule->missing.items[i].at);
        put(r, "</dd>\n");
    }
}

static void put_parts(struct report_renderer *r, const struct report_rule *rule) {
    put(r, "<dl>\n");
    say_cites(report_line(r), rule, r->language);
    put_said(r, WORD_LABEL_CITES);
    struct buffer *line = report_line(r);
    buffer_str(line, outcome_words(rule->outcome, r->language));
    if (rule->statement.len) {
        say(line, r->language, WORD_COMMA);
        say_statement(line, rule->statement, r->language);
    }
    put_said(r, WORD_LABEL_OUTCOME);
    if (!rule_is_called_by_text(rule)) put_part(r, WORD_LABEL_TEXT, rule->text);
    put_part(r, WORD_LABEL_REASON, rule->because_text);
    put_part(r, WORD_LABEL_READING, rule->reading);
    put_part(r, WORD_LABEL_MESSAGE, rule->message);
    put_reasons(r, rule);
    if (rule->due.len) {
        say(report_line(r), r->language, WORD_DUE, rule->due);
        put_said(r, WORD_LABEL_DUE);
    }
    put_part(r, WORD_LABEL_DISPLACED, rule->displaced_by);
    say_finding(report_line(r), rule, r->language, r->head->for_applicant);
    put_said(r, WORD_LABEL_FINDING);
    put(r, "</dl>\n");
}

static void put_rule(struct report_renderer *r, const struct report_rule *rule, bool open) {
    put(r, open ? "<details open><summary><strong>" : "<details><summary><strong>");
    say_rule(report_line(r), rule, r->language);
    put_line(r);
    put(r, "</strong>");
    put_place(r, rule->id);
    put(r, "</summary>\n");
    put_parts(r, rule);
    put(r, "</details>\n");
}

/* --- applications */

static const char *group_class(enum report_group group) {
    switch (group) {
    case GROUP_INELIGIBLE: return "ineligible";
    case GROUP_INCOMPLETE: return "incomplete";
    case GROUP_REVIEW: return "review";
    case GROUP_NOTICE: return "notice";
    case GROUP_TO_CHECK: return "check";
    case GROUP_MERIT:
    case GROUP_MET: return "good";
    case GROUP_EXCEPTION:
    case GROUP_WITHOUT_EFFECT:
    case GROUP_NOTED:
    case GROUP_NOT_APPLICABLE:
    case GROUP_COUNT: break;
    }
    return "other";
}

static bool is_open(enum report_group group) {
    return group != GROUP_MET && group != GROUP_NOT_APPLICABLE && group != GROUP_NOTED && group != GROUP_WITHOUT_EFFECT;
}

static void put_group(struct report_renderer *r, const struct report_application *a, enum report_group group) {
    size_t at = report_next_in_group(a, group, 0);
    if (at == a->rules.count) return;
    put(r, "<h3 class=\"");
    put(r, group_class(group));
    put(r, "\">");
    put_escaped(r, group_words(group, r->language));
    put(r, "</h3>\n");
    for (; at < a->rules.count; at = report_next_in_group(a, group, at + 1))
        put_rule(r, &a->rules.items[at], is_open(group));
}

static void put_ids(struct report_renderer *r, const struct report_application *a) {
    if (!a->rules.count) return;
    put(r, "<p>");
    for (size_t i = 0; i < a->rules.count; i++) {
        if (i) put_word(r, WORD_COMMA);
        put_code(r, a->rules.items[i].id, NULL);
    }
    put(r, "</p>\n");
}

static void remember(struct report_renderer *r, const struct report_application *a) {
    struct report_entry entry = {.verdict = a->verdict};
    say_application(report_line(r), a, r->language);
    entry.name = text_copy(r->arena, report_line_text(r));
    entry.direction = text_copy(r->arena, a->direction);
    say_verdict(report_line(r), a, r->language);
    entry.verdict_text = text_copy(r->arena, report_line_text(r));
    VEC_PUSH(r->arena, &r->entries, entry);
}

static void put_particulars(struct report_renderer *r, const struct report_application *a) {
    struct buffer *line = report_line(r);
    if (a->guide.len) say(line, r->language, WORD_GUIDE, a->guide);
    if (a->direction.len || a->verdict != VERDICT_UNREADABLE) {
        if (line->len) buffer_str(line, " · ");
        say_direction(line, a, r->language);
    }
    if (a->verdict != VERDICT_UNREADABLE) {
        buffer_str(line, " · ");
        say_as_of(line, a, r->language);
    }
    if (a->file.len) {
        if (line->len) buffer_str(line, " · ");
        say_text(line, a->file);
    }
    put(r, "<p class=\"meta\">");
    put_line(r);
    put(r, "</p>\n");
}

void render_html_application(struct report_renderer *r, const struct report_application *a) {
    remember(r, a);
    buffer_printf(&r->out, "<article aria-labelledby=\"a%zu\">\n<h2 id=\"a%zu\">", r->shown + 1, r->shown + 1);
    say_application(report_line(r), a, r->language);
    put_line(r);
    put(r, "</h2>\n");
    put_particulars(r, a);
    put(r, "<p class=\"verdict ");
    put(r, verdict_id(a->verdict));
    put(r, "\">");
    say_verdict(report_line(r), a, r->language);
    put_line(r);
    put(r, "</p>\n");
    if (r->head->explain == REPORT_NONE) {
        put_ids(r, a);
    } else {
        for (size_t group = 0; group < GROUP_COUNT; group++) put_group(r, a, (enum report_group)group);
    }
    put(r, "</article>\n");
}

/* --- the page */

static const char page_head[] =
    "<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n";

void render_html_begin(struct report_renderer *r) {
    put(r, "<!DOCTYPE html>\n");
    put(r, r->language == LANGUAGE_ZH ? "<html lang=\"zh-CN\">\n" : "<html lang=\"en\">\n");
    put(r, page_head);
    say_title(report_line(r), r->head->guide, r->language);
    put(r, "<title>");
    put_line(r);
    put(r, "</title>\n<style>\n");
    put(r, style);
    put(r, "</style>\n</head>\n<body>\n<header>\n<h1>");
    put_line(r);
    put(r, "</h1>\n<p class=\"skip\"><a href=\"#summary\">");
    put_word(r, WORD_SKIP_TO_SUMMARY);
    put(r, "</a></p>\n</header>\n<main>\n");
}

static void put_problems(struct report_renderer *r, const struct report_tail *tail) {
    if (!tail->n_problems) return;
    put(r, "<section aria-labelledby=\"problems\">\n<h2 id=\"problems\">");
    put_word(r, WORD_PROBLEMS);
    put(r, "</h2>\n<ul>\n");
    for (size_t i = 0; i < tail->n_problems; i++) {
        put(r, "<li>");
        say_problem(report_line(r), &tail->problems[i], r->language);
        put_line(r);
        put(r, "</li>\n");
    }
    put(r, "</ul>\n</section>\n");
}

static void put_number_cell(struct report_renderer *r, size_t number) {
    buffer_printf(&r->out, "<td class=\"n\">%zu</td>", number);
}

/* The row's name stands in the line buffer. */
static void put_row(struct report_renderer *r, size_t applications, const size_t *by_verdict, size_t to_check) {
    put(r, "<tr><th scope=\"row\">");
    put_line(r);
    put(r, "</th>");
    put_number_cell(r, applications);
    for (size_t i = 0; i < VERDICT_COUNT; i++) put_number_cell(r, by_verdict[report_column(i)]);
    put_number_cell(r, to_check);
    put(r, "</tr>\n");
}

static void put_counts(struct report_renderer *r, const struct report_summary *summary) {
    put(r, "<div class=\"wide\"><table>\n<thead><tr>");
    put_heading_cell(r, WORD_COLUMN_DIRECTION, NULL);
    put_heading_cell(r, WORD_ALL, "n");
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        put(r, "<th scope=\"col\" class=\"n\">");
        put_escaped(r, text_of(verdict_words(report_column(i), r->language)));
        put(r, "</th>");
    }
    put_heading_cell(r, WORD_ITEMS_TO_CHECK, "n");
    put(r, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; r->tallies.count > 1 && i < r->tallies.count; i++) {
        const struct tally *tally = &r->tallies.items[i];
        const struct report_application like = {.direction = tally->direction, .direction_title = tally->title};
        say_direction(report_line(r), &like, r->language);
        put_row(r, tally->applications, tally->by_verdict, tally->to_check);
    }
    say(report_line(r), r->language, WORD_ALL);
    put_row(r, summary->applications, summary->by_verdict, summary->to_check);
    put(r, "</tbody>\n</table></div>\n");
}

static void put_index(struct report_renderer *r) {
    if (!r->entries.count) return;
    put(r, "<div class=\"wide\"><table>\n<thead><tr>");
    put_heading_cell(r, WORD_COLUMN_APPLICATION, NULL);
    put_heading_cell(r, WORD_COLUMN_DIRECTION, NULL);
    put_heading_cell(r, WORD_COLUMN_VERDICT, NULL);
    put(r, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < r->entries.count; i++) {
        const struct report_entry *entry = &r->entries.items[i];
        buffer_printf(&r->out, "<tr><th scope=\"row\"><a href=\"#a%zu\">", i + 1);
        put_escaped(r, entry->name);
        put(r, "</a></th><td>");
        put_text(r, entry->direction);
        put(r, "</td><td class=\"");
        put(r, verdict_id(entry->verdict));
        put(r, "\">");
        put_escaped(r, entry->verdict_text);
        put(r, "</td></tr>\n");
    }
    put(r, "</tbody>\n</table></div>\n");
}

/* What the report was made from, so that it can be made again. */
static void put_making(struct report_renderer *r, const struct report_tail *tail) {
    const struct report_head *head = r->head;
    put(r, "<details><summary>");
    put_word(r, WORD_MADE_FROM);
    put(r, "</summary>\n<dl>\n<dt>");
    put_word(r, WORD_ENGINE);
    put(r, "</dt><dd>zhinan ");
    put_text(r, head->engine);
    put(r, "</dd>\n");
    put(r, "<dt>");
    put_word(r, WORD_POLICY);
    put(r, "</dt><dd>");
    put_text(r, head->guide);
    put_place(r, head->policy_digest);
    put(r, "</dd>\n");
    for (size_t i = 0; i < head->n_options; i++) {
        if (i == 0) begin_part(r, WORD_OPTIONS);
        if (i) put(r, "<br>");
        struct buffer *line = report_line(r);
        say_text(line, head->options[i].name);
        buffer_str(line, " = ");
        say_text(line, head->options[i].value);
        put_line(r);
        if (i + 1 == head->n_options) put(r, "</dd>\n");
    }
    for (size_t i = 0; i < tail->n_inputs; i++) {
        if (i == 0) begin_part(r, WORD_INPUTS);
        if (i) put(r, "<br>");
        put_text(r, tail->inputs[i].name);
        put_place(r, tail->inputs[i].digest);
        if (i + 1 == tail->n_inputs) put(r, "</dd>\n");
    }
    put(r, "</dl>\n</details>\n");
}

void render_html_end(struct report_renderer *r, const struct report_tail *tail) {
    put_problems(r, tail);
    put(r, "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">");
    put_word(r, WORD_SUMMARY);
    put(r, "</h2>\n");
    put_counts(r, &tail->summary);
    put_index(r);
    put_making(r, tail);
    put(r, "</section>\n</main>\n</body>\n</html>\n");
}
