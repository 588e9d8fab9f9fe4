"""Sorting by insertion: the thought compares the next item with those in order, and shows the list grown by it.

Words are compared by their beginnings up to the first letter that differs."""
import bisect
import os

from .problem import Problem, phrase
from .words import COMMON

UP = ("Sort {w}.", "Sort the numbers {w}.", "Sort these numbers: {w}", "Put {w} in order.", "Sort from smallest to largest: {w}",
      "Order the numbers {w} from smallest to largest.", "sort {w} ascending", "Arrange {w} in ascending order.",
      "Sort the list {w}.", "sort: {w}", "Put these numbers in order: {w}")
DOWN = ("Sort {w} from largest to smallest.", "Sort in descending order: {w}", "sort {w} descending",
        "Order the numbers {w} from largest to smallest.", "Arrange {w} in descending order.")
WORDS = ("Sort the words {w}.", "Sort these words: {w}", "Sort alphabetically: {w}", "Put {w} in alphabetical order.",
         "Order the words {w} alphabetically.", "Arrange these words alphabetically: {w}", "sort {w}")


def compared(item, other):
    """The two with the sign between them; words by no more letters than are needed."""
    sign = "<" if item < other else ">"
    if isinstance(item, str):
        alike = len(os.path.commonprefix([item, other]))
        item, other = item[:alike + 1], other[:alike + 1]
    return f"{item} {sign} {other}"


def insert_one_by_one(items, key):
    done, lines = [], []
    for item in items:
        place = bisect.bisect_right([key(other) for other in done], key(item))
        met = done[:place + 1]  # those before it, and the first that comes after it
        done.insert(place, item)
        steps = ", ".join(compared(item, other) for other in met)
        lines.append((f"+{item}: {steps}: " if lines else "") + " ".join(map(str, done)))
    return "; ".join(lines) + ".", ", ".join(map(str, done))


def make(random, words=(3, 4), numbers=(3, 5)):
    if random.random() < 0.35:
        items = random.sample(COMMON, random.randint(*words))
        items = list(dict.fromkeys(items))
        templates, key = WORDS, str
    else:
        largest = random.choice((9, 99, 99, 999))
        items = random.sample(range(largest + 1), random.randint(*numbers))
        down = random.random() < 0.25
        templates, key = (DOWN, lambda value: -value) if down else (UP, lambda value: value)
    thought, answer = insert_one_by_one(items, key)
    separator = ", " if random.random() < 0.8 else " "
    shown = separator.join(map(str, items))
    if separator == ", " and random.random() < 0.25:
        shown = " and ".join(shown.rsplit(", ", 1))
    return Problem(answer, phrase(random, templates, w=shown), thought, answer)
