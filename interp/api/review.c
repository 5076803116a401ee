/* One application after another: read, its guide and direction found, every rule decided, the worst effect taken, and
 * what the reader asked for explained by replay. */
#include "interp/api/review.h"

#include <string.h>

#include "interp/explain/explain.h"
#include "interp/vm/decide.h"
#include "lang/base/limits.h"
#include "lang/base/map.h"
#include "lang/value/date.h"

struct runner { /* a policy with its machine */
    const struct policy *policy;
    struct vm vm;
    int id, guide, direction, theme, submitted_at;       /* slots of the input record, -1 where the model has none */
    struct value *facts;                                 /* --let, by field of the globals */
    struct value *direction_fields, *direction_partners; /* lists, by direction */
    bool has_duties_due;                                 /* a rule with 最迟 */
};

struct review {
    struct arena *arena;   /* program */
    struct arena *scratch; /* reset for each application */
    struct arena *trace;   /* reset for each rule explained */
    struct review_options options;
    struct runner *runners;
    size_t n_runners;
    struct map used; /* findings that decided, by application and rule as the file names them */
    struct map ids;  /* seen: id to its place in words */
    struct report_summary summary;
    VEC(struct report_problem) problems;
    bool reached_limit, unreadable;
};

static struct value list_value(struct arena *arena, struct value **items, uint32_t count) {
    *items = ARENA_ARRAY(arena, count + 1, struct value);
    return (struct value){.list = *items, .aux = count, .state = STATE_KNOWN};
}

static void runner_init(struct runner *r, struct arena *arena, const struct policy *policy, enum language language) {
    const struct image *image = policy->image;
    r->policy = policy;
    vm_init(&r->vm, image, policy->tables, arena);
    r->vm.language = language;
    r->id = input_slot(policy->plan, "id");
    r->guide = input_slot(policy->plan, "guide");
    r->direction = input_slot(policy->plan, "direction");
    r->theme = input_slot(policy->plan, "theme");
    r->submitted_at = input_slot(policy->plan, "submitted_at");
    r->facts = ARENA_ARRAY(arena, image->records[image->globals_record].fields_count + 1, struct value);
    uint32_t n = IMAGE_COUNT(image, direction);
    r->direction_fields = ARENA_ARRAY(arena, n + 1, struct value);
    r->direction_partners = ARENA_ARRAY(arena, n + 1, struct value);
    for (uint32_t d = 0; d < n; d++) {
        const struct image_direction *row = &image->directions[d];
        struct value *items;
        r->direction_fields[d] = list_value(arena, &items, row->labels_count);
        for (uint32_t i = 0; i < row->labels_count; i++)
            items[i] = value_text(image_text(image, image->labels[row->labels_first + i].zh));
        r->direction_partners[d] = list_value(arena, &items, row->partners_count);
        for (uint32_t i = 0; i < row->partners_count; i++) items[i] = image->constant_values[row->partners_first + i];
    }
    for (uint32_t k = 0; k < IMAGE_COUNT(image, rule); k++)
        r->has_duties_due = r->has_duties_due || image->rules[k].latest != IMAGE_NONE;
}

bool review_has_rule(const struct review *review, struct text name) {
    for (size_t i = 0; i < review->n_runners; i++) {
        const struct image *image = review->runners[i].policy->image;
        for (uint32_t r = 0; r < IMAGE_COUNT(image, rule); r++)
            if (image_rule_is(image, &image->rules[r], name)) return true;
    }
    return false;
}

static void add_finding_problem(struct review *review, uint32_t line, bool warning, struct text message) {
    struct report_problem p = {.file = review->options.findings_path, .line = line, .column = 1, .warning = warning};
    p.message = message;
    VEC_PUSH(review->arena, &review->problems, p);
}

/* Two findings may name one rule by its two names and contradict each other. */
static void check_findings(struct review *review) {
    struct findings_problems problems = {0};
    for (size_t i = 0; i < review->n_runners; i++) {
        const struct image *image = review->runners[i].policy->image;
        for (uint32_t r = 0; r < IMAGE_COUNT(image, rule); r++)
            findings_reconcile(review->options.findings, review->arena, image_text(image, image->rules[r].en),
                               image_text(image, image->rules[r].zh), &problems);
    }
    for (size_t i = 0; i < problems.list.count; i++) {
        add_finding_problem(review, problems.list.items[i].line, false,
                            findings_message(review->arena, &problems.list.items[i], review->options.language));
        review->unreadable = true;
    }
}

struct review *review_new(struct arena *arena, const struct policy *policies, size_t n_policies,
                          const struct review_options *options) {
    struct review *review = ARENA_NEW(arena, struct review);
    review->arena = arena;
    review->scratch = arena_new(arena_oom(arena));
    review->trace = arena_new(arena_oom(arena));
    review->options = *options;
    review->runners = ARENA_ARRAY(arena, n_policies + 1, struct runner);
    review->n_runners = n_policies;
    map_init(&review->ids, arena);
    map_init(&review->used, arena);
    bool due = false;
    for (size_t i = 0; i < n_policies; i++) {
        runner_init(&review->runners[i], arena, &policies[i], options->language);
        due = due || review->runners[i].has_duties_due;
    }
    if (options->findings != NULL) check_findings(review);
    if (due && !options->has_as_of)
        VEC_PUSH(arena, &review->problems,
                 ((struct report_problem){
                     .warning = true,
                     .message = options->language == LANGUAGE_ZH
                                    ? TEXT("政策中有日后才到期的要求；没有给出 --as-of，各项申报按其提交时间审查")
                                    : TEXT("the policy has duties that are due later; without --as-of each application "
                                           "is judged on the day it was submitted")}));
    return review;
}

static struct text finding_key(struct arena *arena, const struct finding *f) {
    return text_format(arena, "%.*s\n%.*s", TEXT_ARG(f->application), TEXT_ARG(f->rule));
}

void review_unused_findings(struct review *review) {
    size_t count = review->options.findings == NULL ? 0 : findings_count(review->options.findings);
    for (size_t i = 0; i < count; i++) {
        const struct finding *f = findings_at(review->options.findings, i);
        bool rule = review_has_rule(review, f->rule);
        bool application = map_get(&review->ids, f->application) != NULL;
        if (rule && application && map_get(&review->used, finding_key(review->scratch, f)) != NULL) continue;
        struct problem p = {.code = !rule          ? PROBLEM_FINDING_WITHOUT_RULE
                                    : !application ? PROBLEM_FINDING_WITHOUT_APPLICATION
                                                   : PROBLEM_FINDING_UNUSED};
        p.args[0] = rule ? f->application : f->rule;
        p.args[1] = f->rule;
        add_finding_problem(review, f->line, true, problem_message(review->arena, &p, review->options.language));
    }
}

void review_free(struct review *review) {
    arena_free(review->scratch);
    arena_free(review->trace);
}

bool review_lets(struct review *review, size_t *which, bool *known) {
    for (size_t i = 0; i < review->options.n_lets; i++) {
        const struct review_let *let = &review->options.lets[i];
        *which = i;
        *known = false;
        for (size_t p = 0; p < review->n_runners; p++) {
            struct runner *r = &review->runners[p];
            const struct image *image = r->policy->image;
            int fact = policy_fact(r->policy, let->name);
            if (fact < 0) continue;
            *known = true;
            struct type type =
                type_unpack(image->fields[image->records[image->globals_record].fields_first + (uint32_t)fact].type);
            if (!input_value(image, review->arena, type, let->value, &r->facts[fact])) return false;
        }
        if (!*known) return false;
    }
    return true;
}

/* ---- problems ---- */

static void add_problem(struct review *review, const struct stream_item *item, const struct problem *problem) {
    struct report_problem p = {.application = item->ordinal,
                               .file = text_copy(review->arena, item->file),
                               .at = text_copy(review->arena, problem->at),
                               .warning = problem->warning};
    p.message = text_copy(review->arena, problem_message(review->scratch, problem, review->options.language));
    stream_place(item, problem->offset, &p.line, &p.column);
    VEC_PUSH(review->arena, &review->problems, p);
    if (problem->code == PROBLEM_TOO_DEEP || problem->code == PROBLEM_TOO_LARGE ||
        problem->code == PROBLEM_LIST_TOO_LONG)
        review->reached_limit = true;
}

static struct problem policy_problem(enum problem_code code, const struct stream_item *item, const char *at,
                                     struct text a0, struct text a1) {
    return (struct problem){.code = code, .args = {a0, a1, TEXT("")}, .at = text_of(at), .offset = item->from};
}

static struct text text_slot(const struct record *record, int slot) {
    return slot >= 0 && record->slots[slot].state == STATE_KNOWN ? value_as_text(record->slots[slot]) : TEXT("");
}

/* ---- one application ---- */

static struct runner *runner_for(struct review *review, struct text guide) {
    for (size_t i = 0; i < review->n_runners; i++)
        for (uint32_t g = 0; g < IMAGE_COUNT(review->runners[i].policy->image, guide); g++)
            if (text_equal(
                    image_text(review->runners[i].policy->image, review->runners[i].policy->image->guides[g].code),
                    guide))
                return &review->runners[i];
    return NULL;
}

static struct text nearest_direction(const struct policy *policy, struct text guide, struct text code) {
    struct text best = TEXT("");
    size_t distance = 2;
    for (uint32_t d = 0; d < IMAGE_COUNT(policy->image, direction); d++) {
        const struct image_direction *direction = &policy->image->directions[d];
        if (!text_equal(image_text(policy->image, policy->image->guides[direction->guide].code), guide)) continue;
        struct text known = image_text(policy->image, direction->code);
        size_t far = text_distance(code, known, distance);
        if (far < distance) {
            distance = far;
            best = known;
        }
    }
    return best;
}

/* The guide and direction an application states; false where it cannot be judged, with the problem added. */
static bool find_direction(struct review *review, struct runner *r, const struct record *record,
                           const struct stream_item *item, uint32_t *direction) {
    struct text code = text_slot(record, r->direction);
    struct problem p;
    if (code.len == 0) {
        p = policy_problem(PROBLEM_NO_DIRECTION, item, "/direction", TEXT(""), TEXT(""));
    } else {
        *direction = policy_direction(r->policy, text_slot(record, r->guide), code);
        if (*direction != IMAGE_NONE) return true;
        struct text near = nearest_direction(r->policy, text_slot(record, r->guide), code);
        p = policy_problem(near.len > 0 ? PROBLEM_UNKNOWN_DIRECTION_NEAR : PROBLEM_UNKNOWN_DIRECTION, item,
                           "/direction", code, TEXT(""));
        p.args[2] = near;
    }
    add_problem(review, item, &p);
    return false;
}

/* The spelling of a theme that is nearest to what was stated, empty where none is near or two are as near. */
static struct text nearest_theme(const struct image *image, const struct image_direction *d, struct text stated) {
    struct text best = TEXT("");
    size_t distance = 2;
    bool tie = false;
    for (uint32_t t = d->themes_first; t < d->themes_first + d->themes_count; t++) {
        const struct image_theme *theme = &image->themes[t];
        const uint32_t spellings[] = {theme->code, theme->zh, theme->en, theme->title_zh, theme->title_en};
        size_t near = distance + 1, nearest = 0;
        for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
            size_t far = text_distance(stated, image_text(image, spellings[i]), distance);
            if (image_text(image, spellings[i]).len == 0 || far >= near) continue;
            near = far;
            nearest = i;
        }
        if (near < distance) {
            distance = near;
            best = image_text(image, spellings[nearest]);
            tie = false;
        } else if (near == distance && best.len > 0) {
            tie = true;
        }
    }
    return tie ? TEXT("") : best;
}

static struct text codes_of_themes(struct review *review, const struct image *image, const struct image_direction *d) {
    struct buffer b;
    buffer_init(&b, review->scratch);
    for (uint32_t t = d->themes_first; t < d->themes_first + d->themes_count; t++) {
        if (t > d->themes_first) buffer_str(&b, review->options.language == LANGUAGE_ZH ? "、" : ", ");
        buffer_text(&b, image_text(image, image->themes[t].code));
    }
    return buffer_done(&b);
}

static bool is_theme(const struct image *image, uint32_t row, struct text name) {
    const struct image_theme *theme = &image->themes[row];
    return text_equal(image_text(image, theme->zh), name) || text_equal(image_text(image, theme->en), name);
}

/* The theme an application states, IMAGE_NONE where it states none or the direction has none; false where it states one
 * that the direction does not have, with the problem added. Its name is settled already (input_settle_labels). */
static bool find_theme(struct review *review, struct runner *r, const struct stream_item *item, uint32_t direction,
                       uint32_t *theme) {
    const struct image *image = r->policy->image;
    const struct image_direction *d = &image->directions[direction];
    struct text stated = text_slot(r->vm.application, r->theme);
    *theme = IMAGE_NONE;
    if (d->themes_count == 0 || stated.len == 0) return true;
    for (uint32_t t = d->themes_first; t < d->themes_first + d->themes_count; t++) {
        if (is_theme(image, t, stated)) {
            *theme = t;
            return true;
        }
    }
    struct text near = nearest_theme(image, d, stated);
    struct problem p = policy_problem(near.len > 0 ? PROBLEM_UNKNOWN_THEME_NEAR : PROBLEM_UNKNOWN_THEME, item, "/theme",
                                      stated, image_text(image, d->code));
    p.args[2] = near.len > 0 ? near : codes_of_themes(review, image, d);
    add_problem(review, item, &p);
    return false;
}

static bool check_identity(struct review *review, const struct stream_item *item, struct text id) {
    if (id.len == 0) {
        struct problem p = policy_problem(PROBLEM_NO_ID, item, "/id", TEXT(""), TEXT(""));
        add_problem(review, item, &p);
        return false;
    }
    struct text *before = map_get(&review->ids, id);
    if (before != NULL) {
        struct problem p = policy_problem(PROBLEM_REPEATED_ID, item, "/id", id, *before);
        add_problem(review, item, &p);
        return false;
    }
    uint32_t line, column;
    stream_place(item, item->from, &line, &column);
    struct text *place = ARENA_NEW(review->arena, struct text);
    *place = text_format(review->arena, "%.*s:%u", TEXT_ARG(item->file), line);
    map_put(&review->ids, text_copy(review->arena, id), place);
    return true;
}

static void set_globals(struct review *review, struct runner *r, uint32_t direction,
                        struct report_application *report) {
    const struct image *image = r->policy->image;
    struct record *globals = vm_globals(&r->vm, review->scratch);
    struct value as_of = {0};
    if (review->options.has_as_of) {
        as_of = (struct value){.i = review->options.as_of, .state = STATE_KNOWN};
        report->as_of_from = TEXT("option");
    } else if (r->submitted_at >= 0 && r->vm.application->slots[r->submitted_at].state == STATE_KNOWN) {
        as_of = (struct value){.i = moment_day(r->vm.application->slots[r->submitted_at].i), .state = STATE_KNOWN};
        report->as_of_from = TEXT("submitted_at");
    }
    if (as_of.state == STATE_KNOWN) {
        struct buffer b;
        buffer_init(&b, review->scratch);
        date_print(&b, (int32_t)as_of.i);
        report->as_of = buffer_done(&b);
    }
    globals->slots[IMAGE_GLOBAL_AS_OF] = as_of;
    globals->slots[IMAGE_GLOBAL_DIRECTION_FIELDS] = r->direction_fields[direction];
    globals->slots[IMAGE_GLOBAL_DIRECTION_PARTNERS] = r->direction_partners[direction];
    globals->slots[IMAGE_GLOBAL_DIRECTION_CODE] = value_text(image_text(image, image->directions[direction].code));
    const struct image_record *record = &image->records[image->globals_record];
    for (uint32_t f = IMAGE_GLOBAL_FACTS; f < record->fields_count; f++) {
        const struct image_field *field = &image->fields[record->fields_first + f];
        bool fact = field->chunk == IMAGE_NONE && type_unpack(field->type).kind != TYPE_RECORD; /* else a table */
        if (fact) globals->slots[f] = r->facts[f].state == STATE_KNOWN ? r->facts[f] : value_unknown(REASON_LATER);
    }
    r->vm.globals = globals;
}

static bool is_decisive(const struct decision *d) {
    switch (d->outcome) {
    case OUTCOME_UNMET:
    case OUTCOME_UNKNOWN:
    case OUTCOME_PENDING:
    case OUTCOME_EXCEPTED:
    case OUTCOME_DISPLACED:
    case OUTCOME_TO_CHECK:
    case OUTCOME_ERROR: return true;
    case OUTCOME_MET: return d->effect != EFFECT_NONE || d->by_finding;
    case OUTCOME_NOT_APPLICABLE:
    case OUTCOME_NOTED:
    case OUTCOME_COUNT: return false;
    }
    return false;
}

static bool is_not_met(const struct decision *d) {
    return d->outcome == OUTCOME_UNMET || d->outcome == OUTCOME_UNKNOWN || d->outcome == OUTCOME_PENDING ||
           d->outcome == OUTCOME_ERROR;
}

static bool asked_for(const struct review *review, const struct image *image, const struct image_rule *rule) {
    struct text only = review->options.only_rule;
    return only.len == 0 || image_rule_is(image, rule, only);
}

static void judge_rule(struct review *review, struct runner *r, uint32_t row, uint32_t direction,
                       struct report_application *report, enum effect *worst) {
    const struct image *image = r->policy->image;
    const struct image_rule *rule = &image->rules[row];
    const struct finding *finding = review->options.findings == NULL
                                        ? NULL
                                        : findings_get(review->options.findings, report->id,
                                                       image_text(image, rule->en), image_text(image, rule->zh));
    struct decision d = decide_rule(&r->vm, row, direction,
                                    finding == NULL ? ANSWER_NONE
                                    : finding->yes  ? ANSWER_YES
                                                    : ANSWER_NO);
    if (finding != NULL && d.by_finding) map_put(&review->used, finding_key(review->arena, finding), review);
    if (d.effect < *worst) *worst = d.effect;
    if (d.outcome == OUTCOME_TO_CHECK) report->to_check++;
    if (d.error >= REASON_LIMIT_STEPS) review->reached_limit = true;
    bool shown = review->options.explain == REPORT_ALL ||
                 (review->options.explain == REPORT_DECISIVE ? is_decisive(&d) : is_not_met(&d));
    if (!shown || !asked_for(review, image, rule)) return;
    struct report_rule *out = VEC_ADD(review->scratch, &report->rules);
    explain_rule(&r->vm, row, direction, &d, review->options.explain, out);
    if (finding != NULL && d.by_finding) {
        out->finding_by = finding->by;
        out->finding_on = finding->on;
        out->finding_note = finding->note;
    }
}

static enum verdict verdict_of(enum effect worst, size_t to_check, bool final) {
    switch (worst) {
    case EFFECT_INELIGIBLE: return VERDICT_INELIGIBLE;
    case EFFECT_INCOMPLETE: return VERDICT_INCOMPLETE;
    case EFFECT_REVIEW: return VERDICT_REVIEW;
    case EFFECT_NOTICE:
    case EFFECT_MERIT:
    case EFFECT_NONE:
    case EFFECT_COUNT: return final && to_check > 0 ? VERDICT_REVIEW : VERDICT_ELIGIBLE;
    }
    return VERDICT_ELIGIBLE;
}

/* Where the application does not state its theme, the rules of each theme may hold (their conditions ask for it): one row
 * stands for all of them. */
static void judge_open_theme(struct review *review, struct runner *r, uint32_t direction,
                             struct report_application *report, enum effect *worst) {
    const struct image *image = r->policy->image;
    const struct image_direction *d = &image->directions[direction];
    enum effect effect = EFFECT_NONE;
    for (uint32_t t = d->themes_first; t < d->themes_first + d->themes_count; t++)
        for (uint32_t k = image->themes[t].rules_first; k < image->themes[t].rules_first + image->themes[t].rules_count;
             k++) {
            struct decision decision = decide_rule(&r->vm, k, direction, ANSWER_NONE);
            if (decision.error >= REASON_LIMIT_STEPS) review->reached_limit = true;
            if (decision.effect < effect) effect = decision.effect;
        }
    if (effect == EFFECT_NONE) return;
    if (effect < *worst) *worst = effect;
    if (review->options.only_rule.len == 0)
        explain_open_theme(&r->vm, direction, effect, VEC_ADD(review->scratch, &report->rules));
}

/* `theme` is that of the application, IMAGE_NONE where it states none. */
static void judge(struct review *review, struct runner *r, uint32_t direction, uint32_t theme,
                  struct report_application *report) {
    const struct image *image = r->policy->image;
    const struct image_direction *d = &image->directions[direction];
    const struct image_guide *guide = &image->guides[d->guide];
    enum effect worst = EFFECT_NONE;
    set_globals(review, r, direction, report);
    for (uint32_t k = guide->rules_first; k < guide->rules_first + guide->rules_count; k++)
        judge_rule(review, r, k, direction, report, &worst);
    for (uint32_t k = d->rules_first; k < d->rules_first + d->rules_count; k++)
        judge_rule(review, r, k, direction, report, &worst);
    if (theme == IMAGE_NONE)
        judge_open_theme(review, r, direction, report, &worst);
    else
        for (uint32_t k = image->themes[theme].rules_first;
             k < image->themes[theme].rules_first + image->themes[theme].rules_count; k++)
            judge_rule(review, r, k, direction, report, &worst);
    if (review->options.explain == REPORT_ALL && review->options.only_rule.len == 0)
        explain_quotas(&r->vm, direction, theme, report, review->scratch);
    report->verdict = verdict_of(worst, report->to_check, review->options.final);
}

/* Reads with the first policy's plan, and again with the right one where the application belongs to another. `read` gets
 * what could be read, also of one that cannot be judged. */
static struct record *read_application(struct review *review, const struct stream_item *item, struct problems *problems,
                                       struct runner **runner, struct record **read, size_t *end, bool *syntax) {
    struct input_options options = {review->options.strict, read};
    *runner = &review->runners[0];
    struct record *record =
        input_read((*runner)->policy->plan, review->scratch, item->bytes, item->from, &options, problems, end, syntax);
    if (review->n_runners == 1) return record;
    struct runner *right = runner_for(review, text_slot(*read, (*runner)->guide));
    if (right == NULL || right == *runner) return record;
    *runner = right;
    *problems = (struct problems){0};
    return input_read(right->policy->plan, review->scratch, item->bytes, item->from, &options, problems, end, syntax);
}

static struct text title_text(const struct review *review, const struct runner *r, uint32_t zh, uint32_t en) {
    const struct image *image = r->policy->image;
    return image_text(image, review->options.language == LANGUAGE_EN && image->texts[en].len > 0 ? en : zh);
}

static void place_application(struct review *review, struct runner *r, const struct record *record,
                              const struct stream_item *item, struct report_application *report) {
    uint32_t direction, theme;
    bool identified = check_identity(review, item, report->id);
    if (runner_for(review, report->guide) == NULL) {
        struct problem p = report->guide.len == 0
                               ? policy_problem(PROBLEM_NO_GUIDE, item, "/guide", TEXT(""), TEXT(""))
                               : policy_problem(PROBLEM_OTHER_GUIDE, item, "/guide", report->guide, r->policy->guide);
        add_problem(review, item, &p);
        return;
    }
    if (!find_direction(review, r, record, item, &direction) || !identified) return;
    const struct image_direction *row = &r->policy->image->directions[direction];
    report->direction_title = title_text(review, r, row->title_zh, row->title_en);
    r->vm.arena = review->scratch;
    r->vm.trace = review->trace;
    r->vm.application = (struct record *)(uintptr_t)record;
    input_settle_labels(r->policy->plan, review->scratch, r->vm.application, direction);
    if (!find_theme(review, r, item, direction, &theme)) return;
    if (theme != IMAGE_NONE) {
        const struct image_theme *t = &r->policy->image->themes[theme];
        report->theme = image_text(r->policy->image, t->code);
        report->theme_title = title_text(review, r, t->title_zh, t->title_en);
    }
    judge(review, r, direction, theme, report);
}

static bool review_one(struct review *review, struct stream *stream, const struct stream_item *item, review_sink *sink,
                       void *context) {
    struct report_application report = {.ordinal = item->ordinal, .file = item->file, .verdict = VERDICT_UNREADABLE};
    arena_reset(review->scratch);
    if (item->broken) {
        /* A broken container: no application of its own. */
        add_problem(review, item, &item->problem);
        review->problems.items[review->problems.count - 1].application = 0;
        if (!item->problem.warning) review->unreadable = true;
        return true;
    }
    struct problems problems = {0};
    struct runner *runner;
    struct record *read;
    size_t end;
    bool syntax = false;
    struct record *record = read_application(review, item, &problems, &runner, &read, &end, &syntax);
    report.id = text_slot(read, runner->id);
    report.guide = text_slot(read, runner->guide);
    report.direction = text_slot(read, runner->direction);
    for (size_t i = 0; i < problems.list.count; i++) add_problem(review, item, &problems.list.items[i]);
    if (record != NULL) place_application(review, runner, record, item, &report);
    review->summary.applications++;
    review->summary.by_verdict[report.verdict]++;
    review->summary.to_check += report.to_check;
    if (report.verdict == VERDICT_UNREADABLE) review->unreadable = true;
    bool go_on = sink(context, &report);
    stream_consumed(stream, end, syntax);
    return go_on;
}

static void add_unreadable_file(struct review *review, const struct stream *stream) {
    struct text file, reason;
    struct problem p = {.code = PROBLEM_FILE_FAILED};
    switch (stream_io(stream, &file, &reason)) {
    case IO_MISSING: p.code = PROBLEM_FILE_MISSING; break;
    case IO_DENIED: p.code = PROBLEM_FILE_DENIED; break;
    case IO_TOO_LARGE: p.code = PROBLEM_FILE_TOO_LARGE; break;
    case IO_FOLDER:
    case IO_FAILED:
    case IO_OK: p.args[0] = reason; break;
    }
    VEC_PUSH(review->arena, &review->problems,
             ((struct report_problem){.file = text_copy(review->arena, file),
                                      .message = problem_message(review->arena, &p, review->options.language)}));
    review->unreadable = true;
}

bool review_run(struct review *review, struct stream *stream, review_sink *sink, void *context) {
    struct stream_item item;
    for (;;) {
        switch (stream_next(stream, &item)) {
        case STREAM_END: return true;
        case STREAM_UNREADABLE: add_unreadable_file(review, stream); break;
        case STREAM_ITEM:
            if (!review_one(review, stream, &item, sink, context)) return false;
            break;
        }
    }
}

const struct report_summary *review_summary(const struct review *review) { return &review->summary; }
size_t review_problems(struct review *review, struct report_problem **problems) {
    *problems = review->problems.items;
    return review->problems.count;
}
bool review_reached_limit(const struct review *review) { return review->reached_limit; }
bool review_had_unreadable(const struct review *review) { return review->unreadable; }
