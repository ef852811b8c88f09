#!/bin/sh
# reset.sh LAB FILE... - labs/LAB as it was in the beginning: the starter FILEs.
#
# Whatever differs from them is moved to labs/LAB/saved-N first, a new folder
# each time, so nothing is ever lost.  Exit status: 0, or 2 if it cannot be done.

[ $# -gt 1 ] || { echo "this package holds no starters" >&2; exit 2; }
folder=labs/$1
shift

differ=
for starter; do
    cmp -s "$starter" "$folder/${starter##*/}" || differ=yes
done
[ -n "$differ" ] || { echo "$folder is as it was in the beginning"; exit 0; }

number=1
until mkdir "$folder/saved-$number" 2>/dev/null; do
    [ -e "$folder/saved-$number" ] || {
        echo "$folder: no folder can be made in it" >&2
        exit 2
    }
    number=$((number + 1))
done

for starter; do
    own=$folder/${starter##*/}
    cmp -s "$starter" "$own" && continue
    [ ! -e "$own" ] || mv "$own" "$folder/saved-$number/" || exit 2
    cp "$starter" "$own" || exit 2
done
echo "$folder is as it was in the beginning;" \
    "what stood there is in $folder/saved-$number"
