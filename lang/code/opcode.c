/* The table of instructions. */
#include "lang/code/opcode.h"

#include <stddef.h>

static const struct opcode_info infos[OPCODE_COUNT] = {
#define OP(name, a, b, c, rule, doc) {#name, {OPERAND_##a, OPERAND_##b, OPERAND_##c}, RULE_##rule, doc},
#include "lang/code/opcodes.def"
#undef OP
};

const struct opcode_info *opcode_info(unsigned opcode) { return opcode < OPCODE_COUNT ? &infos[opcode] : NULL; }
