"""Words to be spelt, reversed and sorted: common ones, and invented ones so that spelling is learnt, not remembered."""

COMMON = """apple banana cherry grape lemon melon orange peach pear plum strawberry blueberry raspberry pineapple mango olive
potato tomato carrot onion garlic pepper cabbage lettuce spinach pumpkin bread butter cheese coffee sugar honey chocolate
cookie sandwich dinner breakfast kitchen bottle glass plate spoon knife basket garden flower forest mountain river ocean
island beach desert valley bridge street village city country planet moon star sun cloud rain snow wind storm thunder
lightning winter summer autumn spring morning evening night today tomorrow yesterday week month year hour minute second
animal horse sheep goat chicken duck goose rabbit tiger lion elephant monkey giraffe zebra kangaroo penguin dolphin whale
shark turtle snake spider butterfly mosquito eagle parrot pigeon kitten puppy hamster doctor teacher student farmer driver
engineer artist singer dancer writer painter soldier king queen prince princess father mother brother sister uncle cousin
friend neighbor baby child children people person computer keyboard window door table chair pillow blanket mirror candle
lamp clock phone camera radio television paper pencil eraser letter envelope book library school museum hospital church
station airport train bicycle airplane helicopter rocket engine wheel hammer ladder bucket shovel needle button pocket
shirt jacket sweater trousers shoes socks gloves scarf hat umbrella ring necklace silver golden purple yellow green blue
black white orange happy angry hungry thirsty tired brave clever gentle quiet loud strong weak heavy light simple difficult
science history music mathematics language grammar sentence alphabet number question answer problem solution machine model
memory expert attention token vector matrix tensor network layer hello world mississippi bookkeeper balloon committee
address success possible necessary beginning different tennis puzzle bubble coconut banjo rhythm level radar racecar noon
dog cat cow pig bird fish tree leaf root seed egg milk salt rice soup cake pie box bag key map pen cup bed car bus ship
boat road hill lake sea sky fire ice iron gold wood stone sand glass wall roof floor room house home garden yes no""".split()
CONSONANTS, VOWELS = "bcdfghjklmnprstvwxyz", "aeiou"


def invented(random, longest):
    if random.random() < 0.35:  # a familiar beginning, an unfamiliar end
        start = random.choice(COMMON)
        start = start[:random.randint(1, min(len(start), longest - 1))]
        return start + "".join(random.choice(CONSONANTS + VOWELS) for _ in range(random.randint(1, longest - len(start))))
    length = random.randint(2, longest)
    turn = random.random() < 0.5
    text = ""
    while len(text) < length:
        text += random.choice(VOWELS if turn else CONSONANTS)
        turn = not turn if random.random() < 0.8 else turn
    return text


def word(random, longest=10):
    if random.random() < 0.5:
        return invented(random, longest)
    while True:
        common = random.choice(COMMON)
        if len(common) <= longest:
            return common
