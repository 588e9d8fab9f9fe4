// Files that hold a model otherwise than those of today: the same bits come of them, nothing is loaded that no pass
// reads, and a remark says what was mended.
#include "catalog/model_header.h"
#include "model/weight_store.h"
#include "reference/dequantise.h"
#include "reference/encode.h"
#include "support/device_forms.h"
#include "support/expect_error.h"
#include "support/gguf_draft.h"
#include "support/golden_tokens.h"
#include "support/lower_limit.h"
#include "support/model_logits.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

using Change = std::function<void(GgufDraft &)>;

// blk.N.ffn_gate_exps.weight as blk.N.ffn_gate.0.weight and so on, as files before April 2024 have it.
void keepExpertsApart(GgufDraft &draft)
{
    std::vector<GgufDraft::Tensor> tensors;
    for (const GgufDraft::Tensor &tensor : draft.tensors) {
        const size_t stack = tensor.name.find("_exps.weight");
        if (stack == std::string::npos) {
            tensors.push_back(tensor);
            continue;
        }
        const uint64_t experts = tensor.shape.at(2);
        const size_t each = tensor.data.size() / experts;
        for (uint64_t i = 0; i < experts; ++i)
            tensors.push_back(
                {tensor.name.substr(0, stack) + "." + std::to_string(i) + ".weight",
                 tensor.type,
                 {tensor.shape[0], tensor.shape[1]},
                 {tensor.data.begin() + ptrdiff_t(i * each), tensor.data.begin() + ptrdiff_t((i + 1) * each)}});
    }
    draft.tensors = std::move(tensors);
}

GgufDraft::Tensor random(const std::string &name, std::vector<uint64_t> shape, uint32_t seed)
{
    GgufDraft::Tensor tensor{name, TensorType::F32, std::move(shape), {}};
    std::vector<float> values(tensor.bytes() / sizeof(float));
    for (float &value : values)
        value = float((seed = seed * 1664525 + 1013904223) >> 8) / float(1 << 27) - 0.0625F;
    tensor.data.resize(tensor.bytes());
    std::memcpy(tensor.data.data(), values.data(), tensor.data.size());
    return tensor;
}

// A Mixtral: "llama" with three experts in place of each feed-forward.
GgufDraft mixtral()
{
    GgufDraft draft = GgufDraft::golden("llama_f32");
    draft.set("llama.expert_count", uint64_t(3)).set("llama.expert_used_count", uint64_t(2));
    std::vector<GgufDraft::Tensor> tensors;
    for (const GgufDraft::Tensor &tensor : draft.tensors) {
        const size_t at = tensor.name.find(".ffn_");
        if (at == std::string::npos || tensor.name.ends_with("norm.weight")) {
            tensors.push_back(tensor);
            continue;
        }
        const std::string stem = tensor.name.substr(0, tensor.name.size() - std::string(".weight").size());
        tensors.push_back(
            random(stem + "_exps.weight", {tensor.shape[0], tensor.shape[1], 3}, uint32_t(tensors.size())));
        if (stem.ends_with("gate"))
            tensors.push_back(random(tensor.name.substr(0, at) + ".ffn_gate_inp.weight", {tensor.shape[0], 3}, 7));
    }
    draft.tensors = std::move(tensors);
    return draft;
}

GgufDraft draftOf(const std::string &name) { return name == "mixtral" ? mixtral() : GgufDraft::golden(name); }

// Every norm and bias of the type, and rounded to it in F32.
std::pair<GgufDraft, GgufDraft> withShortVectors(GgufDraft draft, TensorType type)
{
    GgufDraft rounded = draft;
    for (size_t i = 0; i < draft.tensors.size(); ++i) {
        GgufDraft::Tensor &tensor = draft.tensors[i];
        if (tensor.shape.size() > 1 || tensor.type != TensorType::F32)
            continue;
        std::vector<float> values(tensor.data.size() / sizeof(float));
        std::memcpy(values.data(), tensor.data.data(), tensor.data.size());
        tensor.type = type;
        tensor.data.resize(tensor.bytes());
        reference::encode(type, values, tensor.data);
        reference::dequantise(type, tensor.data, values);
        std::memcpy(rounded.tensors[i].data.data(), values.data(), rounded.tensors[i].data.size());
    }
    return {std::move(draft), std::move(rounded)};
}

bool hasRemark(const ModelInfo &info, const std::string &part)
{
    return std::ranges::any_of(info.remarks, [&](const std::string &r) { return r.find(part) != std::string::npos; });
}

void copyTensors(const GgufDraft &from, const std::string &part, GgufDraft &to)
{
    for (const GgufDraft::Tensor &tensor : from.tensors)
        if (tensor.name.find(part) != std::string::npos)
            to.tensors.push_back(tensor);
}

} // namespace

class TestOlderFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    gpu::Device m_device;
    gpu::KernelCache m_kernels{m_device};

    std::filesystem::path path(const char *name) const { return m_folder.filePath(name).toStdString(); }

    std::filesystem::path write(const char *name, const GgufDraft &draft) const
    {
        writeFile(path(name), draft.bytes());
        return path(name);
    }

    // Both files take the same memory, and the same bits lie there.
    void requireSame(const std::filesystem::path &one, const std::filesystem::path &other)
    {
        const ModelHeader a(one.string()), b(other.string());
        QVERIFY(a.plan(100, CacheType::F16) == b.plan(100, CacheType::F16));
        QVERIFY(a.hyper.layers == b.hyper.layers && a.hyper.tensors == b.hyper.tensors);
        QVERIFY(onDevice(a) == onDevice(b));
    }

    // Of each tensor, but for what rounds up tails, which is never read.
    std::map<std::string, std::vector<uint8_t>> onDevice(const ModelHeader &model)
    {
        const WeightStore store(m_device, model.file, model.hyper);
        store.upload(
            m_kernels, [](uint64_t, uint64_t) {}, WeightUpload::Ring{4096, 2});
        const gpu::Buffer host(m_device, store.bytes(), gpu::MemoryUse::ReadBack);
        gpu::Commands commands(m_kernels);
        commands.begin();
        uint64_t end = 0;
        store.tensors().forEach([&](const std::string &, const gpu::Tensor &tensor) {
            commands.copy(*tensor.buffer, tensor.offset, host, end, tensor.bytes);
            end += tensor.bytes;
        });
        commands.end();
        commands.submitAndWait();
        std::map<std::string, std::vector<uint8_t>> all;
        const uint8_t *at = host.mapped();
        store.tensors().forEach([&](const std::string &name, const gpu::Tensor &tensor) {
            const gpu::TensorLayout layout = gpu::layoutOf(tensor.type, tensor.columns, tensor.totalRows());
            const uint64_t read =
                layout.tailOffset > 0 ? layout.tailOffset + layout.tailRowBytes * tensor.totalRows() : tensor.bytes;
            all[name].assign(at, at + read);
            at += tensor.bytes;
        });
        return all;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        useOwnForm();
    }

    void expertsApartAreJoined_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"mixtral", "olmoe_f32", "qwen3moe_f16", "ds2q_q3_k", "ds2q_q8_0"})
            QTest::newRow(name) << name;
    }
    void expertsApartAreJoined()
    {
        QFETCH(QString, name);
        GgufDraft draft = draftOf(name.toStdString());
        const auto stacked = write("stacked.gguf", draft);
        keepExpertsApart(draft);
        const auto apart = write("apart.gguf", draft);
        requireSame(stacked, apart);
        if (name == "mixtral")
            QVERIFY(logitsOf(stacked) == logitsOf(apart));
        const ModelInfo info = ModelHeader(apart.string()).info, whole = ModelHeader(stacked.string()).info;
        QCOMPARE(info.parameters, whole.parameters);
        QVERIFY(hasRemark(info, "each expert by itself") && !hasRemark(whole, "expert"));
        const auto tensorsIn = [](const ModelInfo &i) {
            size_t sum = 0;
            for (const TensorTypeCount &count : i.tensorTypes)
                sum += count.tensors;
            return sum;
        };
        QCOMPARE(tensorsIn(info), draft.tensors.size()); // as the file has them
        QVERIFY(tensorsIn(whole) < draft.tensors.size());
        const auto bytesIn = [](const ModelInfo &i) {
            uint64_t sum = 0;
            for (const TensorTypeCount &count : i.tensorTypes)
                sum += count.bytes;
            return sum;
        };
        QCOMPARE(bytesIn(info), bytesIn(whole));
    }

    // A stack is read in blocks of rows that may reach over experts, and cut into slabs between them.
    void expertsApartInSlabsAndParts()
    {
        GgufDraft draft = mixtral();
        const std::vector<uint32_t> whole = logitsOf(write("stacked.gguf", draft));
        keepExpertsApart(draft);
        // Any order in the file, and any part of a model in several.
        std::ranges::reverse(draft.tensors);
        const auto apart = writeParts(path("parts"), draft.split(3));
        const ModelHeader header(apart.string());
        uint64_t expert = 0;
        for (const GgufTensor &tensor : header.file.tensors())
            if (isExpertStack(tensor.name))
                expert = std::max(expert, smallestPiece(tensor));
        QVERIFY(expert > 0);
        const LowerLimit limit("DEEPSCOPE_LARGEST_SLAB", 2 * expert);
        const gpu::Device device;
        size_t pieces = 0;
        WeightStore(device, header.file, header.hyper).tensors().forEach([&](const std::string &, const gpu::Tensor &) {
            ++pieces;
        });
        QCOMPARE(pieces, header.hyper.tensors.size() + 3 * header.hyper.layerCount());
        QVERIFY(logitsOf(apart) == whole);
    }

    void expertsThatMakeNoStack_data()
    {
        QTest::addColumn<Change>("spoil");
        QTest::addColumn<std::string>("part");
        const auto row = [](const char *name, Change spoil, const char *part) {
            QTest::newRow(name) << std::move(spoil) << std::string(part);
        };
        row(
            "one missing", [](GgufDraft &d) { d.removeTensor("blk.1.ffn_up.1.weight"); },
            "tensor 'blk.1.ffn_up.1.weight' is missing: there are 3 experts");
        row(
            "the last missing", [](GgufDraft &d) { d.removeTensor("blk.1.ffn_down.2.weight"); },
            "tensor 'blk.1.ffn_down.2.weight' is missing");
        row(
            "all of a kind missing",
            [](GgufDraft &d) {
                for (const char *expert : {"0", "1", "2"})
                    d.removeTensor(std::string("blk.0.ffn_gate.") + expert + ".weight");
            },
            "tensor 'blk.0.ffn_gate_exps.weight' is missing");
        row(
            "of two types",
            [](GgufDraft &d) {
                GgufDraft::Tensor &tensor = d.tensor("blk.0.ffn_gate.2.weight");
                tensor.type = TensorType::F16;
                tensor.data.resize(tensor.bytes());
            },
            "'blk.0.ffn_gate.2.weight' is F16, but 'blk.0.ffn_gate.0.weight' is F32; the experts of a layer must be "
            "alike");
        row(
            "of two shapes",
            [](GgufDraft &d) {
                GgufDraft::Tensor &tensor = d.tensor("blk.0.ffn_up.1.weight");
                std::swap(tensor.shape[0], tensor.shape[1]);
            },
            "the experts of a layer must be alike");
        row(
            "no expert counted", [](GgufDraft &d) { d.set("llama.expert_count", uint64_t(0)); },
            "tensor 'blk.0.ffn_gate.weight' is missing");
        row(
            "more counted", [](GgufDraft &d) { d.set("llama.expert_count", uint64_t(4)); },
            "tensor 'blk.0.ffn_gate.3.weight' is missing: there are 4 experts");
    }
    void expertsThatMakeNoStack()
    {
        QFETCH(Change, spoil);
        QFETCH(std::string, part);
        GgufDraft draft = mixtral();
        keepExpertsApart(draft);
        spoil(draft);
        const std::vector<uint8_t> bytes = draft.bytes();
        EXPECT_FILE_ERROR(readHyperparameters(GgufFile(bytes, "model.gguf")), "model.gguf", part);
    }

    void shortNormsAreWidened_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<TensorType>("type");
        for (const char *name : {"qwen2_f32", "olmoe_f32", "ds2v3_new_f32"}) // biases; rows of heads; a router's bias
            for (const TensorType type : {TensorType::F16, TensorType::BF16})
                QTest::addRow("%s %s", name, typeTraits(type).name.data()) << name << type;
    }
    void shortNormsAreWidened()
    {
        QFETCH(QString, name);
        QFETCH(TensorType, type);
        const auto [drafted, rounded] = withShortVectors(GgufDraft::golden(name.toStdString()), type);
        const auto shortened = write("short.gguf", drafted), same = write("rounded.gguf", rounded);
        requireSame(shortened, same);
        const ModelInfo info = ModelHeader(shortened.string()).info;
        QVERIFY(hasRemark(info, "widened") && hasRemark(info, "'blk.0.attn_norm.weight'"));
        QVERIFY(std::ranges::any_of(info.tensorTypes,
                                    [&](const TensorTypeCount &count) { return count.type == typeTraits(type).name; }));
        QVERIFY(!hasRemark(ModelHeader(same.string()).info, "widened"));
    }

    // It is read on the host, and takes nothing of the device.
    void frequencyDivisors()
    {
        GgufDraft draft = GgufDraft::golden("llama_f32");
        const auto without = write("without.gguf", draft);
        const uint64_t pairs = readHyperparameters(GgufFile(without)).ropeFrequencies.size();
        GgufDraft::Tensor divisors{"rope_freqs.weight", TensorType::F32, {pairs}, {}};
        std::vector<float> values(pairs, 2);
        divisors.data.resize(divisors.bytes());
        std::memcpy(divisors.data.data(), values.data(), divisors.data.size());
        draft.tensors.push_back(divisors);
        const auto with = write("with.gguf", draft);
        const auto [drafted, rounded] = withShortVectors(draft, TensorType::F16);
        const ModelHeader none(without.string()), some(with.string()), half(write("half.gguf", drafted).string());
        QCOMPARE(some.hyper.ropeFrequencies[1], none.hyper.ropeFrequencies[1] / 2);
        QCOMPARE(half.hyper.ropeFrequencies, some.hyper.ropeFrequencies);
        QVERIFY(some.plan(100, CacheType::F16) == none.plan(100, CacheType::F16));
        QVERIFY(some.info.remarks == none.info.remarks);
        QVERIFY(!WeightStore(m_device, some.file, some.hyper).tensors().find("rope_freqs.weight"));
    }

    // Of two forms of the same matrices the one is loaded that the keys speak of.
    void bothFormsOfKeysAndValues_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("other");
        QTest::addColumn<QStringList>("unused");
        QTest::newRow("split") << "ds2lite_new_f32"
                               << "ds2lite_old_f32" << QStringList{"attn_kv_b."};
        QTest::newRow("joint") << "ds2lite_old_f32"
                               << "ds2lite_new_f32" << QStringList{"attn_k_b.", "attn_v_b."};
    }
    void bothFormsOfKeysAndValues()
    {
        QFETCH(QString, name);
        QFETCH(QString, other);
        QFETCH(QStringList, unused);
        GgufDraft draft = GgufDraft::golden(name.toStdString());
        for (const QString &part : unused)
            copyTensors(GgufDraft::golden(other.toStdString()), part.toStdString(), draft);
        const auto both = write("both.gguf", draft);
        requireSame(goldenPath(name.toStdString() + ".gguf"), both);
        const ModelHeader header(both.string());
        const WeightStore store(m_device, header.file, header.hyper);
        for (const QString &part : unused) {
            const std::string tensor = "blk.0." + part.toStdString() + "weight";
            QVERIFY(header.file.findTensor(tensor) && !store.tensors().find(tensor));
        }
        QVERIFY(hasRemark(header.info, "not loaded: 'blk.0." + unused[0].toStdString() + "weight'"));
    }

    // A tower for pictures, biases that no layer has, blocks of further tokens, a pass of another program.
    void whatNothingReadsIsNotLoaded()
    {
        GgufDraft draft = GgufDraft::golden("ds2v3_new_f32");
        const auto plain = write("plain.gguf", draft);
        for (const char *name :
             {"v.blk.0.attn_q.weight", "mm.0.weight", "blk.0.attn_qkv.weight", "blk.17.nextn.eh_proj.weight"})
            draft.tensors.push_back(random(name, {64, 640}, 3));
        const auto more = write("more.gguf", draft);
        requireSame(plain, more);
        const ModelInfo info = ModelHeader(more.string()).info;
        QVERIFY(hasRemark(info, "not loaded") && hasRemark(info, "'v.blk.0.attn_q.weight'") &&
                hasRemark(info, "1 more"));
    }
};

QTEST_GUILESS_MAIN(TestOlderFiles)
#include "tst_older_files.moc"
