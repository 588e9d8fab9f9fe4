// Steps of one sequence that has the whole pool to itself: position p lies in row p, and the state behind p positions
// in slot p, or where there are fewer slots, p modulo their number: then each step goes on from the one before it.
#pragma once

#include "model/step.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace deepscope::testing {

enum class LogitsOf : uint8_t { All, Last };

class OneSequence {
public:
    explicit OneSequence(uint32_t pages, uint32_t slots = ~0U) : m_pages(pages), m_slots(slots)
    {
        for (uint32_t i = 0; i < pages; ++i)
            m_pages[i] = i;
    }

    // Refers to the pages of this object.
    StepInput rows(uint32_t position, const std::vector<int32_t> &tokens, LogitsOf logits)
    {
        StepInput input;
        for (uint32_t i = 0; i < tokens.size(); ++i) {
            input.rows.push_back({uint32_t(tokens[i]), position + i, 0, 0});
            if (logits == LogitsOf::All || i + 1 == tokens.size())
                input.outputs.push_back(i);
        }
        input.pages = {m_pages};
        const auto count = uint32_t(tokens.size());
        input.states = {{position > 0 ? position % m_slots : args::NoSlot, (position + count) % m_slots, 0, count}};
        input.wholeLogits = true;
        return input;
    }

private:
    std::vector<uint32_t> m_pages;
    uint32_t m_slot = 0; // of the last step
    uint32_t m_slots;
};

} // namespace deepscope::testing
