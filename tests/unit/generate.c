/* Programs are written as text, and typed as they are written: what is asked for is an expression of a kind, and what
 * may stand there is known of the model below. Every keyword is taken from either vocabulary by chance, and so is every
 * declared name. Between two words there is a blank, a line end, or a comment and a line end: hence no piece of a text
 * is written through `word`.
 *
 * A new construct is a case of the function for its kind. */
#include "tests/unit/generate.h"

#include <string.h>

struct generator {
    struct buffer out;
    uint64_t state;
    unsigned comments;               /* of 1000 gaps, so many hold one */
    unsigned locals;                 /* names for elements so far */
    const char *person, *paper, *it; /* what is called so where an expression stands; NULL where there is none */
    bool in_text, of_guide;
};

enum kind {
    TRUTH,
    NUMBER,
    MONEY,
    DATE,
    MONTHS,
    TEXT_KIND,
    GRADE,
    COUNTRY,
    KIND,
    PEOPLE,
    PAPERS,
    TAGS,
    KINDS,
    KINDS_OF_EXPRESSION
};

static unsigned pick(struct generator *g, unsigned n) {
    g->state ^= g->state << 13;
    g->state ^= g->state >> 7;
    g->state ^= g->state << 17;
    return (unsigned)(g->state >> 33) % n;
}

static bool sometimes(struct generator *g, unsigned one_in) { return pick(g, one_in) == 0; }

/* ---- words ---- */

static void gap(struct generator *g) {
    static const char *const notes[] = {"# 注",         "## 说明", "#",          "### ornament ###",
                                        "# “a” { ( ；", "＃ 全角", "# a / b # c"};
    if (g->in_text || !sometimes(g, 6)) {
        buffer_byte(&g->out, ' ');
        return;
    }
    if (pick(g, 1000) < g->comments) {
        buffer_str(&g->out, sometimes(g, 2) ? "  " : "\n  ");
        buffer_str(&g->out, notes[pick(g, sizeof notes / sizeof *notes)]);
    }
    buffer_str(&g->out, sometimes(g, 5) ? "\n\n" : sometimes(g, 4) ? "\n" : "\n\t  ");
}

static void word(struct generator *g, const char *s) {
    gap(g);
    buffer_str(&g->out, s);
}

/* One of the words parted by |. */
static void one_of(struct generator *g, const char *words) {
    unsigned n = 1;
    for (const char *p = words; *p; p++) n += *p == '|';
    const char *from = words;
    for (unsigned i = pick(g, n); i > 0; i--) from = strchr(from, '|') + 1;
    const char *end = strchr(from, '|');
    gap(g);
    buffer_text(&g->out, (struct text){from, end ? (size_t)(end - from) : strlen(from)});
}

/* The same without a gap; a word may bring its own blank. */
static void glued(struct generator *g, const char *words) {
    bool was = g->in_text;
    size_t at = g->out.len;
    g->in_text = true;
    one_of(g, words);
    g->in_text = was;
    memmove(g->out.ptr + at, g->out.ptr + at + 1, g->out.len - at - 1); /* the blank of the gap */
    g->out.len--;
}

static void number_of(struct generator *g, unsigned least, unsigned most) {
    gap(g);
    buffer_printf(&g->out, "%u", least + pick(g, most - least + 1));
}

static void expression(struct generator *g, enum kind kind, unsigned depth);

static void text_pair(struct generator *g) {
    one_of(g, "\"虚构的文字\"|“引用“内层””|「方引号」|\"a \\\"b\\\" \\{c\\} \\\\ \\n "
              "d\"|\"很长的一段虚构文字，用来让一行放不下，从而需要另起一行才能写完\"");
    if (sometimes(g, 2)) return;
    one_of(g, "/|÷|／");
    one_of(g, "\"invented words\"|\"a long run of invented words that no line of a hundred columns can hold beside "
              "another\"");
}

/* A name with both its spellings, in either order. */
static void names(struct generator *g, const char *zh, const char *en) {
    bool first = sometimes(g, 2), was = g->in_text;
    word(g, first ? zh : en);
    g->in_text = true; /* on a line of its own the second would look like a keyword misspelt */
    word(g, first ? en : zh);
    g->in_text = was;
}

/* ---- what the model has ---- */

static void application(struct generator *g) { one_of(g, "申报|application"); }

static void field(struct generator *g, const char *object, const char *spellings) {
    if (object)
        word(g, object);
    else
        application(g);
    glued(g, ".|．");
    glued(g, spellings);
}

/* An element and what it is called, for as long as something is asked of it. */
struct element {
    const char *was;
    char name[24];
};

static void enter(struct generator *g, const char **slot, struct element *e, bool person) {
    static const char *const people[] = {"人员甲", "member", "某", "p"}, *const papers[] = {"件", "paper_a", "甲", "q"};
    unsigned n = g->locals++;
    struct buffer b;
    buffer_init(&b, g->out.arena);
    buffer_printf(&b, "%s%u", (person ? people : papers)[pick(g, 4)], n);
    struct text t = buffer_done(&b);
    e->was = *slot;
    memcpy(e->name, t.ptr, t.len + 1);
    *slot = e->name;
}

/* ---- expressions ---- */

static void compare_word(struct generator *g, bool dates, bool order) {
    if (!order)
        one_of(g, "为|等于|is|equals|=|＝|==|不为|不等于|is not|!=|≠");
    else if (dates)
        one_of(g, "早于|不晚于|晚于|不早于|before|not after|after|not before|<|≥|为|不等于");
    else
        one_of(g, "少于|小于|低于|不满|不少于|不低于|至少|不超过|不高于|不多于|至多|超过|大于|多于|高于|less than|at "
                  "least|at most|more than|<|<=|≤|＞|>=|为|is|!=");
}

static void sides(struct generator *g, unsigned depth) {
    static const enum kind comparable[] = {NUMBER, MONEY, DATE, MONTHS, TEXT_KIND, GRADE, COUNTRY, KIND};
    enum kind kind = comparable[pick(g, sizeof comparable / sizeof *comparable)];
    bool order = kind <= MONTHS || kind == GRADE;
    bool choice = kind == GRADE || kind == COUNTRY || kind == KIND;
    if (choice) kind = sometimes(g, 2) ? GRADE : COUNTRY;
    if (choice)
        field(g, NULL, kind == GRADE ? "等级|grade" : "国别|country");
    else
        expression(g, kind, depth);
    if (kind <= MONTHS && order && sometimes(g, 4)) {
        bool between = sometimes(g, 2);
        if (between)
            one_of(g, "介于|between");
        else
            one_of(g, "为|is|=");
        expression(g, kind, 0);
        if (between)
            one_of(g, "与|and|且");
        else
            one_of(g, "至|to|～|~");
        expression(g, kind, 0);
        return;
    }
    compare_word(g, kind == DATE, kind != TEXT_KIND && kind != COUNTRY);
    if (kind == GRADE)
        one_of(g, "低级|low|高级|high|中级|middle");
    else if (kind == COUNTRY)
        one_of(g, "西班牙|ES|法国|FR|南非|ZA");
    else
        expression(g, kind, depth);
}

static void elements(struct generator *g, enum kind kind, const char *open, const char *close, const char *items) {
    word(g, open);
    for (unsigned n = 1 + pick(g, 3); n > 0; n--) {
        if (items)
            one_of(g, items);
        else
            expression(g, kind, 0);
        if (n > 1) one_of(g, "、|,|，");
    }
    word(g, close);
}

static void source(struct generator *g, bool people, unsigned depth) {
    if (depth == 0 || !sometimes(g, 4)) {
        field(g, NULL, people ? "人员|people" : "材料|papers");
        return;
    }
    one_of(g, "(|（");
    expression(g, people ? PEOPLE : PAPERS, depth - 1);
    one_of(g, ")|）");
}

static void filter(struct generator *g, bool people, unsigned depth) {
    const char *it = g->it, *person = g->person, *paper = g->paper;
    source(g, people, 0);
    one_of(g, "当|where");
    g->it = people ? "person" : "paper";
    expression(g, TRUTH, depth);
    g->it = it;
    g->person = person;
    g->paper = paper;
}

static void quantifier_body(struct generator *g, const char **slot, struct element *e, unsigned depth) {
    if (sometimes(g, 3)) {
        one_of(g, "当|where");
        expression(g, TRUTH, 0);
    }
    one_of(g, "满足|satisfies");
    expression(g, TRUTH, depth);
    *slot = e->was;
}

static void count_words(struct generator *g) {
    one_of(g, "至少|at least|不少于");
    number_of(g, 1, 3);
    if (sometimes(g, 2)) glued(g, " 个| 人| 名| 项| people| persons| items| 家");
}

static void quantifier(struct generator *g, unsigned depth) {
    bool people = sometimes(g, 2), list_first = sometimes(g, 2);
    const char **slot = people ? &g->person : &g->paper;
    struct element e = {0};
    unsigned form = pick(g, 4);
    if (list_first) {
        source(g, people, depth);
        word(g, "中");
    }
    if (form == 3)
        count_words(g);
    else
        one_of(g, form == 0 ? (list_first ? "有|存在|some" : "有|存在|some") : form == 1 ? "每个|every" : "没有|no");
    const char *was = *slot;
    enter(g, slot, &e, people);
    word(g, e.name);
    if (sometimes(g, 4)) {
        bool latin = (unsigned char)e.name[0] < 0x80;
        gap(g);
        buffer_printf(&g->out, "%s%u", latin ? "元素" : "element", g->locals);
    }
    if (!list_first) {
        *slot = was; /* the list does not know its element */
        one_of(g, "于|in");
        source(g, people, depth);
        *slot = e.name;
    }
    quantifier_body(g, slot, &e, depth);
}

static void pairwise(struct generator *g, unsigned depth) {
    struct element a = {0}, b = {0};
    const char *was = g->person;
    source(g, true, 0);
    word(g, "中");
    count_words(g);
    enter(g, &g->person, &a, true);
    word(g, a.name);
    one_of(g, "、|,");
    enter(g, &g->person, &b, true);
    word(g, b.name);
    one_of(g, "两两|pairwise");
    one_of(g, "满足|satisfies");
    expression(g, TRUTH, depth);
    g->person = was;
}

static void group(struct generator *g, unsigned depth) {
    unsigned form = pick(g, 5);
    if (form < 3) {
        one_of(g, form == 0 ? "以下全部|all of" : form == 1 ? "以下任一|any of" : "以下均不|none of");
    } else if (form == 3) {
        word(g, "以下至少");
        number_of(g, 1, 2);
        if (sometimes(g, 2)) glued(g, " 项|项");
    } else {
        word(g, "at least");
        number_of(g, 1, 2);
        word(g, "of");
    }
    one_of(g, "{|｛");
    for (unsigned n = 1 + pick(g, 3); n > 0; n--) {
        expression(g, TRUTH, depth);
        if (n > 1 || sometimes(g, 3)) one_of(g, "；|;");
    }
    one_of(g, "}|｝");
}

static void matches(struct generator *g) {
    expression(g, TEXT_KIND, 0);
    one_of(g, "匹配|matches");
    buffer_str(&g->out, sometimes(g, 2) ? " /^中(?<国>{简称表})(?<研究>.+)\\/项目$/" : " /[\\p{Han}a-z]{2,4}|\\d+/");
}

/* A quantifier or an 如果 takes in all that follows, so what stands among others is parenthesised. */
static void closed(struct generator *g, enum kind kind, unsigned depth) {
    one_of(g, "(|（");
    expression(g, kind, depth);
    one_of(g, ")|）");
}

static void member_of(struct generator *g) {
    switch (pick(g, 4)) {
    case 0:
        field(g, NULL, "国别|country");
        one_of(g, "属于|in|于|不属于|not in");
        elements(g, COUNTRY, "{", "}", "西班牙|ES|法国|FR");
        return;
    case 1:
        field(g, NULL, "性质|kinds");
        one_of(g, "包含|includes|不包含|excludes");
        one_of(g, "学校|school|研究所|institute");
        return;
    case 2:
        field(g, NULL, "标签|tags");
        one_of(g, "包含|includes");
        elements(g, TEXT_KIND, "{", "}", "\"甲\"|\"b\"");
        return;
    default:
        expression(g, TEXT_KIND, 0);
        one_of(g, "属于|in");
        one_of(g, "简称表|short_forms");
    }
}

static void truth_of_element(struct generator *g) {
    const char *person = g->person, *paper = g->paper;
    bool of_it = g->it && sometimes(g, 2);
    if (of_it) {
        one_of(g, "其|it|该项");
        glued(g, ".");
        glued(g, strcmp(g->it, "person") == 0 ? "博士|doctor" : "盖章|sealed");
    } else if (person && (!paper || sometimes(g, 2))) {
        field(g, person, "博士|doctor");
    } else if (paper && sometimes(g, 2)) {
        field(g, paper, "盖章|sealed");
    } else if (paper) {
        field(g, paper, "种类|kind");
        one_of(g, "为|is|!=");
        one_of(g, "协议|agreement|函件|letter");
    } else {
        field(g, NULL, "紧急|urgent");
    }
}

static void truth(struct generator *g, unsigned depth) {
    unsigned last = g->in_text ? 10 : 13;
    switch (depth == 0 ? pick(g, 5) : pick(g, last)) {
    case 0: one_of(g, "是|否|yes|no|未知|unknown|没有"); return;
    case 1:
    case 2: truth_of_element(g); return;
    case 3: member_of(g); return;
    case 4: sides(g, depth ? depth - 1 : 0); return;
    case 5:
        closed(g, TRUTH, depth - 1);
        one_of(g, "或|or|或者");
        if (sometimes(g, 2)) {
            truth_of_element(g);
            one_of(g, "且|and|并且");
        }
        expression(g, TRUTH, depth - 1);
        return;
    case 6:
        truth_of_element(g);
        one_of(g, "且|and|并且");
        if (sometimes(g, 2)) {
            closed(g, TRUTH, depth - 1);
            one_of(g, "且|and");
        }
        expression(g, TRUTH, depth - 1);
        return;
    case 7:
        one_of(g, "非|not");
        closed(g, TRUTH, depth - 1);
        return;
    case 8:
        if (sometimes(g, 2)) {
            expression(g, TEXT_KIND, 0);
            word(g, "已填写");
        } else {
            word(g, "has");
            expression(g, MONEY, 0);
        }
        return;
    case 9: matches(g); return;
    case 10: group(g, depth - 1); return;
    case 11: quantifier(g, depth - 1); return;
    default:
        if (sometimes(g, 3))
            pairwise(g, depth - 1);
        else
            closed(g, TRUTH, depth - 1);
    }
}

static void choice_of_two(struct generator *g, enum kind kind, unsigned depth) {
    one_of(g, "(|（");
    one_of(g, "如果|if");
    expression(g, TRUTH, depth);
    one_of(g, "则|then");
    expression(g, kind, depth);
    one_of(g, "否则|else");
    expression(g, kind, depth);
    one_of(g, ")|）");
}

static void call(struct generator *g, const char *spellings, enum kind kind, unsigned depth) {
    one_of(g, spellings);
    buffer_str(&g->out, sometimes(g, 2) ? "(" : "（");
    expression(g, kind, depth);
    one_of(g, ")|）");
}

static void number(struct generator *g, unsigned depth) {
    switch (depth == 0 ? pick(g, 3) : pick(g, 8)) {
    case 0:
        number_of(g, 0, 40);
        if (sometimes(g, 2))
            glued(g, " 个| 项| 家|名|人| 人次| 套|份|次| 米|公里| items| organisations| people| copies| times| metres| "
                     "person_months|级");
        return;
    case 1: field(g, NULL, "页数|pages"); return;
    case 2:
        gap(g);
        buffer_printf(&g->out, "%u.%u", pick(g, 20), pick(g, 1000));
        return;
    case 3: call(g, "个数|count", sometimes(g, 2) ? PEOPLE : PAPERS, depth - 1); return;
    case 4:
        closed(g, NUMBER, depth - 1);
        one_of(g, "+|-|*|×|＋|－");
        closed(g, NUMBER, depth - 1);
        return;
    case 5:
        one_of(g, "计数|reckon");
        buffer_str(&g->out, "(");
        expression(g, NUMBER, depth - 1);
        one_of(g, ",|，|、");
        expression(g, TRUTH, depth - 1);
        word(g, ")");
        return;
    case 6: choice_of_two(g, NUMBER, depth - 1); return;
    default: call(g, "字数|length", TEXT_KIND, 0);
    }
}

static void money(struct generator *g, unsigned depth) {
    switch (depth == 0 ? pick(g, 3) : pick(g, 5)) {
    case 0:
        number_of(g, 1, 9000);
        glued(g, " 万元|万元| 亿元| 元| 千元| 百万元| wan yuan| million yuan| yuan| 万欧元| wan euros| euros| EUR| "
                 "美元| thousand dollars| 港元");
        return;
    case 1: field(g, NULL, "经费|funds"); return;
    case 2: one_of(g, "上限|cap"); return;
    case 3:
        one_of(g, "(");
        expression(g, MONEY, depth - 1);
        one_of(g, "*|×");
        number_of(g, 1, 90);
        buffer_str(&g->out, sometimes(g, 2) ? "%" : "％");
        word(g, ")");
        return;
    default: choice_of_two(g, MONEY, depth - 1);
    }
}

static void date(struct generator *g, unsigned depth) {
    unsigned year = 1990 + pick(g, 40), month = 1 + pick(g, 12), day = 1 + pick(g, 28);
    switch (depth == 0 ? pick(g, 3) : pick(g, 4)) {
    case 0:
        gap(g);
        buffer_printf(&g->out, sometimes(g, 2) ? "%04u年%u月%u日" : "%04u 年 %u 月 %u 日", year, month, day);
        return;
    case 1:
        gap(g);
        buffer_printf(&g->out, "%04u-%02u-%02u", year, month, day);
        return;
    case 2: field(g, NULL, "开始|begins"); return;
    default:
        one_of(g, "(");
        expression(g, DATE, 0);
        one_of(g, "之后|later by|之前|earlier by|+|-");
        expression(g, MONTHS, 0);
        word(g, ")");
    }
}

static void months(struct generator *g) {
    if (sometimes(g, 3)) {
        field(g, NULL, "周期|months");
        return;
    }
    number_of(g, 1, 36);
    glued(g, " 年|年| 个月| 月| years| months| year");
}

static void text(struct generator *g, unsigned depth) {
    switch (pick(g, g->in_text ? 2 : depth == 0 ? 3 : 4)) {
    case 0: field(g, NULL, "题目|title"); return;
    case 1:
        if (g->person)
            field(g, g->person, "姓名|name");
        else
            field(g, NULL, "编号|id");
        return;
    case 2: one_of(g, "\"西\"|“中国”|「法」"); return;
    default:
        gap(g);
        buffer_str(&g->out, "\"中{");
        g->in_text = true;
        expression(g, TEXT_KIND, 0);
        buffer_str(&g->out, " }联合{");
        expression(g, NUMBER, 1);
        buffer_str(&g->out, " }室\"");
        g->in_text = false;
    }
}

static void list(struct generator *g, bool people, unsigned depth) {
    unsigned form = depth == 0 ? 0 : pick(g, 4);
    if (form == 0) {
        field(g, NULL, people ? "人员|people|全体|everyone" : "材料|papers|协议件|agreements");
    } else if (form == 1) {
        filter(g, people, depth - 1);
    } else if (form == 2 && people) {
        word(g, "[");
        field(g, NULL, "负责人|leader");
        word(g, "]");
        one_of(g, "并|union");
        field(g, NULL, "人员|people");
    } else {
        field(g, NULL, people ? "人员|people" : "材料|papers");
        one_of(g, "并|union|除去|minus|交|intersect");
        field(g, NULL, people ? "全体|everyone" : "协议件|agreements");
    }
}

static void expression(struct generator *g, enum kind kind, unsigned depth) {
    switch (kind) {
    case TRUTH: truth(g, depth); return;
    case NUMBER: number(g, depth); return;
    case MONEY: money(g, depth); return;
    case DATE: date(g, depth); return;
    case MONTHS: months(g); return;
    case TEXT_KIND: text(g, depth); return;
    case PEOPLE: list(g, true, depth); return;
    case PAPERS: list(g, false, depth); return;
    case GRADE:
    case COUNTRY:
    case KIND:
    case TAGS:
    case KINDS:
    case KINDS_OF_EXPRESSION: return; /* compared with what they name, in sides and member_of */
    }
}

/* ---- declarations ---- */

/* A keyword that begins a line. */
static void declare(struct generator *g, const char *words) {
    buffer_str(&g->out, sometimes(g, 3) ? "\n\n" : "\n");
    if (pick(g, 1000) < 3 * g->comments) buffer_str(&g->out, sometimes(g, 2) ? "## 所述\n" : "# 段落 #\n\n");
    one_of(g, words);
}

static void model_field(struct generator *g, const char *zh, const char *en, const char *type) {
    /* A keyword that names a field must be seen to be no declaration. */
    gap(g);
    g->in_text = true;
    names(g, zh, en);
    one_of(g, ":|：");
    g->in_text = false;
    one_of(g, type);
    if (sometimes(g, 6)) one_of(g, "不可更改|fixed");
    if (sometimes(g, 12)) one_of(g, ",|；");
}

static void fields(struct generator *g, const char *zh, const char *en, const char *const (*items)[3], size_t n) {
    names(g, zh, en);
    word(g, "{");
    for (size_t i = 0; i < n; i++) model_field(g, items[i][0], items[i][1], items[i][2]);
    word(g, "}");
}

static void record(struct generator *g, const char *zh, const char *en, const char *const (*items)[3], size_t n) {
    declare(g, "记录|record");
    fields(g, zh, en, items, n);
}

static void model(struct generator *g) {
    static const char *const application[][3] = {{"编号", "id", "文本|text"},
                                                 {"指南", "guide", "文本|text"},
                                                 {"方向", "direction", "文本|text"},
                                                 {"题目", "title", "文本|text"},
                                                 {"主题", "theme", "文本|text"},
                                                 {"经费", "funds", "金额|money"},
                                                 {"页数", "pages", "数|number"},
                                                 {"开始", "begins", "日期|date"},
                                                 {"周期", "months", "期限|duration"},
                                                 {"紧急", "urgent", "是否|yes_no"},
                                                 {"等级", "grade", "级别|grade"},
                                                 {"国别", "country", "国家|country"},
                                                 {"性质", "kinds", "一组 单位性质|set of kind"},
                                                 {"标签", "tags", "一组 文本|set of text"},
                                                 {"内容", "content_items", "一组 标识|set of label"},
                                                 {"负责人", "leader", "人物|person"},
                                                 {"人员", "people", "多个 人物|list of person"},
                                                 {"材料", "papers", "多个 文件|list of paper"},
                                                 {"考核指标", "kpis", "多个 指标记录|list of kpi"}};
    static const char *const person[][3] = {{"姓名", "name", "文本|text"}, {"博士", "doctor", "是否|yes_no"}};
    static const char *const paper[][3] = {{"种类", "kind", "文件种类|paper_kind"}, {"盖章", "sealed", "是否|yes_no"}};
    static const char *const kpi[][3] = {{"指标", "id", "标识|label"}, {"数量", "quantity", "数|number"}};
    declare(g, "申报材料|input");
    one_of(g, "记录|record");
    fields(g, "申报", "application", application, sizeof application / sizeof *application);
    record(g, "人物", "person", person, sizeof person / sizeof *person);
    record(g, "文件", "paper", paper, sizeof paper / sizeof *paper);
    record(g, "指标记录", "kpi", kpi, sizeof kpi / sizeof *kpi);
}

static void choice(struct generator *g, bool ordered, const char *zh, const char *en, const char *const (*items)[2],
                   unsigned n) {
    if (ordered) {
        declare(g, "有序|ordered");
        one_of(g, "选项|choice");
    } else {
        declare(g, "选项|choice");
    }
    names(g, zh, en);
    word(g, "{");
    for (unsigned i = 0; i < n; i++) {
        names(g, items[i][0], items[i][1]);
        if (i + 1 < n) one_of(g, "、|,|；|，");
    }
    word(g, "}");
}

static void reference_data(struct generator *g) {
    static const char *const grades[][2] = {{"低级", "low"}, {"中级", "middle"}, {"高级", "high"}};
    static const char *const countries[][2] = {{"西班牙", "ES"}, {"法国", "FR"}, {"南非", "ZA"}};
    static const char *const kinds[][2] = {{"学校", "school"}, {"研究所", "institute"}, {"公司", "company"}};
    static const char *const papers[][2] = {{"协议", "agreement"}, {"函件", "letter"}};
    choice(g, true, "级别", "grade", grades, 3);
    choice(g, false, "国家", "country", countries, 3);
    choice(g, false, "单位性质", "kind", kinds, 3);
    choice(g, false, "文件种类", "paper_kind", papers, 2);
    declare(g, "标识表|labels");
    names(g, "事项表", "topics");
    word(g, "{");
    names(g, "能源", "energy");
    one_of(g, "、|,");
    names(g, "健康", "health");
    word(g, "}");
    declare(g, "集合|set");
    names(g, "简称表", "short_forms");
    if (sometimes(g, 2)) {
        word(g, ":");
        one_of(g, "一组 文本|set of text");
    }
    one_of(g, "=|＝");
    elements(g, TEXT_KIND, "{", "}", "\"西\"|\"法\"|\"南\"");
    declare(g, "设|let");
    names(g, "上限", "cap");
    word(g, "=");
    number_of(g, 1, 300);
    glued(g, " 万元| wan yuan| 元");
    declare(g, "设|let");
    names(g, "开会日", "meeting");
    word(g, ":");
    one_of(g, "日期|date");
    declare(g, "推算|derive");
    one_of(g, "申报|application");
    glued(g, ".");
    names(g, "全体", "everyone");
    word(g, "=");
    word(g, "[");
    field(g, NULL, "负责人|leader");
    word(g, "]");
    one_of(g, "并|union");
    field(g, NULL, "人员|people");
    declare(g, "推算|derive");
    one_of(g, "申报|application");
    glued(g, ".");
    names(g, "协议件", "agreements");
    word(g, "=");
    filter(g, false, 1);
    declare(g, "函数|function");
    names(g, "计数", "reckon");
    word(g, "(");
    names(g, "数甲", "first");
    word(g, ":");
    one_of(g, "数|number");
    word(g, ",");
    names(g, "真假", "second");
    word(g, ":");
    one_of(g, "是否|yes_no");
    word(g, ")");
    word(g, ":");
    one_of(g, "数|number");
    word(g, "=");
    one_of(g, "如果|if");
    one_of(g, "真假|second");
    one_of(g, "则|then");
    one_of(g, "数甲|first");
    one_of(g, "否则|else");
    number_of(g, 0, 9);
}

static void tables(struct generator *g) {
    if (sometimes(g, 2)) {
        declare(g, "数据表|table");
        buffer_str(&g->out,
                   sometimes(g, 2)
                       ? " 汇率表 rates { 币种 currency: 文本 主键、折合 cny: 数 } = { \"EUR\", 7.8；\"USD\", 未知 }"
                       : " rates 汇率表 { currency 币种: text key, cny 折合: number }");
    }
    if (sometimes(g, 2)) {
        declare(g, "集合|set");
        names(g, "金砖国家", "brics");
        word(g, ":");
        one_of(g, "国家|country|一组 国家");
        word(g, "{");
        one_of(g, "自|since");
        word(g, "2011-04-14");
        word(g, "=");
        elements(g, COUNTRY, "{", "}", "西班牙|ES");
        one_of(g, "自|since");
        word(g, "2024年1月1日");
        word(g, "=");
        elements(g, COUNTRY, "{", "}", "南非|ZA|法国|FR");
        word(g, "}");
    }
}

/* ---- rules ---- */

static void citation(struct generator *g) {
    one_of(g, "依据|cite");
    for (unsigned n = 1 + pick(g, 3); n > 0; n--) {
        one_of(g, g->of_guide ? "总则|preamble|申报流程|eligibility_requirements|形式审查条件"
                              : "其他要求|other_requirements|领域方向|总则|preamble|考核指标|performance_indicators|"
                                "拟支持经费|funding");
        if (!sometimes(g, 4)) glued(g, "(1)|（2）|(2(1))|(一)|(\"3\")|(1.10)|(\"a b\")|(\"一般\")");
        if (n > 1) one_of(g, "、|,");
    }
}

static void rule_part(struct generator *g, unsigned which, bool *let) {
    switch (which) {
    case 0:
        one_of(g, "解释|reading");
        text_pair(g);
        return;
    case 1:
        one_of(g, "若|when");
        expression(g, TRUTH, 1);
        return;
    case 2:
        one_of(g, "除非|unless");
        if (sometimes(g, 3)) {
            field(g, NULL, "题目|title");
            one_of(g, "未填写|is missing");
        } else {
            expression(g, TRUTH, 1);
        }
        return;
    default:
        if (*let) return;
        *let = true;
        one_of(g, "设|let");
        names(g, "门槛", "bound");
        word(g, "=");
        expression(g, NUMBER, 1);
    }
}

static void for_each(struct generator *g, struct element *e) {
    if (sometimes(g, 2)) {
        one_of(g, "对");
        source(g, true, 1);
        word(g, "中");
        one_of(g, "每个|every");
        enter(g, &g->person, e, true);
        word(g, e->name);
    } else {
        one_of(g, "对每个|for each");
        enter(g, &g->person, e, true);
        word(g, e->name);
        one_of(g, "于|in");
        const char *inside = g->person;
        g->person = e->was;
        source(g, true, 1);
        g->person = inside;
    }
    if (sometimes(g, 3)) {
        one_of(g, "当|where");
        expression(g, TRUTH, 0);
    }
}

static void message(struct generator *g) {
    one_of(g, "提示|message");
    gap(g);
    buffer_str(&g->out, "\"题目{");
    g->in_text = true;
    field(g, NULL, "题目|title");
    buffer_str(&g->out, " }，人数{");
    expression(g, NUMBER, 1);
    g->in_text = false;
    buffer_str(&g->out, " }\"");
    if (sometimes(g, 2)) buffer_str(&g->out, " / \"in English\"");
}

static void statement(struct generator *g, bool each) {
    unsigned form = each ? 0 : pick(g, 8);
    if (form < 4) {
        unsigned modality = pick(g, 6);
        one_of(g, modality == 0   ? "必须|须|应|应当|must"
                  : modality == 1 ? "不得|must not"
                  : modality == 2 ? "原则上|in principle"
                  : modality == 3 ? "一般|generally"
                  : modality == 4 ? "鼓励|encourage"
                                  : "优先|prefer");
        expression(g, TRUTH, 3);
        if (modality == 5 && sometimes(g, 2)) {
            one_of(g, "加|by");
            number_of(g, 1, 9);
        }
        if (sometimes(g, 5)) {
            one_of(g, "最迟|at latest");
            expression(g, DATE, 1);
        }
        if (sometimes(g, 3)) message(g);
    } else if (form == 4) {
        if (sometimes(g, 3)) one_of(g, "原则上|鼓励|must");
        one_of(g, "人工审查|judge");
        text_pair(g);
    } else if (form == 5) {
        one_of(g, "说明|inform");
        text_pair(g);
    } else if (form == 6) {
        one_of(g, "未纳入机审|omit");
        text_pair(g);
        one_of(g, "理由|because");
        text_pair(g);
    } else {
        bool chinese = sometimes(g, 2);
        if (sometimes(g, 4)) one_of(g, "原则上|in principle");
        word(g, chinese ? "每个" : "limit each");
        field(g, NULL, "题目|title");
        word(g, chinese ? "限报" : "to");
        if (sometimes(g, 2)) {
            number_of(g, 1, 5);
            if (sometimes(g, 2)) glued(g, " 项| applications");
        } else {
            word(g, "(");
            expression(g, NUMBER, 1);
            word(g, ")");
            glued(g, " 项| applications");
        }
    }
}

static void rule(struct generator *g, unsigned n) {
    struct element e = {0};
    bool let = false, citations = false, each = sometimes(g, 3);
    const char *person = g->person;
    declare(g, "规则|rule");
    gap(g);
    buffer_printf(&g->out, sometimes(g, 2) ? "要求%u rule%u" : "rule%u 要求%u", n, n);
    if (sometimes(g, 2)) text_pair(g);
    unsigned order = pick(g, 4);
    for (unsigned i = 0; i < 5; i++) {
        if (i == order) {
            citation(g);
            citations = true;
        }
        if (i < 4 && sometimes(g, 4)) rule_part(g, (i + order) % 4, &let);
    }
    if (!citations) citation(g);
    if (each) for_each(g, &e);
    statement(g, each);
    g->person = person;
}

static void apply(struct generator *g, unsigned n) {
    declare(g, "适用|apply");
    one_of(g, "不少于几页|pages_at_least");
    buffer_str(&g->out, "(");
    expression(g, NUMBER, 1);
    word(g, ",");
    expression(g, PEOPLE, 1);
    word(g, ")");
    one_of(g, "名为|called");
    gap(g);
    buffer_printf(&g->out, "用法%u applied%u", n, n);
    citation(g);
    bool let = true;
    if (sometimes(g, 3)) rule_part(g, pick(g, 3), &let);
    if (sometimes(g, 4)) message(g);
}

static void template(struct generator *g) {
    struct element e = {0};
    declare(g, "模板|template");
    names(g, "不少于几页", "pages_at_least");
    word(g, "(");
    names(g, "下限", "least");
    word(g, ":");
    one_of(g, "数|number");
    one_of(g, ",|、");
    names(g, "哪些人", "whose");
    word(g, ":");
    one_of(g, "多个 人物|list of person");
    word(g, ")");
    if (sometimes(g, 2)) text_pair(g);
    one_of(g, "对每个|for each");
    enter(g, &g->person, &e, true);
    word(g, e.name);
    one_of(g, "于|in");
    one_of(g, "哪些人|whose");
    one_of(g, "必须|must");
    expression(g, TRUTH, 2);
    one_of(g, "或|or");
    field(g, NULL, "页数|pages");
    compare_word(g, false, true);
    one_of(g, "下限|least");
    g->person = e.was;
}

static void standalone(struct generator *g, unsigned n) {
    unsigned form = pick(g, 4);
    buffer_byte(&g->out, '\n');
    if (form == 0) {
        one_of(g, "说明|inform");
        text_pair(g);
    } else if (form == 1) {
        one_of(g, "未纳入机审|omit");
        text_pair(g);
        one_of(g, "理由|because");
        text_pair(g);
    } else {
        if (form == 2) one_of(g, "鼓励|原则上|generally|must");
        one_of(g, "人工审查|judge");
        gap(g);
        if (sometimes(g, 2)) buffer_printf(&g->out, "审查%u judged%u", n, n);
        text_pair(g);
    }
    citation(g);
    bool let = true;
    if (sometimes(g, 3)) rule_part(g, pick(g, 3), &let);
}

static void rules(struct generator *g, unsigned n, unsigned from) {
    for (unsigned i = 0; i < n; i++) {
        switch (pick(g, 5)) {
        case 0: apply(g, from + i); break;
        case 1: standalone(g, from + i); break;
        default: rule(g, from + i);
        }
    }
}

/* ---- headings ---- */

static void amounts(struct generator *g) {
    one_of(g, "10 个|不超过 20 个|at most 20 projects|约 138 个|about 15|15 左右|15 or so|5 至 8 项|3 to 5|<= 4 个");
    if (sometimes(g, 2)) return;
    one_of(g, "，|,");
    one_of(g, "共|total");
    one_of(g,
           "6000 万元|不超过 3000 万元|at most 30 million yuan|约 1.05 亿元|4.96 yi yuan or so|1000 万元 至 3000 万元");
}

static void theme(struct generator *g, unsigned n) {
    declare(g, "主题|theme");
    buffer_printf(&g->out, " 题目%u theme%u \"虚构主题\" {", n, n);
    if (sometimes(g, 2)) {
        declare(g, "拟支持|supports");
        amounts(g);
    }
    declare(g, "研究内容|contents");
    buffer_str(&g->out, " {");
    word(g, "1");
    text_pair(g);
    one_of(g, "；|;");
    word(g, "2a");
    text_pair(g);
    word(g, "}");
    if (sometimes(g, 2)) {
        declare(g, "考核指标|indicators");
        buffer_str(&g->out, " {");
        one_of(g, "1 样机 prototypes 3 套|1 prototypes 样机 3 至 4 套|1a 样机 prototypes 不少于 3 sets|\"1\" papers "
                  "论文 at least 2");
        one_of(g, "；|;");
        one_of(g, "2b 精度 precision 优于 20 米|2b precision 精度 better than 20 metres|2b \"降幅\" 20% 至 30%|2b 平台 "
                  "platform 鼓励");
        if (sometimes(g, 2)) {
            one_of(g, "除非|unless");
            field(g, NULL, "紧急|urgent");
        }
        word(g, "}");
    }
    rules(g, pick(g, 3), 100 * n + 100);
    if (sometimes(g, 2)) {
        declare(g, "规则|rule");
        buffer_printf(&g->out, " 覆盖%u covering%u", n, n);
        citation(g);
        one_of(g, "必须|must");
        one_of(g, "覆盖全部|covers all");
        one_of(g, "研究内容|contents");
    }
    word(g, "}");
}

static void direction(struct generator *g) {
    declare(g, "方向|direction");
    word(g, "\"1.3\"");
    names(g, "虚构国", "invented");
    text_pair(g);
    declare(g, "合作国别|partners");
    one_of(g, "西班牙|ES");
    one_of(g, "、|,");
    one_of(g, "FR|法国");
    declare(g, "领域|fields");
    names(g, "智慧城市", "smart_cities");
    one_of(g, "、|,");
    one_of(g, "\"5G\" five_g|\"工业4.0\"|\"农业、食品\" farming");
    declare(g, "拟支持|supports");
    amounts(g);
    if (sometimes(g, 2)) {
        one_of(g, "，|,");
        one_of(g, "其中|of which");
        word(g, "{");
        one_of(g, "智慧城市|smart_cities");
        amounts(g);
        one_of(g, "；|;");
        if (sometimes(g, 3)) one_of(g, "原则上|in principle");
        one_of(g, "每个 合作国别|every partners|every 领域|每个 fields|(申报.紧急)|(application.pages 超过 3)");
        amounts(g);
        word(g, "}");
    }
}

struct text generate_program(struct arena *arena, uint32_t seed) {
    struct generator g = {.state = 0x9e3779b97f4a7c15u ^ ((uint64_t)seed * 0x2545f4914f6cdd1du + 1)};
    buffer_init(&g.out, arena);
    for (int i = 0; i < 8; i++) pick(&g, 2);
    static const unsigned often[] = {0, 40, 150, 500};
    g.comments = often[pick(&g, 4)];
    if (sometimes(&g, 3)) buffer_str(&g.out, "## 虚构的政策\n# invented\n");
    model(&g);
    reference_data(&g);
    tables(&g);
    template(&g);
    declare(&g, "指南|guide");
    word(&g, "\"虚构-1\"");
    text_pair(&g);
    declare(&g, "年度|year");
    word(&g, sometimes(&g, 2) ? "2023" : "2023年");
    declare(&g, "总计|totals");
    amounts(&g);
    g.of_guide = true;
    rules(&g, 1 + pick(&g, 2), 1);
    g.of_guide = false;
    direction(&g);
    rules(&g, 2 + pick(&g, 4), 20);
    for (unsigned n = pick(&g, 3); n > 0; n--) theme(&g, n);
    if (sometimes(&g, 4)) buffer_str(&g.out, "\n# 结尾");
    if (!sometimes(&g, 4)) buffer_byte(&g.out, '\n');
    return buffer_done(&g.out);
}
