// A thought without a word: no box shows one, though its tokens are there.
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"
#include "support/chat_panel_fixture.h"

#include <QTest>

using namespace deepscope;

class TestEmptyThought : public QObject {
    Q_OBJECT

private slots:
    // Models that should not think leave a thought of blanks.
    void emptyThoughtShowsNoBox()
    {
        using enum Phase;
        test::ChatPanelFixture f;
        const uint32_t run = f.begin();
        const auto stream = [&](std::vector<test::Piece> pieces, size_t first) {
            const std::vector<TokenTrace> traces = test::tracesOf(run, pieces);
            f.store.append(std::span(traces).subspan(first));
            QCoreApplication::processEvents();
        };
        std::vector<test::Piece> pieces{{Prompt, "<user>", true}, {Prompt, "Hi"}, {Prompt, "<think>", true}};
        stream(pieces, 0);
        pieces.push_back({Think, "\n\n"});
        stream(pieces, 3);
        QVERIFY(!f.turn()->thought()->isVisible());
        pieces.push_back({Think, "</think>", true});
        pieces.push_back({Answer, "\n\nHello"});
        stream(pieces, 4);
        f.store.finish(test::summaryOf(run));
        QCoreApplication::processEvents();
        QVERIFY(!f.turn()->thought()->isVisible());
        QVERIFY(f.turn()->tokenRect(3).isNull());
        QCOMPARE(f.turn()->answer()->toPlainText(), QString("Hello"));
        QCOMPARE(f.store.current()->size(), 6); // the token strip has them
    }

    // It appears with its first word, also when line ends come before that.
    void thoughtAppearsWithItsFirstWord()
    {
        using enum Phase;
        test::ChatPanelFixture f;
        const uint32_t run = f.begin();
        const std::vector<TokenTrace> traces =
            test::tracesOf(run, {{Prompt, "Hi"}, {Prompt, "<think>", true}, {Think, "\n"}, {Think, "So"}});
        f.store.append(std::span(traces).first(3));
        QCoreApplication::processEvents();
        QVERIFY(!f.turn()->thought()->isVisible());
        f.store.append(std::span(traces).subspan(3));
        QCoreApplication::processEvents();
        QVERIFY(f.turn()->thought()->isVisible());
        QVERIFY(f.turn()->thought()->text()->toPlainText().contains("So"));
    }
};

QTEST_MAIN(TestEmptyThought)
#include "tst_empty_thought.moc"
