"""Writes the held-out suite: problems of the suite fold only, by a fixed seed. Needs nothing but Python.

    make_suite.py [FILE]
"""
import json
import os
import random
import sys

import tasks

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "..", "..", "tests", "data", "suite.jsonl")
SEED, EACH = 20250120, 45


def lines():
    """Every problem once, with its key, so that anyone can check on which side of the line it lies."""
    source = random.Random(SEED)
    for domain in tasks.DOMAINS:
        seen = set()
        while len(seen) < EACH:
            problem = tasks.draw(source, domain, tasks.SUITE)
            if problem.key not in seen:
                seen.add(problem.key)
                yield {"domain": domain, "question": problem.question, "answer": problem.answer, "problem": problem.key}


def write(lines, standard):
    """JSON lines, into the file that the command line names or else the standard one."""
    with open(sys.argv[1] if len(sys.argv) > 1 else standard, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(lines(), FILE)
