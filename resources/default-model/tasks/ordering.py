"""Who is tallest: every statement is turned to "more > less", then the chain is joined."""
from .problem import Problem

NAMES = ("Ann Bob Carl Dan Eva Fred Gina Hans Ida Jack Kim Leo Mia Nina Otto Paul Rosa Sam Tom Uma Vera Will Anna Ben Clara "
         "David Emma Frank Lisa Max").split()
# more, less, most, least
SCALES = (("taller", "shorter", "tallest", "shortest"), ("older", "younger", "oldest", "youngest"),
          ("faster", "slower", "fastest", "slowest"), ("heavier", "lighter", "heaviest", "lightest"),
          ("stronger", "weaker", "strongest", "weakest"), ("richer", "poorer", "richest", "poorest"),
          ("bigger", "smaller", "biggest", "smallest"))
ASK = ("Who is the {x}?", "Who is {x}?", "Which one is the {x}?", "Who is the {x} of them?", "Tell me who is {x}.")


def make(random):
    count = random.choice((2, 3, 3, 4))
    chain = random.sample(NAMES, count)
    more, less, most, least = random.choice(SCALES)
    pairs = list(zip(chain, chain[1:]))
    if random.random() < 0.6:
        random.shuffle(pairs)
    lines = [f"{a} is {more} than {b}" if random.random() < 0.65 else f"{b} is {less} than {a}" for a, b in pairs]
    wanted = random.random() < 0.6
    question = random.choice(ASK).format(x=most if wanted else least)
    if random.random() < 0.8 or len(lines) == 1:
        story = " ".join(line + "." for line in lines)
    else:
        story = ", ".join(lines[:-1]) + " and " + lines[-1] + "."
    if random.random() < 0.2:
        question = question.lower().rstrip("?.")
    answer = chain[0] if wanted else chain[-1]
    relation = more
    thought = (", ".join(f"{a} > {b}" for a, b in pairs) + "; " + " > ".join(chain)
               + f". The {most if wanted else least} is {answer}.")
    key = f"{relation} {' '.join(chain)} {int(wanted)}"
    return Problem(key, f"{story} {question}", thought, answer)
