#!/usr/bin/env python3
"""handouts.py - what the handouts say about the kit is still so.

    <!-- from labs/01-pipes/pipes.h -->     the code block below stands in that
                                            file, line by line
    [Capacity](#capacity), (README.md)      the heading or the file exists
    make check EX=1.3, ARGS="1.3 ..."       the lab has that exercise
    PIPE-02                                 there is a rule for that code
    handouts/NN-name.md                     has 900 to 1600 words

Exit status: 0 all of it holds, 1 something does not.
"""
import glob
import os
import re
import sys

failures = []
counted = {"quotes": 0, "links": 0, "exercises": 0, "codes": 0}


def fail(path, number, text):
    failures.append(f"{path}:{number}: {text}")


def anchors(path):
    """The anchors of a page's headings, as the usual viewers make them."""
    with open(path, encoding="utf-8") as page:
        headings = [line.lstrip("#").strip() for line in page
                    if line.startswith("#")]
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
            for heading in headings}


def squeezed(lines):
    """Without indentation and empty lines: a quote may be moved out."""
    return [line.strip() for line in lines if line.strip()]


def check_quote(path, number, source, block):
    counted["quotes"] += 1
    if source.startswith("solutions/"):
        return fail(path, number, f"{source}: students read this")
    if not os.path.exists(source):
        return fail(path, number, f"{source} is gone")
    with open(source, encoding="utf-8") as file:
        text = squeezed(file.read().splitlines())
    wanted = squeezed(block)
    starts = range(len(text) - len(wanted) + 1)
    if not wanted or not any(text[i:i + len(wanted)] == wanted
                             for i in starts):
        return fail(path, number, f"{source} does not have these lines")


def check_link(path, number, target):
    if re.match(r"[a-z]+:", target):
        return fail(path, number, f"{target}: handouts are read offline")
    counted["links"] += 1
    file, _, anchor = target.partition("#")
    page = os.path.join(os.path.dirname(path), file) if file else path
    if not os.path.exists(page):
        return fail(path, number, f"{target}: no such file")
    if anchor and anchor not in anchors(page):
        return fail(path, number, f"{target}: no such heading")


def exercises():
    found = set()
    for ini in glob.glob("labs/*/lab.ini"):
        with open(ini, encoding="utf-8") as file:
            found |= set(re.findall(r"^\[(\d+\.\d+\w*)\]", file.read(), re.M))
    return found


def codes():
    with open("grader/report/rules.c", encoding="utf-8") as file:
        return set(re.findall(r'{ "([A-Z]+-\d\d)"', file.read()))


def check_line(path, number, line, known, rules):
    for target in re.findall(r"\]\(([^)\s]+)\)", line):
        check_link(path, number, target)
    for exercise in re.findall(r'(?:EX=|ARGS=")(\d+\.\d+\w*)', line):
        counted["exercises"] += 1
        if exercise not in known:
            fail(path, number, f"there is no exercise {exercise}")
    for code in re.findall(r"\b[A-Z]{3,6}-\d\d\b", line):
        counted["codes"] += 1
        if code not in rules:
            fail(path, number, f"there is no rule for {code}")


def check_page(path, known, rules):
    with open(path, encoding="utf-8") as page:
        lines = page.read().splitlines()
    source = block = None
    for number, line in enumerate(lines, 1):
        quote = re.match(r"<!-- from (\S+) -->$", line)
        if quote:
            source = quote.group(1)
        elif line.startswith("```") and block is not None:
            check_quote(path, number, source, block)
            source = block = None
        elif line.startswith("```") and source:
            block = []
        elif block is not None:
            block.append(line)
        check_line(path, number, line, known, rules)
    if source:
        fail(path, len(lines), f"no code block after the one from {source}")
    words = len(" ".join(lines).split())
    if re.match(r"handouts/\d\d-", path) and not 900 <= words <= 1600:
        fail(path, 1, f"{words} words; a handout has 900 to 1600")


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    known, rules = exercises(), codes()
    pages = sorted(glob.glob("handouts/*.md"))
    labs = {os.path.basename(folder[:-1]) for folder in glob.glob("labs/*/")}
    for lab in labs:
        if f"handouts/{lab}.md" not in pages:
            failures.append(f"handouts/{lab}.md is missing")
    for path in pages:
        check_page(path, known, rules)
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(pages)} pages:",
          ", ".join(f"{count} {what}" for what, count in counted.items()))
    return 1 if failures or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
