#!/bin/bash
# The solution of lab 08 talks to programs that others wrote: socat and nc.
#
#   real-clients.sh
#
#   socat, nc ══ unix path, abstract name, 127.0.0.1, ::1 ══► the solution
#   the solution ══ 127.0.0.1, ::1 ══► nc -l
#
# All of it in a network of its own with nothing but loopback, and in a folder of
# its own. Where no such network can be made, the ports are free ones of this
# machine's loopback. Nothing waits for a time: a client that comes too early is
# made to wait for the name or port, and each has a limit as a brake only.
#
# Exit status: 0 they understand each other, 1 they do not, 2 could not test.
set -u
cd "${0%/*}/../.." || exit 2
apart="ip link set lo up && exec \"\$@\""
if [ -z "${KIT_NETWORK:-}" ]; then
    export KIT_NETWORK=own
    unshare -rn sh -c "$apart" sh true 2>/dev/null &&
        exec unshare -rn sh -c "$apart" sh "grader/selftest/${0##*/}"
    KIT_NETWORK=shared
fi
for program in socat nc ss; do
    command -v "$program" >/dev/null ||
        { echo "$program is missing: see packages.txt" >&2; exit 2; }
done

LIMIT=${LIMIT:-60}
scratch=$(mktemp -d) || exit 2
server=
trap 'kill $server 2>/dev/null; rm -rf "$scratch"' EXIT
${CC:-cc} -std=gnu11 -D_GNU_SOURCE -O1 -o "$scratch/sockets" \
    solutions/08-sockets/*.c || exit 2
cd "$scratch" || exit 2
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

# ---- the solution serves ----

serve() { # ARGUMENT...
    timeout "$LIMIT" ./sockets "$@" >served 2>told &
    server=$!
}

# Until the server listens: its name is in the kernel's list, its port is told.
ready() { # NAME
    until ss -axn 2>/dev/null | grep -F " $1 " | grep -qE 'LISTEN|UNCONN'; do
        kill -0 "$server" 2>/dev/null || { cat told; return 1; }
    done
}

port() {
    until number=$(sed -n 's/^= port //p' told) && [ -n "$number" ]; do
        kill -0 "$server" 2>/dev/null || { cat told; return 1; }
    done
    echo "$number"
}

# All have been served, and that is what the server says.
served() { # WHAT
    wait "$server" || fail "$1: the server: $(cat told)"
    grep -q '^= returned 0$' told || fail "$1: the server: $(cat told)"
    server=
}

# Two frames in, the same two out in capitals.
frames='\0\0\0\5hello\0\0\0\2yo'
answers=$(printf '\0\0\0\5HELLO\0\0\0\2YO' | od -An -c)

gets() { # WHAT COMMAND...
    what=$1
    shift
    got=$(printf "$frames" | timeout "$LIMIT" "$@" | od -An -c)
    [ "$got" = "$answers" ] || fail "$what: $(echo "$got" | head -n 4)"
}

serve 8.4 each outside outside
ready each
gets "8.4, socat" socat -t "$LIMIT" - UNIX-CONNECT:each
gets "8.4, nc" nc -N -U each
served 8.4
[ ! -e each ] || fail "8.4: the path is left"

serve 8.3 path serve:3
ready path
gets "8.3 and 8.6, socat" socat -t "$LIMIT" - UNIX-CONNECT:path
gets "8.3 and 8.6, nc" nc -N -U path
: | timeout "$LIMIT" nc -N -U path || fail "8.6: a client that says nothing"
served "8.3 and 8.6"

serve 8.3 path serve:1 # the path of the server before is still there
ready path
gets "8.3, a dead path" socat -t "$LIMIT" - UNIX-CONNECT:path
served "8.3, a dead path"

serve 8.3 "@kit-real-$$" serve:1
ready "@kit-real-$$"
gets "8.3, abstract" socat -t "$LIMIT" - "ABSTRACT-CONNECT:kit-real-$$"
served "8.3, abstract"

for host in 127.0.0.1 ::1; do
    case $host in *:*) there="TCP6:[$host]" ;; *) there=TCP4:$host ;; esac
    serve 8.5 serve "$host" 0 2
    number=$(port) || fail "8.5: no port at $host"
    gets "8.5, socat to $host" socat -t "$LIMIT" - "$there:$number"
    gets "8.5, nc to $host" nc -N "$host" "$number"
    served "8.5, $host"
    serve 8.5 serve "$host" "$number" 1 # at once, at the same port
    [ "$(port)" = "$number" ] || fail "8.5: not at the same port again"
    gets "8.5, again at $host" socat -t "$LIMIT" - "$there:$number"
    served "8.5, again at $host"
done

# ---- datagrams ----

serve 8.7 datagrams outside outside
ready datagrams
# Without an end of the stream, the two leave when this time is over.
got=$(printf hello | timeout "$LIMIT" socat -t 2 - \
    UNIX-CLIENT:datagrams,type=2,bind=socat-here)
[ "$got" = HELLO ] || fail "8.7, socat: $got"
got=$(printf hello | timeout "$LIMIT" nc -w 1 -u -U datagrams)
[ "$got" = HELLO ] || fail "8.7, nc: $got"
served 8.7

# ---- the solution asks ----

for host in 127.0.0.1 ::1; do
    printf 'a real answer' |
        timeout "$LIMIT" nc -n -v -N -l "$host" 0 >heard 2>listening &
    server=$!
    until number=$(sed -n 's/^Listening on .* \([0-9]*\)$/\1/p' listening) &&
        [ -n "$number" ]; do
        kill -0 "$server" 2>/dev/null || break
    done
    got=$(timeout "$LIMIT" ./sockets 8.5 ask "$host" "$number" 'a question' \
        2>/dev/null)
    wait "$server"
    server=
    [ "$got" = "server [a real answer]" ] || fail "8.5, ask $host: $got"
    [ "$(cat heard)" = "a question" ] || fail "8.5, nc -l heard: $(cat heard)"
done

[ "$failed" -eq 0 ] && echo "socat and nc understand the solution ($KIT_NETWORK network)"
exit "$failed"
