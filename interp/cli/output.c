/* A file is written beside its place and renamed, like io_write does for what is in memory; here it grows as results
 * come. What is there and no regular file (a link, a device, a pipe) is written directly. */
#include "interp/cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
    struct cli *cli;
    FILE *file;
    const char *path;      /* NULL: standard output */
    const char *temporary; /* NULL: written directly */
    int error;             /* errno of the first failure, 0 for none */
};

static void say_failure(const struct output *output) {
    struct cli *cli = output->cli;
    struct text name = text_of(output->path ? output->path : message_words(MESSAGE_STANDARD_OUTPUT, cli->language));
    message_print(cli, MESSAGE_NOT_WRITTEN, name, text_of(strerror(output->error)));
}

static FILE *open_beside(struct output *output, const struct stat *existing) {
    output->temporary = text_format(output->cli->arena, "%s.%ld.tmp", output->path, (long)getpid()).ptr;
    FILE *file = fopen(output->temporary, "wbx");
    if (file && existing && fchmod(fileno(file), existing->st_mode & 07777)) {
        int error = errno;
        fclose(file);
        remove(output->temporary);
        errno = error;
        return NULL;
    }
    return file;
}

struct output *output_open(struct cli *cli, const char *path) {
    struct output *output = ARENA_NEW(cli->arena, struct output);
    output->cli = cli;
    if (!path || strcmp(path, "-") == 0) {
        output->file = stdout;
        return output;
    }
    output->path = path;
    struct stat existing;
    bool exists = lstat(path, &existing) == 0;
    if (exists && !S_ISREG(existing.st_mode)) {
        output->file = fopen(path, "wb");
    } else {
        output->file = open_beside(output, exists ? &existing : NULL);
    }
    if (output->file) return output;
    output->error = errno;
    say_failure(output);
    return NULL;
}

bool output_write(void *context, struct text bytes) {
    struct output *output = context;
    if (output->error) return false;
    errno = 0;
    if (bytes.len && fwrite(bytes.ptr, 1, bytes.len, output->file) != bytes.len) output->error = errno ? errno : EIO;
    return !output->error;
}

bool output_colour(const struct output *output) { return !output->path && output->cli->colour; }

static void finish(struct output *output) {
    errno = 0;
    if (fflush(output->file) && !output->error) output->error = errno ? errno : EIO;
    if (!output->path) return;
    if (fclose(output->file) && !output->error) output->error = errno ? errno : EIO;
}

int output_close(struct output *output, int status) {
    finish(output);
    if (output->temporary) {
        if (!output->error && rename(output->temporary, output->path)) output->error = errno;
        if (output->error) remove(output->temporary);
    }
    if (!output->error || output->error == EPIPE) return status;
    say_failure(output);
    return status_worse(status, STATUS_INTERNAL);
}

void output_discard(struct output *output) {
    finish(output);
    if (output->temporary) remove(output->temporary);
}

int output_print(struct cli *cli, struct text bytes) {
    struct output *output = output_open(cli, NULL);
    output_write(output, bytes);
    return output_close(output, STATUS_DONE);
}
