// Every call to Vulkan may fail: then there is a sentence, everything is given back, and the next load works.
#include "api/path_text.h"
#include "api/session.h"
#include "gpu/faults.h"
#include "support/expect_error.h"
#include "synth/shaped_model.h"

#include <QTemporaryDir>

using namespace deepscope;
using gpu::CallKind;
using gpu::Fault;
using gpu::Faults;

namespace {

constexpr std::pair<CallKind, const char *> Kinds[] = {
    {CallKind::Open, "open"},     {CallKind::Allocate, "allocate"}, {CallKind::Create, "create"},
    {CallKind::Map, "map"},       {CallKind::Pipeline, "pipeline"}, {CallKind::Record, "record"},
    {CallKind::Submit, "submit"}, {CallKind::Wait, "wait"},
};

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;
    const CancelFlag m_never = false;

    // Loads, reads four tokens, writes two, closes.
    void loadRunAndClose() const
    {
        Session session(
            {m_path, "", 32, CacheType::F16}, [](const LoadProgress &) {}, m_never);
        RunRequest request;
        request.tokens = {1, 5, 9, 4};
        request.maxTokens = 2;
        request.ignoreEnd = true;
        session.run(request, {}, m_never);
    }

private slots:
    void initTestCase()
    {
        qputenv("DEEPSCOPE_VALIDATE", "0"); // hundreds of loads; what the layers say of one they say elsewhere
        Shape shape = knownShapes()[1];
        shape.hyper.layers = 2;
        shape.hyper.vocabulary = 512;
        shape.hyper.embedding = 64;
        m_path = m_folder.filePath("tiny.gguf").toStdString();
        makeShapedModel(shape, TensorType::F16).file.write(pathOf(m_path));
    }

    void countsWhatIsHeld()
    {
        Faults faults;
        loadRunAndClose();
        for (const auto &[kind, name] : Kinds)
            QVERIFY2(faults.calls(kind) > 0, name);
        QCOMPARE(faults.objects(), int64_t(0));
        QCOMPARE(faults.memoryBytes(), uint64_t(0));
        const Session session(
            {m_path, "", 32, CacheType::F16}, [](const LoadProgress &) {}, m_never);
        QVERIFY(faults.memoryBytes() > session.model().memory.weightsBytes);
    }

    void everyFailureIsSurvived_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("result");
        for (const auto &[kind, name] : Kinds)
            QTest::newRow(name) << int(kind) << int(VK_ERROR_OUT_OF_DEVICE_MEMORY);
        QTest::newRow("lost at any call") << int(CallKind::Any) << int(VK_ERROR_DEVICE_LOST);
    }

    void everyFailureIsSurvived()
    {
        QFETCH(int, kind);
        QFETCH(int, result);
        uint64_t calls = 0;
        {
            Faults counting;
            loadRunAndClose();
            calls = counting.calls(CallKind(kind));
        }
        for (uint64_t call = 1; call <= calls; ++call) {
            const Faults faults({VkResult(result), CallKind(kind), call});
            const auto error = errorOf([this] { loadRunAndClose(); });
            const std::string where = "call " + std::to_string(call) + " of " + std::to_string(calls) + ": " +
                                      (error ? error->what() : "no error");
            QVERIFY2(error && error->kind() == ErrorKind::Device && isSentence(error->what()), where.c_str());
            QVERIFY2(faults.objects() == 0 && faults.memoryBytes() == 0, where.c_str());
        }
        loadRunAndClose();
    }

    // A device that never finishes: not for ever.
    void whatNeverEndsIsLost()
    {
        const Faults faults({VK_TIMEOUT, CallKind::Wait, 1});
        const auto error = errorOf([this] { loadRunAndClose(); });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::Device);
        QVERIFY2(QByteArray(error->what()).contains("lost"), error->what());
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
