// Bringing a model from its file to the device: in pieces, in little memory, and what stops it.
#include "model/weight_store.h"
#include "run/ready_model.h"
#include "support/all_tensors.h"
#include "support/expect_error.h"
#include "support/gguf_draft.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

namespace fs = std::filesystem;

namespace {

const CancelFlag never = false;

// Values that tell their place.
std::vector<uint8_t> counted(uint64_t bytes, uint64_t start)
{
    std::vector<uint8_t> data(bytes);
    uint64_t state = start;
    for (uint8_t &byte : data)
        byte = uint8_t((state = state * 6364136223846793005U + 1442695040888963407U) >> 56);
    return data;
}

GgufDraft awkwardTensors(TensorType type)
{
    const uint64_t block = typeTraits(type).elements;
    GgufDraft draft;
    const std::vector<std::vector<uint64_t>> shapes = {{block},           {3 * block, 5}, {4097 * block, 3},
                                                       {16 * block, 700}, {block, 2, 3},  {5001 * block}};
    for (const std::vector<uint64_t> &shape : shapes) {
        GgufDraft::Tensor tensor{"t" + std::to_string(draft.tensors.size()), type, shape, {}};
        tensor.data = counted(tensor.bytes(), draft.tensors.size());
        draft.tensors.push_back(std::move(tensor));
    }
    return draft;
}

std::vector<uint8_t> readBack(gpu::KernelCache &kernels, const gpu::Tensor &tensor)
{
    const gpu::Buffer host(kernels.device(), tensor.bytes, gpu::MemoryUse::ReadBack);
    gpu::Commands commands(kernels);
    commands.begin();
    commands.copy(*tensor.buffer, tensor.offset, host, 0, tensor.bytes);
    commands.end();
    commands.submitAndWait();
    return {host.mapped(), host.mapped() + tensor.bytes};
}

} // namespace

class TestLoading : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    gpu::Device m_device;
    gpu::KernelCache m_kernels{m_device};

    fs::path path(const char *name) const { return m_folder.filePath(name).toStdString(); }

    // A model of so many bytes that is nearly all hole: its expert tensors are made wide.
    fs::path sparseModel(uint64_t width) const
    {
        GgufDraft draft = GgufDraft::golden("ds2lite_new_f16");
        draft.widenExperts(width).writeSparse(path("sparse.gguf"));
        return path("sparse.gguf");
    }

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    // Rows shorter and longer than a staging buffer; every piece must land where the whole would lie.
    void piecesMakeTheWhole_data()
    {
        QTest::addColumn<TensorType>("type");
        for (const TensorType type :
             {TensorType::F32, TensorType::F16, TensorType::BF16, TensorType::Q8_0, TensorType::Q4_1, TensorType::Q5_0,
              TensorType::Q2_K, TensorType::Q3_K, TensorType::IQ4_XS, TensorType::MXFP4})
            QTest::newRow(std::string(typeTraits(type).name).c_str()) << type;
    }
    void piecesMakeTheWhole()
    {
        QFETCH(TensorType, type);
        const GgufDraft draft = awkwardTensors(type);
        const std::vector<uint8_t> bytes = draft.bytes();
        const GgufFile file(bytes, "model.gguf");
        uint64_t last = 0;
        const WeightStore store(m_device, file, allTensorsOf(file));
        store.upload(
            m_kernels, [&](uint64_t done, uint64_t) { last = done; }, WeightUpload::Ring{4096, 3});
        uint64_t total = 0;
        for (const GgufDraft::Tensor &tensor : draft.tensors) {
            const gpu::Tensor &there = store.tensors().require(tensor.name);
            std::vector<uint8_t> expected(there.bytes);
            gpu::repackRows(type, there.columns, there.totalRows(), 0, there.totalRows(), tensor.data, expected);
            // What rounds the tails up to 16 bytes is never read.
            const gpu::TensorLayout layout = gpu::layoutOf(type, there.columns, there.totalRows());
            if (layout.tailOffset > 0)
                expected.resize(layout.tailOffset + layout.tailRowBytes * there.totalRows());
            std::vector<uint8_t> actual = readBack(m_kernels, there);
            actual.resize(expected.size());
            QVERIFY2(actual == expected, tensor.name.c_str());
            total += tensor.data.size();
        }
        QCOMPARE(last, total);
    }

    void saysWhenTheFileEndsOrChangesMeanwhile()
    {
        const GgufDraft draft = GgufDraft::golden("ds2lite_new_f16");
        const auto load = [&](auto spoil) {
            writeFile(path("model.gguf"), draft.bytes());
            const GgufFile file(path("model.gguf"));
            bool spoilt = false;
            const WeightStore store(m_device, file, allTensorsOf(file));
            store.upload(
                m_kernels,
                [&](uint64_t done, uint64_t total) {
                    if (!spoilt && done > total / 2) {
                        spoil();
                        spoilt = true;
                    }
                },
                WeightUpload::Ring{4096, 2});
        };
        const std::string name = path("model.gguf").string();
        EXPECT_FILE_ERROR(load([&] { fs::resize_file(path("model.gguf"), 1000); }), name,
                          "the file became shorter while it was read");
        EXPECT_FILE_ERROR(load([&] { fs::resize_file(path("model.gguf"), draft.fileBytes() + 1); }), name,
                          "the file was changed while it was read");
        load([] {});
    }

    // Refused by the header alone: nothing is reserved, nothing read.
    void refusesAtOnceWhatDoesNotFit()
    {
        fs::path model;
        try {
            model = sparseModel(uint64_t(30) << 20);
        } catch (const fs::filesystem_error &) {
            QSKIP("This disk takes no file of holes.");
        }
        QVERIFY(fs::file_size(model) > uint64_t(100) << 30);
        bool started = false;
        LoadRequest request;
        request.path = model.string();
        try {
            const ReadyModel ready(
                request, [&](const LoadProgress &) { started = true; }, never);
            QFAIL("it was loaded");
        } catch (const Error &error) {
            const std::string sentence = error.what();
            QVERIFY2(error.kind() == ErrorKind::Device, error.what());
            for (const char *part : {"needs ", "weights ", "cache ", "cannot hold", "not even one token fits"})
                QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
        }
        QVERIFY(!started);
    }

    // Wherever the weights have got to, nothing more is done after a cancel: a piece of 4 MiB is the longest that it
    // waits for.
    void aCancelEndsTheLoad()
    {
        const fs::path model = sparseModel(uint64_t(8) << 10);
        for (const double stop : {0.0, 0.1, 0.5, 0.99}) {
            CancelFlag cancel = false;
            int reportsAfter = 0;
            LoadRequest request;
            request.path = model.string();
            request.context = 16;
            try {
                const ReadyModel ready(
                    request,
                    [&](const LoadProgress &progress) {
                        reportsAfter += cancel ? 1 : 0;
                        cancel = cancel || (progress.doing.starts_with("reading") && progress.fraction >= stop);
                    },
                    cancel);
                QFAIL("it was loaded");
            } catch (const Error &error) {
                QVERIFY2(error.kind() == ErrorKind::Interrupted, error.what());
            }
            QCOMPARE(reportsAfter, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestLoading)
#include "tst_loading.moc"
