// Bars of what a plan reserves, of what of its cache is in use, and of what other attention would keep.
#pragma once

#include "models/run_store.h"
#include "paint/palette.h"
#include "panels/shared/bar_list.h"

namespace deepscope {

QString modelWords(const LoadedModel &model); // "Small, F16 cache on Test device"
void append(std::vector<BarRow> &rows, std::vector<BarRow> more);
// "Weights: 1,048,576 bytes"
QString exactWords(const QString &name, uint64_t bytes);

// The whole cache: what is in use, then, hollow, what is reserved and free.
BarRow cacheRow(const MemoryPlan &plan, const CacheUse &use, const Palette &color);
// A row a part, each against what is reserved for it.
std::vector<BarRow> cachePartRows(const MemoryPlan &plan, const CacheUse &use, const Palette &color);
// Cache and states, as cacheRow() and stateRow() have them.
std::vector<BarRow> keptRows(const MemoryPlan &plan, const CacheUse &use, const Palette &color);
// All that the plan takes: what is kept of texts between weights and scratch.
BarRow allRow(const LoadedModel &model, const std::vector<BarRow> &kept, const Palette &color);
// So many tokens as each kind of attention would keep them, this model's own first: their bytes, and how many numbers
// these are where that is wanted.
std::vector<BarRow> shapeRows(const ModelInfo &info, const MemoryPlan &plan, uint64_t tokens, const Palette &color,
                              bool withNumbers = false);

} // namespace deepscope
