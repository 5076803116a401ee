/* A fuzz target: takes any bytes, never crashes, never runs long, leaks nothing. libFuzzer calls it by this name. */
#ifndef ZN_TESTS_FUZZ_TARGET_H
#define ZN_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

__attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
