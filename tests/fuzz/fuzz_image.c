/* A compiled policy of any bytes: refused, or verified and described. Size and checksum are repaired first, for the
 * verifier is the guard and must hold alone. */
#include <string.h>

#include "lang/code/image_layout.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new(NULL);
    uint32_t *words = ARENA_ARRAY(arena, size / 4 + 1, uint32_t);
    if (size) memcpy(words, data, size);
    struct text bytes = {(const char *)words, size}, reason = {0};
    if (size / 4 >= IMAGE_HEADER_WORDS) {
        words[IMAGE_WORD_BYTES] = (uint32_t)size;
        uint64_t checksum = image_checksum(bytes);
        words[IMAGE_WORD_CHECKSUM] = (uint32_t)checksum;
        words[IMAGE_WORD_CHECKSUM + 1] = (uint32_t)(checksum >> 32);
    }
    struct image *image = NULL;
    if (image_load(arena, bytes, &image, &reason) == IMAGE_OK) {
        image_digest(arena, image);
        image_release(image);
    }
    arena_free(arena);
    return 0;
}
