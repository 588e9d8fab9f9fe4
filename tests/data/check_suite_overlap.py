"""Shows that no problem of suite.jsonl can ever be trained on. Needs nothing but Python.

Training draws from one fold of a hash over a problem's content, the suite from another. So it is enough that every
line of the suite lies in the suite's fold; a large sample of training problems is compared all the same.
"""
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "..", "..", "resources", "default-model"))

import make_suite  # noqa: E402
import tasks  # noqa: E402


def check(samples):
    with open(os.path.join(HERE, "suite.jsonl"), encoding="utf-8") as file:
        suite = [json.loads(line) for line in file]
    assert suite == list(make_suite.lines()), "suite.jsonl is not what make_suite.py writes"
    for line in suite:
        assert tasks.fold(line["domain"], line["problem"]) == tasks.SUITE, f"not held out: {line}"
    problems = {(line["domain"], line["problem"]) for line in suite}
    questions = {line["question"] for line in suite}
    source = random.Random(7)
    for _ in range(samples):
        domain = source.choice(tasks.DOMAINS)
        problem = tasks.draw(source, domain)
        assert (domain, problem.key) not in problems, f"trained on {domain} {problem.key}"
        assert problem.question not in questions, f"trained on the question {problem.question}"
    print(f"{len(suite)} problems in {len(tasks.DOMAINS)} domains, none among {samples} training problems")


if __name__ == "__main__":
    check(int(sys.argv[1]) if len(sys.argv) > 1 else 200000)
