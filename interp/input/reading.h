/* An application being read: where the reader stands, and how it complains. */
#ifndef ZN_INPUT_READING_H
#define ZN_INPUT_READING_H

#include "interp/input/plan.h"

/* One for each open bracket; keys and the pointer are made of them only when somebody complains. */
struct step {
    size_t key_at; /* of an object: where the key at hand stands in the input; NO_KEY before the first */
    int64_t index; /* of a list; -1 in an object */
};
#define NO_KEY SIZE_MAX

struct reading {
    const struct input_plan *plan;
    struct arena *arena;
    struct json_reader json;
    size_t from;
    bool strict;
    bool stopped; /* the application is too large: no member more is read */
    bool broken;  /* its JSON is */
    unsigned depth;
    struct step path[JSON_MAX_DEPTH];
    struct problems *problems;
    size_t errors, warnings;
};

/* Adds a problem at the present path, `offset` in the input; beyond LIMIT_PROBLEMS it is only counted. */
void reading_complain(struct reading *r, enum problem_code code, bool warning, size_t offset, struct text a0,
                      struct text a1, struct text a2);
/* The JSON is broken where json.problem_at says. */
void reading_complain_syntax(struct reading *r);
/* What is wrong between the applications of an array or behind the last one of a file: `at` of `bytes`. */
struct problem reading_problem_between(struct arena *arena, struct text bytes, size_t at, enum json_problem problem);
/* Says how many problems were only counted. */
void reading_complain_more(struct reading *r);
/* The key under which the value at hand stands: that of the nearest object. */
struct text reading_key(struct reading *r);
/* What stands at `offset`, short enough for a message: a text with its quotes, a bracket, a word. */
struct text reading_found(struct reading *r, size_t offset);

#endif
