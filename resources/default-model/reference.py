"""A second forward pass, in float64 from nothing but the GGUF file, with attention over the latent cache itself.

It shares no code with network.py: that both agree shows that the file says what the training meant.
"""
import numpy

import gguf


class Reference:
    def __init__(self, path):
        file = gguf.Reader(path)
        self.w = {name: array.astype(numpy.float64) for name, array in file.tensors.items()}
        self.m = {key.replace("deepseek2.", ""): value for key, value in file.metadata.items()}

    def norm(self, x, weight):
        return x / numpy.sqrt((x * x).mean(-1, keepdims=True) + self.m["attention.layer_norm_rms_epsilon"]) * weight

    def rotate(self, x):
        """x [position, ..., rope]: neighbours 2i, 2i+1 turn by position * base^(-2i/n)."""
        size = x.shape[-1]
        speed = self.m["rope.freq_base"] ** (-numpy.arange(0, size, 2) / size)
        angle = numpy.arange(len(x)).reshape(-1, *[1] * (x.ndim - 1)) * speed
        even, odd, out = x[..., 0::2], x[..., 1::2], numpy.empty_like(x)
        out[..., 0::2] = even * numpy.cos(angle) - odd * numpy.sin(angle)
        out[..., 1::2] = even * numpy.sin(angle) + odd * numpy.cos(angle)
        return out

    def attention(self, x, block):
        heads, latent_size = self.m["attention.head_count"], self.m["attention.kv_lora_rank"]
        rope, key_size = self.m["rope.dimension_count"], self.m["attention.key_length_mla"]
        query = (x @ block["attn_q"].T).reshape(len(x), heads, key_size)
        joint = x @ block["attn_kv_a_mqa"].T
        latent = self.norm(joint[:, :latent_size], block["attn_kv_a_norm"])
        key_rope = self.rotate(joint[:, latent_size:])
        # the key unfolding is moved to the query's side, the value unfolding behind the sum
        query_latent = numpy.einsum("thn,hcn->thc", query[..., :-rope], block["attn_k_b"])
        scores = numpy.einsum("thc,sc->hts", query_latent, latent)
        scores += numpy.einsum("thr,sr->hts", self.rotate(query[..., -rope:]), key_rope)
        scores = scores / numpy.sqrt(key_size) + numpy.triu(numpy.full((len(x), len(x)), -numpy.inf), 1)
        scores = numpy.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        mixed = numpy.einsum("hts,sc,hvc->thv", scores, latent, block["attn_v_b"], optimize=True)
        return mixed.reshape(len(x), -1) @ block["attn_output"].T

    @staticmethod
    def swiglu(x, gate, up, down):
        g = x @ gate.T
        return (g / (1 + numpy.exp(-g)) * (x @ up.T)) @ down.T

    def mixture(self, x, block):
        out = self.swiglu(x, block["ffn_gate_shexp"], block["ffn_up_shexp"], block["ffn_down_shexp"])
        affinity = 1 / (1 + numpy.exp(-(x @ block["ffn_gate_inp"].T)))
        used = self.m["expert_used_count"]
        for position, row in enumerate(affinity):
            chosen = numpy.argsort(-(row + block["exp_probs_b"]), kind="stable")[:used]
            weights = row[chosen] / row[chosen].sum() * self.m["expert_weights_scale"]
            for expert, weight in zip(chosen, weights):
                out[position] += weight * self.swiglu(x[position], block["ffn_gate_exps"][expert],
                                                      block["ffn_up_exps"][expert], block["ffn_down_exps"][expert])
        return out

    def log_probabilities(self, tokens):
        """[position, vocabulary]: natural logarithms of what follows each token."""
        x = self.w["token_embd.weight"][tokens]
        for layer in range(self.m["block_count"]):
            prefix = f"blk.{layer}."
            block = {name[len(prefix):].rsplit(".", 1)[0]: array for name, array in self.w.items() if name.startswith(prefix)}
            x = x + self.attention(self.norm(x, block["attn_norm"]), block)
            inner = self.norm(x, block["ffn_norm"])
            dense = layer < self.m["leading_dense_block_count"]
            x = x + (self.swiglu(inner, block["ffn_gate"], block["ffn_up"], block["ffn_down"]) if dense
                     else self.mixture(inner, block))
        logits = self.norm(x, self.w["output_norm.weight"]) @ self.w["output.weight"].T
        logits -= logits.max(-1, keepdims=True)
        return logits - numpy.log(numpy.exp(logits).sum(-1, keepdims=True))
