#include "interp/batch/findings.h"

#include "tests/unit/tap.h"

static struct arena *arena;

static struct findings_problems problems;

static struct findings *parse(const char *input) {
    problems = (struct findings_problems){0};
    return findings_parse(arena, text_of(input), &problems);
}

static void is_problem(const char *input, enum findings_code code, uint32_t line, uint32_t column, const char *en) {
    parse(input);
    if (!tap_ok(problems.list.count > 0, "there is a problem: %s", en)) return;
    const struct findings_problem *p = &problems.list.items[0];
    tap_is_int(p->code, code, "its code: %s", en);
    tap_is_int(p->line, line, "its line: %s", en);
    tap_is_int(p->column, column, "its column: %s", en);
    tap_is_text(findings_message(arena, p, LANGUAGE_EN), en, "its words");
    tap_ok(findings_message(arena, p, LANGUAGE_ZH).len > 0, "in Chinese: %s",
           findings_message(arena, p, LANGUAGE_ZH).ptr);
}

static void is_finding(const struct findings *f, const char *application, const char *en, const char *zh,
                       const char *by) {
    const struct finding *finding = findings_get(f, text_of(application), text_of(en), text_of(zh));
    if (!tap_ok(finding != NULL, "there is a finding on %s of %s", en, application)) return;
    tap_is_text(finding->by, by, "by whom");
}

static void test_reading(void) {
    struct findings *f = parse("\xEF\xBB\xBF"
                               "application,rule,answer,by,on,note\r\n"
                               "A-1,judge#1,yes,王敏,2023-03-01,\"看过, 可以\"\r\n"
                               "A-1,双方分别申报#2,否,李雷,,\r\n,,,,,\r\n\r\n"
                               "A-2,judge#1,no,,,\r\n");
    tap_is_int(problems.list.count, 0, "nothing is wrong");
    tap_is_int(findings_count(f), 3, "three findings");
    is_finding(f, "A-1", "judge#1", "人工审查#1", "王敏");
    is_finding(f, "A-1", "bilateral#2", "双方分别申报#2", "李雷");
    tap_ok(findings_at(f, 0)->yes && !findings_at(f, 1)->yes, "answers in both languages");
    tap_is_text(findings_at(f, 0)->note, "看过, 可以", "a note");
    tap_is_int(findings_at(f, 2)->line, 6, "a line");
    tap_ok(!findings_get(f, TEXT("A-3"), TEXT("judge#1"), TEXT("")), "no such application");
    tap_ok(!findings_get(f, TEXT("A-2"), TEXT("judge#2"), TEXT("")), "no such rule");

    f = parse("说明,结论,规则,申报编号\n,是, judge ,A-1\n");
    tap_is_int(problems.list.count, 0, "Chinese names in any order");
    is_finding(f, "A-1", "judge", "", "");

    f = parse(" [{\"application\":\"A\",\"rule\":\"r\",\"answer\":\"yes\",\"by\":null},\n"
              "{\"申报编号\":\"B\",\"规则\":\"r\",\"结论\":false,\"审查人\":\"王\"}]\n");
    tap_is_int(problems.list.count, 0, "JSON");
    is_finding(f, "A", "r", "", "");
    is_finding(f, "B", "r", "", "王");
    tap_is_int(findings_at(f, 1)->line, 2, "a line of JSON");
    tap_ok(!findings_at(f, 1)->yes, "false is no");

    f = parse("application,rule,answer\nA,r,yes\nA,r,yes\n");
    tap_ok(problems.list.count == 0 && findings_count(f) == 1, "the same twice is one");
    f = parse("[]");
    tap_ok(problems.list.count == 0 && findings_count(f) == 0, "an empty list has no findings");
    f = parse("application,rule,answer");
    tap_ok(problems.list.count == 0 && findings_count(f) == 0, "nor has a header alone");
}

static void test_problems(void) {
    is_problem("", FINDINGS_EMPTY, 1, 1, "the file is empty; its first line should name the columns");
    is_problem("application,rule\nA,r", FINDINGS_NO_COLUMN, 1, 1, "the first line has no column “answer”");
    is_problem("申报编号,规则\nA,r", FINDINGS_NO_COLUMN, 1, 1, "the first line has no column “结论”");
    is_problem("application,rule,answer,who\nA,r,yes,x", FINDINGS_UNKNOWN_COLUMN, 1, 25,
               "there is no column “who”; it is not used");
    tap_is_int(problems.errors, 0, "which is a warning");
    is_problem("application,rule,answer,规则\n", FINDINGS_REPEATED_COLUMN, 1, 25,
               "the column “规则” stands here twice");
    is_problem("application,rule,answer\nA,r,yes,x", FINDINGS_TOO_MANY_FIELDS, 2, 9,
               "this line has more fields than the 3 columns of the first line");
    is_problem("application,rule,answer\nA,\"r,yes", FINDINGS_QUOTE_UNCLOSED, 2, 3,
               "the double quote that opens here is never closed");
    is_problem(
        "application,rule,answer\n\"甲\"乙,r,yes\nB,r,maybe", FINDINGS_QUOTE_INSIDE, 2, 4,
        "a comma or the end of the line was expected behind the closing quote; a quote within a field is doubled");
    tap_is_int(problems.list.count, 2, "and the next line is read");
    is_problem("application,rule,answer\nA,,yes", FINDINGS_MISSING, 2, 1, "“rule” is missing");
    is_problem("application,rule,answer\nA,r", FINDINGS_MISSING, 2, 1, "“answer” is missing");
    is_problem("application,rule,answer\nA,r,maybe", FINDINGS_BAD_ANSWER, 2, 5,
               "“answer” must be yes or no, found “maybe”");
    is_problem("application,rule,answer\nA,r,yes\nB,r,yes\nA,r,no", FINDINGS_CONTRADICTION, 4, 1,
               "line 2 answers rule “r” of application “A” the other way");
    is_problem("application,rule,answer\nA,\xFF,yes", FINDINGS_NOT_UTF8, 2, 3,
               "these bytes are not UTF-8; save the file as CSV in the encoding UTF-8");
    is_problem("[{\"application\":\"A\",}]", FINDINGS_JSON_BROKEN, 1, 20, "the JSON cannot be read further than here");
    is_problem("[] x", FINDINGS_JSON_BROKEN, 1, 4, "the JSON cannot be read further than here");
    is_problem("{}", FINDINGS_NOT_LIST, 1, 1, "the file should be a list in [ ]");
    is_problem("[1,[2,[3]],{\"application\":1}]", FINDINGS_NOT_OBJECT, 1, 2,
               "each item of the list should be a finding in { }");
    tap_is_int(problems.list.count, 3, "and the others are read");
    is_problem("[{\"application\":[{\"a\":1}],\"rule\":\"r\",\"answer\":\"no\"}]", FINDINGS_EXPECTED_TEXT, 1, 17,
               "“application” must be a text in double quotes");
    is_problem("[{\"rule\":\"r\",\"规则\":\"r\"}]", FINDINGS_REPEATED_COLUMN, 1, 14,
               "the column “规则” stands here twice");
}

static void test_reconcile(void) {
    struct findings *f = parse("application,rule,answer\nA,甲,yes\nA,a,no\nB,甲,yes\nB,a,yes\n");
    tap_is_int(problems.list.count, 0, "two ids are two rules until they are known to be one");
    findings_reconcile(f, arena, TEXT("a"), TEXT("甲"), &problems);
    tap_is_int(problems.errors, 1, "then the contradiction is found");
    tap_is_text(findings_message(arena, &problems.list.items[0], LANGUAGE_EN),
                "line 2 answers rule “a” of application “A” the other way", "and told");
    tap_is_int(problems.list.items[0].line, 3, "with its line");
}

static void test_file(void) {
    struct findings *f = NULL;
    struct text reason;
    problems = (struct findings_problems){0};
    tap_is_int(findings_read(arena, "/no/such/file", &f, &problems, &reason), IO_MISSING, "a file that is not there");
    char big[] = "application,rule,answer\nA,r,maybe\n";
    struct buffer b;
    buffer_init(&b, arena);
    for (unsigned i = 0; i < 300; i++) buffer_str(&b, i ? "A,r,maybe\n" : big);
    parse(buffer_done(&b).ptr);
    tap_ok(problems.list.count == 200 && problems.errors == 300, "so many problems are kept, all are counted");
}

static void test_damage(void) {
    const char *csv = "application,rule,answer,by\n\"A\"\"1\",r,yes,王\nB,r,no,\"x\ny\"\n";
    const char *json = "[{\"application\":\"A\",\"rule\":\"r\",\"answer\":true,\"note\":\"\\u4e00\"},{}]";
    uint32_t seed = 1;
    for (unsigned i = 0; i < 20000; i++) {
        struct text copy = text_copy(arena, text_of(i % 2 ? csv : json));
        char *p = (char *)(uintptr_t)copy.ptr;
        for (unsigned k = 0; k < 1 + i % 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            p[(seed >> 8) % copy.len] = (char)(seed >> 24);
        }
        if (i % 5 == 0) copy.len = (seed >> 8) % copy.len;
        problems = (struct findings_problems){0};
        findings_parse(arena, copy, &problems);
        if (i % 1000 == 0) arena_reset(arena);
    }
    tap_ok(true, "damaged files do no harm");
}

int main(void) {
    arena = arena_new(NULL);
    test_reading();
    test_problems();
    test_reconcile();
    test_file();
    test_damage();
    arena_free(arena);
    return tap_done();
}
