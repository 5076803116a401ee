/* Looking names up: locals, the file's own, those of the files it uses, built-ins. Items of choices and labels are no
 * names by themselves; they are found by the type that is expected where they stand. */
#include "lang/sema/internal.h"

#include "lang/base/limits.h"

static const struct builtin {
    struct names names;
} builtins[] = {
#define BUILTIN(id, zh, en, signature, doc_zh, doc_en) {{TEXT(zh), TEXT(en)}},
#include "lang/code/builtins.def"
#undef BUILTIN
};
#define N_BUILTINS (sizeof builtins / sizeof *builtins)

/* One symbol for each, so that `decl` can point at it. Never written after this. */
static struct symbol builtin_symbols[N_BUILTINS];
static bool builtins_ready;

struct symbol *name_builtin(struct text name) {
    if (!builtins_ready) {
        for (uint32_t i = 0; i < N_BUILTINS; i++)
            builtin_symbols[i] = (struct symbol){
                .names = builtins[i].names, .kind = SYMBOL_BUILTIN, .index = i, .state = SYMBOL_CHECKED};
        builtins_ready = true;
    }
    for (uint32_t i = 0; i < N_BUILTINS; i++)
        if (names_match(&builtin_symbols[i].names, name)) return &builtin_symbols[i];
    return NULL;
}

bool names_match(const struct names *names, struct text name) {
    return (names->zh.len > 0 && text_equal(names->zh, name)) || (names->en.len > 0 && text_equal(names->en, name));
}

static struct symbol *search_uses(struct module *module, struct text name, unsigned mark) {
    if (module->mark == mark) return NULL;
    module->mark = mark;
    struct symbol *found = map_get(&module->names, name);
    for (size_t i = 0; found == NULL && i < module->uses.count; i++)
        found = search_uses(module->uses.items[i], name, mark);
    return found;
}

struct symbol *name_in_module(struct module *module, struct text name) {
    static unsigned last_mark; /* marks only tell one walk from another */
    return module == NULL ? NULL : search_uses(module, name, ++last_mark);
}

/* Whether the policy itself calls a local so. */
static bool is_written(const struct symbol *s, struct text name) {
    return (!s->zh_made && s->names.zh.len > 0 && text_equal(s->names.zh, name)) ||
           (!s->en_made && s->names.en.len > 0 && text_equal(s->names.en, name));
}

/* An element that has a name in one language only is called by its type in the other: 件 reads as document. */
void name_for_readers(struct checker *c, struct symbol *s) {
    for (unsigned k = 0; k < LANGUAGES; k++) {
        struct text *name = k == LANGUAGE_ZH ? &s->names.zh : &s->names.en;
        if (name->len > 0) continue;
        struct text base = k == LANGUAGE_ZH ? TEXT("项") : TEXT("item");
        const struct symbol *type = s->kind == SYMBOL_BINDER      ? NULL
                                    : s->type.kind == TYPE_RECORD ? c->program->records.items[s->type.index]
                                    : s->type.kind == TYPE_CHOICE ? c->program->choices.items[s->type.index]
                                                                  : NULL;
        if (type != NULL && (k == LANGUAGE_ZH ? type->names.zh : type->names.en).len > 0)
            base = k == LANGUAGE_ZH ? type->names.zh : type->names.en;
        if (s->kind == SYMBOL_BINDER) base = k == LANGUAGE_ZH ? TEXT("匹配结果") : TEXT("match");
        size_t same = 1;
        for (size_t i = 0; i < c->locals.count; i++) {
            struct text other = k == LANGUAGE_ZH ? c->locals.items[i]->names.zh : c->locals.items[i]->names.en;
            same += text_starts(other, base);
        }
        *name = same == 1 ? base : text_format(c->arena, "%.*s_%zu", TEXT_ARG(base), same);
        *(k == LANGUAGE_ZH ? &s->zh_made : &s->en_made) = true;
    }
}

struct symbol *name_find(struct checker *c, struct text name) {
    for (size_t i = c->locals.count; i-- > 0;)
        if (is_written(c->locals.items[i], name)) return c->locals.items[i];
    struct symbol *found = name_in_module(c->module, name);
    return found != NULL ? found : name_builtin(name);
}

struct symbol *name_in_members(struct symbol *owner, struct text name) {
    for (size_t i = 0; i < owner->members.count; i++)
        if (names_match(&owner->members.items[i]->names, name)) return owner->members.items[i];
    return NULL;
}

struct symbol *name_in_heading(const struct heading *h, struct text name) {
    for (; h != NULL; h = h->direction) {
        for (size_t i = 0; i < h->labels.count; i++)
            if (names_match(&h->labels.items[i]->names, name)) return h->labels.items[i];
        for (size_t i = 0; i < h->themes.count; i++)
            if (names_match(&h->themes.items[i]->names, name)) return h->themes.items[i]->label;
    }
    return NULL;
}

struct symbol *name_label(struct checker *c, struct text name) {
    struct symbol *found = name_in_heading(c->heading, name);
    for (size_t i = 0; found == NULL && i < c->program->labels.count; i++)
        found = name_in_members(c->program->labels.items[i], name);
    return found;
}

/* The best guess so far. */
struct guess {
    struct text name, best;
    size_t distance;
};

static void guess_try(struct guess *guess, const struct names *names) {
    const struct text spellings[2] = {names->zh, names->en};
    for (unsigned i = 0; i < 2; i++) {
        if (spellings[i].len == 0) continue;
        size_t d = text_distance(guess->name, spellings[i], guess->distance);
        if (d < guess->distance) {
            guess->distance = d;
            guess->best = spellings[i];
        }
    }
}

static void guess_module(struct guess *guess, struct module *module) {
    for (size_t i = 0; i < module->names.count; i++)
        guess_try(guess, &((struct symbol *)module->names.entries[i].value)->names);
    for (size_t i = 0; i < module->uses.count; i++) guess_module(guess, module->uses.items[i]);
}

void name_unknown(struct checker *c, struct node *at, struct type wanted) {
    struct guess guess = {.name = at->text, .distance = at->text.len <= 6 ? 2 : 3};
    enum diag_code code = DIAG_UNKNOWN_NAME;
    struct symbol *choice = NULL;
    if (wanted.kind == TYPE_CHOICE) {
        choice = c->program->choices.items[wanted.index];
        for (size_t i = 0; i < choice->members.count; i++) guess_try(&guess, &choice->members.items[i]->names);
        code = DIAG_UNKNOWN_ITEM;
    } else if (wanted.kind == TYPE_LABEL) {
        for (size_t l = 0; l < c->program->labels.count; l++)
            for (size_t i = 0; i < c->program->labels.items[l]->members.count; i++)
                guess_try(&guess, &c->program->labels.items[l]->members.items[i]->names);
        for (const struct heading *h = c->heading; h != NULL; h = h->direction) {
            for (size_t i = 0; i < h->labels.count; i++) guess_try(&guess, &h->labels.items[i]->names);
            for (size_t i = 0; i < h->themes.count; i++) guess_try(&guess, &h->themes.items[i]->names);
        }
        code = DIAG_UNKNOWN_LABEL;
    }
    for (size_t i = 0; i < c->locals.count; i++) guess_try(&guess, &c->locals.items[i]->names);
    if (c->module != NULL) guess_module(&guess, c->module);
    for (uint32_t i = 0; i < N_BUILTINS; i++) guess_try(&guess, &builtins[i].names);
    struct diag *d = diag_report(c->sink, code, at->span, at->text,
                                 choice == NULL ? TEXT("") : diag_both(c->arena, choice->names.zh, choice->names.en));
    d->suggestion = guess.best;
}
