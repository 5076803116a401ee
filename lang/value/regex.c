/* PCRE2 behind the four calls the language needs. The memory of PCRE2 is its own (regex_free gives it back); what the
 * arena holds is taken before compiling, so running out of memory there leaks nothing. UCP is locked out, so that
 * `\d \w \s` stay ASCII whatever a pattern says about itself. */
#include "lang/value/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "lang/base/limits.h"

#define JIT_STACK_START ((size_t)32 << 10)
#define JIT_STACK_MOST ((size_t)LIMIT_REGEX_HEAP_KIB << 10)

struct group {
    uint32_t number;
    struct text name; /* in the name table of `code` */
};

struct regex {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct group *groups; /* in order of their number */
    unsigned n_groups;
};

static size_t count_byte(struct text t, char c) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) n += t.ptr[i] == c;
    return n;
}

static pcre2_code *compile(struct text pattern, int *error, PCRE2_SIZE *at) {
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context) {
        *error = PCRE2_ERROR_NOMEMORY;
        *at = 0;
        return NULL;
    }
    pcre2_set_max_pattern_length(context, LIMIT_PATTERN_BYTES);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    PCRE2_SPTR bytes = (PCRE2_SPTR)(pattern.len ? pattern.ptr : "");
    pcre2_code *code =
        pcre2_compile(bytes, pattern.len, PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C, error, at, context);
    pcre2_compile_context_free(context);
    if (code) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without JIT the interpreter matches */
    return code;
}

static bool set_limits(struct regex *regex) {
    regex->match = pcre2_match_data_create_from_pattern(regex->code, NULL);
    regex->context = pcre2_match_context_create(NULL);
    if (!regex->match || !regex->context) return false;
    pcre2_set_match_limit(regex->context, LIMIT_REGEX_MATCH);
    pcre2_set_depth_limit(regex->context, LIMIT_REGEX_DEPTH);
    pcre2_set_heap_limit(regex->context, LIMIT_REGEX_HEAP_KIB);
    regex->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, NULL); /* NULL without JIT */
    if (regex->stack) pcre2_jit_stack_assign(regex->context, NULL, regex->stack);
    return true;
}

/* The name table: entries of one size, sorted by name; two bytes of number, then the name and a zero. */
static void read_names(struct regex *regex) {
    uint32_t count = 0, size = 0;
    PCRE2_SPTR entry = NULL;
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &entry);
    for (uint32_t i = 0; i < count; i++, entry += size) {
        struct group group = {(uint32_t)entry[0] << 8 | entry[1], text_of((const char *)entry + 2)};
        unsigned place = regex->n_groups++;
        for (; place > 0 && regex->groups[place - 1].number > group.number; place--)
            regex->groups[place] = regex->groups[place - 1];
        regex->groups[place] = group;
    }
}

struct regex *regex_new(struct arena *arena, struct text pattern, struct text *reason, size_t *offset) {
    struct regex *regex = ARENA_NEW(arena, struct regex);
    regex->groups = ARENA_ARRAY(arena, count_byte(pattern, '('), struct group);
    int error = 0;
    PCRE2_SIZE at = 0;
    regex->code = compile(pattern, &error, &at);
    if (regex->code && !set_limits(regex)) {
        error = PCRE2_ERROR_NOMEMORY;
        regex_free(regex);
    }
    if (!regex->code) {
        PCRE2_UCHAR words[256] = {0};
        pcre2_get_error_message(error, words, sizeof words);
        if (reason) *reason = text_copy(arena, text_of((const char *)words));
        if (offset) *offset = at < pattern.len ? at : pattern.len;
        return NULL;
    }
    read_names(regex);
    return regex;
}

void regex_free(struct regex *regex) {
    if (!regex) return;
    pcre2_jit_stack_free(regex->stack);
    pcre2_match_context_free(regex->context);
    pcre2_match_data_free(regex->match);
    pcre2_code_free(regex->code);
    *regex = (struct regex){0};
}

unsigned regex_groups(const struct regex *regex) { return regex->n_groups; }

struct text regex_group_name(const struct regex *regex, unsigned group) {
    return group < regex->n_groups ? regex->groups[group].name : TEXT("");
}

static void fill_captures(const struct regex *regex, struct text subject, struct text *captures) {
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->match);
    for (unsigned i = 0; i < regex->n_groups; i++) {
        PCRE2_SIZE from = ends[2 * regex->groups[i].number], to = ends[2 * regex->groups[i].number + 1];
        captures[i] = from == PCRE2_UNSET ? (struct text){0} : text_slice(subject, from, to);
    }
}

enum regex_status regex_match(struct regex *regex, struct text subject, struct text *captures) {
    if (!subject.ptr) subject = TEXT("");
    int result = pcre2_match(regex->code, (PCRE2_SPTR)subject.ptr, subject.len, 0, PCRE2_NO_UTF_CHECK, regex->match,
                             regex->context);
    if (result >= 0) {
        if (captures) fill_captures(regex, subject, captures);
        return REGEX_YES;
    }
    switch (result) {
    case PCRE2_ERROR_NOMATCH: return REGEX_NO;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT: return REGEX_LIMIT;
    default: return REGEX_FAILED;
    }
}

/* A backslash before any ASCII character that is no letter, digit or _ makes it literal, inside brackets too. */
void regex_quote(struct buffer *out, struct text literal) {
    for (size_t i = 0; i < literal.len; i++) {
        unsigned char c = (unsigned char)literal.ptr[i];
        bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
        if (!word) buffer_byte(out, '\\');
        buffer_byte(out, (char)c);
    }
}
