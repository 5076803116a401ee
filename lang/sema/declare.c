/* Symbols of what a file declares, and the types that declarations write out. */
#include "lang/sema/guess.h"
#include "lang/sema/internal.h"

#include "lang/base/utf8.h"
#include "lang/value/date.h"

/* Chinese or Latin: which of its two names a word is. */
static bool is_chinese(struct text t) {
    for (size_t at = 0; at < t.len;) {
        uint32_t cp;
        size_t n = utf8_decode(t, at, &cp);
        if (n == 0) return false;
        if (utf8_is_han(cp)) return true;
        at += n;
    }
    return false;
}

struct names declare_names(const struct node *names) {
    struct names out = {0};
    const struct node *first = names->kids[NAMES_FIRST], *second = names->kids[NAMES_SECOND];
    if (second == NULL) {
        *(is_chinese(first->text) ? &out.zh : &out.en) = first->text;
        return out;
    }
    bool chinese_first = is_chinese(first->text) || !is_chinese(second->text);
    out.zh = chinese_first ? first->text : second->text;
    out.en = chinese_first ? second->text : first->text;
    return out;
}

static void set_names(struct program *program, struct names *out, struct node *names) {
    if (names == NULL) return;
    struct node *first = names->kids[NAMES_FIRST], *second = names->kids[NAMES_SECOND];
    if (second != NULL && first->kind == NODE_NAME && is_chinese(first->text) == is_chinese(second->text))
        diag_report(program->sink, DIAG_TWO_NAMES_ONE_LANGUAGE, second->span, first->text, second->text);
    *out = declare_names(names);
}

struct symbol *symbol_new(struct program *program, enum symbol_kind kind, struct node *names, struct node *node,
                          uint32_t file) {
    struct symbol *s = ARENA_NEW(program->arena, struct symbol);
    s->kind = kind;
    s->node = node;
    s->file = file;
    s->chunk = s->reg = UINT32_MAX;
    if (node != NULL) s->doc = node->doc;
    set_names(program, &s->names, names);
    return s;
}

static void report_twice(struct program *program, struct node *at, struct text name, struct symbol *before) {
    struct diag *d = diag_report(program->sink, DIAG_DECLARED_TWICE, at->span, name);
    if (before->node != NULL)
        diag_mark(program->sink, d, before->node->span, TEXT("第一次在这里"), TEXT("first declared here"));
}

/* Puts a symbol into the file's names under both spellings. */
static void publish(struct program *program, struct module *module, struct symbol *s) {
    const struct text spellings[2] = {s->names.zh, s->names.en};
    for (unsigned i = 0; i < 2; i++) {
        if (spellings[i].len == 0) continue;
        struct symbol *before = name_in_module(module, spellings[i]);
        if (before != NULL && before != s)
            report_twice(program, s->node, spellings[i], before);
        else if (name_builtin(spellings[i]) != NULL)
            diag_report(program->sink, DIAG_NAME_IS_BUILTIN, s->node->span, spellings[i]);
        else
            map_put(&module->names, spellings[i], s);
    }
}

static void add_member(struct program *program, struct symbol *owner, struct symbol *member, struct node *at) {
    const struct text spellings[2] = {member->names.zh, member->names.en};
    for (unsigned i = 0; i < 2; i++) {
        struct symbol *before = spellings[i].len == 0 ? NULL : name_in_members(owner, spellings[i]);
        if (before != NULL) {
            report_twice(program, at, spellings[i], before);
            return;
        }
    }
    member->owner = owner;
    member->index = (uint32_t)owner->members.count;
    VEC_PUSH(program->arena, &owner->members, member);
}

/* The record of a declaration whose kids begin with names and fields. */
static struct symbol *add_record(struct program *program, struct module *module, struct node *n) {
    struct symbol *record = symbol_new(program, SYMBOL_RECORD, n->kids[RECORD_NAMES], n, module->file);
    record->index = (uint32_t)program->records.count;
    record->type = (struct type){TYPE_RECORD, SHAPE_ONE, (uint16_t)record->index};
    record->state = SYMBOL_CHECKED;
    VEC_PUSH(program->arena, &program->records, record);
    struct node *fields = n->kids[RECORD_FIELDS];
    for (uint32_t i = 0; i < fields->n_kids; i++) {
        struct node *f = fields->kids[i];
        struct symbol *field = symbol_new(program, SYMBOL_FIELD, f->kids[FIELD_DECL_NAMES], f, module->file);
        add_member(program, record, field, f);
    }
    return record;
}

static void declare_record(struct program *program, struct module *module, struct node *n) {
    struct symbol *record = add_record(program, module, n);
    publish(program, module, record);
    if (n->flags & NODE_INPUT) {
        if (program->input != NULL)
            report_twice(program, n, TEXT("申报材料/input"), program->input);
        else
            program->input = record;
        /* The record's own name stands for the application in conditions. */
        record->kind = SYMBOL_APPLICATION;
    }
}

static void add_fact(struct program *program, struct module *module, struct symbol *s) {
    s->index = (uint32_t)(IMAGE_GLOBAL_FACTS + program->lets.count);
    VEC_PUSH(program->arena, &program->lets, s);
    publish(program, module, s);
}

/* A table is a list of records of a type of its own, which its name stands for where a type is written. */
static void declare_table(struct program *program, struct module *module, struct node *n) {
    struct symbol *s = symbol_new(program, SYMBOL_TABLE, n->kids[TABLE_NAMES], n, module->file);
    s->owner = add_record(program, module, n);
    s->type = type_list_of(s->owner->type);
    add_fact(program, module, s);
}

static void declare_items(struct program *program, struct module *module, struct symbol *owner, struct node *items,
                          enum symbol_kind kind) {
    for (uint32_t i = 0; i < items->n_kids; i++) {
        struct symbol *item = symbol_new(program, kind, items->kids[i], items->kids[i], module->file);
        item->type = kind == SYMBOL_ITEM ? owner->type : type_one(TYPE_LABEL);
        item->state = SYMBOL_CHECKED;
        if (kind == SYMBOL_LABEL && item->names.zh.len == 0)
            item->names.zh = item->names.en; /* the spelling that counts */
        add_member(program, owner, item, items->kids[i]);
    }
}

static void declare_choice(struct program *program, struct module *module, struct node *n) {
    struct symbol *choice = symbol_new(program, SYMBOL_CHOICE, n->kids[CHOICE_NAMES], n, module->file);
    choice->index = (uint32_t)program->choices.count;
    choice->type = (struct type){TYPE_CHOICE, SHAPE_ONE, (uint16_t)choice->index};
    choice->state = SYMBOL_CHECKED;
    VEC_PUSH(program->arena, &program->choices, choice);
    declare_items(program, module, choice, n->kids[CHOICE_ITEMS], SYMBOL_ITEM);
    publish(program, module, choice);
    if (names_match(&choice->names, TEXT("country")) || names_match(&choice->names, TEXT("国家")))
        program->country = choice;
}

static void declare_params(struct program *program, struct module *module, struct symbol *owner, struct node *params) {
    for (uint32_t i = 0; i < params->n_kids; i++)
        add_member(
            program, owner,
            symbol_new(program, SYMBOL_PARAMETER, params->kids[i]->kids[PARAM_NAMES], params->kids[i], module->file),
            params->kids[i]);
}

/* ---- sets that change with the day: functions of one parameter, 日 day ---- */

static struct node *word_node(struct program *program, enum node_kind kind, struct span at, const char *word) {
    struct node *n = ast_new(program->arena, kind, at);
    n->text = text_of(word);
    return n;
}

/* What holds from the version `first` to the one before `end`; 0 is the time before all, of which nothing is known. The
 * halves keep a long list of versions from nesting deeply. */
static struct node *versions_between(struct program *program, struct node *versions, uint32_t first, uint32_t end) {
    struct arena *arena = program->arena;
    if (end - first == 1 && first > 0) return versions->kids[first - 1]->kids[VERSION_VALUE];
    if (end - first == 1) {
        struct node *unknown = ast_new(arena, NODE_TRUTH, versions->span);
        unknown->value = value_unknown(REASON_BEFORE_FIRST);
        return unknown;
    }
    uint32_t middle = first + (end - first) / 2;
    struct node *since = versions->kids[middle - 1]->kids[VERSION_SINCE];
    struct node *from =
        ast_make(arena, NODE_COMPARE, since->span, 2, word_node(program, NODE_NAME, since->span, "日"), since);
    from->op = COMPARE_NOT_BEFORE;
    return ast_make(arena, NODE_IF, since->span, 3, from, versions_between(program, versions, middle, end),
                    versions_between(program, versions, first, middle));
}

static bool check_versions(struct program *program, const struct node *versions) {
    for (uint32_t i = 0; i < versions->n_kids; i++) {
        const struct node *since = versions->kids[i]->kids[VERSION_SINCE];
        if (!type_is(since->type, TYPE_DATE)) {
            diag_report(program->sink, DIAG_WRONG_TYPE, since->span, type_both(program, since->type),
                        type_both(program, type_one(TYPE_DATE)));
            return false;
        }
        if (i == 0) continue;
        const struct node *before = versions->kids[i - 1]->kids[VERSION_SINCE];
        if (since->value.i > before->value.i) continue;
        struct buffer day, last;
        buffer_init(&day, program->arena);
        buffer_init(&last, program->arena);
        date_print(&day, (int32_t)since->value.i);
        date_print(&last, (int32_t)before->value.i);
        diag_report(program->sink, DIAG_VERSION_ORDER, since->span, buffer_done(&day), buffer_done(&last));
    }
    return true;
}

static void declare_dated_set(struct program *program, struct module *module, struct node *n) {
    struct node *versions = n->kids[DATED_SET_VERSIONS];
    struct symbol *s = symbol_new(program, SYMBOL_FUNCTION, n->kids[DATED_SET_NAMES], n, module->file);
    struct node *names = ast_make(program->arena, NODE_NAMES, n->span, 2, word_node(program, NODE_NAME, n->span, "日"),
                                  word_node(program, NODE_NAME, n->span, "day"));
    struct node *day =
        ast_make(program->arena, NODE_PARAM, n->span, 2, names, word_node(program, NODE_TYPE_REF, n->span, "date"));
    add_member(program, s, symbol_new(program, SYMBOL_PARAMETER, names, day, module->file), n);
    if (check_versions(program, versions)) s->value = versions_between(program, versions, 0, versions->n_kids + 1);
    VEC_PUSH(program->arena, &program->functions, s);
    publish(program, module, s);
}

/* The guide that came last in this file; NULL where another file states it. */
static struct heading *guide_above(const struct module *module) {
    struct heading *last = module->last_heading;
    return last == NULL || last->kind == HEADING_GUIDE ? last : last->guide;
}

static void declare_heading(struct program *program, struct module *module, struct node *n, enum heading_kind kind) {
    struct heading *h = ARENA_NEW(program->arena, struct heading);
    h->kind = kind;
    h->code = n->kids[DIRECTION_CODE]->text;
    h->node = n;
    h->title = n->kids[DIRECTION_TITLE];
    h->module = module;
    set_names(program, &h->names, n->kids[DIRECTION_NAMES]);
    if (kind == HEADING_DIRECTION) h->guide = guide_above(module);
    for (size_t i = 0; i < program->headings.count; i++)
        if (program->headings.items[i]->kind == kind && program->headings.items[i]->guide == h->guide &&
            text_equal(program->headings.items[i]->code, h->code)) {
            struct diag *d = diag_report(
                program->sink, kind == HEADING_DIRECTION ? DIAG_DIRECTION_TWICE : DIAG_GUIDE_TWICE, n->span, h->code);
            diag_mark(program->sink, d, program->headings.items[i]->node->span, TEXT("第一次在这里"),
                      TEXT("first stated here"));
        }
    VEC_PUSH(program->arena, &program->headings, h);
    module->last_heading = h;
}

static void add_clauses(struct program *program, struct heading *h, struct node *n) {
    struct node *items = n->kids[CLAUSES_ITEMS];
    for (uint32_t i = 0; i < items->n_kids; i++) {
        struct node *item = items->kids[i];
        if (item->kind != NODE_CLAUSE_RANGE) {
            VEC_PUSH(program->arena, &h->clauses,
                     ((struct clause_item){item->text, value_as_text(item->value), item->span, false}));
            continue;
        }
        int64_t from = item->kids[CLAUSE_RANGE_FROM]->value.i, to = item->kids[CLAUSE_RANGE_TO]->value.i;
        if (item->kids[CLAUSE_RANGE_FROM]->value.aux != 0 || item->kids[CLAUSE_RANGE_TO]->value.aux != 0 || from > to ||
            to - from > 200) {
            diag_report0(program->sink, DIAG_CLAUSE_RANGE, item->span);
            continue;
        }
        for (int64_t k = from; k <= to; k++)
            VEC_PUSH(program->arena, &h->clauses,
                     ((struct clause_item){item->text, text_format(program->arena, "%lld", (long long)k), item->span,
                                           false}));
    }
}

/* A field or theme as conditions call it; its Chinese name is the spelling that counts. */
static struct symbol *heading_label(struct program *program, struct module *module, struct node *names) {
    struct symbol *label = symbol_new(program, SYMBOL_LABEL, names, names, module->file);
    label->type = type_one(TYPE_LABEL);
    label->state = SYMBOL_CHECKED;
    if (names->kids[NAMES_FIRST]->kind == NODE_TEXT) { /* an official name that is no identifier */
        label->names.zh = names->kids[NAMES_FIRST]->text;
        label->names.en = names->kids[NAMES_SECOND] != NULL ? names->kids[NAMES_SECOND]->text : TEXT("");
    }
    if (label->names.zh.len == 0) label->names.zh = label->names.en;
    return label;
}

static void add_fields(struct program *program, struct module *module, struct heading *h, struct node *n) {
    struct node *items = n->kids[FIELDS_ITEMS];
    for (uint32_t i = 0; i < items->n_kids; i++)
        VEC_PUSH(program->arena, &h->labels, heading_label(program, module, items->kids[i]));
}

static void add_contents(struct program *program, struct heading *h, struct node *n) {
    struct node *items = n->kids[CONTENTS_ITEMS];
    for (uint32_t i = 0; i < items->n_kids; i++) {
        struct node *item = items->kids[i];
        for (size_t k = 0; k < h->contents.count; k++)
            if (text_equal(h->contents.items[k]->kids[CONTENT_ITEM_ID]->text, item->kids[CONTENT_ITEM_ID]->text)) {
                struct diag *d =
                    diag_report(program->sink, DIAG_ROW_TWICE, item->span, item->kids[CONTENT_ITEM_ID]->text);
                diag_mark(program->sink, d, h->contents.items[k]->span, TEXT("第一次在这里"), TEXT("first here"));
            }
        VEC_PUSH(program->arena, &h->contents, item);
    }
}

static struct rule_unit *add_rule(struct program *program, struct module *module, struct heading *h, struct node *n) {
    struct rule_unit *r = ARENA_NEW(program->arena, struct rule_unit);
    r->node = n;
    r->span = n->span;
    r->module = module;
    if (n->kind == NODE_RULE) set_names(program, &r->names, n->kids[RULE_NAMES]);
    VEC_PUSH(program->arena, &h->rules, r);
    return r;
}

static void add_indicators(struct program *program, struct module *module, struct heading *h, struct node *n) {
    struct node *rows = n->kids[INDICATORS_ROWS];
    for (uint32_t i = 0; i < rows->n_kids; i++) {
        struct rule_unit *r = add_rule(program, module, h, rows->kids[i]);
        r->indicator = rows->kids[i]->kids[INDICATOR_ID]->text;
        r->row_node = rows->kids[i];
    }
}

/* Whether it may stand under this heading; said where not. */
static bool may_stand(struct program *program, const struct heading *h, struct node *n, struct text word) {
    bool of_direction = n->kind == NODE_CONTENTS || n->kind == NODE_INDICATORS || n->kind == NODE_THEME;
    bool of_theme =
        n->kind == NODE_CONTENTS || n->kind == NODE_INDICATORS || n->kind == NODE_SUPPORTS || n->kind == NODE_TOTALS;
    if (h->kind == HEADING_GUIDE && of_direction)
        diag_report(program->sink, DIAG_NOT_IN_GUIDE, n->span, word);
    else if (h->kind == HEADING_THEME && !of_theme)
        diag_report(program->sink, DIAG_NOT_IN_THEME, n->span);
    else
        return true;
    return false;
}

/* 领域, 拟支持 … belong to the heading above them, or to the theme around them. */
static void declare_header(struct program *program, struct module *module, struct heading *h, struct node *n) {
    if (h == NULL) {
        diag_report0(program->sink, DIAG_NO_HEADING, n->span);
        return;
    }
    if (!may_stand(program, h, n,
                   diag_both(program->arena, n->kind == NODE_CONTENTS ? TEXT("研究内容") : TEXT("考核指标"),
                             n->kind == NODE_CONTENTS ? TEXT("contents") : TEXT("indicators"))))
        return;
    switch ((enum node_kind)n->kind) {
    case NODE_CONTENTS: add_contents(program, h, n); break;
    case NODE_INDICATORS: add_indicators(program, module, h, n); break;
    case NODE_YEAR: h->year = (uint32_t)n->kids[YEAR_VALUE]->value.i; break;
    case NODE_DOCUMENT: h->document = n->kids[DOCUMENT_TITLE]; break;
    case NODE_CLAUSES: add_clauses(program, h, n); break;
    case NODE_FIELDS: add_fields(program, module, h, n); break;
    case NODE_SUPPORTS:
    case NODE_TOTALS:
        if (h->supports != NULL) diag_report0(program->sink, DIAG_HEADER_TWICE, n->span);
        if ((n->kind == NODE_TOTALS) != (h->kind == HEADING_GUIDE))
            diag_report0(program->sink, h->kind != HEADING_GUIDE ? DIAG_TOTALS_IN_DIRECTION : DIAG_SUPPORTS_IN_GUIDE,
                         n->span);
        h->supports = n;
        break;
    default: break; /* PARTNERS wait until the countries are known */
    }
}

/* Rules and what else stands under a heading, or in the braces of a theme. False: not one of these. */
static bool declare_under(struct program *program, struct module *module, struct heading *h, struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_YEAR:
    case NODE_DOCUMENT:
    case NODE_CLAUSES:
    case NODE_FIELDS:
    case NODE_PARTNERS:
    case NODE_SUPPORTS:
    case NODE_TOTALS:
    case NODE_CONTENTS:
    case NODE_INDICATORS: declare_header(program, module, h, n); return true;
    case NODE_RULE:
    case NODE_APPLY:
        if (h == NULL)
            diag_report0(program->sink, DIAG_NO_HEADING, n->span);
        else
            add_rule(program, module, h, n);
        return true;
    case NODE_WAIVE:
        if (h == NULL)
            diag_report0(program->sink, DIAG_NO_HEADING, n->span);
        else
            ((struct waiver_unit *)VEC_ADD(program->arena, &h->waivers))->node = n;
        return true;
    default: return false;
    }
}

static void declare_theme(struct program *program, struct module *module, struct heading *direction, struct node *n) {
    if (direction == NULL) {
        diag_report0(program->sink, DIAG_NO_HEADING, n->span);
        return;
    }
    if (!may_stand(program, direction, n, diag_both(program->arena, TEXT("主题"), TEXT("theme")))) return;
    struct heading *theme = ARENA_NEW(program->arena, struct heading);
    theme->kind = HEADING_THEME;
    theme->node = n;
    theme->title = n->kids[THEME_TITLE];
    theme->module = module;
    theme->direction = direction;
    theme->label = heading_label(program, module, n->kids[THEME_NAMES]);
    theme->names = theme->label->names;
    const struct node *first = n->kids[THEME_NAMES]->kids[NAMES_FIRST];
    theme->code = first->kind == NODE_TEXT ? first->text : theme->names.en.len > 0 ? theme->names.en : theme->names.zh;
    for (size_t i = 0; i < direction->themes.count; i++)
        if (names_match(&direction->themes.items[i]->names, theme->names.zh) ||
            names_match(&direction->themes.items[i]->names, theme->names.en)) {
            struct diag *d = diag_report(program->sink, DIAG_THEME_TWICE, n->span, theme->code);
            diag_mark(program->sink, d, direction->themes.items[i]->node->span, TEXT("第一次在这里"),
                      TEXT("first here"));
        }
    VEC_PUSH(program->arena, &direction->themes, theme);
    VEC_PUSH(program->arena, &program->headings, theme);
    struct node *items = n->kids[THEME_ITEMS];
    for (uint32_t i = 0; i < items->n_kids; i++) declare_under(program, module, theme, items->kids[i]);
}

/* A module's template or rule names may be used from others; rules are found through their heading. */
void declare_module(struct program *program, struct module *module) {
    for (uint32_t i = 0; i < module->tree->n_kids; i++) {
        struct node *n = module->tree->kids[i];
        struct symbol *s;
        switch ((enum node_kind)n->kind) {
        case NODE_RECORD: declare_record(program, module, n); break;
        case NODE_CHOICE: declare_choice(program, module, n); break;
        case NODE_LABELS:
            s = symbol_new(program, SYMBOL_LABELS, n->kids[LABELS_NAMES], n, module->file);
            s->type = type_set_of(type_one(TYPE_LABEL));
            s->state = SYMBOL_CHECKED;
            VEC_PUSH(program->arena, &program->labels, s);
            declare_items(program, module, s, n->kids[LABELS_ITEMS], SYMBOL_LABEL);
            publish(program, module, s);
            break;
        case NODE_SET:
        case NODE_LET:
            s = symbol_new(program, n->kind == NODE_SET ? SYMBOL_SET : SYMBOL_LET, n->kids[LET_NAMES], n, module->file);
            s->value = n->kids[LET_VALUE];
            add_fact(program, module, s);
            break;
        case NODE_TABLE: declare_table(program, module, n); break;
        case NODE_FUNCTION:
            s = symbol_new(program, SYMBOL_FUNCTION, n->kids[FUNCTION_NAMES], n, module->file);
            s->value = n->kids[FUNCTION_VALUE];
            VEC_PUSH(program->arena, &program->functions, s);
            declare_params(program, module, s, n->kids[FUNCTION_PARAMS]);
            publish(program, module, s);
            break;
        case NODE_DATED_SET: declare_dated_set(program, module, n); break;
        case NODE_TEMPLATE:
            s = symbol_new(program, SYMBOL_TEMPLATE, n->kids[TEMPLATE_NAMES], n, module->file);
            VEC_PUSH(program->arena, &program->templates, s);
            declare_params(program, module, s, n->kids[TEMPLATE_PARAMS]);
            publish(program, module, s);
            break;
        case NODE_GUIDE: declare_heading(program, module, n, HEADING_GUIDE); break;
        case NODE_DIRECTION: declare_heading(program, module, n, HEADING_DIRECTION); break;
        case NODE_THEME: declare_theme(program, module, module->last_heading, n); break;
        default: declare_under(program, module, module->last_heading, n); break;
        }
    }
}

/* Records, and choices where they are asked for. */
static void guess_types(struct program *program, struct guess *guess, bool choices) {
    for (size_t i = 0; i < program->records.count; i++) guess_names(guess, &program->records.items[i]->names);
    for (size_t i = 0; choices && i < program->choices.count; i++)
        guess_names(guess, &program->choices.items[i]->names);
}

static const struct names builtin_types[TYPE_COUNT] = {
#define TYPE(name, zh, en, doc_zh, doc_en) {TEXT(zh), TEXT(en)},
#include "lang/value/types.def"
#undef TYPE
};

const struct names *type_named(struct text name, enum type_kind *kind) {
    for (unsigned k = 0; k < TYPE_COUNT; k++)
        if (names_match(&builtin_types[k], name)) {
            *kind = (enum type_kind)k;
            return &builtin_types[k];
        }
    return NULL;
}

struct type declare_type(struct program *program, struct module *module, struct node *type_ref) {
    enum type_kind kind = TYPE_NONE;
    if (type_ref == NULL) return type_one(TYPE_NONE);
    type_named(type_ref->text, &kind);
    struct type t = type_one(kind);
    if (t.kind == TYPE_NONE) {
        struct symbol *s = name_in_module(module, type_ref->text);
        if (s != NULL && (s->kind == SYMBOL_RECORD || s->kind == SYMBOL_APPLICATION || s->kind == SYMBOL_CHOICE ||
                          s->kind == SYMBOL_TABLE)) {
            t = type_element(s->type);
            s->used = true;
            type_ref->decl = s;
        } else {
            struct guess guess = guess_begin(program->arena, type_ref->text);
            for (unsigned k = 0; k < TYPE_COUNT; k++) guess_names(&guess, &builtin_types[k]);
            guess_types(program, &guess, true);
            struct span at = guess_place(program->sink, type_ref->span, type_ref->text);
            diag_report(program->sink, DIAG_UNKNOWN_TYPE, at, type_ref->text)->suggestion = guess.best;
            return t;
        }
    }
    t.shape = (uint8_t)type_ref->op;
    return t;
}

static void declare_derive(struct program *program, struct module *module, struct node *n) {
    struct node *of = n->kids[DERIVE_RECORD];
    struct symbol *record = name_in_module(module, of->text);
    if (record == NULL || (record->kind != SYMBOL_RECORD && record->kind != SYMBOL_APPLICATION)) {
        struct guess guess = guess_begin(program->arena, of->text);
        guess_types(program, &guess, false);
        diag_report(program->sink, DIAG_UNKNOWN_RECORD, of->span, of->text)->suggestion = guess.best;
        return;
    }
    of->decl = record;
    struct node *names = n->kids[DERIVE_NAMES];
    struct symbol *field = name_in_members(record, names->kids[NAMES_FIRST]->text);
    struct type type = declare_type(program, module, n->kids[DERIVE_TYPE]);
    names->decl = field;
    if (field == NULL) {
        field = symbol_new(program, SYMBOL_FIELD, names, n, module->file);
        add_member(program, record, field, n);
        field->type = type;
    } else if (field->value != NULL) {
        report_twice(program, n, names->kids[NAMES_FIRST]->text, field);
        return;
    }
    field->value = n->kids[DERIVE_VALUE];
    field->file = module->file;
    /* Inside, the record's name is the instance. */
    field->self = symbol_new(program, SYMBOL_LOCAL, NULL, of, module->file);
    field->self->names = record->names;
    field->self->type = record->type;
    field->self->state = SYMBOL_CHECKED;
}

void declare_types(struct program *program, struct module *module) {
    for (uint32_t i = 0; i < module->tree->n_kids; i++) {
        struct node *n = module->tree->kids[i];
        if (n->kind == NODE_RECORD || n->kind == NODE_TABLE) {
            struct symbol *record = name_in_module(module, n->kids[RECORD_NAMES]->kids[NAMES_FIRST]->text);
            if (record != NULL && record->kind == SYMBOL_TABLE) record = record->owner;
            for (size_t f = 0; record != NULL && record->node == n && f < record->members.count; f++) {
                struct symbol *field = record->members.items[f];
                if (field->node->kind == NODE_FIELD_DECL)
                    field->type = declare_type(program, module, field->node->kids[FIELD_DECL_TYPE]);
            }
        } else if (n->kind == NODE_LET || n->kind == NODE_SET || n->kind == NODE_FUNCTION || n->kind == NODE_TEMPLATE ||
                   n->kind == NODE_DATED_SET) {
            struct symbol *s = name_in_module(module, n->kids[LET_NAMES]->kids[NAMES_FIRST]->text);
            if (s == NULL || s->node != n) continue;
            struct node *type = n->kind == NODE_FUNCTION   ? n->kids[FUNCTION_TYPE]
                                : n->kind == NODE_TEMPLATE ? NULL
                                                           : n->kids[LET_TYPE];
            s->type = declare_type(program, module, type);
            if ((s->kind == SYMBOL_SET || sema_is_dated_set(s)) && type != NULL && s->type.shape == SHAPE_ONE)
                s->type = type_set_of(s->type); /* 集合 甲: 国家 */
            if (s->kind == SYMBOL_LET && s->value == NULL && type == NULL)
                diag_report(program->sink, DIAG_LET_EMPTY, n->span, s->names.zh.len > 0 ? s->names.zh : s->names.en);
            for (size_t p = 0; p < s->members.count; p++) {
                s->members.items[p]->type = declare_type(program, module, s->members.items[p]->node->kids[PARAM_TYPE]);
                s->members.items[p]->state = SYMBOL_CHECKED;
            }
        }
    }
    for (uint32_t i = 0; i < module->tree->n_kids; i++)
        if (module->tree->kids[i]->kind == NODE_DERIVE) declare_derive(program, module, module->tree->kids[i]);
}

void declare_partners(struct program *program) {
    for (size_t m = 0; m < program->modules.count; m++) {
        struct module *module = program->modules.items[m];
        struct heading *h = NULL;
        size_t next = 0;
        for (uint32_t i = 0; i < module->tree->n_kids; i++) {
            struct node *n = module->tree->kids[i];
            if (n->kind == NODE_GUIDE || n->kind == NODE_DIRECTION)
                for (h = NULL, next = 0; next < program->headings.count; next++)
                    if (program->headings.items[next]->node == n) h = program->headings.items[next];
            if (n->kind != NODE_PARTNERS || h == NULL) continue;
            struct node *items = n->kids[PARTNERS_ITEMS];
            for (uint32_t k = 0; k < items->n_kids; k++) {
                struct symbol *item =
                    program->country == NULL ? NULL : name_in_members(program->country, items->kids[k]->text);
                items->kids[k]->decl = item;
                if (item != NULL) {
                    VEC_PUSH(program->arena, &h->partners, item);
                    continue;
                }
                struct checker c = {.program = program, .arena = program->arena, .sink = program->sink};
                if (program->country == NULL)
                    diag_report0(program->sink, DIAG_NO_COUNTRIES, items->kids[k]->span);
                else
                    name_unknown(&c, items->kids[k], program->country->type);
            }
        }
    }
}
