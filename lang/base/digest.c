/* SHA-256, from libmd rather than by hand. */
#include "lang/base/digest.h"

#include <sys/types.h>

#include <sha256.h>

struct digest {
    SHA256_CTX context;
};

struct digest *digest_new(struct arena *arena) {
    struct digest *digest = ARENA_NEW(arena, struct digest);
    SHA256Init(&digest->context);
    return digest;
}

void digest_add(struct digest *digest, struct text bytes) {
    if (bytes.len) SHA256Update(&digest->context, (const uint8_t *)bytes.ptr, bytes.len);
}

static struct text print(struct arena *arena, const unsigned char raw[32]) {
    struct buffer b;
    buffer_init(&b, arena);
    buffer_str(&b, "sha256:");
    for (size_t i = 0; i < 32; i++) buffer_printf(&b, "%02x", raw[i]);
    return buffer_done(&b);
}

struct text digest_text(struct arena *arena, const struct digest *digest) {
    SHA256_CTX context = digest->context;
    unsigned char raw[32];
    SHA256Final(raw, &context);
    return print(arena, raw);
}

void digest_raw(struct text bytes, unsigned char out[32]) {
    struct digest digest;
    SHA256Init(&digest.context);
    digest_add(&digest, bytes);
    SHA256Final(out, &digest.context);
}

struct text digest_of(struct arena *arena, struct text bytes) {
    unsigned char raw[32];
    digest_raw(bytes, raw);
    return print(arena, raw);
}
