// The chat's tokens have the colours of the strip where these say more than the phase, and text on them can be read.
#include "models/selection_words.h"
#include "paint/palette.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/window_fixture.h"

#include <QComboBox>
#include <QHelpEvent>
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
};

QTEST_MAIN(TestTokenColors)
#include "tst_token_colors.moc"
