/* Instructions. See opcodes.def. */
#ifndef ZN_CODE_OPCODE_H
#define ZN_CODE_OPCODE_H

#include <stdint.h>

enum opcode {
#define OP(name, a, b, c, rule, doc) OP_##name,
#include "lang/code/opcodes.def"
#undef OP
    OPCODE_COUNT
};

enum operand {
    OPERAND_NONE,
    OPERAND_TRUTH,
    OPERAND_NUM,
    OPERAND_MONEY,
    OPERAND_DATE,
    OPERAND_MOMENT,
    OPERAND_MONTHS,
    OPERAND_DAYS,
    OPERAND_TEXT,
    OPERAND_LIST,
    OPERAND_RECORD,
    OPERAND_TALLY,
    OPERAND_CURSOR,
    OPERAND_ANY,
    OPERAND_INT,
    OPERAND_ORD,
    OPERAND_LAST_REGISTER = OPERAND_ORD,
    OPERAND_CONSTANT,
    OPERAND_HIGH,
    OPERAND_FIELD,
    OPERAND_TARGET,
    OPERAND_REGEX,
    OPERAND_CHUNK,
    OPERAND_INDEX,
    OPERAND_COUNT,
    OPERAND_BIT,
};

struct opcode_info {
    const char *name;
    uint8_t operands[3]; /* enum operand */
    uint8_t rule;        /* enum opcode_rule, in verify.c */
    const char *doc;
};
const struct opcode_info *opcode_info(unsigned opcode); /* NULL where there is no such opcode */

enum opcode_rule {
    RULE_NONE,
    RULE_CONSTANT,
    RULE_SAME_AB,
    RULE_SAME_BC,
    RULE_SAME_ABC,
    RULE_PLAIN_FIELD,
    RULE_DERIVED_FIELD,
    RULE_PROJECT,
    RULE_ROW,
    RULE_LOOKUP,
    RULE_SAME_ELEMENTS,
    RULE_SAME_ELEMENTS_AB,
    RULE_SAME_LISTS,
    RULE_ELEMENT,
    RULE_CAPTURES,
    RULE_FORWARD,
    RULE_FORWARD_NEXT,
    RULE_CURSOR_OF,
    RULE_BACK,
    RULE_SELECT,
    RULE_PRODUCT,
    RULE_QUOTIENT,
    RULE_NUMBER_A,
    RULE_TEXT_A,
    RULE_DURATIONS,
    RULE_LIST_OF,
    RULE_FOLD,
    RULE_SAME_AB_ELEMENT_FREE,
    RULE_COLLECT,
    RULE_NUMBERS_A,
    RULE_GROUPS,
    RULE_LINKS,
    RULE_RATES,
    RULE_TRUTHS_A,
    RULE_TRUTHS_C,
    RULE_CALL,
    RULE_RESULT,
};

struct instruction {
    uint16_t op, a, b, c;
};

#endif
