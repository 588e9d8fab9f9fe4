// What is set for an answer: the form behind the composer's button, and what the window remembers of it.
#include "app/settings.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;

namespace {

GenerationSettings unusual()
{
    GenerationSettings settings;
    settings.advised = false;
    settings.sampling = {0.7F, 40, 0.9F, 0.05F, 0};
    settings.seed = 1234567890123ULL;
    settings.maxTokens = 256;
    settings.earlierTurns = false;
    settings.chatTemplate = "chatml";
    return settings;
}

void compareWithUnusual(const GenerationSettings &read)
{
    QVERIFY(!read.advised);
    QCOMPARE(read.sampling.temperature, 0.7F);
    QCOMPARE(read.sampling.topK, 40U);
    QCOMPARE(read.sampling.topP, 0.9F);
    QCOMPARE(read.sampling.minP, 0.05F);
    QCOMPARE(read.seed.value_or(0), uint64_t(1234567890123ULL));
    QCOMPARE(read.maxTokens, 256U);
    QVERIFY(!read.earlierTurns);
    QCOMPARE(read.chatTemplate, std::string("chatml"));
}

} // namespace

class TestGenerationSettings : public QObject {
    Q_OBJECT

    const ModelInfo m_model{.path = "default"};

private slots:
    void greedyWithTheModelsTemplateAtFirst()
    {
        const GenerationSettings settings = Composer().settings();
        QCOMPARE(settings.sampling.temperature, 0.0F);
        QVERIFY(settings.chatTemplate.empty());
        QVERIFY(settings.advised);
        QVERIFY(settings.earlierTurns);
    }

    void formHoldsThem()
    {
        Composer composer;
        composer.setSettings(unusual());
        compareWithUnusual(composer.settings());
        GenerationSettings unknown;
        unknown.chatTemplate = "of a later version";
        composer.setSettings(unknown);
        QVERIFY(composer.settings().chatTemplate.empty());
    }

    void theKeyOfPresetsLeadsToThem()
    {
        Composer composer;
        composer.show();
        QVERIFY(QTest::qWaitForWindowExposed(&composer));
        GenerationPopover *form = composer.settingsForm();
        form->popUpAbove(&composer);
        QVERIFY(form->focusWidget() && form->focusWidget() != form->presetBox());
        QTest::keyClick(form->focusWidget(), Qt::Key_T, Qt::AltModifier);
        QCOMPARE(form->focusWidget(), form->presetBox());
        form->close();
    }

    // As far as the engine takes them: a negative one makes what was said more likely.
    void penaltiesGoBelowNothing()
    {
        Composer composer;
        GenerationSettings settings;
        settings.sampling.presencePenalty = -2;
        settings.sampling.frequencyPenalty = -0.5F;
        composer.setSettings(settings);
        QCOMPARE(composer.settings().sampling.presencePenalty, -2.0F);
        QCOMPARE(composer.settings().sampling.frequencyPenalty, -0.5F);
        int boxes = 0;
        for (auto *box : composer.findChildren<QDoubleSpinBox *>())
            if (box->accessibleName() == "Presence penalty" || box->accessibleName() == "Frequency penalty") {
                ++boxes;
                box->setValue(0);
                QCOMPARE(box->text(), box->locale().toString(0.0, 'f', 2)); // not what stands for the smallest value
                box->setValue(-9);
                QCOMPARE(box->value(), -2.0);
                box->setValue(9);
                QCOMPARE(box->value(), 2.0);
            }
        QCOMPARE(boxes, 2);
    }

    void theyAreRemembered()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("settings.ini");
        const auto settings = [&] { return Settings(std::make_unique<QSettings>(file, QSettings::IniFormat)); };
        QVERIFY(settings().generation().of(m_model).advised);
        settings().generation().keep(m_model, unusual());
        compareWithUnusual(settings().generation().of(m_model));
    }

    void aSeedIsFixedOrNew()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("settings.ini");
        const auto settings = [&] { return Settings(std::make_unique<QSettings>(file, QSettings::IniFormat)); };
        QVERIFY(!settings().generation().of(m_model).seed && !Composer().settings().seed);
        for (const std::optional<uint64_t> seed : {std::optional<uint64_t>(0), std::optional<uint64_t>()}) {
            GenerationSettings fixed;
            fixed.seed = seed;
            settings().generation().keep(m_model, fixed);
            QCOMPARE(settings().generation().of(m_model).seed, seed);
            Composer composer;
            composer.setSettings(fixed);
            QCOMPARE(composer.settings().seed, seed);
        }
        QSettings(file, QSettings::IniFormat).remove(QStringLiteral("generation/default/seedIsFixed"));
        QVERIFY(!settings().generation().of(m_model).seed); // of an earlier version
    }

    void adviceReplacesTheSampling()
    {
        Composer composer;
        const auto *form = composer.findChild<QFrame *>("generationPopover");
        auto *advised = form->findChild<QCheckBox *>("advised");
        const auto *temperature = form->findChildren<QDoubleSpinBox *>().first();
        QVERIFY(advised->isHidden()); // most models come without advice
        QVERIFY(temperature->isEnabled());
        const Sampling advice{0.6F, 0, 0.95F, 0, 0};
        composer.setAdvice(advice, "the makers of Qwen3");
        QVERIFY(!advised->isHidden());
        QCOMPARE(advised->text().remove(u'&'),
                 QString("As advised by the makers of Qwen3: temperature 0.6, top-p 0.95"));
        QVERIFY(!temperature->isEnabled());
        GenerationSettings settings = composer.settings();
        QCOMPARE(settings.samplingFor(advice, 1, 5).temperature, 0.6F);
        QCOMPARE(settings.samplingFor(advice, 1, 5).seed, uint64_t(5));
        settings.seed = 7;
        QCOMPARE(settings.samplingFor(advice, 1, 5).seed, uint64_t(7));
        QCOMPARE(settings.samplingFor(std::nullopt, 1, 5).temperature, 0.0F);
        settings.seed.reset();
        QCOMPARE(settings.samplingFor(std::nullopt, 1, 5).seed, uint64_t(0)); // greedy: nothing is drawn
        advised->setChecked(false);
        QVERIFY(temperature->isEnabled());
        QCOMPARE(composer.settings().samplingFor(advice, 1, 5).temperature, 0.0F);
    }
};

QTEST_MAIN(TestGenerationSettings)
#include "tst_generation_settings.moc"
