/* Tables of built-in files are small and read seldom, so they are searched from their start. */
#include "lang/base/embedded.h"

bool embedded_find(const struct embedded_file *files, size_t count, struct text name, struct text *out) {
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(text_of(files[i].name), name)) continue;
        *out = (struct text){(const char *)files[i].bytes, files[i].size};
        return true;
    }
    return false;
}
