#!/usr/bin/env python3
"""Compiles the files of a unity build together, which takes a fifth of the time. Files that would not go with the others,
since each has a name of its own that means something else there, are compiled alone and join the object file.

usage: compile_together.py COMPILER ARGUMENTS -o OBJECT -c SOURCE   (a compiler launcher of CMake, for GCC)
"""
import os
import pathlib
import re
import subprocess
import sys

command = sys.argv[1:]
source = pathlib.Path(command[-1])
text = source.read_text() if re.fullmatch(r"unity_\d+_cxx\.cxx", source.name) else ""
files = re.findall(r'^#include "(.*)"$', text, re.MULTILINE)
if len(files) < 2:
    command[-1:] = files or command[-1:]
    os.execvp(command[0], command)

place = command.index("-o") + 1
output = pathlib.Path(command[place])
folder = output.parent
dependencies = pathlib.Path(command[command.index("-MF") + 1]) if "-MF" in command else None
texts = []  # of the dependency files


def compile_part(text_or_file, number):
    """The object file and the messages; no object file when there are errors."""
    part = folder / f"{output.name}.{number}.o"
    arguments = list(command)
    arguments[place] = str(part)
    arguments[-1] = str(text_or_file)
    result = subprocess.run(arguments, stderr=subprocess.PIPE, text=True)
    if result.returncode == 0 and dependencies:
        texts.append(dependencies.read_text())
    return (part if result.returncode == 0 else None), result.stderr


together, alone, parts = list(files), [], []
while len(together) > 1:
    unit = folder / f"{output.name}.together.cxx"
    unit.write_text("".join(line + "\n" for line in text.splitlines()
                            if not line.startswith("#include") or line[len('#include "'):-1] in together))
    part, messages = compile_part(unit, 0)
    if part:
        sys.stderr.write(messages)
        parts.append(part)
        break
    named = set(re.findall(r"^(\S+?):\d+:\d+: error:", messages, re.MULTILINE))
    strangers = [file for file in together if file in named] or together
    together = [file for file in together if file not in strangers]
    alone += strangers
else:
    alone += together

for number, file in enumerate(alone, 1):
    part, messages = compile_part(file, number)
    sys.stderr.write(messages)
    if not part:
        sys.exit(1)
    parts.append(part)
subprocess.run(["ld", "-r", "-o", output, *parts], check=True)
for part in parts:
    part.unlink()
if dependencies:
    dependencies.write_text("".join(texts))
