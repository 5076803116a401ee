/* The clock here decides only when to draw; no result depends on it. */
#include "interp/cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define WIDTH 30
#define INTERVAL_MS 100

struct progress {
    bool watched, drawn;
    size_t total;
    int64_t last_ms;
};

static int64_t now_ms(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_MONOTONIC, &t)) return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct progress *progress_begin(struct cli *cli, size_t total) {
    struct progress *progress = ARENA_NEW(cli->arena, struct progress);
    progress->watched = !cli->options[OPTION_QUIET].given && isatty(STDERR_FILENO);
    progress->total = total;
    /* What is done in an instant needs no bar. */
    progress->last_ms = now_ms() + INTERVAL_MS;
    return progress;
}

static void draw(struct progress *progress, size_t done) {
    if (!progress->total) {
        fprintf(stderr, "\r%zu", done);
    } else {
        size_t at_most = done < progress->total ? done : progress->total;
        size_t full = (size_t)((double)at_most / (double)progress->total * WIDTH);
        fputs("\r[", stderr);
        for (size_t i = 0; i < WIDTH; i++) fputc(i < full ? '#' : ' ', stderr);
        fprintf(stderr, "] %zu/%zu", done, progress->total);
    }
    fputs("\033[K", stderr);
    fflush(stderr);
    progress->drawn = true;
}

void progress_step(struct progress *progress, size_t done) {
    if (!progress->watched) return;
    int64_t now = now_ms();
    if (now - progress->last_ms < INTERVAL_MS) return;
    progress->last_ms = now;
    draw(progress, done);
}

void progress_clear(struct progress *progress) {
    if (!progress->drawn) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->drawn = false;
}
