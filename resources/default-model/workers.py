"""Batches made by processes beside the training, for a device that learns faster than one process writes."""
import multiprocessing
import random

import numpy
import torch

import tasks
from batches import Batches


class BatchWorkers:
    """Like Batches; a step may have been made with the weights and the count of a little earlier."""

    def __init__(self, tokenizer, context_length, workers):
        fork = multiprocessing.get_context("fork")
        self.weights = {domain: 1.0 for domain in tasks.DOMAINS}
        # the weights, the count, the share of long ones
        self.wanted = fork.Array("d", [1.0] * len(tasks.DOMAINS) + [64.0, 0.0])
        self.made = fork.Queue(2 * workers)
        for _ in range(workers):
            fork.Process(target=self.work, args=(tokenizer, context_length), daemon=True).start()

    def work(self, tokenizer, context_length):
        torch.set_num_threads(1)
        batches = Batches(tokenizer, random.Random(), context_length)
        while True:
            *weights, count, long_share = self.wanted[:]
            batches.weights = dict(zip(tasks.DOMAINS, weights))
            groups = batches.step(int(count), long_share, most_tokens=65536, alike=2.0)
            self.made.put([tuple(part.numpy().astype(numpy.int16) for part in group) for group in groups])

    def step(self, count, long_share):
        self.wanted[:] = [*self.weights.values(), count, long_share]
        return [tuple(torch.from_numpy(part).long() for part in group) for group in self.made.get()]
