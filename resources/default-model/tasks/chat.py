"""Small talk. Only the wording can be held out here."""
from .ordering import NAMES
from .problem import Problem

PARTS = ("", "Hi, ", "Hello, ", "Hey, ", "Good morning, ", "Oh, ", "So, ", "Well, ", "OK, ", "And ", "Please, ", "Hi there! ",
         "Dear model, ", "One more thing: ", "Sorry, ", "Hello! ", "Good day, ")
ENDS = ("", "", "", " please", " friend", " now", " today", " my friend", " buddy", " again", " then", " Deepscope")
MARKS = ("", ".", "!", "?")
TALK = (
    (("hello", "hi", "hey", "hi there", "hello there", "good morning", "good evening", "good afternoon", "hey there", "howdy",
      "greetings", "good day", "hello hello", "hiya", "yo"),
     "a greeting.", "Hello! What shall we work out?"),
    (("thanks", "thank you", "thank you very much", "many thanks", "thanks a lot", "thx", "great, thanks", "thank you so much",
      "that helped, thanks", "nice, thank you", "cool, thanks", "well done", "great", "nice", "good job", "very good"),
     "thanks.", "You are welcome!"),
    (("bye", "goodbye", "see you", "good night", "see you later", "bye bye", "that is all", "until next time", "farewell",
      "I have to go", "see you tomorrow"),
     "a farewell.", "Goodbye!"),
    (("who are you", "what are you", "what is your name", "who am I talking to", "tell me about yourself", "introduce yourself",
      "what model are you", "are you a robot", "are you human", "are you a person", "what's your name", "who made you",
      "do you have a name", "are you an AI", "are you a machine"),
     "a question about me.", "I am the small default model of Deepscope."),
    (("what can you do", "help", "help me", "how can you help", "what do you know", "what are you able to do",
      "what can I ask you", "what should I ask", "what are your skills", "can you help me", "show me what you can do",
      "what questions can you answer", "what did you learn", "how do I use you", "give me some examples"),
     "a question about what I can do.",
     "I can calculate, compare, sort, reverse, count letters, convert units, work with dates and solve small puzzles."),
    (("how are you", "how do you do", "are you ok", "how is it going", "how are you doing", "how do you feel", "are you well",
      "what's up", "how's it going", "are you fine"),
     "a polite question.", "I am fine, thank you. What shall we work out?"),
    (("how do you work", "how do you think", "what is inside you", "how are you built", "are you a neural network",
      "how big are you", "do you use experts", "what is a mixture of experts", "how many experts do you have"),
     "a question about how I work.",
     "I am a small network: a few layers of attention, and experts of which some work on each token."),
    (("yes", "no", "ok", "sure", "maybe", "I see", "okay", "alright", "fine", "good", "right", "understood"),
     "a short remark.", "All right. Ask me something!"))
NAMING = ("my name is {name}", "I am {name}", "I'm {name}", "call me {name}", "this is {name}", "here is {name}",
          "you can call me {name}")


def make(random):
    begin, end, mark = random.choice(PARTS), random.choice(ENDS), random.choice(MARKS)
    if random.random() < 0.12:
        name = random.choice(NAMES)
        text, end = random.choice(NAMING).format(name=name), ""
        thought, answer = f"a name: {name}.", f"Hello {name}! What shall we work out?"
    else:
        texts, thought, answer = random.choice(TALK)
        text = random.choice(texts)
    if random.random() < 0.35:
        begin = ""
    question = begin + text + end + mark
    roll = random.random()
    question = question[0].upper() + question[1:] if roll < 0.5 else question.lower() if roll < 0.6 and "name" not in thought else question
    return Problem(question.lower().strip(".!? "), question, thought, answer)
