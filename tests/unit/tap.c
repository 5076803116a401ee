/* A small emitter of its own: the TAP libraries for C are in no distribution we build on. */
#include "tests/unit/tap.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

static unsigned checks, failures;

/* `#` begins a directive in TAP, and a name is one line. */
static void print_name(const char *format, va_list args) {
    char name[512];
    vsnprintf(name, sizeof name, format, args);
    for (const char *p = name; *p; p++) {
        if (*p == '#' || *p == '\\') putchar('\\');
        putchar(*p == '\n' || *p == '\r' ? ' ' : *p);
    }
    putchar('\n');
}

static void report(const char *file, int line, bool held, const char *format, va_list args) {
    if (checks++ == 0) setvbuf(stdout, NULL, _IOLBF, 0); /* so that a crash loses nothing */
    if (!held) failures++;
    printf("%sok %u - ", held ? "" : "not ", checks);
    print_name(format, args);
    if (!held) printf("# at %s:%d\n", file, line);
}

/* Text of several lines stays readable: each line is a comment of its own. */
static void print_text(const char *label, struct text t) {
    printf("# %s: \"", label);
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        if (c == '\n') {
            printf("\\n%s", i + 1 < t.len ? "\n#     " : "");
        } else if (c < 0x20) {
            printf("\\x%02x", c);
        } else {
            putchar(c);
        }
    }
    printf("\"\n");
}

bool tap_ok_at(const char *file, int line, bool condition, const char *name, ...) {
    va_list args;
    va_start(args, name);
    report(file, line, condition, name, args);
    va_end(args);
    return condition;
}

bool tap_is_text_at(const char *file, int line, struct text seen, const char *wanted, const char *name, ...) {
    bool held = text_equal(seen, text_of(wanted));
    va_list args;
    va_start(args, name);
    report(file, line, held, name, args);
    va_end(args);
    if (!held) {
        print_text("wanted", text_of(wanted));
        print_text("seen  ", seen);
    }
    return held;
}

bool tap_is_int_at(const char *file, int line, int64_t seen, int64_t wanted, const char *name, ...) {
    va_list args;
    va_start(args, name);
    report(file, line, seen == wanted, name, args);
    va_end(args);
    if (seen != wanted) printf("# wanted: %" PRId64 "\n# seen  : %" PRId64 "\n", wanted, seen);
    return seen == wanted;
}

void tap_note(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("# ", stdout);
    vprintf(format, args);
    putchar('\n');
    va_end(args);
}

int tap_done(void) {
    printf("1..%u\n", checks);
    if (failures) printf("# %u of %u failed\n", failures, checks);
    return failures ? 1 : 0;
}
