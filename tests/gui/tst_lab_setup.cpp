// The form that a run of the lab begins with, in the real window.
#include "api/model_file.h"
#include "api/resources.h"
#include "panels/learning/experiments.h"
#include "panels/learning/lab_setup.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>

#include <algorithm>
#include <filesystem>

using namespace deepscope;

namespace {

struct Fixture : test::WindowFixture {
    explicit Fixture(const QString &settings) : WindowFixture(settings)
    {
        window.actionTable().modeLearning->trigger();
        QCoreApplication::processEvents();
    }

    LabSetup &setup() const { return *window.findChild<LabSetup *>(); }
    bool says(const QString &words) const
    {
        return std::ranges::any_of(setup().findChildren<QLabel *>(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
};

} // namespace

class TestLabSetup : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    // One choice makes a control: base, reward and questions follow, and each of them tells which experiment it is.
    void anExperimentIsOneChoice()
    {
        Fixture f(m_settings.newFile());
        const auto box = [&](const char *name) {
            for (QComboBox *found : f.setup().findChildren<QComboBox *>())
                if (found->accessibleName() == name)
                    return found;
            return static_cast<QComboBox *>(nullptr);
        };
        QComboBox *experiment = box("Experiment"), *reward = box("Reward");
        QVERIFY(experiment && reward && experiment->isVisible());
        const std::vector<Experiment> all = experiments();
        QCOMPARE(experiment->count(), int(all.size()));
        for (int i = 0; i < experiment->count(); ++i) {
            QTest::keyClick(experiment, i == 0 ? Qt::Key_Home : Qt::Key_Down);
            const LabRequest request = f.setup().request();
            QCOMPARE(experiment->currentIndex(), i);
            QCOMPARE(request.base, all[size_t(i)].base.toStdString());
            QCOMPARE(request.questions, all[size_t(i)].questions.toStdString());
            QCOMPARE(request.settings.reward, all[size_t(i)].reward);
            QCOMPARE(request.settings.cap, all[size_t(i)].cap);
            QVERIFY(std::filesystem::exists(resolveModelPath(request.base)));
            QVERIFY(std::filesystem::exists(resolveQuestionsPath(request.questions)) != request.questions.empty());
            QCOMPARE(f.says("Questions: those of"), !request.questions.empty());
            QCOMPARE(f.says("digit by digit"), request.questions.empty()); // of the lab's own tasks
        }
        reward->setCurrentIndex(reward->findData(int(RewardKind::Random))); // no experiment of ours
        QCOMPARE(experiment->currentIndex(), -1);
    }

    // And not what the person would choose next.
    void theFormShowsWhatTheRunWasAskedFor()
    {
        Fixture f(m_settings.newFile());
        LabBegun begun = test::labBegun();
        begun.base = "/models/other.gguf";
        begun.questions = "/questions/own.jsonl";
        begun.settings.reward = RewardKind::FormOnly;
        f.setup().showBegun(begun);
        const LabRequest shown = f.setup().request();
        QCOMPARE(shown.base, begun.base);
        QCOMPARE(shown.questions, begun.questions);
        QCOMPARE(shown.settings, begun.settings);
        f.setup().showBegun(test::labBegun()); // of an older record, which names neither
        QCOMPARE(f.setup().request().base, begun.base);
    }
};

QTEST_MAIN(TestLabSetup)
#include "tst_lab_setup.moc"
