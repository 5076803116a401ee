/* Data that no rule reads, asked for with `check --unread`: what applicants fill in for nothing, or what a rule forgot.
 *
 * A datum is a field at its place: 申报.负责人.性别 may be read while 申报.成员.性别 is not. So the expressions of all
 * rules are gone through once more for where their records come from: a name, an element or a parameter stands for the
 * places that its list or argument is made of, a derived field for those its value is made of. */
#include "lang/sema/lint.h"

/* A place in the application where a record stands. */
struct spot {
    const struct symbol *record, *field; /* field of the parent; NULL for the application itself */
    struct spot *parent;
    struct spot **kids; /* by field; NULL until it is read */
    bool *read;
};

struct spots {
    struct spot **items;
    size_t count, cap;
};

struct binding {
    const struct symbol *name;
    struct spots places;
};

/* What a function or a derived field was worked out for, and gave. */
struct made {
    const struct symbol *symbol;
    struct spots *arguments;
    struct spots result;
};

struct tracing {
    struct lint *lint;
    struct spot *root;
    VEC(struct binding) bound; /* innermost last */
    VEC(struct made) made;
};

static struct spots trace(struct tracing *t, struct node *n);

/* ---- places ---- */

static struct spot *new_place(struct tracing *t, const struct symbol *record, const struct symbol *field,
                              struct spot *parent) {
    struct spot *p = ARENA_NEW(t->lint->arena, struct spot);
    *p = (struct spot){.record = record, .field = field, .parent = parent};
    p->kids = ARENA_ARRAY(t->lint->arena, record->members.count + 1, struct spot *);
    p->read = ARENA_ARRAY(t->lint->arena, record->members.count + 1, bool);
    return p;
}

/* Of a record within a record of its own kind the outer place stands for the inner one, so that there is an end. */
static struct spot *place_within(struct tracing *t, struct spot *p, const struct symbol *field) {
    const struct symbol *record = t->lint->program->records.items[field->type.index];
    for (struct spot *outer = p; outer != NULL; outer = outer->parent)
        if (outer->record == record) return outer;
    if (p->kids[field->index] == NULL) p->kids[field->index] = new_place(t, record, field, p);
    return p->kids[field->index];
}

static void add_place(struct tracing *t, struct spots *to, struct spot *p) {
    for (size_t i = 0; i < to->count; i++)
        if (to->items[i] == p) return;
    VEC_PUSH(t->lint->arena, to, p);
}

static void add_places(struct tracing *t, struct spots *to, struct spots from) {
    for (size_t i = 0; i < from.count; i++) add_place(t, to, from.items[i]);
}

static bool same_places(struct spots a, struct spots b) {
    if (a.count != b.count) return false;
    for (size_t i = 0; i < a.count; i++)
        if (a.items[i] != b.items[i]) return false;
    return true;
}

/* ---- names ---- */

static void bind(struct tracing *t, const struct symbol *name, struct spots places) {
    VEC_PUSH(t->lint->arena, &t->bound, ((struct binding){name, places}));
}

/* The value of a function or derived field, its parameters (or instance) standing for these places. */
static struct spots trace_value(struct tracing *t, const struct symbol *s, const struct symbol *const *names,
                                const struct spots *arguments, size_t count) {
    for (size_t i = 0; i < t->made.count; i++) {
        bool same = t->made.items[i].symbol == s;
        for (size_t k = 0; same && k < count; k++) same = same_places(t->made.items[i].arguments[k], arguments[k]);
        if (same) return t->made.items[i].result;
    }
    struct made made = {.symbol = s, .arguments = ARENA_ARRAY(t->lint->arena, count + 1, struct spots)};
    for (size_t k = 0; k < count; k++) made.arguments[k] = arguments[k];
    size_t mark = t->bound.count;
    for (size_t k = 0; k < count; k++) bind(t, names[k], arguments[k]);
    made.result = trace(t, s->value);
    t->bound.count = mark;
    VEC_PUSH(t->lint->arena, &t->made, made);
    return made.result;
}

static struct spots trace_name(struct tracing *t, const struct symbol *s) {
    struct spots none = {0};
    for (size_t i = t->bound.count; i-- > 0;)
        if (t->bound.items[i].name == s) return t->bound.items[i].places;
    if (s == NULL) return none;
    if (s->kind == SYMBOL_APPLICATION) add_place(t, &none, t->root);
    if ((s->kind == SYMBOL_LET || s->kind == SYMBOL_SET) && s->value != NULL) return trace_value(t, s, NULL, NULL, 0);
    return none;
}

static struct spots trace_field(struct tracing *t, struct node *n) {
    struct spots objects = trace(t, n->kids[FIELD_OBJECT]), out = {0};
    const struct symbol *field = n->decl;
    if (field == NULL || field->kind != SYMBOL_FIELD) return out;
    for (size_t i = 0; i < objects.count; i++) {
        struct spot *p = objects.items[i];
        if (p->record != field->owner) continue;
        p->read[field->index] = true;
        if (field->value != NULL) {
            struct spots self = {0};
            const struct symbol *name = field->self;
            add_place(t, &self, p);
            add_places(t, &out, trace_value(t, field, &name, &self, 1));
        }
        if (field->type.kind == TYPE_RECORD && field->node->kind == NODE_FIELD_DECL)
            add_place(t, &out, place_within(t, p, field));
    }
    return out;
}

static struct spots trace_kids(struct tracing *t, struct node *n) {
    struct spots out = {0};
    for (uint32_t i = 0; i < n->n_kids; i++) add_places(t, &out, trace(t, n->kids[i]));
    return out;
}

static struct spots trace_call(struct tracing *t, struct node *n) {
    const struct symbol *s = n->decl;
    struct node *args = n->kids[CALL_ARGS];
    if (s == NULL || s->kind != SYMBOL_FUNCTION) return trace_kids(t, args);
    struct spots *arguments = ARENA_ARRAY(t->lint->arena, args->n_kids + 1, struct spots);
    for (uint32_t i = 0; i < args->n_kids; i++) arguments[i] = trace(t, args->kids[i]);
    const struct symbol **names = ARENA_ARRAY(t->lint->arena, s->members.count + 1, const struct symbol *);
    for (size_t i = 0; i < s->members.count; i++) names[i] = s->members.items[i];
    return trace_value(t, s, names, arguments, s->members.count < args->n_kids ? s->members.count : args->n_kids);
}

/* What is looked at element by element; gives the places of the elements. */
static struct spots trace_elements(struct tracing *t, struct node *source, const void *first, const void *second,
                                   struct node *where, struct node *body) {
    struct spots elements = trace(t, source);
    size_t mark = t->bound.count;
    bind(t, first, elements);
    if (second != NULL) bind(t, second, elements);
    trace(t, where);
    trace(t, body);
    t->bound.count = mark;
    return elements;
}

static struct spots trace(struct tracing *t, struct node *n) {
    struct spots none = {0};
    if (n == NULL) return none;
    switch ((enum node_kind)n->kind) {
    case NODE_NAME:
    case NODE_IT: return trace_name(t, n->decl);
    case NODE_FIELD: return trace_field(t, n);
    case NODE_CALL: return trace_call(t, n);
    case NODE_FILTER: return trace_elements(t, n->kids[FILTER_SOURCE], n->decl, NULL, n->kids[FILTER_CONDITION], NULL);
    case NODE_QUANTIFIER:
        trace_elements(t, n->kids[QUANTIFIER_SOURCE], n->kids[QUANTIFIER_VARIABLE]->decl, NULL,
                       n->kids[QUANTIFIER_WHERE], n->kids[QUANTIFIER_BODY]);
        return none;
    case NODE_PAIRWISE:
        trace_elements(t, n->kids[PAIRWISE_SOURCE], n->kids[PAIRWISE_FIRST]->decl, n->kids[PAIRWISE_SECOND]->decl,
                       n->kids[PAIRWISE_WHERE], n->kids[PAIRWISE_BODY]);
        return none;
    default: return trace_kids(t, n);
    }
}

/* ---- rules ---- */

static void trace_parts(struct tracing *t, const struct rule_parts *parts) {
    size_t mark = t->bound.count;
    for (size_t i = 0; i < parts->whens.count; i++) trace(t, parts->whens.items[i]);
    for (size_t i = 0; i < parts->unlesses.count; i++) trace(t, parts->unlesses.items[i]);
    for (size_t i = 0; i < parts->lets.count; i++)
        bind(t, parts->lets.items[i]->decl, trace(t, parts->lets.items[i]->kids[LET_VALUE]));
    trace(t, parts->latest);
    if (parts->for_each != NULL) {
        struct spots elements = trace(t, parts->for_each->kids[FOR_EACH_SOURCE]);
        bind(t, parts->for_each->kids[FOR_EACH_VARIABLE]->decl, elements);
        trace(t, parts->for_each->kids[FOR_EACH_WHERE]);
    }
    trace(t, parts->statement);
    trace(t, parts->message);
    t->bound.count = mark;
}

static void trace_rule(struct tracing *t, const struct rule_unit *r) {
    size_t mark = t->bound.count;
    for (size_t i = 0; r->template != NULL && i < r->template->members.count && i < r->args->n_kids; i++)
        bind(t, r->template->members.items[i], trace(t, r->args->kids[i]));
    trace_parts(t, &r->parts);
    trace_parts(t, &r->applied);
    t->bound.count = mark;
}

static void trace_program(struct tracing *t) {
    const struct program *p = t->lint->program;
    for (size_t h = 0; h < p->headings.count; h++) {
        const struct heading *heading = p->headings.items[h];
        for (size_t i = 0; i < heading->rules.count; i++) trace_rule(t, heading->rules.items[i]);
        for (size_t i = 0; i < heading->waivers.count; i++) trace_parts(t, &heading->waivers.items[i].parts);
        trace(t, heading->supports);
    }
}

/* ---- what is left ---- */

/* By these the program itself finds an application's rules and its day. */
static bool is_for_the_program(const struct spot *p, const struct symbol *field) {
    static const char *const names[] = {"id", "guide", "direction", "theme", "submitted_at"};
    for (size_t i = 0; p->field == NULL && i < sizeof names / sizeof *names; i++)
        if (text_equal(field->names.en, text_of(names[i]))) return true;
    return (field->node->flags & NODE_KEY) != 0;
}

static void put_path(struct buffer *out, const struct spot *p, enum language language) {
    if (p->parent != NULL) {
        put_path(out, p->parent, language);
        buffer_byte(out, '.');
    }
    const struct names *names = p->field != NULL ? &p->field->names : &p->record->names;
    struct text first = language == LANGUAGE_ZH ? names->zh : names->en;
    buffer_text(out, first.len > 0 ? first : language == LANGUAGE_ZH ? names->en : names->zh);
}

static struct text path_words(struct lint *l, const struct spot *p) {
    struct text words[LANGUAGES];
    for (unsigned k = 0; k < LANGUAGES; k++) {
        struct buffer b;
        buffer_init(&b, l->arena);
        put_path(&b, p, (enum language)k);
        words[k] = buffer_done(&b);
    }
    return diag_both(l->arena, words[LANGUAGE_ZH], words[LANGUAGE_EN]);
}

static void report_place(struct tracing *t, const struct spot *p) {
    struct lint *l = t->lint;
    struct buffer zh, en;
    size_t count = 0;
    buffer_init(&zh, l->arena);
    buffer_init(&en, l->arena);
    for (size_t i = 0; i < p->record->members.count; i++) {
        const struct symbol *field = p->record->members.items[i];
        if (field->node->kind != NODE_FIELD_DECL || p->read[i] || is_for_the_program(p, field)) continue;
        if (count++ > 0) {
            buffer_str(&zh, "、");
            buffer_str(&en, ", ");
        }
        buffer_text(&zh, field->names.zh.len > 0 ? field->names.zh : field->names.en);
        buffer_text(&en, field->names.en.len > 0 ? field->names.en : field->names.zh);
    }
    if (count > 0)
        diag_report(l->sink, DIAG_UNREAD, p->record->node->kids[RECORD_NAMES]->span, path_words(l, p),
                    diag_both(l->arena, buffer_done(&zh), buffer_done(&en)));
    for (size_t i = 0; i < p->record->members.count; i++)
        if (p->kids[i] != NULL && p->read[i]) report_place(t, p->kids[i]);
}

void sema_unread(struct program *program) {
    struct lint l = {.program = program, .arena = program->arena, .sink = program->sink};
    struct tracing t = {.lint = &l};
    if (program->input == NULL) return;
    t.root = new_place(&t, program->input, NULL, NULL);
    trace_program(&t);
    report_place(&t, t.root);
}
