/* The stream of applications.
 *
 *   paths ─▶ files (a folder is opened into its files) ─▶ applications of a file, by its shape:
 *
 *   LINES    one on each line; a line is all that its application may use, so what is wrong stays in it
 *   VALUES   one behind the other over any number of lines: a single object, or what `jq .` prints
 *   ARRAY    the elements of one array
 *
 * The shape is told by the first value: an opening bracket; a value that ends with its line; or one that does not end
 * there. Where the first line is broken, the second decides: lines of NDJSON begin with a brace.
 * A regular file is mapped; what has no size (a pipe, standard input) comes through a buffer that holds the line at hand,
 * or all of it where the shape is not LINES. Lines and columns are counted once from application to application, and an
 * item's bytes begin where the count stands, so that asking for a place never goes over the whole file again. */
#include "interp/batch/stream.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/batch/place.h"
#include "interp/input/reading.h"
#include "lang/base/digest.h"
#include "lang/base/limits.h"

#define BUFFER_BYTES ((size_t)256 << 10)

enum shape { UNDECIDED, LINES, VALUES, ARRAY };

struct input_file {
    struct text name;
    struct digest *running; /* of what comes through the buffer */
    struct text digest;     /* of a file, once it was asked for */
};

struct stream {
    struct arena *arena;
    const char *const *paths;
    size_t n_paths, next_path;
    /* the folder that is being walked */
    struct text folder;
    struct text *names;
    size_t n_names, next_name;
    /* the file at hand */
    bool open;
    struct text name;
    int fd; /* of a file that is buffered, else -1 */
    struct text bytes;
    size_t cap; /* of the buffer */
    bool ended; /* there are no bytes but these */
    enum shape shape;
    size_t at;         /* the next byte to look at */
    size_t line_start; /* LINES: of the line that `at` is in */
    uint32_t line, column;
    size_t placed; /* the byte whose line and column these are */
    bool begun;    /* ARRAY: behind its bracket; else: behind the first application */
    bool in_item;  /* an application was given and not yet told of */
    bool spoilt;   /* nothing behind the application at hand can be read */
    bool discard;  /* LINES: the rest of the line is not wanted */
    /* kept from stream to stream */
    size_t ordinal;
    VEC(struct input_file) inputs;
    enum io_status io;
    struct text io_file, io_reason;
};

struct stream *stream_new(struct arena *arena, const char *const *paths, size_t count) {
    struct stream *s = ARENA_NEW(arena, struct stream);
    s->arena = arena;
    s->paths = paths;
    s->n_paths = count;
    s->fd = -1;
    return s;
}

/* ---- places ---- */

void stream_place(const struct stream_item *item, size_t offset, uint32_t *line, uint32_t *column) {
    *line = item->first_line;
    *column = item->first_column;
    place_advance(item->bytes, 0, offset, line, column);
}

/* ---- files ---- */

static void close_file(struct stream *s) {
    if (!s->open) return;
    if (s->fd >= 0) {
        if (s->fd != STDIN_FILENO) close(s->fd);
    } else if (s->bytes.len) {
        munmap((void *)(uintptr_t)s->bytes.ptr, s->bytes.len);
        s->bytes = (struct text){0};
    }
    s->open = false;
    s->fd = -1;
}

void stream_free(struct stream *s) { close_file(s); }

static enum stream_status unreadable(struct stream *s, struct text file, int error) {
    s->io = io_error(s->arena, error, &s->io_reason);
    s->io_file = file;
    return STREAM_UNREADABLE;
}

enum io_status stream_io(const struct stream *s, struct text *file, struct text *reason) {
    if (file) *file = s->io_file;
    if (reason) *reason = s->io_reason;
    return s->io;
}

static void begin_file(struct stream *s, struct text name, int fd) {
    s->open = true;
    s->name = name;
    s->fd = fd;
    s->ended = fd < 0;
    s->shape = UNDECIDED;
    s->at = s->line_start = s->placed = 0;
    s->line = s->column = 1;
    s->begun = s->in_item = s->spoilt = s->discard = false;
    struct input_file input = {.name = name, .running = fd < 0 ? NULL : digest_new(s->arena)};
    VEC_PUSH(s->arena, &s->inputs, input);
}

/* Maps a regular file; what has no size is read later. An errno, 0 for success. */
static int open_file(struct stream *s, struct text name) {
    bool standard = text_equal(name, TEXT("-"));
    int fd = standard ? STDIN_FILENO : open(name.ptr, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat st;
    if (fd < 0) return errno;
    int error = fstat(fd, &st) ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
    void *bytes = NULL;
    bool map = !error && !standard && S_ISREG(st.st_mode) && st.st_size > 0;
    if (map) {
        bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes == MAP_FAILED) error = errno;
    }
    if ((error || map) && !standard) close(fd);
    if (error) return error;
    if (map) {
        posix_madvise(bytes, (size_t)st.st_size, POSIX_MADV_SEQUENTIAL);
        s->bytes = (struct text){bytes, (size_t)st.st_size};
        begin_file(s, name, -1);
    } else {
        s->bytes = (struct text){0};
        s->cap = 0;
        begin_file(s, name, fd);
    }
    return 0;
}

static bool is_wanted(struct text name) {
    return !text_starts(name, TEXT(".")) &&
           (text_ends(name, TEXT(".json")) || text_ends(name, TEXT(".ndjson")) || text_ends(name, TEXT(".jsonl")));
}

static enum io_status open_folder(struct stream *s, const char *path) {
    struct text *names = NULL;
    size_t count = 0, kept = 0;
    enum io_status status = io_list(s->arena, path, &names, &count);
    for (size_t i = 0; status == IO_OK && i < count; i++) {
        if (is_wanted(names[i]) && !io_is_folder(io_join(s->arena, text_of(path), names[i]).ptr))
            names[kept++] = names[i];
    }
    s->folder = text_of(path);
    s->names = names;
    s->n_names = kept;
    s->next_name = 0;
    return status;
}

/* Reads on into the buffer; what stands before the line at hand is dropped where lines are read. An errno, 0 for success. */
static int fill(struct stream *s) {
    char *buffer = (char *)(uintptr_t)s->bytes.ptr;
    if (s->shape == LINES && s->line_start > 0) {
        memmove(buffer, buffer + s->line_start, s->bytes.len - s->line_start);
        s->bytes.len -= s->line_start;
        s->at -= s->line_start;
        s->line_start = 0;
    }
    if (s->bytes.len == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : BUFFER_BYTES;
        s->bytes.ptr = buffer = arena_grow(s->arena, buffer, s->cap, cap, 1);
        s->cap = cap;
    }
    ssize_t n;
    do {
        n = read(s->fd, buffer + s->bytes.len, s->cap - s->bytes.len);
    } while (n < 0 && errno == EINTR);
    if (n < 0) return errno;
    if (n == 0) s->ended = true;
    digest_add(s->inputs.items[s->inputs.count - 1].running, (struct text){buffer + s->bytes.len, (size_t)n});
    s->bytes.len += (size_t)n;
    return 0;
}

/* ---- shapes ---- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static size_t skip_blanks(struct text t, size_t at) {
    while (at < t.len && is_blank(t.ptr[at])) at++;
    return at;
}

static size_t line_end(struct text t, size_t at) {
    const char *end = at < t.len ? memchr(t.ptr + at, '\n', t.len - at) : NULL;
    return end ? (size_t)(end - t.ptr) : t.len;
}

static size_t mark_length(struct text t) { return text_starts(t, TEXT("\xEF\xBB\xBF")) ? 3 : 0; }

/* A value that goes on behind this line would stop after one of these. */
static bool goes_on(struct text line) {
    size_t end = line.len;
    while (end > 0 && is_blank(line.ptr[end - 1])) end--;
    return end > 0 && memchr("[{:,", line.ptr[end - 1], 4);
}

static enum shape shape_of(struct arena *arena, struct text bytes, bool ended) {
    size_t from = skip_blanks(bytes, mark_length(bytes)), end = line_end(bytes, from);
    if (from == bytes.len) return ended ? LINES : UNDECIDED;
    if (bytes.ptr[from] == '[') return ARRAY;
    if (end == bytes.len) return ended ? VALUES : end - from > LIMIT_APPLICATION_BYTES ? LINES : UNDECIDED;
    struct text line = text_slice(bytes, from, end);
    struct json_reader json;
    json_reader_prefix(&json, arena, line, 0);
    if (json_skip(&json)) return LINES;
    size_t next = skip_blanks(bytes, end);
    if (next == bytes.len) return ended ? VALUES : UNDECIDED;
    bool another = bytes.ptr[next] == '{' && !(json.problem == JSON_UNCLOSED && goes_on(line));
    return another ? LINES : VALUES;
}

/* Finds the shape and, where it needs all bytes at once, gets them. An errno, 0 for success. */
static int find_shape(struct stream *s) {
    while ((s->shape = shape_of(s->arena, s->bytes, s->ended)) == UNDECIDED) {
        int error = fill(s);
        if (error) return error;
    }
    while (s->shape != LINES && !s->ended) {
        int error = fill(s);
        if (error) return error;
    }
    s->at = s->line_start = s->placed = mark_length(s->bytes);
    return 0;
}

/* ---- applications ---- */

enum found { FOUND_ITEM, FOUND_END, FOUND_FAILURE };

static void give(struct stream *s, struct stream_item *item, struct text bytes, size_t from) {
    *item = (struct stream_item){
        .file = s->name, .bytes = bytes, .from = from, .first_line = s->line, .first_column = s->column};
    item->ordinal = s->ordinal;
}

static enum found give_application(struct stream *s, struct stream_item *item, struct text bytes, size_t from) {
    s->ordinal++;
    s->in_item = true;
    give(s, item, bytes, from);
    return FOUND_ITEM;
}

/* What is wrong stands at `at` of `bytes`. */
static enum found give_problem(struct stream *s, struct stream_item *item, struct text bytes, size_t at,
                               enum json_problem problem) {
    give(s, item, bytes, at);
    item->broken = true;
    item->problem = reading_problem_between(s->arena, bytes, at, problem);
    return FOUND_ITEM;
}

static enum found give_emptiness(struct stream *s, struct stream_item *item) {
    enum found found = give_problem(s, item, TEXT(""), 0, JSON_BAD_VALUE);
    item->problem.warning = true;
    return found;
}

/* The bytes from `at` on; the count of lines and columns comes along. */
static struct text bytes_from(struct stream *s, size_t at) {
    place_advance(s->bytes, s->placed, at, &s->line, &s->column);
    s->placed = at;
    return text_slice(s->bytes, at, s->bytes.len);
}

static enum found spoil(struct stream *s, struct stream_item *item, size_t at, enum json_problem problem) {
    s->spoilt = true;
    return give_problem(s, item, bytes_from(s, at), 0, problem);
}

static enum found next_element(struct stream *s, struct stream_item *item) {
    size_t len = s->bytes.len, at = skip_blanks(s->bytes, s->at), comma = SIZE_MAX;
    if (!s->begun) {
        s->begun = true;
        at = skip_blanks(s->bytes, at + 1);
    } else if (at < len && s->bytes.ptr[at] == ',') {
        comma = at;
        at = skip_blanks(s->bytes, at + 1);
    } else if (at < len && s->bytes.ptr[at] != ']') {
        return spoil(s, item, at, JSON_BAD_COMMA);
    }
    if (at == len) return spoil(s, item, at, JSON_UNCLOSED);
    if (s->bytes.ptr[at] == ']') {
        if (comma != SIZE_MAX) return spoil(s, item, comma, JSON_TRAILING_COMMA);
        at = skip_blanks(s->bytes, at + 1);
        return at == len ? FOUND_END : spoil(s, item, at, JSON_EXTRA);
    }
    s->at = at;
    return give_application(s, item, bytes_from(s, at), 0);
}

static enum found next_value(struct stream *s, struct stream_item *item) {
    size_t at = skip_blanks(s->bytes, s->at);
    if (at == s->bytes.len) return FOUND_END;
    if (s->begun && s->bytes.ptr[at] != '{') return spoil(s, item, at, JSON_EXTRA);
    s->begun = true;
    s->at = at;
    return give_application(s, item, bytes_from(s, at), 0);
}

/* The end of the line that begins at line_start, getting more bytes where it is not in the buffer. A line beyond the
 * limit is cut, and its rest comes as the next piece, which is not wanted. */
static int find_line_end(struct stream *s, size_t *end) {
    while ((*end = line_end(s->bytes, s->line_start)) == s->bytes.len && !s->ended) {
        if (s->bytes.len - s->line_start > LIMIT_APPLICATION_BYTES) return 0;
        int error = fill(s);
        if (error) return error;
    }
    return 0;
}

static void next_line(struct stream *s, size_t end) {
    bool whole = end < s->bytes.len; /* its line end is there */
    s->line_start = s->at = whole ? end + 1 : end;
    s->line += whole;
    s->discard = !whole && !s->ended;
    s->begun = false;
}

static enum found find_in_lines(struct stream *s, struct stream_item *item, int *error) {
    for (;;) {
        size_t end;
        *error = find_line_end(s, &end);
        if (*error) return FOUND_FAILURE;
        struct text line = text_slice(s->bytes, s->line_start, end);
        size_t at = s->discard || s->spoilt ? line.len : skip_blanks(line, s->at - s->line_start);
        s->spoilt = false;
        if (at < line.len) {
            if (s->begun && line.ptr[at] != '{') {
                s->spoilt = true;
                return give_problem(s, item, line, at, JSON_EXTRA);
            }
            s->begun = true;
            s->at = s->line_start + at;
            return give_application(s, item, line, at);
        }
        if (end == s->bytes.len && s->ended) return FOUND_END;
        next_line(s, end);
    }
}

static enum found find_item(struct stream *s, struct stream_item *item, int *error) {
    *error = 0;
    if (s->shape == UNDECIDED) {
        *error = find_shape(s);
        if (*error) return FOUND_FAILURE;
        if (s->ended && skip_blanks(s->bytes, s->at) == s->bytes.len) {
            s->at = s->line_start = s->bytes.len;
            return give_emptiness(s, item);
        }
    }
    if (s->shape == LINES) return find_in_lines(s, item, error);
    if (s->spoilt) return FOUND_END;
    return s->shape == ARRAY ? next_element(s, item) : next_value(s, item);
}

/* The next file in the order of the paths; a folder is followed through before the next path. STREAM_ITEM: it is open. */
static enum stream_status open_next(struct stream *s, bool *empty_folder) {
    struct text name;
    if (s->next_name < s->n_names) {
        name = io_join(s->arena, s->folder, s->names[s->next_name++]);
    } else if (s->next_path < s->n_paths) {
        const char *path = s->paths[s->next_path++];
        name = text_of(path);
        if (io_is_folder(path)) {
            s->io = open_folder(s, path);
            s->io_file = s->name = name;
            s->io_reason = TEXT("");
            *empty_folder = !s->n_names;
            return s->io == IO_OK ? STREAM_ITEM : STREAM_UNREADABLE;
        }
    } else {
        return STREAM_END;
    }
    int error = open_file(s, name);
    return error ? unreadable(s, name, error) : STREAM_ITEM;
}

enum stream_status stream_next(struct stream *s, struct stream_item *item) {
    assert(!s->in_item);
    for (;;) {
        if (!s->open) {
            bool empty_folder = false;
            enum stream_status status = open_next(s, &empty_folder);
            if (status != STREAM_ITEM) return status;
            if (empty_folder) {
                s->line = s->column = 1;
                give_emptiness(s, item);
                return STREAM_ITEM;
            }
            continue;
        }
        int error;
        switch (find_item(s, item, &error)) {
        case FOUND_ITEM: return STREAM_ITEM;
        case FOUND_END: close_file(s); break;
        case FOUND_FAILURE: close_file(s); return unreadable(s, s->name, error);
        }
    }
}

void stream_consumed(struct stream *s, size_t end, bool syntax) {
    assert(s->in_item);
    s->in_item = false;
    s->spoilt = syntax;
    s->at = (s->shape == LINES ? s->line_start : s->placed) + end;
}

/* ---- digests ---- */

/* Of a file that may have been closed: it is read again. Empty where that fails. */
static struct text digest_file(struct arena *arena, struct text name) {
    int fd = open(name.ptr, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return TEXT("");
    struct digest *digest = digest_new(arena);
    char block[16 << 10];
    ssize_t n;
    do {
        n = read(fd, block, sizeof block);
        if (n > 0) digest_add(digest, (struct text){block, (size_t)n});
    } while (n > 0 || (n < 0 && errno == EINTR));
    close(fd);
    return n < 0 ? TEXT("") : digest_text(arena, digest);
}

size_t stream_inputs(struct stream *s, struct arena *arena, struct stream_input **out) {
    *out = ARENA_ARRAY(arena, s->inputs.count, struct stream_input);
    for (size_t i = 0; i < s->inputs.count; i++) {
        struct input_file *input = &s->inputs.items[i];
        if (!input->running && !input->digest.len) input->digest = digest_file(s->arena, input->name);
        (*out)[i] =
            (struct stream_input){input->name, input->running ? digest_text(arena, input->running) : input->digest};
    }
    return s->inputs.count;
}

size_t stream_inputs_ahead(struct arena *arena, const char *const *paths, size_t count, struct stream_input **out) {
    struct stream *s = stream_new(arena, paths, count);
    VEC(struct stream_input) found = {0};
    bool empty_folder;
    for (enum stream_status status; (status = open_next(s, &empty_folder)) != STREAM_END; close_file(s)) {
        if (status != STREAM_ITEM || !s->open) continue;
        struct stream_input input = {.name = s->name};
        if (text_equal(s->name, TEXT("-"))) {
            struct text bytes, reason;
            if (lseek(STDIN_FILENO, 0, SEEK_SET) < 0 || io_read(arena, "-", SIZE_MAX, &bytes, &reason) != IO_OK)
                continue;
            input.digest = digest_of(arena, bytes);
            lseek(STDIN_FILENO, 0, SEEK_SET);
        } else {
            input.digest = digest_file(arena, s->name);
        }
        VEC_PUSH(arena, &found, input);
    }
    *out = found.items;
    return found.count;
}
