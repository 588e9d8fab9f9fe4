"""What an engine must compute from the exported file: a conversation, and the best five tokens at each step."""
import hashlib
import json
import os

import numpy
import torch

from chat_format import BEGIN, prompt
from decode import greedy
from reference import Reference

FIRST, SECOND = "What is 47 + 85?", "How many r are in strawberry?"
NOTE = "float64 from the stored weights, no rounding of activations or cache"


def conversation(network, tokenizer):
    first = greedy(network, tokenizer, [FIRST])[0]
    start = BEGIN + prompt(FIRST) + first + prompt(SECOND)
    return tokenizer.encode(start), tokenizer.encode(greedy(network, tokenizer, [SECOND])[0])


def round_matrices(network):
    """Gives the training network the precision of the file."""
    for name, parameter in network.named_parameters():
        mixture_gate = name.endswith("feed_forward.gate") and parameter.shape[0] == network.shape.expert_count
        if parameter.dim() > 1 and not mixture_gate:
            parameter.data = parameter.data.half().float()


def rounded_log_probabilities(network, tokens):
    round_matrices(network)
    with torch.no_grad():
        return torch.log_softmax(network.logits(network(torch.tensor([tokens])))[0], -1).numpy()


def write(model_path, path, network, tokenizer):
    before, after = conversation(network, tokenizer)
    found = Reference(model_path).log_probabilities(before + after)
    difference = float(numpy.abs(found - rounded_log_probabilities(network, before + after)).max())
    found = found[len(before) - 1:-1]
    best = numpy.argsort(-found, axis=1)[:, :5]
    with open(model_path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    data = {"model": os.path.basename(model_path), "sha256": digest, "prompt": before, "continuation": after,
            "reference": {"note": NOTE, "top5": best.tolist(),
                          "top5_logprob": [[round(float(row[i]), 7) for i in top] for row, top in zip(found, best)]},
            "largest_difference": {"training network in float32 to reference, whole vocabulary": difference},
            "text": tokenizer.decode(before + after)}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)
    print(f"{path}: {data['text']}\nlargest difference to the training network {difference:.2e}")
