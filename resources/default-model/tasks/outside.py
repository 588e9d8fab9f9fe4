"""Everything else: many kinds of questions whose only right answer here is that they were not learnt."""
from .problem import Problem, phrase
from .words import COMMON, invented

TOPICS = ("the moon landing, quantum physics, the weather, football, black holes, cooking, the stock market, love, history, "
          "politics, philosophy, climate change, evolution, gravity, the internet, art, jazz, religion, the brain, music, "
          "photosynthesis, computers, artificial intelligence, democracy, electricity, the Roman Empire, World War 2, dinosaurs, "
          "the universe, life, happiness, money, health, vaccines, space travel, blockchain, chess, poetry, language, dreams, "
          "Shakespeare, Einstein, Mozart, Napoleon, the president, the pyramids, DNA, atoms, robots, the economy").split(", ")
LANGUAGES = "French German Spanish Italian Chinese Japanese Latin Russian Greek Arabic Python Java Rust".split()
COUNTRIES = ("Mongolia Nepal Chile Ghana Iceland Vietnam Thailand Iran Iraq Bolivia Angola Laos Malta Estonia Latvia Nigeria "
             "Uganda Zambia Jamaica Panama Fiji Oman Qatar Atlantis Narnia").split()
TEMPLATES = (
    "What is {topic}?", "Explain {topic}.", "Tell me about {topic}.", "Why is {topic} important?", "Who invented {topic}?",
    "What do you think about {topic}?", "Write a poem about {topic}.", "Write an essay about {topic}.", "Summarize {topic}.",
    "Tell me a story about {word}.", "Tell me a joke.", "Tell me a joke about {word}.", "Sing a song about {word}.",
    "How does {topic} work?", "When did {topic} begin?", "Translate {word} to {language}.", "What is {word} in {language}?",
    "How do you say {word} in {language}?", "What is the capital of {country}?", "Who is the president of {country}?",
    "How many people live in {country}?", "What language do they speak in {country}?", "Where is {country}?",
    "How do I cook {word}?", "What is a {word}?", "What does {word} mean?", "Where can I buy a {word}?", "Define {word}.",
    "How much does a {word} cost?", "Who wrote {topic}?", "Write code in {language}.", "Write a program about {topic}.",
    "What is the weather like today?", "What time is it?", "Who won the world cup?", "What is the meaning of life?",
    "Can you drive a {word}?", "Do you like {word}?", "What is your favourite {word}?", "Give me a recipe for {word}.",
    "Draw a {word}.", "Play {topic}.", "Is {topic} dangerous?", "How old is {topic}?", "Why do people like {topic}?",
    "What is the best {word} in the world?", "Recommend a book about {topic}.", "What happened in the year {year}?",
    "Who was born in {year}?", "How tall is the {word}?", "How far is it to {country}?", "Should I buy a {word}?",
    "What is the square root of {year}?", "{word}", "{word} {word2}", "{topic}", "Why {word}?", "I feel {word}.",
    "I like {topic}.", "My {word} is broken.", "The {word} is {word2}.", "Describe {topic} in one sentence.",
    "What is the difference between {word} and {word2}?", "Imagine a {word} made of {word2}.", "Read the news about {topic}.",
    "Solve the equation of {topic}.", "Prove that {topic} exists.", "What will happen in {year}?", "Is there life on {country}?",
    "Who discovered {topic}?", "List some facts about {country}.", "Plan a trip to {country}.", "How do I get to {country}?",
    "What rhymes with {word}?", "Find a synonym for {word}.", "Fix my {word}.", "Open the {word}.", "Turn on the {word}.",
    "Please send an email to {word}.", "Set an alarm.", "What is the speed of {word}?", "How do I learn {language}?")


def make(random):
    fields = dict(topic=random.choice(TOPICS), language=random.choice(LANGUAGES), country=random.choice(COUNTRIES),
                  word=random.choice(COMMON) if random.random() < 0.8 else invented(random, 8), word2=random.choice(COMMON),
                  year=random.randint(1000, 2100))
    question = phrase(random, TEMPLATES, **fields)
    return Problem(question.lower().strip(".!? "), question, "outside what I learned.", "That is outside what I learned.")
