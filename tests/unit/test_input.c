#include "interp/input/input.h"

#include <string.h>

#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/value/date.h"
#include "lang/value/money.h"
#include "tests/unit/model.h"
#include "tests/unit/tap.h"

static struct arena *arena, *application; /* program, application */
static const struct image *image;
static struct input_plan *plan;
static struct problems problems;
static size_t end;
static bool syntax;
static bool met[PROBLEM_COUNT]; /* which complaints a case has shown */

/* ---- the model ---- */

enum { APPLICATION, PERSON, WIDE };
enum { STAGE, MANY };

#define WIDE_FIELDS 300
#define MANY_ITEMS 14

static struct type one(enum type_kind kind) { return type_one(kind); }
static struct type record(uint16_t index) { return (struct type){TYPE_RECORD, SHAPE_ONE, index}; }
static struct type choice(uint16_t index) { return (struct type){TYPE_CHOICE, SHAPE_ONE, index}; }

static void stated(struct model *m, const char *zh, const char *en, struct type type) {
    model_field(m, zh, en, type, 0, IMAGE_NONE);
}

static void make_image(void) {
    struct model *m = ARENA_NEW(arena, struct model);
    m->arena = arena;
    model_choice(m, "阶段", "stage");
    model_item(m, "答辩", "defence");
    model_item(m, "正式申报", "full");
    model_choice(m, "多", "many");
    for (unsigned i = 0; i < MANY_ITEMS; i++)
        model_item(m, "", text_format(arena, "choice_number_%c%c", 'a' + (int)i, 'a' + (int)i).ptr);
    model_record(m, "申报", "application");
    stated(m, "编号", "id", one(TYPE_TEXT));
    stated(m, "评审得分", "score", one(TYPE_NUMBER));
    stated(m, "比例", "rate", one(TYPE_PERCENT));
    stated(m, "经费", "funds", one(TYPE_MONEY));
    stated(m, "开始日期", "start_on", one(TYPE_DATE));
    stated(m, "提交时间", "submitted_at", one(TYPE_MOMENT));
    model_field(m, "实施周期", "duration_months", one(TYPE_MONTHS), FIELD_FALLBACK, 0);
    stated(m, "等待", "wait", one(TYPE_DAYS));
    stated(m, "阶段", "stage", choice(STAGE));
    stated(m, "选", "pick", choice(MANY));
    stated(m, "填写完整", "form_complete", one(TYPE_TRUTH));
    stated(m, "主题", "theme", one(TYPE_LABEL));
    stated(m, "领域", "fields", type_set_of(one(TYPE_LABEL)));
    stated(m, "主题标签", "topics", type_set_of(one(TYPE_TEXT)));
    stated(m, "数组", "numbers", type_list_of(one(TYPE_NUMBER)));
    stated(m, "数集", "number_set", type_set_of(one(TYPE_NUMBER)));
    stated(m, "性质", "kinds", type_set_of(choice(STAGE)));
    stated(m, "负责人", "leader", record(PERSON));
    stated(m, "成员", "members", type_list_of(record(PERSON)));
    model_field(m, "全体人员", "people", type_list_of(record(PERSON)), 0, 0);
    stated(m, "é", "accent", one(TYPE_TEXT));
    stated(m, "", "only_english", one(TYPE_TEXT));
    stated(m, "只有中文", "", record(PERSON));
    stated(m, "宽", "wide", record(WIDE));
    stated(m, "界", "bounds", one(TYPE_TALLY)); /* no image has such a field; it is not readable */
    model_record(m, "人员", "person");
    stated(m, "姓名", "name", one(TYPE_TEXT));
    stated(m, "出生日期", "birth_date", one(TYPE_DATE));
    stated(m, "上级", "boss", record(PERSON));
    stated(m, "下属", "reports", type_list_of(record(PERSON)));
    stated(m, "方面", "aspect", one(TYPE_LABEL));
    model_record(m, "宽", "wide");
    for (unsigned i = 0; i < WIDE_FIELDS; i++) stated(m, "", text_format(arena, "w%u", i).ptr, one(TYPE_NUMBER));
    model_direction(m, "1.1");
    model_label(m, "能源", "energy");
    model_label(m, "健康", "health");
    model_direction(m, "1.2");
    model_label(m, "能量", "energy");
    image = model_image(m, APPLICATION);
    plan = input_plan_new(arena, image);
}

static struct record *read_with(struct text t, size_t from, bool strict) {
    struct input_options options = {.strict = strict};
    problems = (struct problems){0};
    struct record *r = input_read(plan, application, t, from, &options, &problems, &end, &syntax);
    for (size_t i = 0; i < problems.list.count; i++) met[problems.list.items[i].code] = true;
    return r;
}
static struct record *read_one(const char *json) { return read_with(text_of(json), 0, false); }

static struct record *good(const char *json) {
    struct record *r = read_one(json);
    tap_ok(r && !problems.list.count && !syntax, "read: %s", json);
    if (!r) {
        for (size_t i = 0; i < problems.list.count; i++) {
            tap_note("%s", problem_message(arena, &problems.list.items[i], LANGUAGE_EN).ptr);
        }
    }
    return r;
}

static struct value slot(const struct record *r, const char *name) {
    int i = input_slot(plan, name);
    if (!r || i < 0) return value_error(REASON_EMPTY);
    return r->slots[i];
}

/* ---- values ---- */

static void is_known(const char *json, const char *name, int64_t i, uint32_t aux) {
    struct value v = slot(good(json), name);
    tap_ok(v.state == STATE_KNOWN && v.i == i && v.aux == aux, "%s: %lld, %u", json, (long long)v.i, (unsigned)v.aux);
    tap_is_int(v.flags, VALUE_GIVEN, "stated under its English name");
}

static void test_values(void) {
    int32_t day;
    date_from_civil(2023, 5, 31, &day);
    is_known("{\"score\":85}", "score", 85, 0);
    is_known("{\"score\":-0.50}", "score", -5, 1);
    is_known("{\"score\":1e3}", "score", 1000, 0);
    is_known("{\"score\":9223372036854775807}", "score", INT64_MAX, 0);
    is_known("{\"rate\":0.1}", "rate", 1, 1);
    is_known("{\"rate\":\"12.5%\"}", "rate", 125, 3);
    is_known("{\"funds\":298.5}", "funds", 298500000, CURRENCY_CNY);
    is_known("{\"funds\":0.000001}", "funds", 1, CURRENCY_CNY);
    is_known("{\"funds\":\"2500000 元\"}", "funds", 250000000, CURRENCY_CNY);
    is_known("{\"funds\":\"80 万欧元\"}", "funds", 80000000, CURRENCY_EUR);
    is_known("{\"start_on\":\"2023-05-31\"}", "start_on", day, 0);
    is_known("{\"submitted_at\":\"2023-05-31T16:00:00+08:00\"}", "submitted_at", moment_at(day, 16, 0, 0), 0);
    is_known("{\"duration_months\":36}", "duration_months", 36, 0);
    is_known("{\"duration_months\":3.60e1}", "duration_months", 36, 0);
    is_known("{\"wait\":7}", "wait", 7, 0);
    is_known("{\"stage\":\"full\"}", "stage", 1, 0);
    is_known("{\"stage\":\"答辩\"}", "stage", 0, 0);
    is_known("{\"form_complete\":true}", "form_complete", 1, 0);
    is_known("{\"form_complete\":false}", "form_complete", 0, 0);

    const char *json = "{\"编号\":\"A-1\",\"topics\":[\"a\\n\",\"b\"]}";
    struct record *r = good(json);
    tap_is_text(value_as_text(slot(r, "id")), "A-1", "a text");
    tap_ok(slot(r, "id").ptr == strstr(json, "A-1"), "is a slice of the input");
    tap_is_int(slot(r, "id").flags, VALUE_GIVEN | VALUE_ZH_KEY, "stated under its Chinese name");
    tap_is_text(value_as_text(slot(r, "topics").list[0]), "a\n", "an escape");
    tap_is_int(end, strlen(json), "the end");
    tap_ok(!r->parent && r->index == -1 && r->type == APPLICATION, "the application has no parent");

    r = good("{\"id\":null,\"score\":null,\"leader\":null,\"topics\":null}");
    static const struct value zero;
    tap_ok(r && !memcmp(&r->slots[0], &zero, sizeof zero) && slot(r, "leader").state == STATE_UNKNOWN,
           "null is unknown");
    r = good(" \n{} ");
    tap_ok(r && !memcmp(&r->slots[0], &zero, sizeof zero), "so is what is absent");
    r = good("{\"e\xCC\x81\":\"x\",\"only_english\":\"y\"}");
    tap_is_text(value_as_text(slot(r, "accent")), "x", "a key is found by its normal form");
    r = good("{\"\\u7f16\\u53f7\":\"A\"}");
    tap_is_text(value_as_text(slot(r, "id")), "A", "and behind escapes");
    tap_is_text(value_as_text(slot(good("{\"id\":\"\"}"), "id")), "", "an empty text is known");
    r = good("\xEF\xBB\xBF{\"id\":\"A\"}");
    tap_ok(r != NULL, "a byte order mark is skipped");
    r = read_with(TEXT("xx{\"id\":\"A\"}yy"), 2, false);
    tap_ok(r && end == 12, "from the middle of a text");
    r = read_with(TEXT("{\"wide\":{\"w0\":1,\"w299\":2}}"), 0, false);
    tap_ok(r && slot(r, "wide").record->slots[299].i == 2, "a record of many fields");
}

static void test_lists(void) {
    struct record *r = good("{\"topics\":[]}");
    tap_ok(slot(r, "topics").state == STATE_KNOWN && slot(r, "topics").aux == 0, "an empty list is known to be empty");
    r = good("{\"numbers\":[1,null,1,2]}");
    struct value v = slot(r, "numbers");
    tap_ok(v.aux == 4 && v.list[0].i == 1 && v.list[1].state == STATE_UNKNOWN && v.list[3].i == 2,
           "null is an unknown element");
    r = good("{\"topics\":[\"a\",\"b\",null,\"a\",null,\"b\",\"c\"]}");
    v = slot(r, "topics");
    tap_is_int(v.aux, 5, "a set has each known element once");
    tap_ok(v.list[2].state == STATE_UNKNOWN && *v.list[4].ptr == 'c', "in the order of the first");
    r = good("{\"kinds\":[\"full\",\"正式申报\",\"defence\"],\"number_set\":[1,1.0,2]}");
    tap_ok(slot(r, "kinds").aux == 2 && slot(r, "number_set").aux == 2, "equal by value, not by spelling");
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "{\"topics\":[null");
    for (unsigned i = 0; i < 100; i++) buffer_printf(&b, ",\"t%u\"", i % 40);
    buffer_str(&b, "],\"number_set\":[0");
    for (unsigned i = 0; i < 100; i++) buffer_printf(&b, ",%u", i % 33);
    buffer_str(&b, "],\"numbers\":[0");
    for (unsigned i = 1; i < 100; i++) buffer_printf(&b, ",%u", i);
    buffer_str(&b, "]}");
    r = good(buffer_done(&b).ptr);
    tap_is_int(slot(r, "topics").aux, 41, "a large set of texts");
    tap_is_int(slot(r, "number_set").aux, 33, "a large set of numbers");
    v = slot(r, "numbers");
    bool right = v.aux == 100;
    for (unsigned i = 0; right && i < 100; i++) right = v.list[i].i == i;
    tap_ok(right, "a long list");
}

static void is_pointer(const struct record *r, const char *wanted) {
    struct buffer b;
    buffer_init(&b, arena);
    record_pointer(&b, image, r);
    tap_is_text(buffer_done(&b), wanted, "the pointer %s", wanted);
}

static void test_records(void) {
    struct record *r = good("{\"leader\":{\"name\":\"王\",\"上级\":{\"reports\":[null,{\"name\":\"李\"}]}},\"成员\":[{"
                            "\"boss\":{}},{}],\"只有中文\":{}}");
    if (!r) return;
    struct record *leader = slot(r, "leader").record;
    tap_ok(leader->parent == r && leader->index == -1 && leader->field == input_slot(plan, "leader"),
           "a record knows its place");
    tap_is_int(leader->type, PERSON, "and its type");
    struct record *report = leader->slots[2].record->slots[3].list[1].record;
    tap_is_int(report->index, 1, "its place in a list counts unknown elements");
    is_pointer(r, "");
    is_pointer(leader, "/leader");
    is_pointer(report, "/leader/上级/reports/1");
    is_pointer(slot(r, "members").list[1].record, "/成员/1");
    is_pointer(slot(r, "members").list[0].record->slots[2].record, "/成员/0/boss");
    is_pointer(r->slots[22].record, "/只有中文");
}

static void test_labels(void) {
    struct record *r =
        good("{\"theme\":\"energy\",\"fields\":[\"energy\",\"能源\",\"other\",null],\"leader\":{\"aspect\":\"health\"},"
             "\"members\":[{},{\"aspect\":\"健康\"},null]}");
    if (!r) return;
    input_settle_labels(plan, application, r, 0);
    tap_is_text(value_as_text(slot(r, "theme")), "能源", "a label by its Chinese name");
    tap_is_int(slot(r, "theme").flags, VALUE_GIVEN, "still stated");
    struct value fields = slot(r, "fields");
    tap_is_int(fields.aux, 3, "two names of one label are one element");
    tap_is_text(value_as_text(fields.list[1]), "other", "what the direction does not name stays");
    tap_is_text(value_as_text(slot(r, "leader").record->slots[4]), "健康", "within a record");
    tap_is_text(value_as_text(slot(r, "members").list[1].record->slots[4]), "健康", "within a list");
    r = good("{\"theme\":\"energy\"}");
    if (r) input_settle_labels(plan, application, r, 1);
    tap_is_text(value_as_text(slot(r, "theme")), "能量", "each direction has its own");
}

/* ---- complaints ---- */

static void is_problem(const char *json, enum problem_code code, size_t offset, const char *at, const char *en) {
    read_one(json);
    if (!tap_ok(problems.list.count > 0, "a complaint about %s", json)) return;
    const struct problem *p = &problems.list.items[0];
    tap_is_text(problem_message(arena, p, LANGUAGE_EN), en, "its words");
    tap_ok(p->code == code && problem_message(arena, p, LANGUAGE_ZH).len > 0, "in Chinese: %s",
           problem_message(arena, p, LANGUAGE_ZH).ptr);
    tap_is_int(p->offset, offset, "its offset");
    tap_is_text(p->at, at, "its pointer");
}

#define IS_ERROR(json, code, offset, at, en)                                                  \
    do {                                                                                      \
        is_problem((json), PROBLEM_##code, (offset), (at), (en));                             \
        tap_ok(problems.errors == 1 && problems.list.count == 1, "one error about %s", json); \
    } while (0)

static void test_syntax(void) {
    IS_ERROR("", NO_APPLICATION, 0, "", "there is no application here");
    IS_ERROR("  ", NO_APPLICATION, 2, "", "there is no application here");
    IS_ERROR("{\"id\":A-1}", SYNTAX_VALUE, 6, "/id",
             "a value was expected here (a text stands in double quotes), found “A-1”");
    IS_ERROR("{\"id\":\"A\" \"score\":1}", SYNTAX_COMMA, 10, "", "a comma or “}” was expected here, found “\"score\"”");
    IS_ERROR("{\"numbers\":[1 2]}", SYNTAX_COMMA, 14, "/numbers/0", "a comma or “]” was expected here, found “2”");
    IS_ERROR("{\"id\":\"A\",}", SYNTAX_TRAILING_COMMA, 9, "", "there is a comma behind the last item");
    IS_ERROR("{id:\"A\"}", SYNTAX_KEY, 1, "", "the name of a field in double quotes was expected here, found “id”");
    IS_ERROR("{\"id\" \"A\"}", SYNTAX_COLON, 6, "", "a colon was expected behind the name of the field, found “\"A\"”");
    IS_ERROR("{\"id\":\"A", SYNTAX_QUOTE, 6, "/id", "the text that begins here has no closing quote");
    IS_ERROR("{\"id\":\"A\n\"}", SYNTAX_CONTROL, 8, "/id",
             "a text cannot hold a line end or control character as such; a line end is written \\n");
    IS_ERROR("{\"id\":\"C:\\dir\"}", SYNTAX_ESCAPE, 9, "/id",
             "“\\d” is no escape of JSON; a backslash itself is written \\\\");
    IS_ERROR("{\"id\":\"\\ud8\"}", SYNTAX_ESCAPE, 7, "/id",
             "“\\ud8” is no escape of JSON; a backslash itself is written \\\\");
    IS_ERROR("{\"id\":\"\xFF\"}", SYNTAX_UTF8, 7, "/id",
             "these bytes are not UTF-8; save the file in the encoding UTF-8");
    IS_ERROR("{\"score\":08.5}", SYNTAX_NUMBER, 10, "/score",
             "“08.5” is no number of JSON; numbers are written 12, -0.5 or 1.2e3");
    IS_ERROR("{\"id\"：\"A\"}", SYNTAX_FULL_WIDTH, 5, "", "“：” must be the ASCII character “:” here");
    IS_ERROR("{\"id\":“A”}", SYNTAX_FULL_WIDTH, 6, "/id", "““” must be the ASCII character “\"” here");
    IS_ERROR("{\"numbers\":[1，2]}", SYNTAX_FULL_WIDTH, 13, "/numbers/0", "“，” must be the ASCII character “,” here");
    IS_ERROR("{'id':1}", SYNTAX_FULL_WIDTH, 1, "", "“'” must be the ASCII character “\"” here");
    IS_ERROR("{\"members\":[{\"name\":\"x\"", SYNTAX_UNCLOSED, 23, "/members/0",
             "the application breaks off here; “}]}” is missing");
    is_problem("{\"other\":{\"a\":tru}}", PROBLEM_UNKNOWN_KEY, 1, "/other",
               "there is no field “other”; it is not used");
    tap_is_int(problems.list.items[1].code, PROBLEM_SYNTAX_VALUE, "what is skipped is checked");
    tap_ok(syntax && end == 14, "and where it broke is told");
    read_one("{\"id\":1}");
    tap_ok(!syntax && end == 8, "a wrong value is no broken JSON");
    /* What only a stream can meet. */
    met[PROBLEM_SYNTAX_EXTRA] = true;
}

static void test_keys(void) {
    IS_ERROR("[{\"id\":1}]", NOT_OBJECT, 0, "", "an application is a set of fields in { }, found “[ … ]”");
    tap_ok(!syntax && end == 10, "and what follows can be read");
    IS_ERROR(" 12", NOT_OBJECT, 1, "", "an application is a set of fields in { }, found “12”");
    IS_ERROR("null", NOT_OBJECT, 0, "", "an application is a set of fields in { }, found “null”");
    IS_ERROR("{\"id\":\"A\",\"id\":null}", DUPLICATE_KEY, 10, "/id", "the field “id” stands here twice");
    IS_ERROR("{\"id\":null,\"id\":\"A\"}", DUPLICATE_KEY, 11, "/id", "the field “id” stands here twice");
    IS_ERROR("{\"id\":\"A\",\"编号\":\"A\"}", BOTH_NAMES, 10, "/编号",
             "“编号” and “id” are the same field; write only one of them");
    IS_ERROR("{\"编号\":null,\"id\":\"A\"}", BOTH_NAMES, 15, "/id",
             "“id” and “编号” are the same field; write only one of them");
    IS_ERROR("{\"wide\":{\"w299\":1,\"w299\":1}}", DUPLICATE_KEY, 18, "/wide/w299",
             "the field “w299” stands here twice");

    is_problem("{\"xyzzy\":{\"a\":[1]},\"id\":\"A\"}", PROBLEM_UNKNOWN_KEY, 1, "/xyzzy",
               "there is no field “xyzzy”; it is not used");
    tap_is_int(problems.errors, 0, "an unknown key is a warning");
    is_problem("{\"topisc\":1}", PROBLEM_UNKNOWN_KEY_NEAR, 1, "/topisc",
               "there is no field “topisc”; it is not used. Did you mean “topics”?");
    is_problem("{\"开始日\":1}", PROBLEM_UNKNOWN_KEY_NEAR, 1, "/开始日",
               "there is no field “开始日”; it is not used. Did you mean “开始日期”?");
    is_problem("{\"leader\":{\"a/b~c\":1}}", PROBLEM_UNKNOWN_KEY, 11, "/leader/a~1b~0c",
               "there is no field “a/b~c”; it is not used");
    is_problem("{\"peopel\":1}", PROBLEM_UNKNOWN_KEY, 1, "/peopel", "there is no field “peopel”; it is not used");
    is_problem("{\"people\":[1]}", PROBLEM_COMPUTED_KEY, 1, "/people",
               "“people” is worked out by the policy; what the application says is not used");
    tap_is_int(problems.errors, 0, "a computed key is a warning");
    is_problem("{\"bounds\":3}", PROBLEM_COMPUTED_KEY, 1, "/bounds",
               "“bounds” is worked out by the policy; what the application says is not used");
    tap_ok(!read_with(TEXT("{\"xyzzy\":1}"), 0, true) && problems.errors == 1, "strict: an unknown key is an error");
    tap_ok(read_with(TEXT("{\"people\":1}"), 0, true) && problems.errors == 0,
           "strict: a computed key stays a warning");
}

static void test_kinds(void) {
    IS_ERROR("{\"leader\":\"王\"}", EXPECTED_RECORD, 10, "/leader",
             "“leader” must be a set of fields in { }, found “\"王\"”");
    IS_ERROR("{\"members\":[{},[1,{}],{}]}", EXPECTED_RECORD, 15, "/members/1",
             "“members” must be a set of fields in { }, found “[ … ]”");
    IS_ERROR("{\"topics\":\"a\"}", EXPECTED_LIST, 10, "/topics", "“topics” must be a list in [ ], found “\"a\"”");
    IS_ERROR("{\"topics\":{\"a\":[1]},\"id\":\"A\"}", EXPECTED_LIST, 10, "/topics",
             "“topics” must be a list in [ ], found “{ … }”");
    IS_ERROR("{\"id\":2.0}", EXPECTED_TEXT, 6, "/id", "“id” must be a text in double quotes, found “2.0”");
    IS_ERROR("{\"编号\":true}", EXPECTED_TEXT, 10, "/编号", "“编号” must be a text in double quotes, found “true”");
    IS_ERROR("{\"theme\":1}", EXPECTED_TEXT, 9, "/theme", "“theme” must be a text in double quotes, found “1”");
    IS_ERROR("{\"id\":{\"a\":{\"b\":[]}}}", EXPECTED_TEXT, 6, "/id",
             "“id” must be a text in double quotes, found “{ … }”");
    IS_ERROR("{\"form_complete\":\"是\"}", EXPECTED_TRUTH, 17, "/form_complete",
             "“form_complete” must be true or false, found “\"是\"”");
    IS_ERROR("{\"form_complete\":1}", EXPECTED_TRUTH, 17, "/form_complete",
             "“form_complete” must be true or false, found “1”");
    IS_ERROR("{\"score\":\"85\"}", EXPECTED_NUMBER, 9, "/score",
             "“score” must be a number without quotes, found “\"85\"”");
    IS_ERROR("{\"numbers\":[1,\"2\"]}", EXPECTED_NUMBER, 14, "/numbers/1",
             "“numbers” must be a number without quotes, found “\"2\"”");
    IS_ERROR("{\"rate\":\"0.1\"}", EXPECTED_PERCENT, 8, "/rate",
             "“rate” must be a percentage, written 0.1 or \"10%\", found “0.1”");
    IS_ERROR("{\"funds\":\"多\"}", EXPECTED_MONEY, 9, "/funds",
             "“funds” must be an amount: a number of wan yuan (10 000 yuan), or a text with its unit such as \"800000 "
             "euros\", found “多”");
    IS_ERROR("{\"start_on\":\"2023/5/31\"}", EXPECTED_DATE, 12, "/start_on",
             "“start_on” must be a date, written \"2023-05-31\", found “2023/5/31”");
    IS_ERROR("{\"start_on\":20230531}", EXPECTED_DATE, 12, "/start_on",
             "“start_on” must be a date, written \"2023-05-31\", found “20230531”");
    IS_ERROR("{\"submitted_at\":\"2022-12-20\"}", EXPECTED_MOMENT, 16, "/submitted_at",
             "“submitted_at” must be a moment, written \"2022-12-20T16:00:00+08:00\", found “2022-12-20”");
    IS_ERROR("{\"duration_months\":\"3 年\"}", EXPECTED_MONTHS, 19, "/duration_months",
             "“duration_months” must be a number of months without quotes, found “\"3 年\"”");
    IS_ERROR("{\"wait\":\"7\"}", EXPECTED_DAYS, 8, "/wait",
             "“wait” must be a number of days without quotes, found “\"7\"”");
    IS_ERROR("{\"stage\":1}", EXPECTED_CHOICE, 9, "/stage",
             "“stage” must be one of these in double quotes: defence, full; found “1”");
    IS_ERROR("{\"kinds\":[[]]}", EXPECTED_CHOICE, 10, "/kinds/0",
             "“kinds” must be one of these in double quotes: defence, full; found “[ … ]”");
}

static void test_fit(void) {
    IS_ERROR("{\"start_on\":\"\"}", EMPTY_TEXT, 12, "/start_on",
             "“start_on” is empty; write null for what is not known, or leave the field out");
    IS_ERROR("{\"stage\":\"\"}", EMPTY_TEXT, 9, "/stage",
             "“stage” is empty; write null for what is not known, or leave the field out");
    IS_ERROR("{\"stage\":\"xyz\"}", UNKNOWN_ITEM, 9, "/stage", "“stage” cannot be “xyz”; it may be: defence, full");
    IS_ERROR("{\"阶段\":\"其他\"}", UNKNOWN_ITEM, 10, "/阶段", "“阶段” cannot be “其他”; it may be: 答辩, 正式申报");
    IS_ERROR(
        "{\"pick\":\"zzz\"}", UNKNOWN_ITEM, 8, "/pick",
        "“pick” cannot be “zzz”; it may be: choice_number_aa, choice_number_bb, choice_number_cc, choice_number_dd, "
        "choice_number_ee, "
        "choice_number_ff, choice_number_gg, choice_number_hh, choice_number_ii, choice_number_jj, choice_number_kk, "
        "choice_number_ll, …");
    IS_ERROR("{\"kinds\":[\"full\",\"defense\"]}", UNKNOWN_ITEM_NEAR, 17, "/kinds/1",
             "“kinds” cannot be “defense”; did you mean “defence”?");
    IS_ERROR("{\"leader\":{\"birth_date\":\"2023-02-30\"}}", NO_SUCH_DAY, 24, "/leader/birth_date",
             "“birth_date”: there is no such day as “2023-02-30”");
    IS_ERROR("{\"score\":9223372036854775808}", NUMBER_TOO_LONG, 9, "/score",
             "“score”: “9223372036854775808” is too large or has too many digits");
    IS_ERROR("{\"score\":1e-19}", NUMBER_TOO_LONG, 9, "/score", "“score”: “1e-19” is too large or has too many digits");
    IS_ERROR("{\"funds\":1e18}", NUMBER_TOO_LONG, 9, "/funds", "“funds”: “1e18” is too large or has too many digits");
    IS_ERROR("{\"funds\":\"9223372036854775807 亿元\"}", NUMBER_TOO_LONG, 9, "/funds",
             "“funds”: “9223372036854775807 亿元” is too large or has too many digits");
    IS_ERROR("{\"funds\":0.0000001}", MONEY_TOO_FINE, 9, "/funds",
             "“funds”: “0.0000001” is finer than 0.01 yuan (or a hundredth of its currency)");
    IS_ERROR("{\"funds\":\"0.001 元\"}", MONEY_TOO_FINE, 9, "/funds",
             "“funds”: “0.001 元” is finer than 0.01 yuan (or a hundredth of its currency)");
    IS_ERROR("{\"duration_months\":35.5}", FRACTION_MONTHS, 19, "/duration_months",
             "“duration_months” must be whole months, “35.5” is not");
    IS_ERROR("{\"wait\":0.5}", FRACTION_DAYS, 8, "/wait", "“wait” must be whole days, “0.5” is not");
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "{\"score\":");
    buffer_repeat(&b, TEXT("1"), 70);
    buffer_byte(&b, '}');
    read_one(buffer_done(&b).ptr);
    tap_ok(text_ends(problems.list.items[0].args[1], TEXT("1…")) && utf8_length(problems.list.items[0].args[1]) == 61,
           "what is quoted is short");
}

static void test_many(void) {
    read_one("{\"id\":1,\"score\":\"x\",\"leader\":{\"birth_date\":\"x\"},\"members\":[{\"name\":2},{\"nmae\":3}],"
             "\"wait\":0.5}");
    static const char *const at[] = {"/id",  "/score", "/leader/birth_date", "/members/0/name", "/members/1/nmae",
                                     "/wait"};
    tap_ok(problems.list.count == 6 && problems.errors == 5, "all complaints in one pass");
    for (unsigned i = 0; i < 6 && i < problems.list.count; i++)
        tap_is_text(problems.list.items[i].at, at[i], "in their order");
    for (unsigned extra = 0; extra < 2; extra++) {
        struct buffer b;
        buffer_init(&b, arena);
        buffer_str(&b, "{\"numbers\":[true");
        buffer_repeat(&b, TEXT(",true"), LIMIT_PROBLEMS - 1 + extra);
        buffer_str(&b, "],\"x");
        for (unsigned i = 0; i < LIMIT_PROBLEMS + extra; i++) buffer_printf(&b, "%s\":1", i ? ",\"x" : "");
        buffer_str(&b, "}");
        read_one(buffer_done(&b).ptr);
        tap_is_int(problems.list.count, 2 * LIMIT_PROBLEMS + extra, "%u beyond the limit", extra);
        tap_is_int(problems.errors, LIMIT_PROBLEMS, "errors and warnings count for themselves");
    }
    tap_is_text(problem_message(arena, &problems.list.items[2 * LIMIT_PROBLEMS], LANGUAGE_EN),
                "2 more problems are not listed", "what is not listed is counted");
    struct problem *p =
        problem_add(arena, &problems, PROBLEM_OTHER_GUIDE, 0, TEXT("/guide"), TEXT("a\nb"), TEXT("\x1B[1m"), TEXT(""));
    tap_is_text(problem_message(arena, p, LANGUAGE_EN),
                "this application belongs to another guide, “a\xEF\xBF\xBD"
                "b”; the policy is “\xEF\xBF\xBD[1m”",
                "a message is one visible line");
    static const enum problem_code of_policy[] = {PROBLEM_NO_ID,
                                                  PROBLEM_REPEATED_ID,
                                                  PROBLEM_NO_GUIDE,
                                                  PROBLEM_FILE_MISSING,
                                                  PROBLEM_FILE_DENIED,
                                                  PROBLEM_FILE_TOO_LARGE,
                                                  PROBLEM_FILE_FAILED,
                                                  PROBLEM_FINDING_WITHOUT_RULE,
                                                  PROBLEM_FINDING_UNUSED,
                                                  PROBLEM_FINDING_WITHOUT_APPLICATION,
                                                  PROBLEM_NO_DIRECTION,
                                                  PROBLEM_UNKNOWN_DIRECTION,
                                                  PROBLEM_UNKNOWN_DIRECTION_NEAR,
                                                  PROBLEM_UNKNOWN_THEME,
                                                  PROBLEM_UNKNOWN_THEME_NEAR,
                                                  PROBLEM_OTHER_GUIDE};
    for (unsigned i = 0; i < sizeof of_policy / sizeof *of_policy; i++) met[of_policy[i]] = true;
    /* Of tables: tests/tap/tables.t has their cases. */
    for (enum problem_code code = PROBLEM_UNKNOWN_COLUMN; code <= PROBLEM_SQLITE_BLOB; code++) met[code] = true;
}

/* ---- limits ---- */

static struct text nested(unsigned depth) {
    struct buffer b;
    buffer_init(&b, arena);
    for (unsigned i = 0; i < depth; i++) buffer_str(&b, i == 0 ? "{\"leader\":" : i + 1 < depth ? "{\"boss\":" : "{");
    buffer_repeat(&b, TEXT("}"), depth);
    return buffer_done(&b);
}

static struct text long_list(size_t n) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "{\"members\":[{}");
    buffer_repeat(&b, TEXT(",{}"), n - 1);
    buffer_str(&b, "],\"id\":7}");
    return buffer_done(&b);
}

/* So many bytes of one application, the last member's value being filled up. */
static struct text long_application(size_t bytes, const char *before) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, before);
    buffer_repeat(&b, TEXT("x"), bytes - b.len - 2);
    buffer_str(&b, "\"}");
    return buffer_done(&b);
}

static void test_limits(void) {
    tap_ok(read_with(nested(LIMIT_JSON_DEPTH), 0, false) != NULL, "at the limit of depth");
    struct text deep = nested(LIMIT_JSON_DEPTH + 1);
    tap_ok(!read_with(deep, 0, false) && problems.list.count == 1, "beyond it");
    tap_is_text(problem_message(arena, &problems.list.items[0], LANGUAGE_EN), "brackets are nested more than 64 deep",
                "it is said");
    tap_is_int(problems.list.items[0].offset, (size_t)(strchr(deep.ptr, '}') - deep.ptr) - 1, "at the bracket");
    tap_ok(syntax, "and nothing behind it is read");
    read_with(long_list(LIMIT_LIST_ITEMS), 0, false);
    tap_is_int(problems.list.count, 1, "at the limit of a list (the id is wrong)");
    read_with(long_list(LIMIT_LIST_ITEMS + 2), 0, false);
    tap_is_int(problems.list.count, 2, "beyond it there is one complaint");
    tap_is_text(problem_message(arena, &problems.list.items[0], LANGUAGE_EN),
                "“members” has at most 100000 items, here are more", "about the list");
    tap_is_text(problems.list.items[0].at, "/members/100000", "at the first too many");
    tap_ok(read_with(long_application(LIMIT_APPLICATION_BYTES, "{\"id\":\""), 0, false) != NULL,
           "at the limit of bytes");
    struct text t = long_application(LIMIT_APPLICATION_BYTES + 1, "{\"id\":\"");
    tap_ok(!read_with(t, 0, false) && problems.list.count == 1, "beyond it");
    tap_is_text(problem_message(arena, &problems.list.items[0], LANGUAGE_EN),
                "an application has at most 16777216 bytes; this one has more", "it is said");
    tap_ok(!syntax && end == t.len, "and what follows can be read");
    t = text_slice(long_application(LIMIT_APPLICATION_BYTES + 9, "{\"id\":\""), 0, LIMIT_APPLICATION_BYTES + 1);
    tap_ok(!read_with(t, 0, false) && problems.list.count == 1 && problems.list.items[0].code == PROBLEM_TOO_LARGE &&
               syntax,
           "bytes that were cut because they are too many");
    t = long_application(LIMIT_APPLICATION_BYTES + 100, "{\"id\":\"");
    struct buffer b;
    buffer_init(&b, arena);
    buffer_text(&b, text_slice(t, 0, t.len - 1));
    buffer_str(&b, ",\"score\":true,\"members\":[{}]}");
    tap_ok(!read_with(buffer_done(&b), 0, false) && problems.list.count == 1 && end == b.len,
           "members behind the limit are skipped");
}

/* ---- single values ---- */

static bool single(struct type type, const char *t, struct value *v) {
    *v = value_error(REASON_EMPTY);
    return input_value(image, application, type, text_of(t), v);
}

static void is_single(struct type type, const char *t, int64_t i) {
    struct value v;
    tap_ok(single(type, t, &v) && v.state == STATE_KNOWN && v.i == i, "the value %s", t);
}

static void is_none(struct type type, const char *t) {
    struct value v;
    tap_ok(!single(type, t, &v), "no such value: %s", t);
}

static void test_single(void) {
    struct value v;
    int32_t day;
    date_from_civil(2023, 5, 31, &day);
    is_single(one(TYPE_DATE), "2023-05-31", day);
    is_single(one(TYPE_DATE), "\"2023-05-31\"", day);
    is_single(one(TYPE_MOMENT), "2023-05-31T00:00:00+08:00", moment_at(day, 0, 0, 0));
    is_single(one(TYPE_MONEY), "80 万欧元", 80000000);
    is_single(one(TYPE_MONEY), "80", 80000000);
    is_single(one(TYPE_NUMBER), "-3", -3);
    is_single(one(TYPE_PERCENT), "10%", 1);
    is_single(one(TYPE_PERCENT), "0.1", 1);
    is_single(one(TYPE_MONTHS), "2 年", 24);
    is_single(one(TYPE_MONTHS), "18 months", 18);
    is_single(one(TYPE_MONTHS), "24", 24);
    is_single(one(TYPE_DAYS), "2周", 14);
    is_single(one(TYPE_DAYS), "7 天", 7);
    is_single(choice(STAGE), "答辩", 0);
    is_single(choice(STAGE), "\"full\"", 1);
    static const char *const yes[] = {"true", "yes", "是"}, *const no[] = {"false", "no", "否"};
    for (unsigned i = 0; i < 3; i++) {
        is_single(one(TYPE_TRUTH), yes[i], 1);
        is_single(one(TYPE_TRUTH), no[i], 0);
    }
    tap_ok(single(one(TYPE_TEXT), "西班牙", &v), "a bare text");
    tap_is_text(value_as_text(v), "西班牙", "as it stands");
    tap_ok(single(one(TYPE_TEXT), "\"a\\n\\\"b\"", &v), "a text of JSON");
    tap_is_text(value_as_text(v), "a\n\"b", "without its quotes");
    tap_ok(single(one(TYPE_TEXT), "\"a\" b", &v), "a text that only begins with a quote");
    tap_is_text(value_as_text(v), "\"a\" b", "stands as it is");
    tap_ok(single(one(TYPE_TEXT), "unknown", &v) && v.state == STATE_KNOWN, "every word is a text");
    static const char *const unknown[] = {"null", "unknown", "未知"};
    for (unsigned i = 0; i < 3; i++) {
        tap_ok(single(one(TYPE_DATE), unknown[i], &v) && v.state == STATE_UNKNOWN, "not known: %s", unknown[i]);
        tap_ok(single(type_list_of(one(TYPE_DATE)), unknown[i], &v) && v.state == STATE_UNKNOWN, "a list: %s",
               unknown[i]);
    }
    tap_ok(single(type_set_of(one(TYPE_TEXT)), "[\"a\",\"b\",\"a\",null]", &v) && v.aux == 3, "a set");
    tap_ok(single(type_list_of(one(TYPE_NUMBER)), "[1, 2, 1]", &v) && v.aux == 3, "a list");
    tap_ok(single(type_list_of(one(TYPE_TRUTH)), "[true,false]", &v) && v.aux == 2, "a list of truths");
    tap_ok(single(type_list_of(one(TYPE_TEXT)), "[]", &v) && v.state == STATE_KNOWN && v.aux == 0, "an empty list");
    is_none(one(TYPE_DATE), "2023-02-30");
    is_none(one(TYPE_DATE), "");
    is_none(one(TYPE_NUMBER), "abc");
    is_none(one(TYPE_NUMBER), "\"3\"");
    is_none(one(TYPE_MONTHS), "3 天");
    is_none(one(TYPE_MONTHS), "1.5");
    is_none(one(TYPE_MONTHS), "9223372036854775807 年");
    is_none(one(TYPE_DAYS), "1 年");
    is_none(one(TYPE_TRUTH), "maybe");
    is_none(one(TYPE_TRUTH), "\"yes\"");
    is_none(choice(STAGE), "");
    is_none(choice(STAGE), "other");
    is_none(record(PERSON), "{}");
    is_none(type_list_of(one(TYPE_TEXT)), "a");
    is_none(type_list_of(one(TYPE_TEXT)), "[1]");
    is_none(type_list_of(one(TYPE_TEXT)), "[\"a\"] x");
    is_none(type_list_of(one(TYPE_TEXT)), "[\"a\",");
    is_none(type_list_of(one(TYPE_NUMBER)), "[[1]]");
}

static void test_plan(void) {
    tap_is_int(input_slot(plan, "id"), 0, "a slot by its name");
    tap_is_int(input_slot(plan, "people"), 19, "a computed one too");
    tap_is_int(input_slot(plan, "编号"), -1, "not by its Chinese name");
    tap_is_int(input_slot(plan, "nothing"), -1, "no such slot");
    struct model *m = ARENA_NEW(arena, struct model);
    m->arena = arena;
    struct input_plan *empty = input_plan_new(arena, model_image(m, IMAGE_NONE));
    tap_is_int(input_slot(empty, "id"), -1, "a policy without input has no slots");
    problems = (struct problems){0};
    tap_ok(input_read(empty, application, TEXT("{\"id\":1}"), 0, NULL, &problems, &end, NULL) &&
               problems.list.count == 1,
           "and uses nothing of an application");
}

/* ---- damage ---- */

static void test_damage(void) {
    const char *json =
        "{\"id\":\"A\\u4e00-1\",\"评审得分\":-12.5e1,\"rate\":\"10%\",\"funds\":\"80 "
        "万欧元\",\"start_on\":\"2023-05-31\","
        "\"submitted_at\":\"2023-05-31T16:00:00+08:00\",\"duration_months\":36,\"stage\":\"full\",\"form_complete\":"
        "true,"
        "\"theme\":\"energy\",\"fields\":[\"energy\",\"能源\",null],\"topics\":[\"a\",\"b\"],\"numbers\":[1,2.5,null],"
        "\"kinds\":[\"defence\"],\"leader\":{\"name\":\"王\",\"birth_date\":\"1980-01-02\",\"boss\":{\"reports\":[{},{}"
        "]}},"
        "\"members\":[{\"name\":\"李\"},{\"aspect\":\"health\"}],\"people\":[{\"x\":[]}],\"other\":{\"a\":[1,{\"b\":"
        "null}]}}";
    size_t len = strlen(json), readable = 0;
    uint32_t seed = 7;
    for (unsigned i = 0; i < 20000; i++) {
        struct text copy = text_copy(application, (struct text){json, len});
        char *p = (char *)(uintptr_t)copy.ptr;
        for (unsigned k = 0; k < 1 + i % 4; k++) {
            seed = seed * 1664525u + 1013904223u;
            p[(seed >> 9) % len] = i % 2 ? (char)(seed >> 24) : "{}[]\",:\\0 "[(seed >> 24) % 10];
        }
        if (i % 7 == 0) copy.len = (seed >> 9) % len;
        struct record *r = read_with(copy, 0, i % 3 == 0);
        if (r) {
            input_settle_labels(plan, application, r, 0);
            readable++;
        }
        if ((r != NULL) != (problems.errors == 0) || end > copy.len) tap_ok(false, "a damaged application %u", i);
        for (size_t k = 0; k < problems.list.count; k++)
            problem_message(application, &problems.list.items[k], LANGUAGE_EN);
        arena_reset(application);
    }
    tap_ok(readable > 0 && readable < 20000, "damaged applications do no harm (%zu were readable all the same)",
           readable);
}

static void test_all_met(void) {
    static const char *const names[] = {
#define PROBLEM(name, zh, en) #name,
#include "interp/input/problems.def"
#undef PROBLEM
    };
    for (unsigned i = 0; i < PROBLEM_COUNT; i++) tap_ok(met[i], "%s has a case", names[i]);
}

int main(void) {
    arena = arena_new(NULL);
    application = arena_new(NULL);
    make_image();
    test_values();
    test_lists();
    test_records();
    test_labels();
    test_syntax();
    test_keys();
    test_kinds();
    test_fit();
    test_many();
    test_limits();
    test_single();
    test_plan();
    test_damage();
    test_all_met();
    arena_free(application);
    arena_free(arena);
    return tap_done();
}
