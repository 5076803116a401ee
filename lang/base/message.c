/* Messages: see message.h. */
#include "lang/base/message.h"

#include "lang/base/utf8.h"

/* The length of the character at `at`; `shown` tells whether it may be seen. */
static size_t character(struct text t, size_t at, bool *shown) {
    uint32_t cp = 0;
    size_t step = utf8_decode(t, at, &cp);
    *shown = step && cp >= 0x20 && (cp < 0x7F || cp >= 0xA0) && !utf8_is_invisible(cp);
    return step ? step : 1;
}

static void add_character(struct buffer *out, struct text character, bool shown) {
    buffer_text(out, shown ? character : TEXT("\xEF\xBF\xBD"));
}

void message_visible(struct buffer *out, struct text t) {
    for (size_t at = 0, step; at < t.len; at += step) {
        bool shown;
        step = character(t, at, &shown);
        add_character(out, text_slice(t, at, at + step), shown);
    }
}

struct text message_excerpt(struct arena *arena, struct text t, size_t most) {
    struct buffer b;
    buffer_init(&b, arena);
    for (size_t at = 0, step; at < t.len; at += step) {
        if (most-- == 0) {
            buffer_str(&b, "…");
            break;
        }
        bool shown;
        step = character(t, at, &shown);
        add_character(&b, text_slice(t, at, at + step), shown);
    }
    return buffer_done(&b);
}

void message_fill(struct buffer *out, const char *format, const struct text *args, size_t n_args) {
    for (const char *p = format; *p; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            size_t hole = (size_t)(p[1] - '0');
            if (hole < n_args) message_visible(out, args[hole]);
            p += 2;
        } else {
            buffer_byte(out, *p);
        }
    }
}
