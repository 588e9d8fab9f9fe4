// A small model with grouped-query attention: "llama", "qwen2", "qwen3", "qwen3moe" or "olmoe".
#pragma once

#include "support/tiny_model.h"

namespace deepscope {

// Embedding 8, 4 heads of 6 that share 2 keys and values, 2 layers; 4 experts of which 2 are used where the
// architecture has experts.
struct TinyGrouped : TinyModel {
    explicit TinyGrouped(const std::string &architecture);

    void useExperts(); // in place of the dense feed-forward
};

} // namespace deepscope
