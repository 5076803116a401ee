/* Files: whole ones in, whole ones out. The lowest layer that knows why something failed words it. */
#ifndef ZN_BASE_IO_H
#define ZN_BASE_IO_H

#include "lang/base/text.h"

enum io_status {
    IO_OK,
    IO_MISSING,   /* no such file */
    IO_DENIED,    /* may not be read or written */
    IO_FOLDER,    /* a folder where a file was expected */
    IO_TOO_LARGE, /* more than `limit` bytes */
    IO_FAILED,    /* the system's own words are in `reason` */
};

/* The bytes of a file; "-" is standard input. At most `limit` bytes. `reason` (may be NULL) gets the system's
 * words for every status but IO_OK. */
enum io_status io_read(struct arena *arena, const char *path, size_t limit, struct text *bytes, struct text *reason);
/* Writes a file, whole or not at all (a temporary file beside it, renamed); "-" is standard output. A link is followed,
 * a file's mode is kept, a device or pipe is written directly. */
enum io_status io_write(struct arena *arena, const char *path, struct text bytes, struct text *reason);
/* The status for an errno, for those who open files themselves. */
enum io_status io_error(struct arena *arena, int error, struct text *reason);
bool io_is_folder(const char *path);
bool io_exists(const char *path);
/* Names of a folder's entries (no . and ..), sorted by byte order. */
enum io_status io_list(struct arena *arena, const char *path, struct text **names, size_t *count);
/* Paths: `/` separated, "." and ".." folded as text; an absolute name stands for itself; nothing left gives ".". */
struct text io_join(struct arena *arena, struct text folder, struct text name);
struct text io_folder_of(struct text path); /* "" where there is none */
struct text io_name_of(struct text path);

#endif
