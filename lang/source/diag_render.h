/* Diagnostics as text with a caret line, as JSON and as SARIF 2.1.0. */
#ifndef ZN_SOURCE_DIAG_RENDER_H
#define ZN_SOURCE_DIAG_RENDER_H

#include "lang/source/diag.h"

/* Each sorts the sink first, shows at most LIMIT_DIAGNOSTICS and says how many more there are. Columns count code points
 * from 1, ends are excluded. */

/* `FILE:LINE:COLUMN: error E0102: message` (错误 E0102：…), the source line, carets in terminal columns, further places,
 * hint, suggestion. */
void diag_render_text(struct buffer *out, struct diag_sink *sink, enum language language, bool colour);
/* {"format":"zhinan.diagnostics/1","diagnostics":[{"file","line","column","end_line","end_column","code","severity",
 * "message","hint","suggestion","help","related":[…]}],"more":N}; null where there is none, "more" only where there are. */
void diag_render_json(struct buffer *out, struct diag_sink *sink, enum language language);
/* SARIF 2.1.0; the hint follows the message, the suggestion is a fix, a rule's help is its entry in the catalogue. */
void diag_render_sarif(struct buffer *out, struct diag_sink *sink, enum language language);

#endif
