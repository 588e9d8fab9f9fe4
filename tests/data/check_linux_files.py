#!/usr/bin/env python3
"""The files of a Linux installation: manual pages name every verb and option, and the descriptions validate.

usage: check_linux_files.py GENERATED LINUX PROGRAM...   folders of generated and of kept files, programs with a manual
"""
import pathlib
import re
import shutil
import subprocess
import sys

generated, kept = map(pathlib.Path, sys.argv[1:3])
problems = []


def help_of(*command):
    return subprocess.run([*command, "--help"], capture_output=True, text=True, check=True).stdout


def verbs_of(text):
    section = text.partition("Subcommands:")[2]
    return re.findall(r"^  ([a-z]+) ", section, re.MULTILINE)


for program in map(pathlib.Path, sys.argv[3:]):
    manual = (generated / "man" / f"{program.name}.1").read_text().replace("\\-", "-")
    verbs = verbs_of(help_of(program))
    texts = [help_of(program)] + [help_of(program, verb) for verb in verbs]
    options = {option for text in texts for option in re.findall(r"^ .*?(--[a-z-]+)", text, re.MULTILINE)}
    if len(options) < 3:
        problems.append(f"{program.name} --help names hardly any option: {sorted(options)}")
    for word in sorted(options - {"--help-all"}) + verbs:
        if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", manual):
            problems.append(f"the manual of {program.name} says nothing of {word}")

for tool, arguments, files in (
    ("desktop-file-validate", [], kept.glob("*.desktop")),
    ("appstreamcli", ["validate", "--no-net"], generated.glob("*.metainfo.xml")),
    ("xmllint", ["--noout"], kept.glob("*.mime.xml")),
):
    files = [str(file) for file in files]
    if not files:
        problems.append(f"there is no file for {tool}")
    if not shutil.which(tool):
        print(f"not checked, since {tool} is not installed: {files}")
        continue
    result = subprocess.run([tool, *arguments, *files], capture_output=True, text=True)
    if result.returncode:
        problems.append(f"{tool}: {result.stdout}{result.stderr}")

for problem in problems:
    print(problem)
sys.exit(bool(problems))
