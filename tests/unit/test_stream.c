#include "interp/batch/stream.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lang/base/digest.h"
#include "lang/base/limits.h"
#include "tests/unit/model.h"
#include "tests/unit/tap.h"

static struct arena *arena, *application;
static struct input_plan *plan;
static struct text folder;

static const char *in_folder(const char *name) { return io_join(arena, folder, text_of(name)).ptr; }

static const char *file(const char *name, struct text bytes) {
    const char *path = in_folder(name);
    io_write(arena, path, bytes, NULL);
    return path;
}

/* What a stream gives, in words: "A@1:1" an application and its place, "?X@1:3" one that cannot be read, "!…@2:1" a problem
 * between them, "-STATUS" a file that cannot be read. */
static struct text all_of(const char *const *paths, size_t count) {
    struct stream *s = stream_new(arena, paths, count);
    struct buffer b;
    struct stream_item item;
    uint32_t line, column;
    size_t ordinal = 0;
    buffer_init(&b, arena);
    for (enum stream_status status; (status = stream_next(s, &item)) != STREAM_END;) {
        if (b.len) buffer_byte(&b, ' ');
        if (status == STREAM_UNREADABLE) {
            buffer_printf(&b, "-%d", (int)stream_io(s, NULL, NULL));
            continue;
        }
        if (item.broken) {
            stream_place(&item, item.problem.offset, &line, &column);
            buffer_printf(&b, "!%.*s@%u:%u", TEXT_ARG(item.problem.args[0]), line, column);
            if (item.problem.warning) buffer_str(&b, "w");
            if (item.ordinal != ordinal || item.problem.offset != item.from) buffer_str(&b, " BAD");
            continue;
        }
        if (item.ordinal != ++ordinal) buffer_str(&b, "BAD ");
        struct problems problems = {0};
        size_t end;
        bool syntax;
        const struct record *r = input_read(plan, application, item.bytes, item.from, NULL, &problems, &end, &syntax);
        if (r) {
            stream_place(&item, item.from, &line, &column);
            buffer_text(&b, value_as_text(r->slots[0]));
        } else {
            stream_place(&item, problems.list.items[0].offset, &line, &column);
            buffer_printf(&b, "?%.*s", TEXT_ARG(problems.list.items[0].args[0]));
        }
        buffer_printf(&b, "@%u:%u", line, column);
        stream_consumed(s, end, syntax);
        arena_reset(application);
    }
    stream_free(s);
    return buffer_done(&b);
}

static struct text read_file(struct text bytes) {
    const char *path = file("x.json", bytes);
    struct text result = all_of(&path, 1);
    unlink(path);
    return result;
}

/* Bytes through standard input, `step` at a time. */
static struct text read_pipe(struct text bytes, size_t step) {
    int ends[2], saved = dup(STDIN_FILENO);
    if (pipe(ends)) return TEXT("no pipe");
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        for (size_t at = 0; at < bytes.len;) {
            size_t n = bytes.len - at < step ? bytes.len - at : step;
            ssize_t written = write(ends[1], bytes.ptr + at, n);
            if (written <= 0) _exit(1);
            at += (size_t)written;
        }
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    const char *path = "-";
    struct text result = all_of(&path, 1);
    dup2(saved, STDIN_FILENO);
    close(saved);
    waitpid(child, NULL, 0);
    return result;
}

static void is_stream(const char *bytes, const char *wanted) {
    tap_is_text(read_file(text_of(bytes)), wanted, "a file: %s", bytes);
    tap_is_text(read_pipe(text_of(bytes), strlen(bytes) + 1), wanted, "a pipe: %s", bytes);
    tap_is_text(read_pipe(text_of(bytes), 3), wanted, "a slow pipe: %s", bytes);
}

static void test_shapes(void) {
    /* one object */
    is_stream("{\"id\":\"A\"}", "A@1:1");
    is_stream("\n  {\n\"id\":\n\"A\"}\n\n", "A@2:3");
    is_stream("\xEF\xBB\xBF{\"id\":\"A\"}", "A@1:1");
    is_stream("{\n\"id\":A\n}", "?A@2:6");
    is_stream("{\n\"id\":\"A\"\n}\nx", "A@1:1 !x@4:1");
    is_stream("{\n\"id\":\"A\"\n}\n{\n\"id\":\"B\"}  {\"id\":\"C\"}", "A@1:1 B@4:1 C@5:12");
    is_stream("{\"id\":\"A\",\"l\":[\n{\"id\":1}]}", "A@1:1");
    is_stream("{\"id\":\n{\"id\":1}}", "?id@2:1");
    /* NDJSON */
    is_stream("{\"id\":\"A\"}\n{\"id\":\"B\"}\n", "A@1:1 B@2:1");
    is_stream("{\"id\":\"A\"}\r\n\r\n  {\"id\":\"B\"} \r\n", "A@1:1 B@3:3");
    is_stream("{\"id\":\"A\"}\n{\"id\":B}\n{\"id\":\"C\"}\n", "A@1:1 ?B@2:7 C@3:1");
    is_stream("{\"id\":\"A\"}\n{\"id\":\"B\"\n{\"id\":\"C\"}\n", "A@1:1 ?}@2:10 C@3:1");
    is_stream("{\"id\":\"A\n{\"id\":\"B\"}\n{\"id\":\"C\"}", "?\"A@1:7 B@2:1 C@3:1");
    is_stream("{\"id\":1}\n{\"id\":\"B\"}\n", "?id@1:7 B@2:1");
    is_stream("null\n{\"id\":\"B\"}\n", "?@1:1 B@2:1");
    is_stream("garbage\n{\"id\":\"B\"}\n{\"id\":\"C\"}", "?garbage@1:1 B@2:1 C@3:1");
    is_stream("{\"id\":\"A\"} {\"id\":\"B\"}\n{\"id\":\"C\"},\n{\"id\":\"D\"}", "A@1:1 B@1:12 C@2:1 !,@2:11 D@3:1");
    /* arrays */
    is_stream("[]", "");
    is_stream(" [ ] ", "");
    is_stream("[{\"id\":\"A\"}]", "A@1:2");
    is_stream("[{\"id\":\"A\"},{\"id\":\"乙\"},{\"id\":\"C\"}]", "A@1:2 乙@1:13 C@1:24");
    is_stream("[\n  {\"id\":\"A\"},\n  {\"id\":\"B\"}\n]\n", "A@2:3 B@3:3");
    is_stream("[{\"id\":\"A\"}, 7, {\"id\":\"C\"}]", "A@1:2 ?@1:14 C@1:17");
    is_stream("[{\"id\":\"A\"} {\"id\":\"B\"}]", "A@1:2 !{ … }@1:13");
    is_stream("[{\"id\":\"A\"},]", "A@1:2 !,@1:12");
    is_stream("[{\"id\":\"A\"}", "A@1:2 !]@1:12");
    is_stream("[{\"id\":\"A\"},", "A@1:2 !]@1:13");
    is_stream("[", "!]@1:2");
    is_stream("[{\"id\":\"A\"}]\n x", "A@1:2 !x@2:2");
    is_stream("[{\"id\":\"A\"},\n{\"id\":B},{\"id\":\"C\"}]", "A@1:2 ?B@2:7");
    is_stream("[{\"id\":\"A\"}，{\"id\":\"B\"}]", "A@1:2 !，@1:12");
    /* nothing */
    is_stream("", "!@1:1w");
    is_stream(" \n\t\r\n", "!@1:1w");
    is_stream("\xEF\xBB\xBF", "!@1:1w");
    is_stream("certainly no JSON\nat all", "?certainly@1:1");
}

static void test_folder(void) {
    static const char *const names[] = {"b.json", "a.ndjson", "c.jsonl", "d.txt", ".hidden.json", "Z.json"};
    static const char *const contents[] = {"{\"id\":\"B\"}",   "{\"id\":\"A1\"}\n{\"id\":\"A2\"}",
                                           "[{\"id\":\"C\"}]", "{\"id\":\"D\"}",
                                           "{\"id\":\"H\"}",   "{\"id\":\"Z\"}"};
    const char *paths[4] = {folder.ptr, in_folder("none.json"), in_folder("d.txt"), NULL};
    tap_is_text(all_of(paths, 1), "!@1:1w", "an empty folder");
    for (unsigned i = 0; i < 6; i++) file(names[i], text_of(contents[i]));
    tap_is_text(all_of(paths, 1), "Z@1:1 A1@1:1 A2@2:1 B@1:1 C@1:2", "a folder in byte order");
    tap_is_text(all_of(paths, 3), "Z@1:1 A1@1:1 A2@2:1 B@1:1 C@1:2 -1 D@1:1", "several paths, one of them missing");
    const char *failing[] = {"/proc/self/mem", in_folder("d.txt")};
    tap_is_text(all_of(failing, 2), "-5 D@1:1", "a file that fails while it is read");
    struct stream *s = stream_new(arena, paths + 1, 1);
    struct stream_item item;
    struct text name, reason;
    tap_is_int(stream_next(s, &item), STREAM_UNREADABLE, "a file that is not there");
    tap_is_int(stream_io(s, &name, &reason), IO_MISSING, "is missing");
    tap_ok(text_equal(name, text_of(paths[1])) && reason.len > 0, "which one, and in the system's words");
    tap_is_int(stream_next(s, &item), STREAM_END, "and that is all");
    tap_is_int(stream_next(s, &item), STREAM_END, "however often one asks");
    stream_free(s);

    s = stream_new(arena, paths, 1);
    struct stream_input *inputs;
    tap_is_int(stream_inputs(s, arena, &inputs), 0, "nothing was read so far");
    tap_is_int(stream_next(s, &item), STREAM_ITEM, "the first application");
    tap_is_text(item.file, in_folder("Z.json"), "its file");
    tap_is_int(stream_inputs(s, arena, &inputs), 1, "one file was opened");
    tap_is_text(inputs[0].name, in_folder("Z.json"), "its name");
    tap_is_text(inputs[0].digest, digest_of(arena, text_of(contents[5])).ptr, "its digest");
    stream_free(s);
    for (unsigned i = 0; i < 6; i++) unlink(in_folder(names[i]));
}

static void test_digest_of_pipe(void) {
    int ends[2], saved = dup(STDIN_FILENO);
    const char *json = "{\"id\":\"A\"}\n{\"id\":\"B\"}\n";
    if (pipe(ends) || write(ends[1], json, strlen(json)) < 0) return;
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    const char *path = "-";
    struct stream *s = stream_new(arena, &path, 1);
    struct stream_item item;
    while (stream_next(s, &item) == STREAM_ITEM) stream_consumed(s, 10, false);
    struct stream_input *inputs;
    tap_is_int(stream_inputs(s, arena, &inputs), 1, "standard input is an input");
    tap_is_text(inputs[0].name, "-", "its name");
    tap_is_text(inputs[0].digest, digest_of(arena, text_of(json)).ptr, "its digest");
    stream_free(s);
    dup2(saved, STDIN_FILENO);
    close(saved);
}

/* Lines that fall across the ends of the buffer. */
static void test_long_pipe(void) {
    struct buffer b, wanted;
    buffer_init(&b, arena);
    buffer_init(&wanted, arena);
    for (unsigned i = 0; i < 3000; i++) {
        buffer_printf(&b, "{\"id\":\"%u\",\"note\":\"", i);
        buffer_repeat(&b, TEXT("x"), i % 700);
        buffer_str(&b, "\"}\n");
        buffer_printf(&wanted, "%s%u@%u:1", i ? " " : "", i, i + 1);
    }
    struct text bytes = buffer_done(&b);
    tap_ok(bytes.len > 1000000, "a long text");
    tap_ok(text_equal(read_file(bytes), buffer_done(&wanted)), "from a file");
    tap_ok(text_equal(read_pipe(bytes, 65536), buffer_done(&wanted)), "from a pipe");
    tap_ok(text_equal(read_pipe(bytes, 1000), buffer_done(&wanted)), "from a pipe, bit by bit");
}

static void test_long_line(void) {
    for (unsigned extra = 0; extra < 3; extra++) {
        struct buffer b;
        buffer_init(&b, arena);
        buffer_str(&b, "{\"id\":\"A\"}\n");
        size_t from = b.len;
        buffer_str(&b, "{\"id\":\"B\",\"note\":\"");
        buffer_repeat(&b, TEXT("x"),
                      LIMIT_APPLICATION_BYTES - (b.len - from) - 2 + (extra == 2 ? LIMIT_APPLICATION_BYTES : extra));
        buffer_str(&b, "\"}\n{\"id\":\"C\"}\n");
        const char *wanted = extra ? "A@1:1 ?16777216@2:1 C@3:1" : "A@1:1 B@2:1 C@3:1";
        tap_is_text(read_file(buffer_done(&b)), wanted, "a line at the limit + %u of a file", extra);
        tap_is_text(read_pipe(buffer_done(&b), 1u << 20), wanted, "a line at the limit + %u of a pipe", extra);
    }
}

/* Whatever the bytes are, the stream comes to an end. */
static void test_damage(void) {
    static const char *const seeds[] = {"[{\"id\":\"A\"},{\"id\":\"乙\"}]\n", "{\"id\":\"A\"}\n{\"id\":\"B\"}\n",
                                        "{\n\"id\":\"A\"\n}\n{\n\"id\":\"B\"}"};
    const char *path = in_folder("damage.json");
    uint32_t seed = 3;
    for (unsigned i = 0; i < 3000; i++) {
        struct text copy = text_copy(application, text_of(seeds[i % 3]));
        char *p = (char *)(uintptr_t)copy.ptr;
        for (unsigned k = 0; k < 1 + i % 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            p[(seed >> 9) % copy.len] = "{}[],\n\"x: "[(seed >> 24) % 10];
        }
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || write(fd, copy.ptr, copy.len) < 0) tap_ok(false, "a file");
        close(fd);
        if (strstr(all_of(&path, 1).ptr, "BAD")) tap_ok(false, "damaged: %s", copy.ptr);
        arena_reset(application);
    }
    unlink(path);
    tap_ok(true, "damaged files do no harm");
}

int main(void) {
    arena = arena_new(NULL);
    application = arena_new(NULL);
    char name[] = "/tmp/zhinan-stream-XXXXXX";
    if (!mkdtemp(name)) {
        tap_ok(false, "a temporary folder");
        return tap_done();
    }
    folder = text_of(name);
    struct model *m = ARENA_NEW(arena, struct model);
    m->arena = arena;
    model_record(m, "申报", "application");
    model_field(m, "编号", "id", type_one(TYPE_TEXT), 0, IMAGE_NONE);
    model_field(m, "说明", "note", type_one(TYPE_TEXT), 0, IMAGE_NONE);
    plan = input_plan_new(arena, model_image(m, 0));
    test_shapes();
    test_folder();
    test_digest_of_pipe();
    test_long_pipe();
    test_long_line();
    test_damage();
    rmdir(name);
    arena_free(application);
    arena_free(arena);
    return tap_done();
}
