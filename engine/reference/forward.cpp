#include "reference/forward.h"

#include "reference/dequantise.h"

#include <algorithm>

namespace deepscope::reference {

Forward::Forward(const GgufFile &file) : m_file(file), m_hyper(readHyperparameters(file)), m_cache(m_hyper.layers) {}

void Forward::reset()
{
    m_cache.assign(m_hyper.layers, {});
    m_routing.clear();
    m_position = 0;
}

std::vector<float> Forward::step(int32_t token)
{
    const Values embedding = weights("token_embd.weight");
    const Values row = embedding.subspan(size_t(token) * m_hyper.embedding, m_hyper.embedding);
    Row x(row.begin(), row.end());
    m_routing.clear();
    for (uint32_t layer = 0; layer < m_hyper.layers; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        attention(block, m_cache[layer], x);
        feedForward(layer, block, x);
    }
    ++m_position;
    const bool tied = !m_file.findTensor("output.weight");
    return multiply(tied ? "token_embd.weight" : "output.weight", normed(x, "output_norm.weight"), m_hyper.vocabulary);
}

Values Forward::weights(const std::string &name)
{
    Row &kept = m_weights[name];
    if (kept.empty()) {
        const GgufTensor &tensor = m_file.requireTensor(name);
        kept.resize(tensor.elements());
        dequantise(tensor.type, m_file.readTensor(tensor), kept);
    }
    return kept;
}

Values Forward::expertWeights(const std::string &name, uint32_t expert)
{
    const size_t size = size_t(m_hyper.embedding) * m_hyper.expertFeedForward;
    return weights(name).subspan(expert * size, size);
}

Forward::Row Forward::normed(const Row &x, const std::string &weightName)
{
    Row y(x.size());
    rmsNorm(x, weights(weightName), m_hyper.normEpsilon, y);
    return y;
}

Forward::Row Forward::multiply(const std::string &weightName, const Row &x, size_t rows)
{
    Row y(rows);
    matrixVector(weights(weightName), x, y);
    return y;
}

// DeepSeek-V2 (arXiv:2405.04434) section 2.1: x += W^O [value of each head], with keys and values absorbed, so that
// only the latent and the shared RoPE key of each token are kept.
void Forward::attention(const std::string &block, Row &cache, Row &x)
{
    const Row input = normed(x, block + "attn_norm.weight");
    appendToCache(block, input, cache);
    const Row latentQueries = absorbKeys(block, queries(block, input));
    Row attended(size_t(m_hyper.heads) * m_hyper.latent);
    latentAttention(latentQueries, cache, {m_hyper.heads, m_hyper.latent, m_hyper.rope}, m_hyper.attentionScale,
                    attended);
    const Row output = multiply(block + "attn_output.weight", values(block, attended), m_hyper.embedding);
    std::transform(x.begin(), x.end(), output.begin(), x.begin(), std::plus());
}

// c = norm(W^DKV h), k_R = rope(W^KR h)
void Forward::appendToCache(const std::string &block, const Row &input, Row &cache)
{
    Row row = multiply(block + "attn_kv_a_mqa.weight", input, size_t(m_hyper.latent) + m_hyper.rope);
    const Output latent = Output(row).first(m_hyper.latent);
    rmsNorm(latent, weights(block + "attn_kv_a_norm.weight"), m_hyper.normEpsilon, latent);
    rope(Output(row).subspan(m_hyper.latent), m_position, m_hyper.ropeFrequencies, m_hyper.ropePairing);
    cache.insert(cache.end(), row.begin(), row.end());
}

// heads x [nope | rope], the latter rotated
Forward::Row Forward::queries(const std::string &block, const Row &input)
{
    const size_t rows = size_t(m_hyper.heads) * m_hyper.head();
    Row result;
    if (m_hyper.queryLatent > 0) {
        const Row latent = multiply(block + "attn_q_a.weight", input, m_hyper.queryLatent);
        result = multiply(block + "attn_q_b.weight", normed(latent, block + "attn_q_a_norm.weight"), rows);
    } else {
        result = multiply(block + "attn_q.weight", input, rows);
    }
    for (size_t head = 0; head < m_hyper.heads; ++head)
        rope(Output(result).subspan(head * m_hyper.head() + m_hyper.nope, m_hyper.rope), m_position,
             m_hyper.ropeFrequencies, m_hyper.ropePairing);
    return result;
}

// heads x [W^UK^T q_nope | q_rope]
Forward::Row Forward::absorbKeys(const std::string &block, const Row &queries)
{
    const size_t nope = m_hyper.nope, latent = m_hyper.latent, rope = m_hyper.rope;
    const bool joint = m_hyper.jointKeyValue;
    const Values up = weights(block + (joint ? "attn_kv_b.weight" : "attn_k_b.weight"));
    const size_t upOfHead = latent * (joint ? nope + m_hyper.value : nope);
    Row result(m_hyper.heads * (latent + rope));
    for (size_t head = 0; head < m_hyper.heads; ++head) {
        const Values query = Values(queries).subspan(head * (nope + rope), nope + rope);
        const Output out = Output(result).subspan(head * (latent + rope), latent + rope);
        const Values keyUp = up.subspan(head * upOfHead, latent * nope);
        if (joint) // nope rows of latent values, else transposed in the file
            matrixTransposedVector(keyUp, query.first(nope), out.first(latent));
        else
            matrixVector(keyUp, query.first(nope), out.first(latent));
        std::copy(query.begin() + ptrdiff_t(nope), query.end(), out.begin() + ptrdiff_t(latent));
    }
    return result;
}

// heads x value: W^UV of each head times what it attended to
Forward::Row Forward::values(const std::string &block, const Row &attended)
{
    const size_t latent = m_hyper.latent, value = m_hyper.value;
    const bool joint = m_hyper.jointKeyValue;
    const Values up = weights(block + (joint ? "attn_kv_b.weight" : "attn_v_b.weight"));
    const size_t keyRows = joint ? m_hyper.nope : 0; // in front of each head's value rows
    Row result(m_hyper.heads * value);
    for (size_t head = 0; head < m_hyper.heads; ++head) {
        const Values valueUp = up.subspan((head * (keyRows + value) + keyRows) * latent, value * latent);
        matrixVector(valueUp, Values(attended).subspan(head * latent, latent),
                     Output(result).subspan(head * value, value));
    }
    return result;
}

// x += the dense network, or the shared experts and the chosen ones. DeepSeek-V3 (arXiv:2412.19437) section 2.1.2.
void Forward::feedForward(uint32_t layer, const std::string &block, Row &x)
{
    const Row input = normed(x, block + "ffn_norm.weight");
    const bool experts = m_hyper.layerHasExperts(layer);
    if (experts) {
        const Row logits = multiply(block + "ffn_gate_inp.weight", input, m_hyper.router.experts);
        const std::string biasName = block + "exp_probs_b.bias";
        const Values bias = m_file.findTensor(biasName) ? weights(biasName) : Values();
        m_routing.push_back(route(logits, bias, m_hyper.router));
        for (const ExpertHit &hit : m_routing.back())
            addGatedUnit(expertWeights(block + "ffn_gate_exps.weight", hit.expert),
                         expertWeights(block + "ffn_up_exps.weight", hit.expert),
                         expertWeights(block + "ffn_down_exps.weight", hit.expert), hit.weight, input, x);
    }
    if (experts && m_hyper.sharedExperts == 0)
        return;
    const std::string suffix = experts ? "_shexp.weight" : ".weight";
    addGatedUnit(weights(block + "ffn_gate" + suffix), weights(block + "ffn_up" + suffix),
                 weights(block + "ffn_down" + suffix), 1, input, x);
}

// x += weight * down(silu(gate input) * up input)
void Forward::addGatedUnit(Values gate, Values up, Values down, float weight, const Row &input, Row &x) const
{
    const size_t width = gate.size() / input.size();
    Row gated(width), raised(width), output(x.size());
    matrixVector(gate, input, gated);
    matrixVector(up, input, raised);
    siluMultiply(gated, raised, gated);
    matrixVector(down, gated, output);
    for (size_t i = 0; i < x.size(); ++i)
        x[i] += weight * output[i];
}

} // namespace deepscope::reference
