/* SHA-256 (FIPS 180-4, from nettle), written as "sha256:" and 64 hex digits. */
#ifndef ZN_BASE_DIGEST_H
#define ZN_BASE_DIGEST_H

#include "lang/base/text.h"

struct text digest_of(struct arena *arena, struct text bytes);
void digest_raw(struct text bytes, unsigned char out[32]);

/* The same over bytes that come piece by piece. */
struct digest;
struct digest *digest_new(struct arena *arena);
void digest_add(struct digest *digest, struct text bytes);
/* Of all bytes so far; more may follow. */
struct text digest_text(struct arena *arena, const struct digest *digest);

#endif
