/* The main of a fuzz target without a fuzzer: runs it on files, so that `make check` keeps former crashers dead with any
 * compiler. A target is fuzz_NAME.c; `make fuzz` links it with libFuzzer in place of this file. */
#include <stdint.h>
#include <stdio.h>

#include "lang/base/io.h"
#include "tests/fuzz/target.h"

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        struct arena *arena = arena_new(NULL);
        struct text bytes, reason;
        if (!arena || io_read(arena, argv[i], SIZE_MAX, &bytes, &reason) != IO_OK) {
            fprintf(stderr, "%s cannot be read\n", argv[i]);
            return 2;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
        arena_free(arena);
    }
    return 0;
}
