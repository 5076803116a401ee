/* A list that the data model derives has a name of its own (外方单位), which says more than that of its records (单位); an
 * element that must satisfy several conditions has each of them named, without the words of the group. */
#include "interp/explain/demand.h"

#include "lang/base/limits.h"

static const struct image_node *nodes_of(const struct vm *vm, const struct result *r, uint32_t *own) {
    const struct image_node *first = vm->image->nodes + vm->image->chunks[r->chunk].nodes_first;
    *own = (uint32_t)(r->node - first);
    return first;
}

/* The condition or body of a loop, found among its chunk's trace nodes, so that a list without elements has words too. */
static const struct image_node *node_of_loop(const struct vm *vm, const struct result *loop, bool where) {
    const struct image_chunk *chunk = &vm->image->chunks[loop->chunk];
    uint32_t own;
    const struct image_node *first = nodes_of(vm, loop, &own);
    for (uint32_t i = own; i-- > 0;) {
        bool truth = type_is(vm->image->register_types[chunk->registers_first + first[i].reg], TYPE_TRUTH);
        if (first[i].parent == own && truth && ((first[i].flags & TRACE_WHERE) != 0) == where) return &first[i];
    }
    return NULL;
}

/* "1 项附件", "2 documents"; of a derived list, or one of plain values, "2 项外方单位", "2 elements of application.fields". */
static void add_noun(struct vm *vm, struct buffer *b, const struct result *list, int64_t number) {
    const struct image *image = vm->image;
    bool zh = vm->language == LANGUAGE_ZH;
    const struct result *datum = list->origin != NULL ? list->origin : list;
    bool named = datum->node->kind == TRACE_DATUM && !(datum->stated && list->type.kind == TYPE_RECORD);
    struct text name = zh ? TEXT("") : TEXT("element");
    if (zh && named) {
        const struct image_chunk *chunk = &image->chunks[datum->chunk];
        struct type object = image->register_types[chunk->registers_first + datum->node->op];
        name = image_text(image, image->fields[image->records[object.index].fields_first + datum->node->extra].zh);
    } else if (list->type.kind == TYPE_RECORD) {
        name = image_text(image, zh ? image->records[list->type.index].zh : image->records[list->type.index].en);
    }
    buffer_printf(b, zh ? "%lld 项%.*s" : "%lld %.*s", (long long)number, TEXT_ARG(name));
    if (!zh && number != 1) buffer_byte(b, 's');
    bool made = !named && list->type.kind != TYPE_RECORD; /* 申报.领域 交 本方向领域: only its words say what counts */
    if (!zh && (named || made)) buffer_printf(b, " of %.*s", TEXT_ARG(replay_words(vm, list->node)));
    if (zh && made) buffer_printf(b, "（%.*s）", TEXT_ARG(replay_words(vm, list->node)));
}

struct conditions {
    struct buffer *out;
    size_t count;
};

static void add_text(struct vm *vm, struct conditions *c, struct text words) {
    bool zh = vm->language == LANGUAGE_ZH;
    buffer_str(c->out, c->count++ == 0 ? (zh ? "（" : " (") : (zh ? "；" : "; "));
    buffer_text(c->out, words);
}

/* A condition, or each of those that must hold together. */
static void add_condition(struct vm *vm, struct conditions *c, const struct result *loop, const struct image_node *n,
                          unsigned depth) {
    uint32_t own;
    const struct image_node *first = nodes_of(vm, loop, &own);
    uint32_t index = (uint32_t)(n - first);
    bool joined = depth < LIMIT_NESTING && (n->kind == TRACE_AND || (n->kind == TRACE_GROUP && n->op == GROUP_ALL));
    size_t before = c->count;
    for (uint32_t i = 0; joined && i < index; i++)
        if (first[i].parent == index) add_condition(vm, c, loop, &first[i], depth + 1);
    if (c->count == before) add_text(vm, c, replay_words(vm, n));
}

static void end_conditions(struct vm *vm, struct conditions *c) {
    if (c->count > 0) buffer_str(c->out, vm->language == LANGUAGE_ZH ? "）" : ")");
}

static const struct result *list_below(const struct result *r) {
    for (size_t i = 0; i < r->kids.count; i++)
        if (r->kids.items[i]->type.shape != SHAPE_ONE) return r->kids.items[i];
    return NULL;
}

const struct result *demand_counted_list(const struct result *r) {
    while (r != NULL && (r->node->kind == TRACE_COUNT_OF || r->node->kind == TRACE_FILTER)) r = list_below(r);
    return r;
}

struct text demand_of_count(struct vm *vm, const struct result *count, int64_t number) {
    const struct result *list = demand_counted_list(count);
    struct buffer b;
    buffer_init(&b, vm->arena);
    add_noun(vm, &b, list, number);
    struct conditions c = {.out = &b};
    for (const struct result *r = list_below(count); r != list; r = list_below(r)) {
        const struct image_node *where = node_of_loop(vm, r, true);
        if (where != NULL) add_condition(vm, &c, r, where, 0);
    }
    end_conditions(vm, &c);
    return buffer_done(&b);
}

/* What a list was chosen by, and before that the list it was chosen from. */
static void add_choices(struct vm *vm, struct conditions *c, const struct result *list, unsigned depth) {
    if (list == NULL || list->node->kind != TRACE_FILTER || depth == LIMIT_NESTING) return;
    add_choices(vm, c, list_below(list), depth + 1);
    const struct image_node *chosen = node_of_loop(vm, list, true);
    if (chosen != NULL) add_condition(vm, c, list, chosen, 0);
}

struct text demand_of_loop(struct vm *vm, const struct result *loop, const struct result *source, int64_t number) {
    const struct image_node *where = node_of_loop(vm, loop, true), *body = node_of_loop(vm, loop, false);
    struct buffer b;
    buffer_init(&b, vm->arena);
    add_noun(vm, &b, source, number);
    struct conditions c = {.out = &b};
    add_choices(vm, &c, source, 0);
    if (where != NULL) add_condition(vm, &c, loop, where, 0);
    if (body != NULL && loop->node->kind == TRACE_PAIRWISE)
        add_text(vm, &c,
                 text_format(vm->arena,
                             vm->language == LANGUAGE_ZH ? "与已有的两两满足 %.*s" : "with the others pairwise %.*s",
                             TEXT_ARG(replay_words(vm, body))));
    else if (body != NULL)
        add_condition(vm, &c, loop, body, 0);
    const struct result *outer[REPLAY_OUTER_MOST];
    size_t named = replay_outer(vm, loop, outer);
    for (size_t i = 0; i < named; i++)
        add_text(vm, &c,
                 text_format(vm->arena, "%.*s = %.*s", TEXT_ARG(replay_words(vm, outer[i]->node)),
                             TEXT_ARG(replay_shown(vm, outer[i]->type, outer[i]->value))));
    end_conditions(vm, &c);
    return buffer_done(&b);
}
