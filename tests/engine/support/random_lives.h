// Sequences begun, extended, forked, cut and dropped at random on a device on paper, in steps that are put together
// while others run.
#pragma once

#include "support/op_shapes.h"
#include "support/paged_device.h"

#include <vector>

namespace deepscope::testing {

// Of few different tokens, so that many texts begin alike.
inline Tokens someText(Dice &dice, uint32_t most)
{
    Tokens tokens(dice.between(1, most));
    for (RowContent &token : tokens)
        token = dice.between(0, 3) / 3;
    return tokens;
}

// `extend` gets a sequence that lives. In the end all are dropped.
template <typename Device, typename Extend>
void liveAtRandom(Device &device, Dice &dice, uint32_t pages, Extend &&extend)
{
    std::vector<SequenceId> living;
    for (uint32_t i = 0; i < 400 && !QTest::currentTestFailed(); ++i) {
        const size_t chosen = living.empty() ? 0 : dice.between(0, uint32_t(living.size() - 1));
        const SequenceId id = living.empty() ? 0 : living[chosen];
        const uint32_t action = dice.between(0, 99);
        if (living.empty() || (action < 20 && living.size() < 8)) {
            living.push_back(device.begin(someText(dice, pages * device.sequences.pageRows() / 2)));
        } else if (action < 55) {
            extend(id);
        } else if (action < 68) {
            device.handOver();
        } else if (action < 82) {
            device.steps() > 0 ? device.finish() : device.handOver();
        } else if (action < 88 && living.size() < 8) {
            living.push_back(device.fork(id, dice.between(0, device.sequences.length(id))));
        } else if (action < 94) {
            device.truncate(id, dice.between(0, device.sequences.length(id)));
        } else {
            device.drop(id);
            living.erase(living.begin() + ptrdiff_t(chosen));
        }
    }
    for (const SequenceId id : living)
        device.drop(id);
}

} // namespace deepscope::testing
