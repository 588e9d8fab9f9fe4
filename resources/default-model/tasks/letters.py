"""Counting letters: the word is spelt out, and every hit carries the count so far."""
from .problem import Problem, phrase
from .words import word

COUNT = ("How many {c} are in {w}?", "How many {c}'s are in {w}?", "How many times does {c} occur in {w}?",
         "How many letters {c} does {w} have?", "Count the {c} in {w}.", "count {c} in {w}", "number of {c} in {w}",
         "How often does the letter {c} appear in {w}?", "How many {c}s are there in the word {w}?",
         "Count the letter {c} in the word {w}.", "How many {c} in {w}?", "In the word {w}, how many {c} are there?")
LENGTH = ("How many letters does {w} have?", "How many letters are in {w}?", "Count the letters in {w}.", "length of {w}",
          "How long is the word {w}?", "How many letters are in the word {w}?", "number of letters in {w}")
VOWELS = ("How many vowels are in {w}?", "Count the vowels in {w}.", "number of vowels in {w}",
          "How many vowels does the word {w} have?")


def spell_and_count(text, hit):
    count, parts = 0, []
    for letter in text:
        count += hit(letter)
        parts.append(f"{letter}{count}" if hit(letter) else letter)
    return " ".join(parts) + f". So {count}.", str(count)


def make(random):
    w = word(random, 12)
    roll = random.random()
    shown = f'"{w}"' if random.random() < 0.12 else w.capitalize() if random.random() < 0.06 else w
    if roll < 0.2:
        thought, answer = spell_and_count(w, lambda letter: True)
        return Problem(f"length {w}", phrase(random, LENGTH, w=shown), thought, answer)
    if roll < 0.3:
        thought, answer = spell_and_count(w, lambda letter: letter in "aeiou")
        return Problem(f"vowels {w}", phrase(random, VOWELS, w=shown), thought, answer)
    c = random.choice("abcdefghijklmnopqrstuvwxyz" if random.random() < 0.15 else w)
    thought, answer = spell_and_count(w, lambda letter: letter == c)
    shown_letter = f'"{c}"' if random.random() < 0.1 else c
    return Problem(f"{c} {w}", phrase(random, COUNT, w=shown, c=shown_letter), f"{c}: {thought}", answer)
