"""Differences of numbers up to four digits; when the result is negative the numbers are turned around first."""
from .problem import Problem, number, phrase
from .steps import subtract

TEMPLATES = ("What is {a} - {b}?", "{a}-{b}", "{a} - {b}", "{a} - {b} = ?", "{a}-{b}=", "What is {a} minus {b}?",
             "{a} minus {b}", "Subtract {b} from {a}.", "Take {b} away from {a}.", "Compute {a} - {b}.",
             "Calculate {a} minus {b}.", "How much is {a} - {b}?", "What's {a} - {b}?", "what is {a}-{b}?",
             "What do you get when you subtract {b} from {a}?", "Solve {a} - {b}.", "How much is {a} minus {b}?")
STORIES = ("I have {a} apples and give away {b}. How many are left?", "What is {a} less {b}?",
           "What is the difference between {a} and {b}?", "There were {a} birds and {b} flew away. How many are left?",
           "A book has {a} pages and I read {b}. How many pages are left?")


def make(random):
    a, b = number(random, 4), number(random, 4)
    if a < b and random.random() < 0.75:
        a, b = b, a
    question = phrase(random, TEMPLATES if a < b or random.random() < 0.75 else STORIES, a=a, b=b)
    thought = subtract(a, b) if a >= b else f"{a} < {b}, so turn around. {subtract(b, a)} So -{b - a}."
    return Problem(f"{a} {b}", question, thought, str(a - b))
