// Speed of the ops of the reverse pass that are sparse, beside their forward ones, at the shape of a small model that
// learns: bench_sparse_reverse [rows [samples]]. The time is the device's: median (and best). The machine should be
// quiet.
#include "bench.h"
#include "ops/attention.h"
#include "ops/expert_reverse.h"
#include "ops/reverse.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <vector>

using namespace deepscope;

namespace {

constexpr uint32_t Width = 160, Hidden = 64, Experts = 16, Used = 4, Heads = 4, Latent = 64, Rope = 16, Text = 60;

struct SparseBench : Bench {
    uint32_t rows = 512;

    void show(const char *name, double flops, const std::function<void(gpu::Commands &)> &record)
    {
        const auto [median, best, first] = measure(4, record);
        std::printf("%-26s %9.1f us (%9.1f) %7.2f GFLOP/s (%6.2f)  first %.0f ms\n", name, median, best,
                    flops / median / 1e3, flops / best / 1e3, first / 1e3);
    }
};

class Memory {
public:
    Memory(SparseBench &bench, uint64_t bytes)
        : m_buffer(bench.device, bytes, gpu::MemoryUse::ReadBack), m_arena(&m_buffer)
    {
    }
    gpu::Tensor floats(uint32_t columns, uint32_t rows, uint32_t planes = 1)
    {
        const gpu::Tensor tensor = m_arena.place(TensorType::F32, columns, rows, planes);
        auto *values = reinterpret_cast<float *>(m_buffer.mapped() + tensor.offset);
        std::normal_distribution<float> normal;
        for (uint64_t i = 0; i < tensor.bytes / sizeof(float); ++i)
            values[i] = normal(m_random);
        return tensor;
    }
    gpu::Tensor integers(const std::vector<uint32_t> &all, uint32_t columns, uint32_t rows)
    {
        const gpu::Tensor tensor = m_arena.place(TensorType::F32, columns, rows);
        auto *words = reinterpret_cast<uint32_t *>(m_buffer.mapped() + tensor.offset);
        for (uint32_t row = 0; row < rows; ++row)
            std::copy_n(all.begin() + ptrdiff_t(row) * columns, columns, words + size_t(row) * tensor.stride);
        return tensor;
    }
    gpu::Arena &arena() { return m_arena; }

private:
    gpu::Buffer m_buffer;
    gpu::Arena m_arena;
    std::mt19937 m_random;
};

void experts(SparseBench &bench)
{
    Memory memory(bench, 64 << 20);
    const uint32_t rows = bench.rows, slots = rows * Used;
    const ops::ExpertStack gate{memory.floats(Width, Hidden, Experts)}, up{memory.floats(Width, Hidden, Experts)},
        down{memory.floats(Hidden, Width, Experts)};
    const ops::ExpertStack gateSlopes{memory.floats(Width, Hidden, Experts)},
        upSlopes{memory.floats(Width, Hidden, Experts)}, downSlopes{memory.floats(Hidden, Width, Experts)};
    std::vector<uint32_t> chosen;
    std::mt19937 random;
    for (uint32_t t = 0; t < rows; ++t) {
        std::vector<uint32_t> all(Experts);
        for (uint32_t e = 0; e < Experts; ++e)
            all[e] = e;
        std::shuffle(all.begin(), all.end(), random);
        chosen.insert(chosen.end(), all.begin(), all.begin() + Used);
    }
    const gpu::Tensor ids = memory.integers(chosen, Used, rows), weights = memory.floats(Used, rows);
    const gpu::Tensor x = memory.floats(Width, rows), y = memory.floats(Width, rows);
    const gpu::Tensor act = memory.floats(Hidden, slots), actSlopes = memory.floats(Hidden, slots);
    const gpu::Tensor xSlopes = memory.floats(Width, rows), weightSlopes = memory.floats(Used, rows);
    const ops::ExpertWorkspace workspace = ops::placeExpertWorkspace(memory.arena(), rows, Used, Experts, Width);
    const double product = 2.0 * slots * Width * Hidden;
    bench.show("expertOrder", 0, [&](gpu::Commands &c) { ops::expertOrder(c, ids, Experts, 8, workspace.order); });
    bench.show("expertGateUp", 2 * product,
               [&](gpu::Commands &c) { ops::expertGateUp(c, gate, up, x, ids, workspace, act); });
    bench.show("expertDown", product,
               [&](gpu::Commands &c) { ops::expertDown(c, down, act, ids, weights, workspace, y); });
    bench.show("  sums of products", 2.0 * slots * Width,
               [&](gpu::Commands &c) { ops::addProducts(c, workspace.products, weights, Used, y); });
    bench.show("expertDownReverse", 2 * product, [&](gpu::Commands &c) {
        ops::expertDownReverse(c, down, act, ids, weights, y, workspace.order, actSlopes, weightSlopes, downSlopes);
    });
    bench.show("expertGateUpReverse", 4 * product, [&](gpu::Commands &c) {
        ops::expertGateUpReverse(c, gate, up, x, ids, act, actSlopes, workspace, xSlopes, gateSlopes, upSlopes);
    });
    bench.show("  slopes of one matrix", product, [&](gpu::Commands &c) {
        ops::addExpertSlopes(c, {act, x, {}}, Used, workspace.order, gateSlopes, "bench");
    });
}

void attention(SparseBench &bench)
{
    Memory memory(bench, 64 << 20);
    constexpr uint32_t Key = Latent + Rope, Page = 64;
    const uint32_t rows = bench.rows, texts = (rows + Text - 1) / Text;
    std::vector<uint32_t> places, pages, spans;
    for (uint32_t t = 0; t < rows; ++t) {
        const uint32_t first = t / Text * Text;
        places.insert(places.end(), {0, t - first, t / Text, 0});
        spans.insert(spans.end(), {first, std::min(first + Text, rows)});
    }
    for (uint32_t text = 0; text < texts; ++text)
        pages.push_back(text);
    const ops::StepRows step{memory.integers(places, 4 * rows, 1), memory.integers(pages, 1, texts), Page};
    const ops::TextRows textRows{memory.integers(spans, 2 * rows, 1)};
    const ops::CacheRows cache = ops::placeCacheRows(memory.arena(), TensorType::F32, 1, Key, texts * Page);
    const auto heads = [&](uint32_t columns) {
        return ops::Heads{memory.floats(Heads * columns, rows).columnSlice(0, columns), Heads, columns};
    };
    const ops::Heads queries = heads(Key), attended = heads(Latent), slopes = heads(Latent), querySlopes = heads(Key);
    const gpu::Tensor keys = memory.floats(Key, rows), keySlopes = memory.floats(Key, rows);
    const gpu::Tensor scratch = ops::placeAttentionScratch(memory.arena(), Page, Heads, Latent);
    const gpu::Tensor reverseScratch = ops::placeAttentionReverseScratch(memory.arena(), rows, Heads);
    const double pairs = double(rows) * Heads * (Text + 1) / 2;
    bench.show("cacheRead", 0, [&](gpu::Commands &c) { ops::cacheRead(c, step, cache, keys); });
    bench.show("attention", 2 * pairs * (Key + Latent), [&](gpu::Commands &c) {
        ops::attention(c, queries, cache, cache.firstColumns(Latent), step, {0.1F}, scratch, attended);
    });
    bench.show("latentAttentionReverse", 2 * pairs * (4 * Key + 3 * Latent), [&](gpu::Commands &c) {
        ops::latentAttentionReverse(c, queries, keys, textRows, 0.1F, attended, slopes, reverseScratch, querySlopes,
                                    keySlopes);
    });
}

void router(SparseBench &bench)
{
    Memory memory(bench, 16 << 20);
    const gpu::Tensor logits = memory.floats(Experts, bench.rows), slopes = memory.floats(Experts, bench.rows);
    const gpu::Tensor ids = memory.floats(Used, bench.rows), weights = memory.floats(Used, bench.rows);
    const RouterRule rule{Experts, Used, 1, 1, Gate::Sigmoid, true, 1};
    bench.show("route", 0, [&](gpu::Commands &c) { ops::route(c, logits, {}, rule, ids, weights); });
    bench.show("routeChosen", 0, [&](gpu::Commands &c) { ops::routeChosen(c, logits, rule, ids, weights); });
    bench.show("routeReverse", 0, [&](gpu::Commands &c) { ops::routeReverse(c, logits, rule, ids, weights, slopes); });
}

} // namespace

int main(int argc, char **argv)
{
    SparseBench bench;
    if (argc > 1)
        bench.rows = uint32_t(std::atoi(argv[1]));
    if (argc > 2)
        bench.samples = std::atoi(argv[2]);
    std::printf("%s, %u lanes, %u rows\n", bench.device.info().name.c_str(), bench.device.lanes(), bench.rows);
    experts(bench);
    router(bench);
    attention(bench);
    return 0;
}
