"""Reach a target with three numbers: for each number taken last, what would the other two have to give?"""
from .problem import Problem, phrase

TEMPLATES = ("Use {a}, {b} and {c} to make {t}.", "Make {t} from {a}, {b} and {c}.", "Reach {t} with {a}, {b}, {c}.",
             "Countdown: {a}, {b}, {c}. Target {t}.", "Numbers {a} {b} {c}, target {t}", "Get {t} using {a}, {b} and {c}.",
             "How can I make {t} from {a}, {b} and {c}?", "With {a}, {b} and {c} make {t}.", "countdown {a} {b} {c} = {t}",
             "Find a way to get {t} from the numbers {a}, {b}, {c}.", "Combine {a}, {b} and {c} to reach {t}.")


def pair_values(a, b):
    """The results of two numbers, with the larger first so that none is negative."""
    high, low = max(a, b), min(a, b)
    return [(high + low, f"{high}+{low}"), (high - low, f"{high}-{low}"), (high * low, f"{high}*{low}")]


def wanted_values(last, target):
    """What the pair must give so that one more operation with the last number hits the target."""
    found = [(abs(target - last), "+" if target >= last else "from"), (target + last, "-")]
    if target % last == 0:
        found.append((target // last, "*"))
    return found


def join(text, operation, last):
    if operation == "from":
        return f"{last}-({text})"
    if operation == "*" and "*" not in text:
        return f"({text})*{last}"
    return f"{text}{operation}{last}"


def search(numbers, target):
    """The thought, and the expression; each value that is needed is looked for at once among what the pair gives."""
    lines = []
    for last in numbers:
        rest = list(numbers)
        rest.remove(last)
        pairs, wanted = pair_values(*rest), wanted_values(last, target)
        signs = {"+": f"{target}-{last}", "from": f"{last}-{target}", "-": f"{target}+{last}", "*": f"{target}/{last}"}
        line = f"{last} last: " + ", ".join(f"{text}={value}" for value, text in pairs) + "; need "
        for value, operation in wanted:
            line += f"{signs[operation]}={value}, "
            for have, text in pairs:
                if have == value:
                    found = join(text, operation, last)
                    return lines + [f"{line}{text}={value}, yes, so {found}."], found
            line += "no, "
        lines.append(line[:-2] + ".")
    return lines, None


def make(random, largest=12, highest_target=150):
    while True:
        numbers = [random.randint(1, largest) for _ in range(3)]
        random.shuffle(numbers)
        a, b, c = numbers
        value, text = random.choice(pair_values(a, b))
        target = random.choice((value + c, abs(value - c), value * c))
        if 1 <= target <= highest_target:
            break
    shown = random.sample(numbers, 3)
    lines, answer = search(shown, target)
    question = phrase(random, TEMPLATES, a=shown[0], b=shown[1], c=shown[2], t=target)
    return Problem(" ".join(map(str, sorted(numbers))) + f" {target}", question, " ".join(lines), answer)
