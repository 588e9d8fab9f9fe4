"""Chooses the vocabulary and writes vocabulary.json.

Apart from special pieces, bytes and single characters there are only word *beginnings*: the most frequent ones of the
training text. So frequent words are one piece each, while a word that has to be spelt falls into one beginning and
then single letters, and a digit never joins with anything.
"""
import collections
import json
import os
import random
import string
import sys

import tasks
from tokenizer import BYTE, CONTROL, NORMAL, SPACE, UNKNOWN, USER

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "vocabulary.json")
SPECIAL = (("<unk>", UNKNOWN), ("<s>", CONTROL), ("<|end|>", CONTROL), ("<|user|>", CONTROL), ("<|assistant|>", CONTROL),
           ("<think>", USER), ("</think>", USER), ("<answer>", USER), ("</answer>", USER))
CHARACTERS = SPACE + "".join(c for c in string.printable if not c.isspace()) + "×÷−–—°’‘“”…€£éèüöäñ"


def beginnings(text):
    """Prefixes that a piece may be: a mark alone, or letters only."""
    for word in text.split():
        for end in range(1, len(word) + 1):
            prefix = word[:end]
            if prefix.isascii() and (prefix.isalpha() or (end == 1 and not prefix.isdigit())):
                yield SPACE + prefix
            else:
                break


def frequent_beginnings(count, samples=60000):
    source, found = random.Random(1), collections.Counter()
    for _ in range(samples):
        problem = tasks.draw(source, source.choice(tasks.DOMAINS))
        for text in (problem.question, problem.thought, problem.answer):
            found.update(beginnings(text))
    letters = [SPACE + letter for letter in string.ascii_letters]  # for spelling: each letter is one piece
    frequent = [piece for piece, _ in found.most_common(count)]
    return frequent + [piece for piece in letters if piece not in frequent]


def main(count=640):
    pieces, types = [list(column) for column in zip(*SPECIAL)]
    scores = [0.0] * len(pieces)
    for byte in range(256):
        pieces.append(f"<0x{byte:02X}>"), types.append(BYTE), scores.append(0.0)
    for rank, piece in enumerate(frequent_beginnings(count)):
        pieces.append(piece), types.append(NORMAL), scores.append(-float(rank))
    for character in CHARACTERS:
        pieces.append(character), types.append(NORMAL), scores.append(-10000.0)
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump({"pieces": pieces, "scores": scores, "types": types}, file, ensure_ascii=False, indent=0)
    print(len(pieces), "pieces")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
