"""What a trainer must compute: small networks in float64, with every slope of a batch and the losses of 20 steps.

    training_golden.py [--folder tests/data/training]

For each case NAME.gguf has the weights, NAME_slopes.gguf the slopes of the objective under the names of the weights, and
NAME.json the texts with what the network says of them and the losses. The objective is the sum over all positions of
-weight * log p(next token). The shapes are such that float32 holds every number of the metadata.
"""
import argparse
import copy
import itertools
import json
import os

import torch

import gguf
from export_gguf import ROOT, full, model_metadata, model_tensors
from gguf import ARRAY, STRING, U32
from network import Network, Shape

MARGIN = 1e-3  # of each router, between the last expert that it takes and the first that it leaves out
STEPS, RATE, BETAS, EPSILON, MOST_NORM = 20, 1e-3, (0.9, 0.95), 1e-8, 1.0
EXACT = {"rope_freq_base": 256.0, "rms_epsilon": 2.0 ** -20, "context_length": 64}
# Shape, tokens of each text, and the first seed from 0 whose routers keep the margin at every token of every step.
CASES = {
    "even": (Shape(vocab_size=40, embedding_length=32, block_count=3, head_count=2, nope_length=8, rope_length=8,
                   value_length=8, kv_lora_rank=16, feed_forward_length=24, leading_dense_block_count=1, expert_count=8,
                   expert_used_count=2, expert_feed_forward_length=8, **EXACT), [13, 6, 9], 132),
    "odd": (Shape(vocab_size=37, embedding_length=20, block_count=2, head_count=3, nope_length=12, rope_length=4,
                  value_length=5, kv_lora_rank=10, feed_forward_length=0, leading_dense_block_count=0, expert_count=5,
                  expert_used_count=3, expert_feed_forward_length=7, expert_weights_scale=1.5, **EXACT), [2, 11, 5, 8], 11)}


def random_network(shape):
    """As float32 holds it, and nothing at a value where a slope would hide: no norm of one, no output of zero."""
    network = Network(shape)
    network.output.data = torch.randn_like(network.output) / shape.embedding_length ** 0.5
    for name, parameter in network.named_parameters():
        if parameter.dim() == 1:
            parameter.data += 0.2 * torch.randn_like(parameter)
    for mixture in network.mixtures():
        mixture.gate.data *= 2
        mixture.selection_bias += 0.1 * torch.randn_like(mixture.selection_bias)
    for values in itertools.chain(network.parameters(), (m.selection_bias for m in network.mixtures())):
        values.data = values.data.float().double()
    return network


def random_texts(shape, lengths):
    """Tokens, and a weight for each but the first, some zero, some negative: so small that some steps are clipped and
    some are not."""
    texts = []
    for length in lengths:
        weights = torch.randint(-4, 9, (length - 1,)).double() / 128
        texts.append((torch.randint(0, shape.vocab_size, (length,)), weights * (torch.rand(length - 1) > 0.2)))
    return texts


class Margins:
    """Watches the routers: how near an expert that was left out came to being taken."""

    def __init__(self, network):
        self.smallest, self.used = float("inf"), network.shape.expert_used_count
        for mixture in network.mixtures():
            mixture.register_forward_pre_hook(self.watch)

    def watch(self, mixture, inputs):
        with torch.no_grad():
            affinity = torch.sigmoid(inputs[0] @ mixture.gate.t()) + mixture.selection_bias
        best = affinity.sort(-1, descending=True).values
        self.smallest = min(self.smallest, float((best[..., self.used - 1] - best[..., self.used]).min()))


def log_probabilities(network, tokens):
    """Of every token of the vocabulary after each token but the last, and the experts [position, mixture, used]."""
    found = torch.log_softmax(network.logits(network(tokens[None, :-1]))[0], -1)
    return found, torch.stack([mixture.chosen for mixture in network.mixtures()], 1)


def objective(network, texts):
    return -sum((weights * log_probabilities(network, tokens)[0].gather(1, tokens[1:, None])[:, 0]).sum()
                for tokens, weights in texts)


def described(network, tokens, weights):
    found, experts = log_probabilities(network, tokens)
    return {"tokens": tokens.tolist(), "weights": weights.tolist(),
            "log_probabilities": found.gather(1, tokens[1:, None])[:, 0].tolist(),
            "entropies": (-(found.exp() * found).sum(1)).tolist(), "experts": experts.sort(-1).values.tolist()}


def slopes(network, texts):
    """By the names of the weights."""
    network.zero_grad()
    objective(network, texts).backward()
    mirror = copy.deepcopy(network)
    for parameter, of in zip(mirror.parameters(), network.parameters()):
        parameter.data = of.grad
    return {name: array for name, array in model_tensors(mirror, full).items() if not name.endswith(".bias")}


def train(network, texts):
    """The objective before the first step and after each, and the norm of the slopes before each."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, betas=BETAS, eps=EPSILON, weight_decay=0)
    losses, norms = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = objective(network, texts)
        loss.backward()
        losses.append(loss.item())
        norms.append(torch.stack([p.grad.norm() for p in network.parameters()]).norm().item())
        for parameter in network.parameters():
            parameter.grad *= min(1.0, MOST_NORM / norms[-1])
        optimizer.step()
    with torch.no_grad():
        return losses + [objective(network, texts).item()], norms


def make_case(shape, lengths, seed):
    torch.manual_seed(seed)
    network, texts = random_network(shape), random_texts(shape, lengths)
    trained = copy.deepcopy(network)
    margins = Margins(trained)
    losses, norms = train(trained, texts)
    print(f"seed {seed}: margin {margins.smallest:.4f}, loss {losses[0]:.4f} to {losses[-1]:.4f}, "
          f"norm {min(norms):.2f} to {max(norms):.2f}")
    assert margins.smallest >= MARGIN and min(norms) < MOST_NORM < max(norms)
    return network, texts, losses


def metadata(shape, name):
    pieces = [f"<{token}>" for token in range(shape.vocab_size)]
    return {**model_metadata(shape), "general.name": (STRING, name), "general.file_type": (U32, 0),
            "tokenizer.ggml.tokens": (ARRAY, (STRING, pieces))}


def write_case(folder, name, shape, lengths, seed):
    network, texts, losses = make_case(shape, lengths, seed)
    path = os.path.join(folder, name)
    gguf.write(path + ".gguf", metadata(shape, name), model_tensors(network, full))
    gguf.write(path + "_slopes.gguf", {"general.name": (STRING, f"Slopes of {name}")}, slopes(network, texts))
    with torch.no_grad():
        data = {"texts": [described(network, *text) for text in texts], "losses": losses,
                "adam": {"rate": RATE, "first_decay": BETAS[0], "second_decay": BETAS[1], "epsilon": EPSILON,
                         "most_norm": MOST_NORM}}
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump(data, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default=os.path.join(ROOT, "tests", "data", "training"))
    folder = parser.parse_args().folder
    torch.set_default_dtype(torch.float64)
    os.makedirs(folder, exist_ok=True)
    for name, case in CASES.items():
        write_case(folder, name, *case)


if __name__ == "__main__":
    main()
