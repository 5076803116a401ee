/* What a report says of one rule. */
#include "interp/explain/explain.h"

#include "interp/explain/reasons.h"
#include "interp/explain/wording.h"
#include "lang/base/limits.h"
#include "lang/code/show.h"
#include "lang/value/date.h"

/* The text in the reader's language, the other where there is none. */
static struct text pick(const struct vm *vm, uint32_t zh, uint32_t en) {
    struct text first = image_text(vm->image, vm->language == LANGUAGE_ZH ? zh : en);
    return first.len > 0 ? first : image_text(vm->image, vm->language == LANGUAGE_ZH ? en : zh);
}

static struct report_cite *cites(struct vm *vm, uint32_t first, uint32_t count, uint32_t direction) {
    const struct image *image = vm->image;
    struct report_cite *out = ARENA_ARRAY(vm->arena, count + 1, struct report_cite);
    for (uint32_t i = 0; i < count; i++) {
        const struct image_clause *c = &image->clauses[first + i];
        out[i].guide = image_text(image, image->guides[image->directions[direction].guide].code);
        if (c->of_direction) out[i].direction = image_text(image, image->directions[direction].code);
        out[i].section = image_text(image, c->section);
        out[i].clause = image_text(image, c->number);
    }
    return out;
}

static struct text statement_id(const struct image_rule *rule) {
    static const char *const modalities[] = {"must", "must_not", "in_principle", "generally", "encourage", "prefer"};
    switch ((enum statement)rule->statement) {
    case STATEMENT_REQUIRE: return text_of(modalities[rule->modality]);
    case STATEMENT_JUDGE: return TEXT("judge");
    case STATEMENT_INFORM: return TEXT("inform");
    case STATEMENT_OMIT: return TEXT("omit");
    case STATEMENT_LIMIT: return TEXT("limit");
    case STATEMENT_COUNT: break;
    }
    return TEXT("");
}

/* ---- messages ---- */

static void add_sentence(struct buffer *b, struct text sentence, enum language language) {
    if (sentence.len == 0) return;
    if (b->len > 0) buffer_str(b, language == LANGUAGE_ZH ? "；" : "; ");
    buffer_text(b, sentence);
}

/* The policy's words, once for each element that failed. */
static struct text stated_message(struct vm *vm, const struct image_rule *rule, const struct result *body) {
    uint32_t chunk = vm->language == LANGUAGE_ZH ? rule->message_zh : rule->message_en;
    struct buffer b;
    buffer_init(&b, vm->arena);
    if (chunk == IMAGE_NONE) return TEXT("");
    if (vm->image->chunks[chunk].params == 0) {
        struct value v = vm_run(vm, chunk, NULL);
        return v.state == STATE_KNOWN ? value_as_text(v) : TEXT("");
    }
    struct value elements[LIMIT_EXPLAIN_GROUP];
    size_t count = reasons_failing(vm, body, elements, LIMIT_EXPLAIN_GROUP);
    for (size_t i = 0; i < count && i < LIMIT_EXPLAIN_GROUP; i++) {
        struct value v = vm_run(vm, chunk, &elements[i]);
        if (v.state == STATE_KNOWN) add_sentence(&b, value_as_text(v), vm->language);
    }
    if (count > LIMIT_EXPLAIN_GROUP)
        add_sentence(&b, text_format(vm->arena, vm->language == LANGUAGE_ZH ? "共 %zu 处" : "%zu in all", count),
                     vm->language);
    return buffer_done(&b);
}

/* Without a message of the policy: the conditions that failed, with their data. */
static struct text made_message(struct vm *vm, const struct report_rule *out) {
    struct buffer b;
    buffer_init(&b, vm->arena);
    for (size_t i = 0; i < out->because.count; i++) {
        const struct report_reason *r = &out->because.items[i];
        struct buffer one;
        buffer_init(&one, vm->arena);
        bool zh = vm->language == LANGUAGE_ZH;
        buffer_printf(
            &one, r->value == 1 ? (zh ? "“%.*s”成立" : "“%.*s” holds") : (zh ? "“%.*s”不成立" : "“%.*s” does not hold"),
            TEXT_ARG(r->expr));
        for (size_t k = 0; k < r->with.count; k++) {
            buffer_str(&one, k == 0 ? (zh ? "（" : " (") : (zh ? "，" : ", "));
            buffer_printf(&one, zh ? "%.*s 为 %.*s" : "%.*s is %.*s", TEXT_ARG(r->with.items[k].expr),
                          TEXT_ARG(r->with.items[k].value));
        }
        if (r->with.count > 0) buffer_str(&one, zh ? "）" : ")");
        add_sentence(&b, buffer_done(&one), vm->language);
    }
    return buffer_done(&b);
}

/* ---- why ---- */

enum { CONDITIONS = 4 };

/* Condition and exception of the rule, and of the waiver that may displace it; IMAGE_NONE where there is none. */
static void conditions_of(struct vm *vm, const struct image_rule *rule, const struct decision *d,
                          uint32_t chunks[CONDITIONS]) {
    const struct image_waiver *w = d->waiver == IMAGE_NONE ? NULL : &vm->image->waivers[d->waiver];
    chunks[0] = rule->when;
    chunks[1] = rule->unless;
    chunks[2] = w == NULL ? IMAGE_NONE : w->when;
    chunks[3] = w == NULL ? IMAGE_NONE : w->unless;
}

/* Those that are still open. */
static void open_conditions(struct vm *vm, const struct image_rule *rule, const struct decision *d,
                            struct report_rule *out) {
    uint32_t chunks[CONDITIONS];
    conditions_of(vm, rule, d, chunks);
    for (unsigned i = 0; i < CONDITIONS; i++) {
        struct result *r = replay(vm, chunks[i]);
        if (r != NULL && r->value.state != STATE_KNOWN) {
            reasons_because(vm, r, out);
            reasons_missing(vm, r, out);
        }
    }
}

/* The part of a rule that could not be carried out. */
static struct result *failed_part(struct vm *vm, const struct image_rule *rule, const struct decision *d) {
    uint32_t chunks[CONDITIONS + 2] = {[CONDITIONS] = rule->body, [CONDITIONS + 1] = rule->latest};
    conditions_of(vm, rule, d, chunks);
    for (unsigned i = 0; i < CONDITIONS + 2; i++) {
        struct result *r = replay(vm, chunks[i]);
        if (r != NULL && r->value.state == STATE_ERROR) return r;
    }
    return NULL;
}

static void why(struct vm *vm, const struct image_rule *rule, const struct decision *d, enum report_explain explain,
                struct report_rule *out) {
    struct result *body;
    switch (d->outcome) {
    case OUTCOME_UNMET:
        if (rule->statement != STATEMENT_REQUIRE) return;
        body = replay(vm, rule->body);
        reasons_because(vm, body, out);
        if (rule->latest == IMAGE_NONE) reasons_fix(vm, body, true, out); /* else it is too late for it */
        reasons_missing(vm, body != NULL && body->value.state != STATE_KNOWN ? body : NULL, out);
        out->message = stated_message(vm, rule, body);
        if (out->message.len == 0) out->message = made_message(vm, out);
        if (body == NULL) { /* decided, yet too large to be run again with every part */
            struct text limit = text_of(show_reason(REASON_LIMIT_STEPS, vm->language));
            out->message = text_format(vm->arena,
                                       vm->language == LANGUAGE_ZH ? "%.*s（理由没有列出：%.*s）"
                                                                   : "%.*s (the reasons are not listed: %.*s)",
                                       TEXT_ARG(out->message), TEXT_ARG(limit));
        }
        return;
    case OUTCOME_UNKNOWN:
    case OUTCOME_PENDING:
        body = replay(vm, rule->body);
        if (body != NULL && !value_is_true(body->value)) reasons_because(vm, body, out);
        if (body != NULL && body->value.state != STATE_KNOWN) reasons_missing(vm, body, out);
        if (d->condition_open)
            open_conditions(vm, rule, d, out);
        else if (body != NULL && value_is_false(body->value) && rule->latest != IMAGE_NONE &&
                 d->outcome == OUTCOME_UNKNOWN) {
            /* It does not hold, but whether it was due hangs on the day. */
            struct result *day = replay(vm, rule->latest);
            reasons_missing(vm, day != NULL && day->value.state != STATE_KNOWN ? day : NULL, out);
            if (vm->globals->slots[IMAGE_GLOBAL_AS_OF].state != STATE_KNOWN)
                VEC_PUSH(vm->arena, &out->missing,
                         ((struct report_missing){TEXT("--as-of"),
                                                  vm->language == LANGUAGE_ZH ? TEXT("审查日") : TEXT("as_of"),
                                                  text_of(show_reason(REASON_ABSENT, vm->language))}));
        }
        if (d->outcome == OUTCOME_PENDING && body != NULL && body->value.state == STATE_KNOWN)
            reasons_fix(vm, body, true, out);
        return;
    case OUTCOME_ERROR:
        reasons_because(vm, failed_part(vm, rule, d), out);
        out->message = text_of(show_reason(d->error, vm->language));
        return;
    case OUTCOME_EXCEPTED:
        if (!d->by_finding) {
            reasons_because(vm, replay(vm, rule->unless), out);
            return;
        }
        /* Who reads of an exception wants to know from what. */
        body = replay(vm, rule->body);
        if (body == NULL || body->value.state == STATE_ERROR || value_is_true(body->value)) return;
        reasons_because(vm, body, out);
        if (value_is_false(body->value)) out->message = stated_message(vm, rule, body);
        return;
    case OUTCOME_NOT_APPLICABLE: reasons_because(vm, replay(vm, rule->when), out); return;
    case OUTCOME_MET:
        if (rule->statement == STATEMENT_REQUIRE && (explain == REPORT_ALL || d->effect == EFFECT_MERIT))
            reasons_because(vm, replay(vm, rule->body), out);
        return;
    case OUTCOME_DISPLACED: /* where it was so only under a condition, that */
        reasons_because(vm, replay(vm, vm->image->waivers[d->waiver].when), out);
        return;
    case OUTCOME_TO_CHECK:
    case OUTCOME_NOTED:
    case OUTCOME_COUNT: return;
    }
}

/* ---- themes ---- */

void explain_open_theme(struct vm *vm, uint32_t direction, enum effect effect, struct report_rule *out) {
    bool zh = vm->language == LANGUAGE_ZH;
    struct text code = image_text(vm->image, vm->image->directions[direction].code);
    *out = (struct report_rule){.rule = IMAGE_NONE,
                                .id = TEXT("theme"),
                                .name = zh ? TEXT("主题") : TEXT("theme"),
                                .statement = TEXT("must"),
                                .outcome = OUTCOME_UNKNOWN,
                                .effect = effect};
    out->message = text_format(vm->arena,
                               zh ? "方向 %.*s 分主题，申报没有写明主题，各主题的要求无法核对"
                                  : "direction %.*s has themes; the application states none, so what its theme asks "
                                    "for cannot be checked",
                               TEXT_ARG(code));
    VEC_PUSH(vm->arena, &out->missing,
             ((struct report_missing){TEXT("/theme"), zh ? TEXT("申报.主题") : TEXT("application.theme"),
                                      text_of(show_reason(REASON_ABSENT, vm->language))}));
}

/* ---- limits ---- */

/* A list of keys counts the application under each. */
static void show_key(struct vm *vm, struct type type, struct value key, struct buffer *b) {
    bool zh = vm->language == LANGUAGE_ZH, many = type.shape != SHAPE_ONE && key.state == STATE_KNOWN;
    if (!many && key.state == STATE_KNOWN) show_value(b, vm->image, type, key, vm->language, true);
    for (uint32_t i = 0; many && i < key.aux; i++) {
        if (i > 0) buffer_str(b, zh ? "、" : ", ");
        show_key(vm, type_element(type), key.list[i], b);
    }
    if (key.state != STATE_KNOWN) buffer_str(b, zh ? "尚不知道的一组" : "a group not yet known");
    if (many && key.aux == 0) buffer_str(b, zh ? "哪一组都不算" : "no group");
}

static void add_counted(struct vm *vm, const struct image_limit *limit, const struct value *element, struct buffer *b) {
    bool zh = vm->language == LANGUAGE_ZH;
    struct value key = vm_run(vm, limit->key, element), most = vm_run(vm, limit->most, element);
    struct value counts = limit->where == IMAGE_NONE ? value_truth(true) : vm_run(vm, limit->where, element);
    if (counts.state == STATE_KNOWN && !counts.i) return;
    if (b->len > 0) buffer_str(b, zh ? "、" : ", ");
    show_key(vm, type_unpack(vm->image->chunks[limit->key].result), key, b);
    buffer_str(b, zh ? "（限 " : " (limit ");
    show_value(b, vm->image, type_one(TYPE_NUMBER), most, vm->language, false);
    buffer_str(b, zh ? " 项" : "");
    if (counts.state != STATE_KNOWN) buffer_str(b, zh ? "，是否计入尚不知道" : ", whether it counts is not yet known");
    buffer_str(b, zh ? "）" : ")");
}

/* Under which keys the application counts. Whether the limit is kept is a matter of all applications together. */
static struct text limit_message(struct vm *vm, const struct image_rule *rule) {
    const struct image_limit *limit = &vm->image->limits[rule->limit];
    bool open = rule->when != IMAGE_NONE && vm_run(vm, rule->when, NULL).state != STATE_KNOWN;
    bool zh = vm->language == LANGUAGE_ZH;
    struct buffer keys;
    buffer_init(&keys, vm->arena);
    if (limit->each == IMAGE_NONE) {
        add_counted(vm, limit, NULL, &keys);
    } else {
        struct value each = vm_run(vm, limit->each, NULL);
        for (uint32_t i = 0; each.state == STATE_KNOWN && i < each.aux; i++)
            add_counted(vm, limit, &each.list[i], &keys);
    }
    if (keys.len == 0)
        return zh ? TEXT("限报在全部申报之间统计，逐份审查不下结论")
                  : TEXT("a limit is counted across applications; the review of each does not decide it");
    if (open) buffer_str(&keys, zh ? "；规则是否适用尚不知道" : "; whether the rule applies is not yet known");
    return text_format(vm->arena,
                       zh ? "限报在全部申报之间统计，逐份审查不下结论；本申报计入：%.*s"
                          : "a limit is counted across applications; the review of each does not decide it; this one "
                            "counts under %.*s",
                       TEXT_ARG(buffer_done(&keys)));
}

static struct text displaced_by(struct vm *vm, uint32_t direction, const struct image_waiver *w) {
    const struct image *image = vm->image;
    bool zh = vm->language == LANGUAGE_ZH;
    struct buffer b;
    buffer_init(&b, vm->arena);
    struct text code = image_text(image, image->directions[direction].code);
    if (w->by == IMAGE_NONE) {
        buffer_printf(&b, zh ? "由方向 %.*s 豁免" : "waived by direction %.*s", TEXT_ARG(code));
    } else {
        struct text name = pick(vm, image->rules[w->by].zh, image->rules[w->by].en);
        if (zh)
            buffer_printf(&b, "由方向 %.*s 的规则“%.*s”替代", TEXT_ARG(code), TEXT_ARG(name));
        else
            buffer_printf(&b, "by rule “%.*s” of direction %.*s", TEXT_ARG(name), TEXT_ARG(code));
    }
    for (uint32_t i = 0; i < w->cites_count; i++) {
        const struct image_clause *c = &image->clauses[w->cites_first + i];
        buffer_str(&b, i == 0 ? (zh ? "，依据 " : ", citing ") : (zh ? "、" : ", "));
        buffer_text(&b, section_words(image_text(image, c->section), vm->language));
        if (image->texts[c->number].len > 0)
            buffer_printf(&b, zh ? "（%.*s）" : " (%.*s)", TEXT_ARG(image_text(image, c->number)));
    }
    return buffer_done(&b);
}

void explain_rule(struct vm *vm, uint32_t row, uint32_t direction, const struct decision *d,
                  enum report_explain explain, struct report_rule *out) {
    const struct image_rule *rule = &vm->image->rules[row];
    *out = (struct report_rule){.rule = row, .outcome = d->outcome, .effect = d->effect};
    out->id = image_text(vm->image, vm->image->texts[rule->en].len > 0 ? rule->en : rule->zh);
    if (explain == REPORT_NONE) return;
    out->name = pick(vm, rule->zh, rule->en);
    out->title = pick(vm, rule->title_zh, rule->title_en);
    out->statement = statement_id(rule);
    out->n_cites = rule->cites_count;
    out->cites = cites(vm, rule->cites_first, rule->cites_count, direction);
    out->reading = pick(vm, rule->reading_zh, rule->reading_en);
    out->text = pick(vm, rule->text_zh, rule->text_en);
    out->because_text = pick(vm, rule->because_zh, rule->because_en);
    if (d->outcome == OUTCOME_PENDING) {
        struct buffer b;
        buffer_init(&b, vm->arena);
        date_print(&b, d->due);
        out->due = buffer_done(&b);
    }
    if (d->outcome == OUTCOME_DISPLACED) {
        const struct image_waiver *w = &vm->image->waivers[d->waiver];
        out->displaced_by = displaced_by(vm, direction, w);
        struct text reading = pick(vm, w->reading_zh, w->reading_en);
        if (reading.len > 0) out->reading = reading;
    }
    out->row = image_text(vm->image, rule->indicator);
    if (rule->statement == STATEMENT_LIMIT && d->outcome == OUTCOME_NOTED) out->message = limit_message(vm, rule);
    why(vm, rule, d, explain, out);
    arena_reset(vm->trace);
}
