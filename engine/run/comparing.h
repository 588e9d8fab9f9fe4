// One text read twice at once, with routers altered in two ways: two scorings, whose logits meet here.
#pragma once

#include "run/scoring.h"

#include <array>
#include <exception>
#include <map>
#include <optional>

namespace deepscope {

class Comparing {
public:
    // `vocabulary`: numbers of a row.
    Comparing(const CompareRequest &request, uint32_t vocabulary);

    // Of the one (0) or the other (1): what is to be scored, and where its rows go.
    ScoreRequest request(size_t side) const;
    void take(size_t side, uint32_t position, std::span<const float> logits);
    // How far a side may read, so that few of its rows wait for the other's.
    uint32_t mayReach(size_t side) const { return m_taken[1 - side] + m_ahead; }

    // A scoring has ended. The comparison, when both have: it fails where one of them did.
    std::optional<Comparison> ended(size_t side, Scoring &scoring, const std::exception_ptr &error);

private:
    struct Row { // that waits for the other's
        size_t side;
        std::vector<float> logits;
    };
    Comparison compare();

    const CompareRequest m_request;
    uint32_t m_ahead;                  // rows
    std::array<uint32_t, 2> m_taken;   // positions that a side is through with
    std::map<uint32_t, Row> m_waiting; // by position
    std::vector<ComparedPosition> m_positions;
    std::array<std::optional<std::vector<ScoredPosition>>, 2> m_scored;
    SeenUntil m_seen; // by the other
    std::exception_ptr m_error;
    size_t m_ended = 0;
};

} // namespace deepscope
