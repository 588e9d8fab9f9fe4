"""Writes the checkpoint's averaged weights as a GGUF file, and beside the tests what an engine must compute from it.

    export_gguf.py [--folder build/training] [--model resources/default.gguf] [--golden tests/data/default_model_golden.json]
"""
import argparse
import os

import numpy
import torch

import gguf
import golden
import tokenizer as tokenizers
from chat_format import BEGIN, END, TEMPLATE
from gguf import ARRAY, BOOL, F32, I32, STRING, U32
from network import ExpertMixture, Network, Shape

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", ".."))


def load_network(folder):
    state = torch.load(os.path.join(folder, "checkpoint.pt"), map_location="cpu")
    network = Network(Shape(**state["shape"]))
    network.load_state_dict(state["average"])
    return network


def model_metadata(shape):
    s = shape
    keys = {
        "vocab_size": s.vocab_size, "context_length": s.context_length, "embedding_length": s.embedding_length,
        "block_count": s.block_count, "feed_forward_length": s.feed_forward_length, "attention.head_count": s.head_count,
        # Attention over the cache is one key head of the latent and the shared rotated part.
        "attention.head_count_kv": 1, "attention.key_length": s.kv_lora_rank + s.rope_length,
        "attention.value_length": s.kv_lora_rank, "attention.key_length_mla": s.nope_length + s.rope_length,
        "attention.value_length_mla": s.value_length, "attention.kv_lora_rank": s.kv_lora_rank, "attention.q_lora_rank": 0,
        "rope.dimension_count": s.rope_length, "leading_dense_block_count": s.leading_dense_block_count,
        "expert_count": s.expert_count, "expert_used_count": s.expert_used_count, "expert_shared_count": 1,
        "expert_feed_forward_length": s.expert_feed_forward_length, "expert_gating_func": 2}
    metadata = {"general.architecture": (STRING, "deepseek2"), "general.name": (STRING, "Deepscope default"),
                "general.file_type": (U32, 1), "general.quantization_version": (U32, 2)}
    metadata.update({f"deepseek2.{key}": (U32, value) for key, value in keys.items()})
    metadata["deepseek2.attention.layer_norm_rms_epsilon"] = (F32, s.rms_epsilon)
    metadata["deepseek2.rope.freq_base"] = (F32, s.rope_freq_base)
    metadata["deepseek2.expert_weights_scale"] = (F32, s.expert_weights_scale)
    metadata["deepseek2.expert_weights_norm"] = (BOOL, True)
    return metadata


def tokenizer_metadata(tokenizer):
    ids = tokenizer.ids
    return {
        "tokenizer.ggml.model": (STRING, "llama"), "tokenizer.ggml.pre": (STRING, "default"),
        "tokenizer.ggml.tokens": (ARRAY, (STRING, tokenizer.pieces)),
        "tokenizer.ggml.scores": (ARRAY, (F32, tokenizer.scores)),
        "tokenizer.ggml.token_type": (ARRAY, (I32, tokenizer.types)),
        "tokenizer.ggml.bos_token_id": (U32, ids[BEGIN]), "tokenizer.ggml.eos_token_id": (U32, ids[END]),
        "tokenizer.ggml.unknown_token_id": (U32, ids["<unk>"]), "tokenizer.ggml.padding_token_id": (U32, ids[END]),
        "tokenizer.ggml.add_bos_token": (BOOL, True), "tokenizer.ggml.add_eos_token": (BOOL, False),
        "tokenizer.ggml.add_space_prefix": (BOOL, True), "tokenizer.chat_template": (STRING, TEMPLATE)}


def half(tensor):
    return tensor.detach().numpy().astype(numpy.float16)


def full(tensor):
    return tensor.detach().numpy().astype(numpy.float32)


def block_tensors(prefix, block, shape, matrix):
    a, f, heads = block.attention, block.feed_forward, shape.head_count
    key = a.unfold_key.view(heads, shape.nope_length, shape.kv_lora_rank)
    value = a.unfold_value.view(heads, shape.value_length, shape.kv_lora_rank)
    found = {"attn_norm.weight": full(block.attention_norm.weight), "attn_q.weight": matrix(a.query),
             "attn_kv_a_mqa.weight": matrix(a.compress), "attn_kv_a_norm.weight": full(a.latent_norm.weight),
             "attn_k_b.weight": matrix(key.transpose(1, 2)), "attn_v_b.weight": matrix(value),
             "attn_output.weight": matrix(a.output), "ffn_norm.weight": full(block.feed_forward_norm.weight)}
    if isinstance(f, ExpertMixture):
        gate, up = f.gate_up.chunk(2, 1)
        found.update({
            "ffn_gate_inp.weight": full(f.gate), "exp_probs_b.bias": full(f.selection_bias),
            "ffn_gate_exps.weight": matrix(gate), "ffn_up_exps.weight": matrix(up), "ffn_down_exps.weight": matrix(f.down),
            "ffn_gate_shexp.weight": matrix(f.shared.gate), "ffn_up_shexp.weight": matrix(f.shared.up),
            "ffn_down_shexp.weight": matrix(f.shared.down)})
    else:
        found.update({"ffn_gate.weight": matrix(f.gate), "ffn_up.weight": matrix(f.up), "ffn_down.weight": matrix(f.down)})
    return {prefix + name: array for name, array in found.items()}


def model_tensors(network, matrix=half):
    """By their names in the file; `matrix` gives what has more than one dimension, gates apart, its precision."""
    found = {"token_embd.weight": matrix(network.embedding), "output_norm.weight": full(network.norm.weight),
             "output.weight": matrix(network.output)}
    for layer, block in enumerate(network.blocks):
        found.update(block_tensors(f"blk.{layer}.", block, network.shape, matrix))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default=os.path.join(ROOT, "build", "training"))
    parser.add_argument("--model", default=os.path.join(ROOT, "resources", "default.gguf"))
    parser.add_argument("--golden", default=os.path.join(ROOT, "tests", "data", "default_model_golden.json"))
    arguments = parser.parse_args()
    tokenizer = tokenizers.load(os.path.join(HERE, "vocabulary.json"))
    network = load_network(arguments.folder)
    gguf.write(arguments.model, {**model_metadata(network.shape), **tokenizer_metadata(tokenizer)}, model_tensors(network))
    print(f"{arguments.model}: {os.path.getsize(arguments.model)} bytes, "
          f"{sum(p.numel() for p in network.parameters())} parameters")
    golden.write(arguments.model, arguments.golden, network, tokenizer)


if __name__ == "__main__":
    main()
