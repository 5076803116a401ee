/* Every format of a report, in both languages, from one hand-made report that has all there can be: compared with
 * tests/golden/report. After the differences were read, `build/test/test_report --renew` writes those files anew.
 * Besides: JSON is JSON with its keys in order, and what applicants write does no harm in any format. */
#include "interp/explain/report.h"

#include <stdio.h>
#include <string.h>

#include "interp/explain/wording.h"
#include "interp/explain/wrap.h"
#include "lang/base/io.h"
#include "lang/base/json.h"
#include "lang/base/utf8.h"
#include "tests/unit/tap.h"

static struct arena *arena;

static const char *const format_ids[] = {
#define FORMAT(name, id, renderer) id,
#include "interp/explain/formats.def"
#undef FORMAT
};

/* --- a report */

static struct report_cite cites_of_direction[] = {{TEXT("2023-1"), TEXT("1.3"), TEXT("其他要求"), TEXT("2")},
                                                  {TEXT("2023-1"), TEXT("1.3"), TEXT("其他要求"), TEXT("2(1)")}};
static struct report_cite cites_of_guide[] = {{TEXT("2023-1"), {NULL, 0}, TEXT("总则"), TEXT("")}};
static struct report_cite cites_of_form[] = {{TEXT("2021-1"), {NULL, 0}, TEXT("形式审查条件"), TEXT("四")}};

static struct report_rule *add_rule(struct report_application *a, const char *id, const char *name,
                                    const char *statement, enum outcome outcome, enum effect effect) {
    struct report_rule *rule = VEC_ADD(arena, &a->rules);
    *rule = (struct report_rule){.rule = IMAGE_NONE,
                                 .id = text_of(id),
                                 .name = text_of(name),
                                 .statement = text_of(statement),
                                 .outcome = outcome,
                                 .effect = effect,
                                 .cites = cites_of_direction,
                                 .n_cites = 1};
    return rule;
}

static struct report_reason *add_reason(struct report_rule *rule, const char *expr, uint8_t value,
                                        const char *element) {
    struct report_reason *reason = VEC_ADD(arena, &rule->because);
    *reason = (struct report_reason){.expr = text_of(expr),
                                     .value = value,
                                     .element = text_of(element),
                                     .file = TEXT("1.3-spain.zn"),
                                     .line = 14,
                                     .column = 8};
    return reason;
}

static void add_datum(struct report_reason *reason, const char *expr, const char *value, const char *at) {
    struct report_datum datum = {text_of(expr), text_of(value), text_of(at)};
    VEC_PUSH(arena, &reason->with, datum);
}

static void add_change(struct report_rule *rule, const char *at, const char *op, const char *value,
                       const char *change) {
    struct report_change c = {.at = text_of(at), .op = text_of(op), .value = text_of(value), .change = text_of(change)};
    VEC_PUSH(arena, &rule->fix, c);
}

static void add_missing(struct report_rule *rule, const char *at, const char *expr, const char *reason) {
    struct report_missing m = {text_of(at), text_of(expr), text_of(reason)};
    VEC_PUSH(arena, &rule->missing, m);
}

/* Everything that can stand under an application. */
static struct report_application *make_hopeless(void) {
    struct report_application *a = ARENA_NEW(arena, struct report_application);
    *a = (struct report_application){.ordinal = 1,
                                     .id = TEXT("A-17"),
                                     .guide = TEXT("2023-1"),
                                     .direction = TEXT("1.3"),
                                     .direction_title = TEXT("中国和西班牙政府间科技合作项目"),
                                     .file = TEXT("cases/a17.json"),
                                     .as_of = TEXT("2022-12-20"),
                                     .as_of_from = TEXT("option"),
                                     .verdict = VERDICT_INELIGIBLE,
                                     .to_check = 1};
    struct report_rule *rule = add_rule(a, "met_rule", "已满足", "must", OUTCOME_MET, EFFECT_NONE);
    rule->cites = cites_of_guide;
    rule = add_rule(a, "judge#1", "", "judge", OUTCOME_TO_CHECK, EFFECT_NONE);
    rule->text = TEXT("先进材料在从原料到循环使用的各阶段不破坏环境");
    rule = add_rule(a, "matching_funds", "企业配套", "must", OUTCOME_UNMET, EFFECT_INELIGIBLE);
    rule->title = TEXT("中方企业的配套出资不低于所获资助");
    rule->n_cites = 2;
    rule->reading = TEXT("每家企业各自计算；未获资助的企业视为满足");
    rule->message = TEXT("甲公司的配套为 50 万元，少于所获资助 80 万元");
    struct report_reason *reason = add_reason(rule, "单位.配套出资 不低于 单位.所获政府资助", 0, "/organisations/2");
    add_datum(reason, "单位.配套出资", "50 万元", "/organisations/2/matching");
    add_datum(reason, "单位.所获政府资助", "80 万元", "/organisations/2/grant");
    add_datum(reason, "最低比例", "100%", "");
    add_change(rule, "/organisations/2/matching", ">=", "80 万元", "+30 万元");
    add_change(rule, "/organisations/2/grant", "<=", "50 万元", "-30 万元");
    rule = add_rule(a, "leader_age", "年龄", "must", OUTCOME_UNKNOWN, EFFECT_INCOMPLETE);
    rule->cites = cites_of_form;
    add_reason(rule, "申报.负责人.出生日期 不早于 1963-01-01", 2, "");
    add_missing(rule, "/leader/birth_date", "申报.负责人.出生日期", "没有填写");
    add_missing(rule, "", "外方截止日期", "没有填写");
    rule = add_rule(a, "partner_form", "外方申请书", "must", OUTCOME_PENDING, EFFECT_INCOMPLETE);
    rule->due = TEXT("2023-06-07");
    add_change(rule, "/attachments", "add", "外方申请书英文版", "");
    rule = add_rule(a, "duration", "实施周期", "in_principle", OUTCOME_UNMET, EFFECT_REVIEW);
    add_datum(add_reason(rule, "申报.结束日期 不晚于 2025-12-31", 0, ""), "申报.结束日期", "2026-06-30", "/end");
    add_change(rule, "/end", "<=", "2025-12-31", "-6 个月");
    rule = add_rule(a, "ratio", "比例", "must", OUTCOME_ERROR, EFFECT_REVIEW);
    add_reason(rule, "申报.甲 / 申报.乙 不低于 1", 3, "");
    add_rule(a, "page_limit", "篇幅", "generally", OUTCOME_UNMET, EFFECT_NOTICE);
    add_rule(a, "young_leader", "青年负责人", "encourage", OUTCOME_MET, EFFECT_MERIT);
    add_rule(a, "women", "女性负责人", "encourage", OUTCOME_UNMET, EFFECT_NONE);
    rule = add_rule(a, "cycle", "执行期", "in_principle", OUTCOME_EXCEPTED, EFFECT_NONE);
    rule->finding_by = TEXT("王审查员");
    rule->finding_on = TEXT("2023-01-05");
    rule->finding_note = TEXT("疫情影响，同意");
    rule = add_rule(a, "no_subprojects", "不设课题", "must", OUTCOME_DISPLACED, EFFECT_NONE);
    rule->displaced_by = TEXT("方向 1.4，依据总则");
    rule = add_rule(a, "omit#1", "", "omit", OUTCOME_NOTED, EFFECT_NONE);
    rule->text = TEXT("外方资助机构的资格");
    rule->because_text = TEXT("没有公开名单");
    rule = add_rule(a, "supports", "", "supports", OUTCOME_NOTED, EFFECT_NONE);
    rule->text = TEXT("不超过 20 个，共 6000 万元");
    add_rule(a, "macao", "澳门", "must_not", OUTCOME_NOT_APPLICABLE, EFFECT_NONE);
    return a;
}

static struct report_application *make_clean(void) {
    struct report_application *a = ARENA_NEW(arena, struct report_application);
    *a = (struct report_application){.ordinal = 2,
                                     .id = TEXT("A-18"),
                                     .guide = TEXT("2023-1"),
                                     .direction = TEXT("1.10"),
                                     .file = TEXT("cases/a18.json"),
                                     .as_of = TEXT("2022-11-30"),
                                     .as_of_from = TEXT("submitted_at"),
                                     .verdict = VERDICT_ELIGIBLE};
    return a;
}

static struct report_application *make_unreadable(void) {
    struct report_application *a = ARENA_NEW(arena, struct report_application);
    *a = (struct report_application){.ordinal = 3, .file = TEXT("cases/broken.json"), .verdict = VERDICT_UNREADABLE};
    return a;
}

/* An applicant who would like the reviewer's programs to do things. */
static struct report_application *make_hostile(void) {
    struct report_application *a = ARENA_NEW(arena, struct report_application);
    *a = (struct report_application){.ordinal = 1,
                                     .id = TEXT("=HYPERLINK(\"http://x\")"),
                                     .guide = TEXT("g"),
                                     .direction = TEXT("d"),
                                     .direction_title = TEXT("<script>alert(1)</script>"),
                                     .file = TEXT("\xFF.json"),
                                     .verdict = VERDICT_INELIGIBLE};
    struct report_rule *rule = add_rule(a, "r", "`|*<b>&\"'", "must", OUTCOME_UNMET, EFFECT_INELIGIBLE);
    rule->message = TEXT("\x1B[31mred\nline\xE2\x80\xAEtxt");
    rule->title = TEXT("＝1+1");
    rule->reading = TEXT(" \t@SUM(A1)");
    add_datum(add_reason(rule, "a ``b` c", 0, ""), "x|y", "-2+3", "/a~1b");
    return a;
}

/* --- rendering */

struct output {
    struct buffer bytes;
    size_t writes_left; /* then it fails */
};

static bool collect(void *context, struct text bytes) {
    struct output *output = context;
    if (!output->writes_left) return false;
    output->writes_left--;
    buffer_text(&output->bytes, bytes);
    return true;
}

struct setting {
    enum report_format format;
    enum language language;
    enum report_explain explain;
    bool for_applicant, colour;
    size_t writes;
    bool held; /* what report_end said */
};

static struct text render(struct setting *setting, struct report_application *const *applications, size_t count) {
    struct output output = {.writes_left = setting->writes ? setting->writes : SIZE_MAX};
    buffer_init(&output.bytes, arena);
    struct report_option options[] = {{TEXT("explain"), TEXT("decisive")},
                                      {TEXT("let"), TEXT("甲=1")},
                                      {TEXT("as_of"), TEXT("2022-12-20")},
                                      {TEXT("let"), TEXT("乙=2")}};
    struct report_head head = {.engine = TEXT("0.1.0"),
                               .guide = TEXT("2023-1"),
                               .policy_digest = TEXT("sha256:00ff"),
                               .language = setting->language,
                               .explain = setting->explain,
                               .for_applicant = setting->for_applicant,
                               .options = options,
                               .n_options = sizeof options / sizeof *options};
    struct report_input inputs[] = {{TEXT("cases/a17.json"), TEXT("sha256:aa")}, {TEXT("-"), TEXT("sha256:bb")}};
    struct report_problem problems[] = {{.application = 3,
                                         .file = TEXT("cases/broken.json"),
                                         .at = TEXT("/leader/birth_date"),
                                         .message = TEXT("“2023-02-30”不是日期"),
                                         .line = 7,
                                         .column = 12},
                                        {.application = 1, .message = TEXT("没有给出审查日"), .warning = true},
                                        {.file = TEXT("cases/none.json"), .message = TEXT("没有这个文件")}};
    struct report_tail tail = {.inputs = inputs, .n_inputs = 2};
    if (count > 1) {
        tail.problems = problems;
        tail.n_problems = sizeof problems / sizeof *problems;
    }
    struct report_sink sink = {.write = collect, .context = &output, .colour = setting->colour};
    struct report_renderer *renderer = report_begin(arena, setting->format, &sink, &head, inputs, 2);
    for (size_t i = 0; i < count; i++) {
        tail.summary.applications++;
        tail.summary.by_verdict[applications[i]->verdict]++;
        tail.summary.to_check += applications[i]->to_check;
        report_application(renderer, applications[i]);
    }
    setting->held = report_end(renderer, &tail);
    return buffer_done(&output.bytes);
}

/* The first line that differs, so that a failure can be read. */
static void show_difference(struct text seen, struct text wanted) {
    size_t line = 1, start = 0;
    for (size_t i = 0; i < seen.len && i < wanted.len && seen.ptr[i] == wanted.ptr[i]; i++) {
        if (seen.ptr[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    struct text lines[] = {wanted, seen};
    for (size_t i = 0; i < 2; i++) {
        size_t end = start < lines[i].len ? start : lines[i].len;
        while (end < lines[i].len && lines[i].ptr[end] != '\n') end++;
        struct text shown = text_slice(lines[i], start < lines[i].len ? start : lines[i].len, end);
        tap_note("line %zu %s: %.*s", line, i ? "seen  " : "wanted", TEXT_ARG(shown));
    }
}

static void test_golden(bool renew) {
    struct report_application *all[] = {make_hopeless(), make_clean(), make_unreadable()};
    for (size_t format = 0; format < REPORT_FORMATS; format++) {
        for (int language = 0; language < LANGUAGES; language++) {
            struct setting setting = {
                .format = (enum report_format)format, .language = (enum language)language, .explain = REPORT_ALL};
            struct text seen = render(&setting, all, 3), wanted = TEXT("");
            const char *path = text_cstr(arena, text_format(arena, "tests/golden/report/all.%s.%s",
                                                            language == LANGUAGE_ZH ? "zh" : "en", format_ids[format]));
            if (renew) io_write(arena, path, seen, NULL);
            io_read(arena, path, 1 << 20, &wanted, NULL);
            if (!tap_ok(text_equal(seen, wanted), "%s", path)) show_difference(seen, wanted);
        }
    }
}

/* --- JSON */

/* The keys of the outermost object, or with `inner` of the object it names, parted by blanks; "not JSON" for what is none. */
static struct text keys_of(struct text json, const char *inner) {
    struct buffer keys;
    buffer_init(&keys, arena);
    struct json_reader r;
    json_reader_init(&r, arena, json);
    unsigned depth = 0, wanted_depth = inner ? 0 : 1;
    bool next_is_inner = false, done = false;
    for (;;) {
        switch (json_next(&r)) {
        case JSON_ERROR: return TEXT("not JSON");
        case JSON_END: return buffer_done(&keys);
        case JSON_OBJECT_BEGIN:
            depth++;
            if (next_is_inner && !wanted_depth) wanted_depth = depth;
            break;
        case JSON_OBJECT_END:
            if (inner && depth == wanted_depth) done = true;
            depth--;
            break;
        case JSON_KEY:
            if (depth == wanted_depth && !done) {
                if (keys.len) buffer_byte(&keys, ' ');
                buffer_text(&keys, r.text);
            }
            if (inner && text_equal(r.text, text_of(inner))) next_is_inner = true;
            break;
        case JSON_ARRAY_BEGIN:
        case JSON_ARRAY_END:
        case JSON_STRING:
        case JSON_NUMBER:
        case JSON_TRUE:
        case JSON_FALSE:
        case JSON_NULL: break;
        }
    }
}

static void test_json(void) {
    struct report_application *all[] = {make_hopeless(), make_clean(), make_unreadable()};
    struct setting setting = {.format = REPORT_JSON, .explain = REPORT_ALL};
    struct text json = render(&setting, all, 3);
    tap_is_text(keys_of(json, NULL), "format engine policy inputs options applications limits problems summary",
                "JSON: the record");
    tap_is_text(keys_of(json, "policy"), "guide digest", "JSON: policy");
    tap_is_text(keys_of(json, "options"), "explain let as_of", "JSON: an option given twice has one key");
    tap_is_text(keys_of(json, "applications"), "id guide direction as_of as_of_from verdict to_check rules",
                "JSON: an application");
    tap_is_text(keys_of(json, "rules"), "rule name statement outcome effect cite because fix missing",
                "JSON: a rule, no more than it has");
    tap_is_text(keys_of(json, "cite"), "guide direction section clause", "JSON: a citation");
    tap_is_text(keys_of(json, "problems"), "application file line column at message", "JSON: a problem");
    tap_is_text(keys_of(json, "summary"), "applications eligible review incomplete ineligible unreadable",
                "JSON: the summary");
    struct report_application one = *all[0];
    struct report_application *only[] = {&one};
    one.rules.items += 2;
    one.rules.count = 1;
    json = render(&setting, only, 1);
    tap_is_text(keys_of(json, "because"), "expr value element with source", "JSON: a reason");
    tap_is_text(keys_of(json, "with"), "expr value at", "JSON: a datum");
    tap_is_text(keys_of(json, "source"), "file line column", "JSON: a source");
    tap_is_text(keys_of(json, "fix"), "at op value change", "JSON: a change");
    tap_is_text(keys_of(json, "rules"),
                "rule name title statement outcome effect cite reading message because fix missing",
                "JSON: a rule with title, reading and message");
    one.rules.items++;
    tap_is_text(keys_of(render(&setting, only, 1), "missing"), "at expr reason", "JSON: what is missing");
    setting.explain = REPORT_NONE;
    tap_is_text(keys_of(render(&setting, only, 1), "rules"), "rule outcome effect",
                "JSON: a rule where nothing is explained");

    setting = (struct setting){.format = REPORT_NDJSON, .explain = REPORT_ALL};
    struct text lines = render(&setting, all, 3);
    size_t count = 0, from = 0;
    for (size_t i = 0; i < lines.len; i++) {
        if (lines.ptr[i] != '\n') continue;
        tap_is_text(keys_of(text_slice(lines, from, i), NULL),
                    count < 3 ? "id guide direction as_of as_of_from verdict to_check rules"
                              : "format engine policy inputs options limits problems summary",
                    "NDJSON: line %zu", count + 1);
        from = i + 1;
        count++;
    }
    tap_is_int(count, 4, "NDJSON: a line for each application and one for the rest");
    setting.format = REPORT_JSON;
    tap_is_text(keys_of(render(&setting, NULL, 0), NULL),
                "format engine policy inputs options applications limits problems summary",
                "JSON: without any application");
}

/* --- one by one */

static bool contains(struct text t, const char *part) {
    struct text p = text_of(part);
    for (size_t i = 0; i + p.len <= t.len; i++) {
        if (memcmp(t.ptr + i, p.ptr, p.len) == 0) return true;
    }
    return false;
}

static void test_applicant(void) {
    struct report_application *all[] = {make_hopeless()};
    for (size_t format = 0; format < REPORT_FORMATS; format++) {
        struct setting setting = {.format = (enum report_format)format, .explain = REPORT_ALL, .for_applicant = true};
        struct text seen = render(&setting, all, 1);
        tap_ok(!contains(seen, "1.3-spain.zn"), "%s: an applicant sees no place in the policy", format_ids[format]);
        tap_ok(!contains(seen, "王审查员"), "%s: an applicant sees no reviewer's name", format_ids[format]);
        tap_ok(contains(seen, "疫情影响"), "%s: an applicant sees the finding's note", format_ids[format]);
    }
}

static void test_hostile(void) {
    struct report_application *all[] = {make_hostile()};
    for (size_t format = 0; format < REPORT_FORMATS; format++) {
        struct setting setting = {.format = (enum report_format)format, .explain = REPORT_ALL};
        struct text seen = render(&setting, all, 1);
        tap_ok(!contains(seen, "\x1B") && utf8_valid_prefix(seen) == seen.len, "%s: no control characters, and UTF-8",
               format_ids[format]);
        bool json = format == REPORT_JSON || format == REPORT_NDJSON;
        tap_ok(json || !contains(seen, "\xE2\x80\xAE"), "%s: nothing turns the direction of writing",
               format_ids[format]);
    }
    struct setting setting = {.format = REPORT_HTML, .explain = REPORT_ALL};
    struct text seen = render(&setting, all, 1);
    tap_ok(!contains(seen, "<script") && !contains(seen, "<b>") && contains(seen, "&lt;b&gt;&amp;&quot;&#39;"),
           "HTML: nothing is markup");
    setting.format = REPORT_CSV;
    seen = render(&setting, all, 1);
    tap_ok(contains(seen, ",\"'=HYPERLINK(\"\"http://x\"\")\","), "CSV: = is no formula");
    tap_ok(contains(seen, ",\"'＝1+1\","), "CSV: full-width = is no formula");
    tap_ok(contains(seen, ",\"'  @SUM(A1)\","), "CSV: @ behind blanks is no formula");
    setting.format = REPORT_MARKDOWN;
    seen = render(&setting, all, 1);
    tap_ok(contains(seen, "\\`\\|\\*&lt;b\\>&amp;\"'"), "Markdown: nothing is markup");
    tap_ok(contains(seen, "``` a ``b` c```") || contains(seen, "```a ``b` c```"), "Markdown: code with fences inside");
}

static void test_text(void) {
    struct report_application *all[] = {make_hopeless(), make_clean(), make_unreadable()};
    struct setting setting = {.format = REPORT_TEXT, .explain = REPORT_NONE};
    tap_is_text(text_slice(render(&setting, all, 1), 0, 400),
                "2023-1 指南审查结果\n\nA-17  1.3  不通过，1 项待人工审查  "
                "met_rule，judge#1，matching_funds，leader_age，partner_form，"
                "duration，ratio，page_limit，young_leader，women，cycle，no_subprojects，omit#1，supports，macao\n",
                "text: a line where nothing is explained, and no summary of one");
    setting.explain = REPORT_ALL;
    tap_ok(!contains(render(&setting, all, 3), "\x1B["), "text: no colour unless it is asked for");
    setting.colour = true;
    tap_ok(contains(render(&setting, all, 3), "\x1B[1;31m不通过，1 项待人工审查\x1B[0m"), "text: colour");
    setting.colour = false;
    struct text none = render(&setting, NULL, 0);
    tap_ok(contains(none, "汇总"), "text: a summary of nothing");
}

static void test_sink(void) {
    struct report_application *all[] = {make_hopeless(), make_clean(), make_unreadable()};
    for (size_t format = 0; format < REPORT_FORMATS; format++) {
        struct setting setting = {.format = (enum report_format)format, .writes = 1};
        render(&setting, all, 3);
        tap_ok(!setting.held, "%s: says when it could not be written", format_ids[format]);
        setting.writes = 0;
        render(&setting, all, 3);
        tap_ok(setting.held, "%s: says when it was written", format_ids[format]);
    }
}

static void test_names(void) {
    for (size_t i = 0; i < REPORT_FORMATS; i++) {
        enum report_format format = REPORT_FORMATS;
        tap_ok(report_format_named(text_of(format_ids[i]), &format) && format == i, "the format %s", format_ids[i]);
    }
    enum report_format format;
    tap_ok(!report_format_named(TEXT("xlsx"), &format), "a format that does not exist");
}

static struct text cites(struct report_cite *cite, enum language language) {
    struct buffer b;
    buffer_init(&b, arena);
    struct report_rule rule = {.cites = cite, .n_cites = 1};
    say_cites(&b, &rule, language);
    return buffer_done(&b);
}

static void test_cites(void) {
    tap_is_text(cites(&cites_of_direction[0], LANGUAGE_ZH), "2023-1 指南方向 1.3 其他要求（2）", "a citation");
    tap_is_text(cites(&cites_of_direction[0], LANGUAGE_EN), "guide 2023-1, direction 1.3, Other requirements (2)",
                "… in English");
    tap_is_text(cites(&cites_of_direction[1], LANGUAGE_ZH), "2023-1 指南方向 1.3 其他要求 2（1）",
                "a clause in a clause");
    tap_is_text(cites(&cites_of_direction[1], LANGUAGE_EN), "guide 2023-1, direction 1.3, Other requirements 2(1)",
                "… in English");
    tap_is_text(cites(cites_of_guide, LANGUAGE_ZH), "2023-1 指南 总则", "a section without numbers");
    tap_is_text(cites(cites_of_guide, LANGUAGE_EN), "guide 2023-1, Preamble", "… in English");
}

static void wraps(const char *text, size_t columns, const char *wanted, const char *name) {
    struct buffer b;
    buffer_init(&b, arena);
    wrap_text(&b, text_of(text), 0, 2, columns);
    tap_is_text(buffer_done(&b), wanted, "%s", name);
}

static void test_wrap(void) {
    wraps("", 10, "", "wrap: nothing");
    wraps("one two three", 7, "one two\n  three", "wrap: at blanks");
    wraps("abcdefghijkl mn", 5, "abcdefghijkl\n  mn", "wrap: a long word stays whole");
    wraps("中方企业的配套", 8, "中方企业\n  的配套", "wrap: between Chinese characters");
    wraps("中方企业，配套", 8, "中方企\n  业，配\n  套", "wrap: no comma begins a line");
    wraps("中方企（业配套", 8, "中方企\n  （业配\n  套", "wrap: no opening bracket ends a line");
    wraps("配套 50 万元", 8, "配套 50\n  万元", "wrap: mixed");
}

int main(int argc, char **argv) {
    arena = arena_new(NULL);
    test_golden(argc > 1 && strcmp(argv[1], "--renew") == 0);
    test_json();
    test_applicant();
    test_hostile();
    test_text();
    test_sink();
    test_names();
    test_cites();
    test_wrap();
    arena_free(arena);
    return tap_done();
}
