// Time of drawing tokens on the device, beside that of the host's sampler: bench_sample [samples [vocabulary [rows]]].
// Medians in microseconds, and the best. The machine should be quiet.
#include "run/device_draw.h"
#include "text/sampler.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>

using namespace deepscope;

namespace {

struct Case {
    const char *name;
    Sampling settings;
    uint32_t entries = 0; // whose logits are changed
};

double median(std::vector<double> times)
{
    std::ranges::nth_element(times, times.begin() + ptrdiff_t(times.size() / 2));
    return times[times.size() / 2];
}

double medianOf(int samples, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < samples; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }
    return median(times);
}

struct Bench {
    gpu::Device device{};
    gpu::KernelCache kernels{device};
    int samples;

    void measure(const Case &c, uint32_t vocabulary, uint32_t rows)
    {
        std::mt19937 random(1);
        std::normal_distribution<float> normal(0, 3);
        std::vector<float> logits(size_t(vocabulary) * rows);
        std::ranges::generate(logits, [&] { return normal(random); });
        std::vector<TokenEntry> entries;
        for (uint32_t i = 0; i < c.entries; ++i)
            entries.push_back({int32_t(i * (vocabulary / c.entries)), 1, 1, 0});

        gpu::Arena counting;
        place(counting, vocabulary, rows, c.entries * rows);
        const gpu::Buffer memory(device, counting.used(), gpu::MemoryUse::ReadBack);
        gpu::Arena arena(&memory);
        const auto [in, requests, results, scratch] = place(arena, vocabulary, rows, c.entries * rows);
        for (uint32_t row = 0; row < rows; ++row) {
            std::memcpy(memory.mapped() + in.offset + size_t(row) * in.stride * 4,
                        logits.data() + size_t(row) * vocabulary, size_t(vocabulary) * 4);
            const args::SampleRow request = sampleRow(c.settings, {0, row}, row, row * c.entries, c.entries);
            std::memcpy(memory.mapped() + requests.rows.offset + row * sizeof(request), &request, sizeof(request));
            for (uint32_t i = 0; i < c.entries; ++i) {
                const args::SampleEntry entry = sampleEntry(entries[i]);
                std::memcpy(memory.mapped() + requests.entries.offset + (row * c.entries + i) * sizeof(entry), &entry,
                            sizeof(entry));
            }
        }
        gpu::Commands commands(kernels, 2);
        commands.begin();
        commands.timestamp(0);
        ops::sample(commands, in, requests, c.entries > 0 ? scratch : gpu::Tensor(), results);
        commands.timestamp(1);
        commands.end();
        const auto start = std::chrono::steady_clock::now();
        commands.submitAndWait();
        const std::chrono::duration<double, std::milli> first = std::chrono::steady_clock::now() - start;
        std::vector<double> times;
        const double whole = medianOf(samples, [&] {
            commands.submitAndWait();
            times.push_back(commands.timestamps().at(1));
        });
        const Sampler sampler(c.settings);
        const double host = medianOf(std::max(3, samples / int(rows)), [&] {
            for (uint32_t row = 0; row < rows; ++row)
                sampler.choose({logits.data() + size_t(row) * vocabulary, vocabulary}, 8, {0, row}, entries);
        });
        std::printf("%-28s %6u ids %3u rows: device %8.1f us (best %8.1f; with submission %8.1f, first %5.0f ms), host "
                    "%9.1f us\n",
                    c.name, vocabulary, rows, median(times), std::ranges::min(times), whole, first.count(), host);
    }

    struct Places {
        gpu::Tensor logits;
        ops::SampleRequests requests;
        ops::SampleResults results;
        gpu::Tensor scratch;
    };

    static Places place(gpu::Arena &arena, uint32_t vocabulary, uint32_t rows, uint32_t entries)
    {
        return {arena.place(TensorType::F32, vocabulary, rows), ops::placeSampleRequests(arena, rows, entries),
                ops::placeSampleResults(arena, rows), ops::placeSampleScratch(arena, rows, vocabulary)};
    }
};

} // namespace

int main(int argc, char **argv)
{
    Bench bench{.samples = argc > 1 ? std::atoi(argv[1]) : 51};
    const uint32_t onlyIds = argc > 2 ? uint32_t(std::atoi(argv[2])) : 0,
                   onlyRows = argc > 3 ? uint32_t(std::atoi(argv[3])) : 0;
    std::printf("%s, %u lanes\n", bench.device.info().name.c_str(), bench.device.lanes());
    const Case cases[] = {{"greedy", {}},
                          {"temperature 1", {.temperature = 1}},
                          {"temperature 0.6, top-p 0.95", {.temperature = 0.6F, .topP = 0.95F}},
                          {"top-k 40, penalties", {.temperature = 1, .topK = 40, .repetitionPenalty = 1.1F}, 200}};
    for (const uint32_t vocabulary : {1000U, 2000U, 102400U})
        for (const uint32_t rows : {1U, 64U})
            for (const Case &c : cases)
                if ((onlyIds == 0 || onlyIds == vocabulary) && (onlyRows == 0 || onlyRows == rows))
                    bench.measure(c, vocabulary, rows);
    return 0;
}
