/* Built-in functions, as builtins.def lists them. */
#ifndef ZN_CODE_BUILTIN_H
#define ZN_CODE_BUILTIN_H

enum builtin {
#define BUILTIN(id, zh, en, signature, doc_zh, doc_en) BUILTIN_##id,
#include "lang/code/builtins.def"
#undef BUILTIN
    BUILTIN_COUNT_OF_ALL
};

#endif
