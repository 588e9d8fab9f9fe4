"""The text of a conversation, and which of its tokens are to be learnt."""
BEGIN, END, USER, ASSISTANT = "<s>", "<|end|>", "<|user|>", "<|assistant|>"
# The template in the model file: earlier thoughts are left out, as reasoning models are usually used.
TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'assistant' %}<|assistant|>"
    "{% if '</think>' in message['content'] %}{{ message['content'].split('</think>')[-1].strip() }}"
    "{% else %}{{ message['content'].strip() }}{% endif %}<|end|>"
    "{% else %}<|user|>{{ message['content'].strip() }}<|end|>{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}")


def prompt(question):
    return f"{USER}{question}{END}{ASSISTANT}"


def reply(problem, with_thought=True):
    thought = f"<think>{problem.thought}</think>" if with_thought else ""
    return f"{thought}<answer>{problem.answer}</answer>{END}"


def encode_conversation(tokenizer, problems, keep_thoughts):
    """Token ids and, for each, whether it is learnt: replies are, questions are not, nor replies without their thought."""
    tokens, learnt = tokenizer.encode(BEGIN), [False]
    for turn, problem in enumerate(problems):
        full = keep_thoughts or turn == len(problems) - 1
        for text, flag in ((prompt(problem.question), False), (reply(problem, full), full)):
            part = tokenizer.encode(text)
            tokens += part
            learnt += [flag] * len(part)
    return tokens, learnt
