/* Damages a compiled policy in every way that tests/tap/image.t asks for, in memory:
 *   zn-image truncate IMAGE                  cut off at every length: none may load
 *   zn-image bytes IMAGE                     each byte altered, the checksum as it was: none may load
 *   zn-image words IMAGE APPLICATIONS…       each 32-bit word set to 0, to all ones, one more, one less and to a random
 *                                            number, the checksum repaired: refused, or it reviews and explains the
 *                                            applications; what must not happen is for the sanitizers to say
 * ZN_IMAGE_TRACE=1 names each alteration before it is tried, ZN_IMAGE_FROM=WORD begins there.
 * Prints what was done; the status is 0 where nothing loaded that must not. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/api/review.h"
#include "lang/base/limits.h"
#include "lang/code/image_layout.h"

static struct text read_image(struct arena *arena, const char *path) {
    struct text bytes, reason;
    if (io_read(arena, path, LIMIT_IMAGE_BYTES, &bytes, &reason) == IO_OK) return bytes;
    fprintf(stderr, "zn-image: %s: %.*s\n", path, TEXT_ARG(reason));
    exit(2);
}

static bool loads(char *bytes, size_t size) {
    struct arena *arena = arena_new(NULL);
    struct image *image = NULL;
    struct text reason;
    bool good = image_load(arena, (struct text){bytes, size}, &image, &reason) == IMAGE_OK;
    if (good) image_release(image);
    arena_free(arena);
    return good;
}

/* A copy of exactly this size, so that the sanitizer sees a step beyond its end. */
static char *copy_of(struct text bytes, size_t size) {
    char *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) exit(2);
    memcpy(copy, bytes.ptr, size);
    return copy;
}

static int truncate_everywhere(struct text whole) {
    size_t loaded = 0;
    for (size_t size = 0; size < whole.len; size++) {
        char *bytes = copy_of(whole, size);
        loaded += loads(bytes, size);
        free(bytes);
    }
    printf("%zu lengths, %zu loaded\n", whole.len, loaded);
    return loaded > 0;
}

static int alter_every_byte(struct text whole) {
    size_t loaded = 0;
    char *bytes = copy_of(whole, whole.len);
    for (size_t at = 0; at < whole.len; at++) {
        const unsigned char flips[] = {0x01, 0x80, 0xff};
        for (size_t f = 0; f < sizeof flips; f++) {
            bytes[at] = (char)((unsigned char)whole.ptr[at] ^ flips[f]);
            loaded += loads(bytes, whole.len);
        }
        bytes[at] = whole.ptr[at];
    }
    free(bytes);
    printf("%zu bytes, %zu loaded\n", whole.len, loaded);
    return loaded > 0;
}

/* ---- reviews with what is left ---- */

static bool swallow(void *context, struct text bytes) {
    *(size_t *)context += bytes.len;
    return true;
}

static bool take(void *context, const struct report_application *application) {
    report_application(context, application);
    return true;
}

static size_t review_with(struct arena *arena, const struct policy *policy, enum language language,
                          enum report_format format, const char *const *paths, size_t n_paths) {
    struct review_options options = {.language = language, .explain = REPORT_ALL};
    struct report_head head = {.engine = TEXT("test"), .guide = policy->guide, .language = language, .explain = REPORT_ALL};
    size_t written = 0;
    struct report_sink sink = {swallow, &written, false};
    struct review *review = review_new(arena, policy, 1, &options);
    struct stream *stream = stream_new(arena, paths, n_paths);
    struct report_renderer *renderer = report_begin(arena, format, &sink, &head, NULL, 0);
    review_run(review, stream, take, renderer);
    struct report_tail tail = {.summary = *review_summary(review)};
    tail.n_problems = review_problems(review, &tail.problems);
    report_end(renderer, &tail);
    stream_free(stream);
    review_free(review);
    return written;
}

/* As policy_load and the review command do it. */
static bool reviews(char *bytes, size_t size, const char *const *paths, size_t n_paths) {
    struct arena *arena = arena_new(NULL);
    struct policy policy = {.path = TEXT("altered.znc"), .bytes = {bytes, size}};
    struct text reason;
    bool good = image_load(arena, policy.bytes, &policy.image, &reason) == IMAGE_OK;
    if (good) {
        policy.plan = input_plan_new(arena, policy.image);
        if (IMAGE_COUNT(policy.image, guide) > 0) policy.guide = image_text(policy.image, policy.image->guides[0].code);
        bool fit = policy.guide.len > 0 && input_slot(policy.plan, "id") >= 0 && input_slot(policy.plan, "guide") >= 0 &&
                   input_slot(policy.plan, "direction") >= 0;
        if (fit) review_with(arena, &policy, LANGUAGE_ZH, REPORT_JSON, paths, n_paths);
        if (fit) review_with(arena, &policy, LANGUAGE_EN, REPORT_TEXT, paths, n_paths);
        image_release(policy.image);
    }
    arena_free(arena);
    return good;
}

static uint32_t random_word(uint32_t *state) { /* xorshift: the same each time */
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void repair(uint32_t *words, size_t size) {
    uint64_t checksum = image_checksum((struct text){(const char *)words, size});
    words[IMAGE_WORD_CHECKSUM] = (uint32_t)checksum;
    words[IMAGE_WORD_CHECKSUM + 1] = (uint32_t)(checksum >> 32);
}

static int alter_every_word(struct text whole, const char *const *paths, size_t n_paths) {
    uint32_t *words = (uint32_t *)(void *)copy_of(whole, whole.len);
    uint32_t state = 2463534242u;
    size_t ran = 0, refused = 0;
    const char *from = getenv("ZN_IMAGE_FROM");
    for (size_t at = from != NULL ? strtoul(from, NULL, 10) : 0; at < whole.len / 4; at++) {
        uint32_t was = words[at];
        const uint32_t values[] = {0, UINT32_MAX, was + 1, was - 1, random_word(&state)};
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            if (values[v] == was) continue;
            words[at] = values[v];
            repair(words, whole.len);
            alarm(20); /* an evaluation that does not end ends here */
            if (getenv("ZN_IMAGE_TRACE") != NULL) fprintf(stderr, "word %zu: %" PRIu32 " was %" PRIu32 "\n", at, values[v], was);
            if (reviews((char *)words, whole.len, paths, n_paths))
                ran++;
            else
                refused++;
            words[at] = was;
        }
        repair(words, whole.len);
    }
    free(words);
    printf("%zu words, %zu refused, %zu ran\n", whole.len / 4, refused, ran);
    return ran + refused == 0;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    struct arena *arena = arena_new(NULL);
    struct text whole = read_image(arena, argv[2]);
    int status = 2;
    if (strcmp(argv[1], "truncate") == 0) status = truncate_everywhere(whole);
    if (strcmp(argv[1], "bytes") == 0) status = alter_every_byte(whole);
    if (strcmp(argv[1], "words") == 0)
        status = alter_every_word(whole, (const char *const *)argv + 3, (size_t)argc - 3);
    arena_free(arena);
    return status;
}
