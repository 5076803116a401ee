/* Files of --table: each is read once for every policy that has a table of its name, then the indexes are made. */
#include "interp/cli/tables.h"

#include <string.h>

#include "interp/cli/messages.h"
#include "interp/input/table_read.h"

static uint32_t table_named(const struct image *image, struct text name) {
    for (uint32_t t = 0; t < IMAGE_COUNT(image, table); t++) {
        const struct image_record *record = &image->records[image->tables[t].record];
        if (name.len > 0 &&
            (text_equal(image_text(image, record->zh), name) || text_equal(image_text(image, record->en), name)))
            return t;
    }
    return IMAGE_NONE;
}

/* FILE, FILE:line:column or FILE, row n: as far as a place is known. */
static struct text place_of(struct cli *cli, const char *path, const struct table_problem *p) {
    if (p->line > 0) return text_format(cli->arena, "%s:%u:%u", path, p->line, p->column);
    if (p->row > 0)
        return text_format(cli->arena, cli->language == LANGUAGE_ZH ? "%s 第 %u 行" : "%s, row %u", path, p->row);
    return text_of(path);
}

static void say_problems(struct cli *cli, const char *path, const struct table_reading *reading) {
    size_t errors = 0;
    for (size_t i = 0; i < reading->problems.count; i++) {
        const struct table_problem *p = &reading->problems.items[i];
        errors += !p->problem.warning;
        message_print(cli, p->problem.warning ? MESSAGE_TABLE_WARNING : MESSAGE_TABLE_PROBLEM, place_of(cli, path, p),
                      problem_message(cli->arena, &p->problem, cli->language));
    }
    if (reading->errors > errors)
        message_print(cli, MESSAGE_TABLE_MORE, text_of(path), text_format(cli->arena, "%zu", reading->errors - errors));
}

static bool load_one(struct cli *cli, struct policy *policy, uint32_t table, const char *path,
                     struct report_input *input, int *status) {
    struct table_reading reading;
    bool good = table_read(policy->plan, cli->arena, policy->tables, table, path, &reading);
    if (reading.io != IO_OK) {
        message_print_io(cli, reading.io, path, reading.reason);
        *status = STATUS_UNREADABLE;
        return false;
    }
    say_problems(cli, path, &reading);
    *input = (struct report_input){text_of(path), reading.digest};
    if (!good) *status = reading.reached_limit ? STATUS_LIMIT : STATUS_UNREADABLE;
    return good;
}

bool tables_load(struct cli *cli, struct policy *policies, size_t count, struct report_input **inputs, size_t *n_inputs,
                 int *status) {
    size_t n = cli->options[OPTION_TABLE].all.count;
    bool good = true;
    *inputs = ARENA_ARRAY(cli->arena, n + 1, struct report_input);
    *n_inputs = 0;
    for (size_t p = 0; p < count && n > 0; p++) policies[p].tables = tables_new(cli->arena, policies[p].image);
    for (size_t i = 0; i < n; i++) {
        const char *pair = cli->options[OPTION_TABLE].all.items[i], *equal = strchr(pair, '=');
        struct text name = {pair, (size_t)(equal - pair)};
        bool known = false;
        for (size_t p = 0; p < count; p++) {
            uint32_t table = table_named(policies[p].image, name);
            if (table == IMAGE_NONE) continue;
            if (tables_is_read(policies[p].tables, table)) {
                *status = usage_error(cli, MESSAGE_TABLE_TWICE, name);
                return false;
            }
            good = load_one(cli, &policies[p], table, equal + 1, &(*inputs)[*n_inputs], status) && good;
            known = true;
        }
        if (!known) {
            *status = usage_error(cli, MESSAGE_UNKNOWN_TABLE, name);
            return false;
        }
        *n_inputs += 1;
    }
    for (size_t p = 0; p < count && n > 0; p++) tables_index(cli->arena, policies[p].tables);
    return good;
}
