"""The network: multi-head latent attention and a mixture of experts, as DeepSeek-V2/V3 describe them."""
import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from experts import grouped_swiglu, masked_swiglu, rms_norm


@dataclass
class Shape:
    """Sizes of the model; the names follow the GGUF metadata keys."""
    vocab_size: int
    context_length: int = 1024
    embedding_length: int = 160
    block_count: int = 5
    head_count: int = 4
    nope_length: int = 32
    rope_length: int = 16
    value_length: int = 32
    kv_lora_rank: int = 64
    feed_forward_length: int = 384
    leading_dense_block_count: int = 1
    expert_count: int = 16
    expert_used_count: int = 4
    expert_feed_forward_length: int = 64
    expert_weights_scale: float = 2.0
    rope_freq_base: float = 10000.0
    rms_epsilon: float = 1e-6


class RmsNorm(nn.Module):
    def __init__(self, width, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x):
        return rms_norm(x, self.weight, self.epsilon)


def matrix(rows, columns, gain=1.0):
    return nn.Parameter(torch.randn(rows, columns) * gain / math.sqrt(columns))


def rotation_table(shape, length):
    """Unit complex numbers [position, pair] of the default precision; values 2i and 2i+1 of a head rotate together."""
    pair = torch.arange(0, shape.rope_length, 2, dtype=torch.float64) / shape.rope_length
    angle = torch.arange(length, dtype=torch.float64)[:, None] * shape.rope_freq_base ** -pair
    parts = torch.stack([torch.cos(angle), torch.sin(angle)], -1)
    return torch.view_as_complex(parts.to(torch.get_default_dtype()))


def rotate(x, table):
    """x [batch, position, head, rope]; table [position, pair]."""
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
    return torch.view_as_real(pairs * table[:, None, :]).flatten(-2)


class LatentAttention(nn.Module):
    """Keys and values of all heads are unfolded from one small latent vector a token, which is all a cache must keep."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        heads, latent = shape.head_count, shape.kv_lora_rank
        self.query = matrix(heads * (shape.nope_length + shape.rope_length), shape.embedding_length)
        self.compress = matrix(latent + shape.rope_length, shape.embedding_length)
        self.latent_norm = RmsNorm(latent, shape.rms_epsilon)
        self.unfold_key = matrix(heads * shape.nope_length, latent)
        self.unfold_value = matrix(heads * shape.value_length, latent)
        self.output = matrix(shape.embedding_length, heads * shape.value_length, 0.3)

    def forward(self, x, table, mask, cache=None):
        s = self.shape
        batch, length, _ = x.shape
        query = F.linear(x, self.query).view(batch, length, s.head_count, -1)
        query_nope, query_rope = query.split([s.nope_length, s.rope_length], -1)
        latent, key_rope = F.linear(x, self.compress).split([s.kv_lora_rank, s.rope_length], -1)
        query = torch.cat([query_nope, rotate(query_rope, table)], -1)
        latent = self.latent_norm(latent)
        key_rope = rotate(key_rope[:, :, None, :], table)
        if cache is not None:
            latent, key_rope = cache.append(self, latent, key_rope)
        key_nope = F.linear(latent, self.unfold_key).view(batch, -1, s.head_count, s.nope_length)
        value = F.linear(latent, self.unfold_value).view(batch, -1, s.head_count, s.value_length)
        key = torch.cat([key_nope, key_rope.expand(-1, -1, s.head_count, -1)], -1)
        scores = query.transpose(1, 2) @ key.permute(0, 2, 3, 1) / math.sqrt(s.nope_length + s.rope_length)
        mixed = torch.softmax(scores + mask, -1) @ value.transpose(1, 2)
        return F.linear(mixed.transpose(1, 2).flatten(2), self.output)


class DenseFeedForward(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.gate, self.up = matrix(inner, width), matrix(inner, width)
        self.down = matrix(width, inner, 0.3)

    def forward(self, x):
        return F.linear(F.silu(F.linear(x, self.gate)) * F.linear(x, self.up), self.down)


class ExpertMixture(nn.Module):
    """One shared expert for every token and, beside it, the few routed experts that the gate picks."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        width, inner, count = shape.embedding_length, shape.expert_feed_forward_length, shape.expert_count
        self.shared = DenseFeedForward(width, inner)
        self.gate = matrix(count, width)
        self.gate_up = nn.Parameter(torch.randn(count, 2 * inner, width) / math.sqrt(width))
        self.down = nn.Parameter(torch.randn(count, width, inner) * 0.3 / math.sqrt(inner))
        self.register_buffer("selection_bias", torch.zeros(count))
        self.register_buffer("load", torch.zeros(count), persistent=False)
        self.chosen = None

    def forward(self, x):
        rows = x.reshape(-1, x.shape[-1])
        affinity = torch.sigmoid(F.linear(rows, self.gate))
        with torch.no_grad():
            chosen = torch.topk(affinity + self.selection_bias, self.shape.expert_used_count, sorted=False).indices
            self.load += torch.zeros_like(affinity).scatter(1, chosen, 1.0).sum(0)
            self.chosen = chosen
        weight = affinity.gather(1, chosen)
        weight = weight / weight.sum(1, keepdim=True) * self.shape.expert_weights_scale
        swiglu = masked_swiglu if rows.is_cuda else grouped_swiglu
        routed = swiglu(rows, chosen, weight, self.gate_up, self.down)
        return self.shared(x) + routed.view_as(x)

    def balance(self, rate):
        """Auxiliary-loss-free balancing: the bias, used for selection only, pulls busy experts down."""
        self.selection_bias += rate * torch.sign(self.load.mean() - self.load)
        self.load.zero_()


class Block(nn.Module):
    def __init__(self, shape, dense):
        super().__init__()
        self.attention_norm = RmsNorm(shape.embedding_length, shape.rms_epsilon)
        self.attention = LatentAttention(shape)
        self.feed_forward_norm = RmsNorm(shape.embedding_length, shape.rms_epsilon)
        self.feed_forward = (DenseFeedForward(shape.embedding_length, shape.feed_forward_length) if dense
                             else ExpertMixture(shape))

    def forward(self, x, table, mask, cache=None):
        x = x + self.attention(self.attention_norm(x), table, mask, cache)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Network(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.randn(shape.vocab_size, shape.embedding_length))
        self.blocks = nn.ModuleList(Block(shape, layer < shape.leading_dense_block_count)
                                    for layer in range(shape.block_count))
        self.norm = RmsNorm(shape.embedding_length, shape.rms_epsilon)
        self.output = nn.Parameter(torch.zeros(shape.vocab_size, shape.embedding_length))
        self.register_buffer("table", rotation_table(shape, shape.context_length), persistent=False)
        future = torch.full((shape.context_length, shape.context_length), -1e9).triu(1)
        self.register_buffer("future", future, persistent=False)

    def forward(self, tokens, cache=None):
        """Hidden states after the last norm, [batch, position, width]."""
        start = cache.length if cache is not None else 0
        end = start + tokens.shape[1]
        mask = self.future[start:end, :end]
        if cache is not None:
            mask = mask + cache.padding_mask(end)
            cache.length = end
        x = F.embedding(tokens, self.embedding)
        for block in self.blocks:
            x = block(x, self.table[start:end], mask, cache)
        return self.norm(x)

    def logits(self, hidden):
        return F.linear(hidden, self.output)

    def mixtures(self):
        return [b.feed_forward for b in self.blocks if isinstance(b.feed_forward, ExpertMixture)]


class LatentCache:
    """What attention keeps of past tokens: the latent and the shared rotated key part; rows may be padded on the left."""

    def __init__(self, padding):
        self.padding, self.length, self.kept = padding, 0, {}

    def append(self, layer, latent, key_rope):
        if layer in self.kept:
            latent = torch.cat([self.kept[layer][0], latent], 1)
            key_rope = torch.cat([self.kept[layer][1], key_rope], 1)
        self.kept[layer] = latent, key_rope
        return self.kept[layer]

    def padding_mask(self, end):
        padded = torch.arange(end, device=self.padding.device)[None, :] < self.padding[:, None]
        return (padded * -1e9)[:, None, None, :]
