"""Properties of things in a short scene; the thought reads its sentences in order, up to the one with the answer."""
from .problem import Problem, phrase

COLOURS = "red green blue yellow black white brown pink grey purple orange silver".split()
THINGS = ("apple ball box cup book hat chair car shoe key pen lamp bag door coat bottle spoon ring candle clock basket "
          "bowl knife phone kite").split()
PLACES = ("on the table", "in the box", "under the bed", "on the shelf", "in the garden", "behind the door", "near the window",
          "in the kitchen", "on the floor", "in the car", "under the tree", "on the chair", "in the bag", "next to the lamp")
COLOUR = ("What colour is the {thing}?", "What color is the {thing}?", "Which colour does the {thing} have?",
          "What is the colour of the {thing}?", "colour of the {thing}?")
WHICH = ("What is {colour}?", "Which thing is {colour}?", "Which object is {colour}?", "What object is {colour}?")
WHERE = ("Where is the {thing}?", "Where can I find the {thing}?", "In which place is the {thing}?")
THERE = ("What is {place}?", "Which thing is {place}?", "Which object is {place}?")
COLOUR_THERE = ("What colour is the thing {place}?", "What is the colour of the object {place}?",
                "What color is the thing {place}?")
KINDS = (COLOUR, WHICH, WHERE, THERE, COLOUR_THERE)


def make(random, sentences=(1, 4)):
    count = random.randint(*sentences)
    scene = list(zip(random.sample(THINGS, count), random.sample(COLOURS, count), random.sample(PLACES, count)))
    lines = [f"the {colour} {thing} is {place}" if random.random() < 0.7 else f"{place} is the {colour} {thing}"
             for thing, colour, place in scene]
    wanted = random.randrange(count)
    thing, colour, place = scene[wanted]
    kind = random.choice(KINDS)
    answer = {COLOUR: colour, WHICH: thing, WHERE: place, THERE: thing, COLOUR_THERE: colour}[kind]
    question = random.choice(kind).format(thing=thing, colour=colour, place=place)
    if random.random() < 0.8 or count == 1:
        story = " ".join(f"{line[0].upper()}{line[1:]}." for line in lines)
    else:
        story = ", ".join(lines[:-1]) + " and " + lines[-1] + "."
        story = story[0].upper() + story[1:]
    if random.random() < 0.15:
        story, question = story.lower(), question.lower().rstrip("?")
    key = f"{KINDS.index(kind)} {wanted} " + ";".join(" ".join(item) for item in scene)
    asked = {COLOUR: thing, WHICH: colour, WHERE: thing, THERE: place, COLOUR_THERE: place}[kind]
    read = "".join(f"{line}, no; " for line in lines[:wanted])
    return Problem(key, f"{story} {question}", f"{asked}: {read}{lines[wanted]}, yes, so {answer}.", answer)
