#include "lang/base/digest.h"

#include "tests/unit/tap.h"

/* Wanted values: FIPS 180-4 examples. */
int main(void) {
    struct arena *arena = arena_new(NULL);
    tap_is_text(digest_of(arena, (struct text){0}),
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "of nothing");
    tap_is_text(digest_of(arena, TEXT("abc")),
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "of abc");
    struct buffer b;
    buffer_init(&b, arena);
    buffer_repeat(&b, TEXT("a"), 1000000);
    tap_is_text(digest_of(arena, buffer_done(&b)),
                "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", "of a million a");
    unsigned char raw[32];
    digest_raw(TEXT("abc"), raw);
    tap_ok(raw[0] == 0xBA && raw[31] == 0xAD, "raw");
    struct digest *digest = digest_new(arena);
    tap_is_text(digest_text(arena, digest), digest_of(arena, TEXT("")).ptr, "of no piece");
    digest_add(digest, TEXT("a"));
    digest_add(digest, (struct text){0});
    tap_is_text(digest_text(arena, digest), digest_of(arena, TEXT("a")).ptr, "of the pieces so far");
    digest_add(digest, TEXT("bc"));
    tap_is_text(digest_text(arena, digest), digest_of(arena, TEXT("abc")).ptr, "of more of them");
    arena_free(arena);
    return tap_done();
}
