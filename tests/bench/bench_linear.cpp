// Speed of the linear ops by shape, weight type and tokens: bench_linear [samples].
// The time is the device's: median (and best) over samples of several runs each. The machine should be quiet.
#include "gpu/commands.h"
#include "ops/linear.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace deepscope;

namespace {

struct Bench {
    gpu::Device device{};
    gpu::KernelCache kernels{device};
    int samples;

    struct Time {
        double median, best;
    };

    // Microseconds of one `record`, which is recorded `repeat` times a sample.
    Time measure(uint32_t repeat, const std::function<void(gpu::Commands &)> &record)
    {
        gpu::Commands commands(kernels, 2);
        commands.begin();
        commands.timestamp(0);
        for (uint32_t i = 0; i < repeat; ++i)
            record(commands);
        commands.timestamp(1);
        commands.end();
        commands.submitAndWait(); // the first run builds and warms
        std::vector<double> times;
        for (int i = 0; i < samples; ++i) {
            commands.submitAndWait();
            times.push_back(commands.timestamps()[1] / repeat);
        }
        std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
        return {times[times.size() / 2], *std::min_element(times.begin(), times.end())};
    }

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
        const auto [time, best] = measure(repeat, [&](gpu::Commands &c) { ops::linear(c, weights, x, y); });
        std::printf("%-5s %5u x %5u %4u tokens %10.1f us (%.1f) %8.2f G weights/s %8.2f GFLOP/s\n",
                    std::string(typeTraits(type).name).c_str(), rows, columns, tokens, time, best,
                    double(rows) * columns / time / 1e3, 2 * work / time / 1e3);
    }

    // So that every page is there, with values that are neither 0 nor denormal in any type.
    void fill(const gpu::Buffer &memory)
    {
        gpu::Commands commands(kernels);
        commands.begin();
        commands.fill(memory, 0, memory.bytes(), 0x3c003c00);
        commands.end();
        commands.submitAndWait();
    }

    static std::array<gpu::Tensor, 3> place(gpu::Arena &arena, TensorType type, uint32_t rows, uint32_t columns,
                                            uint32_t tokens)
    {
        return {arena.place(type, columns, rows), arena.place(TensorType::F32, columns, tokens),
                arena.place(TensorType::F32, rows, tokens)};
    }
};

} // namespace

int main(int argc, char **argv)
{
    Bench bench{.samples = argc > 1 ? std::atoi(argv[1]) : 9};
    std::printf("%s, subgroups of %u\n", bench.device.info().name.c_str(), bench.device.subgroupSize());
    constexpr TensorType Types[] = {TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::Q8_0};
    for (const uint32_t size : {128U, 192U, 512U, 4096U})
        for (const uint32_t tokens : {1U, 4U, 64U})
            for (const TensorType type : Types)
                bench.linear(type, size, size, tokens);
    return 0;
}
