// Numbers about the KV cache that follow from a model's memory plan.
#pragma once

#include "api/engine.h"

#include <QStringList>

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
// "MLA: 27 layers x (512 + 64) = 15,552", numbers a token, a line for each of them, in their order; where tokens are
// given also "; x 1,000 tokens = 15,552,000".
QStringList cacheFormulas(const ModelInfo &info, const MemoryPlan &plan, uint64_t tokens = 0);

// What the papers say that latent attention keeps of a token, and what keys and values of all heads would be: 2 x heads
// x 128, the part for the position not counted (arXiv:2405.04434, table 1; arXiv:2412.19437, 2.1.1).
struct PublishedCache {
    QString model;
    uint32_t layers = 0, heads = 0, head = 128, latent = 512, ropeKey = 64;

    uint64_t kept() const { return uint64_t(layers) * (latent + ropeKey); }
    uint64_t ordinary() const { return uint64_t(layers) * 2 * heads * head; }
};
const std::vector<PublishedCache> &publishedCaches();
// What the "93.3 % less" of DeepSeek-V2's paper compares.
QString publishedSavingWords();

} // namespace deepscope
