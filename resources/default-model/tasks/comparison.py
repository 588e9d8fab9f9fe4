"""Which of two numbers is larger: first by the count of digits, then digit by digit from the left."""
from .problem import Problem, number, phrase

LARGER = ("Which is larger, {a} or {b}?", "Which number is bigger: {a} or {b}?", "What is greater, {a} or {b}?",
          "larger of {a} and {b}", "Is {a} or {b} larger?", "Which is more, {a} or {b}?", "max of {a} and {b}",
          "Tell me the larger number: {a}, {b}.", "Compare {a} and {b}. Which is larger?", "{a} or {b}, which is bigger?")
SMALLER = ("Which is smaller, {a} or {b}?", "Which number is less: {a} or {b}?", "What is the smaller of {a} and {b}?",
           "smaller of {a} and {b}", "Is {a} or {b} smaller?", "Which is less, {a} or {b}?", "min of {a} and {b}",
           "Tell me the smaller number: {a}, {b}.", "{a} or {b}, which is smaller?")
IS_LARGER = ("Is {a} larger than {b}?", "Is {a} greater than {b}?", "Is {a} bigger than {b}?", "Is {a} > {b}?",
             "Is {a} more than {b}?")
IS_SMALLER = ("Is {a} smaller than {b}?", "Is {a} less than {b}?", "Is {a} < {b}?")


def sign(a, b):
    return ">" if a > b else "<" if a < b else "="


def compare(a, b):
    first, second = str(a), str(b)
    text = f"{a} has {len(first)} digits, {b} has {len(second)} digits."
    if len(first) == len(second):
        for x, y in zip(first, second):
            text += f" {x}{sign(x, y)}{y}."
            if x != y:
                break
    return f"{text} So {a}{sign(a, b)}{b}"


def near(random, a):
    """A number of the same length that agrees in the leading digits."""
    digits = list(str(a))
    for place in range(random.randrange(len(digits)), len(digits)):
        digits[place] = str(random.randint(0 if place else 1, 9))
    return int("".join(digits))


def make(random):
    a = number(random, 5)
    b = a if random.random() < 0.03 else near(random, a) if random.random() < 0.6 else number(random, 5)
    kind = random.choices((LARGER, SMALLER, IS_LARGER, IS_SMALLER), (3, 3, 1, 1))[0]
    if kind is LARGER or kind is SMALLER:
        answer = "equal" if a == b else str(max(a, b) if kind is LARGER else min(a, b))
    else:
        answer = "yes" if (a > b if kind is IS_LARGER else a < b) else "no"
    asked = {LARGER: "larger", SMALLER: "smaller", IS_LARGER: f"is {a}>{b}", IS_SMALLER: f"is {a}<{b}"}[kind]
    thought = f"{asked}? {compare(a, b)}, {answer}."
    return Problem(f"{min(a, b)} {max(a, b)}", phrase(random, kind, a=a, b=b), thought, answer)
