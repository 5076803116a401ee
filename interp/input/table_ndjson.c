/* Tables in JSON: an object a line, or an array of them, read as an application is. */
#include "interp/input/table_reader.h"

static size_t skip_between(struct text bytes, size_t at) {
    while (at < bytes.len && (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r' ||
                              bytes.ptr[at] == '\t' || bytes.ptr[at] == ','))
        at++;
    return at;
}

static void take_problems(struct table_reader *r, const struct problems *problems) {
    for (size_t i = 0; i < problems->list.count; i++) {
        const struct problem *p = &problems->list.items[i];
        struct problem *mine = table_complain(r, p->code, p->offset, p->args[0], p->args[1], p->args[2]);
        mine->at = p->at;
        if (!p->warning) continue;
        mine->warning = true;
        r->out->errors--;
    }
}

void table_read_ndjson(struct table_reader *r) {
    struct input_plan plan = *r->plan;
    plan.root = r->shape;
    size_t at = text_starts(r->bytes, TEXT("\xef\xbb\xbf")) ? 3 : 0;
    at = skip_between(r->bytes, at);
    bool array = at < r->bytes.len && r->bytes.ptr[at] == '[';
    if (array) at++;
    for (;;) {
        at = skip_between(r->bytes, at);
        if (at == r->bytes.len || (array && r->bytes.ptr[at] == ']')) break;
        struct record *row = table_add_row(r, at);
        if (row == NULL) return;
        struct problems problems = {0};
        size_t end;
        bool syntax;
        struct record *read;
        input_read(&plan, r->arena, r->bytes, at, &(struct input_options){.read = &read}, &problems, &end, &syntax);
        take_problems(r, &problems);
        for (uint32_t c = 0; c < r->shape->n_fields; c++) row->slots[c] = read->slots[c];
        if (syntax || end <= at) return;
        at = end;
    }
    size_t behind = array ? skip_between(r->bytes, at + 1) : r->bytes.len;
    if (behind < r->bytes.len) table_complain(r, PROBLEM_BEHIND_ARRAY, behind, TEXT(""), TEXT(""), TEXT(""));
}
