"""Weekdays and months by counting on, and dates a few days later."""
from .problem import Problem, phrase

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
AFTER = ("What day is {n} {unit} after {x}?", "Which day is {n} {unit} after {x}?", "What comes {n} {unit} after {x}?",
         "{n} {unit} after {x}", "Today is {x}. What is it in {n} {unit}?", "If it is {x} now, what is it in {n} {unit}?",
         "It is {x}. Which one is it {n} {unit} later?", "{x} plus {n} {unit}", "What is {x} plus {n} {unit}?")
BEFORE = ("What day is {n} {unit} before {x}?", "Which day is {n} {unit} before {x}?", "What comes {n} {unit} before {x}?",
          "{n} {unit} before {x}", "Today is {x}. What was it {n} {unit} ago?", "It is {x}. What was it {n} {unit} earlier?",
          "{x} minus {n} {unit}")
NEXT = ("What comes after {x}?", "What {unit} comes after {x}?", "Which {unit} follows {x}?", "What is the {unit} after {x}?",
        "If this {unit} is {x}, what is the next {unit}?", "next {unit} after {x}")
PREVIOUS = ("What comes before {x}?", "What {unit} comes before {x}?", "What is the {unit} before {x}?",
            "If this {unit} is {x}, what was the last {unit}?", "{unit} before {x}")
DATES = ("What is the date {n} days after {x}?", "What date is {n} days after {x}?", "{n} days after {x}", "{x} plus {n} days",
         "Today is {x}. What is the date in {n} days?", "Which date comes {n} days after {x}?")


def counting(random):
    names, unit = random.choice(((DAYS, "day"), (MONTHS, "month")))
    start, n = random.randrange(len(names)), random.randint(1, 12)
    direction = 1 if random.random() < 0.65 else -1
    steps = [f"{k} {names[(start + direction * k) % len(names)]}" for k in range(1, n + 1)]
    answer = steps[-1].split()[1]
    if n == 1 and random.random() < 0.7:
        question = phrase(random, NEXT if direction > 0 else PREVIOUS, x=names[start], unit=unit)
    else:
        templates = AFTER if direction > 0 else BEFORE
        question = phrase(random, templates, x=names[start], n=n, unit=unit if n == 1 else unit + "s")
        if unit == "month":
            question = question.replace("hat day", "hat month").replace("hich day", "hich month")
    word = "after" if direction > 0 else "before"
    return Problem(f"{n} {word} {names[start]}", question, f"{n} {word} {names[start]}: {', '.join(steps)}.", answer)


def later(random):
    month, n = random.randrange(12), random.randint(1, 20)
    day = random.randint(1, LENGTHS[month])
    total, length, name = day + n, LENGTHS[month], MONTHS[month]
    thought = f"{day}+{n}={total}. {name} has {length} days. "
    if total <= length:
        answer = f"{name} {total}"
        thought += f"{total} is in {name}."
    else:
        answer = f"{MONTHS[(month + 1) % 12]} {total - length}"
        thought += f"{total}-{length}={total - length}, after {name} comes {MONTHS[(month + 1) % 12]}."
    return Problem(f"{n} after {name} {day}", phrase(random, DATES, x=f"{name} {day}", n=n), thought, answer)


def make(random):
    return counting(random) if random.random() < 0.6 else later(random)
