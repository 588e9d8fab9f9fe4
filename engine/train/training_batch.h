// Texts as the rows of one step: what the host writes of them. Nothing of Vulkan.
#pragma once

#include "args.h"
#include "train/training_text.h"

#include <span>
#include <vector>

namespace deepscope {

struct TrainingBatch {
    std::vector<args::Row> rows; // text by text, then a filler that weighs nothing
    std::vector<std::vector<uint32_t>> pages;
    std::vector<uint32_t> targets;
    std::vector<float> weights;
    std::vector<uint32_t> spans;      // first row and end of the text of each row (ops::TextRows)
    std::vector<uint32_t> sortedRows; // by token, and among equal ones by number
    uint32_t filled = 0;              // rows of texts
};

// Rows of a step are filled up to a multiple of this, so that few kinds of steps need be recorded.
inline constexpr uint32_t RowStep = 32;

// How many of the texts, from the first on, make a step of at most so many rows.
size_t fittingTexts(std::span<const TrainingText> texts, uint32_t mostRows);

// Positions of a cache that has room for any texts that fit.
uint32_t cacheTokensFor(uint32_t mostRows);

TrainingBatch packTexts(std::span<const TrainingText> texts);

} // namespace deepscope
