// Stacks of experts that are larger than the device reaches at once: how they are cut, brought there, and computed
// with.
#include "gpu/tensor_layout.h"
#include "model/slabs.h"
#include "model/weight_store.h"
#include "ops/experts.h"
#include "ops/ops.h"
#include "reference/ops.h"
#include "support/all_tensors.h"
#include "support/device_forms.h"
#include "support/gguf_draft.h"
#include "support/golden_tokens.h"
#include "support/lower_limit.h"
#include "support/model_logits.h"
#include "support/weight_encoder.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

constexpr uint64_t GiB = uint64_t(1) << 30;

GgufTensor tensorOf(const char *name, TensorType type, uint64_t columns, uint64_t rows, uint64_t planes)
{
    GgufTensor tensor;
    tensor.name = name;
    tensor.type = type;
    tensor.shape = {columns, rows, planes};
    return tensor;
}

} // namespace

class TestSlabs : public QObject {
    Q_OBJECT

    Benches m_benches;

private slots:
    void cutsBetweenExperts()
    {
        for (const TensorType type : supportedTypes())
            for (const uint32_t planes : {1U, 2U, 7U, 64U, 256U}) {
                const GgufTensor stack = tensorOf("blk.1.ffn_up_exps.weight", type, 512, 96, planes);
                const uint64_t plane = Slab{&stack, 0, 1}.bytes(), whole = Slab{&stack, 0, planes}.bytes();
                QCOMPARE(smallestPiece(stack), plane);
                for (const uint64_t most : {whole, whole - 1, 3 * plane, plane, plane - 1}) {
                    uint32_t next = 0, least = planes, largest = 0;
                    for (const Slab &slab : slabsOf(stack, most)) {
                        QCOMPARE(slab.first, next);
                        QVERIFY(slab.planes > 0 && (slab.bytes() <= most || slab.planes == 1));
                        next += slab.planes;
                        least = std::min(least, slab.planes), largest = std::max(largest, slab.planes);
                    }
                    QCOMPARE(next, planes);
                    QVERIFY(largest - least <= 1);
                }
                QCOMPARE(slabsOf(stack, whole).size(), size_t(1));
            }
        const GgufTensor output = tensorOf("output.weight", TensorType::F16, 512, 96, 1);
        QCOMPARE(slabsOf(output, 1).size(), size_t(1));
        const GgufTensor heads = tensorOf("blk.0.attn_k_b.weight", TensorType::F16, 512, 96, 4);
        QCOMPARE(slabsOf(heads, 1).size(), size_t(1));
        QCOMPARE(smallestPiece(heads), uint64_t(4 * 96 * 512 * 2));
    }

    // Only numbers: DeepSeek-V3's stacks of 256 experts. Every index that a shader makes of a slab stays below 2^32,
    // while the whole reaches beyond.
    void countsBeyondFourGigabytes()
    {
        const GgufTensor stack = tensorOf("blk.3.ffn_gate_exps.weight", TensorType::F16, 7168, 2048, 256);
        const uint64_t whole = uint64_t(7168) * 2048 * 256 * 2;
        QCOMPARE(gpu::layoutOf(TensorType::F16, 7168, uint64_t(2048) * 256).bytes, whole);
        QVERIFY(whole > uint64_t(1) << 32);
        QCOMPARE(slabsOf(stack, 4 * GiB - 1).size(), size_t(2));
        QCOMPARE(slabsOf(stack, 1 * GiB).size(), size_t(8)); // of 32 experts; 7 GiB in all
        gpu::Arena arena;
        uint64_t end = 0;
        for (const Slab &slab : slabsOf(stack, 4 * GiB - 1)) {
            const gpu::Tensor tensor = slab.place(arena);
            QCOMPARE(tensor.offset, end);
            end += tensor.bytes;
        }
        QCOMPARE(end, whole);
        for (const TensorType type : supportedTypes()) {
            const GgufTensor largest = tensorOf("blk.3.ffn_gate_exps.weight", type, 7168, 2048, 1024);
            for (const Slab &slab : slabsOf(largest, 4 * GiB - 1)) {
                const uint64_t rows = uint64_t(slab.planes) * 2048;
                QVERIFY(slab.bytes() < 4 * GiB);
                QVERIFY(rows * 7168 / gpu::ChunkElements < uint64_t(1) << 32);
                QVERIFY(gpu::layoutOf(type, 7168, rows).tailOffset / 16 < uint64_t(1) << 32);
            }
        }
    }

    void bringsEverySlabToItsPlace_data()
    {
        QTest::addColumn<TensorType>("type");
        for (const TensorType type :
             {TensorType::F32, TensorType::Q8_0, TensorType::Q5_0, TensorType::Q4_K, TensorType::MXFP4})
            QTest::newRow(std::string(typeTraits(type).name).c_str()) << type;
    }
    void bringsEverySlabToItsPlace()
    {
        QFETCH(TensorType, type);
        const uint64_t columns = 2 * uint64_t(typeTraits(type).elements) * 16, rows = 5, planes = 7;
        GgufDraft draft;
        GgufDraft::Tensor stack{"blk.0.ffn_up_exps.weight", type, {columns, rows, planes}, {}};
        OpBench &random = m_benches.of();
        stack.data = random.randomBytes(stack.bytes());
        draft.tensors.push_back(stack);
        const std::vector<uint8_t> bytes = draft.bytes();
        const GgufFile file(bytes, "model.gguf");
        const uint64_t plane = gpu::layoutOf(type, uint32_t(columns), rows).bytes;
        const LowerLimit limit("DEEPSCOPE_LARGEST_READ", 3 * plane);
        const gpu::Device device;
        gpu::KernelCache kernels(device);
        const WeightStore store(device, file, allTensorsOf(file));
        store.upload(
            kernels, [](uint64_t, uint64_t) {}, WeightUpload::Ring{4096, 2});
        const TensorTable::Slabs &slabs = store.tensors().requireSlabs(stack.name);
        QCOMPARE(slabs.size(), size_t(3));
        uint64_t done = 0;
        for (const gpu::Tensor &slab : slabs) {
            QVERIFY(slab.bytes <= 3 * plane);
            const uint64_t fileBytes = stack.data.size() / planes * slab.planes;
            std::vector<uint8_t> expected(slab.bytes);
            gpu::repackRows(type, slab.columns, slab.totalRows(), 0, slab.totalRows(),
                            {stack.data.data() + done, size_t(fileBytes)}, expected);
            const gpu::Buffer host(device, slab.bytes, gpu::MemoryUse::ReadBack);
            gpu::Commands commands(kernels);
            commands.begin();
            commands.copy(*slab.buffer, slab.offset, host, 0, slab.bytes);
            commands.end();
            commands.submitAndWait();
            const gpu::TensorLayout layout = gpu::layoutOf(type, slab.columns, slab.totalRows());
            const uint64_t read = layout.tailOffset > 0 ? layout.tailOffset + layout.tailRowBytes * slab.totalRows()
                                                        : slab.bytes; // what rounds tails up is never read
            QVERIFY(std::equal(expected.begin(), expected.begin() + ptrdiff_t(read), host.mapped()));
            done += fileBytes;
        }
        QCOMPARE(done, uint64_t(stack.data.size()));
        QVERIFY_EXCEPTION_THROWN(store.tensors().require(stack.name), Error);
    }

    // A whole model, with limits so low that its stacks are cut: the same bits, in a batch and in single steps.
    void mixturesGiveTheSameInSlabs_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"ds2q_q3_k", "olmoe_f32"})
            QTest::newRow(name) << name;
    }
    void mixturesGiveTheSameInSlabs()
    {
        QFETCH(QString, name);
        const std::filesystem::path path = goldenPath(name.toStdString() + ".gguf");
        const GgufFile file(path);
        const Hyperparameters hyper = readHyperparameters(file);
        uint64_t expert = 0;
        for (const GgufTensor &tensor : file.tensors())
            if (isExpertStack(tensor.name))
                expert = std::max(expert, smallestPiece(tensor));
        useOwnForm();
        const std::vector<uint32_t> whole = logitsOf(path);
        const LowerLimit limit("DEEPSCOPE_LARGEST_SLAB", 3 * expert);
        const gpu::Device device;
        size_t pieces = 0;
        WeightStore(device, file, hyper).tensors().forEach([&](const std::string &, const gpu::Tensor &) { ++pieces; });
        QVERIFY(pieces >= file.tensors().size() + size_t(std::ranges::count_if(hyper.layers, mixtureOf)));
        QVERIFY(logitsOf(path) == whole);
    }

    // Three slabs of nearly 2 GiB, of which only the last expert is ever written or read: memory that is not touched
    // costs a software device nothing. Sums of 768 products, as in tst_experts.
    void readsTheLastExpertsOfLargeSlabs()
    {
        constexpr uint32_t Width = 768, Count = 3;
        constexpr TensorType Type = TensorType::Q8_0; // bodies, and tails far behind them
        OpBench &bench = m_benches.of();
        const uint64_t most =
            std::min({bench.device().features().largestRead, bench.device().features().maxAllocation, 2 * GiB - 1});
        const auto planes = uint32_t(most / gpu::layoutOf(Type, Width, Width).bytes);
        if (bench.device().info().type != DeviceType::Software || most < 2 * GiB - 1)
            QSKIP("the device would take the memory for real, or cannot reach so much of it");
        std::vector<std::unique_ptr<gpu::Buffer>> memory;
        std::vector<TestWeights> weights;
        ops::ExpertStack stack;
        std::vector<uint32_t> ids;
        for (uint32_t i = 0; i < Count; ++i) {
            const uint64_t bytes = gpu::layoutOf(Type, Width, uint64_t(Width) * planes).bytes;
            memory.push_back(std::make_unique<gpu::Buffer>(bench.device(), bytes, gpu::MemoryUse::ReadBack));
            const gpu::Tensor slab = gpu::Arena(memory.back().get()).place(Type, Width, Width, planes);
            weights.push_back(randomWeights(bench, Type, Width, Width));
            gpu::repackRows(Type, Width, slab.totalRows(), slab.totalRows() - Width, Width, weights.back().file,
                            {memory.back()->mapped(), slab.bytes});
            stack.emplace_back(slab);
            ids.push_back((i + 1) * planes - 1);
        }
        QVERIFY(Count * stack[0].tensor.bytes > uint64_t(1) << 32);
        const std::vector<float> x = bench.random(Width), shares = {0.5F, 0.3F, 0.2F};
        const gpu::Tensor deviceX = bench.activations(x, Width), act = bench.activations(Width, Count),
                          y = bench.activations(std::vector<float>(Width, 0.0F), Width);
        const ops::ExpertWorkspace workspace{{}, bench.activations(Width, Count)};
        const gpu::Tensor deviceIds = bench.integers(ids), deviceShares = bench.activations(shares, Count);
        gpu::Tensor table = stack[Count - 1].tensor; // the same memory as one long matrix
        table.rows *= table.planes, table.planes = 1;
        const gpu::Tensor token = bench.integers({table.rows - 1}), lastRow = bench.activations(Width);
        bench.run([&](gpu::Commands &c) {
            ops::expertGateUp(c, stack, stack, deviceX, deviceIds, workspace, act);
            ops::expertDown(c, stack, act, deviceIds, deviceShares, workspace, y);
            ops::embed(c, table, token, 1, lastRow);
        });
        std::vector<float> hidden, expected(Width, 0.0F), product(Width), gated(Width);
        for (uint32_t i = 0; i < Count; ++i) {
            reference::matrixVector(weights[i].values, x, product);
            reference::siluMultiply(product, product, gated);
            hidden.insert(hidden.end(), gated.begin(), gated.end());
            reference::matrixVector(weights[i].values, gated, product);
            for (uint32_t row = 0; row < Width; ++row)
                expected[row] += shares[i] * product[row];
        }
        COMPARE_VALUES(bench.read(act), hidden, 1e-5);
        COMPARE_VALUES(bench.read(y), expected, 1e-5);
        COMPARE_VALUES(bench.read(lastRow),
                       std::vector<float>(weights[2].values.end() - Width, weights[2].values.end()), 0);
    }
};

QTEST_GUILESS_MAIN(TestSlabs)
#include "tst_slabs.moc"
