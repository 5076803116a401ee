/* Words that ran together for want of a blank: 必须申报, 名称已填写且, 单位中有企满足. Chinese is written without blanks, so
 * this is the mistake that is made most; a name that nobody declared is looked through for the words of a sentence. */
#ifndef ZN_SYNTAX_GLUED_H
#define ZN_SYNTAX_GLUED_H

#include "lang/base/text.h"

/* The first place where a word of the language begins or ends inside `word`; 0 where none does. Only words of two
 * characters and more count, and 中 before 有, 每个, 没有 or 至少: single characters are parts of too many names. */
size_t glue_find(struct text word);
/* `word` with blanks at all such places. */
struct text glue_apart(struct arena *arena, struct text word);
/* Length of the Chinese keyword that `word` begins with, at least `least` bytes long; 0. */
size_t glue_keyword_at_front(struct text word, size_t least);
/* The same in two parts, with blanks where more runs together in them. */
struct text glue_apart_at(struct arena *arena, struct text word, size_t split);

#endif
