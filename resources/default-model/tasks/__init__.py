"""All domains, and the line between what is trained and what is held out.

A problem is held out by a stable hash of its *content* (its key), whatever the wording of the question, so that no
training sample can ever be a problem of the suite.
"""
import hashlib

from . import (addition, chat, comparison, countdown, dates, division, facts, letters, multiplication, objects, ordering,
               outside, reversing, sorting, subtraction, units)

MODULES = (addition, subtraction, multiplication, division, comparison, letters, reversing, sorting, units, dates, objects,
           ordering, countdown, chat, facts, outside)
BY_DOMAIN = {module.__name__.rsplit(".", 1)[-1]: module for module in MODULES}
DOMAINS = tuple(BY_DOMAIN)
TRAINING, VALIDATION, SUITE = "training", "validation", "suite"


def fold(domain, key):
    """10 % of all problems are for the suite, 4 % for choosing the mix while training, the rest to learn from."""
    digest = hashlib.sha256(f"{domain}|{key}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2 ** 32
    return SUITE if share < 0.10 else VALIDATION if share < 0.14 else TRAINING


def draw(random, domain, wanted=TRAINING):
    """One problem of the domain from the wanted fold."""
    while True:
        problem = BY_DOMAIN[domain].make(random)
        if fold(domain, problem.key) == wanted:
            return problem
