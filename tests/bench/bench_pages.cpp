// How large a page of the cache should be: bench_pages [MODEL.gguf] [DEPTH] [ROUNDS]. For pages of 8 to 128 tokens:
// tokens a second of one and of 16 sequences that decode at DEPTH, in turns so that a machine that gets slower favours
// none; and of 16 answers to one question what is copied, and what lies reserved and unused.
#include "catalog/model_header.h"
#include "gpu/arithmetic.h"
#include "model/forward_pass.h"
#include "model/weight_store.h"
#include "run/sequences.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>

using namespace deepscope;

namespace {

constexpr uint32_t Sizes[] = {8, 16, 32, 64, 128}, Counts[] = {1, 16}, Steps = 16;

struct Pages {
    uint32_t rows;
    std::unique_ptr<Step> step;
    std::unique_ptr<ForwardPass> pass;
    std::vector<double> rates[std::size(Counts)]; // tokens a second
};

// Seconds of so many steps of all sequences, whose pages lie anywhere in the pool.
double decode(gpu::KernelCache &kernels, const Pages &pages, const KvCache &cache, uint32_t sequences, uint32_t depth)
{
    std::vector<uint32_t> all(cache.tokens() / pages.rows);
    for (uint32_t i = 0; i < all.size(); ++i)
        all[i] = i;
    std::shuffle(all.begin(), all.end(), std::mt19937(7));
    StepInput input;
    const auto each = uint32_t(all.size() / sequences);
    for (uint32_t sequence = 0; sequence < sequences; ++sequence) {
        input.rows.push_back({100 + sequence, depth, sequence, 0});
        input.outputs.push_back(sequence);
        input.pages.emplace_back(all.data() + sequence * each, std::min(each, pages.step->mostPages()));
    }
    const StepShape shape = input.shape(0);
    gpu::Commands commands(kernels);
    StageClock clock;
    commands.prepareKernels([&] { pages.pass->record(commands, clock, shape); });
    commands.begin();
    pages.pass->record(commands, clock, shape);
    commands.end();
    pages.step->set(input, 0);
    commands.submitAndWait();
    const auto start = std::chrono::steady_clock::now();
    for (uint32_t i = 0; i < Steps; ++i)
        commands.submitAndWait();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// 16 answers of 100 to 200 tokens to each of some questions of 20 to 400.
void countRows(uint32_t pageRows, uint64_t &copied, uint64_t &unused, uint64_t &used)
{
    std::mt19937 dice(11);
    const auto between = [&](uint32_t least, uint32_t most) { return least + dice() % (most - least + 1); };
    for (int question = 0; question < 50; ++question) {
        Sequences sequences(1 << 16, pageRows);
        std::vector<int32_t> text(between(20, 400));
        for (int32_t &token : text)
            token = int32_t(between(0, 1000));
        std::vector<SequenceId> ids;
        const auto feed = [&](SequenceId id, std::span<const int32_t> tokens) {
            const std::vector<PageCopy> copies = sequences.extend(id, uint32_t(tokens.size())).value();
            for (const PageCopy &copy : copies)
                copied += copy.rows;
            sequences.written(id, contentsOf(tokens));
        };
        for (int answer = 0; answer < 16; ++answer) {
            ids.push_back(sequences.begin(contentsOf(text)));
            feed(ids.back(), std::span(text).subspan(sequences.length(ids.back())));
        }
        uint64_t lying = text.size(); // the question once, and each answer
        for (const SequenceId id : ids) {
            const uint32_t length = between(100, 200);
            for (uint32_t i = 0; i < length; ++i)
                feed(id, std::vector<int32_t>{int32_t(between(0, 1000))});
            lying += length;
        }
        used += lying;
        unused += uint64_t(sequences.counts().inUse) * pageRows - lying;
    }
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    const ModelHeader header(argc > 1 ? argv[1] : "default");
    const uint32_t depth = argc > 2 ? uint32_t(std::atoi(argv[2])) : 512;
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 9;
    const uint32_t context = roundUp(depth + 1, Sizes[std::size(Sizes) - 1]);
    if (context > header.hyper.contextLength / 4) {
        std::printf("The depth can be up to %u.\n", header.hyper.contextLength / 4 - 1);
        return 2;
    }
    const gpu::Device device;
    gpu::KernelCache kernels(device);
    WeightStore weights(device, header.file, header.hyper, [] {});
    weights.upload(kernels, [](uint64_t, uint64_t) {});
    const KvCache cache(device, layerStates(header.hyper), {16 * context}, CacheType::F16);
    std::vector<Pages> all;
    for (const uint32_t rows : Sizes) {
        auto step = std::make_unique<Step>(device, header.hyper, MostStepSequences, context, rows);
        auto pass = std::make_unique<ForwardPass>(PassParts{device, header.hyper, weights.tensors(), cache, *step});
        all.push_back({rows, std::move(step), std::move(pass), {}});
    }
    for (int round = 0; round <= rounds; ++round)
        for (Pages &pages : all)
            for (size_t i = 0; i < std::size(Counts); ++i) {
                const double seconds = decode(kernels, pages, cache, Counts[i], depth);
                if (round > 0) // kernels are built in the first
                    pages.rates[i].push_back(Counts[i] * Steps / seconds);
            }
    std::printf("%s at depth %u, medians of %d\n%6s %14s %14s %14s %14s\n", device.info().name.c_str(), depth, rounds,
                "page", "tokens/s of 1", "of 16", "copied rows", "unused rows");
    for (const Pages &pages : all) {
        uint64_t copied = 0, unused = 0, used = 0;
        countRows(pages.rows, copied, unused, used);
        std::printf("%6u %14.0f %14.0f %12.2f %% %12.2f %%\n", pages.rows, median(pages.rates[0]),
                    median(pages.rates[1]), 100.0 * double(copied) / double(used),
                    100.0 * double(unused) / double(used));
    }
}
