#include "device_draws.h"

#include "text/token_ranking.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace deepscope::testing {

namespace {

std::vector<float> changedBy(std::span<const float> logits, const std::vector<TokenEntry> &entries,
                             const Sampling &settings)
{
    std::vector<float> changed(logits.begin(), logits.end());
    for (const TokenEntry &entry : entries)
        changed[size_t(entry.token)] = adjustedLogit(logits[size_t(entry.token)], entry, settings);
    return changed;
}

// Whether the 64 best do not tell what top-k and top-p keep.
bool mustFallBack(std::span<const float> logits, const Sampling &settings)
{
    if (settings.temperature == 0)
        return false;
    if (settings.topK > 0 && settings.topK < logits.size())
        return settings.topK > args::SampleBest;
    if (settings.topP == 1 || logits.size() <= args::SampleBest)
        return false;
    TokenRanking ranking(logits);
    const float largest = logits[size_t(ranking.best(1)[0])];
    uint64_t all = 0, best = 0;
    for (const float logit : logits)
        all += weightOf(logit - largest, 1);
    for (const int32_t token : ranking.best(args::SampleBest))
        best += weightOf(logits[size_t(token)] - largest, 1);
    return best < partOf(all, uint64_t(double(settings.topP) * FractionOfOne));
}

uint64_t together(uint32_t low, uint32_t high) { return uint64_t(high) << 32 | low; }

} // namespace

std::vector<args::SampleResult> drawOnDevice(OpBench &bench, const std::vector<float> &logits, uint32_t vocabulary,
                                             const std::vector<Draw> &draws, const std::vector<uint32_t> &before)
{
    const auto count = uint32_t(draws.size());
    std::vector<args::SampleRow> rows;
    std::vector<args::SampleEntry> entries;
    for (const Draw &draw : draws) {
        rows.push_back(sampleRow(draw.settings, draw.place, draw.logitsRow, uint32_t(entries.size()),
                                 uint32_t(draw.entries.size()) + draw.missing, draw.previous));
        std::ranges::transform(draw.entries, std::back_inserter(entries), sampleEntry);
    }
    gpu::Arena counting;
    ops::placeSampleRequests(counting, count, uint32_t(entries.size()));
    ops::placeSampleResults(counting, std::max(count, uint32_t(before.size())));
    ops::placeSampleScratch(counting, count, vocabulary);
    const gpu::Buffer memory(bench.device(), counting.used(), gpu::MemoryUse::ReadBack);
    std::memset(memory.mapped(), 0xff, memory.bytes());
    gpu::Arena arena(&memory);
    const ops::SampleRequests requests = ops::placeSampleRequests(arena, count, uint32_t(entries.size()));
    const ops::SampleResults results = ops::placeSampleResults(arena, std::max(count, uint32_t(before.size())));
    const gpu::Tensor scratch = ops::placeSampleScratch(arena, count, vocabulary);
    std::memcpy(memory.mapped() + requests.rows.offset, rows.data(), rows.size() * sizeof(rows[0]));
    if (!entries.empty())
        std::memcpy(memory.mapped() + requests.entries.offset, entries.data(), entries.size() * sizeof(entries[0]));
    if (!before.empty())
        std::memcpy(memory.mapped() + results.sampled.offset, before.data(), before.size() * 4);
    const gpu::Tensor in = bench.activations(logits, vocabulary, uint32_t(logits.size() / vocabulary));
    bench.run([&](gpu::Commands &c) { ops::sample(c, in, requests, scratch, results); });

    std::vector<args::SampleResult> read(count);
    std::memcpy(read.data(), memory.mapped() + results.results.offset, count * sizeof(read[0]));
    const auto *sampled = reinterpret_cast<const uint32_t *>(memory.mapped() + results.sampled.offset);
    for (uint32_t i = 0; i < count; ++i)
        if (draws[i].logitsRow != args::SampleNone && sampled[i] != read[i].token)
            QTest::qFail("sampled and result differ", __FILE__, __LINE__);
    return read;
}

std::span<const float> rowOf(const std::vector<float> &logits, uint32_t vocabulary, uint32_t row)
{
    return std::span(logits).subspan(size_t(row) * vocabulary, vocabulary);
}

std::vector<TokenEntry> withPrevious(std::vector<TokenEntry> entries, uint32_t token)
{
    const auto found = std::ranges::find(entries, int32_t(token), &TokenEntry::token);
    if (found != entries.end())
        ++found->inAnswer;
    else
        entries.push_back({int32_t(token), 0, 1, 0});
    return entries;
}

std::string differenceOf(const args::SampleResult &result, std::span<const float> logits, const Draw &draw,
                         const std::vector<TokenEntry> &entries)
{
    if (result.flags & args::SampleNotFinite)
        return "not finite";
    TokenRanking ranking(logits);
    const auto best = ranking.best(args::SampleBest);
    for (size_t i = 0; i < args::SampleBest; ++i) {
        const uint32_t id = i < best.size() ? uint32_t(best[i]) : args::SampleNone;
        if (result.ids[i] != id || (i < best.size() && result.logits[i] != logits[id]))
            return "candidate " + std::to_string(i) + " is " + std::to_string(result.ids[i]) + ", not " +
                   std::to_string(id);
    }
    uint64_t total = 0, weighted = 0;
    for (const float logit : logits) {
        const float d = logit - result.logits[0], share = exponential(d), product = share > 0 ? -d * share : 0;
        total += weightOf(d, 1);
        weighted += uint64_t(std::ldexp(double(product), WeightBits));
    }
    if (total != together(result.totalLow, result.totalHigh))
        return "total " + std::to_string(together(result.totalLow, result.totalHigh)) + ", not " +
               std::to_string(total);
    if (weighted != together(result.weightedLow, result.weightedHigh))
        return "weighted";
    const bool fallBack = mustFallBack(changedBy(logits, entries, draw.settings), draw.settings);
    if (needsWholeRow(result) != fallBack)
        return fallBack ? "no fall-back" : "a fall-back";
    const int32_t token = Sampler(draw.settings).draw(logits, draw.place, entries);
    if (!fallBack && int32_t(result.token) != token)
        return "token " + std::to_string(result.token) + ", not " + std::to_string(token);
    if (result.logit != logits[result.token])
        return "logit of the token";
    return {};
}

} // namespace deepscope::testing
