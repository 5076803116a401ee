/* Files. Reading goes by descriptor, so that a file that grows, a pipe and /proc are all met alike; writing goes
 * beside the target and is renamed into place. What is no regular file (a device, a pipe) is written directly. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* realpath */
#endif
#include "lang/base/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/base/vec.h"

enum io_status io_error(struct arena *arena, int error, struct text *reason) {
    if (reason) *reason = text_copy(arena, text_of(strerror(error)));
    switch (error) {
    case ENOENT:
    case ENOTDIR: return IO_MISSING;
    case EACCES:
    case EPERM:
    case EROFS: return IO_DENIED;
    case EISDIR: return IO_FOLDER;
    case EFBIG: return IO_TOO_LARGE;
    default: return IO_FAILED;
    }
}

static bool is_standard(const char *path) { return strcmp(path, "-") == 0; }

/* Everything that `fd` gives, at most `limit` bytes; an errno, 0 for success. */
static int read_all(struct arena *arena, int fd, size_t limit, struct text *bytes) {
    struct stat st;
    if (fstat(fd, &st)) return errno;
    if (S_ISDIR(st.st_mode)) return EISDIR;
    bool regular = S_ISREG(st.st_mode) && st.st_size > 0;
    if (regular && (uint64_t)st.st_size > limit) return EFBIG;
    size_t cap = regular ? (size_t)st.st_size + 2 : (size_t)64 << 10, len = 0; /* + 1 to see the end, + 1 for a zero */
    char *data = arena_alloc(arena, cap);
    for (;;) {
        if (len + 1 >= cap) {
            data = arena_grow(arena, data, cap, cap * 2, 1);
            cap *= 2;
        }
        ssize_t n = read(fd, data + len, cap - len - 1);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (n == 0) break;
        len += (size_t)n;
        if (len > limit) return EFBIG;
    }
    data[len] = 0;
    *bytes = (struct text){data, len};
    return 0;
}

enum io_status io_read(struct arena *arena, const char *path, size_t limit, struct text *bytes, struct text *reason) {
    if (reason) *reason = TEXT("");
    int fd = is_standard(path) ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return io_error(arena, errno, reason);
    int error = read_all(arena, fd, limit, bytes);
    if (fd != STDIN_FILENO) close(fd);
    return error ? io_error(arena, error, reason) : IO_OK;
}

static int write_all(int fd, struct text bytes) {
    for (size_t at = 0; at < bytes.len;) {
        ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        at += (size_t)n;
    }
    return 0;
}

static int write_directly(const char *path, struct text bytes) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return errno;
    int error = write_all(fd, bytes);
    if (close(fd) && !error) error = errno;
    return error;
}

#define TEMPORARY_TRIES 100

/* A new file beside `path`. `name` gets its name; the descriptor, or -1 with errno. */
static int open_beside(struct arena *arena, const char *path, const char **name) {
    struct text whole = text_of(path), folder = io_folder_of(whole), last = io_name_of(whole);
    for (unsigned i = 0; i < TEMPORARY_TRIES; i++) {
        *name = text_format(arena, "%.*s%s.%.*s.%ld.%u", TEXT_ARG(folder),
                            folder.len && !text_ends(folder, TEXT("/")) ? "/" : "", TEXT_ARG(last), (long)getpid(), i)
                    .ptr;
        int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

static int replace_file(struct arena *arena, const char *path, const struct stat *existing, struct text bytes) {
    const char *temporary;
    int fd = open_beside(arena, path, &temporary);
    if (fd < 0) return errno;
    int error = write_all(fd, bytes);
    if (!error && existing && fchmod(fd, existing->st_mode & 07777)) error = errno;
    if (!error && fsync(fd)) error = errno;
    if (close(fd) && !error) error = errno;
    if (!error && rename(temporary, path)) error = errno;
    if (error) unlink(temporary);
    return error;
}

enum io_status io_write(struct arena *arena, const char *path, struct text bytes, struct text *reason) {
    if (reason) *reason = TEXT("");
    int error;
    struct stat st;
    if (is_standard(path)) {
        error = write_all(STDOUT_FILENO, bytes);
    } else if (stat(path, &st)) {
        error = errno == ENOENT ? replace_file(arena, path, NULL, bytes) : errno;
    } else if (S_ISDIR(st.st_mode)) {
        error = EISDIR;
    } else if (!S_ISREG(st.st_mode)) {
        error = write_directly(path, bytes);
    } else if (access(path, W_OK)) {
        error = errno; /* renaming would get round a file that is write-protected */
    } else {
        char *target = realpath(path, NULL); /* a link stays a link */
        error = target ? replace_file(arena, target, &st, bytes) : errno;
        free(target);
    }
    return error ? io_error(arena, error, reason) : IO_OK;
}

bool io_is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool io_exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

static int compare_names(const void *a, const void *b) {
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

enum io_status io_list(struct arena *arena, const char *path, struct text **names, size_t *count) {
    VEC(struct text) list = {0};
    DIR *folder = opendir(path);
    if (!folder) return io_error(arena, errno, NULL);
    int error = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (!entry) {
            error = errno;
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        struct text name = text_copy(arena, text_of(entry->d_name));
        VEC_PUSH(arena, &list, name);
    }
    closedir(folder);
    if (error) return io_error(arena, error, NULL);
    if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_names);
    *names = list.items;
    *count = list.count;
    return IO_OK;
}

/* Where the last part of what was built begins: behind the last `/`. */
static size_t last_part(const struct buffer *b) {
    size_t at = b->len;
    while (at > 0 && b->ptr[at - 1] != '/') at--;
    return at;
}

static void join_part(struct buffer *b, bool absolute, struct text part) {
    if (part.len == 0 || text_equal(part, TEXT("."))) return;
    if (text_equal(part, TEXT(".."))) {
        size_t at = last_part(b);
        struct text last = {b->ptr ? b->ptr + at : NULL, b->len - at};
        if (last.len && !text_equal(last, TEXT(".."))) {
            b->len = at > 1 ? at - 1 : at; /* with the `/` before it, unless that is the root */
            return;
        }
        if (absolute) return;
    }
    if (b->len && b->ptr[b->len - 1] != '/') buffer_byte(b, '/');
    buffer_text(b, part);
}

static void join_parts(struct buffer *b, bool absolute, struct text path) {
    for (size_t at = 0; at < path.len;) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/') end++;
        join_part(b, absolute, text_slice(path, at, end));
        at = end + 1;
    }
}

struct text io_join(struct arena *arena, struct text folder, struct text name) {
    struct buffer b;
    buffer_init(&b, arena);
    if (text_starts(name, TEXT("/"))) folder = TEXT("");
    bool absolute = text_starts(folder.len ? folder : name, TEXT("/"));
    if (absolute) buffer_byte(&b, '/');
    join_parts(&b, absolute, folder);
    join_parts(&b, absolute, name);
    if (!b.len) buffer_byte(&b, '.');
    return buffer_done(&b);
}

struct text io_folder_of(struct text path) {
    for (size_t at = path.len; at > 0; at--) {
        if (path.ptr[at - 1] == '/') return text_slice(path, 0, at > 1 ? at - 1 : 1);
    }
    return TEXT("");
}

struct text io_name_of(struct text path) {
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') at--;
    return text_slice(path, at, path.len);
}
