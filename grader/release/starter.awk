# starter.awk - prints the starter that a solution file holds.
#
#   awk -f starter.awk solutions/NN-name/NAME.c > labs/NN-name/NAME.c
#
# In a solution each gap looks like this (1.2 is the exercise's id, a letter
# tells several gaps of one exercise apart):
#
#     /* TODO(1.2a): what to do ... */          kept
#     /* SOLUTION(1.2a) */                      dropped ...
#     the real code                             ... dropped ...
#     /* STARTER(1.2a)                          ... dropped
#     what stands in the starter instead        kept
#     END(1.2a) */                              dropped
#
# All other lines are printed as they are. A marker that is not paired, nested,
# repeated, written in another way, or whose id is not that of the TODO above
# it: one line with file:line on stderr, exit status 2, and nothing on stdout.

function wrong(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    failed = 1
    exit 2
}

# Sets id and returns "" if the line is no marker, else the marker's name.
function marker(line,    name)
{
    name = line
    if (line ~ /^[ \t]*\/\* SOLUTION\([0-9]+\.[0-9]+[a-z]?\) \*\/$/)
        name = "SOLUTION"
    else if (line ~ /^[ \t]*\/\* STARTER\([0-9]+\.[0-9]+[a-z]?\)$/)
        name = "STARTER"
    else if (line ~ /^[ \t]*END\([0-9]+\.[0-9]+[a-z]?\) \*\/$/)
        name = "END"
    else if (line ~ /^[ \t]*(\/\*)?[ \t]*(SOLUTION|STARTER|END)[ \t]*\(/)
        wrong("not a proper marker: " line)
    else
        return ""
    id = between(line)
    return name
}

# The text in the first pair of parentheses.
function between(line)
{
    sub(/^[^(]*\(/, "", line)
    sub(/\).*$/, "", line)
    return line
}

function keep(line)
{
    text = text line "\n"
}

BEGIN { state = "outside" }    # outside -> solution -> starter -> outside

{
    kind = marker($0)
    if (state == "outside") {
        if (kind == "SOLUTION") {
            if (id != todo)
                wrong("SOLUTION(" id ") has no TODO(" id ") above it")
            opened = id
            where = FNR
            state = "solution"
        } else if (kind != "") {
            wrong(kind "(" id ") without SOLUTION(" id ")")
        } else {
            keep($0)
        }
    } else if (kind != "" && id != opened) {
        wrong(kind "(" id ") inside SOLUTION(" opened ")")
    } else if (state == "solution") {
        if (kind == "STARTER")
            state = "starter"
        else if (kind != "")
            wrong(kind "(" id ") where STARTER(" id ") is due")
    } else {
        if (kind == "END") {
            state = "outside"
            todo = ""
        } else if (kind != "") {
            wrong(kind "(" id ") where END(" id ") is due")
        } else {
            keep($0)
        }
    }
}

/\* TODO\([0-9]/ {
    if (state != "outside")
        wrong("a TODO inside SOLUTION(" opened ")")
    if (todo != "")
        wrong("TODO(" todo ") has no SOLUTION(" todo ")")
    todo = between(substr($0, index($0, "TODO")))
    if (todo in seen)
        wrong("TODO(" todo ") stands here a second time")
    seen[todo] = 1
}

END {
    if (failed)
        exit 2
    if (state != "outside") {
        FNR = where
        wrong("SOLUTION(" opened ") has no END(" opened ")")
    }
    if (todo != "")
        wrong("TODO(" todo ") has no SOLUTION(" todo ")")
    printf "%s", text
}
