// Numbers about the KV cache that follow from a model's memory plan.
#pragma once

#include "api/engine.h"

#include <QString>

#include <vector>

namespace deepscope {

// "c_KV (latent)" for "latent", "k_R (RoPE key)" for "rope_key", "K (keys)", "V (values)"; other names as they are.
QString cachePartName(const std::string &name);
QString cachePartSymbol(const std::string &name); // "c_KV", "k_R"

// Parts with the same name, summed over the layers, in the order of the first layer.
struct CachePartTotal {
    std::string name;
    uint64_t bytesPerToken = 0;
    uint64_t bytes = 0; // of the whole cache, as allocated
};
std::vector<CachePartTotal> cacheParts(const MemoryPlan &plan);

// One way to keep keys and values for the same shape of model.
struct CacheShape {
    QString name;  // "MLA", "MHA", "GQA-8", "MQA"
    QString words; // what it keeps, for a tool tip
    uint64_t elementsPerToken = 0;
    uint64_t bytesPerToken =
        0;             // of the numbers alone, in the cache's type: how rows are padded is no matter of attention
    double factor = 0; // times what this model keeps
    bool thisModel = false;
};
// This model first; the others from small to large.
std::vector<CacheShape> compareCacheShapes(const ModelInfo &info, const MemoryPlan &plan);

} // namespace deepscope
