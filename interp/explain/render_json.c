/* The record of DESIGN 4: as one document, or a line for each application and a last one with everything else.
 * Both write an application by the same function. Keys and their order are a contract; what is absent is left out,
 * and what the reader must be told is unknown (id, guide, direction, day) is null. */
#include "interp/explain/render.h"

static void write_text(struct json_writer *w, const char *key, struct text value) {
    json_key(w, key);
    json_string(w, value);
}

static void write_present(struct json_writer *w, const char *key, struct text value) {
    if (value.len) write_text(w, key, value);
}

static void write_known(struct json_writer *w, const char *key, struct text value) {
    json_key(w, key);
    if (value.len) {
        json_string(w, value);
    } else {
        json_null(w);
    }
}

static void write_cites(struct json_writer *w, const struct report_rule *rule) {
    json_key(w, "cite");
    json_array_begin(w);
    for (size_t i = 0; i < rule->n_cites; i++) {
        const struct report_cite *cite = &rule->cites[i];
        json_object_begin(w);
        write_text(w, "guide", cite->guide);
        json_key(w, "direction");
        if (cite->direction.ptr) {
            json_string(w, cite->direction);
        } else {
            json_null(w);
        }
        write_text(w, "section", cite->section);
        write_text(w, "clause", cite->clause);
        json_object_end(w);
    }
    json_array_end(w);
}

static void write_reason(struct report_renderer *r, const struct report_reason *reason) {
    struct json_writer *w = &r->json;
    json_object_begin(w);
    write_text(w, "expr", reason->expr);
    json_key(w, "value");
    switch (reason->value) {
    case 0: json_bool(w, false); break;
    case 1: json_bool(w, true); break;
    case 2: json_null(w); break;
    default: json_string(w, TEXT("error")); break;
    }
    write_present(w, "element", reason->element);
    json_key(w, "with");
    json_array_begin(w);
    for (size_t i = 0; i < reason->with.count; i++) {
        json_object_begin(w);
        write_text(w, "expr", reason->with.items[i].expr);
        write_text(w, "value", reason->with.items[i].value);
        write_present(w, "at", reason->with.items[i].at);
        json_object_end(w);
    }
    json_array_end(w);
    if (report_shows_source(r, reason)) {
        json_key(w, "source");
        json_object_begin(w);
        write_text(w, "file", reason->file);
        json_key(w, "line");
        json_int(w, reason->line);
        json_key(w, "column");
        json_int(w, reason->column);
        json_object_end(w);
    }
    json_object_end(w);
}

static void write_reasons(struct report_renderer *r, const struct report_rule *rule) {
    struct json_writer *w = &r->json;
    json_key(w, "because");
    json_array_begin(w);
    for (size_t i = 0; i < rule->because.count; i++) write_reason(r, &rule->because.items[i]);
    json_array_end(w);
    json_key(w, "fix");
    json_array_begin(w);
    for (size_t i = 0; i < rule->fix.count; i++) {
        json_object_begin(w);
        write_text(w, "at", rule->fix.items[i].at);
        write_text(w, "op", rule->fix.items[i].op);
        write_text(w, "value", rule->fix.items[i].value);
        write_present(w, "change", rule->fix.items[i].change);
        json_object_end(w);
    }
    json_array_end(w);
    json_key(w, "missing");
    json_array_begin(w);
    for (size_t i = 0; i < rule->missing.count; i++) {
        json_object_begin(w);
        write_present(w, "at", rule->missing.items[i].at);
        write_text(w, "expr", rule->missing.items[i].expr);
        write_text(w, "reason", rule->missing.items[i].reason);
        json_object_end(w);
    }
    json_array_end(w);
}

static void write_finding(struct report_renderer *r, const struct report_rule *rule) {
    if (!rule_has_finding(rule)) return;
    json_key(&r->json, "finding");
    json_object_begin(&r->json);
    if (!r->head->for_applicant) write_present(&r->json, "by", rule->finding_by);
    write_present(&r->json, "on", rule->finding_on);
    write_present(&r->json, "note", rule->finding_note);
    json_object_end(&r->json);
}

static void write_rule(struct report_renderer *r, const struct report_rule *rule) {
    struct json_writer *w = &r->json;
    json_object_begin(w);
    write_text(w, "rule", rule->id);
    if (r->head->explain == REPORT_NONE) {
        write_text(w, "outcome", text_of(outcome_id(rule->outcome)));
        write_text(w, "effect", text_of(effect_id(rule->effect)));
        json_object_end(w);
        return;
    }
    write_text(w, "name", rule->name);
    write_present(w, "title", rule->title);
    write_text(w, "statement", rule->statement);
    write_text(w, "outcome", text_of(outcome_id(rule->outcome)));
    write_text(w, "effect", text_of(effect_id(rule->effect)));
    write_cites(w, rule);
    write_present(w, "row", rule->row);
    write_present(w, "reading", rule->reading);
    write_present(w, "message", rule->message);
    write_present(w, "text", rule->text);
    write_present(w, "reason", rule->because_text);
    write_reasons(r, rule);
    write_present(w, "due", rule->due);
    write_present(w, "displaced_by", rule->displaced_by);
    write_finding(r, rule);
    json_object_end(w);
}

static void write_application(struct report_renderer *r, const struct report_application *a) {
    struct json_writer *w = &r->json;
    json_object_begin(w);
    write_known(w, "id", a->id);
    write_known(w, "guide", a->guide);
    write_known(w, "direction", a->direction);
    write_present(w, "theme", a->theme);
    write_known(w, "as_of", a->as_of);
    write_known(w, "as_of_from", a->as_of_from);
    write_text(w, "verdict", text_of(verdict_id(a->verdict)));
    json_key(w, "to_check");
    json_int(w, (int64_t)a->to_check);
    json_key(w, "rules");
    json_array_begin(w);
    for (size_t i = 0; i < a->rules.count; i++) write_rule(r, &a->rules.items[i]);
    json_array_end(w);
    json_object_end(w);
}

static bool named_before(const struct report_head *head, size_t i) {
    for (size_t j = 0; j < i; j++) {
        if (text_equal(head->options[j].name, head->options[i].name)) return true;
    }
    return false;
}

static size_t times_named(const struct report_head *head, struct text name) {
    size_t times = 0;
    for (size_t i = 0; i < head->n_options; i++) times += text_equal(head->options[i].name, name);
    return times;
}

/* An option given several times is a list, so that no key stands twice. */
static void write_options(struct json_writer *w, const struct report_head *head) {
    json_object_begin(w);
    for (size_t i = 0; i < head->n_options; i++) {
        const struct report_option *option = &head->options[i];
        if (named_before(head, i)) continue;
        json_key(w, text_cstr(w->out->arena, option->name));
        if (times_named(head, option->name) == 1) {
            if (text_equal(option->value, TEXT("true"))) /* an option without a value */
                json_bool(w, true);
            else
                json_string(w, option->value);
            continue;
        }
        json_array_begin(w);
        for (size_t j = i; j < head->n_options; j++) {
            if (text_equal(head->options[j].name, option->name)) json_string(w, head->options[j].value);
        }
        json_array_end(w);
    }
    json_object_end(w);
}

/* Opens the object and writes what stands before the applications. */
static void write_head(struct report_renderer *r, const struct report_input *inputs, size_t n_inputs) {
    struct json_writer *w = &r->json;
    json_object_begin(w);
    write_text(w, "format", TEXT("zhinan.review/1"));
    write_text(w, "engine", r->head->engine);
    json_key(w, "policy");
    json_object_begin(w);
    write_known(w, "guide", r->head->guide);
    write_text(w, "digest", r->head->policy_digest);
    json_object_end(w);
    json_key(w, "inputs");
    json_array_begin(w);
    for (size_t i = 0; i < n_inputs; i++) {
        json_object_begin(w);
        write_text(w, "name", inputs[i].name);
        write_text(w, "digest", inputs[i].digest);
        json_object_end(w);
    }
    json_array_end(w);
    json_key(w, "options");
    write_options(w, r->head);
}

static void write_problem(struct json_writer *w, const struct report_problem *problem) {
    json_object_begin(w);
    if (problem->application) {
        json_key(w, "application");
        json_int(w, (int64_t)problem->application);
    }
    write_present(w, "file", problem->file);
    if (problem->line) {
        json_key(w, "line");
        json_int(w, problem->line);
        json_key(w, "column");
        json_int(w, problem->column);
    }
    write_present(w, "at", problem->at);
    write_text(w, "message", problem->message);
    if (problem->warning) {
        json_key(w, "warning");
        json_bool(w, true);
    }
    json_object_end(w);
}

/* Writes what stands behind the applications and closes the object. */
static void write_tail(struct json_writer *w, const struct report_tail *tail) {
    json_key(w, "limits");
    json_array_begin(w);
    json_array_end(w);
    json_key(w, "problems");
    json_array_begin(w);
    for (size_t i = 0; i < tail->n_problems; i++) write_problem(w, &tail->problems[i]);
    json_array_end(w);
    json_key(w, "summary");
    json_object_begin(w);
    json_key(w, "applications");
    json_int(w, (int64_t)tail->summary.applications);
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        json_key(w, verdict_id(report_column(i)));
        json_int(w, (int64_t)tail->summary.by_verdict[report_column(i)]);
    }
    json_object_end(w);
    json_object_end(w);
    buffer_byte(w->out, '\n');
}

void render_json_begin(struct report_renderer *r) {
    json_writer_init(&r->json, &r->out, true);
    write_head(r, r->inputs, r->n_inputs);
    json_key(&r->json, "applications");
    json_array_begin(&r->json);
}

void render_json_application(struct report_renderer *r, const struct report_application *a) { write_application(r, a); }

void render_json_end(struct report_renderer *r, const struct report_tail *tail) {
    json_array_end(&r->json);
    write_tail(&r->json, tail);
}

void render_ndjson_begin(struct report_renderer *r) { json_writer_init(&r->json, &r->out, false); }

void render_ndjson_application(struct report_renderer *r, const struct report_application *a) {
    json_writer_init(&r->json, &r->out, false);
    write_application(r, a);
    buffer_byte(&r->out, '\n');
}

void render_ndjson_end(struct report_renderer *r, const struct report_tail *tail) {
    json_writer_init(&r->json, &r->out, false);
    write_head(r, tail->inputs, tail->n_inputs);
    write_tail(&r->json, tail);
}
