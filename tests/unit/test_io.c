#include "lang/base/io.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/tap.h"

static struct arena *arena;
static struct text folder;

static const char *in_folder(const char *name) { return io_join(arena, folder, text_of(name)).ptr; }

static void test_paths(void) {
    static const struct {
        const char *folder, *name, *wanted;
    } cases[] = {
        {"a", "b", "a/b"},
        {"", "b", "b"},
        {"a/", "b", "a/b"},
        {"a", "/b", "/b"},
        {"a/b", "../c", "a/c"},
        {"a", "../c", "c"},
        {"a", "../../c", "../c"},
        {"", "../../c", "../../c"},
        {"a", "..", "."},
        {"", "", "."},
        {"/", "b", "/b"},
        {"/", "..", "/"},
        {"/", "../b", "/b"},
        {"./a", "./b", "a/b"},
        {"a//b", "c//d/", "a/b/c/d"},
        {"..", "..", "../.."},
        {"a", "b/../../..", ".."},
        {"政策", "1.3 西班牙.zn", "政策/1.3 西班牙.zn"},
        {"/a/b", "../../c", "/c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tap_is_text(io_join(arena, text_of(cases[i].folder), text_of(cases[i].name)), cases[i].wanted,
                    "join \"%s\" and \"%s\"", cases[i].folder, cases[i].name);
    }
    tap_is_text(io_folder_of(TEXT("a/b/c")), "a/b", "folder of a/b/c");
    tap_is_text(io_folder_of(TEXT("c")), "", "folder of c");
    tap_is_text(io_folder_of(TEXT("/c")), "/", "folder of /c");
    tap_is_text(io_folder_of((struct text){0}), "", "folder of nothing");
    tap_is_text(io_name_of(TEXT("a/b/c")), "c", "name of a/b/c");
    tap_is_text(io_name_of(TEXT("c")), "c", "name of c");
    tap_is_text(io_name_of(TEXT("a/")), "", "name of a/");
}

static void test_files(void) {
    struct text bytes = {0}, reason = {0};
    const char *path = in_folder("文件.txt");
    tap_is_int(io_read(arena, path, 10, &bytes, &reason), IO_MISSING, "a file that is not there");
    tap_ok(reason.len > 0, "the system says why");
    tap_is_int(io_read(arena, path, 10, &bytes, NULL), IO_MISSING, "or need not");
    tap_is_int(io_write(arena, path, TEXT("0123456789"), &reason), IO_OK, "a new file is written");
    tap_is_int(reason.len, 0, "there is nothing to say");
    tap_is_int(io_read(arena, path, 10, &bytes, &reason), IO_OK, "at the limit it is read");
    tap_is_text(bytes, "0123456789", "as it was written");
    tap_is_int(bytes.ptr[bytes.len], 0, "zero-terminated");
    tap_is_int(io_read(arena, path, 9, &bytes, &reason), IO_TOO_LARGE, "one byte over the limit it is not");
    chmod(path, 0640);
    tap_is_int(io_write(arena, path, (struct text){0}, &reason), IO_OK, "nothing is written over it");
    struct stat st;
    tap_ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0640, "its mode stays");
    tap_is_int(io_read(arena, path, 0, &bytes, &reason), IO_OK, "an empty file is read with limit 0");
    tap_is_int(bytes.len, 0, "and is empty");
    const char *link = in_folder("link");
    if (symlink("文件.txt", link)) tap_note("no link could be made");
    tap_is_int(io_write(arena, link, TEXT("through"), &reason), IO_OK, "a link is written through");
    tap_ok(lstat(link, &st) == 0 && S_ISLNK(st.st_mode), "and stays a link");
    io_read(arena, path, 100, &bytes, NULL);
    tap_is_text(bytes, "through", "its target has the bytes");
    tap_is_int(io_read(arena, folder.ptr, 10, &bytes, &reason), IO_FOLDER, "a folder is not read");
    tap_is_int(io_write(arena, folder.ptr, TEXT("x"), &reason), IO_FOLDER, "nor written");
    tap_is_int(io_write(arena, in_folder("no/such"), TEXT("x"), &reason), IO_MISSING, "nor is a file in no folder");
    tap_is_int(io_read(arena, in_folder("link/x"), 10, &bytes, &reason), IO_MISSING, "a file is no folder");
    tap_is_int(io_write(arena, "/dev/null", TEXT("x"), &reason), IO_OK, "a device is written directly");
    tap_is_int(io_read(arena, "/dev/null", 10, &bytes, &reason), IO_OK, "and read");
    tap_is_int(io_read(arena, "/dev/zero", 1000, &bytes, &reason), IO_TOO_LARGE,
               "a device without end meets the limit");
    tap_is_int(io_read(arena, "/proc/self/status", 1u << 20, &bytes, &reason), IO_OK, "a file without a size is read");
    tap_ok(bytes.len > 100, "whole");
    struct buffer name;
    buffer_init(&name, arena);
    buffer_repeat(&name, TEXT("x"), 5000);
    tap_is_int(io_read(arena, buffer_done(&name).ptr, 10, &bytes, &reason), IO_FAILED,
               "what has no status of its own fails");
    tap_ok(reason.len > 0, "in the system's words");
    if (geteuid() != 0) {
        chmod(path, 0);
        tap_is_int(io_read(arena, path, 10, &bytes, &reason), IO_DENIED, "a file that may not be read");
        tap_is_int(io_write(arena, path, TEXT("x"), &reason), IO_DENIED, "or written");
        chmod(path, 0600);
    }
    struct buffer b;
    buffer_init(&b, arena);
    buffer_repeat(&b, TEXT("0123456789abcdef"), 1u << 16);
    tap_is_int(io_write(arena, path, buffer_done(&b), &reason), IO_OK, "a mebibyte goes out");
    tap_ok(io_read(arena, path, 1u << 20, &bytes, &reason) == IO_OK && text_equal(bytes, buffer_done(&b)),
           "and comes back");
    unlink(link);
    unlink(path);
}

static void test_standard_input(void) {
    int ends[2];
    if (pipe(ends) || write(ends[1], "from a pipe", 11) != 11) {
        tap_ok(false, "a pipe");
        return;
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    struct text bytes = {0};
    tap_is_int(io_read(arena, "-", 100, &bytes, NULL), IO_OK, "- is standard input");
    tap_is_text(bytes, "from a pipe", "read whole");
    tap_is_int(io_write(arena, "-", TEXT("# this line was written by io_write\n"), NULL), IO_OK,
               "- is standard output");
}

static void test_list(void) {
    struct text *names = NULL;
    size_t count = 99;
    tap_is_int(io_list(arena, folder.ptr, &names, &count), IO_OK, "an empty folder is listed");
    tap_is_int(count, 0, "and has no entries");
    static const char *const made[] = {"b", "a", "甲", "B", ".hidden"};
    static const char *const wanted[] = {".hidden", "B", "a", "b", "甲"};
    for (size_t i = 0; i < 5; i++) io_write(arena, in_folder(made[i]), TEXT(""), NULL);
    tap_is_int(io_list(arena, folder.ptr, &names, &count), IO_OK, "a folder is listed");
    tap_is_int(count, 5, "and no temporary file is left in it");
    for (size_t i = 0; i < 5 && i < count; i++) tap_is_text(names[i], wanted[i], "in byte order");
    for (size_t i = 0; i < 5; i++) unlink(in_folder(made[i]));
    tap_is_int(io_list(arena, in_folder("none"), &names, &count), IO_MISSING, "no such folder");
    tap_ok(io_is_folder(folder.ptr) && !io_is_folder("/dev/null") && !io_is_folder(in_folder("none")), "folders");
    tap_ok(io_exists("/dev/null") && !io_exists(in_folder("none")), "existence");
}

int main(void) {
    arena = arena_new(NULL);
    char name[] = "/tmp/zhinan-io-XXXXXX";
    if (!mkdtemp(name)) {
        tap_ok(false, "a temporary folder");
        return tap_done();
    }
    folder = text_of(name);
    test_paths();
    test_files();
    test_standard_input();
    test_list();
    rmdir(name);
    arena_free(arena);
    return tap_done();
}
