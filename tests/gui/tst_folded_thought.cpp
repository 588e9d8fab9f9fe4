// What is seen of a thought that is folded away: its last line while it is written, then how long it was.
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"
#include "support/chat_panel_fixture.h"

#include <QTest>
#include <QToolButton>

using namespace deepscope;

class TestFoldedThought : public QObject {
    Q_OBJECT

private slots:
    void lastLineIsSeenWhileItIsWritten()
    {
        test::ChatPanelFixture f;
        const uint32_t run = f.begin();
        f.stream(run, 0, test::FirstThinkToken + 3);
        ThoughtSection *thought = f.turn()->thought();
        auto *line = thought->findChild<ElidedLabel *>("thoughtLastLine");
        QVERIFY(line && !line->isVisible()); // all of it is seen
        auto *header = thought->findChild<QToolButton *>("thoughtHeader");
        header->click();
        QVERIFY(line->isVisible() && !thought->text()->isVisible());
        QCOMPARE(line->text(), QString("7 + 5"));
        const int height = thought->height();
        f.stream(run, test::FirstThinkToken + 3, test::CarryToken + 1);
        QCOMPARE(line->text(), QString("7 + 5 = 12, carry"));
        QCOMPARE(thought->height(), height); // nothing moves
        f.store.append(std::vector{test::traceOf(run, test::CarryToken + 1, {Phase::Think, "\n\n \nNext line \n"})});
        QCoreApplication::processEvents();
        QCOMPARE(line->text(), QString("Next line"));
        f.store.append(std::vector{test::traceOf(run, test::CarryToken + 2, {Phase::Answer, "132"})});
        QCoreApplication::processEvents();
        QVERIFY(!line->isVisible());
        f.store.finish(test::summaryOf(run));
        QCoreApplication::processEvents();
        QVERIFY(!line->isVisible());
        QVERIFY2(header->text().contains("tokens") && header->text().contains(" s"), qPrintable(header->text()));
    }

    // Its end is new: that is what is seen.
    void longLinesShowTheirEnd()
    {
        const auto picture = [](const QString &end, Qt::TextElideMode mode) {
            ElidedLabel label;
            label.setElideMode(mode);
            label.setText(QString("a").repeated(400) + end);
            label.resize(200, label.sizeHint().height());
            return label.grab().toImage();
        };
        QVERIFY(picture(" one", Qt::ElideLeft) != picture(" two", Qt::ElideLeft));
        QCOMPARE(picture(" one", Qt::ElideRight), picture(" two", Qt::ElideRight));
    }
};

QTEST_MAIN(TestFoldedThought)
#include "tst_folded_thought.moc"
