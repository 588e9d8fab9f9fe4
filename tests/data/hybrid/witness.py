"""The forward pass of a hybrid GGUF model (qwen35moe, qwen35, qwen3next) in float64, for the tests to compare with.

It shares nothing with the engine: it was written from the published arithmetic of Gated DeltaNet (arXiv:2412.06464) and
of these models. Sizes come from the tensors' shapes where those say them.
"""
import numpy


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def silu(x):
    return x * sigmoid(x)


def rms_norm(x, weight, epsilon):
    return x / numpy.sqrt(numpy.mean(x * x, axis=-1, keepdims=True) + epsilon) * weight


def unit(x, epsilon):
    return x / numpy.maximum(numpy.linalg.norm(x, axis=-1, keepdims=True), epsilon)


def recurrent_layers(keys, count):
    if "attention.recurrent_layers" in keys:
        return [bool(one) for one in keys["attention.recurrent_layers"]][:count]
    interval = keys.get("full_attention_interval", 4)
    return [(layer + 1) % interval != 0 for layer in range(count)]


class Witness:
    """`metadata` and `tensors` as a file has them, the last axis of an array being the fastest one."""

    def __init__(self, metadata, tensors):
        self.architecture = metadata["general.architecture"]
        prefix = self.architecture + "."
        self.keys = {key[len(prefix):]: value for key, value in metadata.items() if key.startswith(prefix)}
        self.tensors = {name: array.astype(numpy.float64) for name, array in tensors.items()}
        self.epsilon = self.keys["attention.layer_norm_rms_epsilon"]
        self.count = self.keys["block_count"] - self.keys.get("nextn_predict_layers", 0)
        self.margin = numpy.inf  # the least by which an expert was stronger than the next one

    def forward(self, tokens):
        """Log-probabilities after each token, and the experts of each token and layer, strongest first."""
        x = self.tensors["token_embd.weight"][tokens]
        routing = [[] for _ in tokens]
        for layer, recurrent in enumerate(recurrent_layers(self.keys, self.count)):
            w = {name.removeprefix(f"blk.{layer}."): array for name, array in self.tensors.items()
                 if name.startswith(f"blk.{layer}.")}
            h = rms_norm(x, w["attn_norm.weight"], self.epsilon)
            x = x + (self.delta_net(w, h) if recurrent else self.attention(w, h))
            h = rms_norm(x, w["post_attention_norm.weight"], self.epsilon)
            x = x + (self.mixture(w, h, routing) if "ffn_gate_inp.weight" in w else self.gated_unit(w, "", h))
        x = rms_norm(x, self.tensors["output_norm.weight"], self.epsilon)
        logits = x @ self.tensors.get("output.weight", self.tensors["token_embd.weight"]).T
        logits = logits - logits.max(axis=-1, keepdims=True)
        return logits - numpy.log(numpy.exp(logits).sum(axis=-1, keepdims=True)), routing

    def delta_net(self, w, h):
        key_heads, value_heads = self.keys["ssm.group_count"], self.keys["ssm.time_step_rank"]
        width, rows = self.keys["ssm.state_size"], len(h)
        x, z = h @ w["attn_qkv.weight"].T, h @ w["attn_gate.weight"].T
        kernel = w["ssm_conv1d.weight"].shape[1]
        before = numpy.concatenate([numpy.zeros((kernel - 1, x.shape[1])), x])
        y = silu(sum(w["ssm_conv1d.weight"][:, j] * before[j:j + rows] for j in range(kernel)))
        queries, keys, values = numpy.split(y, [key_heads * width, 2 * key_heads * width], axis=1)
        queries = unit(queries.reshape(rows, key_heads, width), self.epsilon) / numpy.sqrt(width)
        keys = unit(keys.reshape(rows, key_heads, width), self.epsilon)
        values = values.reshape(rows, value_heads, width)
        b, a = self.gates(w, h, key_heads, value_heads)
        beta, decay = sigmoid(b), numpy.exp(w["ssm_a"] * numpy.logaddexp(0, a + w["ssm_dt.bias"]))
        out = numpy.empty((rows, value_heads, width))
        for head in range(value_heads):
            key_head = head // (value_heads // key_heads) if self.architecture == "qwen3next" else head % key_heads
            state = numpy.zeros((width, width))  # key index, value index
            for t in range(rows):
                q, k, v = queries[t, key_head], keys[t, key_head], values[t, head]
                state = decay[t, head] * state
                state = state + numpy.outer(k, beta[t, head] * (v - state.T @ k))
                out[t, head] = state.T @ q
        out = rms_norm(out, w["ssm_norm.weight"], self.epsilon).reshape(rows, -1) * silu(z)
        return out @ w["ssm_out.weight"].T

    @staticmethod
    def gates(w, h, key_heads, value_heads):
        if "ssm_ba.weight" not in w:
            return h @ w["ssm_beta.weight"].T, h @ w["ssm_alpha.weight"].T
        both = (h @ w["ssm_ba.weight"].T).reshape(len(h), key_heads, 2, value_heads // key_heads)
        return both[:, :, 0].reshape(len(h), -1), both[:, :, 1].reshape(len(h), -1)

    def attention(self, w, h):
        heads, groups, head = (self.keys["attention." + key] for key in ("head_count", "head_count_kv", "key_length"))
        rows = len(h)
        both = (h @ w["attn_q.weight"].T).reshape(rows, heads, 2, head)
        queries = self.rotated(rms_norm(both[:, :, 0], w["attn_q_norm.weight"], self.epsilon))
        keys = (h @ w["attn_k.weight"].T).reshape(rows, groups, head)
        keys = self.rotated(rms_norm(keys, w["attn_k_norm.weight"], self.epsilon))
        values = (h @ w["attn_v.weight"].T).reshape(rows, groups, head)
        keys, values = (numpy.repeat(one, heads // groups, axis=1) for one in (keys, values))
        scores = numpy.einsum("thc,jhc->htj", queries, keys) / numpy.sqrt(head)
        scores = numpy.where(numpy.tri(rows, dtype=bool), scores, -numpy.inf)
        scores = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        out = numpy.einsum("htj,jhc->thc", scores, values) * sigmoid(both[:, :, 1])
        return out.reshape(rows, -1) @ w["attn_output.weight"].T

    def rotated(self, x):
        """The first values of each head: i and i + n/2 turn together, if they are in one of the sections."""
        pairs = self.keys["rope.dimension_count"] // 2
        frequencies = self.keys["rope.freq_base"] ** (-numpy.arange(pairs) / pairs)
        if sections := self.keys.get("rope.dimension_sections"):
            places = numpy.arange(pairs) % sum(sections)
            frequencies = numpy.where(places < 3 * numpy.array(sections)[places % 3], frequencies, 0)
        angles = (numpy.arange(len(x))[:, None] * frequencies)[:, None, :]
        first, second, rest = x[..., :pairs], x[..., pairs:2 * pairs], x[..., 2 * pairs:]
        cosine, sine = numpy.cos(angles), numpy.sin(angles)
        return numpy.concatenate([first * cosine - second * sine, first * sine + second * cosine, rest], axis=-1)

    def mixture(self, w, h, routing):
        used = self.keys["expert_used_count"]
        logits = h @ w["ffn_gate_inp.weight"].T
        affinities = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
        affinities /= affinities.sum(axis=-1, keepdims=True)
        out = sigmoid(h @ w["ffn_gate_inp_shexp.weight"])[:, None] * self.gated_unit(w, "_shexp", h)
        gates, ups = self.expert_matrices(w)
        for t, row in enumerate(affinities):
            order = numpy.argsort(-row, kind="stable")
            self.margin = min(self.margin, numpy.min(-numpy.diff(row[order[:used + 1]])))
            chosen = order[:used]
            routing[t].append([int(expert) for expert in chosen])
            total = max(row[chosen].sum(), 6.1035e-5)
            for expert in chosen:
                hidden = silu(gates[expert] @ h[t]) * (ups[expert] @ h[t])
                out[t] += row[expert] / total * (w["ffn_down_exps.weight"][expert] @ hidden)
        return out

    @staticmethod
    def expert_matrices(w):
        if "ffn_gate_up_exps.weight" in w:
            return numpy.split(w["ffn_gate_up_exps.weight"], 2, axis=1)
        return w["ffn_gate_exps.weight"], w["ffn_up_exps.weight"]

    @staticmethod
    def gated_unit(w, suffix, h):
        gate, up, down = (w[f"ffn_{part}{suffix}.weight"] for part in ("gate", "up", "down"))
        return (silu(h @ gate.T) * (h @ up.T)) @ down.T
