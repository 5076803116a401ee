/* The applications of files, one after another.
 *
 * A path is a file with one JSON object, an array of them, NDJSON (one a line; told by its content, whatever its name),
 * a folder (its *.json, *.ndjson and *.jsonl files, in byte order of their names) or "-" for standard input. A line of
 * NDJSON that is no JSON spoils only itself; a broken array gives what stood before the break, and the break as a
 * problem. Files are mapped, not read whole. */
#ifndef ZN_BATCH_STREAM_H
#define ZN_BATCH_STREAM_H

#include "interp/input/input.h"
#include "lang/base/io.h"

struct stream;

struct stream_item {
    struct text file; /* as given (for a folder: joined) */
    struct text
        bytes;   /* the application's line, or the file from the application on; good until the next stream_next */
    size_t from; /* where its value starts in `bytes` */
    uint32_t first_line, first_column; /* of the file, where `bytes` starts, from 1 */
    size_t ordinal;                    /* applications seen so far over all files, this one included: from 1 */
    /* Here is no application but a problem, at from: the array holding them is broken, something stands behind the last
     * one, or (a warning) the file or folder holds none. Nothing is to be told to stream_consumed. */
    bool broken;
    struct problem problem;
};

enum stream_status {
    STREAM_ITEM,
    STREAM_END,
    STREAM_UNREADABLE /* file, io and reason say which and why; goes on with the next */
};

struct stream *stream_new(struct arena *arena, const char *const *paths, size_t count);
enum stream_status stream_next(struct stream *stream, struct stream_item *item);
/* Tells where the value ended (from input_read) and whether its syntax was broken, before the next stream_next. */
void stream_consumed(struct stream *stream, size_t end, bool syntax);
enum io_status stream_io(const struct stream *stream, struct text *file, struct text *reason);
void stream_free(struct stream *stream);
/* Line and column (characters) of an offset of the item. */
void stream_place(const struct stream_item *item, size_t offset, uint32_t *line, uint32_t *column);

/* Name and "sha256:…" of each file read so far, in order; standard input is "-". */
struct stream_input {
    struct text name, digest;
};
/* Files are read for it once more; a digest is empty where that is no longer possible. */
size_t stream_inputs(struct stream *stream, struct arena *arena, struct stream_input **out);

/* The same before anything is read, for a record that names its inputs first. Files that cannot be opened are left out;
 * standard input must be a file that can be read twice, and is read from its start. */
size_t stream_inputs_ahead(struct arena *arena, const char *const *paths, size_t count, struct stream_input **out);

#endif
