// Steps of one sequence that has the whole pool to itself: position p lies in row p. A step that does not begin the
// text goes on from the state that the one before left.
#pragma once

#include "model/step.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace deepscope::testing {

enum class LogitsOf : uint8_t { All, Last };

class OneSequence {
public:
    explicit OneSequence(uint32_t pages) : m_pages(pages)
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
        const uint32_t from = std::exchange(m_slot, 1 - m_slot);
        input.states = {{position > 0 ? from : args::NoSlot, m_slot, 0, uint32_t(tokens.size())}};
        input.wholeLogits = true;
        return input;
    }

private:
    std::vector<uint32_t> m_pages;
    uint32_t m_slot = 0; // of the last step
};

} // namespace deepscope::testing
