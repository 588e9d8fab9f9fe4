"""Reversing a word or a list: every item gets its place, then the places are read from the last to the first."""
from .problem import Problem, phrase
from .words import COMMON, word

WORD = ("Reverse the word {w}.", "Reverse {w}.", "What is {w} backwards?", "Spell {w} backwards.", "Write {w} backwards.",
        "{w} reversed", "Turn the word {w} around.", "What is the reverse of {w}?", "Write the word {w} in reverse.",
        "How do you spell {w} backwards?", "Say {w} in reverse.", "backwards: {w}")
LIST = ("Reverse the list {w}.", "Reverse the list: {w}", "Reverse this list: {w}", "Reverse {w}.", "reverse: {w}",
        "Write the list {w} in reverse order.", "What is the list {w} backwards?", "Put {w} in reverse order.",
        "Turn the list around: {w}")


def make(random):
    if random.random() < 0.6:
        w = word(random, 10)
        places = [f"{letter}{place}" for place, letter in enumerate(w, 1)]
        thought = " ".join(places) + "; " + " ".join(reversed(places)) + "."
        shown = f'"{w}"' if random.random() < 0.1 else w
        return Problem(w, phrase(random, WORD, w=shown), thought, w[::-1])
    if random.random() < 0.6:
        items = [str(random.randint(0, 99)) for _ in range(random.randint(3, 6))]
    else:
        items = random.sample(COMMON, random.randint(3, 5))
    places = [f"#{place} {item}" for place, item in enumerate(items, 1)]
    thought = " ".join(places) + "; " + " ".join(reversed(places)) + "."
    shown = ", ".join(items) if random.random() < 0.8 else " ".join(items)
    return Problem(" ".join(items), phrase(random, LIST, w=shown), thought, ", ".join(reversed(items)))
