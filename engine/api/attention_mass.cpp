#include "attention_question.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace deepscope {

namespace {

// The last one is the sink's; 0 where there is none.
std::vector<double> massAndSink(const AttendedLayer &layer, uint32_t head, std::span<const uint32_t> positions)
{
    std::vector<double> mass;
    const size_t first = size_t(head) * layer.positions;
    for (const uint32_t p : positions)
        mass.push_back(double(layer.content[first + p]) + (layer.rope.empty() ? 0 : layer.rope[first + p]));
    mass.push_back(layer.sinks.empty() ? -std::numeric_limits<double>::infinity() : layer.sinks[head]);
    const double largest = *std::ranges::max_element(mass);
    double sum = 0;
    for (double &one : mass)
        sum += one = std::exp(one - largest);
    for (double &one : mass)
        one /= sum;
    return mass;
}

std::vector<uint32_t> allPositions(const AttendedLayer &layer)
{
    std::vector<uint32_t> all(layer.positions);
    std::iota(all.begin(), all.end(), 0);
    return all;
}

} // namespace

std::vector<double> attentionMassOn(const AttendedLayer &layer, uint32_t head, std::span<const uint32_t> positions)
{
    std::vector<double> mass = massAndSink(layer, head, positions);
    mass.pop_back();
    return mass;
}

std::vector<float> attentionMass(const AttendedLayer &layer)
{
    const std::vector<uint32_t> all = allPositions(layer);
    std::vector<float> mass;
    for (uint32_t head = 0; head < layer.heads; ++head)
        for (const double one : attentionMassOn(layer, head, all))
            mass.push_back(float(one));
    return mass;
}

std::vector<double> sinkMass(const AttendedLayer &layer)
{
    const std::vector<uint32_t> all = allPositions(layer);
    std::vector<double> mass;
    for (uint32_t head = 0; head < layer.heads && !layer.sinks.empty(); ++head)
        mass.push_back(massAndSink(layer, head, all).back());
    return mass;
}

uint32_t firstAttended(const AttendedLayer &layer)
{
    const auto row = layer.content.begin(), end = row + std::min<ptrdiff_t>(layer.positions, layer.content.end() - row);
    return uint32_t(std::find_if(row, end, [](float one) { return std::isfinite(one); }) - row);
}

} // namespace deepscope
