"""Writes the questions of the default model's weak domains that the learning lab asks: problems of the training fold only,
by a fixed seed. Needs nothing but Python.

    weak_questions.py [FILE]
"""
import os
import random

import tasks
from make_suite import write

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "..", "weak-domains.jsonl")
SEED, EACH = 20261127, 500
WEAK = ("objects", "sorting", "countdown")


def lines():
    """Every question once."""
    source = random.Random(SEED)
    for domain in WEAK:
        seen = set()
        while len(seen) < EACH:
            problem = tasks.draw(source, domain)
            if problem.question not in seen:
                seen.add(problem.question)
                yield {"task": domain, "question": problem.question, "answer": problem.answer}


if __name__ == "__main__":
    write(lines(), FILE)
