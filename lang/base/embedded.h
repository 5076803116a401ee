/* Files that are built into the program, so that it needs nothing beside itself. embed.sh makes the tables: constants of
 * the build, sorted by name. */
#ifndef ZN_BASE_EMBEDDED_H
#define ZN_BASE_EMBEDDED_H

#include <stddef.h>

#include "lang/base/text.h"

struct embedded_file {
    const char *name;           /* "application.zn", without its folder */
    const unsigned char *bytes; /* followed by a zero byte, which `size` does not count */
    size_t size;
};

/* The text of the file of that name; false where there is none. */
bool embedded_find(const struct embedded_file *files, size_t count, struct text name, struct text *out);

#endif
