#include "turning_point.h"

#include <algorithm>
#include <vector>

namespace deepscope {

namespace {

constexpr size_t MostSteps = 12, FewestSteps = 4; // that are averaged at each side
constexpr double SmallestRise = 0.12;             // of the share of right answers: more than chance does with 128
constexpr double Longer = 1.5, OneToken = 1;      // thoughts that grew

// Sums up to each step, so that any mean costs one subtraction.
class Means {
public:
    template <class Value>
    Means(std::span<const LabStep> steps, Value value) : m_sums(1)
    {
        for (const LabStep &step : steps)
            m_sums.push_back(m_sums.back() + value(step));
    }

    double of(size_t begin, size_t end) const { return (m_sums[end] - m_sums[begin]) / double(end - begin); }

private:
    std::vector<double> m_sums;
};

// What followed keeps at least half of the rise, at every later stretch of the same length.
bool stays(const Means &match, size_t from, size_t steps, size_t window, double half)
{
    for (size_t begin = from; begin + window <= steps; ++begin)
        if (match.of(begin, begin + window) < half)
            return false;
    return true;
}

} // namespace

bool TurningPoint::throughThought() const
{
    return thoughtAfter > Longer * thoughtBefore && thoughtAfter - thoughtBefore > OneToken;
}

std::optional<TurningPoint> turningPoint(std::span<const LabStep> steps)
{
    const Means match(steps, [](const LabStep &step) { return step.match; });
    const Means thought(steps, [](const LabStep &step) { return step.thoughtTokens; });
    const size_t window = std::min(MostSteps, steps.size() / 3);
    std::optional<TurningPoint> turn;
    double steepest = SmallestRise;
    for (size_t at = FewestSteps; window >= FewestSteps && at + window <= steps.size(); ++at) {
        const size_t begin = at - std::min(at, window), end = at + window;
        const double before = match.of(begin, at), after = match.of(at, end);
        if (after - before <= steepest || !stays(match, at, steps.size(), window, (before + after) / 2))
            continue;
        steepest = after - before;
        turn = TurningPoint{steps[at].step, before, after, thought.of(begin, at), thought.of(at, end)};
    }
    return turn;
}

} // namespace deepscope
