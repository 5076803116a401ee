/* Wording that leaves a date's boundary open: “2019年8月31日前” and “before 31 August 2019” do not say whether that day
 * itself is in time, and guides are read both ways. A rule whose texts say so needs a reading (解释), unless the text
 * itself says that the day is included or not. The operators of conditions are always explicit and are not looked at. */
#include "lang/sema/lint.h"

#include <string.h>

/* ---- Chinese ---- */

static bool starts(struct text t, size_t at, const char *word) {
    size_t n = strlen(word);
    return at + n <= t.len && memcmp(t.ptr + at, word, n) == 0;
}

/* Moves over a run of digits; false where there is none. */
static bool digits(struct text t, size_t *at, size_t least, size_t most) {
    size_t from = *at;
    while (*at < t.len && *at - from < most && t.ptr[*at] >= '0' && t.ptr[*at] <= '9') (*at)++;
    return *at - from >= least;
}

static void blanks(struct text t, size_t *at) {
    while (*at < t.len && t.ptr[*at] == ' ') (*at)++;
}

static bool word(struct text t, size_t *at, const char *w) {
    blanks(t, at);
    if (!starts(t, *at, w)) return false;
    *at += strlen(w);
    blanks(t, at);
    return true;
}

/* 2019年8月31日, 2019-08-31 */
static bool chinese_date(struct text t, size_t *at) {
    size_t i = *at;
    if (!digits(t, &i, 4, 4)) return false;
    bool iso = starts(t, i, "-");
    if (iso ? !word(t, &i, "-") : !word(t, &i, "年")) return false;
    if (!digits(t, &i, 1, 2) || !(iso ? word(t, &i, "-") : word(t, &i, "月")) || !digits(t, &i, 1, 2)) return false;
    if (!iso && !word(t, &i, "日")) return false;
    *at = i;
    return true;
}

/* The word of a boundary at a place, the longer before those it begins with. */
static const char *chinese_boundary(struct text t, size_t at) {
    static const char *const words[] = {"前", "以前", "之前", "以后", "之后", "起", "以来", "以内"};
    blanks(t, &at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts(t, at, words[i])) return words[i];
    return NULL;
}

static bool holds_any(struct text t, const char *const *words, size_t count) {
    for (size_t i = 0; i < t.len; i++)
        for (size_t k = 0; k < count; k++)
            if (starts(t, i, words[k])) return true;
    return false;
}

static bool chinese_says(struct text t) {
    static const char *const words[] = {"含", "包括", "当日", "当天", "除外"};
    return holds_any(t, words, sizeof words / sizeof *words);
}

/* ---- English ---- */

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool month(struct text t, size_t *at) {
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (starts(t, *at, months[i])) {
            *at += strlen(months[i]);
            blanks(t, at);
            return true;
        }
    return false;
}

/* 31 August 2019, August 31, 2019, 2019-08-31 */
static bool english_date(struct text t, size_t *at) {
    size_t i = *at;
    if (month(t, &i)) {
        if (!digits(t, &i, 1, 2)) return false;
        if (starts(t, i, ",")) i++;
    } else if (digits(t, &i, 1, 2) && (blanks(t, &i), month(t, &i))) {
        if (starts(t, i, ",")) i++;
    } else {
        i = *at;
        if (!digits(t, &i, 4, 4) || !starts(t, i, "-") || !chinese_date(t, at)) return false;
        return true;
    }
    blanks(t, &i);
    if (!digits(t, &i, 4, 4)) return false;
    *at = i;
    return true;
}

/* Moves over a word that puts a boundary before a date. */
static bool english_boundary(struct text t, size_t *at) {
    static const char *const words[] = {"before", "by", "until", "till", "from", "since", "after", "prior to"};
    if (*at > 0 && is_letter(t.ptr[*at - 1])) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]), next = *at + n;
        if (!starts(t, *at, words[i]) && !((t.ptr[*at] ^ 0x20) == words[i][0] && starts(t, *at + 1, words[i] + 1)))
            continue;
        if (next >= t.len || t.ptr[next] != ' ') continue;
        blanks(t, &next);
        *at = next;
        return true;
    }
    return false;
}

static bool english_says(struct text t) {
    static const char *const words[] = {"clusive",  "included", "including", "excluded", "excluding",
                                        "that day", "end of",   "or before", "or after", "no later"};
    return holds_any(t, words, sizeof words / sizeof *words);
}

/* ---- texts ---- */

/* The words that leave a boundary open; empty where there are none. */
static struct text open_boundary(struct text t) {
    for (size_t i = 0; i < t.len && !chinese_says(t); i++) {
        size_t at = i;
        const char *boundary = chinese_date(t, &at) ? chinese_boundary(t, at) : NULL;
        if (boundary == NULL) continue;
        blanks(t, &at);
        return text_slice(t, i, at + strlen(boundary));
    }
    for (size_t i = 0; i < t.len && !english_says(t); i++) {
        size_t at = i;
        if (english_boundary(t, &at) && english_date(t, &at)) return text_slice(t, i, at);
    }
    return TEXT("");
}

/* A text with dates put in: “{截止}前”. */
static bool hole_is_open(const struct lint *l, const struct node *n, struct text *words) {
    for (uint32_t i = 0; i + 1 < n->n_kids; i++) {
        const struct node *hole = n->kids[i], *behind = n->kids[i + 1];
        if (hole->kind == NODE_TEXT || !type_is(hole->type, TYPE_DATE) || behind->kind != NODE_TEXT) continue;
        const char *boundary = chinese_boundary(behind->text, 0);
        if (boundary == NULL || chinese_says(behind->text)) continue;
        *words = text_format(l->arena, "…%s", boundary);
        return true;
    }
    return false;
}

/* True where something was found, which is said once for each rule. */
static bool check_text(struct lint *l, const struct node *n) {
    if (n == NULL) return false;
    struct text words = TEXT("");
    if (n->kind == NODE_TEXT) {
        words = open_boundary(n->text);
        if (words.len == 0 && !hole_is_open(l, n, &words)) words = TEXT("");
    }
    if (words.len > 0) {
        diag_report(l->sink, DIAG_READING_MISSING, n->span, words);
        return true;
    }
    for (uint32_t i = 0; i < n->n_kids; i++)
        if (check_text(l, n->kids[i])) return true;
    return false;
}

static void check_doc(struct lint *l, struct text doc, struct span at) {
    struct text words = open_boundary(doc);
    if (words.len > 0) diag_report(l->sink, DIAG_READING_MISSING, at, words);
}

static void check_parts(struct lint *l, const struct node *title, const struct rule_parts *parts, struct text doc,
                        struct span head) {
    const struct node *st = parts->statement;
    if (parts->reading != NULL || check_text(l, title)) return;
    if (st != NULL && st->kind == NODE_JUDGE && check_text(l, st->kids[JUDGE_TEXT])) return;
    if (st != NULL && st->kind == NODE_INFORM && check_text(l, st->kids[INFORM_TEXT])) return;
    if (parts->message != NULL && check_text(l, parts->message->kids[MESSAGE_TEXT])) return;
    check_doc(l, doc, head);
}

static void check_all_templates(struct lint *l, const struct program *p) {
    for (size_t i = 0; i < p->templates.count; i++) {
        const struct symbol *t = p->templates.items[i];
        struct rule_parts parts = {0};
        rule_parts_sort(l->arena, l->sink, t->node->kids[TEMPLATE_PARTS], &parts);
        if (!text_starts(source_get(p->sources, t->file)->path, TEXT("stdlib/")))
            check_parts(l, t->node->kids[TEMPLATE_TITLE], &parts, t->doc, t->node->kids[TEMPLATE_NAMES]->span);
    }
}

void lint_readings(struct lint *l) {
    const struct program *p = l->program;
    check_all_templates(l, p);
    for (size_t i = 0; i < p->headings.count; i++)
        for (size_t k = 0; k < p->headings.items[i]->rules.count; k++) {
            const struct rule_unit *r = p->headings.items[i]->rules.items[k];
            bool applied = r->template != NULL;
            if (r->parts.reading != NULL) continue;
            check_parts(l, applied ? NULL : r->title, applied ? &r->applied : &r->parts, r->node->doc, r->span);
        }
}
