// The chat's tokens have the colours of the strip where these say more than the phase, and text on them can be read.
#include "models/selection_words.h"
#include "paint/palette.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/expert_comparison/set_chooser.h"
#include "panels/expert_comparison/sets_page.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/window_fixture.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolTip>

using namespace deepscope;
using namespace deepscope::test;

namespace {

QStringList tinted(const TokenTextView *view)
{
    QStringList texts;
    for (const QTextEdit::ExtraSelection &selection : view->extraSelections())
        if (selection.format.background().style() != Qt::NoBrush)
            texts << selection.cursor.selectedText();
    return texts;
}

} // namespace

class TestTokenColors : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void followTheStrip()
    {
        WindowFixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        auto *strip = f.window.chat()->window()->findChild<TokenStrip *>();
        const TurnView *turn = f.window.chat()->turns().front();
        const TokenTextView *thought = turn->thought()->text();
        QVERIFY(tinted(thought).isEmpty() && tinted(turn->answer()).isEmpty());
        strip->colorBox()->setCurrentIndex(int(TokenMeasure::Entropy));
        QCOMPARE(tinted(turn->answer()), (QStringList{"1", "3", "2"}));
        QCOMPARE(tinted(thought).size(), 10);
        QVERIFY(tinted(turn->question()).isEmpty()); // it was given
        const Palette color = Palette::of(strip->palette());
        const QColor ground = strip->plot()->textGround(color, FirstAnswerToken);
        QCOMPARE(turn->answer()->extraSelections().front().format.background().color(), ground);
        QVERIFY(!strip->plot()->textGround(color, 0).isValid());
        strip->colorBox()->setCurrentIndex(int(TokenMeasure::Phase));
        QVERIFY(tinted(thought).isEmpty() && tinted(turn->answer()).isEmpty());
    }

    // Phases colour the words only where that is wished, and experts as in the strip.
    void phasesAndExpertsToo()
    {
        WindowFixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        auto *strip = f.window.findChild<TokenStrip *>();
        const TurnView *turn = f.window.chat()->turns().front();
        const auto groundOf = [](const TokenTextView *view) {
            const auto lit = view->extraSelections();
            return lit.empty() ? QColor() : lit.front().format.background().color();
        };
        const Palette color = Palette::of(strip->palette());
        strip->colorBox()->setCurrentIndex(int(TokenMeasure::PhaseInChat));
        QCOMPARE(groundOf(turn->answer()), color.phaseFill(Phase::Answer));
        QCOMPARE(groundOf(turn->thought()->text()), color.phaseFill(Phase::Think));
        strip->colorBox()->setCurrentIndex(int(TokenMeasure::Expert));
        QCOMPARE(groundOf(turn->answer()), categoryGround(color, FirstAnswerToken % 8));
        // Of the focused expert the weight is seen, in other measures that it was chosen.
        Selection &selection = f.window.workbench().selection();
        selection.setFocus({-1, 1, FirstAnswerToken % 8});
        const auto groundOfLast = [](const TokenTextView *view) {
            return view->extraSelections().back().format.background().color();
        };
        QCOMPARE(groundOfLast(turn->answer()), strip->plot()->textGround(color, FirstAnswerToken));
        strip->colorBox()->setCurrentIndex(int(TokenMeasure::Entropy));
        QCOMPARE(groundOfLast(turn->answer()), color(Role::Lit));
    }

    // Against the other run of the two that a person compares: where both drew the same token at the same place.
    void theChangeAgainstAComparedRun()
    {
        WindowFixture f(m_settings.newFile());
        f.loadDefault();
        const auto answer = [&f](float logprob, int other) {
            f.type("What is 47 + 85?");
            const uint32_t run = f.log.starts.back().run;
            for (uint32_t index = 0; const Piece &piece : additionPieces()) {
                TokenTrace trace = traceOf(run, index, piece);
                if (piece.phase != Phase::Prompt)
                    trace.logprob = logprob;
                if (int(index++) == other)
                    trace.token += 50;
                f.log.sink(trace);
            }
            QCoreApplication::processEvents();
            f.send(summaryOf(run));
        };
        answer(-1.5F, -1);
        const uint32_t first = f.window.workbench().store().current()->id();
        answer(-1.0F, FirstAnswerToken + 1);
        const uint32_t second = f.window.workbench().store().current()->id();
        auto *strip = f.window.findChild<TokenStrip *>();
        const TokenStripPlot *plot = strip->plot();
        const Palette color = Palette::of(strip->palette());
        strip->colorBox()->setCurrentIndex(int(TokenMeasure::OtherRun));
        QVERIFY(!plot->textGround(color, FirstAnswerToken).isValid());
        f.window.workbench().selection().clearHover();
        QVERIFY2(strip->words().contains("as A and B in Compare Experts"), qPrintable(strip->words()));

        const SetsPage *sets = f.window.findChild<SetsPage *>();
        sets->setB()->setRule({.runs = TokenSetRule::Runs::One, .run = first});
        QCOMPARE(plot->scaleEnd(), 0.5);
        QCOMPARE(plot->cellColor(color, FirstAnswerToken), QColor(ColorScale::diverging(color).at(1)));
        QCOMPARE(plot->valueWords(FirstAnswerToken), QString("+0.50 nats against run %1").arg(first));
        QCOMPARE(plot->cellColor(color, FirstAnswerToken + 1), color(Role::Panel)); // another token
        QVERIFY(plot->valueWords(0).isEmpty());                                     // it was given
        QCOMPARE(tinted(f.window.chat()->turns().back()->answer()), (QStringList{"1", "2"}));
        sets->setB()->setRule({.runs = TokenSetRule::Runs::One, .run = second}); // the same run twice
        QVERIFY(plot->valueWords(FirstAnswerToken).isEmpty());
        QVERIFY(tinted(f.window.chat()->turns().back()->answer()).isEmpty());
    }

    void areLeftAwayWhileItIsWritten()
    {
        WindowFixture f(m_settings.newFile());
        f.loadDefault();
        f.window.findChild<TokenStrip *>()->colorBox()->setCurrentIndex(int(TokenMeasure::Entropy));
        f.type("What is 47 + 85?");
        f.stream(0, additionPieces().size());
        const TurnView *turn = f.window.chat()->turns().front();
        QVERIFY(tinted(turn->answer()).isEmpty());
        f.send(summaryOf(f.log.starts.back().run));
        QCOMPARE(tinted(turn->answer()).size(), 3);
    }

    // Pointing at a token says what else could have stood there.
    void aTipHasTheCandidates()
    {
        WindowFixture f(m_settings.newFile());
        f.loadDefault();
        f.ask();
        const Run &run = *f.window.workbench().store().current();
        const QString lines = candidateLines(run, CarryToken);
        QCOMPARE(lines.split('\n').size(), qsizetype(run.candidates(CarryToken).size()));
        QVERIFY2(lines.startsWith("90 %") && lines.count(", written here") == 1, qPrintable(lines));
        QVERIFY(candidateLines(run, 0).isEmpty()); // it was given
        TokenTextView *answer = f.window.chat()->turns().front()->answer();
        const QPoint place = answer->tokenRect(FirstAnswerToken).center();
        QHelpEvent help(QEvent::ToolTip, place, answer->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(answer->viewport(), &help);
        QCOMPARE(QToolTip::text(), candidateLines(run, FirstAnswerToken));
    }

    // The layout looks at all that stand out for each line that it draws.
    void ofALongTextThoseNearWhatIsSeen()
    {
        constexpr uint32_t Tokens = 6000;
        QScrollArea area;
        auto *view = new TokenTextView(TokenTextView::Format::Plain);
        for (uint32_t token = 0; token < Tokens; ++token)
            view->appendToken(token, token % 100 == 99 ? "end.\n" : "word ");
        view->updateText();
        area.setWidget(view);
        area.setWidgetResizable(true);
        area.resize(400, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        QTest::qWait(200); // until long lines are wrapped
        TokenMarks marks;
        marks.ground = [](uint32_t) { return QColor(250, 220, 90); };
        view->setMarks(marks);
        view->refreshLit();
        const auto lights = [&](uint32_t token) {
            const QPoint place = view->tokenRect(token).center();
            const QImage image = view->grab(QRect(place - QPoint(40, 8), QSize(80, 16))).toImage();
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, 8) == QColor(250, 220, 90))
                    return true;
            return false;
        };
        QVERIFY2(tinted(view).size() > 100 && tinted(view).size() < int(Tokens) / 2,
                 qPrintable(QString::number(tinted(view).size())));
        QVERIFY(lights(0));
        for (const int share : {50, 100, 20, 0}) {
            area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum() * share / 100);
            QVERIFY(lights(std::min(Tokens * uint32_t(share) / 100, Tokens - 1)));
            QVERIFY(tinted(view).size() < int(Tokens) / 2);
        }
    }
};

QTEST_MAIN(TestTokenColors)
#include "tst_token_colors.moc"
