// A small hybrid: "qwen35", "qwen35moe" or "qwen3next".
#pragma once

#include "support/tiny_model.h"

namespace deepscope {

// Embedding 8, 4 layers. Layers 1 and 3 have gated attention, 4 heads of 6, of which 4 turn, that share 2 keys and
// values; layers 0 and 2 are recurrent, with 2 key heads and 4 value heads of 4 and a convolution of 3 tokens. 4
// experts of 10, of which 2 are used, and a gated shared one of 6 where the architecture has experts.
struct TinyDelta : TinyModel {
    explicit TinyDelta(const std::string &architecture);

    void setTensorOfRecurrentLayers(const std::string &part, std::vector<uint64_t> shape);
    void removeTensorOfRecurrentLayers(const std::string &part);
    void useJointGates(); // of Qwen3-Next

private:
    void addAttention();
    void addStates();
    void addExperts();
};

} // namespace deepscope
