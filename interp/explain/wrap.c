/* Greedy filling. The full line-breaking rules of Unicode would need their tables; what these reports hold is Chinese,
 * English, and expressions of the two. */
#include "interp/explain/wrap.h"

#include "lang/base/utf8.h"

static bool is_one_of(const char *set, struct text t, size_t at, size_t len) {
    struct text all = text_of(set);
    for (size_t i = 0; i < all.len;) {
        uint32_t c;
        size_t n = utf8_decode(all, i, &c);
        if (n == len && text_equal(text_slice(all, i, i + n), text_slice(t, at, at + len))) return true;
        i += n;
    }
    return false;
}

static bool may_not_begin(struct text t, size_t at, size_t len) {
    return is_one_of("，。、；：？！）】》」』〉”’…％%,.;:?!)]}", t, at, len);
}

static bool may_not_end(struct text t, size_t at, size_t len) { return is_one_of("（【《「『〈“‘([{", t, at, len); }

struct glyph {
    size_t at, len, width;
};

static struct glyph glyph_at(struct text t, size_t at) {
    uint32_t c;
    size_t len = utf8_decode(t, at, &c);
    if (!len) len = 1;
    return (struct glyph){at, len, utf8_width(text_slice(t, at, at + len))};
}

static bool may_break(struct text t, struct glyph before, struct glyph after) {
    if (t.ptr[after.at] == ' ') return false;
    if (t.ptr[before.at] == ' ') return true;
    if (before.width < 2 && after.width < 2) return false;
    return !may_not_begin(t, after.at, after.len) && !may_not_end(t, before.at, before.len);
}

static void put_line(struct buffer *out, struct text line) {
    while (line.len && line.ptr[line.len - 1] == ' ') line.len--;
    buffer_text(out, line);
}

void wrap_text(struct buffer *out, struct text t, size_t column, size_t indent, size_t columns) {
    size_t start = 0, best = 0, width = column;
    struct glyph before = {0};
    for (size_t at = 0; at < t.len;) {
        struct glyph g = glyph_at(t, at);
        if (at > start && may_break(t, before, g)) best = at;
        if (width + g.width > columns && best > start && t.ptr[at] != ' ') {
            put_line(out, text_slice(t, start, best));
            buffer_byte(out, '\n');
            buffer_repeat(out, TEXT(" "), indent);
            start = best;
            width = indent + utf8_width(text_slice(t, start, at));
        }
        width += g.width;
        before = g;
        at += g.len;
    }
    put_line(out, text_slice(t, start, t.len));
}

void wrap_pad(struct buffer *out, struct text t, size_t columns) {
    size_t width = utf8_width(t);
    buffer_text(out, t);
    if (width < columns) buffer_repeat(out, TEXT(" "), columns - width);
}
