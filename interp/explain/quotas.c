/* What a direction plans to support, its parts, and the totals of its guide, as rows of the report: stated here, applied
 * by a selection. */
#include "interp/explain/explain.h"

#include "lang/code/show.h"

struct quoting {
    struct vm *vm;
    struct arena *arena;
    struct report_application *report;
    struct text guide, direction;
    unsigned parts; /* written so far */
};

static bool in_chinese(const struct quoting *q) { return q->vm->language == LANGUAGE_ZH; }

static void add_amount(struct quoting *q, struct buffer *b, const struct image_quota *quota) {
    const struct image *image = q->vm->image;
    bool zh = in_chinese(q);
    uint32_t first = quota->low != IMAGE_NONE ? quota->low : quota->high;
    if (first == IMAGE_NONE) return;
    if (quota->mode == QUOTA_AT_MOST) buffer_str(b, zh ? "不超过 " : "at most ");
    if (quota->mode == QUOTA_ABOUT) buffer_str(b, zh ? "约 " : "about ");
    show_value(b, image, type_unpack(image->constants[first].type), image->constant_values[first], q->vm->language,
               false);
    if (quota->mode == QUOTA_RANGE && quota->high != IMAGE_NONE) {
        buffer_str(b, zh ? " 至 " : " to ");
        show_value(b, image, type_unpack(image->constants[quota->high].type), image->constant_values[quota->high],
                   q->vm->language, false);
    }
    if (quota->what != 0) return;
    bool one = quota->mode != QUOTA_RANGE && image->constant_values[first].i == 1;
    buffer_str(b, zh ? " 个项目" : one ? " project" : " projects");
}

static struct report_rule *add_row(struct quoting *q, struct text id, struct text name, struct text text,
                                   size_t cites) {
    struct report_rule *out = VEC_ADD(q->arena, &q->report->rules);
    *out = (struct report_rule){.rule = IMAGE_NONE,
                                .id = id,
                                .name = name,
                                .outcome = OUTCOME_NOTED,
                                .effect = EFFECT_NONE,
                                .statement = TEXT("supports"),
                                .text = text};
    out->cites = ARENA_ARRAY(q->arena, cites, struct report_cite);
    out->n_cites = cites;
    return out;
}

static struct report_cite cite_of(const struct quoting *q, uint32_t what) {
    return (struct report_cite){q->guide, q->direction, what == 0 ? TEXT("拟支持项目数") : TEXT("拟支持经费"),
                                TEXT("")};
}

/* The totals stand in the guide's own text, so their citation has no direction. */
static void add_totals(struct quoting *q, const struct image_guide *guide) {
    for (uint32_t i = 0; i < guide->quotas_count; i++) {
        const struct image_quota *quota = &q->vm->image->quotas[guide->quotas_first + i];
        struct buffer b;
        buffer_init(&b, q->arena);
        add_amount(q, &b, quota);
        struct text name = quota->what == 0
                               ? (in_chinese(q) ? TEXT("全部方向的项目数") : TEXT("projects of all directions"))
                               : (in_chinese(q) ? TEXT("全部方向的经费") : TEXT("funds of all directions"));
        struct report_rule *out =
            add_row(q, quota->what == 0 ? TEXT("totals#projects") : TEXT("totals#funds"), name, buffer_done(&b), 1);
        out->statement = TEXT("totals");
        out->cites[0] = (struct report_cite){.guide = q->guide, .section = TEXT("总则")};
    }
}

static void add_plan(struct quoting *q, uint32_t first, uint32_t count, bool of_theme) {
    const char *of = of_theme ? "theme" : "supports";
    for (uint32_t i = 0; i < count; i++) {
        const struct image_quota *quota = &q->vm->image->quotas[first + i];
        struct buffer b;
        buffer_init(&b, q->arena);
        add_amount(q, &b, quota);
        struct text name = quota->what == 0 ? (in_chinese(q) ? TEXT("拟支持项目数") : TEXT("planned projects"))
                                            : (in_chinese(q) ? TEXT("拟支持经费") : TEXT("planned funds"));
        if (of_theme) name = text_format(q->arena, in_chinese(q) ? "该主题%.*s" : "%.*s of this theme", TEXT_ARG(name));
        struct text id = text_format(q->arena, "%s#%s", of, quota->what == 0 ? "projects" : "funds");
        add_row(q, id, name, buffer_done(&b), 1)->cites[0] = cite_of(q, quota->what);
    }
}

static void add_part(struct quoting *q, const struct image_part *part) {
    const struct image *image = q->vm->image;
    bool zh = in_chinese(q);
    struct buffer b;
    buffer_init(&b, q->arena);
    if (part->modality == MODALITY_IN_PRINCIPLE) buffer_str(&b, zh ? "原则上" : "in principle ");
    for (uint32_t i = 0; i < part->quotas_count; i++) {
        const struct image_quota *quota = &image->quotas[part->quotas_first + i];
        bool bare = quota->mode == QUOTA_EXACT || quota->mode == QUOTA_RANGE;
        if (i > 0) buffer_str(&b, !zh ? ", in total " : bare ? "，共 " : "，共");
        add_amount(q, &b, quota);
    }
    struct text of = image_text(image, zh ? part->zh : part->en);
    struct report_rule *out = add_row(q, text_format(q->arena, "of_which#%u", ++q->parts),
                                      text_format(q->arena, zh ? "其中 %.*s" : "of which %.*s", TEXT_ARG(of)),
                                      buffer_done(&b), part->quotas_count);
    for (uint32_t i = 0; i < part->quotas_count; i++)
        out->cites[i] = cite_of(q, image->quotas[part->quotas_first + i].what);
}

void explain_quotas(struct vm *vm, uint32_t direction, uint32_t theme, struct report_application *report,
                    struct arena *arena) {
    const struct image *image = vm->image;
    const struct image_direction *d = &image->directions[direction];
    struct quoting q = {.vm = vm, .arena = arena, .report = report};
    q.guide = image_text(image, image->guides[d->guide].code);
    q.direction = image_text(image, d->code);
    add_totals(&q, &image->guides[d->guide]);
    add_plan(&q, d->quotas_first, d->quotas_count, false);
    for (uint32_t i = 0; i < d->parts_count; i++) add_part(&q, &image->parts[d->parts_first + i]);
    if (theme == IMAGE_NONE) return;
    const struct image_theme *t = &image->themes[theme];
    add_plan(&q, t->quotas_first, t->quotas_count, true);
    for (uint32_t i = 0; i < t->parts_count; i++) add_part(&q, &image->parts[t->parts_first + i]);
}
