"""Greedy answers to many questions at once, and how well they fit."""
import re

import torch

from chat_format import BEGIN, END, prompt
from network import LatentCache

FORM = re.compile(r"<think>(.*?)</think><answer>(.*?)</answer>" + re.escape(END), re.DOTALL)


@torch.no_grad()
def greedy(network, tokenizer, questions, longest=320):
    """The reply texts, each up to and with its end piece."""
    end = tokenizer.ids[END]
    rows = [tokenizer.encode(BEGIN + prompt(question)) for question in questions]
    width = max(map(len, rows))
    device = network.embedding.device
    padding = torch.tensor([width - len(row) for row in rows], device=device)
    tokens = torch.tensor([[end] * (width - len(row)) + row for row in rows], device=device)
    cache, replies, running = LatentCache(padding), [[] for _ in rows], set(range(len(rows)))
    for _ in range(min(longest, network.shape.context_length - width)):
        tokens = network.logits(network(tokens, cache)[:, -1]).argmax(-1, keepdim=True)
        for row, token in enumerate(tokens[:, 0].tolist()):
            if row in running:
                replies[row].append(token)
                if token == end:
                    running.discard(row)
        if not running:
            break
    return [tokenizer.decode(reply) for reply in replies]


def parts(reply):
    """(thought, answer), or None where the reply does not have the form."""
    found = FORM.fullmatch(reply.strip())
    return (found[1].strip(), found[2].strip()) if found else None


def answers(network, tokenizer, questions, at_once=64):
    """Replies in the given order; questions of similar length go together."""
    order = sorted(range(len(questions)), key=lambda i: len(questions[i]))
    replies = [None] * len(questions)
    for begin in range(0, len(order), at_once):
        chosen = order[begin:begin + at_once]
        for i, reply in zip(chosen, greedy(network, tokenizer, [questions[i] for i in chosen])):
            replies[i] = reply
    return replies
