#!/bin/sh
# Installs the packages of the named groups of packages.txt that are missing.
#
#   install.sh GROUP...             groups: check test bench lint cross
#   install.sh --missing GROUP...   only prints the missing ones, installs none
#
# Says what it will do, asks sudo when it is not root, and changes nothing
# when everything is there.  Exit status: 0 all there, 2 not possible.
# PACKAGES=have skips it all, for systems whose packages have other names.

cd "$(dirname "$0")/../.." || exit 2
list=packages.txt

die() {
    printf '%s\n' "$*" >&2
    exit 2
}

# The package names below "# @group" up to the next group.
names_of() {
    awk -v group="$1" '
        /^# @/ { sub(/^# @/, ""); sub(/:.*/, ""); inside = ($0 == group); next }
        inside && NF && !/^#/ { print $1 }' "$list"
}

missing_of() {
    have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" \
        2>/dev/null | awk '$2 == "installed" { printf " %s ", $1 }')
    for package; do
        case "$have" in
        *" $package "*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

run_apt() {
    set -- $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
    "$@" >"$log" 2>&1
}

only_print=
[ "$1" != --missing ] || { only_print=yes; shift; }
[ $# -gt 0 ] || die "usage: install.sh [--missing] GROUP... (see packages.txt)"
[ "$PACKAGES" != have ] || exit 0

wanted=
for group; do
    names=$(names_of "$group")
    [ -n "$names" ] || die "packages.txt has no group \"$group\""
    wanted="$wanted $names"
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    die "This system has no apt. Install what corresponds to these Debian" \
        "packages, then add PACKAGES=have to the make command:" $wanted
fi

# One installer at a time, also under make -j.
exec 9<"$list"
[ -n "$only_print" ] || flock 9

missing=$(missing_of $wanted)
[ -n "$missing" ] || exit 0
[ -z "$only_print" ] || { echo "$missing"; exit 0; }

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null ||
        die "Missing packages. Ask the administrator for: apt-get install" \
            $missing
fi

echo "Installing, this takes a minute: $missing"
[ -z "$as_root" ] || echo "(sudo may ask for your password)"
mkdir -p build && log=build/install.log || exit 2
# A fresh system has no package lists yet: fetch them and try once more.
run_apt install -y --no-install-recommends $missing ||
    { run_apt update &&
        run_apt install -y --no-install-recommends $missing; } || {
    tail -n 3 "$log" >&2
    die "Could not install: ${missing}(the whole story: $log)"
}
still=$(missing_of $wanted)
[ -z "$still" ] || die "Installed, but still missing: $still"
