/* Every spelling of a name is declared, but not every one can stand everywhere: another local may be called so, an item
 * of a choice may be the name of something else, and a spelling that was made for readers is no name of the policy. Where
 * the other spelling would mean something else, what was written stays: it is as good. */
#include "lang/sema/translate.h"

#include "lang/base/utf8.h"
#include "lang/sema/internal.h"
#include "lang/syntax/keywords.h"

/* ---- what stands where ---- */

static void add_locals(struct translation *t, const struct node *n) {
    if (n == NULL) return;
    const struct symbol *s = n->decl;
    bool declares = s != NULL && (n->kind == NODE_NAMES || n->kind == NODE_LET || n->kind == NODE_MATCH);
    if (declares && (s->kind == SYMBOL_LOCAL || s->kind == SYMBOL_BINDER))
        VEC_PUSH(t->program->arena, &t->locals, (struct symbol *)n->decl);
    for (uint32_t i = 0; i < n->n_kids; i++) add_locals(t, n->kids[i]);
}

static void add_parameters(struct translation *t, const struct node *n) {
    for (size_t k = 0; k < t->module->names.count; k++) {
        struct symbol *s = t->module->names.entries[k].value;
        if (s->node != n || (s->kind != SYMBOL_FUNCTION && s->kind != SYMBOL_TEMPLATE)) continue;
        for (size_t i = 0; i < s->members.count; i++) VEC_PUSH(t->program->arena, &t->locals, s->members.items[i]);
        return;
    }
}

static struct heading *heading_of(const struct translation *t, const struct node *n) {
    for (size_t i = 0; i < t->program->headings.count; i++) {
        struct heading *h = t->program->headings.items[i];
        if (h->node == n) return h;
        for (size_t k = 0; k < h->themes.count; k++)
            if (h->themes.items[k]->node == n) return h->themes.items[k];
    }
    return NULL;
}

/* As sema looks names up: a rule in its heading, a template in none, what else the file declares in its last. */
static struct heading *labels_of(const struct translation *t, const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_TEMPLATE: return NULL;
    case NODE_LET:
    case NODE_SET:
    case NODE_DATED_SET:
    case NODE_TABLE:
    case NODE_FUNCTION:
    case NODE_DERIVE: return t->module->last_heading;
    default: return t->theme != NULL ? t->theme : t->heading;
    }
}

void translation_enter(struct translation *t, struct node *n) {
    if (t->theme != NULL && n->span.start >= t->theme->node->span.end) t->theme = NULL;
    if (n->kind == NODE_THEME) t->theme = heading_of(t, n);
    if (n->kind == NODE_GUIDE || n->kind == NODE_DIRECTION) t->heading = heading_of(t, n);
    t->labels = labels_of(t, n);
    t->locals.count = 0;
    add_locals(t, n);
    add_parameters(t, n);
}

/* ---- which spelling ---- */

static bool is_name(struct text t) {
    for (size_t at = 0; at < t.len;) {
        uint32_t cp;
        size_t step = utf8_decode(t, at, &cp);
        if (step == 0 || !(at == 0 ? utf8_is_name_start(cp) : utf8_is_name_continue(cp))) return false;
        at += step;
    }
    return t.len > 0;
}

/* Whether `word` is one of the words of a keyword; of `later by`, `is missing` it may complete what stands beside it. */
static bool is_word_of(struct text keyword, struct text word) {
    for (size_t from = 0, at = 0; at <= keyword.len; at++) {
        if (at < keyword.len && keyword.ptr[at] != ' ') continue;
        if (text_equal(text_slice(keyword, from, at), word)) return true;
        from = at + 1;
    }
    return false;
}

/* What would be read as a keyword, or as the end of one before a digit. */
static bool is_taken(struct text name) {
    for (size_t row = 0; row < keyword_count(); row++)
        for (int language = 0; language < LANGUAGES; language++) {
            struct text word = keyword_row(row)->spelling[language];
            if (is_word_of(word, name)) return true;
            bool digit = word.len > 0 && text_starts(name, word) && name.len > word.len && name.ptr[word.len] >= '0' &&
                         name.ptr[word.len] <= '9';
            if (digit && language == LANGUAGE_ZH) return true;
        }
    return false;
}

bool translation_is_free(struct text word) { return is_name(word) && !is_taken(word); }

static bool is_local(const struct symbol *s) {
    return s->kind == SYMBOL_LOCAL || s->kind == SYMBOL_PARAMETER || s->kind == SYMBOL_BINDER ||
           s->kind == SYMBOL_CAPTURE;
}

/* Whether a local other than `s` is called so in this declaration. */
static bool is_hidden(const struct translation *t, const struct symbol *s, struct text name) {
    for (size_t i = 0; i < t->locals.count; i++) {
        const struct symbol *local = t->locals.items[i];
        if (local == s) continue;
        if ((!local->zh_made && text_equal(local->names.zh, name)) ||
            (!local->en_made && text_equal(local->names.en, name)))
            return true;
    }
    return false;
}

/* Whether a name in an expression means this symbol under the spelling. */
static bool means(const struct translation *t, const struct symbol *s, struct text name) {
    struct checker c = {.program = t->program, .arena = t->program->arena, .module = t->module, .heading = t->labels};
    if (is_hidden(t, s, name)) return false;
    if (is_local(s)) return true;
    struct symbol *found = name_in_module(t->module, name);
    if (found == NULL) found = name_builtin(name);
    if (s->kind == SYMBOL_LABEL) return found == NULL && name_label(&c, name) == s;
    if (s->kind == SYMBOL_ITEM) return found == NULL;
    return found == s;
}

static struct text spelling(const struct names *names, enum language language) {
    return language == LANGUAGE_ZH ? names->zh : names->en;
}

struct text translation_name(struct translation *t, const struct node *n) {
    struct text name = spelling(n->decl, t->language);
    if (name.len == 0 || text_equal(name, n->text) || !is_name(name)) return n->text;
    if (n->kind == NODE_WAIVE || n->kind == NODE_REPLACES) return is_taken(name) ? n->text : name; /* of a rule */
    const struct symbol *s = n->decl;
    if (t->language == LANGUAGE_ZH ? s->zh_made : s->en_made) return n->text;
    if (n->kind == NODE_FIELD) return name; /* behind a dot every word is a name */
    return !is_taken(name) && means(t, s, name) ? name : n->text;
}

struct text translation_label(struct translation *t, struct text name, const struct symbol *label) {
    struct text other = spelling(&label->names, t->language);
    bool same = translation_is_free(other) && name_in_heading(t->labels, other) == label;
    return same ? other : name;
}

struct text translation_type(struct translation *t, const struct node *type_ref) {
    enum type_kind kind;
    const struct names *names = type_named(type_ref->text, &kind);
    if (names != NULL) return spelling(names, t->language);
    struct symbol *s = type_ref->decl;
    struct text name = s != NULL ? spelling(&s->names, t->language) : TEXT("");
    struct symbol *found = name.len > 0 ? name_in_module(t->module, name) : NULL;
    bool same = name.len > 0 && is_name(name) && !is_taken(name) && type_named(name, &kind) == NULL &&
                (found == s || (found != NULL && found->kind == SYMBOL_TABLE && found->owner == s));
    return same ? name : type_ref->text;
}

struct text translation_section(struct translation *t, struct text section) {
    return section_in(t->program->arena, section, t->language);
}
