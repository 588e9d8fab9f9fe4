// Steps of one sequence that has the whole pool to itself: position p lies in row p, and the state behind p positions
// in slot p.
#pragma once

#include "model/step.h"

#include <cstdint>
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
    StepInput rows(uint32_t position, const std::vector<int32_t> &tokens, LogitsOf logits) const
    {
        StepInput input;
        for (uint32_t i = 0; i < tokens.size(); ++i) {
            input.rows.push_back({uint32_t(tokens[i]), position + i, 0, 0});
            if (logits == LogitsOf::All || i + 1 == tokens.size())
                input.outputs.push_back(i);
        }
        input.pages = {m_pages};
        const auto count = uint32_t(tokens.size());
        input.states = {{position > 0 ? position : args::NoSlot, position + count, 0, count}};
        input.wholeLogits = true;
        return input;
    }

private:
    std::vector<uint32_t> m_pages;
};

} // namespace deepscope::testing
