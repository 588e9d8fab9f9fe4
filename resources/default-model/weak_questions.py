"""Writes what the learning lab asks the default model: problems a little harder than it was trained on, with more
sentences, more to sort or larger numbers, of the training fold only, by a fixed seed. Needs nothing but Python.

    weak_questions.py [FILE]
"""
import os
import random

import tasks
from make_suite import write
from tasks import countdown, objects, sorting

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "..", "weak-domains.jsonl")
SEED, EACH = 20261127, 500


def larger_countdown(source):
    """With a number, or to a target, that the model never met."""
    while True:
        problem = countdown.make(source, largest=16, highest_target=200)
        *numbers, target = map(int, problem.key.split())
        if max(numbers) > 12 or target > 150:
            return problem


HARDER = {"objects": lambda source: objects.make(source, sentences=(6, 7)),
          "sorting": lambda source: sorting.make(source, words=(5, 5), numbers=(6, 6)),
          "countdown": larger_countdown}


def lines():
    """Every question once."""
    source = random.Random(SEED)
    for domain, make in HARDER.items():
        seen = set()
        while len(seen) < EACH:
            problem = make(source)
            if tasks.fold(domain, problem.key) == tasks.TRAINING and problem.question not in seen:
                seen.add(problem.question)
                yield {"task": domain, "question": problem.question, "answer": problem.answer}


if __name__ == "__main__":
    write(lines(), FILE)
