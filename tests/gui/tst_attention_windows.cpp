// Layers whose attention has a window, and heads with sinks: what the view of the attention makes of them.
#include "models/attention_figures.h"
#include "panels/memory/attention_plot.h"
#include "support/attention_fixture.h"

#include <QComboBox>
#include <QPushButton>

#include <algorithm>
#include <limits>

using namespace deepscope;
using namespace deepscope::test;

namespace {

using Fixture = AttentionFixture;

// Layer 1 sees the last tokens alone, and its heads have sinks.
constexpr int Shown = 4, FirstShown = CarryToken + 1 - Shown;

AttentionAnswer windowedAnswer(const AttentionQuestion &question, uint32_t layers)
{
    AttentionAnswer answer{.run = question.run, .layers = {}, .failure = {}};
    const auto positions = uint32_t(question.tokens.size());
    for (uint32_t number = 0; number < layers; ++number) {
        AttendedLayer &layer = answer.layers.emplace_back(layerOf(number, positions, false));
        if (number != 1)
            continue;
        layer.sinks = {0.5F, 1.5F, -0.5F};
        for (uint32_t head = 0; head < Heads; ++head)
            std::fill_n(layer.content.begin() + ptrdiff_t(head * positions), positions - Shown,
                        -std::numeric_limits<float>::infinity());
    }
    return answer;
}

} // namespace

class TestAttentionWindows : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    // A layer with a window shows some positions alone, and sinks take their part.
    void windowsAndSinks()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.focus(CarryToken);
        const AttentionAnswer answer = windowedAnswer(f.askedUpTo(CarryToken), f.run().model().info.layers);
        f.send(answer);
        const AttentionPlot *plot = f.view()->plot();
        const BarList *bars = f.view()->bars();
        const auto layers = double(answer.layers.size());
        double first = 0, sink = 0;
        for (const AttendedLayer &layer : answer.layers) {
            const int row = int(layer.layer), begin = layer.layer == 1 ? FirstShown : 0;
            double seen = 0;
            for (int p = 0; p <= CarryToken; ++p) {
                QCOMPARE(plot->hasValue(row, p), p >= begin);
                QVERIFY(near(plot->shareOf(row, p), meanOf(layer, uint32_t(p))));
                seen += meanOf(layer, uint32_t(p));
            }
            first += meanOf(layer, 0) / layers;
            sink += layer.layer == 1 ? (1 - seen) / layers : 0;
        }
        QVERIFY(sink > 0.01);
        QVERIFY(near(rowNamed(bars, "Sink").segments[0].value, sink)); // the mean of all layers, also those without
        QVERIFY(rowNamed(bars, "Sink").words.contains("arXiv:2309.17453"));
        QVERIFY(near(rowNamed(bars, "First token").segments[0].value, first));
        double all = rowNamed(bars, "Sink").segments[0].value;
        for (const Phase phase : {Phase::Prompt, Phase::Think})
            all += rowNamed(bars, phase == Phase::Prompt ? "Prompt" : "Thought").segments[0].value;
        QVERIFY(near(all, 1));
        QVERIFY2(plot->wordsAt(plot->cellRect(1, 2).center()).contains("window of this layer does not show token 2"),
                 qPrintable(plot->wordsAt(plot->cellRect(1, 2).center())));
        QVERIFY(plot->wordsAt(plot->cellRect(1, FirstShown).center()).contains("of its attention to"));

        // Of that layer alone.
        f.focus(CarryToken, 1);
        const AttendedLayer &windowed = answer.layers[1];
        QVERIFY(!plot->hasValue(0, FirstShown - 1) && plot->hasValue(0, FirstShown));
        QVERIFY(f.view()->heading().contains("a thin line: the attention window"));
        QCOMPARE(rowNamed(bars, "First token").value, QString("not seen"));
        QVERIFY(rowNamed(bars, "First token").words.contains(QString("window of %1 tokens").arg(Shown)));
        QCOMPARE(std::ranges::count_if(bars->rows(), [](const BarRow &row) { return row.label.startsWith("token "); }),
                 ptrdiff_t(Shown)); // nothing else is looked at
        f.selection().setHover({2, -1, -1});
        QVERIFY2(f.view()->wordsFor(2).contains(QString("does not see token 2")), qPrintable(f.view()->wordsFor(2)));
        QVERIFY(f.view()->wordsFor(FirstShown).contains("of its attention to"));
        f.view()->headBox()->setCurrentIndex(3);
        emit f.view()->headBox()->activated(3);
        double seen = 0;
        for (int p = 0; p <= CarryToken; ++p)
            seen += massOf(windowed, 2, uint32_t(p));
        QVERIFY(near(rowNamed(bars, "Sink").segments[0].value, 1 - seen));
        for (const BarRow &row : bars->rows())
            for (const QString &text : {row.value, row.words})
                QVERIFY2(!text.contains("inf") && !text.contains("nan"), qPrintable(text));

        // A layer that has none of both says nothing of them.
        f.focus(CarryToken, 0);
        QVERIFY(!hasHeading(bars, "Sink"));
        QVERIFY(!f.view()->heading().contains("window"));
        QVERIFY(rowNamed(bars, "First token").words.contains("attention sink"));
    }

    void figuresOfWindowsAndSinks()
    {
        AttendedLayer layer{.layer = 0, .heads = 1, .positions = 8};
        layer.content.assign(8, -std::numeric_limits<float>::infinity());
        layer.rope.assign(8, 0.5F);
        std::fill(layer.content.begin() + 5, layer.content.end(), 1.0F);
        const std::vector<DistanceScores> scores = scoresByDistance({layer}, -1, -1);
        QCOMPARE(scores.size(), size_t(3));
        QCOMPARE(scores.back().farthest, 2);
        for (const DistanceScores &one : scores)
            QVERIFY(near(one.content, 1) && near(one.rope, 0.5));
        // Three that get alike: none stands out, though each has more than an eighth.
        QVERIFY(lookedAtMost(std::vector<double>{0, 0, 0, 0, 0, 0.3, 0.3, 0.3}).empty());
        QCOMPARE(lookedAtMost(std::vector<double>{0, 0, 0, 0, 0, 0.2, 0.5, 0.2}).size(), size_t(1));
    }

    void theSinksOfTheWholeRun()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.answer(f.asked(1));
        QTest::mouseClick(f.view()->measureButton(), Qt::LeftButton);
        AttentionAnswer answer = windowedAnswer(f.asked(2), f.run().model().info.layers);
        const auto tokens = size_t(f.run().size());
        for (AttendedLayer &layer : answer.layers) {
            layer.received.assign(3 * tokens, 0);
            for (size_t reader = 0; reader < tokens; ++reader) // to itself, but for what the sinks take
                layer.received[size_t(f.run().phase(int(reader))) * tokens + reader] = layer.layer == 1 ? 0.25F : 1;
        }
        f.send(answer);
        QVERIFY(near(runAttention(f.run(), answer.layers, 1).sinks[size_t(Phase::Answer)], 0.75));
        QVERIFY(near(runAttention(f.run(), answer.layers, 0).sinks[size_t(Phase::Answer)], 0));
        f.focus(int(tokens) - 1, 1);
        QVERIFY2(rowNamed(f.view()->bars(), "Answer looks at").words.contains("sink: 75 %"),
                 qPrintable(rowNamed(f.view()->bars(), "Answer looks at").words));
    }
};

QTEST_MAIN(TestAttentionWindows)
#include "tst_attention_windows.moc"
