"""Division by one digit, with a remainder where there is one."""
from .problem import Problem, number, phrase
from .steps import divide

TEMPLATES = ("What is {a} / {b}?", "{a}/{b}", "{a} / {b}", "{a} ÷ {b}", "{a} / {b} = ?", "What is {a} divided by {b}?",
             "{a} divided by {b}", "Divide {a} by {b}.", "Compute {a} / {b}.", "Calculate {a} divided by {b}.",
             "How much is {a} divided by {b}?", "What's {a} / {b}?", "How many times does {b} go into {a}?",
             "Share {a} apples among {b} people. How many does each get?", "Solve {a} / {b}.")


def make(random):
    b = random.randint(2, 9)
    a = number(random, 3)
    if random.random() < 0.6:
        a -= a % b
    quotient, rest = divmod(a, b)
    answer = f"{quotient} remainder {rest}" if rest else str(quotient)
    return Problem(f"{a} {b}", phrase(random, TEMPLATES, a=a, b=b), divide(a, b), answer)
