// What the cache is read for: asked of the engine for the token that is looked at, shown by layer and head, in the
// strip and in the chat, and over the whole run.
#include "models/attention_figures.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/memory/attention_plot.h"
#include "panels/memory/layer_box.h"
#include "panels/shared/token_text_view.h"
#include "support/attention_fixture.h"

#include <QComboBox>
#include <QPushButton>

#include <algorithm>

using namespace deepscope;
using namespace deepscope::test;

namespace {

using Fixture = AttentionFixture;

// The mean of the scores with c_KV that look so far back from the carry; of all layers, or heads, where they are -1.
double scoreBack(uint32_t nearest, uint32_t farthest, int layer, int head)
{
    double sum = 0;
    int count = 0;
    for (uint32_t number = 0; number < test::smallModel().info.layers; ++number)
        for (uint32_t each = 0; each < Heads; ++each)
            for (uint32_t back = nearest; back <= farthest; ++back) {
                if ((layer >= 0 && int(number) != layer) || (head >= 0 && int(each) != head))
                    continue;
                sum += double(layerOf(number, CarryToken + 1).content[each * (CarryToken + 1) + CarryToken - back]);
                ++count;
            }
    return sum / count;
}

} // namespace

class TestAttentionView : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void asksForWhatIsShown()
    {
        Fixture f(m_settings.newFile());
        f.open();
        QVERIFY2(f.view()->heading().startsWith("Ask something"), qPrintable(f.view()->heading()));
        f.ask();
        const AttentionQuestion newest = f.asked(1);
        QCOMPARE(int(newest.tokens.size()), f.run().size());
        QVERIFY2(f.view()->heading().startsWith("Reading where"), qPrintable(f.view()->heading()));
        f.focus(CarryToken);
        const AttentionQuestion focused = f.asked(2);
        QCOMPARE(int(focused.tokens.size()), CarryToken + 1);
        QCOMPARE(f.log.cancelled.back(), newest.run);
        f.answer(newest); // nobody waits for it any more
        QVERIFY(f.view()->plot()->isHidden());
        f.answer(focused);
        QVERIFY(f.view()->plot()->isVisible());
        QVERIFY(f.view()->heading().contains("carry"));
        const size_t known = f.log.attention.size();
        f.type("And another question?"); // nothing of it is known yet
        QVERIFY(f.view()->plot()->isHidden());
        QCOMPARE(f.view()->plot()->rowCount(), 0);
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        f.focus(CarryToken);
        f.answer(f.askedUpTo(CarryToken, known));
        QVERIFY(f.view()->plot()->isVisible());
        const size_t asked = f.log.attention.size();
        f.panel()->tabs()->setCurrentIndex(0); // nobody looks
        f.focus(3);
        QTest::qWait(60);
        QCOMPARE(f.log.attention.size(), asked);
    }

    // A load that is cancelled ends with it what the engine was asked meanwhile.
    void asksAgainAfterALoadThatCameToNothing()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.asked(1);
        f.window.open("/models/other.gguf");
        f.focus(CarryToken);
        const uint32_t waiting = f.askedUpTo(CarryToken, 1).run;
        const size_t known = f.log.attention.size();
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        f.send(AttentionAnswer{.run = waiting,
                               .layers = {},
                               .failure = Failure{ErrorKind::Interrupted, "It was cancelled before it began."}});
        QVERIFY2(!f.view()->heading().contains("cancelled"), qPrintable(f.view()->heading()));
        f.answer(f.askedUpTo(CarryToken, known));
        QVERIFY(f.view()->plot()->isVisible());
    }

    // A question that was about to be asked of a run that is gone.
    void nothingIsAskedOfNoRun()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.focus(CarryToken);
        const size_t known = f.log.attention.size(); // on a slow machine it is asked by now
        f.window.actionTable().newChat->trigger();
        QTest::qWait(60);
        QCOMPARE(f.log.attention.size(), known);
        QVERIFY2(f.view()->heading().startsWith("Ask something"), qPrintable(f.view()->heading()));
    }

    void numbersAreThoseOfAPlainSoftmax()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.focus(CarryToken);
        f.answer(f.askedUpTo(CarryToken));
        const size_t known = f.log.attention.size();
        const AttentionPlot *plot = f.view()->plot();
        const auto layers = f.run().model().info.layers;
        QCOMPARE(plot->rowCount(), int(layers));
        double first = 0, itself = 0;
        for (uint32_t layer = 0; layer < layers; ++layer) {
            const AttendedLayer expected = layerOf(layer, CarryToken + 1);
            for (int p = 0; p <= CarryToken; ++p)
                QVERIFY(near(plot->shareOf(int(layer), p), meanOf(expected, uint32_t(p))));
            first += meanOf(expected, 0) / layers;
            itself += meanOf(expected, CarryToken) / layers;
        }
        QVERIFY(near(rowNamed(f.view()->bars(), "First token").segments[0].value, first));
        QVERIFY(near(rowNamed(f.view()->bars(), "Itself").segments[0].value, itself));
        QVERIFY(hasHeading(f.view()->bars(), "Scores by distance"));
        QVERIFY(near(rowNamed(f.view()->bars(), "itself").segments[1].value, 0.1 * CarryToken)); // of k_R
        const auto verifyDistances = [&](int layer, int head) {
            const BarRow &row = rowNamed(f.view()->bars(), "4 to 7 back");
            QVERIFY(near(row.segments[0].value, std::abs(scoreBack(4, 7, layer, head))));
            QVERIFY(near(row.segments[1].value, 0.1 * (CarryToken - 5.5)));
        };
        verifyDistances(-1, -1);

        // A layer: its heads; and one head alone.
        f.focus(CarryToken, 1);
        QCOMPARE(plot->rowCount(), int(Heads));
        QCOMPARE(f.view()->layerBox()->currentText(), QString("Layer 1"));
        verifyDistances(1, -1);
        const AttendedLayer expected = layerOf(1, CarryToken + 1);
        QVERIFY(near(plot->shareOf(2, 4), massOf(expected, 2, 4)));
        f.view()->headBox()->setCurrentIndex(3);
        emit f.view()->headBox()->activated(3);
        QVERIFY(near(rowNamed(f.view()->bars(), "First token").segments[0].value, massOf(expected, 2, 0)));
        verifyDistances(1, 2);
        QCOMPARE(f.log.attention.size(), known); // all of that was known
    }

    void pointsAndFollows()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.focus(CarryToken);
        f.answer(f.askedUpTo(CarryToken));
        AttentionPlot *plot = f.view()->plot();
        const QPoint cell = plot->cellRect(0, 4).center().toPoint();
        QTest::mouseMove(plot, QPoint(1, 1));
        QTest::mouseMove(plot, cell);
        QTRY_COMPARE(f.selection().hover().token, 4);
        QVERIFY2(f.panel()->words().startsWith("layer 0: "), qPrintable(f.panel()->words()));
        QVERIFY(f.panel()->words().contains("of its attention to"));
        const size_t known = f.log.attention.size();
        QTest::mouseClick(plot, Qt::LeftButton, {}, cell);
        QCOMPARE(f.selection().focus().token, 4);
        QCOMPARE(f.selection().focus().layer, 0);
        QVERIFY(plot->isVisible()); // until the next one is known
        f.askedUpTo(4, known);      // what that one looked at
    }

    void coloursStripAndChat()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.focus(CarryToken);
        auto *box = f.window.findChild<TokenStrip *>()->colorBox();
        box->setCurrentIndex(int(TokenMeasure::Attention));
        const AttentionQuestion question = f.asked(1); // although the panel is not open
        const Palette color = Palette::of(f.strip()->palette());
        QVERIFY(!f.strip()->textGround(color, 4).isValid());
        f.answer(question);
        QVERIFY(f.strip()->textGround(color, 4).isValid());
        QVERIFY(!f.strip()->textGround(color, CarryToken + 1).isValid()); // it was not there yet
        double greatest = 0;
        for (int p = 1; p <= CarryToken; ++p)
            greatest = std::max(greatest, *f.window.workbench().attention().shareOf(p));
        QVERIFY(f.strip()->scaleEnd() >= greatest && f.strip()->scaleEnd() < 3 * greatest);
        QVERIFY(f.strip()->cellColor(color, 0) != f.strip()->cellColor(color, 1)); // the sink, beyond the scale's end
        const TokenTextView *written = f.window.chat()->turns().back()->question();
        QVERIFY(!written->extraSelections().isEmpty());
        box->setCurrentIndex(int(TokenMeasure::Phase));
        QVERIFY(written->extraSelections().isEmpty());
        f.focus(3);
        QTest::qWait(60);
        QCOMPARE(f.log.attention.size(), size_t(1));
    }

    void theWholeRun()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.answer(f.asked(1));
        QTest::mouseClick(f.view()->measureButton(), Qt::LeftButton);
        const AttentionQuestion question = f.asked(2);
        QCOMPARE(question.groups.size(), size_t(f.run().size()));
        QCOMPARE(f.view()->measureButton()->text(), QString("Stop"));
        AttentionAnswer answer{.run = question.run, .layers = {}, .failure = {}};
        const auto tokens = size_t(f.run().size());
        const uint32_t layers = f.run().model().info.layers;
        for (uint32_t layer = 0; layer < layers; ++layer) {
            AttendedLayer attended = layerOf(layer, uint32_t(tokens));
            attended.received.assign(3 * tokens, 0);
            // Half to the first token, half to token 7 or itself; of the answer, a half of that to the thought's carry.
            for (size_t reader = 0; reader < tokens; ++reader) {
                const Phase phase = f.run().phase(int(reader));
                const size_t row = size_t(phase) * tokens;
                attended.received[row] += 0.5F;
                attended.received[row + (reader >= 7 ? 7 : reader)] += phase == Phase::Answer ? 0.25F : 0.5F;
                attended.received[row + CarryToken] += phase == Phase::Answer ? 0.25F : 0;
            }
            answer.layers.push_back(std::move(attended));
        }
        f.send(answer);
        QCOMPARE(f.view()->measureButton()->text(), QString("&Whole Run"));
        QVERIFY(hasHeading(f.view()->bars(), "Heavy hitters"));
        const RunAttention figures = runAttention(f.run(), answer.layers, -1);
        double sum = 0;
        for (const double share : figures.received)
            sum += share;
        QVERIFY(near(sum, 1));
        const auto answerTokens = double(tokens - FirstAnswerToken);
        QVERIFY(near(figures.received[7], (0.5 * double(tokens - 7) - 0.25 * answerTokens) / double(tokens)));
        QVERIFY(near(figures.received[CarryToken], 0.25 * answerTokens / double(tokens)));
        const auto &answers = figures.given[size_t(Phase::Answer)];
        QVERIFY(near(answers[0] + answers[1] + answers[2], 1));
        const BarRow &row = rowNamed(f.view()->bars(), "Answer looks at");
        QCOMPARE(f.run().phase(7), Phase::Prompt);
        QVERIFY(near(answers[0], 0.75) && near(answers[1], 0.25));
        QCOMPARE(row.segments.size(), size_t(2));
        QVERIFY(near(row.segments[0].value, 0.75) && near(row.segments[1].value, 0.25));
        QCOMPARE(row.value, QString("thought 25 %"));
        const std::vector<BarRow> &rows = f.view()->bars()->rows();
        const size_t place = size_t(&row - rows.data());
        QCOMPARE(rows[place + 1].label, QString("Can the thought be dropped?"));
        QCOMPARE(rows[place + 1].value, QString("25 %"));
        QVERIFY2(rows[place + 2].label.startsWith("What If shows"), qPrintable(rows[place + 2].label));
        // Another run: nothing is left of this one, though its last token has the same number.
        const uint32_t first = f.run().id();
        f.ask();
        QCOMPARE(f.run().size(), int(tokens));
        QVERIFY(!hasHeading(f.view()->bars(), "Heavy hitters"));
        QVERIFY(f.window.workbench().attention().run().empty());
        QTest::mouseClick(f.view()->measureButton(), Qt::LeftButton);
        QTRY_COMPARE(f.view()->measureButton()->text(), QString("Stop"));
        const uint32_t under = f.log.attention.back().run;
        QTest::mouseClick(f.view()->measureButton(), Qt::LeftButton);
        QCOMPARE(f.log.cancelled.back(), under);
        f.window.workbench().store().setCurrent(first);
        QVERIFY(f.view()->measureButton()->isEnabled());
    }

    // Of what was not thought nothing can be dropped.
    void aRunWithoutAThought()
    {
        Fixture f(m_settings.newFile());
        std::vector<Piece> pieces = additionPieces();
        pieces.erase(pieces.begin() + FirstThinkToken - 1, pieces.begin() + FirstAnswerToken);
        f.type("What is 47 + 85?");
        f.log.sendPieces(f.log.starts.back().run, pieces, 0, pieces.size());
        f.send(summaryOf(f.log.starts.back().run));
        f.open();
        f.answer(f.asked(1));
        QTest::mouseClick(f.view()->measureButton(), Qt::LeftButton);
        AttentionAnswer answer{.run = f.asked(2).run, .layers = {}, .failure = {}};
        const auto tokens = size_t(f.run().size());
        for (uint32_t layer = 0; layer < f.run().model().info.layers; ++layer) {
            AttendedLayer attended = layerOf(layer, uint32_t(tokens));
            attended.received.assign(3 * tokens, 0);
            for (size_t reader = 0; reader < tokens; ++reader)
                attended.received[size_t(f.run().phase(int(reader))) * tokens] += 1;
            answer.layers.push_back(std::move(attended));
        }
        f.send(answer);
        QVERIFY(near(rowNamed(f.view()->bars(), "Answer looks at").segments[0].value, 1));
        QCOMPARE(rowNamed(f.view()->bars(), "Answer looks at").value, QString());
        QVERIFY(!hasHeading(f.view()->bars(), "Can the thought"));
        QVERIFY(!hasHeading(f.view()->bars(), "What If"));
    }

    void saysWhyThereIsNone()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        const AttentionQuestion question = f.asked(1);
        f.send(AttentionAnswer{question.run, {}, Failure{ErrorKind::Device, "The device has no room for it."}});
        QCOMPARE(f.view()->heading(), QString("The device has no room for it."));
        f.focus(4);
        f.answer(f.asked(2), false); // a model whose keys are in one part
        QTest::mouseClick(f.view()->measureButton(), Qt::LeftButton);
        f.send(AttentionAnswer{f.asked(3).run, {}, Failure{ErrorKind::Device, "The device is lost."}});
        QVERIFY(hasHeading(f.view()->bars(), "The device is lost."));
        QVERIFY(f.view()->plot()->isVisible() && f.view()->measureButton()->isEnabled());
        QVERIFY(!hasHeading(f.view()->bars(), "Scores by distance"));
        f.window.actionTable().closeModel->trigger();
        f.send(ModelInUse{});
        QVERIFY2(f.view()->heading().contains("is not open"), qPrintable(f.view()->heading()));
        QVERIFY(!f.view()->measureButton()->isEnabled());
    }
};

QTEST_MAIN(TestAttentionView)
#include "tst_attention_view.moc"
