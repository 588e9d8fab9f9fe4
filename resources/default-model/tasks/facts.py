"""Small facts that the model simply knows. They cannot be held out, so here only the wording of a question is."""
from .problem import Problem, phrase

CAPITALS = dict(pair.split(":") for pair in (
    "France:Paris Germany:Berlin Italy:Rome Spain:Madrid Japan:Tokyo China:Beijing Russia:Moscow England:London Egypt:Cairo "
    "Greece:Athens Portugal:Lisbon Austria:Vienna Poland:Warsaw Sweden:Stockholm Norway:Oslo Finland:Helsinki Denmark:Copenhagen "
    "Ireland:Dublin Canada:Ottawa Brazil:Brasilia Kenya:Nairobi Cuba:Havana Peru:Lima Turkey:Ankara Hungary:Budapest").split())
OPPOSITES = dict(pair.split(":") for pair in (
    "hot:cold big:small tall:short fast:slow old:young up:down left:right day:night light:dark open:closed rich:poor "
    "happy:sad full:empty hard:soft high:low early:late wet:dry clean:dirty good:bad true:false first:last begin:end "
    "strong:weak heavy:light new:old black:white yes:no in:out win:lose push:pull").split())
SOUNDS = dict(pair.split(":") for pair in "dog:woof cat:meow cow:moo sheep:baa duck:quack pig:oink lion:roar".split())
LEGS = dict(pair.split(":") for pair in (
    "dog:4 cat:4 horse:4 cow:4 bird:2 chicken:2 spider:8 ant:6 bee:6 fish:0 snake:0 human:2 octopus:8").split())
MONTHS = dict(pair.split(":") for pair in (
    "January:31 February:28 March:31 April:30 May:31 June:30 July:31 August:31 September:30 October:31 November:30 "
    "December:31").split())
COLOURS = dict(pair.split(":") for pair in (
    "grass:green sky:blue snow:white blood:red banana:yellow coal:black milk:white tomato:red lemon:yellow").split())
KINDS = (
    (CAPITALS, "the capital of {x} is {y}.", ("What is the capital of {x}?", "What's the capital of {x}?", "capital of {x}",
     "Which city is the capital of {x}?", "Name the capital of {x}.", "Do you know the capital of {x}?", "{x} capital",
     "Tell me the capital of {x}.", "What is the capital city of {x}?", "{x} has which capital?"), 4),
    (OPPOSITES, "the opposite of {x} is {y}.", ("What is the opposite of {x}?", "What's the opposite of {x}?", "opposite of {x}",
     "Name the opposite of {x}.", "Tell me the opposite of {x}.", "Which word is the opposite of {x}?", "not {x} but what?"), 4),
    (SOUNDS, "a {x} says {y}.", ("What does a {x} say?", "What sound does a {x} make?", "Which sound does the {x} make?",
     "How does a {x} sound?"), 1),
    (LEGS, "a {x} has {y} legs.", ("How many legs does a {x} have?", "How many legs has a {x}?", "legs of a {x}",
     "Number of legs of a {x}?"), 1),
    (MONTHS, "{x} has {y} days.", ("How many days does {x} have?", "How many days are in {x}?", "days in {x}",
     "How long is {x} in days?"), 1),
    (COLOURS, "the colour of {x} is {y}.", ("What colour is {x}?", "What color is {x}?", "Which colour has {x}?",
     "colour of {x}"), 1))
WEIGHTS = [kind[3] for kind in KINDS]


def make(random):
    table, thought, templates, _ = random.choices(KINDS, WEIGHTS)[0]
    x, y = random.choice(list(table.items()))
    question = phrase(random, templates, x=x, y=y)
    return Problem(question, question, thought.format(x=x, y=y), y)
