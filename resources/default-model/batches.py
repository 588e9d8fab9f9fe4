"""Endless training batches: conversations of similar length side by side, so that little is padded."""
import torch

import tasks
from chat_format import encode_conversation


class Batches:
    def __init__(self, tokenizer, random, context_length):
        self.tokenizer, self.random, self.limit = tokenizer, random, context_length
        self.weights = {domain: 1.0 for domain in tasks.DOMAINS}

    def conversation(self, long_share):
        random = self.random
        roll = random.random()
        turns = 1 if roll > long_share else random.choice((2, 2, 3, 3, 4, 5, 6))
        domains = random.choices(list(self.weights), list(self.weights.values()), k=turns)
        problems = [tasks.draw(random, domain) for domain in domains]
        return encode_conversation(self.tokenizer, problems, keep_thoughts=random.random() < 0.5)

    def step(self, count, long_share, most_tokens=4096, alike=1.15):
        """Micro-batches (input, target) of one optimizer step; target -1 is not learnt. In one of them no conversation
        is longer than `alike` times another, and a little."""
        rows = [self.conversation(long_share) for _ in range(count)]
        rows = sorted((row for row in rows if len(row[0]) <= self.limit), key=lambda row: len(row[0]))
        groups, group = [], []
        for row in rows:
            length = len(row[0])
            if group and (length > alike * len(group[0][0]) + 8 or length * (len(group) + 1) > most_tokens):
                groups.append(pad(group))
                group = []
            group.append(row)
        return groups + [pad(group)]


def pad(rows):
    length = max(len(tokens) for tokens, _ in rows) - 1
    inputs = torch.zeros(len(rows), length, dtype=torch.long)
    targets = torch.full((len(rows), length), -1)
    for row, (tokens, learnt) in enumerate(rows):
        ids = torch.tensor(tokens)
        inputs[row, :len(tokens) - 1] = ids[:-1]
        targets[row, :len(tokens) - 1] = torch.where(torch.tensor(learnt[1:]), ids[1:], torch.tensor(-1))
    return inputs, targets
