// What measures: a device, and the time that it takes for work, by its own clock.
#pragma once

#include "gpu/commands.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace deepscope {

struct Bench {
    gpu::Device device{};
    gpu::KernelCache kernels{device};
    int samples = 9;

    struct Time {
        double median, best, first; // first: of the first sample, with building the kernel
    };

    // Microseconds of one `record`, which is recorded `repeat` times a sample.
    Time measure(uint32_t repeat, const std::function<void(gpu::Commands &)> &record)
    {
        gpu::Commands commands(kernels, 2);
        const auto start = std::chrono::steady_clock::now();
        commands.begin();
        commands.timestamp(0);
        for (uint32_t i = 0; i < repeat; ++i)
            record(commands);
        commands.timestamp(1);
        commands.end();
        commands.submitAndWait(); // software devices build now what they run
        const std::chrono::duration<double, std::micro> first = std::chrono::steady_clock::now() - start;
        std::vector<double> times;
        for (int i = 0; i < samples; ++i) {
            commands.submitAndWait();
            times.push_back(commands.timestamps()[1] / repeat);
        }
        std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
        return {times[times.size() / 2], *std::min_element(times.begin(), times.end()), first.count()};
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
};

} // namespace deepscope
