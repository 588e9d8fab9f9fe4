"""Templates at random, within the grammar: expressions of a wished kind, mostly, and statements around them."""
import random

NAMES = {
    "text": ["text", "name", "empty", "quote", "lines", "digits", "words[0]", "records[0].n", "table.a.k", "'a'", "'Ab c'",
             "\"x'y\"", "''", "'é中'", "'12'", "' 3.5 '", "'%s'", "'{}'", "'a,b,,c'", "'ab\\tc\\n'", "'Straße ÉTÉ'", "'-7'"],
    "whole": ["number", "zero", "minus", "list[1]", "records[1].x", "1", "2", "3", "-1", "0", "10", "true", "table.b", "0x1f"],
    "real": ["real", "tiny", "large", "0.5", "1e3", "-2.25", "1.0", "3.14159", "1e16", "0.1"],
    "truth": ["yes", "no", "true", "false", "missing is defined", "1 < 2"],
    "list": ["list", "words", "nested", "mixed", "records", "none_of_it", "[]", "[1, 2, 3]", "(1, 'a')", "['x', 'Y']", "range(3)",
             "table.keys()", "table.items()", "(4,)", "nested[1]", "range(5, 0, -2)", "[2.5, 1]"],
    "dict": ["table", "records[0]", "table.a", "{}", "{'a': 1, 'b': [2]}", "{1: 'x', none: 2}", "dict(a=1, b='2')", "mixed[6]"],
    "other": ["missing", "nothing", "none", "table.zz", "namespace(a=1)"],
}
KINDS = ["text", "whole", "real", "truth", "list", "dict"]

# What is put for T, W, R, B, L, D and A: expressions of these kinds, A of any.
LETTERS = {"T": "text", "W": "whole", "R": "real", "B": "truth", "L": "list", "D": "dict"}

FORMS = {
    "text": [
        "(T + T)", "(T ~ A)", "(T * W)", "T[W]", "T[W:]", "T[:W]", "T[::-1]", "T[W:W]", "(T % A)", "('%s|%r' % (A, A))",
        "('%5d|%-6.2f|%+d' % (W, R, W))", "('%05d|%x|%o|%e|%g' % (W, 10, W, R, R))", "('%(a)s' % {'a': A})",
        "('%6.3s|%-4s|' % (T, T))", "'{}|{}'.format(A, A)", "'{0!r}|{1!s}|{0}'.format(A, A)", "'{:>8}|{:<5}|{:^7}'.format(T, W, T)",
        "'{:08.3f}|{:+}|{:,}|{:e}'.format(R, W, W, R)", "'{a[0]}|{b}'.format(a=T, b=A)", "'{:x}|{:#b}|{:_}'.format(W, W, W)",
        "'{:*^{w}}'.format(T, w=W)", "'{:.3}|{:g}|{:%}'.format(R, R, R)", "T.upper()", "T.lower()", "T.title()", "T.capitalize()", "T.swapcase()",
        "T.casefold()", "T.strip()", "T.lstrip(' H')", "T.rstrip(T)", "T.replace('l', T)", "T.replace('', '-')", "T.replace(T, '_', W)",
        "T.zfill(W)", "T.center(W)", "T.center(9, '*')", "T.ljust(7)", "T.rjust(8, '.')", "T.join(words)", "T.expandtabs()",
        "T.removeprefix('a')", "T.removesuffix('c')", "A|string", "T|upper", "T|lower", "T|title", "T|capitalize", "T|trim", "T|trim('a ')",
        "A|tojson", "A|tojson(indent=2)", "D|tojson(sort_keys=true)", "A|tojson(true)", "T|replace('a', A)", "T|indent", "T|indent(W, true)",
        "T|indent('> ', blank=true)", "T|center(W)", "T|truncate(W)", "T|truncate(9, true)", "T|truncate(7, leeway=0)", "L|join", "L|join(T)",
        "records|join('-', attribute='x')", "T|format(A)", "'%s-%s'|format(A, A)", "'%(x)s'|format(x=A)", "A|default(T)",
        "A|d(T, true)", "T|reverse", "T|urlencode", "W|filesizeformat", "(T if B else T)", "(T or T)", "T|first|string", "T.split()|join('+')",
    ],
    "whole": [
        "(W + W)", "(W - W)", "(W * W)", "(W // W)", "(W % W)", "(W ** 2)", "-W", "(+W)", "T|length", "L|length", "D|length", "T|int", "T|int(9)",
        "R|int", "A|int", "T|int(0, 16)", "W|abs", "W|round", "W|round(W)", "L|count", "T.find('l')", "T.rfind(T)", "T.count('a')", "T.index('a')",
        "T.find('a', W)", "T.count('', 1, W)", "T|wordcount", "L.index(1)", "L.count(1)", "(W if B else W)", "(B and W)", "list|sum", "list|max",
        "records|sum(attribute='x')", "list|min", "D.get('b', W)", "(W or W)",
    ],
    "real": ["(R + R)", "(R * W)", "(W / W)", "(R // W)", "(R % R)", "((R|abs) ** W)", "-R", "R|round", "R|round(W)", "R|round(1, 'ceil')", "T|float", "A|float(1.5)",
             "R|abs", "W|float", "R|round(2, 'floor')"],
    "truth": [
        "(A == A)", "(A != A)", "(W < R)", "(T <= T)", "(W < W < W)", "(L < L)", "(A in L)", "(T in T)", "(T not in D)", "not A", "(A and A)", "(A or B)",
        "T.startswith('a')", "T.endswith(('c', T))", "T.startswith(T, W)", "T.isdigit()", "T.isalpha()", "T.isalnum()", "T.isspace()", "T.isupper()", "T.islower()",
        "T.istitle()", "T.isnumeric()", "T.isdecimal()", "T.isidentifier()", "T.isascii()", "T.isprintable()", "(A is defined)", "(A is none)",
        "(A is string)", "(A is mapping)", "(A is sequence)", "(A is iterable)", "(A is number)", "(A is integer)", "(A is float)", "(A is boolean)",
        "(A is true)", "(A is callable)", "(W is odd)", "(W is even)", "(W is divisibleby 3)", "(A is sameas A)", "(A is in L)", "(T is lower)",
        "(A is upper)", "(A is eq(A))", "(W is gt 2)", "('upper' is filter)", "(T is test)", "(A is not defined)", "(A is undefined)",
    ],
    "list": [
        "(L + L)", "(L * W)", "L[W:]", "L[::-1]", "L[W:W:W]", "[A, A]", "(A, A)", "T.split()", "T.split(',')", "T.split(none, W)", "T.rsplit(',', 1)", "T.rsplit()", "T.rsplit(none, 1)",
        "T.splitlines()", "T.splitlines(true)", "T.partition('l')", "T.rpartition(' ')", "T|list", "L|list", "L|sort", "L|sort(reverse=true)",
        "words|sort(case_sensitive=true)", "records|sort(attribute='x,n')", "records|sort(attribute='x')", "L|unique|list", "words|unique(true)|list",
        "L|reverse|list", "L|batch(2)|list", "L|batch(3, A)|list", "L|slice(2)|list", "L|slice(3, A)|list", "L|map('string')|list", "L|map('upper')|list",
        "records|map(attribute='n')|list", "records|map(attribute='tags.0', default=A)|list", "L|select|list", "L|reject('none')|list", "list|select('gt', W)|list",
        "records|selectattr('n')|list", "records|selectattr('x', 'eq', W)|list", "records|rejectattr('tags', 'defined')|list", "records|groupby('x')",
        "records|groupby('n', default='z')", "words|groupby(0)", "D|dictsort", "D|dictsort(by='value')", "D|dictsort(true, reverse=true)", "D|items|list",
        "D.items()|list", "D.values()|list", "D.keys()|list", "D|list", "range(W, 5)|list", "L|select('in', L)|list", "L[1:]|list",
    ],
    "dict": ["dict(D)", "dict(D, z=A)", "{'k': A, T: A}", "{W: A}", "dict(D.items())", "D.copy()"],
}


class Templates:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, count):
        return [self.template() for _ in range(count)]

    def expression(self, kind=None, depth=2):
        choose = self.random.choice
        if kind is None or self.random.random() < 0.04:
            kind = choose(KINDS + ["other"])
        if depth == 0 or kind == "other" or self.random.random() < 0.2:
            return choose(NAMES[kind])
        return self.filled(choose(FORMS[kind]), depth)

    # Letters that stand alone become expressions, but not those within quotes.
    def filled(self, form, depth):
        result, quote = "", ""
        for i, letter in enumerate(form):
            if letter == "'":
                quote = "" if quote else letter
            alone = not (form[i - 1:i].isalnum() or form[i + 1:i + 2].isalnum())
            if quote or not alone or letter not in "TWRBLDA":
                result += letter
                continue
            part = self.expression(LETTERS.get(letter), depth - 1)
            simple = part.replace("_", "").isalnum() and not part[0].isdigit()
            result += part if simple else f"({part})"
        return result

    def space(self):
        return self.random.choice(["", "", "", "", " ", "\n", "\n  ", "x", " y\n", "\t", "\n\n"])

    def tag(self, inside):
        sign = self.random.choice
        return "{%" + sign(["", "", "", "-", "+"]) + f" {inside} " + sign(["", "", "", "-", "+"]) + "%}"

    def output(self):
        sign = self.random.choice
        return "{{" + sign(["", "", "", "-"]) + f" {self.expression(depth=3)} " + sign(["", "", "", "-"]) + "}}"

    def block(self, depth):
        parts = []
        for _ in range(self.random.randint(1, 3)):
            parts += [self.space(), self.statement(depth) if depth > 0 else self.output()]
        return "".join(parts) + self.space()

    def statement(self, depth):
        made = self.random.choice([self.output, self.output, self.output, self.if_, self.for_, self.set, self.set_block,
                                   self.macro, self.filter, self.with_, self.raw, self.comment, self.generation, self.call,
                                   self.recursive])
        return made() if made == self.output else made(depth - 1)

    def if_(self, depth):
        text = self.tag(f"if {self.expression('truth')}") + self.block(depth)
        if self.random.random() < 0.4:
            text += self.tag(f"elif {self.expression()}") + self.block(depth)
        if self.random.random() < 0.5:
            text += self.tag("else") + self.block(depth)
        return text + self.tag("endif")

    def for_(self, depth):
        choose = self.random.choice
        head = choose(["for x in L", "for x in L", "for a, b in D.items()", "for x in L if B", "for k in D", "for x, y in nested", "for x in T",
                       "for (x, y) in D|dictsort", "for x in L|select", "for a, (b, c) in [(1, (2, 3))]", "for g, items in records|groupby('x')"])
        inside = choose(["{{ loop.index }}", "{{ x }}{{ loop.last }}", "{{ loop.cycle('o', 'e') }}{{ loop.revindex0 }}", "{{ loop.changed(x) }}", "",
                         "{{ loop.previtem }}<{{ loop.nextitem }}", "{{ loop.length }}{{ loop.depth }}", "{% set at = loop.index0 %}{{ at }}",
                         "{% if loop.index > 1 %}{% break %}{% endif %}", "{% if loop.first %}{% continue %}{% endif %}", "{% continue %}"])
        text = self.tag(self.filled(head, 1)) + inside + self.block(depth)
        if self.random.random() < 0.3:
            text += self.tag("else") + self.block(depth)
        return text + self.tag("endfor")

    def set(self, depth):
        return self.random.choice([
            self.tag(f"set {self.random.choice(['made', 'other'])} = {self.expression()}") + "{{ made }}",
            self.tag(f"set p, q = {self.expression('text')}, {self.expression('whole')}") + "{{ q }}{{ p }}",
            "{% set ns = namespace(n=0) %}{% for x in list %}" + self.tag("set ns.n = ns.n + x") + "{% endfor %}{{ ns.n }}",
        ])

    def set_block(self, depth):
        return self.tag(self.random.choice(["set made", "set made | upper", "set made | trim | replace('a', 'b')"])) + self.block(depth) + \
            self.tag("endset") + "[{{ made }}]"

    def macro(self, depth):
        head, call = self.random.choice([
            ("macro m(a, b='x')", "m(A)"), ("macro m(a, b=a)", "m(b=A, a=A)"), ("macro m(a)", "m(A, A)"), ("macro m()", "m()"),
            ("macro m(a, b=1)", "m(*[A, A])"), ("macro m(a, b=1)", "m(A, **{'b': A})"), ("macro m(a)", "m(a=A, c=1)")])
        inside = self.random.choice(["{{ a }}|{{ b }}", "{{ varargs }}{{ kwargs }}", "{{ a is defined }}", "{{ m.name }}{{ m.arguments }}", "{{ caller is defined }}"])
        return self.tag(head) + inside + self.block(depth) + self.tag("endmacro") + "{{ " + self.filled(call, 2) + " }}"

    def call(self, depth):
        return "{% macro w(t='w') %}<{{ t }}>{{ caller(t) if caller.arguments else caller() }}</>{% endmacro %}" + \
            self.tag(self.random.choice(["call(u) w()", "call(u='d') w('v')", "call(u, v=2) w(t=1)", "call w()"])) + \
            self.random.choice(["{{ u }}", "{{ u ~ v }}", ""]) + self.block(depth) + self.tag("endcall")

    def recursive(self, depth):
        return self.tag("for t in tree recursive") + self.random.choice(["{{ t.n }}", "{{ loop.depth }}{{ t.n }}", "{{ loop.depth0 }}"]) + \
            self.random.choice(["({{ loop(t.sub) }})", "{% if t.sub %}[{{ loop(t.sub)|upper }}]{% endif %}", "{% for s in t.sub %}{{ s.n }}{% endfor %}"]) + \
            self.tag("endfor")

    def filter(self, depth):
        return self.tag(self.random.choice(["filter upper", "filter trim", "filter replace('a', 'X')|title", "filter indent(2)", "filter tojson", "filter trim|length" if self.random.random() < 0.1 else "filter lower"])) + \
            self.block(depth) + self.tag("endfilter")

    def with_(self, depth):
        return self.tag(f"with x = {self.expression()}, y = x") + "{{ x }}|{{ y }}" + self.block(depth) + self.tag("endwith")

    def raw(self, depth):
        return self.tag("raw").replace("+%}", "%}") + self.space() + "{{ a }} {% if %}" + self.space() + self.tag("endraw")

    def comment(self, depth):
        sign = self.random.choice
        return "{#" + sign(["", "-", "+"]) + self.space() + "c" + sign(["", "-", "+"]) + "#}"

    def generation(self, depth):
        return self.tag("generation") + self.block(depth) + self.tag("endgeneration")

    def template(self):
        if self.random.random() < 0.5:
            return "{{ " + self.expression(depth=self.random.randint(1, 3)) + " }}"
        return self.block(self.random.randint(1, 2))
