"""Unit conversion: the fact first, then the product; back only where the factor is a power of ten."""
from .problem import Problem, phrase
from .steps import multiply_digit

FACTS = (("meter", "centimeter", 100), ("kilometer", "meter", 1000), ("centimeter", "millimeter", 10),
         ("meter", "millimeter", 1000), ("kilogram", "gram", 1000), ("liter", "milliliter", 1000), ("ton", "kilogram", 1000),
         ("dollar", "cent", 100), ("euro", "cent", 100), ("hour", "minute", 60), ("minute", "second", 60),
         ("day", "hour", 24), ("week", "day", 7), ("year", "month", 12), ("foot", "inch", 12), ("dozen", "egg", 12),
         ("century", "year", 100), ("decade", "year", 10))
SHORT = {"meter": "m", "centimeter": "cm", "kilometer": "km", "millimeter": "mm", "kilogram": "kg", "gram": "g",
         "liter": "l", "milliliter": "ml"}
IRREGULAR = {"foot": "feet", "inch": "inches", "dozen": "dozen", "century": "centuries"}
TEMPLATES = ("How many {to} are {n} {unit}?", "How many {to} are in {n} {unit}?", "Convert {n} {unit} to {to}.",
             "{n} {unit} in {to}", "What is {n} {unit} in {to}?", "How many {to} is {n} {unit}?", "{n} {unit} to {to}",
             "Express {n} {unit} in {to}.", "Change {n} {unit} into {to}.", "How many {to} make {n} {unit}?",
             "{n} {unit} = ? {to}", "{n} {unit} are how many {to}?")


def many(unit):
    return IRREGULAR.get(unit, unit + "s")


def product(n, factor):
    """n * factor as text that ends with the result."""
    if factor in (10, 100, 1000) or n < 2:
        return f"{n}*{factor}={n * factor}."
    if factor == 60:
        return f"{multiply_digit(n, 6)} {n * 6}*10={n * 60}."
    return multiply_digit(factor, n) if factor > 9 else multiply_digit(n, factor)


def make(random):
    big, small, factor = random.choice(FACTS)
    limit = 9 if factor in (12, 24) else 99 if factor in (7, 60) else 999
    n = random.randint(1, 9) if random.random() < 0.3 else random.randint(1, limit)
    back = factor in (10, 100, 1000) and random.random() < 0.35
    unit, to, given, result = (small, big, n * factor, n) if back else (big, small, n, n * factor)
    short = random.random() < 0.2 and unit in SHORT and to in SHORT
    shown_unit = SHORT[unit] if short else unit if given == 1 else many(unit)
    question = phrase(random, TEMPLATES, n=given, unit=shown_unit, to=SHORT[to] if short else many(to))
    thought = f"1 {big} = {factor} {many(small)}. " + (f"{given}/{factor}={n}." if back else product(n, factor))
    answer = f"{result} {to if result == 1 else many(to)}"
    return Problem(f"{given} {unit} {to}", question, thought, answer)
