#!/usr/bin/env python3
"""Makes one source of several tests, so that what they include is compiled once. Each test lies in a namespace of its
own name, its `main` as well; the program runs the one that its first argument names.

usage: make_lot.py LOT.cpp TEST.cpp...   (includes LOT.moc, which moc makes of it)
"""
import pathlib
import re
import sys

lot = pathlib.Path(sys.argv[1])
tests = [pathlib.Path(file) for file in sys.argv[2:]]


def length_of_head(file, lines):
    """How many lines at the beginning include others, with the comments and the conditions around them."""
    length = depth = 0
    for number, line in enumerate(lines, 1):
        if line and not line.startswith(("#", "//")):
            break
        depth += line.startswith("#if") - line.startswith("#endif")
        if depth == 0:
            length = number
    for number, line in enumerate(lines[length:], length + 1):
        if line.startswith("#include"):
            sys.exit(f"{file}:{number}: a test that shares its program has its includes at the beginning")
    return length


heads, bodies, rows = [], [], []
for file in tests:
    # Its .moc is one with those of the others, and moc reads once what they include.
    lines = file.read_text().replace(f'#include "{file.stem}.moc"', "").splitlines()
    length = length_of_head(file, lines)
    heads += [f'#line 1 "{file}"', *lines[:length]]
    bodies += [f"namespace {file.stem} {{", f'#line {length + 1} "{file}"', *lines[length:], "}"]
    rows.append(f'{{"{file.stem}", {file.stem}::main}}')

lot.write_text("\n".join([
    # Headers come in an order that no test has: names meet there that never meet otherwise.
    '#pragma GCC diagnostic ignored "-Wshadow"',
    *heads, '#include "run_named_test.h"', *bodies,
    f'#line 1 "{lot}"',
    f"int main(int argc, char **argv) {{ return runNamedTest({{{', '.join(rows)}}}, argc, argv); }}",
    f'#include "{lot.stem}.moc"', ""]))
