// Long lines and long blocks, which are shown piece by piece: nothing of that is seen.
#include "panels/shared/markdown_text.h"
#include "panels/shared/token_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

using namespace deepscope;

namespace {

QString repeated(const QString &head, const QString &each, int times)
{
    QString text = head;
    for (int i = 0; i < times; ++i)
        text += QString(each).replace('#', QString::number(i));
    return text;
}

// Each block with all that makes its look, and each stretch of letters of it.
QStringList looksOf(const QTextDocument &document)
{
    QStringList blocks;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        QStringList look{block.text(),
                         QString("%1 %2 %3 %4")
                             .arg(format.topMargin())
                             .arg(format.bottomMargin())
                             .arg(format.leftMargin())
                             .arg(format.indent()),
                         QString::number(format.headingLevel()),
                         QString::number(int(format.marker())),
                         format.stringProperty(QTextFormat::BlockCodeFence),
                         format.stringProperty(QTextFormat::BlockCodeLanguage)};
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextCharFormat letters = part.fragment().charFormat();
            look << QString("%1%2%3%4:%5")
                        .arg(letters.fontWeight())
                        .arg(letters.fontItalic())
                        .arg(letters.fontFixedPitch())
                        .arg(letters.anchorHref())
                        .arg(part.fragment().length());
        }
        blocks << look.join(" | ");
    }
    return blocks;
}

QString copiedFrom(TokenTextView &view)
{
    view.selectAll();
    view.copy();
    return QGuiApplication::clipboard()->text();
}

} // namespace

class TestLongText : public QObject {
    Q_OBJECT

private slots:
    void streamedPieceByPieceItLooksLikeTheWhole_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("code") << repeated("So:\n\n```python\n", "x_# = f(\"#\")\n\n", 250) + "```\n\nAnd **so** on";
        QTest::newRow("code behind a line") << repeated("So:\n~~~c\n", "a # b\n", 600) + "~~~\nAnd\n# so";
        QTest::newRow("one line of code") << repeated("```\n", "QUFB", 4500) + "\nb\n```\n\nc";
        QTest::newRow("list") << repeated("So:\n\n", "- item **#** is `so`\n", 300) + "\nEnd";
        QTest::newRow("loose list") << repeated("", "* item #\n  more\n\n  and more\n\n", 120) + "End";
        QTest::newRow("numbered") << repeated("", "1. item *#* is\n", 300) + "\nEnd";
        QTest::newRow("nested") << repeated("", "1. item #\n   - a #\n   - b\n     - deep\n", 150) + "\nEnd";
        QTest::newRow("long within one item") << repeated("- so\n", "  - item #\n", 300) + "- and\n\nEnd";
        QTest::newRow("other marks") << repeated("", "- item #\n", 150) + repeated("", "* star #\n", 150);
        QTest::newRow("code in a list") << repeated("1. So\n   ```c\n", "   a #\n", 500) + "   ```\n2. And\n\nEnd";
        QTest::newRow("table") << repeated("|a|b|\n|---|---|\n", "|cell #|*so*|\n", 300) + "\nEnd";
        QTest::newRow("paragraph") << repeated("", "words *and* some ", 1000) + "\n\nEnd";
        QTest::newRow("paragraph of one word") << QString(20000, 'A') + "\n\nEnd";
        QTest::newRow("emphasis over all") << repeated("**", "words and # ", 1200) + "so**\n\nEnd";
        QTest::newRow("a heading after all") << repeated("", "words and #\n", 1200) + "---\n\nEnd";
        QTest::newRow("quote") << repeated("", "> words and #\n", 1200) + "\nEnd";
        QTest::newRow("paragraph in a list") << repeated("- a\n- ", "words and # ", 1200) + "\n- b\n\nEnd";
        QTest::newRow("headings") << repeated("", "# h #\ntext\n", 300);
    }
    void streamedPieceByPieceItLooksLikeTheWhole()
    {
        QFETCH(const QString, source);
        QTextDocument document;
        MarkdownText text(&document);
        const auto compare = [&](const QString &so) {
            QTextDocument whole;
            MarkdownText atOnce(&whole);
            atOnce.update(so);
            QCOMPARE(looksOf(document), looksOf(whole));
            for (int place = 0; place < so.size(); place += 37) {
                const CharacterRange range{place, place + 1};
                if (so[place].isLetter())
                    QVERIFY2(text.shownRange(range) == atOnce.shownRange(range), qPrintable(so.mid(place, 20)));
            }
        };
        for (int end = 1; end < source.size(); end += 397) {
            text.update(source.left(end));
            if (end % 5 == 0)
                compare(source.left(end));
        }
        text.update(source);
        compare(source);
    }

    // What an update shows anew does not grow with the text.
    void anUpdateChangesTheEndAlone_data()
    {
        QTest::addColumn<QString>("each");
        QTest::addColumn<QString>("head");
        QTest::newRow("code") << "x = #\n"
                              << "```\n";
        QTest::newRow("list") << "- item #\n"
                              << "";
        QTest::newRow("nested") << "   - item #\n"
                                << "1. so\n";
    }
    void anUpdateChangesTheEndAlone()
    {
        QFETCH(const QString, each);
        QFETCH(const QString, head);
        QTextDocument document;
        MarkdownText text(&document);
        const QString source = repeated(head, each, 40000 / int(each.size()));
        text.update(source);
        for (int i = 0; i < 40; ++i) {
            text.update(source + repeated("", each, i));
            QVERIFY(document.characterCount() - text.changedFrom() < 9000);
        }
    }

    void longLinesAreCutUnseen_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << repeated("", "word # and ", 2000);
        QTest::newRow("one word") << QString(20000, 'A');
        QTest::newRow("right to left") << repeated("", QString::fromUtf8("\u05e9\u05dc\u05d5\u05dd # abc, "), 2000);
        QTest::newRow("between others") << "first\n" + repeated("", "word # and ", 2000) + "\nlast";
    }
    void longLinesAreCutUnseen()
    {
        QFETCH(const QString, text);
        TokenTextView view(TokenTextView::Format::Plain);
        view.resize(500, 400);
        view.show();
        TokenSpans spans;
        for (int i = 0; i < text.size(); i += 5)
            spans.append(uint32_t(i / 5), text.mid(i, 5).toStdString());
        view.showText(text);
        view.showTokens(spans);
        const auto places = [&] {
            std::vector<std::pair<QRect, int>> found;
            for (int token = 0; token < text.size() / 5; token += 97) {
                const QRect place = view.tokenRect(uint32_t(token));
                found.emplace_back(place, view.tokenAt(place.center()));
            }
            return found;
        };
        const QImage whole = view.grab().toImage();
        const auto placesOfWhole = places();
        const auto blocks = view.document()->blockCount();
        QTRY_VERIFY(view.document()->blockCount() > blocks + 10);
        QVERIFY(places() == placesOfWhole);
        if (text.contains(' ')) // shaped anew, letters without blanks may stand a part of a pixel further
            QVERIFY(view.grab().toImage() == whole);
        QCOMPARE(copiedFrom(view), text);
        view.resize(300, 400); // it wraps anew, and stays whole
        QTest::qWait(250);
        QCOMPARE(copiedFrom(view), text);
    }

    // An answer is written anew from where it is open: nothing else may have changed it.
    void longParagraphsOfAnswersStayWhole()
    {
        TokenTextView shown(TokenTextView::Format::Markdown), hidden(TokenTextView::Format::Markdown);
        shown.resize(300, 400);
        shown.show();
        const QString text =
            repeated("> quoted\n\n", "word *#* and ", 800) + "\n\n" + repeated("", "more # ", 800) + "\n\nEnd";
        for (int i = 0; i < text.size(); i += 5) {
            for (TokenTextView *view : {&shown, &hidden})
                view->appendToken(uint32_t(i / 5), text.mid(i, 5).toStdString());
            if (i % 2000 == 0)
                shown.updateText();
            if (i == 8000) {
                shown.resize(250, 400);
                QTest::qWait(200); // long lines of a thought are cut by then
            }
        }
        shown.finish();
        hidden.finish();
        QCOMPARE(looksOf(*shown.document()), looksOf(*hidden.document()));
        QCOMPARE(copiedFrom(shown), text);
    }
};

QTEST_MAIN(TestLongText)
#include "tst_long_text.moc"
