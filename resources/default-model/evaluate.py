"""Answers the held-out suite greedily with the exported precision: accuracy, form, and who works on what.

    evaluate.py [--folder build/training] [--suite tests/data/suite.jsonl] [--wrong]

The mutual information between domain and expert says how much an expert's name tells about the domain of the token it
works on: 0 bits when every domain uses the experts alike.
"""
import argparse
import json
import os

import numpy
import torch

import tasks
import tokenizer as tokenizers
from chat_format import BEGIN, prompt
from decode import answers, parts
from export_gguf import HERE, ROOT, load_network
from golden import round_matrices


def read_suite(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def accuracy_table(lines, replies):
    rows, valid = [], 0
    for domain in tasks.DOMAINS:
        mine = [(line, parts(reply)) for line, reply in zip(lines, replies) if line["domain"] == domain]
        formed = sum(found is not None for _, found in mine)
        right = sum(found is not None and found[1] == line["answer"] for line, found in mine)
        valid += formed
        rows.append(f"| {domain} | {len(mine)} | {formed / len(mine):.1%} | {right / len(mine):.1%} |")
    head = "| domain | problems | right form | right answer |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + f"\n\nRight form over all: {valid / len(lines):.2%}\n"


@torch.no_grad()
def expert_use(network, tokenizer, lines, replies):
    """Share [mixture, domain, expert] of the choices while question and reply are read."""
    count = network.shape.expert_count
    use = numpy.zeros((len(network.mixtures()), len(tasks.DOMAINS), count))
    for line, reply in zip(lines, replies):
        network(torch.tensor([tokenizer.encode(BEGIN + prompt(line["question"]) + reply)]))
        for layer, mixture in enumerate(network.mixtures()):
            use[layer, tasks.DOMAINS.index(line["domain"])] += numpy.bincount(mixture.chosen.flatten(), minlength=count)
    return use / use.sum(-1, keepdims=True)


def mutual_information(use):
    """Bits, for each mixture, every domain counting the same."""
    joint = use / use.shape[1]
    apart = joint.sum(1, keepdims=True) * joint.sum(2, keepdims=True)
    return (joint * numpy.log2(numpy.maximum(joint, 1e-12) / apart)).sum((1, 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default=os.path.join(ROOT, "build", "training"))
    parser.add_argument("--suite", default=os.path.join(ROOT, "tests", "data", "suite.jsonl"))
    parser.add_argument("--wrong", action="store_true", help="show the wrong replies too")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = tokenizers.load(os.path.join(HERE, "vocabulary.json"))
    network = load_network(arguments.folder)
    round_matrices(network)
    lines = read_suite(arguments.suite)
    replies = answers(network, tokenizer, [line["question"] for line in lines])
    if arguments.wrong:
        for line, reply in zip(lines, replies):
            if (parts(reply) or ("", ""))[1] != line["answer"]:
                print(f"{line['domain']}: {line['question']!r} wants {line['answer']!r}\n    {reply}")
    print(accuracy_table(lines, replies))
    use = expert_use(network, tokenizer, lines, replies)
    for layer, bits in enumerate(mutual_information(use), network.shape.leading_dense_block_count):
        print(f"layer {layer}: {bits:.3f} bits between domain and expert; "
              f"load of the experts {use[layer - 1].mean(0).min():.1%} to {use[layer - 1].mean(0).max():.1%}")


if __name__ == "__main__":
    main()
