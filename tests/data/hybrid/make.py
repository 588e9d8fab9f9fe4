#!/usr/bin/env python3
"""Makes the models of this folder, with random weights of fixed seeds, and what each computes in float64.

usage: make.py [FOLDER]

NAME.json holds "tokens", and after each of them "logprobs" of the whole vocabulary and, for a mixture, "routing": the
experts of each layer, strongest first.
"""
import json
import pathlib
import sys

import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "resources" / "default-model"))

import gguf  # noqa: E402
from witness import Witness  # noqa: E402

CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789ĠĊ.,'!?AI"
MERGES = ["t h", "th e", "i n", "e r", "Ġ a", "Ġ the", "o n", "r e", "a n", "an d", "Ġ and", "in g", "e n", "o r",
          "e s"]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TOKENS = 40
LEAST_MARGIN = 2e-4  # between one expert and the next: far more than F32 arithmetic moves them

# Sizes that are no multiples of what kernels like.
COMMON = {"experts": 8, "used": 3, "expert_width": 4, "shared_width": 7, "rope_base": 100.0}
MODELS = {
    # Value heads take key heads in turns; two recurrent layers, one of attention and another recurrent one.
    "alternate": COMMON | {"seed": 156, "architecture": "qwen35moe", "width": 24, "layers": 4, "interval": 3,
                           "key_heads": 2, "value_heads": 6, "head": 6, "heads": 3, "groups": 1, "attention_head": 10,
                           "rope": 4, "sections": [1, 1, 0, 0]},
    # A dense one; its output matrix is the embedding's, and of three pairs of rotary angles one turns.
    "dense": {"seed": 124, "architecture": "qwen35", "width": 16, "layers": 6, "interval": 2, "key_heads": 2,
              "value_heads": 4, "head": 7, "heads": 4, "groups": 2, "attention_head": 8, "rope": 6, "rope_base": 100.0,
              "sections": [3, 0, 0, 0], "unit_width": 19, "tied": True},
    # Neighbours have the same key head; betas and alphas in one matrix.
    "neighbours": COMMON | {"seed": 83, "architecture": "qwen3next", "width": 16, "layers": 5, "interval": 2,
                            "key_heads": 2, "value_heads": 6, "head": 5, "heads": 2, "groups": 2, "attention_head": 12,
                            "rope": 8, "rules": "qwen2"},
    # The layers' kinds are listed, attention first; gates and ups of experts in one tensor; a block for drafts behind.
    "listed": COMMON | {"seed": 5, "architecture": "qwen35moe", "width": 16, "layers": 4, "listed": [False, True, True,
                        False], "drafts": 1, "key_heads": 3, "value_heads": 3, "head": 9, "heads": 4, "groups": 1,
                        "attention_head": 6, "rope": 2, "sections": [1, 0, 0, 0], "merged": True},
}


class Weights:
    def __init__(self, seed):
        self.random = numpy.random.default_rng(seed)
        self.tensors = {}

    def add(self, name, array):
        self.tensors[name] = numpy.asarray(array, numpy.float32)

    def matrix(self, name, *shape, gain=1.0):
        self.add(name, self.random.normal(0, gain / numpy.sqrt(shape[-1]), shape))

    def norm(self, name, width):
        self.add(name, 1 + self.random.normal(0, 0.2, width))

    def attention(self, block, m):
        heads, groups, head, width = m["heads"], m["groups"], m["attention_head"], m["width"]
        self.matrix(block + "attn_q.weight", 2 * heads * head, width, gain=1.5)
        self.matrix(block + "attn_k.weight", groups * head, width)
        self.matrix(block + "attn_v.weight", groups * head, width)
        self.norm(block + "attn_q_norm.weight", head)
        self.norm(block + "attn_k_norm.weight", head)
        self.matrix(block + "attn_output.weight", width, heads * head)

    def delta_net(self, block, m):
        key_heads, heads, head, width = m["key_heads"], m["value_heads"], m["head"], m["width"]
        channels = (2 * key_heads + heads) * head
        self.matrix(block + "attn_qkv.weight", channels, width, gain=2)
        self.matrix(block + "attn_gate.weight", heads * head, width, gain=1.5)
        self.matrix(block + "ssm_conv1d.weight", channels, 4, gain=1.5)
        # A token leaves between a half and nearly all of a head's matrix, before its alpha has a say.
        rates = self.random.uniform(0.3, 1, heads)
        kept = self.random.permutation(numpy.linspace(0.6, 0.98, heads))
        self.add(block + "ssm_a", -rates)
        self.add(block + "ssm_dt.bias", numpy.log(numpy.expm1(-numpy.log(kept) / rates)))
        if m["architecture"] == "qwen3next":
            self.matrix(block + "ssm_ba.weight", 2 * heads, width, gain=0.7)
        else:
            self.matrix(block + "ssm_beta.weight", heads, width)
            self.matrix(block + "ssm_alpha.weight", heads, width, gain=0.5)
        self.norm(block + "ssm_norm.weight", head)
        self.matrix(block + "ssm_out.weight", width, heads * head)

    def gated_unit(self, block, suffix, units, inner, width):
        self.matrix(f"{block}ffn_gate{suffix}.weight", *units, inner, width, gain=1.5)
        self.matrix(f"{block}ffn_up{suffix}.weight", *units, inner, width, gain=1.5)
        self.matrix(f"{block}ffn_down{suffix}.weight", *units, width, inner)

    def mixture(self, block, m):
        width = m["width"]
        self.matrix(block + "ffn_gate_inp.weight", m["experts"], width, gain=1.5)
        self.gated_unit(block, "_exps", [m["experts"]], m["expert_width"], width)
        if m.get("merged"):
            parts = [self.tensors.pop(f"{block}ffn_{part}_exps.weight") for part in ("gate", "up")]
            self.add(block + "ffn_gate_up_exps.weight", numpy.concatenate(parts, axis=1))
        self.matrix(block + "ffn_gate_inp_shexp.weight", width)
        self.gated_unit(block, "_shexp", [], m["shared_width"], width)

    def layer(self, block, m, recurrent):
        self.norm(block + "attn_norm.weight", m["width"])
        self.delta_net(block, m) if recurrent else self.attention(block, m)
        self.norm(block + "post_attention_norm.weight", m["width"])
        if "experts" in m:
            self.mixture(block, m)
        else:
            self.gated_unit(block, "", [], m["unit_width"], m["width"])

    def model(self, m, vocabulary):
        width, count = m["width"], m["layers"]
        self.add("token_embd.weight", self.random.normal(0, 0.5, (vocabulary, width)))
        self.norm("output_norm.weight", width)
        if not m.get("tied"):
            self.matrix("output.weight", vocabulary, width, gain=1.2)
        for layer in range(count):
            recurrent = m["listed"][layer] if "listed" in m else (layer + 1) % m["interval"] != 0
            self.layer(f"blk.{layer}.", m, recurrent)
        for layer in range(count, count + m.get("drafts", 0)):  # no part of a pass
            self.layer(f"blk.{layer}.", m, False)
            self.matrix(f"blk.{layer}.nextn.eh_proj.weight", width, 2 * width)
            self.norm(f"blk.{layer}.nextn.enorm.weight", width)
            self.norm(f"blk.{layer}.nextn.hnorm.weight", width)
        return self.tensors


def sizes(m):
    """Keys of the architecture, without its name."""
    drafts = m.get("drafts", 0)
    keys = {"context_length": 512, "embedding_length": m["width"], "block_count": m["layers"] + drafts,
            "attention.head_count": m["heads"], "attention.head_count_kv": m["groups"],
            "attention.key_length": m["attention_head"], "attention.value_length": m["attention_head"],
            "rope.dimension_count": m["rope"], "ssm.conv_kernel": 4, "ssm.state_size": m["head"],
            "ssm.group_count": m["key_heads"], "ssm.time_step_rank": m["value_heads"],
            "ssm.inner_size": m["value_heads"] * m["head"]}
    if drafts:
        keys["nextn_predict_layers"] = drafts
    if "interval" in m:
        keys["full_attention_interval"] = m["interval"]
    if "experts" in m:
        keys |= {"expert_count": m["experts"], "expert_used_count": m["used"],
                 "expert_feed_forward_length": m["expert_width"],
                 "expert_shared_feed_forward_length": m["shared_width"]}
    else:
        keys["feed_forward_length"] = m["unit_width"]
    return keys


def metadata(name, m, vocabulary):
    prefix = m["architecture"] + "."
    keys = {"general.architecture": (gguf.STRING, m["architecture"]), "general.name": (gguf.STRING, name),
            "general.file_type": (gguf.U32, 0), "general.quantization_version": (gguf.U32, 2)}
    keys |= {prefix + key: (gguf.U32, value) for key, value in sizes(m).items()}
    keys[prefix + "attention.layer_norm_rms_epsilon"] = (gguf.F32, 1e-6)
    keys[prefix + "rope.freq_base"] = (gguf.F32, m["rope_base"])
    if "listed" in m:
        listed = m["listed"] + [False] * m.get("drafts", 0)
        keys[prefix + "attention.recurrent_layers"] = (gguf.ARRAY, (gguf.BOOL, listed))
    if "sections" in m:
        keys[prefix + "rope.dimension_sections"] = (gguf.ARRAY, (gguf.I32, m["sections"]))
    kinds = [1] * (len(vocabulary) - len(SPECIAL)) + [3] * len(SPECIAL)
    keys |= {"tokenizer.ggml.model": (gguf.STRING, "gpt2"),
             "tokenizer.ggml.pre": (gguf.STRING, m.get("rules", "qwen35")),
             "tokenizer.ggml.tokens": (gguf.ARRAY, (gguf.STRING, vocabulary)),
             "tokenizer.ggml.token_type": (gguf.ARRAY, (gguf.I32, kinds)),
             "tokenizer.ggml.merges": (gguf.ARRAY, (gguf.STRING, MERGES)),
             "tokenizer.ggml.eos_token_id": (gguf.U32, vocabulary.index("<|im_end|>")),
             "tokenizer.ggml.padding_token_id": (gguf.U32, vocabulary.index("<|endoftext|>")),
             "tokenizer.ggml.add_bos_token": (gguf.BOOL, False)}
    return keys


def make(folder, name, m):
    vocabulary = list(CHARACTERS) + [merge.replace(" ", "") for merge in MERGES] + SPECIAL
    path = folder / f"{name}.gguf"
    gguf.write(path, metadata(name, m, vocabulary), Weights(m["seed"]).model(m, len(vocabulary)))
    made = gguf.Reader(path)
    witness = Witness(made.metadata, made.tensors)
    tokens = [(37 * i + i * i) % len(vocabulary) for i in range(TOKENS)]
    logprobs, routing = witness.forward(tokens)
    if witness.margin < LEAST_MARGIN:
        raise SystemExit(f"{name}: experts are as near as {witness.margin:.1e}; take another seed")
    numbers = {"tokens": tokens, "logprobs": [[round(float(value), 7) for value in row] for row in logprobs]}
    if "experts" in m:
        numbers["routing"] = routing
    (folder / f"{name}.json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n")
    print(f"{name}: {path.stat().st_size} bytes, smallest margin {witness.margin:.1e}")


def main(folder):
    for name, shape in MODELS.items():
        make(folder, name, shape)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
