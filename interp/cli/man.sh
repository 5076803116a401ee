#!/bin/sh
# man.sh ZHINAN LANG < PAGE.scd: the page with the program's own help in the place of @COMMANDS@, so that commands and
# options are written once, in their .def files.
set -eu
while IFS= read -r line; do
    if [ "$line" = '@COMMANDS@' ]; then
        "$1" help --man "$2"
    else
        printf '%s\n' "$line"
    fi
done
