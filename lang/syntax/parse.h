/* Source text to tree. */
#ifndef ZN_SYNTAX_PARSE_H
#define ZN_SYNTAX_PARSE_H

#include "lang/source/diag.h"
#include "lang/syntax/ast.h"
#include "lang/syntax/remarks.h"

/* Parses a whole file into a LIST of declarations; what is wrong goes to the sink and is left out of the tree. */
struct node *parse_file(struct arena *arena, struct diag_sink *sink, uint32_t file);
/* The same, and the comments, which the tree does not hold. */
struct node *parse_file_with_comments(struct arena *arena, struct diag_sink *sink, uint32_t file,
                                      struct comments *comments);
/* Parses one expression, which must be all there is (`zhinan eval`). NULL where it is wrong. */
struct node *parse_expression(struct arena *arena, struct diag_sink *sink, uint32_t file);

#endif
