/* Traditional characters as their simplified twins, so that 規則 and 必須 are known for what they are meant to be. Only a
 * word that is compared is folded: names and texts stay as they are written. */
#ifndef ZN_SYNTAX_TRADITIONAL_H
#define ZN_SYNTAX_TRADITIONAL_H

#include "lang/base/text.h"

/* `word` itself where nothing in it is traditional. */
struct text traditional_fold(struct arena *arena, struct text word);

#endif
