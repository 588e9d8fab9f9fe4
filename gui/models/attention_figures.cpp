#include "attention_figures.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace deepscope {

namespace {

constexpr double LeastShare = 0.01; // all of a list with less are not a tenth of what the token takes in

// What a token of the group gives to no position, on average.
double sinkOfGroup(const AttendedLayer &layer, size_t group, double readers)
{
    const size_t first = group * layer.positions, end = first + layer.positions;
    if (end > layer.received.size())
        return 0;
    const double given =
        std::accumulate(layer.received.begin() + ptrdiff_t(first), layer.received.begin() + ptrdiff_t(end), 0.0);
    return std::max(0.0, 1 - given / readers);
}

} // namespace

AttentionPlaces attentionPlaces(const Run &run, std::span<const double> shares)
{
    AttentionPlaces places;
    for (size_t position = 0; position < shares.size(); ++position)
        places.phases[size_t(run.phase(int(position)))] += shares[position];
    if (!shares.empty()) {
        places.first = shares.front();
        places.itself = shares.back();
    }
    return places;
}

std::vector<std::pair<int, double>> strongest(std::span<const double> shares, size_t most)
{
    std::vector<int> order(shares.size());
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + ptrdiff_t(std::min(most, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
        return std::pair(-shares[size_t(a)], a) < std::pair(-shares[size_t(b)], b);
    });
    std::vector<std::pair<int, double>> found;
    for (auto at = order.begin(); at != end; ++at)
        found.emplace_back(*at, shares[size_t(*at)]);
    return found;
}

std::vector<std::pair<int, double>> lookedAtMost(std::span<const double> shares)
{
    std::vector<std::pair<int, double>> found = strongest(shares, MostLookedAt);
    const auto seen = double(std::ranges::count_if(shares, [](double share) { return share > 0; }));
    std::erase_if(found, [even = 1 / seen](const auto &one) { return one.second < LeastShare || one.second <= even; });
    double greatest = 0;
    for (const auto &[position, share] : found)
        greatest = position > 0 ? std::max(greatest, share) : greatest;
    for (auto &[position, share] : found)
        share = greatest > 0 ? std::min(1.0, share / greatest) : 1;
    std::ranges::sort(found);
    return found;
}

std::vector<DistanceScores> scoresByDistance(const std::vector<AttendedLayer> &layers, int layer, int head)
{
    std::vector<DistanceScores> buckets;
    std::vector<double> counts;
    for (const AttendedLayer &each : layers) {
        if (layer >= 0 && int(each.layer) != layer)
            continue;
        const size_t first = head < 0 ? 0 : size_t(head) * each.positions;
        const size_t end = head < 0 ? each.content.size() : std::min(first + each.positions, each.content.size());
        for (size_t at = first; at < end; ++at) {
            if (!std::isfinite(each.content[at])) // behind a window
                continue;
            const uint32_t distance = each.positions - 1 - uint32_t(at % each.positions);
            const auto bucket = size_t(std::bit_width(distance));
            if (bucket >= buckets.size()) {
                buckets.resize(bucket + 1);
                counts.resize(bucket + 1);
            }
            ++counts[bucket];
            buckets[bucket].farthest = std::max(buckets[bucket].farthest, int(distance));
            buckets[bucket].content += double(each.content[at]);
            buckets[bucket].rope += each.rope.empty() ? 0 : double(each.rope[at]);
        }
    }
    for (size_t i = 0; i < buckets.size(); ++i) {
        buckets[i].nearest = i == 0 ? 0 : 1 << (i - 1);
        buckets[i].content /= counts[i];
        buckets[i].rope /= counts[i];
    }
    return buckets;
}

RunAttention runAttention(const Run &run, const std::vector<AttendedLayer> &layers, int layer)
{
    RunAttention figures;
    const auto tokens = size_t(run.size());
    figures.received.resize(tokens);
    std::array<double, 3> readers = {};
    for (size_t token = 0; token < tokens; ++token)
        ++readers[size_t(run.phase(int(token)))];
    const auto used =
        layer < 0 ? double(layers.size()) : double(std::ranges::count(layers, uint32_t(layer), &AttendedLayer::layer));
    for (const AttendedLayer &each : layers) {
        if ((layer >= 0 && int(each.layer) != layer) || each.positions != tokens)
            continue;
        for (size_t at = 0; at < each.received.size(); ++at) {
            const size_t group = at / tokens, position = at % tokens;
            const double share = double(each.received[at]) / used;
            figures.received[position] += share / double(tokens);
            if (readers[group] > 0)
                figures.given[group][size_t(run.phase(int(position)))] += share / readers[group];
        }
        for (size_t group = 0; group < readers.size() && !each.sinks.empty(); ++group)
            if (readers[group] > 0)
                figures.sinks[group] += sinkOfGroup(each, group, readers[group]) / used;
    }
    return figures;
}

} // namespace deepscope
