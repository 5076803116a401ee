/* Messages with numbered holes, and what may stand in them.
 *
 * Arguments are often pieces of what a person wrote: a line end or a terminal's escape in them must not reach the reader,
 * so controls and invisible characters are shown as U+FFFD, and a message stays one line. */
#ifndef ZN_BASE_MESSAGE_H
#define ZN_BASE_MESSAGE_H

#include "lang/base/text.h"

/* Appends `format` with its holes {0}…{9} filled; a hole without an argument stays empty. */
void message_fill(struct buffer *out, const char *format, const struct text *args, size_t n_args);
/* Appends `t` as it may stand in a message. */
void message_visible(struct buffer *out, struct text t);
/* At most `most` characters of `t` as they may stand in a message; an ellipsis where there are more. */
struct text message_excerpt(struct arena *arena, struct text t, size_t most);

#endif
