/* Findings: rows are read into the columns they fill, whatever the format, and then entered in one place.
 *
 *   findings ─ applications: id ─▶ rules: id ─▶ finding
 *            └ list, in the order of the file */
#include "interp/batch/findings.h"

#include "interp/batch/place.h"
#include "lang/base/csv.h"
#include "lang/base/json.h"
#include "lang/base/limits.h"
#include "lang/base/map.h"
#include "lang/base/message.h"
#include "lang/base/utf8.h"

enum column {
#define FINDING_COLUMN(name, zh, en) COLUMN_##name,
#include "interp/batch/findings.def"
#undef FINDING_COLUMN
    COLUMNS
};

static const char *const columns[COLUMNS][LANGUAGES] = {
#define FINDING_COLUMN(name, zh, en) {zh, en},
#include "interp/batch/findings.def"
#undef FINDING_COLUMN
};

static const char *const words[FINDINGS_CODE_COUNT][LANGUAGES] = {
#define FINDING(name, zh, en) {zh, en},
#include "interp/batch/findings.def"
#undef FINDING
};

struct findings {
    struct map applications; /* of struct map */
    VEC(struct finding *) list;
};

/* Where an offset is, counted on from the one asked for before. */
struct place {
    size_t at;
    uint32_t line, column;
};

struct row {
    struct text fields[COLUMNS]; /* ptr NULL: not stated */
    size_t at[COLUMNS];
    size_t start;
    bool wrong; /* a problem was reported; nothing is entered */
};

struct reading {
    struct arena *arena;
    struct text bytes;
    struct place place;
    struct findings *findings;
    struct findings_problems *problems;
    enum language language; /* in which the file names its columns */
};

/* ---- problems ---- */

static void go_to(struct reading *r, size_t at) {
    struct place *p = &r->place;
    if (at < p->at || !p->line) *p = (struct place){.line = 1, .column = 1};
    place_advance(r->bytes, p->at, at, &p->line, &p->column);
    p->at = at;
}

static struct findings_problem *add_problem(struct arena *arena, struct findings_problems *problems,
                                            enum findings_code code, bool warning) {
    problems->errors += !warning;
    if (problems->list.count >= LIMIT_DIAGNOSTICS) return NULL;
    struct findings_problem *problem = VEC_ADD(arena, &problems->list);
    *problem = (struct findings_problem){.code = code, .warning = warning};
    return problem;
}

static void complain(struct reading *r, enum findings_code code, bool warning, size_t at, struct text a0,
                     struct text a1, struct text a2) {
    struct findings_problem *problem = add_problem(r->arena, r->problems, code, warning);
    if (!problem) return;
    go_to(r, at);
    problem->line = r->place.line;
    problem->column = r->place.column;
    problem->args[0] = a0;
    problem->args[1] = a1;
    problem->args[2] = a2;
}

static void complain0(struct reading *r, enum findings_code code, size_t at) {
    complain(r, code, false, at, TEXT(""), TEXT(""), TEXT(""));
}

static void complain1(struct reading *r, enum findings_code code, size_t at, struct text a0) {
    complain(r, code, false, at, a0, TEXT(""), TEXT(""));
}

struct text findings_message(struct arena *arena, const struct findings_problem *problem, enum language language) {
    struct buffer b;
    buffer_init(&b, arena);
    message_fill(&b, words[problem->code][language], problem->args, sizeof problem->args / sizeof *problem->args);
    return buffer_done(&b);
}

/* ---- columns and rows ---- */

static struct text trim(struct text t) {
    while (t.len && (t.ptr[0] == ' ' || t.ptr[0] == '\t')) t = text_slice(t, 1, t.len);
    while (t.len && (t.ptr[t.len - 1] == ' ' || t.ptr[t.len - 1] == '\t')) t.len--;
    return t;
}

/* COLUMNS where there is no such column, which is a warning. */
static enum column column_of(struct reading *r, struct text name, size_t at) {
    for (unsigned i = 0; i < COLUMNS; i++) {
        for (enum language language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
            if (!text_equal(name, text_of(columns[i][language]))) continue;
            r->language = language;
            return (enum column)i;
        }
    }
    if (name.len) complain(r, FINDINGS_UNKNOWN_COLUMN, true, at, name, TEXT(""), TEXT(""));
    return COLUMNS;
}

static struct text column_name(const struct reading *r, enum column column) {
    return text_of(columns[column][r->language]);
}

static const struct {
    const char *word;
    bool yes;
} answers[] = {{"yes", true}, {"是", true}, {"true", true}, {"no", false}, {"否", false}, {"false", false}};

static bool read_answer(struct reading *r, struct row *row, bool *yes) {
    struct text t = row->fields[COLUMN_ANSWER];
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (!text_equal(t, text_of(answers[i].word))) continue;
        *yes = answers[i].yes;
        return true;
    }
    complain(r, FINDINGS_BAD_ANSWER, false, row->at[COLUMN_ANSWER], column_name(r, COLUMN_ANSWER),
             message_excerpt(r->arena, t, 30), TEXT(""));
    return false;
}

static bool is_required(unsigned column) {
    return column == COLUMN_APPLICATION || column == COLUMN_RULE || column == COLUMN_ANSWER;
}

static struct map *rules_of(struct reading *r, struct text application) {
    struct map *rules = map_get(&r->findings->applications, application);
    if (rules) return rules;
    rules = ARENA_NEW(r->arena, struct map);
    map_init(rules, r->arena);
    map_put(&r->findings->applications, application, rules);
    return rules;
}

static struct text line_number(struct arena *arena, const struct finding *finding) {
    return text_format(arena, "%u", (unsigned)finding->line);
}

static void enter_row(struct reading *r, struct row *row) {
    struct finding finding = {.by = TEXT(""), .on = TEXT(""), .note = TEXT("")};
    for (unsigned i = 0; i < COLUMNS; i++) {
        row->fields[i] = trim(row->fields[i]);
        if (row->fields[i].len || !is_required(i)) continue;
        if (!row->wrong) complain1(r, FINDINGS_MISSING, row->start, column_name(r, (enum column)i));
        row->wrong = true;
    }
    if (row->wrong || !read_answer(r, row, &finding.yes)) return;
    go_to(r, row->start);
    finding.line = r->place.line;
    finding.application = row->fields[COLUMN_APPLICATION];
    finding.rule = row->fields[COLUMN_RULE];
    if (row->fields[COLUMN_BY].ptr) finding.by = row->fields[COLUMN_BY];
    if (row->fields[COLUMN_ON].ptr) finding.on = row->fields[COLUMN_ON];
    if (row->fields[COLUMN_NOTE].ptr) finding.note = row->fields[COLUMN_NOTE];
    struct map *rules = rules_of(r, finding.application);
    const struct finding *before = map_get(rules, finding.rule);
    if (before) {
        if (before->yes == finding.yes) return;
        complain(r, FINDINGS_CONTRADICTION, false, row->start, finding.application, finding.rule,
                 line_number(r->arena, before));
        return;
    }
    struct finding *kept = ARENA_NEW(r->arena, struct finding);
    *kept = finding;
    map_put(rules, kept->rule, kept);
    VEC_PUSH(r->arena, &r->findings->list, kept);
}

/* ---- CSV ---- */

struct header {
    VEC(enum column) columns;
};

static void complain_csv(struct reading *r, enum csv_event event, size_t at) {
    if (event == CSV_UNCLOSED) complain0(r, FINDINGS_QUOTE_UNCLOSED, at);
    if (event == CSV_BAD_QUOTE) complain0(r, FINDINGS_QUOTE_INSIDE, at);
}

/* False where rows cannot be told apart by it. */
static bool read_header(struct reading *r, struct csv_reader *csv, struct header *header) {
    bool there[COLUMNS] = {false};
    size_t errors = r->problems->errors;
    for (enum csv_event event; (event = csv_next(csv)) != CSV_RECORD_END && event != CSV_END;) {
        complain_csv(r, event, csv->start);
        if (event != CSV_FIELD) continue;
        struct text name = trim(csv->field);
        enum column column = column_of(r, name, csv->start);
        VEC_PUSH(r->arena, &header->columns, column);
        if (column == COLUMNS) continue;
        if (there[column]) complain1(r, FINDINGS_REPEATED_COLUMN, csv->start, name);
        there[column] = true;
    }
    if (!header->columns.count && r->problems->errors == errors) {
        complain0(r, FINDINGS_EMPTY, 0);
        return false;
    }
    for (unsigned i = 0; i < COLUMNS; i++) {
        if (!there[i] && is_required(i)) complain1(r, FINDINGS_NO_COLUMN, 0, column_name(r, (enum column)i));
    }
    return r->problems->errors == errors;
}

/* False at the end of the file. */
static bool read_csv_row(struct reading *r, struct csv_reader *csv, const struct header *header) {
    struct row row = {.start = SIZE_MAX};
    bool filled = false;
    for (size_t n = 0;; n++) {
        enum csv_event event = csv_next(csv);
        if (event == CSV_END) return false;
        if (row.start == SIZE_MAX) row.start = csv->start;
        if (event == CSV_RECORD_END) break;
        complain_csv(r, event, csv->start);
        row.wrong = row.wrong || event != CSV_FIELD;
        filled = filled || event != CSV_FIELD || csv->field.len;
        if (event != CSV_FIELD || (n >= header->columns.count && !csv->field.len)) continue;
        if (n >= header->columns.count) {
            if (!row.wrong)
                complain1(r, FINDINGS_TOO_MANY_FIELDS, csv->start, text_format(r->arena, "%zu", header->columns.count));
            row.wrong = true;
        } else if (header->columns.items[n] != COLUMNS) {
            row.fields[header->columns.items[n]] = csv->field;
            row.at[header->columns.items[n]] = csv->start;
        }
    }
    if (filled) enter_row(r, &row); /* a spreadsheet leaves lines of commas behind */
    return true;
}

static void read_csv(struct reading *r) {
    struct csv_reader csv;
    struct header header = {0};
    csv_reader_init(&csv, r->arena, r->bytes);
    if (!read_header(r, &csv, &header)) return;
    while (read_csv_row(r, &csv, &header)) {
    }
}

/* ---- JSON ---- */

/* False where the JSON is broken. */
static bool read_json_member(struct reading *r, struct json_reader *json, struct row *row) {
    struct text key = json->text;
    size_t at = json->start;
    enum column column = column_of(r, key, at);
    if (column == COLUMNS) return json_skip(json);
    if (row->fields[column].ptr) complain1(r, FINDINGS_REPEATED_COLUMN, at, key);
    row->wrong = row->wrong || row->fields[column].ptr;
    enum json_event event = json_next(json);
    if (event == JSON_ERROR) return false;
    bool truth = event == JSON_TRUE || event == JSON_FALSE;
    if (event == JSON_STRING || (truth && column == COLUMN_ANSWER)) {
        row->fields[column] = json->text;
        row->at[column] = json->start;
        return true;
    }
    if (event == JSON_NULL) return true;
    complain1(r, FINDINGS_EXPECTED_TEXT, json->start, key);
    row->wrong = true;
    unsigned outside = event == JSON_OBJECT_BEGIN || event == JSON_ARRAY_BEGIN ? json->depth - 1 : json->depth;
    while (json->depth > outside) {
        if (!json_skip(json)) return false;
    }
    return true;
}

static bool read_json_row(struct reading *r, struct json_reader *json) {
    struct row row = {.start = json->start};
    for (;;) {
        enum json_event event = json_next(json);
        if (event == JSON_ERROR) return false;
        if (event == JSON_OBJECT_END) break;
        if (!read_json_member(r, json, &row)) return false;
    }
    enter_row(r, &row);
    return true;
}

/* False where the JSON is broken. */
static bool read_json_rows(struct reading *r, struct json_reader *json) {
    for (;;) {
        enum json_event event = json_next(json);
        unsigned outside = json->depth - 1;
        switch (event) {
        case JSON_ERROR: return false;
        case JSON_ARRAY_END: return json_next(json) == JSON_END;
        case JSON_OBJECT_BEGIN:
            if (!read_json_row(r, json)) return false;
            break;
        case JSON_ARRAY_BEGIN:
            complain0(r, FINDINGS_NOT_OBJECT, json->start);
            while (json->depth > outside) {
                if (!json_skip(json)) return false;
            }
            break;
        case JSON_STRING:
        case JSON_NUMBER:
        case JSON_TRUE:
        case JSON_FALSE:
        case JSON_NULL: complain0(r, FINDINGS_NOT_OBJECT, json->start); break;
        case JSON_END:
        case JSON_KEY:
        case JSON_OBJECT_END: return false;
        }
    }
}

static void read_json(struct reading *r) {
    struct json_reader json;
    json_reader_init(&json, r->arena, r->bytes);
    enum json_event event = json_next(&json);
    if (event == JSON_OBJECT_BEGIN)
        complain0(r, FINDINGS_NOT_LIST, json.start);
    else if (event == JSON_ERROR || !read_json_rows(r, &json))
        complain0(r, FINDINGS_JSON_BROKEN, json.problem_at);
}

/* ---- the file ---- */

static bool is_json(struct text t) {
    size_t at = text_starts(t, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    while (at < t.len && (t.ptr[at] == ' ' || t.ptr[at] == '\t' || t.ptr[at] == '\r' || t.ptr[at] == '\n')) at++;
    return at < t.len && (t.ptr[at] == '[' || t.ptr[at] == '{');
}

struct findings *findings_parse(struct arena *arena, struct text bytes, struct findings_problems *problems) {
    struct reading r = {.arena = arena, .bytes = bytes, .problems = problems};
    r.findings = ARENA_NEW(arena, struct findings);
    map_init(&r.findings->applications, arena);
    size_t valid = utf8_valid_prefix(bytes);
    if (valid < bytes.len)
        complain0(&r, FINDINGS_NOT_UTF8, valid);
    else if (is_json(bytes))
        read_json(&r);
    else
        read_csv(&r);
    return r.findings;
}

enum io_status findings_read(struct arena *arena, const char *path, struct findings **out,
                             struct findings_problems *problems, struct text *reason) {
    struct text bytes;
    enum io_status status = io_read(arena, path, LIMIT_FINDINGS_BYTES, &bytes, reason);
    if (status == IO_OK) *out = findings_parse(arena, bytes, problems);
    return status;
}

/* ---- asking ---- */

const struct finding *findings_get(const struct findings *findings, struct text application, struct text rule_en,
                                   struct text rule_zh) {
    const struct map *rules = map_get(&findings->applications, application);
    if (!rules) return NULL;
    const struct finding *finding = map_get(rules, rule_en);
    return finding ? finding : map_get(rules, rule_zh);
}

size_t findings_count(const struct findings *findings) { return findings->list.count; }
const struct finding *findings_at(const struct findings *findings, size_t index) { return findings->list.items[index]; }

void findings_reconcile(const struct findings *findings, struct arena *arena, struct text rule_en, struct text rule_zh,
                        struct findings_problems *problems) {
    if (text_equal(rule_en, rule_zh)) return;
    for (size_t i = 0; i < findings->applications.count; i++) {
        const struct map *rules = findings->applications.entries[i].value;
        const struct finding *en = map_get(rules, rule_en), *zh = map_get(rules, rule_zh);
        if (!en || !zh || en->yes == zh->yes) continue;
        const struct finding *first = en->line <= zh->line ? en : zh, *second = first == en ? zh : en;
        struct findings_problem *problem = add_problem(arena, problems, FINDINGS_CONTRADICTION, false);
        if (!problem) return;
        problem->line = second->line;
        problem->column = 1;
        problem->args[0] = second->application;
        problem->args[1] = second->rule;
        problem->args[2] = line_number(arena, first);
    }
}
