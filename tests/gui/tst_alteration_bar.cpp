// The banner of altered experts: what it says the reading is compared with, and when an answer can be had.
#include "panels/token_strip/token_strip_plot.h"
#include "support/alteration_fixture.h"

#include <QComboBox>
#include <QDockWidget>

using namespace deepscope;
using namespace deepscope::test;
using Fixture = AlterationFixture;

class TestAlterationBar : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    // A run that was made with an alteration is what another one is compared with, and the banner names both.
    void namesWhatItIsComparedWith()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Half));
        QVERIFY2(!f.bar()->words().contains("compared with"), qPrintable(f.bar()->words()));
        f.send(f.answer());
        f.click(f.button("Answer Again"));
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        f.bench().store().setCurrent(f.log.starts.back().run);
        f.bench().trials().switches.reset();
        QCOMPARE(f.bar()->words(), QString("Made with layer 1: expert 3 × 0.5"));
        f.bench().trials().switches.set(Layer, 6, ExpertSwitch::Off);
        QTest::qWait(1);
        const CompareRequest &asked = f.log.comparisons.back();
        QVERIFY(asked.one.experts == (std::vector<ExpertChange>{{Layer, Expert, ExpertAction::Scale, 0.5F}}));
        QVERIFY(asked.other.experts == (std::vector<ExpertChange>{{Layer, 6, ExpertAction::Off, 0}}));
        QCOMPARE(f.bar()->words(), QString("layer 1: expert 6 off, compared with the answer as it was made: layer 1: "
                                           "expert 3 × 0.5: reading the text again …"));
    }

    // The panel of the experts may be out of sight: the strip says it too while it shows the change, and takes it back.
    void theStripSaysItToo()
    {
        Fixture f(m_settings.newFile());
        const QToolButton *chip = f.strip()->alteredButton();
        QVERIFY(!chip->isVisible());
        f.bench().trials().switches.set(Layer, Expert, ExpertSwitch::Off);
        f.bench().trials().switches.set(Layer, 6, ExpertSwitch::Half);
        QTest::qWait(1);
        QVERIFY(!chip->isVisible()); // nothing is tinted yet
        f.send(f.answer());
        f.window.findChild<QDockWidget *>("experts")->hide();
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->accessibleName(), QString("2 experts altered: Reset"));
        QVERIFY2(chip->toolTip().contains("layer 1: expert 3 off, expert 6 × 0.5"), qPrintable(chip->toolTip()));
        f.strip()->colorBox()->setCurrentIndex(int(TokenMeasure::Phase));
        QVERIFY(!chip->isVisible());
        f.strip()->colorBox()->setCurrentIndex(int(TokenMeasure::Change));
        QVERIFY(chip->isVisible());
        f.click(f.strip()->alteredButton());
        QVERIFY(f.bench().trials().switches.empty() && !chip->isVisible());
        f.bench().trials().switches.setRule(std::nullopt, RouterAction::Used, 1);
        QTest::qWait(1);
        f.send(f.answer());
        QCOMPARE(chip->accessibleName(), QString("Routers altered: Reset"));
    }

    // What the engine could not read again can still be asked again; what cannot be asked says why.
    void answersWhereTheReadingFailed()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        Comparison failed;
        failed.run = f.log.comparisons.back().run;
        failed.failure = Failure{ErrorKind::Device, "The device is gone."};
        f.send(failed);
        QVERIFY(f.bench().trials().reading.state() == SecondReading::State::Failed);
        QVERIFY(f.button("Answer Again")->isEnabled());
        f.click(f.button("Answer Again"));
        QCOMPARE(f.log.starts.size(), size_t(2));
        QVERIFY(!f.button("Answer Again")->isEnabled());
        QCOMPARE(f.button("Answer Again")->toolTip(), f.bench().reasonAgainstAnsweringAgain());
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        QVERIFY(f.button("Answer Again")->isEnabled());
        f.bench().closeModel();
        QTRY_VERIFY(!f.button("Answer Again")->isEnabled());
    }
};

QTEST_MAIN(TestAlterationBar)
#include "tst_alteration_bar.moc"
