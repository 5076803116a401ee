#!/bin/sh
# embed.sh TABLE FILE…: C source of a table of files that are built into the program (embedded.h), in the order of the
# arguments, which the Makefile sorts. TABLE_count is how many there are.
set -eu
export LC_ALL=C
table=$1
shift
echo '/* Made by lang/base/embed.sh. */'
echo '#include "lang/base/embedded.h"'
n=0
for file; do
    echo "static const unsigned char file_$n[] = {"
    od -An -v -tu1 "$file" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
    echo '0};'
    n=$((n + 1))
done
echo "extern const struct embedded_file $table[];"
echo "extern const size_t ${table}_count;"
echo "const struct embedded_file $table[] = {"
n=0
for file; do
    echo "    {\"${file##*/}\", file_$n, sizeof file_$n - 1},"
    n=$((n + 1))
done
# C has no empty arrays.
echo '    {0, 0, 0},'
echo '};'
echo "const size_t ${table}_count = $n;"
