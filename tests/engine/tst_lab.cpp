// The lab as a front end has it: what it tells, what it is told at any time, what it keeps, and how it goes on. On the
// default model, with rewards by lot, so that there is something to learn whatever it makes of the tasks.
#include "api/lab.h"
#include "api/lab_record.h"
#include "gpu/faults.h"
#include "lab/lab_folder.h"
#include "model/gguf_file.h"
#include "record/fingerprint.h"
#include "support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <vector>

using namespace deepscope;

namespace {

LabRequest smallRequest(const QTemporaryDir &folder, uint32_t steps = 0)
{
    LabRequest request;
    request.base = "default";
    request.folder = folder.filePath("run").toStdString();
    request.steps = steps;
    request.heldOut = 1;
    request.settings.reward = RewardKind::Random;
    request.settings.questions = 2;
    request.settings.answers = 4;
    request.settings.cap = 16;
    return request;
}

// A lab, and all that it told.
class Watched {
public:
    Watched()
        : m_lab(localLab()([this](LabEvent event) {
              const std::lock_guard lock(m_mutex);
              m_events.push_back(std::move(event));
              m_wake.notify_all();
          }))
    {
    }

    Lab &lab() { return *m_lab; }
    void destroy() { m_lab.reset(); }

    // The first event behind those that were waited for that is of this kind, and meant; throws where none comes.
    template <typename Told>
    Told next(const std::function<bool(const Told &)> &meant = [](const Told &) { return true; })
    {
        std::unique_lock lock(m_mutex);
        Told found;
        const bool came = m_wake.wait_for(lock, std::chrono::minutes(2), [&] {
            while (m_seen < m_events.size())
                if (const auto *told = std::get_if<Told>(&m_events[m_seen++]); told && meant(*told)) {
                    found = *told;
                    return true;
                }
            return false;
        });
        if (!came)
            throw std::runtime_error("what was waited for did not come");
        return found;
    }
    LabState next(LabState::Kind kind)
    {
        return next<LabState>([kind](const LabState &state) { return state.kind == kind; });
    }

    template <typename Told>
    std::vector<Told> all()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Told> found;
        for (const LabEvent &event : m_events)
            if (const auto *told = std::get_if<Told>(&event))
                found.push_back(*told);
        return found;
    }

private:
    std::mutex m_mutex; // guards the events
    std::condition_variable m_wake;
    std::vector<LabEvent> m_events;
    size_t m_seen = 0;
    std::unique_ptr<Lab> m_lab; // last: its thread ends before what it writes to
};

LabState endOf(const LabRequest &request)
{
    Watched watched;
    watched.lab().start(request);
    return watched.next(LabState::Kind::Ended);
}

// Every number of the model and the optimizer.
std::vector<std::vector<uint8_t>> numbersIn(const std::filesystem::path &checkpoint)
{
    const GgufFile file(checkpoint);
    std::vector<std::vector<uint8_t>> numbers;
    for (const GgufTensor &tensor : file.tensors())
        for (const char *prefix : {"", "training.first.", "training.second."})
            if (const GgufTensor *found = file.findTensor(prefix + tensor.name))
                numbers.push_back(file.readTensor(*found));
    return numbers;
}

bool sameFigures(const LabStep &a, const LabStep &b)
{
    return a.step == b.step && a.form == b.form && a.match == b.match && a.thoughtTokens == b.thoughtTokens &&
           a.kinds == b.kinds && a.groups == b.groups && a.entropy == b.entropy && a.gradientNorm == b.gradientNorm &&
           a.logProbabilityDifference == b.logProbabilityDifference && a.experts.thought == b.experts.thought &&
           a.board.front().question == b.board.front().question;
}

} // namespace

class TestLab : public QObject {
    Q_OBJECT

private slots:
    void refusesInASentence()
    {
        const QTemporaryDir folder;
        const auto refused = [&](ErrorKind kind, const std::function<void(LabRequest &)> &change) {
            LabRequest request = smallRequest(folder, 1);
            change(request);
            const LabState end = endOf(request);
            return end.failure && end.failure->kind == kind && end.failure->sentence.ends_with('.');
        };
        QVERIFY(refused(ErrorKind::File, [](auto &request) { request.base = "nowhere.gguf"; }));
        QVERIFY(refused(ErrorKind::File, [](auto &request) {
            request.base = DEEPSCOPE_TEST_DATA "/golden/ds2lite_new_f16.gguf"; // it has no marks of thoughts
        }));
        QVERIFY(refused(ErrorKind::File, [](auto &request) { request.resume = true; }));
        QVERIFY(refused(ErrorKind::File, [](auto &request) { request.questions = "nowhere.jsonl"; }));
        QVERIFY(refused(ErrorKind::Usage, [](auto &request) { request.settings.temperature = 0; }));
        QVERIFY(refused(ErrorKind::Usage, [](auto &request) { request.settings.cap = 100000; }));
        Watched watched;
        watched.lab().saveModel("model.gguf");
        QVERIFY(isSentence(watched.next<LabSaved>().failure->sentence));
    }

    void tellsARunAndSavesIt()
    {
        const QTemporaryDir folder;
        const LabRequest request = smallRequest(folder, 1);
        Watched watched;
        watched.lab().start(request);
        const auto begun = watched.next<LabBegun>();
        QCOMPARE(begun.tasks.size(), size_t(3));
        QVERIFY(begun.parameters > 1000000 && begun.step == 0 && begun.settings == request.settings);
        for (const LabMemoryPart &part : begun.memory)
            QVERIFY2(part.bytes > 0, part.purpose.c_str());
        const auto base = watched.next<LabStep>();
        QVERIFY(base.step == 0 && !base.learned && base.refusal.empty());
        const auto heldOut = watched.next<LabHeldOut>();
        QVERIFY(heldOut.best && heldOut.passAt8 >= 0 && heldOut.domains.size() == 3);
        QCOMPARE(watched.next<LabFixedAnswers>().groups.size(), size_t(3));
        checkStep(watched.next<LabStep>(), begun);
        QCOMPARE(watched.next<LabFixedAnswers>().step, 1U); // it ends there
        const LabState end = watched.next(LabState::Kind::Ended);
        QVERIFY(end.step == 1 && !end.failure);
        QCOMPARE(LabFolder(request.folder).checkpoints(), (std::vector<uint32_t>{0, 1}));

        const std::string path = folder.filePath("model.gguf").toStdString();
        watched.lab().saveModel(path); // also behind its end
        QVERIFY(!watched.next<LabSaved>().failure);
        QVERIFY(GgufFile(path).requireString("general.source.training").find("1 steps from") != std::string::npos);
        watched.lab().saveModel(LabFolder(request.folder).checkpoint(1).string());
        QVERIFY(isSentence(watched.next<LabSaved>().failure->sentence));

        QVERIFY(isSentence(endOf(request).failure->sentence)); // a folder with a run is not begun again
    }

    void neverSavesOverTheBase()
    {
        const QTemporaryDir folder;
        LabRequest request = smallRequest(folder, 1);
        request.base = folder.filePath("base.gguf").toStdString();
        QVERIFY(QFile::copy(DEEPSCOPE_RESOURCES "/default.gguf", QString::fromStdString(request.base)));
        const std::string before = fingerprint(FileReader(request.base));
        {
            Watched watched;
            watched.lab().start(request);
            watched.next<LabBegun>();
            watched.lab().saveModel(folder.filePath("run/../base.gguf").toStdString());
            QVERIFY(isSentence(watched.next<LabSaved>().failure->sentence));
            watched.next(LabState::Kind::Ended);
        }
        QCOMPARE(fingerprint(FileReader(request.base)), before);
        // And it goes on only from the same.
        QFile file(QString::fromStdString(request.base));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1000) && file.write("x") == 1);
        file.close();
        request.resume = true;
        const LabState end = endOf(request);
        QVERIFY(end.failure && end.failure->kind == ErrorKind::File && end.failure->sentence.ends_with('.'));
    }

    // Three steps and three more are six, bit for bit.
    void goesOnAsIfNothingHadBeen_data()
    {
        QTest::addColumn<double>("klRate");
        QTest::newRow("free") << 0.0;
        QTest::newRow("held to its base") << 0.5; // which is not what the second half begins with
    }
    void goesOnAsIfNothingHadBeen()
    {
        QFETCH(const double, klRate);
        const QTemporaryDir whole, parted;
        const auto asked = [&](const QTemporaryDir &folder, uint32_t steps) {
            LabRequest request = smallRequest(folder, steps);
            request.settings.klRate = klRate;
            return request;
        };
        Watched undisturbed, first, second;
        undisturbed.lab().start(asked(whole, 6));
        undisturbed.next(LabState::Kind::Ended);
        first.lab().start(asked(parted, 3));
        QVERIFY(!first.next(LabState::Kind::Ended).failure);
        LabRequest request = asked(parted, 6);
        request.resume = true;
        request.settings = {}; // it has its own
        second.lab().start(request);
        QCOMPARE(second.next<LabBegun>().step, 3U);
        QVERIFY(!second.next(LabState::Kind::Ended).failure);
        const std::vector<LabStep> all = undisturbed.all<LabStep>(), rest = second.all<LabStep>();
        QCOMPARE(rest.size(), size_t(3));
        for (size_t i = 0; i < rest.size(); ++i)
            QVERIFY(sameFigures(rest[i], all[i + 4]));
        QVERIFY(rest.front().seconds > first.all<LabStep>().back().seconds); // they go on
        QVERIFY(std::ranges::any_of(rest, &LabStep::learned));
        const LabFolder a(smallRequest(whole).folder), b(request.folder);
        QVERIFY(numbersIn(a.checkpoint(6)) == numbersIn(b.checkpoint(6)));
        QVERIFY(numbersIn(a.checkpoint(6)) != numbersIn(a.checkpoint(0)));
        const LabRecord record(b.record()); // as one run
        QCOMPARE(record.steps().size(), size_t(7));
        QCOMPARE(record.board(4).front().question, all[4].board.front().question);
        QVERIFY(record.heldOut().size() == 1 && record.fixedAnswers().front().groups.size() == 3);
    }

    void doesAsItIsTold()
    {
        const QTemporaryDir folder;
        const LabRequest request = smallRequest(folder);
        Watched watched;
        Lab &lab = watched.lab();
        lab.start(request);
        lab.pause(); // before anything is there
        QCOMPARE(watched.next(LabState::Kind::Paused).step, 0U);
        lab.step();
        const auto first = watched.next<LabStep>([](const LabStep &step) { return step.step == 1; });
        QCOMPARE(watched.next(LabState::Kind::Paused).step, 1U);
        lab.setYields(true);
        lab.goOn();
        watched.next(LabState::Kind::Waiting);
        lab.saveModel(folder.filePath("model.gguf").toStdString());
        QVERIFY(!watched.next<LabSaved>().failure);
        lab.start(request);
        QVERIFY(isSentence(watched.next(LabState::Kind::Ended).failure->sentence));
        QVERIFY(watched.next<LabState>().kind == LabState::Kind::Waiting); // the run stands as it stood
        lab.setYields(false);
        watched.next(LabState::Kind::Learning);
        lab.backToBest();
        const auto back = watched.next<LabState>([](const LabState &state) { return state.step == 0; });
        QVERIFY(back.kind == LabState::Kind::Learning && back.bestStep == 0);
        const auto again = watched.next<LabStep>();
        QCOMPARE(again.step, 1U);
        QVERIFY(again.board.front().question != first.board.front().question); // another way from there
        watched.destroy();
        const std::vector<uint32_t> kept = LabFolder(request.folder).checkpoints();
        QCOMPARE(kept.back(), watched.all<LabStep>().back().step);
    }

    void goesBackWhereNothingIsANumber()
    {
        const QTemporaryDir folder;
        LabRequest request = smallRequest(folder);
        request.settings.rate = 3e38F;
        Watched watched;
        watched.lab().start(request);
        const LabState paused = watched.next(LabState::Kind::Paused);
        QVERIFY2(isSentence(paused.sentence), paused.sentence.c_str());
        QCOMPARE(paused.step, 0U);
        watched.lab().step(); // the state is good
        const auto step = watched.next<LabStep>();
        QVERIFY2(step.learned, step.refusal.c_str());
        watched.lab().stop(); // and what it has become is none to go on from
        const LabState end = watched.next(LabState::Kind::Ended);
        QVERIFY2(!end.failure, end.failure ? end.failure->sentence.c_str() : "");
        QCOMPARE(end.step, 0U);
        QCOMPARE(LabFolder(request.folder).checkpoints(), std::vector<uint32_t>{0});
    }

    void losesItsDeviceInASentence()
    {
        const QTemporaryDir folder;
        const LabRequest request = smallRequest(folder);
        gpu::Faults faults;
        Watched watched;
        watched.lab().start(request);
        watched.lab().pause();
        watched.next(LabState::Kind::Paused);
        faults.set({.result = VK_ERROR_DEVICE_LOST, .kind = gpu::CallKind::Submit, .atCall = 3});
        watched.lab().goOn();
        const LabState end = watched.next(LabState::Kind::Ended);
        QVERIFY(end.failure && end.failure->kind == ErrorKind::Device && isSentence(end.failure->sentence));
        QVERIFY(isSentence(end.sentence)); // where to go on from
        watched.lab().saveModel("model.gguf");
        QVERIFY(isSentence(watched.next<LabSaved>().failure->sentence));
        watched.destroy();
        QCOMPARE(faults.objects(), int64_t(0));
    }

private:
    static void checkStep(const LabStep &step, const LabBegun &begun)
    {
        QCOMPARE(step.step, 1U);
        QCOMPARE(step.board.size(), size_t(2));
        for (const LabGroup &group : step.board) {
            QCOMPARE(group.answers.size(), size_t(4));
            for (const LabAnswer &answer : group.answers) {
                QVERIFY(answer.promptTokens > 0 && answer.tokens.size() > answer.promptTokens);
                QVERIFY(answer.tokens.front().phase == Phase::Prompt);
                const size_t sampled = answer.tokens.size() - answer.promptTokens;
                QCOMPARE(answer.pushes.size(), step.learned && answer.advantage != 0 ? sampled : 0);
                for (const float push : answer.pushes) // all of an answer up, or all down
                    QVERIFY(push == 0 || (push > 0) == (answer.advantage > 0));
                QVERIFY(answer.form == answer.fault.empty());
            }
        }
        const uint32_t experts = begun.model.info.experts, layers = begun.model.info.expertLayers();
        for (const std::vector<float> *shares : {&step.experts.thought, &step.experts.answer}) {
            QCOMPARE(shares->size(), size_t(experts) * layers);
            const float sum = std::accumulate(shares->begin(), shares->begin() + experts, 0.0F);
            QVERIFY(sum == 0 || std::abs(sum - 1) < 1e-5);
        }
        QVERIFY(step.thoughtLow <= step.thoughtHigh && step.thoughtTokens >= 0); // a mean may lie outside of the two
        QVERIFY(step.entropy > 0 && step.seconds > 0 && step.tokensPerSecond > 0);
    }
};

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
