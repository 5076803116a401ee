/* Applications: JSON straight into typed slots.
 *
 * The declared records of the policy are turned into a plan once (names of the fields of each record, hashed); an
 * application is then read in one pass, each member into its slot, with no tree in between. What no rule knows is
 * checked and skipped. Absent and null members stay unknown. Money in a number is 万元 CNY; a duration is a whole number
 * of months; choices and labels accept either name. Every complaint has a place: byte offset and JSON pointer.
 *
 * Lifetimes: plan: program; record, problems: the application's arena. Texts are slices of the input where they hold no
 * escape, so the input must outlive the record. */
#ifndef ZN_INPUT_INPUT_H
#define ZN_INPUT_INPUT_H

#include "lang/base/json.h"
#include "lang/base/language.h"
#include "lang/base/vec.h"
#include "lang/code/image.h"

/* Complaints about an application; words in interp/input/problems.def, zh and en. */
enum problem_code {
#define PROBLEM(name, zh, en) PROBLEM_##name,
#include "interp/input/problems.def"
#undef PROBLEM
    PROBLEM_COUNT
};

struct problem {
    enum problem_code code;
    bool warning;        /* the application is judged all the same */
    struct text args[3]; /* holes {0} {1} {2} of the message */
    struct text at;      /* JSON pointer, as the file spells its keys; "" is the whole application */
    size_t offset;       /* byte in the text given to input_read */
};
struct problems {
    VEC(struct problem) list;
    size_t errors;
};
struct problem *problem_add(struct arena *arena, struct problems *problems, enum problem_code code, size_t offset,
                            struct text at, struct text a0, struct text a1, struct text a2);
/* A problem is added as an error; this makes it a warning. */
void problem_soften(struct problems *problems, struct problem *problem);
struct text problem_message(struct arena *arena, const struct problem *problem, enum language language);

struct input_plan;
struct input_plan *input_plan_new(struct arena *arena, const struct image *image);
/* The slot of a field of the input record by its English name, or -1. */
int input_slot(const struct input_plan *plan, const char *english_name);

struct input_options {
    bool strict;          /* an unknown key is an error */
    struct record **read; /* NULL, or gets what could be read, also of an application that cannot be judged */
};

/* Reads one application that starts at `from`; `end` gets the offset behind its value (or of the syntax error).
 * NULL where it cannot be judged: `problems` says why. `syntax` (may be NULL) tells whether the JSON itself was broken,
 * so that nothing behind it can be trusted. A member of a wrong type does not stop the reading: all are reported. */
struct record *input_read(const struct input_plan *plan, struct arena *arena, struct text bytes, size_t from,
                          const struct input_options *options, struct problems *problems, size_t *end, bool *syntax);
/* Maps labels, the direction's fields and those of the whole policy (either name), to their Chinese name, once the direction
 * is known. */
void input_settle_labels(const struct input_plan *plan, struct arena *arena, struct record *record, uint32_t direction);
/* The same of rows of a reference table, by the labels of the whole policy. */
void input_settle_rows(const struct input_plan *plan, struct arena *arena, struct value *rows, uint32_t count);
/* Reads a single value from text as --let and cases give it: text, choice, date, money, number … in JSON or bare
 * ("2023-05-31", "80 万欧元", 西班牙). False where it does not fit the type. */
bool input_value(const struct image *image, struct arena *arena, struct type type, struct text t, struct value *out);

/* JSON pointer of a record within its application ("/organisations/2"), from its parents. Of a row of a reference table the
 * file of --table and the pointer in it ("--table rates: /3"), or the place in the policy where the row stands. */
void record_pointer(struct buffer *out, const struct image *image, const struct record *record);
/* The same of a field of the record; `zh_key` where the application states it under its Chinese name. */
void field_pointer(struct buffer *out, const struct image *image, const struct record *record, uint32_t field,
                   bool zh_key);
/* Whether a record is a row of a reference table, and the place of a whole table. */
bool record_is_row(const struct image *image, const struct record *record);
void table_place(struct buffer *out, const struct image *image, const struct image_table *table, bool read);

#endif
