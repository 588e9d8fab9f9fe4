#include "model/layer_state.h"

#include <algorithm>

namespace deepscope {

namespace {

// One row for all heads, [c_KV | k_R] (DeepSeek-V2, arXiv:2405.04434, 2.1).
LayerState stateOf(const LatentAttention &shape)
{
    return {{{1, shape.latent + shape.rope, {{"latent", shape.latent}, {"rope_key", shape.rope}}}}, {}};
}

LayerState stateOf(const GroupedAttention &shape)
{
    const uint32_t heads = shape.keyValueHeads;
    const bool inBlocks = !shape.largeKeyBias; // the values too: attention reads both in one type
    return {{{heads, shape.head(), {{"keys", heads * shape.head()}}, shape.window, inBlocks},
             {heads, shape.value, {{"values", heads * shape.value}}, shape.window, inBlocks}},
            {}};
}

LayerState stateOf(const DeltaNet &shape) { return {{}, {{"matrices", shape.matrices()}, {"tail", shape.tail()}}}; }

} // namespace

uint64_t LayerState::numbers() const
{
    uint64_t sum = 0;
    for (const StateRows &row : rows)
        sum += uint64_t(row.heads) * row.columns;
    return sum;
}

std::vector<LayerState> layerStates(const Hyperparameters &hyper)
{
    std::vector<LayerState> states;
    for (const LayerShape &layer : hyper.layers)
        states.push_back(std::visit([](const auto &mixer) { return stateOf(mixer); }, layer.mixer));
    return states;
}

bool keepsStates(const Hyperparameters &hyper)
{
    return std::ranges::any_of(layerStates(hyper), [](const LayerState &state) { return !state.fixed.empty(); });
}

uint32_t longestWindow(const Hyperparameters &hyper)
{
    uint32_t longest = 0;
    for (const LayerState &state : layerStates(hyper))
        for (const StateRows &rows : state.rows)
            longest = std::max(longest, rows.window);
    return longest;
}

} // namespace deepscope
