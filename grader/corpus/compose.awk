# compose.awk - puts the texts of a corpus file in the place of a solution's.
#
#   awk -f compose.awk -v corpus=FILE SOLUTION.c > OUT.c
#   awk -f compose.awk -v corpus=FILE -v out=DIR SOLUTION.c...   (DIR/NAME.c)
#
# A corpus file begins with a comment; then come parts, each up to the next:
#
#     /* GAP(1.3b) */               instead of what stands in the solution
#                                   between SOLUTION(1.3b) and STARTER(1.3b)
#     /* REPLACE(pipe_two) */       instead of that function, from its first
#                                   line to the } in the first column
#     /* TOP(pipes.c) */            behind the last #include of that file
#
# Everything else of the solution is printed as it is, without its marker lines
# and starter texts. Each part must find its place in one of the solution's
# files, else: one line with file:line on stderr, exit status 2, no output.

function wrong(where, what)
{
    printf "%s: %s\n", where, what > "/dev/stderr"
    failed = 1
    exit 2
}

# The text in the first pair of parentheses.
function between(line)
{
    sub(/^[^(]*\(/, "", line)
    sub(/\).*$/, "", line)
    return line
}

# The three arrays: part[key] its text, line[key] where it begins, used[key].
# A key is the marker without its comment signs, such as "GAP(1.3b)".
function read_corpus(    text, number, key)
{
    while ((getline text < corpus) > 0) {
        number++
        if (text ~ /^\/\* (GAP|REPLACE|TOP)\([A-Za-z0-9_.]+\) \*\/$/) {
            key = substr(text, 4, length(text) - 6)
            if (key in part)
                wrong(corpus ":" number, key " stands here a second time")
            part[key] = ""
            line[key] = number
        } else if (text ~ /^[ \t]*\/?\*?[ \t]*(GAP|REPLACE|TOP)[ \t]*\(/) {
            wrong(corpus ":" number, "not a proper marker: " text)
        } else if (key != "") {
            part[key] = part[key] text "\n"
        }
    }
    if (number == 0)
        wrong(corpus, "cannot be read, or is empty")
    if (key == "")
        wrong(corpus ":" number, "holds no GAP, REPLACE or TOP")
}

function keep(text)
{
    result[FILENAME] = result[FILENAME] text
}

function put(key)
{
    if (key in used)
        wrong(FILENAME ":" FNR, "a second place for " key)
    used[key] = 1
    sub(/\n+$/, "\n", part[key])    # the blank line before the next part
    keep(part[key])
}

# The name of the function that the kept line `text` begins, or "". What a
# function is: a line in the first column with a ( and no ; at the end.
function function_name(text)
{
    if (text !~ /^[A-Za-z_].*\(/ || text ~ /;[ \t]*$/ || text ~ /[=]/)
        return ""
    sub(/\(.*$/, "", text)
    sub(/^.*[^A-Za-z0-9_]/, "", text)
    return text
}

BEGIN {
    if (corpus == "")
        wrong("compose.awk", "-v corpus=FILE is missing")
    read_corpus()
}

FNR == 1 {
    files[++file_count] = FILENAME
    state = "text"    # text, function, solution, replaced, starter
    name = FILENAME
    sub(/^.*\//, "", name)
    top = "TOP(" name ")"
    if (top in part && !(top in used))
        includes_left = count_includes(FILENAME)
}

function count_includes(file,    text, count)
{
    while ((getline text < file) > 0)
        count += text ~ /^#include/
    close(file)
    return count
}

state == "function" {    # a whole function is left out
    if (/^}/)
        state = "text"
    next
}

/^[ \t]*\/\* SOLUTION\(.*\) \*\/$/ {
    key = "GAP(" between($0) ")"
    state = "solution"
    if (key in part) {
        put(key)
        state = "replaced"
    }
    next
}

/^[ \t]*\/\* STARTER\(.*\)$/ {
    state = "starter"
    next
}

/^[ \t]*END\(.*\) \*\/$/ {
    state = "text"
    next
}

state == "replaced" || state == "starter" { next }

state == "text" && ("REPLACE(" function_name($0) ")") in part {
    put("REPLACE(" function_name($0) ")")
    state = "function"
    next
}

{
    keep($0 "\n")
    if (/^#include/ && top in part && --includes_left == 0)
        put(top)
}

END {
    if (failed)
        exit 2
    for (key in part)
        if (!(key in used))
            wrong(corpus ":" line[key], key " has no place in the solution")
    for (i = 1; i <= file_count; i++) {
        target = files[i]
        sub(/^.*\//, "", target)
        if (out == "")
            printf "%s", result[files[i]]
        else
            printf "%s", result[files[i]] > (out "/" target)
    }
}
