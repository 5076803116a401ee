/* The standard library, built into the program so that a policy that is copied elsewhere still compiles; made from
 * stdlib/. */
#ifndef ZN_SEMA_STDLIB_H
#define ZN_SEMA_STDLIB_H

#include "lang/base/embedded.h"

extern const struct embedded_file stdlib_files[];
extern const size_t stdlib_files_count;

#endif
