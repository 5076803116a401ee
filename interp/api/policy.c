/* Loading a policy. Source and .znc go the same way: bytes of an image, verified, then run. */
#include "interp/api/policy.h"

#include "lang/base/limits.h"
#include "lang/compile/compile.h"
#include "lang/sema/sema.h"

static enum policy_status compile_source(struct arena *arena, const char *path, const char *stdlib,
                                         struct diag_sink *sink, struct text *bytes, struct policy_problem *problem) {
    struct program *program = sema_load(arena, sink, path, &(struct sema_options){.stdlib = stdlib});
    if (program == NULL) {
        problem->io = IO_MISSING;
        return POLICY_UNREADABLE;
    }
    if (sink->errors > 0) return POLICY_INVALID;
    *bytes = compile_program(arena, program);
    return sink->errors > 0 ? POLICY_INVALID : POLICY_OK;
}

enum policy_status policy_load(struct arena *arena, const char *path, const char *stdlib, struct diag_sink *sink,
                               struct policy *out, struct policy_problem *problem) {
    *out = (struct policy){.path = text_of(path)};
    *problem = (struct policy_problem){IO_OK, IMAGE_OK, TEXT("")};
    struct text bytes = TEXT("");
    if (!io_is_folder(path)) {
        problem->io = io_read(arena, path, LIMIT_IMAGE_BYTES, &bytes, &problem->reason);
        if (problem->io != IO_OK) return POLICY_UNREADABLE;
    }
    if (!image_is(bytes) && !text_ends(out->path, TEXT(".znc"))) {
        enum policy_status status = compile_source(arena, path, stdlib, sink, &bytes, problem);
        if (status != POLICY_OK) return status;
    }
    problem->image = image_load(arena, bytes, &out->image, &problem->reason);
    if (problem->image != IMAGE_OK) return POLICY_REFUSED;
    out->bytes = bytes;
    out->plan = input_plan_new(arena, out->image);
    if (IMAGE_COUNT(out->image, guide) > 0) out->guide = image_text(out->image, out->image->guides[0].code);
    return POLICY_OK;
}

void policy_free(struct policy *policy) { image_release(policy->image); }

uint32_t policy_direction(const struct policy *policy, struct text guide, struct text code) {
    const struct image *image = policy->image;
    for (uint32_t d = 0; d < IMAGE_COUNT(image, direction); d++)
        if (text_equal(image_text(image, image->directions[d].code), code) &&
            text_equal(image_text(image, image->guides[image->directions[d].guide].code), guide))
            return d;
    return IMAGE_NONE;
}

int policy_fact(const struct policy *policy, struct text name) {
    const struct image *image = policy->image;
    const struct image_record *globals = &image->records[image->globals_record];
    for (uint32_t f = IMAGE_GLOBAL_FACTS; f < globals->fields_count; f++) {
        const struct image_field *field = &image->fields[globals->fields_first + f];
        if (field->chunk == IMAGE_NONE && name.len > 0 &&
            (text_equal(image_text(image, field->zh), name) || text_equal(image_text(image, field->en), name)))
            return (int)f;
    }
    return -1;
}
