#include "support/load_form_benches.h"
#include "support/weight_encoder.h"

#include "api/error.h"
#include "ops/experts.h"
#include "reference/ops.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

// Gate and up: as tst_gate_up. Down: sums over the used experts of sums as in tst_linear; the hidden values carry the
// first bound into it.
constexpr double Bound = 1e-5;

namespace {

struct Shape {
    uint32_t embedding, hidden, experts, used;
};

// Every token's choice of experts, distinct within a token, with weights that sum to 1.
struct Routing {
    std::vector<float> idBits, weights;
    std::vector<uint32_t> ids;
};

Routing route(std::mt19937 &random, const Shape &shape, uint32_t tokens, bool crowded)
{
    Routing routing;
    std::vector<uint32_t> all(shape.experts);
    std::iota(all.begin(), all.end(), 0U);
    for (uint32_t token = 0; token < tokens; ++token) {
        if (!crowded) // else every token takes the same experts, and most experts get none
            std::shuffle(all.begin(), all.end(), random);
        for (uint32_t k = 0; k < shape.used; ++k) {
            routing.ids.push_back(all[k]);
            routing.idBits.push_back(std::bit_cast<float>(all[k]));
            routing.weights.push_back(float(k + 1) / float(shape.used * (shape.used + 1) / 2));
        }
    }
    return routing;
}

struct Types {
    TensorType gate, up, down;

    Types(TensorType one) : gate(one), up(one), down(one) {}
    Types(TensorType g, TensorType u, TensorType d) : gate(g), up(u), down(d) {}
};

// Everything on the device for one call of both ops, and what the CPU says of it.
struct Case {
    Shape shape;
    uint32_t tokens;
    TestWeights gate, up, down;
    Routing routing;
    std::vector<float> x, before;
    gpu::Tensor deviceX, ids, weights, act, y;
    std::unique_ptr<gpu::Buffer> scratch;
    ops::ExpertWorkspace workspace;

    Case(OpBench &bench, const Types &types, const Shape &s, uint32_t tokenCount, bool crowded = false)
        : shape(s), tokens(tokenCount), gate(randomWeights(bench, types.gate, s.embedding, s.hidden, s.experts)),
          up(randomWeights(bench, types.up, s.embedding, s.hidden, s.experts)),
          down(randomWeights(bench, types.down, s.hidden, s.embedding, s.experts)),
          x(bench.random(size_t(s.embedding) * tokens)), before(bench.random(size_t(s.embedding) * tokens))
    {
        std::mt19937 random(7 + tokens);
        routing = route(random, shape, tokens, crowded);
        deviceX = bench.activations(x, s.embedding, tokens);
        ids = bench.activations(routing.idBits, s.used, tokens);
        weights = bench.activations(routing.weights, s.used, tokens);
        act = bench.activations(s.hidden, tokens * s.used);
        y = bench.activations(before, s.embedding, tokens);
        gpu::Arena counting;
        ops::placeExpertWorkspace(counting, tokens, s.used, s.experts, s.embedding);
        scratch = std::make_unique<gpu::Buffer>(bench.device(), counting.used(), gpu::MemoryUse::DeviceLocal);
        gpu::Arena arena(scratch.get());
        workspace = ops::placeExpertWorkspace(arena, tokens, s.used, s.experts, s.embedding);
    }

    void record(gpu::Commands &commands) const
    {
        ops::expertGateUp(commands, gate.tensor, up.tensor, deviceX, ids, workspace, act);
        ops::expertDown(commands, down.tensor, act, ids, weights, workspace, y);
    }

    std::vector<float> expectedAct() const
    {
        std::vector<float> expected(size_t(shape.hidden) * tokens * shape.used), gated(shape.hidden),
            raised(shape.hidden);
        for (size_t slot = 0; slot < routing.ids.size(); ++slot) {
            const reference::Values from{x.data() + slot / shape.used * shape.embedding, shape.embedding};
            reference::matrixVector(gate.plane(routing.ids[slot]), from, gated);
            reference::matrixVector(up.plane(routing.ids[slot]), from, raised);
            reference::siluMultiply(gated, raised, {expected.data() + slot * shape.hidden, shape.hidden});
        }
        return expected;
    }

    std::vector<float> expectedY(const std::vector<float> &hidden) const
    {
        std::vector<float> expected = before, product(shape.embedding);
        for (size_t slot = 0; slot < routing.ids.size(); ++slot) {
            reference::matrixVector(down.plane(routing.ids[slot]), {hidden.data() + slot * shape.hidden, shape.hidden},
                                    product);
            for (uint32_t row = 0; row < shape.embedding; ++row)
                expected[slot / shape.used * shape.embedding + row] += routing.weights[slot] * product[row];
        }
        return expected;
    }
};

} // namespace

class TestExperts : public QObject {
    Q_OBJECT

    LoadFormBenches m_benches;

    static void compare(OpBench &bench, const Case &test)
    {
        bench.run([&](gpu::Commands &c) { test.record(c); });
        const std::vector<float> hidden = test.expectedAct();
        const double actError = largestError(bench.read(test.act), hidden);
        const double error = largestError(bench.read(test.y), test.expectedY(hidden));
        bench.forget();
        QVERIFY2(actError < Bound && error < Bound, qPrintable(QString("%1 tokens, %2 of %3 experts of %4 x %5: %6, %7")
                                                                   .arg(test.tokens)
                                                                   .arg(test.shape.used)
                                                                   .arg(test.shape.experts)
                                                                   .arg(test.shape.embedding)
                                                                   .arg(test.shape.hidden)
                                                                   .arg(actError)
                                                                   .arg(error)));
    }

    static std::vector<Shape> shapesFor(TensorType type)
    {
        if (typeTraits(type).elements == 256)
            return {{256, 256, 5, 2}, {512, 256, 1, 1}};
        std::vector<Shape> shapes = {
            {64, 32, 4, 1}, {128, 64, 16, 3}, {96, 160, 9, 8}, {32, 32, 1, 1}, {64, 32, 70, 6}};
        if (typeTraits(type).elements == 1)
            shapes.insert(shapes.end(), {{65, 33, 5, 2}, {63, 1, 8, 3}});
        return shapes;
    }

private slots:
    void matchesReference_data()
    {
        QTest::addColumn<std::string>("form");
        QTest::addColumn<TensorType>("type");
        for (const char *form : LoadForms)
            for (const TensorType type : supportedTypes())
                QTest::addRow("%s %s", form, std::string(typeTraits(type).name).c_str()) << std::string(form) << type;
    }

    void matchesReference()
    {
        QFETCH(std::string, form);
        QFETCH(TensorType, type);
        for (const Shape &shape : shapesFor(type))
            for (const uint32_t tokens : {1U, 2U, 5U, 33U, 65U})
                compare(m_benches.of(form), Case(m_benches.of(form), type, shape, tokens));
    }

    // All tokens choose the same experts: full tiles for some, none for the others.
    void handlesCrowdedExperts()
    {
        for (const char *form : LoadForms)
            for (const uint32_t tokens : {2U, 33U, 65U})
                compare(m_benches.of(form), Case(m_benches.of(form), TensorType::Q8_0, {64, 32, 12, 2}, tokens, true));
    }

    // A file may hold the matrices in different types.
    void mixesTypes()
    {
        for (const char *form : LoadForms)
            for (const Types &types : {Types{TensorType::Q2_K, TensorType::IQ4_XS, TensorType::Q6_K},
                                       Types{TensorType::F16, TensorType::Q4_K, TensorType::Q5_0}})
                for (const uint32_t tokens : {1U, 33U})
                    compare(m_benches.of(form), Case(m_benches.of(form), types, {256, 256, 6, 2}, tokens));
    }

    // Memory that was planned for many tokens serves fewer.
    void worksInALargerWorkspace()
    {
        OpBench &bench = m_benches.of("texel");
        const Case large(bench, TensorType::F16, {64, 32, 6, 2}, 65);
        Case small(bench, TensorType::F16, {64, 32, 6, 2}, 17);
        small.workspace = large.workspace;
        compare(bench, small);
    }

    void repeatsBitForBit()
    {
        OpBench &bench = m_benches.of("texel");
        const Case test(bench, TensorType::F32, {128, 64, 16, 3}, 33);
        std::vector<float> first;
        for (int i = 0; i < 3; ++i) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, test.gate.tensor, test.up.tensor, test.deviceX, test.ids, test.workspace,
                                  test.act);
                c.fill(*test.y.buffer, test.y.offset, test.y.bytes, 0);
                ops::expertDown(c, test.down.tensor, test.act, test.ids, test.weights, test.workspace, test.y);
            });
            const std::vector<float> result = bench.read(test.y);
            if (first.empty())
                first = result;
            QVERIFY(result == first);
        }
    }

    void refusesWrongShapes()
    {
        OpBench &bench = m_benches.of("texel");
        const Case test(bench, TensorType::F32, {64, 32, 4, 2}, 9); // enough to go by tiles
        const auto gateUp = [&](const gpu::Tensor &x, const gpu::Tensor &ids, const ops::ExpertWorkspace &workspace) {
            bench.run([&](gpu::Commands &c) {
                ops::expertGateUp(c, test.gate.tensor, test.up.tensor, x, ids, workspace, test.act);
            });
        };
        QVERIFY_EXCEPTION_THROWN(gateUp(test.deviceX.rowSlice(0, 8), test.ids, test.workspace), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(test.deviceX, test.ids.columnSlice(0, 1), test.workspace), Error);
        QVERIFY_EXCEPTION_THROWN(gateUp(test.deviceX, test.ids, {}), Error);
        const auto down = [&](const gpu::Tensor &act, const gpu::Tensor &weights) {
            bench.run([&](gpu::Commands &c) {
                ops::expertDown(c, test.down.tensor, act, test.ids, weights, test.workspace, test.y);
            });
        };
        QVERIFY_EXCEPTION_THROWN(down(test.act.rowSlice(0, 5), test.weights), Error);
        QVERIFY_EXCEPTION_THROWN(down(test.act, test.weights.columnSlice(0, 1)), Error);
    }
};

QTEST_GUILESS_MAIN(TestExperts)
#include "tst_experts.moc"
