/* The standard library, built into the program so that a policy that is copied elsewhere still compiles. The table is
 * made from stdlib/ by embed.sh; both are constants of the build. */
#ifndef ZN_SEMA_STDLIB_H
#define ZN_SEMA_STDLIB_H

#include <stddef.h>

struct stdlib_file {
    const char *name;           /* "application.zn" */
    const unsigned char *bytes; /* followed by a zero byte, which `size` does not count */
    size_t size;
};

extern const struct stdlib_file stdlib_files[]; /* sorted by name */
extern const size_t stdlib_count;

#endif
