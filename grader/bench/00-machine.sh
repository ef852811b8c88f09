#!/bin/sh
# 00-machine.sh - what make bench ran on, and the head of its table.
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "CPU     ${model:-$(uname -m)}, $(nproc) to use"
echo "kernel  $(uname -sr)"
echo "load    $(cut -d ' ' -f 1-3 /proc/loadavg) in the last 1, 5 and 15 minutes"
echo "Each row is a median of turns taken in one run: trust the ratio."
echo
printf '%-34s %9s %-3s %9s %-20s %6s %7s\n' \
    what ours "" peer "" ratio target
