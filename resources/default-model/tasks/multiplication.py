"""Small products: up to three digits times one digit, and two digits times two digits."""
from .problem import Problem, number, phrase
from .steps import multiply

TEMPLATES = ("What is {a} * {b}?", "{a}*{b}", "{a} * {b}", "{a} x {b}", "{a} × {b}", "{a} * {b} = ?", "{a}*{b}=",
             "What is {a} times {b}?", "{a} times {b}", "Multiply {a} by {b}.", "Multiply {a} and {b}.",
             "What is the product of {a} and {b}?", "Compute {a} * {b}.", "Calculate {a} times {b}.",
             "How much is {a} times {b}?", "What's {a} * {b}?", "What is {a} x {b}?", "What is {a} multiplied by {b}?",
             "One box holds {a} eggs. How many eggs are in {b} boxes?", "Solve {a} x {b}.")


def make(random):
    if random.random() < 0.3:
        a, b = random.randint(10, 99), random.randint(10, 99)
    else:
        a, b = number(random, 3), random.randint(0, 9)
    shown = (b, a) if b < 10 and random.random() < 0.3 else (a, b)
    question = phrase(random, TEMPLATES, a=shown[0], b=shown[1])
    return Problem(f"{min(a, b)} {max(a, b)}", question, multiply(a, b), str(a * b))
