/* SHA-256 from nettle, which uses the processor's own instructions where it has them: a batch is digested whole, so a
 * portable implementation would cost more than judging it. */
#include "lang/base/digest.h"

#include <nettle/sha2.h>

struct digest {
    struct sha256_ctx context;
};

struct digest *digest_new(struct arena *arena) {
    struct digest *digest = ARENA_NEW(arena, struct digest);
    sha256_init(&digest->context);
    return digest;
}

void digest_add(struct digest *digest, struct text bytes) {
    if (bytes.len) sha256_update(&digest->context, bytes.len, (const uint8_t *)bytes.ptr);
}

static struct text print(struct arena *arena, const unsigned char raw[32]) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "sha256:");
    for (size_t i = 0; i < 32; i++) buffer_printf(&b, "%02x", raw[i]);
    return buffer_done(&b);
}

struct text digest_text(struct arena *arena, const struct digest *digest) {
    struct sha256_ctx context = digest->context;
    unsigned char raw[32];
    sha256_digest(&context, sizeof raw, raw);
    return print(arena, raw);
}

void digest_raw(struct text bytes, unsigned char out[32]) {
    struct digest digest;
    sha256_init(&digest.context);
    digest_add(&digest, bytes);
    sha256_digest(&digest.context, 32, out);
}

struct text digest_of(struct arena *arena, struct text bytes) {
    unsigned char raw[32];
    digest_raw(bytes, raw);
    return print(arena, raw);
}
