"""Trains the default model; stop it at any time, it goes on from its last checkpoint.

    train.py --minutes 100 [--folder build/training] [--device cuda] [--larger 5]

The schedule follows the time spent: warm-up, a constant part, then a straight line to zero at the planned minute.
A graphics card takes larger steps, made by processes beside it.
"""
import argparse
import copy
import os
import random
import time

import torch
import torch.nn.functional as F

import tasks
import tokenizer as tokenizers
from batches import Batches
from decode import answers, parts
from network import Network, Shape
from optimizer import Optimizer
from workers import BatchWorkers

HERE = os.path.dirname(os.path.abspath(__file__))


class Trainer:
    def __init__(self, folder, minutes, device, larger):
        self.folder, self.seconds, self.device, self.larger = folder, minutes * 60, device, larger
        self.tokenizer = tokenizers.load(os.path.join(HERE, "vocabulary.json"))
        torch.manual_seed(1)
        shape = Shape(vocab_size=len(self.tokenizer.pieces))
        self.batches = (Batches(self.tokenizer, random.Random(), shape.context_length) if device == "cpu" else
                        BatchWorkers(self.tokenizer, shape.context_length, workers=6))
        self.network = Network(shape).to(device)
        self.average = copy.deepcopy(self.network)  # a running mean of the weights answers better than the last ones
        self.optimizer = Optimizer(self.network)
        self.steps, self.tokens, self.spent = 0, 0, 0.0

    def rate(self, decay_from=0.5):
        progress = self.spent / self.seconds
        falling = max(0.0, min(1.0, (1 - progress) / (1 - decay_from)))
        return min(1.0, (self.steps + 1) / 100) * max(falling, 0.01)

    def step(self):
        progress = min(1.0, self.spent / self.seconds)
        count = int((64 + 112 * progress) * self.larger)
        groups = self.batches.step(count, long_share=0.0 if progress < 0.08 else 0.1)
        learnt = sum(int((target >= 0).sum()) for _, target in groups)
        total = 0.0
        for inputs, targets in groups:
            self.tokens += inputs.numel()
            keep = torch.nonzero(targets.flatten() >= 0)[:, 0]
            wanted = targets.flatten()[keep].to(self.device)
            hidden = self.network(inputs.to(self.device)).flatten(0, 1)
            loss = F.cross_entropy(self.network.logits(hidden[keep.to(self.device)]), wanted, reduction="sum") / learnt
            loss.backward()
            total += loss.detach()
        self.optimizer.step(self.rate())
        for parameter in self.network.parameters():
            parameter.grad = None
        for mixture in self.network.mixtures():
            mixture.balance(0.002 * self.rate())
        self.steps += 1
        self.follow(min(0.99, 1 - 1 / (1 + self.steps / 5)))
        return total

    @torch.no_grad()
    def follow(self, keep):
        for mean, parameter in zip(self.average.parameters(), self.network.parameters()):
            mean.lerp_(parameter, 1 - keep)
        for mean, mixture in zip(self.average.mixtures(), self.network.mixtures()):
            mean.selection_bias.copy_(mixture.selection_bias)

    def validate(self, each):
        """Accuracy by domain on the validation fold; weak domains get more of the following batches."""
        source = random.Random()
        problems = [(domain, tasks.draw(source, domain, tasks.VALIDATION)) for domain in tasks.DOMAINS for _ in range(each)]
        replies = answers(self.average, self.tokenizer, [problem.question for _, problem in problems], at_once=512)
        right = {domain: 0 for domain in tasks.DOMAINS}
        for (domain, problem), reply in zip(problems, replies):
            found = parts(reply)
            right[domain] += found is not None and found[1] == problem.answer
        for domain, hits in right.items():
            wanted = 0.15 + (1 - hits / each)
            self.batches.weights[domain] += 0.5 * (wanted - self.batches.weights[domain])
        return {domain: hits / each for domain, hits in right.items()}

    def save(self):
        state = {"network": self.network.state_dict(), "average": self.average.state_dict(),
                 "optimizer": self.optimizer.state(), "shape": vars(self.network.shape), "weights": self.batches.weights,
                 "steps": self.steps, "tokens": self.tokens, "spent": self.spent}
        path = os.path.join(self.folder, "checkpoint.pt")
        torch.save(state, path + ".new")
        os.replace(path + ".new", path)

    def resume(self):
        path = os.path.join(self.folder, "checkpoint.pt")
        if os.path.exists(path):
            state = torch.load(path, map_location=self.device)
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimizer.restore(state["optimizer"])
            self.batches.weights.update(state["weights"])
            self.steps, self.tokens, self.spent = state["steps"], state["tokens"], state["spent"]

    def run(self):
        report_every, validate_every, each = (30, 360, 9) if self.device == "cpu" else (10, 30, 25)
        reported, validated, losses, tokens = time.time(), time.time(), [], self.tokens
        while self.spent < self.seconds:
            begin = time.time()
            losses.append(self.step())
            if time.time() - reported > report_every:
                print(f"{self.spent / 60:6.1f} min step {self.steps} tokens {self.tokens / 1e6:.2f} M "
                      f"loss {float(sum(losses)) / len(losses):.4f} rate {self.rate():.3f} "
                      f"{(self.tokens - tokens) / (time.time() - reported):.0f} tokens/s", flush=True)
                reported, losses, tokens = time.time(), [], self.tokens
            self.spent += time.time() - begin
            if time.time() - validated > validate_every:
                begin = time.time()
                print("accuracy " + " ".join(f"{d} {a:.2f}" for d, a in self.validate(each).items()), flush=True)
                self.save()
                self.spent += time.time() - begin
                validated = reported = time.time()
                losses, tokens = [], self.tokens
        self.save()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--folder", default=os.path.join(HERE, "..", "..", "build", "training"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--larger", type=float, help="steps of so many times as many conversations (cpu: 1, else 5)")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    if arguments.device != "cpu":
        torch.set_float32_matmul_precision("high")  # products in TF32
    larger = arguments.larger or (1 if arguments.device == "cpu" else 5)
    trainer = Trainer(arguments.folder, arguments.minutes, arguments.device, larger)
    trainer.resume()
    trainer.run()


if __name__ == "__main__":
    main()
