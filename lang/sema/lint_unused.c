/* Names that nothing uses: what files declare, elements of loops, 设, matches, parameters; and files used for nothing.
 *
 * A library is there for others, so what a file exports is looked at only where all who could use it are known: in a
 * folder that was loaded whole, or in the one file that was named, and in both cases only where a direction stands. The
 * standard library and the file of the data model are there for every policy. */
#include "lang/sema/lint.h"

static void report(struct lint *l, const struct symbol *s, struct span at) {
    diag_report(l->sink, DIAG_NEVER_USED, at, lint_name(l, &s->names));
}

/* ---- what is used within a file only ---- */

static void check_local(struct lint *l, const struct node *names) {
    const struct symbol *s = names == NULL ? NULL : names->decl;
    if (s != NULL && !s->used) report(l, s, names->span);
}

/* A group of a pattern may have a name for the reader's sake; a match that has one is there to be used. */
static void check_binder(struct lint *l, const struct node *binder) {
    const struct symbol *s = binder == NULL ? NULL : binder->decl;
    bool used = s == NULL || s->used;
    for (size_t i = 0; !used && i < s->members.count; i++) used = s->members.items[i]->used;
    if (!used) report(l, s, binder->span);
}

static void check_locals(struct lint *l, struct node *n) {
    if (n == NULL) return;
    switch ((enum node_kind)n->kind) {
    case NODE_LET: {
        const struct symbol *s = n->decl; /* of a rule's own */
        if (s != NULL && s->kind == SYMBOL_LOCAL && !s->used) report(l, s, n->kids[LET_NAMES]->span);
        break;
    }
    case NODE_FOR_EACH: check_local(l, n->kids[FOR_EACH_VARIABLE]); break;
    case NODE_QUANTIFIER: check_local(l, n->kids[QUANTIFIER_VARIABLE]); break;
    case NODE_PAIRWISE:
        check_local(l, n->kids[PAIRWISE_FIRST]);
        check_local(l, n->kids[PAIRWISE_SECOND]);
        break;
    case NODE_MATCH: check_binder(l, n->kids[MATCH_BINDER]); break;
    default: break;
    }
    for (uint32_t i = 0; i < n->n_kids; i++) check_locals(l, n->kids[i]);
}

static void check_parameters(struct lint *l, const struct symbol *s) {
    for (size_t i = 0; i < s->members.count; i++)
        if (!s->members.items[i]->used) report(l, s->members.items[i], s->members.items[i]->node->span);
}

/* ---- what files export ---- */

static bool has_direction(const struct program *program) {
    for (size_t i = 0; i < program->headings.count; i++)
        if (program->headings.items[i]->kind == HEADING_DIRECTION) return true;
    return false;
}

static bool users_are_known(const struct program *program, const struct module *module) {
    if (module->is_stdlib || !has_direction(program)) return false;
    return program->whole || module == program->modules.items[program->modules.count - 1];
}

static bool is_model(const struct program *program, const struct module *module) {
    return program->input != NULL && program->input->file == module->file;
}

static bool is_used(const struct symbol *s) {
    bool used = s->used;
    for (size_t i = 0; !used && s->kind == SYMBOL_LABELS && i < s->members.count; i++) used = s->members.items[i]->used;
    return used;
}

static bool should_be_used(const struct symbol *s) {
    switch (s->kind) {
    case SYMBOL_LET:
    case SYMBOL_SET:
    case SYMBOL_TABLE:
    case SYMBOL_FUNCTION:
    case SYMBOL_TEMPLATE:
    case SYMBOL_LABELS: return true;
    case SYMBOL_RECORD:
    case SYMBOL_FIELD:
    case SYMBOL_CHOICE:
    case SYMBOL_ITEM:
    case SYMBOL_LABEL:
    case SYMBOL_PARAMETER:
    case SYMBOL_LOCAL:
    case SYMBOL_BINDER:
    case SYMBOL_CAPTURE:
    case SYMBOL_APPLICATION:
    case SYMBOL_BUILTIN: break;
    }
    return false;
}

static void check_exports(struct lint *l, struct module *module) {
    bool known = users_are_known(l->program, module) && !is_model(l->program, module);
    for (size_t i = 0; i < module->names.count; i++) {
        struct symbol *s = module->names.entries[i].value;
        /* A name of two spellings stands here twice. */
        if (!text_equal(module->names.entries[i].key, s->names.zh.len > 0 ? s->names.zh : s->names.en)) continue;
        if (s->kind == SYMBOL_FUNCTION || s->kind == SYMBOL_TEMPLATE) check_parameters(l, s);
        if (known && should_be_used(s) && !is_used(s)) report(l, s, s->node->span);
    }
}

/* ---- files used for nothing ---- */

/* Files by number, whether each is in it. */
struct files {
    bool *has;
    size_t count;
};

static struct files no_files(struct lint *l) {
    size_t count = source_count(l->program->sources);
    return (struct files){ARENA_ARRAY(l->arena, count + 1, bool), count};
}

static void add_closure(struct files *files, const struct module *module) {
    if (files->has[module->file]) return;
    files->has[module->file] = true;
    for (size_t i = 0; i < module->uses.count; i++) add_closure(files, module->uses.items[i]);
}

/* The files in which what a tree names is declared. */
static void add_referenced(struct files *files, const struct node *n) {
    if (n == NULL) return;
    bool names = n->kind == NODE_NAME || n->kind == NODE_FIELD || n->kind == NODE_CALL || n->kind == NODE_APPLY ||
                 n->kind == NODE_TYPE_REF;
    const struct symbol *s = names ? n->decl : NULL;
    if (s != NULL && s->kind != SYMBOL_BUILTIN && s->file < files->count) files->has[s->file] = true;
    for (uint32_t i = 0; i < n->n_kids; i++) add_referenced(files, n->kids[i]);
}

/* Files that count without being named: the data model, guides, labels (an application may use either name), and derived
 * fields that somebody uses. */
static void add_silent(struct lint *l, struct files *files) {
    struct program *p = l->program;
    if (p->input != NULL) files->has[p->input->file] = true;
    for (size_t i = 0; i < p->headings.count; i++) files->has[p->headings.items[i]->module->file] = true;
    for (size_t i = 0; i < p->labels.count; i++) files->has[p->labels.items[i]->file] = true;
    for (size_t r = 0; r < p->records.count; r++)
        for (size_t f = 0; f < p->records.items[r]->members.count; f++) {
            const struct symbol *field = p->records.items[r]->members.items[f];
            if (field->value != NULL && field->used) files->has[field->file] = true;
        }
}

static bool needs(const struct files *needed, const struct files *brought, const struct files *others,
                  const struct module *used) {
    if (needed->has[used->file]) return true;
    for (size_t f = 0; f < needed->count; f++)
        if (needed->has[f] && brought->has[f] && !others->has[f]) return true;
    return false;
}

/* A file is used for nothing where neither it nor what only it brings is named here, or in a file that uses this one. */
static void check_uses(struct lint *l, struct module *module) {
    struct files needed = no_files(l);
    bool *idle = ARENA_ARRAY(l->arena, module->uses.count + 1, bool);
    add_silent(l, &needed);
    for (size_t m = 0; m < l->program->modules.count; m++) {
        struct files reached = no_files(l);
        add_closure(&reached, l->program->modules.items[m]);
        if (reached.has[module->file]) add_referenced(&needed, l->program->modules.items[m]->tree);
    }
    for (uint32_t i = 0, k = 0; i < module->tree->n_kids; i++) {
        struct node *use = module->tree->kids[i];
        if (use->kind != NODE_USE || k >= module->uses.count) continue;
        struct files brought = no_files(l), others = no_files(l);
        add_closure(&brought, module->uses.items[k]);
        for (size_t o = 0; o < module->uses.count; o++)
            if (o != k && !idle[o]) add_closure(&others, module->uses.items[o]);
        idle[k] = !needs(&needed, &brought, &others, module->uses.items[k]);
        if (idle[k]) diag_report(l->sink, DIAG_USE_UNUSED, use->kids[USE_PATH]->span, use->kids[USE_PATH]->text);
        k++;
    }
}

void lint_unused(struct lint *l) {
    for (size_t m = 0; m < l->program->modules.count; m++) {
        struct module *module = l->program->modules.items[m];
        if (module->is_stdlib) continue;
        check_locals(l, module->tree);
        check_exports(l, module);
        if (users_are_known(l->program, module)) check_uses(l, module);
    }
}
