#!/bin/sh
# embed.sh FILE.zn…: the C source of lang/sema/stdlib.h's table, from the standard library's files. The order is that of
# the arguments, which the Makefile sorts.
set -eu
export LC_ALL=C
echo '/* Made by lang/sema/embed.sh. */'
echo '#include "lang/sema/stdlib.h"'
n=0
for file; do
    echo "static const unsigned char file_$n[] = {"
    od -An -v -tu1 "$file" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
    echo '0};'
    n=$((n + 1))
done
echo 'const struct stdlib_file stdlib_files[] = {'
n=0
for file; do
    echo "    {\"${file##*/}\", file_$n, sizeof file_$n - 1},"
    n=$((n + 1))
done
# C has no empty arrays.
echo '    {0, 0, 0},'
echo '};'
echo "const size_t stdlib_count = $n;"
