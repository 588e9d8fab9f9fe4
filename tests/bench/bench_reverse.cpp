// Speed of the ops of a training step, beside the product forward: bench_reverse [samples [tokens]]. The time is the
// device's: median (and best) over samples of several runs each. The machine should be quiet.
#include "bench.h"

#include "ops/optimizer.h"
#include "ops/reverse.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace deepscope;

namespace {

struct ReverseBench : Bench {
    // Memory for tensors that `place` puts into an arena, filled.
    template <typename Place, typename Work>
    void withTensors(Place place, Work work)
    {
        gpu::Arena counting;
        place(counting);
        const gpu::Buffer memory(device, counting.used(), gpu::MemoryUse::DeviceLocal);
        gpu::Arena arena(&memory);
        const auto tensors = place(arena);
        fill(memory);
        work(tensors);
    }

    void show(const std::string &name, double operations, const std::function<void(gpu::Commands &)> &record)
    {
        const auto [median, best, first] = measure(4, record);
        std::printf("%-34s %10.1f us (%.1f) %7.2f G/s (%.2f)  first %.0f ms\n", name.c_str(), median, best,
                    operations / median / 1e3, operations / best / 1e3, first / 1e3);
    }

    // In floating point operations: two for each product.
    void products(uint32_t rows, uint32_t columns, uint32_t tokens)
    {
        const auto place = [&](gpu::Arena &arena) {
            return std::array{arena.place(TensorType::F32, columns, rows),
                              arena.place(TensorType::F32, columns, tokens),
                              arena.place(TensorType::F32, rows, tokens)};
        };
        const std::string shape =
            " " + std::to_string(rows) + " x " + std::to_string(columns) + ", " + std::to_string(tokens);
        const double work = 2.0 * rows * columns * tokens;
        withTensors(place, [&](const auto &tensors) {
            const auto &[weights, x, y] = tensors;
            show("linear" + shape, work, [&](gpu::Commands &c) { ops::linear(c, weights, x, y); });
            show("linearReverse" + shape, work,
                 [&](gpu::Commands &c) { ops::linearReverse(c, weights, y, x, ops::Accumulate::No); });
            show("weightSlopes" + shape, work, [&](gpu::Commands &c) { ops::weightSlopes(c, y, x, weights); });
        });
    }

    // In values.
    void rows(uint32_t columns, uint32_t tokens)
    {
        const auto place = [&](gpu::Arena &arena) {
            std::array<gpu::Tensor, 6> tensors;
            for (size_t i = 0; i < 3; ++i)
                tensors[i] = arena.place(TensorType::F32, columns, tokens);
            tensors[3] = arena.place(TensorType::F32, columns, 1);
            tensors[4] = arena.place(TensorType::F32, tokens, 1);
            tensors[5] = ops::placeNormScratch(arena, tokens, columns);
            return tensors;
        };
        const std::string shape = " " + std::to_string(columns) + ", " + std::to_string(tokens);
        const double values = double(columns) * tokens;
        withTensors(place, [&](const auto &t) {
            show("tokenLoss" + shape, values,
                 [&](gpu::Commands &c) { ops::tokenLoss(c, t[0], t[4], t[4], t[1], t[4], t[4]); });
            show("rmsNormReverse" + shape, values, [&](gpu::Commands &c) {
                ops::rmsNormReverse(c, t[0], t[3], 1e-5F, t[1], t[2], ops::Accumulate::No, t[3], t[5]);
            });
            show("gatedReverse" + shape, values,
                 [&](gpu::Commands &c) { ops::gatedReverse(c, t[0], t[1], t[2], t[0], t[1]); });
        });
    }

    void step(uint32_t parameters)
    {
        const auto place = [&](gpu::Arena &arena) {
            std::array<gpu::Tensor, 7> tensors;
            for (size_t i = 0; i < 4; ++i)
                tensors[i] = arena.place(TensorType::F32, parameters, 1);
            tensors[4] = ops::placeSumScratch(arena, parameters);
            tensors[5] = arena.place(TensorType::F32, 8, 1);
            tensors[6] = arena.place(TensorType::F32, 1, 1);
            return tensors;
        };
        withTensors(place, [&](const auto &t) {
            show("euclideanNorm " + std::to_string(parameters), parameters,
                 [&](gpu::Commands &c) { ops::euclideanNorm(c, t[1], t[4], t[6]); });
            show("adamStep " + std::to_string(parameters), parameters,
                 [&](gpu::Commands &c) { ops::adamStep(c, t[0], t[1], t[2], t[3], t[5], t[6]); });
        });
    }
};

} // namespace

int main(int argc, char **argv)
{
    ReverseBench bench;
    if (argc > 1)
        bench.samples = std::atoi(argv[1]);
    const uint32_t tokens = argc > 2 ? uint32_t(std::atoi(argv[2])) : 512;
    std::printf("%s, %u lanes\n", bench.device.info().name.c_str(), bench.device.lanes());
    bench.products(384, 160, tokens);
    bench.products(160, 384, tokens);
    bench.products(1012, 160, tokens);
    bench.products(64, 160, tokens);
    bench.rows(1012, tokens);
    bench.rows(160, tokens);
    bench.step(3'000'000);
    return 0;
}
