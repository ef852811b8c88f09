#!/bin/sh
# Prints what to link a suite with, for Criterion.
#
# Every test is an exec of its suite. The shared libcriterion brings 19 other
# libraries along, for the sake of one that compares texts and reads the list of
# all certificates first: 16 ms a test. The static one takes 4 ms. Where it is
# missing, the shared one does the same, later.

for archive in libcriterion.a libboxfort.a libprotobuf-nanopb.a; do
    case $("${CC:-cc}" -print-file-name=$archive) in
    /*) ;;
    *) echo -lcriterion && exit ;;
    esac
done
echo -l:libcriterion.a -l:libboxfort.a -l:libprotobuf-nanopb.a \
    -lnanomsg -lffi -lrt -lm
