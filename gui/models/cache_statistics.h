// Numbers about the KV cache that follow from a model's memory plan.
#pragma once

#include "api/engine.h"

#include <QStringList>

#include <map>
#include <vector>

namespace deepscope {

// "c_KV (latent)" for "latent", "k_R (RoPE key)" for "rope_key", "K (keys)", "V (values)"; other names as they are.
QString cachePartName(const std::string &name);
QString cachePartSymbol(const std::string &name); // "c_KV", "k_R"

// Parts with the same name, summed over the layers, in the order of the first layer.
struct CachePartTotal {
    std::string name;
    std::map<uint32_t, uint64_t> windows; // bytes a token of the layers with each window; 0 = with none
    uint64_t bytes = 0;                   // of the whole cache, as allocated

    uint64_t bytesOf(uint64_t tokens) const; // that a text of so many keeps
    uint64_t bytesPerToken() const { return bytesOf(1); }
};
std::vector<CachePartTotal> cacheParts(const MemoryPlan &plan);

// Pages are given out of rows for each token of the cache. Layers with a window have theirs apart.
uint64_t cachePageBytes(const MemoryPlan &plan);               // 0: all layers have theirs apart
uint64_t windowPageBytes(const MemoryPlan &plan);              // of those apart
uint64_t keptTokens(const CacheLayer &layer, uint64_t tokens); // of a text of so many

// "4,096 bytes a token", and of models with windows "..., 2,048 bytes behind the window of 128 tokens".
QString cacheGrowthWords(const MemoryPlan &plan, QString (*format)(uint64_t bytes));
// "12 of 24 layers have an attention window: ..."; empty: none has one.
QString windowsSentence(const MemoryPlan &plan);
QString windowName(uint32_t window); // "window of 128 tokens"

// One way to keep keys and values for the same shape of model.
struct CacheShape {
    QString name;                  // "MLA", "MHA", "GQA-8", "MQA"
    QString words;                 // what it keeps, for a tool tip
    uint64_t elementsPerToken = 0; // before any window ends
    // Of the numbers alone, in the cache's type: how rows are padded is no matter of attention.
    uint64_t bytesPerToken = 0;
    double factor = 0; // times what this model keeps
    bool thisModel = false;
};
// So much a token, of numbers or bytes, for a text of so many: layers have the windows of this model whatever their
// attention.
uint64_t keptOf(uint64_t perToken, const MemoryPlan &plan, uint64_t tokens);
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
