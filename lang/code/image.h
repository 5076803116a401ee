/* A compiled policy.
 *
 *   "ZNC1" | version | bytes of all | checksum (8) | input record | globals record | row counts | tables | text index | text bytes
 *
 * All numbers are 32 bits, little endian; tables stand in the order of tables.def, rows back to back, so that on a
 * little-endian machine the loaded tables are the bytes themselves. The same program gives the same bytes, and the
 * digest of a policy is taken over them. The checksum finds accidents; what keeps a hostile file from doing harm is
 * the verifier (verify.h), which every image passes before it runs.
 * Lifetime: program. */
#ifndef ZN_CODE_IMAGE_H
#define ZN_CODE_IMAGE_H

#include "lang/base/text.h"
#include "lang/code/opcode.h"
#include "lang/value/meaning.h"
#include "lang/value/regex.h"
#include "lang/value/type.h"
#include "lang/value/value.h"

#define IMAGE_NONE 0xffffffffu
#define IMAGE_VERSION 4u

enum statement {
    STATEMENT_REQUIRE, /* must … prefer: an expression with a modality */
    STATEMENT_JUDGE,
    STATEMENT_INFORM,
    STATEMENT_OMIT,
    STATEMENT_LIMIT, /* across applications: row of the table limit */
    STATEMENT_COUNT
};
#define MODALITY_COUNT 6 /* enum modality, meaning.h */
#define PART_COUNT 6     /* enum quota_part, meaning.h */

/* What a trace node is (table node): what explanation makes of it. `op` and `extra` by kind. */
enum trace_kind {
    TRACE_VALUE,    /* computed, nothing to say but its value */
    TRACE_CONSTANT, /* written in the policy */
    TRACE_DATUM,    /* a field; extra: its index in its record; op: register of the record */
    TRACE_VARIABLE, /* loop element, parameter or local name */
    TRACE_COMPARE,  /* op: enum compare_op; 2 children */
    TRACE_BETWEEN,  /* 3 children */
    TRACE_MATCH,
    TRACE_HAS,
    TRACE_MISSING,
    TRACE_AND,
    TRACE_OR,
    TRACE_NOT,
    TRACE_GROUP,      /* op: enum group_op; extra: n of at least n */
    TRACE_QUANTIFIER, /* op: enum group_op; extra: register of the element; children: condition and body of each round */
    TRACE_FILTER,     /* extra: register of the element */
    TRACE_PAIRWISE,   /* extra, op: registers of the two elements; children: conditions, then body of every pair */
    TRACE_CONVERT,    /* an amount in another currency; children: the amount, the rates */
    TRACE_COUNT_OF,   /* a count; child: the list */
    TRACE_IF,
    TRACE_CALL,
    TRACE_ROW, /* a row of a reference table; children: the table and the key */
    TRACE_COUNT
};
/* Set in a node's `flags`. */
enum trace_flag {
    TRACE_WHERE = 1,       /* the condition of a quantifier or filter, not its body */
    TRACE_FIXED = 2,       /* a datum nobody can change */
    TRACE_LEAST_SHIFT = 8, /* above: n of what asks for at least n elements */
    TRACE_FALLBACK = 8,    /* a datum that follows from others where it is not stated */
    TRACE_NEGATED = 4,     /* a comparison written as one negative word (not in, excludes) */
};

/* The first fields of the globals record: what the program fills in for each application. */
enum image_global {
    IMAGE_GLOBAL_AS_OF,
    IMAGE_GLOBAL_DIRECTION_FIELDS,
    IMAGE_GLOBAL_DIRECTION_PARTNERS,
    IMAGE_GLOBAL_DIRECTION_CODE,
    IMAGE_GLOBAL_FACTS
};

enum record_flag { RECORD_INPUT = 1, RECORD_GLOBALS = 2, RECORD_ROW = 4 /* of a reference table */ };
enum field_flag {
    FIELD_FIXED = 1,
    FIELD_KEY = 2,
    FIELD_FALLBACK = 4 /* its chunk says what an absent value follows from */
};
enum choice_flag { CHOICE_ORDERED = 1 };

/* Row structs: struct image_file, struct image_record … with columns of 32 bits. */
#define TABLE(name, columns) \
    struct image_##name {    \
        columns              \
    };
#define WORDS(c) uint32_t c;
#define NUMBER(c) uint32_t c;
#define TYPE(c) uint32_t c;
#define REF(c, t) uint32_t c;
#define OPT(c, t) uint32_t c;
#define RANGE(c, t) uint32_t c##_first, c##_count;
#define ENUM(c, n) uint32_t c;
#include "lang/code/tables.def"
#undef TABLE

enum image_table_id {
#define TABLE(name, columns) IMAGE_TABLE_##name,
#include "lang/code/tables.def"
#undef TABLE
    IMAGE_TABLES
};

struct image {
    struct text bytes; /* as loaded or written */
#define TABLE(name, columns) const struct image_##name *name##s;
#include "lang/code/tables.def"
#undef TABLE
    uint32_t counts[IMAGE_TABLES];
    struct text *texts;
    uint32_t n_texts;
    uint32_t input_record, globals_record; /* IMAGE_NONE where there is none */
    /* made when loaded */
    struct value *constant_values; /* one for each constant */
    struct instruction *instructions;
    struct type *register_types;
    struct regex **compiled; /* one for each regex */
    uint8_t *chunk_depth;    /* deepest nesting of calls, 1 for none */
    uint32_t *chunk_stack;   /* registers that a call of the chunk needs, its callees' included */
    uint32_t max_stack;
};
#define IMAGE_COUNT(image, name) ((image)->counts[IMAGE_TABLE_##name])

enum image_status {
    IMAGE_OK,
    IMAGE_NOT_ONE,     /* the magic number is missing */
    IMAGE_VERSION_BAD, /* made by another version */
    IMAGE_TRUNCATED,
    IMAGE_CHECKSUM,
    IMAGE_UNSAFE, /* the verifier refuses it; `reason` says where */
};

static inline struct text image_text(const struct image *image, uint32_t index) { return image->texts[index]; }
static inline bool image_rule_is(const struct image *image, const struct image_rule *rule, struct text either_name) {
    return text_equal(image_text(image, rule->zh), either_name) || text_equal(image_text(image, rule->en), either_name);
}
/* The field that identifies a record, where it is one text that the data state; else IMAGE_NONE. */
uint32_t image_text_key(const struct image *image, uint32_t record);
/* The table that a field of the globals holds, NULL where it holds none. */
const struct image_table *image_table_of(const struct image *image, uint32_t field);
/* Loads and verifies; `bytes` must outlive the image. `reason` is a plain sentence for IMAGE_UNSAFE. */
enum image_status image_load(struct arena *arena, struct text bytes, struct image **out, struct text *reason);
/* Frees what does not stand in the arena (compiled patterns). */
void image_release(struct image *image);
bool image_is(struct text bytes); /* begins with the magic number */
/* "sha256:…" of the image. */
struct text image_digest(struct arena *arena, const struct image *image);

#endif
