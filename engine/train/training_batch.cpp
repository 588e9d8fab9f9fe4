#include "train/training_batch.h"

#include "api/memory_plan.h"
#include "gpu/arithmetic.h"
#include "model/step.h"

#include <algorithm>
#include <numeric>

namespace deepscope {

namespace {

constexpr uint32_t MostTexts = MostStepSequences - 1; // the filler is one more

void addRows(TrainingBatch &batch, uint32_t count)
{
    const uint32_t first = uint32_t(batch.rows.size()), sequence = uint32_t(batch.pages.size());
    for (uint32_t position = 0; position < count; ++position) {
        batch.rows.push_back({0, position, sequence, 0});
        batch.spans.insert(batch.spans.end(), {first, first + count});
    }
    batch.targets.resize(batch.rows.size());
    batch.weights.resize(batch.rows.size());
    uint32_t page = 0;
    for (const auto &pages : batch.pages)
        page += uint32_t(pages.size());
    std::vector<uint32_t> &pages = batch.pages.emplace_back(divideUp(count, CachePageTokens));
    std::iota(pages.begin(), pages.end(), page);
}

} // namespace

size_t fittingTexts(std::span<const TrainingText> texts, uint32_t mostRows)
{
    size_t count = 0;
    uint64_t rows = 0;
    while (count < std::min<size_t>(texts.size(), MostTexts) && rows + texts[count].rows() <= mostRows)
        rows += texts[count++].rows();
    return count;
}

uint32_t cacheTokensFor(uint32_t mostRows)
{
    return uint32_t(roundUp(mostRows, CachePageTokens)) + MostStepSequences * CachePageTokens;
}

TrainingBatch packTexts(std::span<const TrainingText> texts)
{
    TrainingBatch batch;
    for (const TrainingText &text : texts) {
        const size_t first = batch.rows.size();
        addRows(batch, text.rows());
        for (uint32_t i = 0; i < text.rows(); ++i) {
            batch.rows[first + i].token = uint32_t(text.tokens[i]);
            batch.targets[first + i] = uint32_t(text.tokens[i + 1]);
            batch.weights[first + i] = text.weights[i];
        }
    }
    batch.filled = uint32_t(batch.rows.size());
    if (const uint32_t filler = uint32_t(roundUp(batch.filled, RowStep)) - batch.filled; filler > 0)
        addRows(batch, filler);
    batch.sortedRows.resize(batch.rows.size());
    std::iota(batch.sortedRows.begin(), batch.sortedRows.end(), 0);
    std::ranges::stable_sort(batch.sortedRows, {}, [&](uint32_t row) { return batch.rows[row].token; });
    return batch;
}

} // namespace deepscope
