// Whatever the cutting into tokens, a streamed text ends as the one that is shown at once, and what is settled stays.
#include "panels/shared/token_text_view.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTextDocument>

using namespace deepscope;

class TestMarkdownStream : public QObject {
    Q_OBJECT

    static constexpr quint32 Cases = 400;

    static QByteArray randomText(QRandomGenerator &random)
    {
        static const QByteArrayList parts{"\n",
                                          "\n",
                                          "\n\n",
                                          "\r\n",
                                          "\r",
                                          " ",
                                          "  ",
                                          "    ",
                                          "\t",
                                          "- ",
                                          "* ",
                                          "+ ",
                                          "1. ",
                                          "23) ",
                                          "1986. ",
                                          "[ ] ",
                                          "[x] ",
                                          "> ",
                                          ">>> ",
                                          "# ",
                                          "### ",
                                          "#",
                                          "```",
                                          "```py\n",
                                          "````",
                                          "~~~",
                                          "\n```\n",
                                          "---\n",
                                          "===\n",
                                          "***",
                                          "**",
                                          "*",
                                          "_",
                                          "__",
                                          "~~",
                                          "~",
                                          "`",
                                          "``",
                                          "[a](http://x.y)",
                                          "[",
                                          "](",
                                          "]",
                                          ")",
                                          "(",
                                          "![i](http://z)",
                                          "|",
                                          "|a|b|\n",
                                          "|-|:-:|\n",
                                          "| - | x |",
                                          "$",
                                          "$$",
                                          "\\(",
                                          "\\)",
                                          "\\[",
                                          "\\]",
                                          "\\",
                                          "\\\\",
                                          "\\*",
                                          "\\frac{1}{x}",
                                          "\\alpha ",
                                          "^2",
                                          "\\boxed{",
                                          "}",
                                          "\\text{a b}",
                                          "\\sqrt{",
                                          "$x_1$",
                                          "\\(y = 2\\)",
                                          "<b>",
                                          "&amp;",
                                          "http://a.b/c_d",
                                          "www.q.de",
                                          "word",
                                          "snake_case",
                                          "__init__",
                                          "12",
                                          "2*3*4",
                                          "é",
                                          "重点",
                                          "“",
                                          "”。",
                                          "😀",
                                          "[^1]: f",
                                          "\n   ",
                                          "\n     ",
                                          "-",
                                          "\xE2\x80\xA8",
                                          "\xEF\xB7\x90",
                                          "\xEF\xBF\xBC",
                                          "\x01",
                                          "\xF0\x9F",
                                          "\x80"};
        QByteArray text;
        for (int i = random.bounded(1, 40); i > 0; --i)
            text += parts[random.bounded(static_cast<int>(parts.size()))];
        return text;
    }

    static void showAtOnce(TokenTextView &view, const QByteArray &text)
    {
        view.appendToken(0, text.toStdString());
        view.finish();
    }

private slots:
    void endsAsTheWhole_data()
    {
        QTest::addColumn<TokenTextView::Format>("format");
        QTest::newRow("Markdown") << TokenTextView::Format::Markdown;
        QTest::newRow("plain") << TokenTextView::Format::Plain;
    }
    void endsAsTheWhole()
    {
        QFETCH(TokenTextView::Format, format);
        for (quint32 seed = 0; seed < Cases; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray text = randomText(random);
            TokenTextView whole(format), streamed(format);
            showAtOnce(whole, text);
            std::vector<qsizetype> begins; // of each token, in bytes: characters are cut too
            for (qsizetype at = 0; at < text.size(); at += random.bounded(1, 7)) {
                if (!begins.empty())
                    streamed.appendToken(static_cast<uint32_t>(begins.size() - 1),
                                         text.mid(begins.back(), at - begins.back()).toStdString());
                begins.push_back(at);
                if (random.bounded(3) > 0)
                    streamed.updateText();
            }
            streamed.appendToken(static_cast<uint32_t>(begins.size() - 1), text.mid(begins.back()).toStdString());
            streamed.finish();
            const QByteArray where = "seed " + QByteArray::number(seed) + ": " + text;
            QVERIFY2(streamed.spans().text() == whole.spans().text(), where);
            QVERIFY2(streamed.document()->toHtml() == whole.document()->toHtml(), where);
            QVERIFY2(streamed.document()->toRawText() == whole.document()->toRawText(), where);
        }
    }

    void whatIsSettledStays()
    {
        int settledLetters = 0;
        for (quint32 seed = 0; seed < Cases; ++seed) {
            QRandomGenerator random(seed);
            const QString text = QString::fromUtf8(randomText(random) + randomText(random));
            QTextDocument document, whole;
            MarkdownText streamed(&document), atOnce(&whole);
            atOnce.update(text);
            QString settled;
            const QByteArray where = "seed " + QByteArray::number(seed) + ": " + text.toUtf8();
            for (qsizetype end = 0; end < text.size();) {
                end = qMin(text.size(), end + random.bounded(1, 7));
                streamed.update(text.left(end));
                const QString now = document.toRawText().left(streamed.settled());
                QVERIFY2(now.startsWith(settled), where);
                settled = now;
            }
            QVERIFY2(whole.toRawText().startsWith(settled), where);
            settledLetters += static_cast<int>(settled.size());
            for (int position = 0; position < whole.characterCount(); ++position)
                QVERIFY2(streamed.sourceAt(position) == atOnce.sourceAt(position), where);
            for (int at = 0; at < text.size(); ++at)
                QVERIFY2(streamed.shownRange({at, at + 1}) == atOnce.shownRange({at, at + 1}), where);
        }
        QVERIFY(settledLetters > 10 * static_cast<int>(Cases)); // else nothing was looked at
    }

    // Of a long block only the end is written again, and that is not seen.
    void longBlocksGrowAtTheirEnd_data()
    {
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("line");
        QTest::newRow("code") << "```py\n"
                              << "x = #\n\n";
        QTest::newRow("indented code") << ""
                                       << "    x = #\n\n\n";
        QTest::newRow("code in a list") << "1. a\n   ```\n"
                                        << "   x = #\n \n";
        QTest::newRow("list") << ""
                              << "- item **#**\n";
        QTest::newRow("nested list") << "1. a\n"
                                     << "   - item #\n     - item #\n";
        QTest::newRow("loose list") << ""
                                    << "# . item\n\n  more\n";
        QTest::newRow("quote") << ""
                               << "> words #\n>\n";
    }
    void longBlocksGrowAtTheirEnd()
    {
        QFETCH(QString, head);
        QFETCH(QString, line);
        QString text = head;
        QTextDocument document;
        MarkdownText streamed(&document);
        for (int i = 0; i < 300; ++i) {
            text += QString(line).replace('#', QString::number(i));
            streamed.update(text.chopped(3));
            streamed.update(text);
            QVERIFY(document.characterCount() - streamed.settled() < 1000);
        }
        text += "```\n\nEnd";
        streamed.update(text);
        QTextDocument whole;
        MarkdownText(&whole).update(text);
        QCOMPARE(document.toHtml(), whole.toHtml());
    }

    // Each character that is shown is the one of its place, and they follow each other as they were written.
    void shownCharactersAreTheSources()
    {
        for (quint32 seed = 0; seed < Cases; ++seed) {
            QRandomGenerator random(seed + Cases);
            const QString text = QString::fromUtf8(randomText(random));
            QTextDocument document;
            MarkdownText shown(&document);
            shown.update(text);
            int last = -1;
            for (int position = 0; position < document.characterCount(); ++position) {
                const int source = shown.sourceAt(position);
                if (source < 0)
                    continue;
                const QByteArray where = "seed " + QByteArray::number(seed) + " at " + QByteArray::number(position);
                QVERIFY2(source > last, where);
                last = source;
                const QChar character = document.characterAt(position);
                if (character.isLetterOrNumber() && text[source] != u'\\') // a command stands for a letter
                    QVERIFY2(character == text[source], where);
            }
        }
    }
};

QTEST_MAIN(TestMarkdownStream)
#include "tst_markdown_stream.moc"
