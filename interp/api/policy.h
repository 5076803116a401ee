/* A policy ready to run: an image, loaded from a .znc file or compiled from source, and what applications are read with.
 * Lifetime: program; policy_free gives back what does not stand in the arena. */
#ifndef ZN_API_POLICY_H
#define ZN_API_POLICY_H

#include "interp/input/input.h"
#include "lang/base/io.h"
#include "lang/source/diag.h"

struct policy {
    struct text path;
    struct image *image;
    const struct input_plan *plan;
    struct tables *tables; /* indexed once those of --table are read */
    struct text guide;     /* code of its first guide, "" where it states none */
    struct text bytes;     /* the image as compiled or read; the policy's digest is taken over them (image_digest) */
};

enum policy_status {
    POLICY_OK,
    POLICY_INVALID,    /* the sink says why */
    POLICY_UNREADABLE, /* io and reason say why */
    POLICY_REFUSED, /* a .znc file that is damaged, of another version or unsafe: image and reason say which and why */
};

struct policy_problem {
    enum io_status io;
    enum image_status image;
    struct text reason;
};

/* `path` is a guide folder, a .zn file or a compiled .znc (told by its content). `stdlib` may be NULL. */
enum policy_status policy_load(struct arena *arena, const char *path, const char *stdlib, struct diag_sink *sink,
                               struct policy *out, struct policy_problem *problem);
void policy_free(struct policy *policy);
/* Row of a direction by its guide and code, IMAGE_NONE where there is none. */
uint32_t policy_direction(const struct policy *policy, struct text guide, struct text code);
/* Field of the globals by name, a fact that `--let` may state; -1 where there is none. */
int policy_fact(const struct policy *policy, struct text name);

#endif
