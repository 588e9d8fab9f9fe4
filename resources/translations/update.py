#!/usr/bin/env python3
"""Brings the texts of gui/ into the files of translations beside this script, and lists what lacks a translation.

usage: update.py [FOLDER]   (the files of another folder instead; what has gone from gui/ goes from them)

The English file has plurals alone, "%1 token" and "%1 tokens" for "%1 token(s)": those are filled in here.
"""
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parent.parent / "gui"
TOOLS = ["/usr/lib/qt6/bin/lupdate", "lupdate-qt6", "lupdate"]


def update(file):
    language = file.stem.split("_")[1]
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
    options += ["-pluralonly"] if language == "en" else []
    for tool in TOOLS:
        try:
            run = subprocess.run([tool, SOURCES, *options, "-ts", file], capture_output=True, text=True)
        except FileNotFoundError:
            continue
        # Functions of no class are in the context "deepscope", and paint/texts.h has their tr().
        complaints = [line for line in run.stderr.splitlines() if "Class 'deepscope' lacks" not in line]
        if run.returncode or complaints:
            sys.exit("\n".join(complaints) or f"{tool} failed")
        return
    sys.exit("lupdate is needed; Debian has it in qt6-l10n-tools.")


def fill_english(file):
    text = file.read_text(encoding="utf-8")
    unfinished = re.compile(
        r'(<source>)([^<]*)(</source>\s*(?:<comment>[^<]*</comment>\s*)?)<translation type="unfinished">'
        r"(\s*)<numerusform></numerusform>\s*<numerusform></numerusform>"
    )

    def fill(match):
        source, gap = match.group(2), match.group(4)
        forms = [source.replace("(s)", ""), source.replace("(s)", "s")]
        return match.group(1) + source + match.group(3) + "<translation>" + "".join(
            f"{gap}<numerusform>{form}</numerusform>" for form in forms
        )

    file.write_text(unfinished.sub(fill, text), encoding="utf-8")


def lacking(file):
    for context in xml.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            if message.find("translation").get("type"):
                yield f"{file.name}, {context.findtext('name')}: {message.findtext('source')}"


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    missing = []
    for file in sorted(folder.glob("deepscope_*.ts")):
        update(file)
        if file.stem.endswith("_en"):
            fill_english(file)
        missing += lacking(file)
    print("\n".join(missing) or "Nothing lacks a translation.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
