/* Looking names up: locals, the file's own, those of the files it uses, built-ins. Items of choices and labels are no
 * names by themselves; they are found by the type that is expected where they stand. */
#include "lang/sema/guess.h"
#include "lang/sema/internal.h"

#include "lang/base/limits.h"
#include "lang/base/utf8.h"
#include "lang/syntax/glued.h"
#include "lang/syntax/nearest.h"
#include "lang/syntax/parser.h"
#include "lang/syntax/signs.h"

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

/* ---- unknown names ---- */

static void guess_module(struct guess *guess, struct module *module) {
    for (size_t i = 0; i < module->names.count; i++)
        guess_names(guess, &((struct symbol *)module->names.entries[i].value)->names);
    for (size_t i = 0; i < module->uses.count; i++) guess_module(guess, module->uses.items[i]);
}

static struct type value_type(const struct symbol *s) {
    bool value = s->kind == SYMBOL_PARAMETER || s->kind == SYMBOL_LOCAL || s->kind == SYMBOL_APPLICATION ||
                 s->kind == SYMBOL_LET || s->kind == SYMBOL_FIELD;
    return value ? s->type : TYPE_NOTHING;
}

static struct text without_of(struct text path) {
    static const struct text of = {"的", sizeof "的" - 1};
    return text_starts(path, of) ? text_slice(path, of.len, path.len) : path;
}

static struct text path_from(struct checker *c, struct text owner, struct type type, struct text rest);

/* `word` as fields of a record without the dots, 负责人的出生日期 or 负责人出生日期, with them; empty where it is none. */
static struct text path_in(struct checker *c, struct type type, struct text word) {
    if (type.kind != TYPE_RECORD) return TEXT("");
    struct symbol *record = c->program->records.items[type.index];
    if (name_in_members(record, word) != NULL) return word;
    for (size_t i = word.len; i-- > 1;) {
        struct symbol *field = name_in_members(record, text_slice(word, 0, i));
        struct text path =
            field == NULL ? TEXT("") : path_from(c, text_slice(word, 0, i), field->type, text_slice(word, i, word.len));
        if (path.len) return path;
    }
    return TEXT("");
}

static struct text path_from(struct checker *c, struct text owner, struct type type, struct text rest) {
    struct text path = path_in(c, type, without_of(rest));
    return path.len ? text_format(c->arena, "%.*s.%.*s", TEXT_ARG(owner), TEXT_ARG(path)) : path;
}

static struct text path_from_name(struct checker *c, struct text word) {
    static const struct text it = {"其", sizeof "其" - 1};
    if (c->it != NULL && text_starts(word, it)) {
        struct text path = path_from(c, it, c->it->type, text_slice(word, it.len, word.len));
        if (path.len) return path;
    }
    for (size_t i = word.len; i-- > 1;) {
        struct symbol *s = name_find(c, text_slice(word, 0, i));
        struct text path =
            s == NULL ? TEXT("") : path_from(c, text_slice(word, 0, i), value_type(s), text_slice(word, i, word.len));
        if (path.len) return path;
    }
    return TEXT("");
}

/* With a dot for every 的 inside the word; empty where there is none. */
static struct text dots_for_of(struct checker *c, struct text word) {
    struct buffer out;
    bool any = false;
    buffer_init(&out, c->arena);
    for (size_t i = 0; i < word.len;) {
        struct text rest = text_slice(word, i, word.len), behind = without_of(rest);
        bool of = behind.len < rest.len && behind.len && i;
        buffer_byte(&out, of ? '.' : word.ptr[i]);
        any |= of;
        i += of ? rest.len - behind.len : 1;
    }
    return any ? buffer_done(&out) : TEXT("");
}

/* 非申报, 为企业: a single character that runs on into a name that is known. */
static size_t known_behind(struct checker *c, struct text word) {
    size_t length = glue_keyword_at_front(word, 1);
    return length && length < word.len && name_find(c, text_slice(word, length, word.len)) != NULL ? length : 0;
}

/* What was meant by a name that nothing is called, where words ran together in it or dots are missing. */
static bool report_glued(struct checker *c, struct span at, struct text word, struct text path, size_t split) {
    bool certain = path.len != 0;
    if (!certain && !split) path = dots_for_of(c, word);
    if (path.len) {
        struct diag *d = diag_report(c->sink, DIAG_FIELD_WITHOUT_DOT, at, word, path);
        if (certain) d->suggestion = path;
        return true;
    }
    if (!split) return false;
    struct diag *d =
        diag_report(c->sink, DIAG_SWALLOWED_KEYWORD, at, text_slice(word, 0, split), text_slice(word, split, word.len));
    d->suggestion = glue_apart_at(c->arena, word, split);
    return true;
}

static bool has_han(struct text line) {
    uint32_t cp;
    for (size_t i = 0, step; i < line.len && (step = utf8_decode(line, i, &cp)) != 0; i += step)
        if (utf8_is_han(cp)) return true;
    return false;
}

/* true, null: in the words that its line is written in. */
static bool report_foreign(struct checker *c, struct node *at) {
    struct place place = source_place(c->sink->sources, at->span.file, at->span.start);
    bool zh = has_han(source_line(c->sink->sources, at->span.file, place.line));
    struct text meant = sign_foreign_word(at->text, zh ? LANGUAGE_ZH : LANGUAGE_EN);
    if (meant.len) diag_report(c->sink, DIAG_FOREIGN_SIGN, at->span, at->text, meant)->suggestion = meant;
    return meant.len != 0;
}

void name_unknown_field(struct checker *c, struct node *at, struct type owner) {
    struct symbol *record = c->program->records.items[owner.index];
    struct span span = at->span;
    span.start = span.end - (uint32_t)at->text.len;
    if (report_glued(c, span, at->text, path_in(c, owner, at->text), glue_find(at->text))) return;
    struct guess guess = guess_begin(c->arena, at->text);
    for (size_t i = 0; i < record->members.count; i++) guess_names(&guess, &record->members.items[i]->names);
    diag_report(c->sink, DIAG_UNKNOWN_FIELD, span, at->text, WORDS_OF(c, type_element(owner)))->suggestion = guess.best;
}

/* Keywords that stand where a name may. */
static bool is_value_word(int token, const void *with) {
    (void)with;
    return token == TOKEN_YES || token == TOKEN_NO || token == TOKEN_UNKNOWN || token == TOKEN_IT || token == TOKEN_NOT;
}

void name_unknown(struct checker *c, struct node *at, struct type wanted) {
    size_t split = glue_find(at->text);
    if (!split) split = known_behind(c, at->text);
    if (report_foreign(c, at) ||
        report_glued(c, guess_place(c->sink, at->span, at->text), at->text, path_from_name(c, at->text), split))
        return;
    struct guess guess = guess_begin(c->arena, at->text);
    struct span span = guess_place(c->sink, at->span, at->text);
    enum diag_code code = DIAG_UNKNOWN_NAME;
    struct symbol *choice = NULL;
    if (wanted.kind == TYPE_CHOICE) {
        choice = c->program->choices.items[wanted.index];
        for (size_t i = 0; i < choice->members.count; i++) guess_names(&guess, &choice->members.items[i]->names);
        code = DIAG_UNKNOWN_ITEM;
    } else if (wanted.kind == TYPE_LABEL) {
        for (size_t l = 0; l < c->program->labels.count; l++)
            for (size_t i = 0; i < c->program->labels.items[l]->members.count; i++)
                guess_names(&guess, &c->program->labels.items[l]->members.items[i]->names);
        for (const struct heading *h = c->heading; h != NULL; h = h->direction) {
            for (size_t i = 0; i < h->labels.count; i++) guess_names(&guess, &h->labels.items[i]->names);
            for (size_t i = 0; i < h->themes.count; i++) guess_names(&guess, &h->themes.items[i]->names);
        }
        code = DIAG_UNKNOWN_LABEL;
    }
    for (size_t i = 0; i < c->locals.count; i++) guess_names(&guess, &c->locals.items[i]->names);
    if (c->module != NULL) guess_module(&guess, c->module);
    for (uint32_t i = 0; i < N_BUILTINS; i++) guess_names(&guess, &builtins[i].names);
    if (guess.best.len == 0) guess.best = keyword_nearest(at->text, is_value_word, NULL);
    struct diag *d = diag_report(c->sink, code, span, at->text,
                                 choice == NULL ? TEXT("") : diag_both(c->arena, choice->names.zh, choice->names.en));
    d->suggestion = guess.best;
}
