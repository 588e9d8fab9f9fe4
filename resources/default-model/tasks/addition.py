"""Sums of two numbers up to four digits, sometimes of three small ones."""
from .problem import Problem, number, phrase
from .steps import add

TWO = ("What is {a} + {b}?", "{a}+{b}", "{a} + {b}", "{a} + {b} = ?", "{a}+{b}=", "What is {a} plus {b}?", "{a} plus {b}",
       "Add {a} and {b}.", "What is the sum of {a} and {b}?", "Compute {a} + {b}.", "Calculate {a} plus {b}.",
       "How much is {a} + {b}?", "How much is {a} and {b} together?", "What do you get when you add {a} to {b}?",
       "Sum of {a} and {b}", "What's {a} + {b}?", "what is {a}+{b}?", "Find the sum of {a} and {b}.", "Solve {a} + {b}.",
       "What does {a} plus {b} equal?", "I have {a} apples and get {b} more. How many do I have?",
       "There are {a} birds and {b} more come. How many birds are there?", "{a} and {b}, what is the total?")
THREE = ("What is {a} + {b} + {c}?", "{a}+{b}+{c}", "Add {a}, {b} and {c}.", "What is the sum of {a}, {b} and {c}?",
         "{a} plus {b} plus {c}", "Compute {a} + {b} + {c}.", "How much is {a} + {b} + {c}?")


def make(random):
    if random.random() < 0.1:
        a, b, c = (number(random, 2) for _ in range(3))
        thought = add(a, b) + " " + add(a + b, c)
        return Problem(" ".join(map(str, sorted((a, b, c)))), phrase(random, THREE, a=a, b=b, c=c), thought, str(a + b + c))
    a, b = number(random, 4), number(random, 4)
    return Problem(f"{min(a, b)} {max(a, b)}", phrase(random, TWO, a=a, b=b), add(a, b), str(a + b))
