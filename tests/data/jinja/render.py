#!/usr/bin/env python3
"""Renders templates with Jinja itself, set up for chat templates as Hugging Face's transformers does it.

usage: render.py COUNT SEED < a JSON list of templates

To those it adds the ones of cases.jinja and COUNT at random. Writes a JSON list of {"template", "text"}, or "error" for a
"text" where the template raises.
"""
import copy
import datetime
import json
import pathlib
import sys

import jinja2
import jinja2.ext
import jinja2.sandbox

from random_templates import Templates


class Generation(jinja2.ext.Extension):
    """{% generation %}: as in transformers a block that is rendered like a call block."""
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_render"), [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


def to_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def environment():
    made = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
    made.filters["tojson"] = to_json
    made.globals["raise_exception"] = raise_exception
    made.globals["strftime_now"] = lambda form: datetime.datetime.now().strftime(form)
    return made


def rendered(made, template, context):
    try:
        return {"template": template, "text": made.from_string(template).render(**copy.deepcopy(context))}
    except Exception as error:  # whatever it is: the other side has to refuse as well
        return {"template": template, "error": f"{type(error).__name__}: {error}"}


def main(count, seed, here):
    """Those of cases.jinja, those at random, and with them the chat templates that are told on the standard input."""
    context = json.loads((here / "context.json").read_text(encoding="utf-8"))
    templates = (here / "cases.jinja").read_text(encoding="utf-8").split("\n=====\n")
    templates += Templates(seed).some(count) + json.load(sys.stdin)
    made = environment()
    json.dump([rendered(made, template, context) for template in templates], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), pathlib.Path(__file__).parent)
