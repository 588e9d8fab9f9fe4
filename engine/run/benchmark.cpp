#include "run/benchmark.h"

#include "gpu/arithmetic.h"
#include "model/layer_state.h"
#include "model/step_work.h"
#include "ops/ops.h"
#include "run/device_draw.h"
#include "run/step_profile.h"
#include "run/trace_cost.h"
#include "run/window_pages.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace deepscope {

namespace {

using Clock = std::chrono::steady_clock;

// Any text does: what is timed does not depend on the ids, and spread ids wake different experts.
uint32_t tokenAt(uint32_t position, uint32_t vocabulary) { return (position * 2654435761U >> 8) % vocabulary; }

} // namespace

double Benchmark::feedTokens(uint32_t sequences, uint32_t position, uint32_t count, uint32_t batch)
{
    const uint32_t pages = std::min(m_model.cache().pages() / sequences, m_model.step().mostPages());
    std::vector<std::vector<uint32_t>> tables(sequences, std::vector<uint32_t>(pages));
    for (uint32_t sequence = 0; sequence < sequences; ++sequence)
        std::iota(tables[sequence].begin(), tables[sequence].end(), sequence * pages);
    const uint32_t places = m_model.cache().windowPlaces() / sequences;
    uint32_t side = 0; // of the two slots that each sequence has for its states
    const Clock::time_point start = Clock::now();
    uint32_t done = 0;
    const auto begin = [&] {
        const uint32_t size = std::min(batch, count - done);
        StepInput input;
        for (uint32_t sequence = 0; sequence < sequences; ++sequence) {
            for (uint32_t i = 0; i < size; ++i) {
                const uint32_t at = position + done + i;
                input.rows.push_back({tokenAt(at + sequence * 977, m_model.hyper().vocabulary), at, sequence, 0});
            }
            input.outputs.push_back(uint32_t(input.rows.size()) - 1);
            if (m_model.step().canDraw())
                input.draws.push_back(sampleRow({}, {sequence, position + done + size}, sequence));
            input.pages.emplace_back(tables[sequence]);
            if (places > 0)
                input.windowPages.push_back(ringOfPlaces(sequence * places, places, pages));
            input.states.push_back(
                {done > 0 ? 2 * sequence + side : args::NoSlot, 2 * sequence + 1 - side, sequence * size, size});
        }
        side = 1 - side;
        m_runner.start(input, m_runner.traced(input));
        done += size;
        return uint32_t(input.rows.size());
    };
    // As the scheduler goes on: the next step is begun before this one is read, where that is worth it.
    try {
        for (uint32_t rows = begin(), next = 0; rows > 0; rows = next) {
            next = done < count && m_runner.mayFollow() ? begin() : 0;
            if (m_cancel || !m_runner.finish(m_cancel))
                throw Error(ErrorKind::Interrupted, "The benchmark was cancelled.");
            for (uint32_t row = 0; row < rows; ++row)
                m_runner.routing(row);
            if (next == 0 && done < count)
                next = begin();
        }
    } catch (...) {
        m_runner.leave(); // what is under way is nobody else's
        throw;
    }
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void Benchmark::requireRoom(const BenchRequest &request) const
{
    const uint32_t context = m_model.description().memory.context;
    if (std::max<uint64_t>(request.promptTokens, uint64_t(request.depth) + request.generateTokens) > context ||
        request.repeat == 0 || request.promptTokens == 0 || request.generateTokens == 0)
        throw Error(ErrorKind::Usage,
                    "The benchmark needs at least one token of each kind, one repetition, and no more than "
                    "the context of " +
                        std::to_string(context) + " tokens.");
    if (context < 3)
        throw Error(ErrorKind::Usage, "The benchmark needs a context of at least 3 tokens.");
    for (const uint32_t sequences : request.sequences) {
        if (sequences == 0 || sequences > MostStepSequences)
            throw Error(ErrorKind::Usage,
                        "From 1 to " + std::to_string(MostStepSequences) + " sequences can be decoded at once.");
        const uint64_t each =
            std::min(m_model.cache().pages() / sequences, m_model.step().mostPages()) * uint64_t(CachePageTokens);
        if (request.depth + uint64_t(request.generateTokens) > each)
            throw Error(ErrorKind::Usage, "The cache of " + std::to_string(m_model.cache().tokens()) +
                                              " tokens has no room for " + std::to_string(sequences) +
                                              " sequences of " +
                                              std::to_string(request.depth + request.generateTokens) + " tokens.");
        if (const uint32_t states = m_model.cache().stateSlots(); states > 0 && 2 * sequences > states)
            throw Error(ErrorKind::Usage, "There is room for the states of " + std::to_string(states / 2) +
                                              " sequences, and not of " + std::to_string(sequences) + ".");
        // One more place than a window spans, since it seldom begins with a page.
        const uint64_t pages = divideUp(request.depth + request.generateTokens, CachePageTokens);
        const uint64_t needed =
            std::min(divideUp(longestWindow(m_model.hyper()), CachePageTokens) + uint64_t(1), pages);
        if (const uint32_t places = m_model.cache().windowPlaces(); places > 0 && needed * sequences > places)
            throw Error(ErrorKind::Usage, "There is room for the windows of " + std::to_string(places / needed) +
                                              " sequences, and not of " + std::to_string(sequences) + ".");
    }
}

BenchResult::Several Benchmark::decodeSeveral(const BenchRequest &request, uint32_t sequences)
{
    BenchResult::Several several{sequences, {}};
    if (request.depth > 0)
        feedTokens(sequences, 0, request.depth, 1);
    feedTokens(sequences, request.depth, 1, 1); // builds the kernels
    for (uint32_t i = 0; i < request.repeat; ++i)
        several.tokensPerSecond.push_back(double(sequences) * request.generateTokens /
                                          feedTokens(sequences, request.depth, request.generateTokens, 1));
    return several;
}

// They take about as long together as the repetitions of decode do.
void Benchmark::measureTrace(const BenchRequest &request, BenchResult &result)
{
    constexpr uint32_t TimesEvery = 16; // steps of which one is timed (StepRunner::traced)
    const uint32_t pairs = std::max(FewestPairs, request.repeat);
    const uint32_t steps =
        std::min(request.generateTokens, roundUp(divideUp(request.generateTokens * request.repeat, pairs), TimesEvery));
    // The prompt's last token is fed too, and one behind it, before the time begins.
    const uint32_t context = m_model.description().memory.context, taken = std::min(steps + 1, context - 1);
    std::vector<int32_t> prompt;
    for (uint32_t position = 0; position < std::min(request.depth + 1, context - taken); ++position)
        prompt.push_back(int32_t(tokenAt(position, m_model.hyper().vocabulary)));
    const MedianInterval share = traceCost(m_model, m_scheduler, prompt, steps, pairs, m_cancel);
    result.traceOverhead = share.median;
    result.traceOverheadLow = share.low;
    result.traceOverheadHigh = share.high;
}

void Benchmark::measureStages(const BenchRequest &request, BenchResult &result)
{
    constexpr uint32_t Steps = 21;
    result.stages = profileStep(m_model, request.depth + 1, Steps, m_cancel);
    if (result.stages.empty())
        result.withoutStages = m_model.description().device.name +
                               " has no clock that kernels can be timed with, so nothing is known of single kernels.";
}

uint64_t Benchmark::bytesPerToken(uint32_t depth) const
{
    const bool tied = !m_model.weights().find("output.weight");
    uint64_t bytes = 0;
    m_model.weights().forEach([&](const std::string &name, const gpu::Tensor &tensor) {
        bytes += uint64_t(double(tensor.bytes) * shareReadByStep(name, m_model.hyper(), tied));
    });
    const uint64_t states = 2 * m_model.description().memory.bytesPerState; // read, and left elsewhere
    return bytes + states + m_model.cache().bytesOf(depth);
}

double Benchmark::readBandwidth()
{
    // More than the caches of large GPUs hold, read several times for one submission.
    constexpr uint32_t Reads = 4;
    const gpu::Device &device = m_model.kernels().device();
    const uint64_t wanted = uint64_t(device.isSoftware() ? 64 : 1024) << 20;
    const uint64_t bytes = std::min({wanted, device.info().largestRead / 2, device.info().largestBinding / 2});
    const gpu::Buffer memory(device, bytes + (1 << 20), gpu::MemoryUse::DeviceLocal);
    gpu::Arena arena(&memory);
    const gpu::Tensor matrix = arena.place(TensorType::F32, 4096, uint32_t(bytes / 4096 / sizeof(float)));
    const gpu::Tensor sums = arena.place(TensorType::F32, matrix.rows, 1);
    gpu::Commands commands(m_model.kernels());
    commands.begin();
    commands.fill(memory, 0, bytes, 0);
    ops::rowSums(commands, matrix, sums);
    commands.end();
    commands.submitAndWait();
    commands.begin();
    for (uint32_t i = 0; i < Reads; ++i)
        ops::rowSums(commands, matrix, sums);
    commands.end();
    std::vector<double> rates;
    for (int i = 0; i < 5; ++i) {
        const Clock::time_point start = Clock::now();
        commands.submitAndWait();
        rates.push_back(double(Reads * bytes) / std::chrono::duration<double>(Clock::now() - start).count());
    }
    std::nth_element(rates.begin(), rates.begin() + 2, rates.end());
    return rates[2];
}

BenchResult Benchmark::run(const BenchRequest &request)
{
    requireRoom(request);
    constexpr uint32_t Batch = 64;
    const uint32_t most = m_model.step().mostRows();
    BenchResult result;
    feedTokens(1, 0, request.promptTokens, most); // builds the kernels
    feedTokens(1, 0, request.promptTokens, Batch);
    feedTokens(1, 0, std::max(request.depth, 1U), most);
    for (uint32_t i = 0; i < request.repeat; ++i) {
        const double prefill64 = feedTokens(1, 0, request.promptTokens, Batch);
        const double prefill = feedTokens(1, 0, request.promptTokens, most);
        const double traced = feedTokens(1, request.depth, request.generateTokens, 1);
        result.dispatchesPerToken = m_runner.dispatches();
        result.dependentStepsPerToken = m_runner.dependentSteps();
        result.prefill64TokensPerSecond.push_back(request.promptTokens / prefill64);
        result.prefillTokensPerSecond.push_back(request.promptTokens / prefill);
        result.decodeTokensPerSecond.push_back(request.generateTokens / traced);
    }
    measureTrace(request, result);
    if (request.stages)
        measureStages(request, result);
    for (const uint32_t sequences : request.sequences)
        result.sequences.push_back(decodeSeveral(request, sequences));
    result.decodeBytesPerToken = bytesPerToken(request.depth + request.generateTokens / 2);
    result.deviceReadBytesPerSecond = readBandwidth();
    return result;
}

} // namespace deepscope
