"""What a problem is, and how a question is worded."""
from dataclasses import dataclass


@dataclass
class Problem:
    key: str  # the content without its wording: equal keys are the same problem
    question: str
    thought: str
    answer: str


OPENINGS = ("please ", "Please ", "hi, ", "Hello, ", "hey, ", "ok, ", "Can you tell me: ", "now ", "Tell me, ", "next: ")
CLOSINGS = (" please", ", please", " thanks", " Thank you")


def phrase(random, templates, **fields):
    """A template as a person might type it: sometimes lower case, without the last mark, or with a polite word."""
    text = random.choice(templates)
    roll = random.random()
    if roll < 0.25:
        text = text.lower()
    if random.random() < 0.3:
        text = text.rstrip("?.! ")
    roll = random.random()
    if roll < 0.1:
        first = text[:1] if text.startswith("{") else text[:1].lower()
        text = random.choice(OPENINGS) + first + text[1:]
    elif roll < 0.14:
        text = text.rstrip("?.! ") + random.choice(CLOSINGS)
    return text.format(**fields)


def number(random, digits):
    """A number of at most that many digits; every length is about as likely."""
    length = random.randint(1, digits)
    return random.randint(0 if length == 1 else 10 ** (length - 1), 10 ** length - 1)
