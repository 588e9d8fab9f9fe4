// Checkpoints of learning: models by themselves, with all that is needed to go on as if nothing had been.
#include "support/expect_error.h"
#include "support/op_bench.h"
#include "support/training_golden.h"
#include "train/checkpoint.h"
#include "train/trainer.h"
#include "train/transfer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

const std::atomic<bool> goOn = false;

struct Learner {
    Learner(OpBench &bench, const GgufFile &file)
        : kernels(bench.kernels()), hyper(readHyperparameters(file)), parameters(bench.device(), file, hyper),
          trainer(kernels, hyper, parameters, 64)
    {
        parameters.upload(kernels, [](uint64_t, uint64_t) {});
    }

    std::vector<float> values() const { return fetch(kernels, parameters.flatValues()); }

    gpu::KernelCache &kernels;
    Hyperparameters hyper;
    Parameters parameters;
    Trainer trainer;
};

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

    OpBench m_bench;
    TrainingGolden m_golden{"odd"};
    GgufFile m_base{m_golden.path};
    std::vector<TrainingText> m_texts;

    void update(Learner &learner, int times)
    {
        for (int i = 0; i < times; ++i)
            QVERIFY(learner.trainer.update(m_texts, {}, goOn).done);
    }

private slots:
    void initTestCase()
    {
        for (const reference::TrainingText &text : m_golden.texts)
            m_texts.push_back({text.tokens, {text.weights.begin(), text.weights.end()}, {}});
    }

    void cleanup() { m_bench.startOver(); }

    void goesOnAsIfNothingHadBeen()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("state.gguf").toStdString();
        Learner whole(m_bench, m_base);
        update(whole, 2);
        writeCheckpoint(path, whole.kernels, m_base, whole.parameters, {2, "hash of the base", "{\"question\": 7}"});
        update(whole, 2);

        const GgufFile file(path);
        Learner resumed(m_bench, m_base);
        const LearnedState state = readCheckpoint(file, resumed.kernels, resumed.parameters);
        QCOMPARE(state.updates, 2U);
        QCOMPARE(state.base, std::string("hash of the base"));
        QCOMPARE(state.rest, std::string("{\"question\": 7}"));
        resumed.trainer.resume(state.updates);
        update(resumed, 2);
        QVERIFY(resumed.values() == whole.values());
        QVERIFY(fetch(resumed.kernels, resumed.parameters.secondMoments()) ==
                fetch(whole.kernels, whole.parameters.secondMoments()));
    }

    // Nothing of the optimizer is a tensor of the model, and every key of the base is there.
    void isAModelByItself()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("state.gguf").toStdString();
        Learner learner(m_bench, m_base);
        update(learner, 1);
        writeCheckpoint(path, learner.kernels, m_base, learner.parameters, {1, {}, {}});
        const GgufFile file(path);
        QCOMPARE(file.tensors().size(), m_base.tensors().size());
        for (size_t i = 0; i < file.tensors().size(); ++i) {
            QCOMPARE(file.tensors()[i].name, m_base.tensors()[i].name);
            QCOMPARE(file.tensors()[i].shape, m_base.tensors()[i].shape);
            QVERIFY(file.tensors()[i].type == TensorType::F32);
        }
        QVERIFY(file.findTensor("training.first.token_embd.weight"));
        for (const auto &[key, value] : m_base.metadata())
            if (key != "general.file_type")
                QVERIFY2(file.find(key) && *file.find(key) == value, key.c_str());
        QVERIFY(readHyperparameters(file).layers == learner.hyper.layers);
    }

    void savesAModelInHalfTheBytes()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("model.gguf").toStdString();
        Learner learner(m_bench, m_base);
        update(learner, 2);
        writeLearnedModel(path, learner.kernels, m_base, learner.parameters, "learned for two steps");
        const GgufFile file(path);
        QCOMPARE(file.requireString("general.source.training"), std::string("learned for two steps"));
        QVERIFY(!file.has("training.updates"));
        QVERIFY(file.requireTensor("output_norm.weight").type == TensorType::F32);
        QVERIFY(file.requireTensor("token_embd.weight").type == TensorType::F16);
        // Each value is the nearest half of what was learned.
        const Learner reread(m_bench, file);
        const std::vector<float> halves = reread.values(), learned = learner.values();
        QCOMPARE(halves.size(), learned.size());
        for (size_t i = 0; i < learned.size(); ++i)
            QVERIFY(std::abs(halves[i] - learned[i]) <= std::abs(learned[i]) / 2048 + 1e-7F);
        QVERIFY(halves != learned);
    }

    void refusesWhatIsNoCheckpoint()
    {
        Learner learner(m_bench, m_base);
        EXPECT_FILE_ERROR(readCheckpoint(m_base, learner.kernels, learner.parameters), m_base.name(), "no checkpoint");
    }

    // A folder that cannot be written to; and what was there stays.
    void keepsWhatWasThereWhenItFails()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("state.gguf").toStdString();
        Learner learner(m_bench, m_base);
        writeCheckpoint(path, learner.kernels, m_base, learner.parameters, {7, {}, {}});
        std::filesystem::create_directory(path.string() + ".part"); // nothing can be written beside it
        const std::optional<Error> error = errorOf([&] {
            writeCheckpoint(path, learner.kernels, m_base, learner.parameters, {8, {}, {}});
        });
        QVERIFY(error && error->kind() == ErrorKind::File && isSentence("A" + std::string(error->what())));
        QCOMPARE(GgufFile(path).requireUnsigned("training.updates"), 7U);
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
