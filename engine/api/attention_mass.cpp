#include "attention_question.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deepscope {

std::vector<double> attentionMassOn(const AttendedLayer &layer, uint32_t head, std::span<const uint32_t> positions)
{
    std::vector<double> mass;
    const size_t first = size_t(head) * layer.positions;
    for (const uint32_t p : positions)
        mass.push_back(double(layer.content[first + p]) + (layer.rope.empty() ? 0 : layer.rope[first + p]));
    const std::optional<double> sink = layer.sinks.empty() ? std::nullopt : std::optional(layer.sinks[head]);
    double largest = *std::ranges::max_element(mass);
    largest = std::max(largest, sink.value_or(largest));
    double sum = sink ? std::exp(*sink - largest) : 0;
    for (double &one : mass)
        sum += one = std::exp(one - largest);
    for (double &one : mass)
        one /= sum;
    return mass;
}

std::vector<float> attentionMass(const AttendedLayer &layer)
{
    std::vector<uint32_t> all(layer.positions);
    std::iota(all.begin(), all.end(), 0);
    std::vector<float> mass;
    for (uint32_t head = 0; head < layer.heads; ++head)
        for (const double one : attentionMassOn(layer, head, all))
            mass.push_back(float(one));
    return mass;
}

} // namespace deepscope
