// What if the cache kept less: what is asked of the engine, and what its answer shows.
#include "paint/number_format.h"
#include "panels/memory/eviction_view.h"
#include "panels/memory/kept_plot.h"
#include "support/memory_panel_fixture.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : MemoryPanelFixture {
    Fixture()
    {
        QObject::connect(&trials.reading, &SecondReading::asked, &panel,
                         [this](const CompareRequest &asked) { questions.push_back(asked); });
        store.setModel(moeModel());
        addRun(store, moeModel());
        panel.tabs()->setCurrentWidget(view());
    }
    EvictionView *view() const { return panel.findChild<EvictionView *>(); }

    // Every token after the tenth is half as likely; of the cache each layer has dropped positions 4 to 3 + its number.
    Comparison answerTo(const CompareRequest &asked) const
    {
        Comparison comparison;
        comparison.run = asked.run;
        for (size_t i = 0; i + 1 < asked.tokens.size(); ++i) {
            ComparedPosition position;
            position.token = asked.tokens[i + 1];
            position.one = -1;
            position.other = i < 10 ? -1 : -1.5F - 0.01F * float(i);
            position.bestOfOne = 1;
            position.bestOfOther = i == 20 ? 2 : 1;
            comparison.positions.push_back(position);
        }
        comparison.seen.assign(4, std::vector<uint32_t>(asked.tokens.size(), SeenAlways));
        for (uint32_t layer = 0; layer < 4; ++layer)
            for (uint32_t position = 4; position < 4 + layer; ++position)
                comparison.seen[layer][position] = 30;
        return comparison;
    }
    void readAgain(int rule = 0, int share = 30)
    {
        view()->ruleBox()->setCurrentIndex(rule);
        view()->shareBox()->setValue(share);
        const size_t before = questions.size();
        QTest::mouseClick(view()->readButton(), Qt::LeftButton);
        QTRY_COMPARE(questions.size(), before + 1);
    }

    std::vector<CompareRequest> questions;
};

} // namespace

class TestEvictionView : public QObject {
    Q_OBJECT

private slots:
    void asksForWhatIsChosen()
    {
        Fixture f;
        QVERIFY(!f.view()->resetButton()->isEnabled());
        QVERIFY(f.view()->plot()->isHidden());
        f.readAgain(1, 30);
        const CompareRequest &asked = f.questions.back();
        QCOMPARE(asked.tokens.size(), size_t(RunShape().size()));
        QVERIFY(asked.eviction == (Eviction{EvictionRule::HeavyHitters, 0.3}));
        QVERIFY(asked.other.empty());
        QCOMPARE(f.view()->effect(), QString("Reading the text again \u2026"));
        QVERIFY(!f.view()->readButton()->isEnabled()); // the same again says the same
        f.trials.reading.setProgress({asked.run, 16, 53});
        QCOMPARE(f.view()->effect(), QString("Reading the text again, 16 of 53 tokens"));
        f.trials.reading.setProgress({asked.run + 1, 32, 53}); // of something else
        QCOMPARE(f.view()->effect(), QString("Reading the text again, 16 of 53 tokens"));
        f.view()->shareBox()->setValue(40);
        QVERIFY(f.view()->readButton()->isEnabled());
    }

    void showsWhatIsKeptAndWhatChanges()
    {
        Fixture f;
        f.readAgain();
        f.trials.reading.answer(f.answerTo(f.questions.back()));
        QVERIFY(!f.view()->plot()->isHidden());
        QCOMPARE(f.view()->plot()->rowCount(), 4);
        QVERIFY2(f.view()->effect().contains("1 of 53 best tokens are others"), qPrintable(f.view()->effect()));
        // At the end: 53 rows, of which the layers have dropped 0, 1, 2 and 3.
        QVERIFY2(f.view()->effect().contains("keeps 52 of 53 rows"), qPrintable(f.view()->effect()));
        QVERIFY(f.view()->plot()->isSeen(0, 5));
        QVERIFY(!f.view()->plot()->isSeen(3, 5));
        // Before position 30 they were there; what comes later is not seen yet.
        f.selection.setFocus({29, -1, -1});
        QVERIFY(f.view()->plot()->isSeen(3, 5));
        QVERIFY(!f.view()->plot()->isSeen(3, 30));
        QVERIFY2(f.view()->effect().contains("keeps 30 of 30 rows"), qPrintable(f.view()->effect()));
        const auto &rows = f.view()->bars()->rows();
        QCOMPARE(rows.size(), size_t(9)); // a heading and eight
        QCOMPARE(rows[1].value, QString("-1.02"));
        QVERIFY(rows[1].label.contains("53"));
        emit f.view()->bars()->clicked(1);
        QCOMPARE(f.selection.focus().token, 53);
        emit f.view()->bars()->hovered(2);
        QCOMPARE(f.selection.hover().token, 52);
    }

    // Layers 0 and 2 have no more than their window to drop from.
    void windowsLeaveLessToKeep()
    {
        Fixture f;
        f.store.setModel(windowedModel());
        addRun(f.store, windowedModel(), {.run = 3});
        f.readAgain();
        Comparison answer = f.answerTo(f.questions.back());
        for (const size_t layer : {0, 2})
            for (uint32_t position = 0; position < answer.seen[layer].size(); ++position)
                answer.seen[layer][position] = position + SyntheticWindow;
        f.trials.reading.answer(answer);
        // At the end, of 53 rows: all 16 of layers 0 and 2; layers 1 and 3 have dropped 1 and 3.
        const uint64_t kept = 16 + 52 + 16 + 50, rows = 16 + 53 + 16 + 53, row = 128;
        const QString words = QString("the layers keep %1 of the %2 rows that windows leave them, %3 of %4.")
                                  .arg(kept)
                                  .arg(rows)
                                  .arg(formatBytes(kept * row), formatBytes(rows * row));
        QVERIFY2(f.view()->effect().contains(words), qPrintable(f.view()->effect()));
        QCOMPARE(f.view()->plot()->firstKept(0), 53 - 16);
        QCOMPARE(f.view()->plot()->firstKept(1), 0);
        const QImage image = f.view()->plot()->grab().toImage();
        const auto at = [&](int layer, int position) {
            const QPointF point = f.view()->plot()->cellRect(layer, position).center() * image.devicePixelRatio();
            return image.pixel(point.toPoint());
        };
        QVERIFY(at(0, 36) != at(0, 37)); // the window has passed it
        QVERIFY(at(0, 36) != at(1, 4));  // it is not dropped as that is
        QVERIFY(at(1, 4) != at(1, 9));
    }

    void tintsTheTokens()
    {
        Fixture f;
        f.readAgain();
        f.trials.reading.answer(f.answerTo(f.questions.back()));
        QVERIFY(std::abs(f.trials.reading.changeOf(21)->logprob + 0.7) < 1e-6);
        QVERIFY(f.trials.reading.changeOf(21)->flipped);
        QCOMPARE(f.trials.reading.changeOf(5)->logprob, 0.0);
    }

    void keepsAllAgain()
    {
        Fixture f;
        f.readAgain();
        f.trials.reading.answer(f.answerTo(f.questions.back()));
        QTest::mouseClick(f.view()->resetButton(), Qt::LeftButton);
        QVERIFY(f.trials.reading.state() == SecondReading::State::Nothing);
        QVERIFY(f.view()->plot()->isHidden());
        QVERIFY(f.view()->effect().isEmpty());
        QVERIFY(!f.view()->resetButton()->isEnabled());
    }

    void isOfTheRunThatIsShown()
    {
        Fixture f;
        f.readAgain();
        f.trials.reading.answer(f.answerTo(f.questions.back()));
        addRun(f.store, moeModel(), {.run = 2});
        QVERIFY(!f.trials.reading.eviction());
        QVERIFY(f.view()->plot()->isHidden());
        QTest::qWait(20);
        QCOMPARE(f.questions.size(), size_t(1)); // the other run is not read without being asked for
    }

    void saysWhyThereIsNothing()
    {
        Fixture f;
        f.readAgain();
        Comparison failed;
        failed.run = f.questions.back().run;
        failed.failure = Failure{ErrorKind::Device, "The cache has no room to read a text of 54 tokens twice at once. "
                                                    "A shorter text would do."};
        f.trials.reading.answer(failed);
        QVERIFY(f.view()->effect().startsWith("The cache has no room to read a text of 54 tokens"));
        QVERIFY(f.view()->readButton()->isEnabled()); // it may be tried again
        f.readAgain();
        QCOMPARE(f.view()->effect(), QString("Reading the text again \u2026"));
        f.trials.reading.answer(failed);
        failed.run = f.questions.back().run;
        f.trials.reading.answer(failed);
        QVERIFY(f.view()->plot()->isHidden());
        f.store.clearCurrent();
        QVERIFY(!f.view()->readButton()->isEnabled());
    }

    // A model without latent attention has keys and values for it: other words, the same question.
    void saysItOfOtherAttentionToo()
    {
        Fixture f;
        LoadedModel other = moeModel();
        other.info.latent = 0;
        f.store.setModel(other);
        addRun(f.store, other, {.run = 3});
        QVERIFY(f.view()->readButton()->isEnabled());
        f.readAgain();
        QVERIFY(f.questions.back().eviction.has_value());
    }
};

QTEST_MAIN(TestEvictionView)
#include "tst_eviction_view.moc"
