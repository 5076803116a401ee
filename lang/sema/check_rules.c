/* Guides, directions, and their rules: which guide a direction belongs to, templates applied, names, citations, and the
 * types of every part. */
#include "lang/sema/guess.h"
#include "lang/sema/internal.h"
#include "lang/sema/lint.h"

#include <string.h>

/* ---- parts ---- */

static void once(struct diag_sink *sink, struct node **slot, struct node *part) {
    if (*slot != NULL) {
        struct diag *d = diag_report0(sink, DIAG_PART_TWICE, part->span);
        diag_mark(sink, d, (*slot)->span, TEXT("第一次在这里"), TEXT("first here"));
    }
    *slot = part;
}

void rule_parts_sort(struct arena *arena, struct diag_sink *sink, struct node *parts, struct rule_parts *out) {
    for (uint32_t i = 0; i < parts->n_kids; i++) {
        struct node *p = parts->kids[i];
        switch ((enum node_kind)p->kind) {
        case NODE_CITE:
            for (uint32_t k = 0; k < p->kids[CITE_ITEMS]->n_kids; k++)
                VEC_PUSH(arena, &out->cites, p->kids[CITE_ITEMS]->kids[k]);
            break;
        case NODE_READING: once(sink, &out->reading, p); break;
        case NODE_WHEN: VEC_PUSH(arena, &out->whens, p); break;
        case NODE_UNLESS: VEC_PUSH(arena, &out->unlesses, p); break;
        case NODE_LET: VEC_PUSH(arena, &out->lets, p); break;
        case NODE_FOR_EACH: once(sink, &out->for_each, p); break;
        case NODE_LATEST: once(sink, &out->latest, p); break;
        case NODE_MESSAGE: once(sink, &out->message, p); break;
        case NODE_CALLED: once(sink, &out->called, p); break;
        case NODE_REPLACES: VEC_PUSH(arena, &out->replaces, p); break;
        case NODE_LIMIT:
        case NODE_REQUIRE:
        case NODE_JUDGE:
        case NODE_INFORM:
        case NODE_OMIT: out->statement = p; break;
        default: break;
        }
    }
}

static struct symbol *local_new(struct checker *c, struct node *names, struct type type, struct node *at) {
    struct symbol *s = symbol_new(c->program, SYMBOL_LOCAL, names, at, at->span.file);
    s->type = type;
    s->state = SYMBOL_CHECKED;
    return s;
}

static void check_text(struct checker *c, struct node *text) {
    if (text == NULL) return;
    if (text->kind == NODE_PAIR) {
        check_text(c, text->kids[PAIR_ONE]);
        check_text(c, text->kids[PAIR_OTHER]);
    } else {
        check_expression(c, text, type_one(TYPE_TEXT));
    }
}

/* Texts shown as they stand: no {…}. */
static void check_plain(struct checker *c, struct node *text) {
    if (text == NULL) return;
    if (text->kind == NODE_PAIR) {
        check_plain(c, text->kids[PAIR_ONE]);
        check_plain(c, text->kids[PAIR_OTHER]);
    } else if (text->flags & NODE_HAS_HOLES) {
        diag_report0(c->sink, DIAG_HOLES_HERE, text->span);
    }
}

static bool asks_whether(struct text t) {
    for (size_t i = 0; i + 6 <= t.len; i++)
        if (memcmp(t.ptr + i, "是否", 6) == 0) return true;
    return false;
}

static struct node *first_text(struct node *text) { return text->kind == NODE_PAIR ? text->kids[PAIR_ONE] : text; }

static void report_unknown_direction(struct checker *c, struct node *code) {
    struct guess guess = guess_begin(c->arena, code->text);
    for (size_t h = 0; h < c->program->headings.count; h++)
        if (c->program->headings.items[h]->kind == HEADING_DIRECTION)
            guess_spelling(&guess, c->program->headings.items[h]->code);
    struct diag *d = diag_report(c->sink, DIAG_UNKNOWN_DIRECTION, code->span, code->text);
    if (guess.best.len) d->suggestion = text_format(c->arena, "\"%.*s\"", TEXT_ARG(guess.best));
}

/* So many applications for each value of a key; the directions counted together are settled once all are known. */
static void check_limit(struct checker *c, struct node *limit) {
    check_key(c, limit->kids[LIMIT_KEY]);
    check_is(c, limit->kids[LIMIT_COUNT], type_one(TYPE_NUMBER));
    check_is(c, limit->kids[LIMIT_WHERE], TYPE_A_TRUTH);
    struct node *among = limit->kids[LIMIT_AMONG];
    for (uint32_t i = 0; c->program->whole && among != NULL && i < among->n_kids; i++) {
        bool known = false;
        for (size_t h = 0; h < c->program->headings.count; h++)
            known = known || (c->program->headings.items[h]->kind == HEADING_DIRECTION &&
                              text_equal(c->program->headings.items[h]->code, among->kids[i]->text));
        if (!known && c->heading != NULL) report_unknown_direction(c, among->kids[i]);
    }
}

/* The parts of one rule or template, in the order of the text; the locals they make are dropped at the end. */
static void check_parts(struct checker *c, struct rule_parts *parts) {
    size_t mark = c->locals.count;
    c->missing_allowed = true;
    for (size_t i = 0; i < parts->whens.count; i++) {
        check_is(c, parts->whens.items[i]->kids[WHEN_CONDITION], TYPE_A_TRUTH);
        c->locals.count = mark;
    }
    for (size_t i = 0; i < parts->unlesses.count; i++) {
        check_is(c, parts->unlesses.items[i]->kids[UNLESS_CONDITION], TYPE_A_TRUTH);
        c->locals.count = mark;
    }
    c->missing_allowed = false;
    for (size_t i = 0; i < parts->lets.count; i++) {
        struct node *let = parts->lets.items[i];
        struct type type = declare_type(c->program, c->module, let->kids[LET_TYPE]);
        struct type have = check_expression(c, let->kids[LET_VALUE], type);
        if (type.kind == TYPE_NONE)
            type = have.kind == TYPE_TALLY ? type_one(TYPE_NUMBER) : have;
        else
            check_is(c, let->kids[LET_VALUE], type);
        struct symbol *s = local_new(c, let->kids[LET_NAMES], type, let);
        let->decl = s;
        VEC_PUSH(c->arena, &c->locals, s);
    }
    check_plain(c, parts->reading == NULL ? NULL : parts->reading->kids[READING_TEXT]);
    if (parts->latest != NULL) check_is(c, parts->latest->kids[LATEST_DAY], type_one(TYPE_DATE));
    if (parts->for_each != NULL) {
        struct node *each = parts->for_each;
        struct type t = check_expression(c, each->kids[FOR_EACH_SOURCE], type_one(TYPE_NONE));
        if (t.kind != TYPE_NONE && t.shape == SHAPE_ONE) {
            diag_report(c->sink, DIAG_NOT_A_LIST, each->kids[FOR_EACH_SOURCE]->span, type_both(c->program, t));
            t = type_one(TYPE_NONE);
        }
        struct symbol *s = local_new(c, each->kids[FOR_EACH_VARIABLE], type_element(t), each->kids[FOR_EACH_VARIABLE]);
        name_for_readers(c, s);
        each->kids[FOR_EACH_VARIABLE]->decl = s;
        VEC_PUSH(c->arena, &c->locals, s);
        check_is(c, each->kids[FOR_EACH_WHERE], TYPE_A_TRUTH);
    }
    size_t inner = c->locals.count;
    struct node *st = parts->statement;
    if (st != NULL && st->kind == NODE_REQUIRE) {
        check_is(c, st->kids[REQUIRE_CONDITION], TYPE_A_TRUTH);
        if (st->op == MODALITY_MUST_NOT) c->locals.count = inner;
    } else if (st != NULL && st->kind == NODE_JUDGE) {
        check_plain(c, st->kids[JUDGE_TEXT]);
        if (asks_whether(first_text(st->kids[JUDGE_TEXT])->text)) diag_report0(c->sink, DIAG_JUDGE_QUESTION, st->span);
    } else if (st != NULL && st->kind == NODE_LIMIT) {
        check_limit(c, st);
    } else if (st != NULL && st->kind == NODE_INFORM) {
        check_plain(c, st->kids[INFORM_TEXT]);
    } else if (st != NULL) {
        check_plain(c, st->kids[OMIT_TEXT]);
        check_plain(c, st->kids[OMIT_BECAUSE]);
    }
    c->locals.count = inner;
    if (parts->message != NULL) {
        if (st != NULL && st->kind != NODE_REQUIRE) diag_report0(c->sink, DIAG_MESSAGE_UNUSED, parts->message->span);
        check_text(c, parts->message->kids[MESSAGE_TEXT]);
    }
    if (parts->for_each != NULL && st != NULL && st->kind != NODE_REQUIRE && st->kind != NODE_LIMIT)
        diag_report0(c->sink, DIAG_EACH_UNUSED, parts->for_each->span);
    if (parts->latest != NULL && st != NULL && st->kind != NODE_REQUIRE)
        diag_report0(c->sink, DIAG_LATEST_UNUSED, parts->latest->span);
    c->locals.count = mark;
}

void check_templates(struct program *program) {
    for (size_t i = 0; i < program->templates.count; i++) {
        struct symbol *t = program->templates.items[i];
        struct module *module = NULL;
        for (size_t m = 0; m < program->modules.count; m++)
            if (program->modules.items[m]->file == t->file) module = program->modules.items[m];
        struct checker c = {.program = program, .arena = program->arena, .sink = program->sink, .module = module};
        for (size_t p = 0; p < t->members.count; p++) VEC_PUSH(c.arena, &c.locals, t->members.items[p]);
        struct rule_parts parts = {0};
        rule_parts_sort(program->arena, program->sink, t->node->kids[TEMPLATE_PARTS], &parts);
        for (size_t k = 0; k < parts.cites.count; k++)
            diag_report0(program->sink, DIAG_CITE_IN_TEMPLATE, parts.cites.items[k]->span);
        check_plain(&c, t->node->kids[TEMPLATE_TITLE]);
        check_parts(&c, &parts);
        t->state = SYMBOL_CHECKED;
    }
}

/* ---- citations ---- */

struct section {
    const char *zh, *en;
    bool of_guide;
};
#define GUIDE true
#define DIRECTION false
static const struct section sections[] = {
#define SECTION(id, zh, en, scope) {zh, en, scope},
#include "lang/value/sections.def"
#undef SECTION
};
#undef GUIDE
#undef DIRECTION
#define N_SECTIONS (sizeof sections / sizeof *sections)

static const struct section *section_named(struct text name) {
    for (size_t i = 0; i < N_SECTIONS; i++) {
        if (text_equal(text_of(sections[i].zh), name)) return &sections[i];
        /* English policies may write the heading as one word: other_requirements. */
        const char *en = sections[i].en;
        size_t k = 0;
        while (k < name.len && en[k] != '\0' &&
               ((en[k] | 0x20) == (name.ptr[k] | 0x20) || (en[k] == ' ' && name.ptr[k] == '_')))
            k++;
        if (k == name.len && en[k] == '\0') return &sections[i];
    }
    return NULL;
}

struct text section_in(struct arena *arena, struct text name, enum language language) {
    const struct section *section = section_named(name);
    if (section == NULL) return name;
    if (language == LANGUAGE_ZH) return text_of(section->zh);
    struct buffer b;
    buffer_init(&b, arena);
    for (const char *en = section->en; *en != '\0'; en++) buffer_byte(&b, *en == ' ' ? '_' : (char)(*en | 0x20));
    return buffer_done(&b);
}

/* As a citation is written: 其他要求(2), 总则. */
static struct text clause_words(struct arena *arena, struct text section, struct text number) {
    return number.len == 0 ? section : text_format(arena, "%.*s(%.*s)", TEXT_ARG(section), TEXT_ARG(number));
}

/* `Other requirements` as an English policy writes it. */
static struct text section_as_word(struct arena *arena, const struct section *section) {
    struct text en = text_of(section->en);
    struct buffer word;
    buffer_init(&word, arena);
    for (size_t k = 0; k < en.len; k++) buffer_byte(&word, en.ptr[k] == ' ' ? '_' : (char)(en.ptr[k] | 0x20));
    return buffer_done(&word);
}

/* `eligibility` for `eligibility_requirements`. */
static bool is_shortened(struct text name, struct text word) {
    for (size_t i = 0; name.len >= 4 && i + name.len <= word.len; i++)
        if (text_equal(name, text_slice(word, i, i + name.len))) return true;
    return false;
}

/* In the writer's language: a heading in English is written as one word. */
static void report_unknown_section(struct program *program, struct span span, struct text name) {
    struct guess guess = guess_begin(program->arena, name);
    struct text whole = TEXT("");
    for (size_t i = 0; i < N_SECTIONS; i++) {
        struct text word = section_as_word(program->arena, &sections[i]);
        guess_spelling(&guess, text_of(sections[i].zh));
        guess_spelling(&guess, word);
        if (is_shortened(name, word)) whole = word;
    }
    struct span at = guess_place(program->sink, span, name);
    diag_report(program->sink, DIAG_UNKNOWN_SECTION, at, name)->suggestion = guess.best.len > 0 ? guess.best : whole;
}

static void check_cite(struct program *program, struct heading *h, struct node *cite) {
    const struct section *section = section_named(cite->text);
    if (section == NULL) {
        report_unknown_section(program, cite->span, cite->text);
        return;
    }
    cite->text = text_of(section->zh);
    cite->flags = section->of_guide ? 0 : NODE_KEY; /* a clause of the direction */
    if (h->kind == HEADING_THEME) h = h->direction;
    struct heading *owner = section->of_guide && h->kind != HEADING_GUIDE ? h->guide : h;
    if (owner == NULL) return;
    if (!section->of_guide && h->kind == HEADING_GUIDE) {
        diag_report(program->sink, DIAG_SECTION_OF_DIRECTION, cite->span, cite->text);
        return;
    }
    struct text number = value_as_text(cite->value);
    bool listed = false, found = false;
    for (size_t i = 0; i < owner->clauses.count; i++) {
        struct clause_item *item = &owner->clauses.items[i];
        if (!text_equal(item->section, text_of(section->zh))) continue;
        listed = true;
        /* A cited 2(1) also covers a clause listed as 2. */
        bool same = text_equal(item->number, number) ||
                    (number.len > item->number.len && item->number.len > 0 && text_starts(number, item->number) &&
                     number.ptr[item->number.len] == '(');
        if (same) {
            found = true;
            item->cited = true;
        }
    }
    if (listed && !found)
        diag_report(program->sink, DIAG_NO_SUCH_CLAUSE, cite->span, clause_words(program->arena, cite->text, number));
}

/* ---- rules of a heading ---- */

static struct names note_names(const struct rule_unit *r) {
    static const struct names judge = {TEXT("人工审查"), TEXT("judge")}, inform = {TEXT("说明"), TEXT("inform")},
                              omit = {TEXT("未纳入机审"), TEXT("omit")};
    return r->parts.statement->kind == NODE_JUDGE ? judge : r->parts.statement->kind == NODE_INFORM ? inform : omit;
}

static struct text numbered(struct arena *arena, struct text name, size_t k) {
    return name.len == 0 ? name : text_format(arena, "%.*s#%zu", TEXT_ARG(name), k);
}

/* The heading whose rules hold as well: a theme's direction, a direction's guide. */
static const struct heading *above(const struct heading *h) { return h->direction != NULL ? h->direction : h->guide; }

/* Whether it is named by what it is and its order: a judge, inform or omit that stands alone, a template applied. */
static bool is_note(const struct rule_unit *r) {
    return r->node->kind == NODE_RULE && r->node->kids[RULE_NAMES] == NULL && r->parts.statement != NULL;
}
static bool is_applied(const struct rule_unit *r) {
    return r->node->kind == NODE_APPLY && r->applied.called == NULL && r->template != NULL;
}
static bool counts_with(const struct rule_unit *a, const struct rule_unit *b) {
    if (is_note(b)) return is_note(a) && a->parts.statement->kind == b->parts.statement->kind;
    return is_applied(a) && a->template == b->template;
}

/* Those of its kind that stand before it, here and above, so that its number is its own in every report. */
static size_t number_of(const struct heading *h, size_t i) {
    size_t number = 1;
    for (size_t k = 0; k < i; k++) number += counts_with(h->rules.items[k], h->rules.items[i]);
    for (const struct heading *up = above(h); up != NULL; up = above(up))
        for (size_t k = 0; k < up->rules.count; k++) number += counts_with(up->rules.items[k], h->rules.items[i]);
    return number;
}

/* Names for what has none or shares one: judge#1; the second application of a template is name#2. */
static void name_rules(struct program *program, struct heading *h) {
    for (size_t i = 0; i < h->rules.count; i++) {
        struct rule_unit *r = h->rules.items[i];
        if (!is_note(r) && !is_applied(r)) continue;
        size_t number = number_of(h, i);
        struct names base = is_note(r) ? note_names(r) : r->template->names;
        bool alone = is_applied(r) && number == 1;
        r->names.zh = alone ? base.zh : numbered(program->arena, base.zh, number);
        r->names.en = alone ? base.en : numbered(program->arena, base.en, number);
    }
    for (size_t i = 0; i < h->rules.count; i++) {
        struct rule_unit *r = h->rules.items[i];
        struct text name = r->names.zh.len > 0 ? r->names.zh : r->names.en;
        for (size_t k = 0; k < i; k++) {
            struct rule_unit *before = h->rules.items[k];
            if (names_match(&before->names, r->names.zh) || names_match(&before->names, r->names.en)) {
                struct diag *d = diag_report(program->sink, DIAG_RULE_TWICE, r->span, name);
                diag_mark(program->sink, d, before->span, TEXT("第一次在这里"), TEXT("first here"));
                break;
            }
        }
    }
}

static void check_apply(struct checker *c, struct rule_unit *r) {
    struct symbol *t = name_find(c, r->node->text);
    rule_parts_sort(c->arena, c->sink, r->node->kids[APPLY_PARTS], &r->applied);
    if (t == NULL || t->kind != SYMBOL_TEMPLATE) {
        if (t == NULL) {
            name_unknown(c, r->node, type_one(TYPE_NONE));
        } else {
            diag_report(c->sink, DIAG_NOT_A_TEMPLATE, guess_place(c->sink, r->node->span, r->node->text),
                        r->node->text);
        }
        return;
    }
    t->used = true;
    r->node->decl = t;
    r->template = t;
    r->title = t->node->kids[TEMPLATE_TITLE];
    r->args = r->node->kids[APPLY_ARGS];
    if (r->args->n_kids != t->members.count)
        diag_report(c->sink, DIAG_WRONG_ARGUMENTS, r->node->span, r->node->text,
                    text_format(c->arena, "%zu", t->members.count), text_format(c->arena, "%u", r->args->n_kids));
    for (uint32_t i = 0; i < r->args->n_kids; i++)
        check_is(c, r->args->kids[i], i < t->members.count ? t->members.items[i]->type : type_one(TYPE_NONE));
    rule_parts_sort(c->arena, c->sink, t->node->kids[TEMPLATE_PARTS], &r->parts);
    check_parts(c, &r->applied);
}

static void check_replaces(struct checker *c, struct heading *h, struct rule_unit *r) {
    struct rule_parts *parts = r->node->kind == NODE_APPLY ? &r->applied : &r->parts;
    for (size_t i = 0; i < parts->replaces.count; i++) {
        struct node *n = parts->replaces.items[i];
        if (h->kind == HEADING_GUIDE) {
            diag_report(c->sink, DIAG_NOT_IN_GUIDE, n->span, diag_both(c->arena, TEXT("代替"), TEXT("replaces")));
            continue;
        }
        n->decl = displace_general(h, n->text);
        if (n->decl == NULL) displace_report(c, h, r, n, DIAG_REPLACES_UNKNOWN);
    }
}

/* The row of an indicator becomes a rule written out; without the data it asks for there is none. */
static void write_indicators_out(struct checker *c, struct heading *h) {
    size_t kept = 0;
    for (size_t i = 0; i < h->rules.count; i++) {
        struct rule_unit *r = h->rules.items[i];
        if (r->row_node != NULL) {
            r->node = indicator_rule(c->program, r->row_node);
            if (r->node == NULL) continue;
            r->names = declare_names(r->node->kids[RULE_NAMES]);
        }
        h->rules.items[kept++] = r;
    }
    h->rules.count = kept;
}

static void check_rule(struct checker *c, struct heading *h, struct rule_unit *r) {
    if (r->node->kind == NODE_APPLY) {
        check_apply(c, r);
        if (r->applied.called != NULL) {
            struct symbol *named =
                symbol_new(c->program, SYMBOL_LOCAL, r->applied.called->kids[CALLED_NAMES], r->node, r->module->file);
            r->names = named->names;
        }
    } else {
        r->title = r->node->kids[RULE_TITLE];
        rule_parts_sort(c->arena, c->sink, r->node->kids[RULE_PARTS], &r->parts);
        check_plain(c, r->title);
        check_parts(c, &r->parts);
    }
    struct rule_parts *own = r->node->kind == NODE_APPLY ? &r->applied : &r->parts;
    if (h->when != NULL) VEC_PUSH(c->arena, &own->whens, h->when);
    if (own->cites.count == 0) {
        struct text name = r->names.zh.len > 0           ? r->names.zh
                           : r->names.en.len > 0         ? r->names.en
                           : r->node->kind == NODE_APPLY ? r->node->text
                                                         : TEXT("");
        struct span head = r->span;
        struct node *names = r->node->kind == NODE_RULE ? r->node->kids[RULE_NAMES] : NULL;
        if (names != NULL) head = names->span;
        diag_report(c->sink, DIAG_NO_CITATION, head, name);
    }
    for (size_t i = 0; i < own->cites.count; i++) check_cite(c->program, h, own->cites.items[i]);
}

/* A direction belongs to the guide above it in its file, or else to that of the files it uses. */
static struct heading *guide_of(struct program *program, struct module *module, unsigned depth) {
    for (size_t i = 0; i < program->headings.count; i++)
        if (program->headings.items[i]->kind == HEADING_GUIDE && program->headings.items[i]->module == module)
            return program->headings.items[i];
    for (size_t i = 0; depth < 20 && i < module->uses.count; i++) {
        struct heading *found = guide_of(program, module->uses.items[i], depth + 1);
        if (found != NULL) return found;
    }
    return NULL;
}

static void check_waivers(struct checker *c, struct heading *h) {
    for (size_t i = 0; i < h->waivers.count; i++) {
        struct waiver_unit *w = &h->waivers.items[i];
        rule_parts_sort(c->arena, c->sink, w->node->kids[WAIVE_PARTS], &w->parts);
        check_parts(c, &w->parts);
        for (size_t k = 0; k < w->parts.cites.count; k++) check_cite(c->program, h, w->parts.cites.items[k]);
        if (w->parts.cites.count == 0) diag_report(c->sink, DIAG_NO_CITATION, w->node->span, w->node->text);
        if (h->kind == HEADING_GUIDE) {
            diag_report0(c->sink, DIAG_WAIVE_IN_GUIDE, w->node->span);
            continue;
        }
        if (h->when != NULL) VEC_PUSH(c->arena, &w->parts.whens, h->when);
        w->rule = displace_general(h, w->node->text);
        w->node->decl = w->rule;
        if (w->rule == NULL) displace_report(c, h, NULL, w->node, DIAG_WAIVE_UNKNOWN);
    }
}

/* The headings that a 条款 line names, by the name that citations get. */
static void settle_clauses(struct program *program, struct heading *h) {
    for (size_t i = 0; i < h->clauses.count; i++) {
        const struct section *section = section_named(h->clauses.items[i].section);
        if (section != NULL)
            h->clauses.items[i].section = text_of(section->zh);
        else
            report_unknown_section(program, h->clauses.items[i].span, h->clauses.items[i].section);
    }
}

/* A rule's name serves findings and the report, so it is one of a kind among all that hold for one application. */
static void check_names_above(struct checker *c, struct heading *h) {
    for (size_t i = 0; h->kind != HEADING_GUIDE && i < h->rules.count; i++) {
        struct rule_unit *r = h->rules.items[i];
        bool named = r->node->kind == NODE_RULE ? r->node->kids[RULE_NAMES] != NULL : r->applied.called != NULL;
        const struct rule_unit *above = displace_general(h, r->names.zh);
        if (above == NULL) above = displace_general(h, r->names.en);
        if (named && above != NULL) {
            struct diag *d =
                diag_report(c->sink, DIAG_RULE_OF_GUIDE, r->span, r->names.zh.len > 0 ? r->names.zh : r->names.en);
            diag_mark(c->sink, d, above->span, TEXT("已在这里"), TEXT("stated here"));
        }
    }
}

static void check_heading(struct program *program, struct heading *h) {
    struct checker c = {
        .program = program, .arena = program->arena, .sink = program->sink, .module = h->module, .heading = h};
    if (h->kind == HEADING_DIRECTION) {
        if (h->guide == NULL) h->guide = guide_of(program, h->module, 0);
        if (h->guide == NULL) diag_report(program->sink, DIAG_DIRECTION_WITHOUT_GUIDE, h->node->span, h->code);
    }
    check_plain(&c, h->title);
    if (h->kind == HEADING_THEME) {
        h->guide = h->direction->guide;
        theme_settle(&c, h);
    }
    write_indicators_out(&c, h);
    for (size_t r = 0; r < h->rules.count; r++) check_rule(&c, h, h->rules.items[r]);
    name_rules(program, h);
    for (size_t r = 0; r < h->rules.count; r++) check_replaces(&c, h, h->rules.items[r]);
    check_names_above(&c, h);
    check_waivers(&c, h);
    check_quota_parts(&c, h);
}

void check_headings(struct program *program) {
    for (size_t i = 0; i < program->headings.count; i++) settle_clauses(program, program->headings.items[i]);
    /* The general before the particular, so that directions find the guide's rules named, and themes the direction's. */
    for (unsigned kind = HEADING_GUIDE; kind <= HEADING_THEME; kind++)
        for (size_t i = 0; i < program->headings.count; i++)
            if (program->headings.items[i]->kind == kind) check_heading(program, program->headings.items[i]);
}

void lint_clauses(struct lint *l) {
    for (size_t i = 0; i < l->program->headings.count; i++) {
        struct heading *h = l->program->headings.items[i];
        for (size_t k = 0; k < h->clauses.count; k++)
            if (!h->clauses.items[k].cited)
                diag_report(l->sink, DIAG_CLAUSE_UNCITED, h->clauses.items[k].span,
                            clause_words(l->arena, h->clauses.items[k].section, h->clauses.items[k].number));
    }
}
