// Speed of the linear op by shape, weight type and tokens: bench_linear [samples [size [types...]]].
// The time is the device's: median (and best) over samples of several runs each. The machine should be quiet.
// On a software device the weights' bytes a second are also given as a share of what plain loads reach.
#include "bench.h"

#include "ops/ops.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <span>
#include <thread>
#include <vector>

using namespace deepscope;

namespace {

struct LinearBench : Bench {
    double readBytesPerMicrosecond = 0; // of the host, on a software device

    void linear(TensorType type, uint32_t rows, uint32_t columns, uint32_t tokens)
    {
        gpu::Arena counting;
        place(counting, type, rows, columns, tokens);
        const gpu::Buffer memory(device, counting.used(), gpu::MemoryUse::DeviceLocal);
        gpu::Arena arena(&memory);
        const auto [weights, x, y] = place(arena, type, rows, columns, tokens);
        fill(memory);
        const double work = double(rows) * columns * tokens;
        const auto repeat = uint32_t(std::clamp(2e7 / work, 1.0, 200.0));
        const auto [time, best, first] = measure(repeat, [&](gpu::Commands &c) { ops::linear(c, weights, x, y); });
        std::printf("%-6s %5u x %5u %4u tokens %10.1f us (%.1f) %7.2f G weights/s %7.2f GB/s %4.0f %% %7.2f GFLOP/s  "
                    "first %.0f ms\n",
                    std::string(typeTraits(type).name).c_str(), rows, columns, tokens, time, best,
                    double(rows) * columns / time / 1e3, double(weights.bytes) / time / 1e3,
                    readBytesPerMicrosecond > 0 ? 100 * double(weights.bytes) / time / readBytesPerMicrosecond : 0,
                    2 * work / time / 1e3, first / 1e3);
    }

    static std::array<gpu::Tensor, 3> place(gpu::Arena &arena, TensorType type, uint32_t rows, uint32_t columns,
                                            uint32_t tokens)
    {
        return {arena.place(type, columns, rows), arena.place(TensorType::F32, columns, tokens),
                arena.place(TensorType::F32, rows, tokens)};
    }
};

// All cores together, from memory.
double hostReadBytesPerMicrosecond()
{
    const std::vector<uint64_t> words(size_t(1) << 25, 1); // 256 MiB
    const size_t threads = std::max(1U, std::thread::hardware_concurrency()), share = words.size() / threads;
    std::vector<uint64_t> sums(threads);
    double best = 0;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        std::vector<std::thread> readers;
        for (size_t t = 0; t < threads; ++t)
            readers.emplace_back([&, t] {
                const auto *begin = words.data() + t * share;
                sums[t] = std::accumulate(begin, begin + share, uint64_t(0));
            });
        for (std::thread &reader : readers)
            reader.join();
        const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
        best = std::max(best, double(threads * share * 8) / time.count());
    }
    return sums[0] ? best : 0;
}

std::vector<TensorType> chosenTypes(std::span<char *> names)
{
    std::vector<TensorType> types;
    for (const TensorType type : supportedTypes())
        if (names.empty() ||
            std::ranges::any_of(names, [&](const char *name) { return name == typeTraits(type).name; }))
            types.push_back(type);
    return types;
}

} // namespace

int main(int argc, char **argv)
{
    const std::span arguments(argv, size_t(argc));
    LinearBench bench;
    if (argc > 1)
        bench.samples = std::atoi(argv[1]);
    const uint32_t only = argc > 2 ? uint32_t(std::atoi(argv[2])) : 0;
    std::printf("%s, %u lanes\n", bench.device.info().name.c_str(), bench.device.lanes());
    if (bench.device.isSoftware()) {
        bench.readBytesPerMicrosecond = hostReadBytesPerMicrosecond();
        std::printf("plain loads read %.1f GB/s\n", bench.readBytesPerMicrosecond / 1e3);
    }
    const std::vector<TensorType> types = chosenTypes(arguments.subspan(std::min<size_t>(arguments.size(), 3)));
    for (const uint32_t size : {128U, 192U, 512U, 4096U})
        for (const uint32_t tokens : {1U, 4U, 64U})
            for (const TensorType type : types)
                if ((only == 0 || size == only) && size % typeTraits(type).elements == 0)
                    bench.linear(type, size, size, tokens);
    return 0;
}
