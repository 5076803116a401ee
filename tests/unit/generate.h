/* Well-formed programs by seed, for tests of what holds for every program: every kind of declaration, statement and
 * expression that compiles, both vocabularies mixed, comments in odd places, blanks and signs as input methods type
 * them. */
#ifndef ZN_TESTS_GENERATE_H
#define ZN_TESTS_GENERATE_H

#include "lang/base/text.h"

struct text generate_program(struct arena *arena, uint32_t seed);

#endif
