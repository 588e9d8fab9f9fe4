// Decoders with grouped-query attention (arXiv:2305.13245): the steps of which Llama, Qwen and OLMoE make their
// attention. Each architecture says in its file which steps it takes, in which order.
#pragma once

#include "model/decoder.h"
#include "ops/heads.h"

#include <vector>

namespace deepscope {

struct GroupedAttentionWeights {
    gpu::Tensor norm;                          // embedding
    gpu::Tensor query, key, value;             // heads * head x embedding; key/value heads * head x embedding
    gpu::Tensor queryBias, keyBias, valueBias; // empty where the model has none
    gpu::Tensor queryNorm, keyNorm;            // of a head or of a row; empty where the model has none
    gpu::Tensor output, outputBias;            // embedding x heads * value
};

struct GroupedAttentionActivations {
    gpu::Tensor query;    // heads x head
    gpu::Tensor key;      // key/value heads x head
    gpu::Tensor value;    // key/value heads x value
    gpu::Tensor attended; // heads x value
    gpu::Tensor scratch;
};

class GroupedDecoder : public Decoder {
public:
    static MemoryBlock attentionBlock(const Hyperparameters &hyper, uint32_t rows);

protected:
    explicit GroupedDecoder(const PassParts &parts);

    // One layer's attention on its way, as the steps below read and write it.
    struct Work {
        gpu::Commands &commands;
        ops::StepRows rows;
        const KvCache::Layer &cache;
        const GroupedAttentionWeights &w;
        GroupedAttentionActivations a; // as many rows as x
    };
    Work begin(gpu::Commands &commands, uint32_t layer, uint32_t tokens) const;

    // h = norm(x); q = W^Q h, k = W^K h, v = W^V h, each with its bias where the model has one.
    void project(const Work &work, const gpu::Tensor &x, const gpu::Tensor &normed) const;
    void normHeads(const Work &work) const; // q, k: RMS norm of each head (QK-Norm, arXiv:2010.04245)
    void normRows(const Work &work) const;  // q, k: RMS norm of all heads together
    void rotate(const Work &work) const;    // q, k: rotary embedding (arXiv:2104.09864)
    // x += W^O attention(q, cached keys and values), this token's among them.
    void attend(const Work &work, const gpu::Tensor &x) const;

private:
    static GroupedAttentionActivations place(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows);
    ops::Heads queryHeads(const Work &work) const;
    ops::Heads keyHeads(const Work &work) const;

    std::vector<GroupedAttentionWeights> m_weights; // of each layer
    gpu::Buffer m_scratch;
    GroupedAttentionActivations m_activations;
};

} // namespace deepscope
