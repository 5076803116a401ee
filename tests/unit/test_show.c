#include "lang/code/show.h"

#include <string.h>

#include "lang/base/limits.h"
#include "lang/value/date.h"
#include "lang/value/money.h"
#include "tests/unit/model.h"
#include "tests/unit/tap.h"

static struct arena *arena;
static const struct image *image;

enum { PERSON, PAPER };

static struct value known(int64_t i, uint32_t aux) { return (struct value){.i = i, .aux = aux, .state = STATE_KNOWN}; }

static struct text shown(struct type type, struct value value, enum language language, bool quoted) {
    struct buffer b;
    buffer_init(&b, arena);
    show_value(&b, image, type, value, language, quoted);
    return buffer_done(&b);
}

static void is_shown(struct type type, struct value value, const char *zh, const char *en) {
    tap_is_text(shown(type, value, LANGUAGE_ZH, true), zh, "zh %s", zh);
    tap_is_text(shown(type, value, LANGUAGE_EN, true), en, "en %s", en);
}

static void make_image(void) {
    struct model *m = ARENA_NEW(arena, struct model);
    m->arena = arena;
    model_record(m, "人员", "person");
    model_field(m, "姓名", "name", type_one(TYPE_TEXT), 0, IMAGE_NONE);
    model_field(m, "证件号", "id", type_one(TYPE_TEXT), FIELD_KEY, IMAGE_NONE);
    model_record(m, "附件", "document");
    model_field(m, "页数", "pages", type_one(TYPE_NUMBER), 0, IMAGE_NONE);
    model_choice(m, "性质", "kind");
    model_item(m, "企业", "enterprise");
    model_item(m, "高等学校", "");
    image = model_image(m, PERSON);
}

static void test_scalars(void) {
    is_shown(type_one(TYPE_TEXT), value_text(TEXT("a\"b\\c{d}\n")), "\"a\\\"b\\\\c\\{d\\}\\n\"",
             "\"a\\\"b\\\\c\\{d\\}\\n\"");
    tap_is_text(shown(type_one(TYPE_TEXT), value_text(TEXT("a\"{b}")), LANGUAGE_ZH, false), "a\"{b}",
                "a text in a message");
    is_shown(type_one(TYPE_LABEL), value_text(TEXT("能源")), "\"能源\"", "\"能源\"");
    is_shown(type_one(TYPE_TRUTH), value_truth(1), "是", "yes");
    is_shown(type_one(TYPE_TRUTH), value_truth(0), "否", "no");
    is_shown(type_one(TYPE_NUMBER), known(-5, 1), "-0.5", "-0.5");
    is_shown(type_one(TYPE_PERCENT), known(1, 1), "10%", "10%");
    is_shown(type_one(TYPE_PERCENT), known(125, 3), "12.5%", "12.5%");
    is_shown(type_one(TYPE_PERCENT), known(2, 0), "200%", "200%");
    is_shown(type_one(TYPE_PERCENT), known(7, 2), "7%", "7%");
    is_shown(type_one(TYPE_PERCENT), known(0, 0), "0%", "0%");
    is_shown(type_one(TYPE_PERCENT), known(INT64_MAX, 0), "922337203685477580700%", "922337203685477580700%");
    is_shown(type_one(TYPE_MONEY), known(50000000, CURRENCY_CNY), "50 万元", "50 wan yuan");
    is_shown(type_one(TYPE_MONEY), known(80000000, CURRENCY_EUR), "80 万欧元", "80 wan euros");
    int32_t day;
    date_from_civil(2024, 2, 29, &day);
    is_shown(type_one(TYPE_DATE), known(day, 0), "2024-02-29", "2024-02-29");
    is_shown(type_one(TYPE_MOMENT), known(moment_at(day, 16, 0, 0), 0), "2024-02-29T16:00:00+08:00",
             "2024-02-29T16:00:00+08:00");
    is_shown(type_one(TYPE_MONTHS), known(24, 0), "2 年", "2 years");
    is_shown(type_one(TYPE_MONTHS), known(12, 0), "1 年", "1 year");
    is_shown(type_one(TYPE_MONTHS), known(18, 0), "18 个月", "18 months");
    is_shown(type_one(TYPE_MONTHS), known(1, 0), "1 个月", "1 month");
    is_shown(type_one(TYPE_MONTHS), known(0, 0), "0 个月", "0 months");
    is_shown(type_one(TYPE_DAYS), known(29, 0), "29 天", "29 days");
    is_shown(type_one(TYPE_DAYS), known(1, 0), "1 天", "1 day");
    struct type kind = {TYPE_CHOICE, SHAPE_ONE, 0};
    is_shown(kind, known(0, 0), "企业", "enterprise");
    is_shown(kind, known(1, 0), "高等学校", "高等学校");
    is_shown(type_one(TYPE_TALLY), known(3 | (int64_t)3 << 32, 0), "3", "3");
    is_shown(type_one(TYPE_TALLY), known(3 | (int64_t)5 << 32, 0), "3 至 5", "3 to 5");
    is_shown(type_one(TYPE_CURSOR), known(4, 0), "4", "4");
    is_shown(type_one(TYPE_NONE), known(4, 0), "", "");
}

static void test_states(void) {
    is_shown(type_one(TYPE_NUMBER), value_unknown(REASON_ABSENT), "未知", "unknown");
    is_shown(type_list_of(type_one(TYPE_TEXT)), value_unknown(REASON_ABSENT), "未知", "unknown");
    is_shown(type_one(TYPE_NUMBER), value_error(REASON_DIVIDED_BY_ZERO), "除数为零", "division by zero");
    for (unsigned i = 0; i < REASON_COUNT; i++) {
        tap_ok(*show_reason(i, LANGUAGE_ZH) && *show_reason(i, LANGUAGE_EN), "reason %u: %s", i,
               show_reason(i, LANGUAGE_EN));
    }
}

static void test_lists(void) {
    struct value elements[LIMIT_EXPLAIN_GROUP + 1];
    for (unsigned i = 0; i <= LIMIT_EXPLAIN_GROUP; i++) elements[i] = known(i % 10, 0);
    struct type numbers = type_list_of(type_one(TYPE_NUMBER));
    struct value list = {.list = elements, .aux = 2, .state = STATE_KNOWN};
    is_shown(numbers, list, "[0, 1]", "[0, 1]");
    is_shown(type_set_of(type_one(TYPE_NUMBER)), list, "{0, 1}", "{0, 1}");
    elements[1] = value_unknown(REASON_ABSENT);
    is_shown(numbers, list, "[0, 未知]", "[0, unknown]");
    list.aux = 0;
    is_shown(numbers, list, "[]", "[]");
    list.aux = LIMIT_EXPLAIN_GROUP;
    tap_ok(!strstr(shown(numbers, list, LANGUAGE_EN, true).ptr, "…"), "at the limit all are shown");
    tap_ok(text_ends(shown(numbers, list, LANGUAGE_EN, true), TEXT(", 9]")), "up to the last");
    list.aux = LIMIT_EXPLAIN_GROUP + 1;
    tap_ok(text_ends(shown(numbers, list, LANGUAGE_EN, true), TEXT(", 9, … 21 in all]")),
           "beyond it the rest is counted");
    tap_ok(text_ends(shown(numbers, list, LANGUAGE_ZH, true), TEXT(", 9, … 共 21 项]")), "in Chinese");
}

static void test_records(void) {
    struct type person = {TYPE_RECORD, SHAPE_ONE, PERSON}, paper = {TYPE_RECORD, SHAPE_ONE, PAPER};
    struct record *r = arena_alloc(arena, sizeof *r + 2 * sizeof(struct value));
    struct value v = {.record = r, .state = STATE_KNOWN};
    r->type = PERSON;
    r->index = 2;
    is_shown(person, v, "第 3 项人员", "person 3");
    r->index = -1;
    is_shown(person, v, "人员", "person");
    r->slots[0] = value_text(TEXT("王敏"));
    tap_is_text(shown(person, v, LANGUAGE_EN, false), "王敏", "by its name");
    r->slots[1] = value_text(TEXT("P-1"));
    tap_is_text(shown(person, v, LANGUAGE_EN, false), "P-1", "by its key");
    struct record *p = arena_alloc(arena, sizeof *p + sizeof(struct value));
    p->type = PAPER;
    p->slots[0] = known(7, 0);
    is_shown(paper, (struct value){.record = p, .state = STATE_KNOWN}, "第 1 项附件", "document 1");
    struct value two[2] = {v, {.record = p, .state = STATE_KNOWN}};
    tap_is_text(
        shown(type_list_of(paper), (struct value){.list = two, .aux = 2, .state = STATE_KNOWN}, LANGUAGE_EN, false),
        "[P-1, document 1]", "records in a list");
}

int main(void) {
    arena = arena_new(NULL);
    make_image();
    test_scalars();
    test_states();
    test_lists();
    test_records();
    arena_free(arena);
    return tap_done();
}
