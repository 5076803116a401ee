/* Places in the header of an image, in 32-bit words; for reader and writer only. */
#ifndef ZN_CODE_IMAGE_LAYOUT_H
#define ZN_CODE_IMAGE_LAYOUT_H

#include "lang/code/image.h"

#define IMAGE_MAGIC "ZNC1"

enum {
    IMAGE_WORD_MAGIC,
    IMAGE_WORD_VERSION,
    IMAGE_WORD_BYTES,
    IMAGE_WORD_CHECKSUM, /* two words */
    IMAGE_WORD_INPUT = IMAGE_WORD_CHECKSUM + 2,
    IMAGE_WORD_GLOBALS,
    IMAGE_WORD_N_TEXTS,
    IMAGE_WORD_TEXT_BYTES,
    IMAGE_WORD_COUNTS, /* a word a table */
    IMAGE_HEADER_WORDS = IMAGE_WORD_COUNTS + IMAGE_TABLES
};

uint64_t image_checksum(struct text bytes);

#endif
