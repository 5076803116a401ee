/* Source text to tree. */
#ifndef ZN_SYNTAX_PARSE_H
#define ZN_SYNTAX_PARSE_H

#include "lang/source/diag.h"
#include "lang/syntax/ast.h"

/* Parses a whole file into a LIST of declarations; what is wrong goes to the sink and is left out of the tree. */
struct node *parse_file(struct arena *arena, struct diag_sink *sink, uint32_t file);
/* Parses one expression, which must be all there is (`zhinan eval`). NULL where it is wrong. */
struct node *parse_expression(struct arena *arena, struct diag_sink *sink, uint32_t file);

#endif
