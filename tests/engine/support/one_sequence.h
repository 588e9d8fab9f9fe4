// Steps of one sequence that has the whole pool to itself: position p lies in row p. A step that does not begin the
// text goes on from the state that the one before left.
#pragma once

#include "model/kv_cache.h"
#include "model/step.h"
#include "run/window_pages.h"

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace deepscope::testing {

enum class LogitsOf : uint8_t { All, Last };

class OneSequence {
public:
    explicit OneSequence(const KvCache &cache) : m_pages(cache.pages()), m_windowPlaces(cache.windowPlaces())
    {
        std::iota(m_pages.begin(), m_pages.end(), 0);
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
        if (m_windowPlaces > 0)
            input.windowPages = {ringOfPlaces(0, m_windowPlaces, uint32_t(m_pages.size()))};
        input.wholeLogits = true;
        return input;
    }

private:
    std::vector<uint32_t> m_pages;
    uint32_t m_windowPlaces;
    uint32_t m_slot = 0; // of the last step
};

} // namespace deepscope::testing
