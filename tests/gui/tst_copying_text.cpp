// What lies on the clipboard after copying a part of an answer, a thought or a question: what was written.
#include "panels/shared/token_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTest>
#include <QTextDocument>

using namespace deepscope;

class TestCopyingText : public QObject {
    Q_OBJECT

    static void fill(TokenTextView &view, const QString &text)
    {
        for (uint32_t token = 0; token < text.size(); ++token)
            view.appendToken(token, text.mid(token, 1).toStdString());
        view.finish();
    }

    // From the beginning of `first` to the end of `last`, by the keyboard as a person would.
    static QString copied(TokenTextView &view, const QString &first, const QString &last)
    {
        const QString shown = view.document()->toRawText();
        QTextCursor cursor(view.document());
        cursor.setPosition(static_cast<int>(shown.indexOf(first)));
        cursor.setPosition(static_cast<int>(shown.indexOf(last, shown.indexOf(first)) + last.size()),
                           QTextCursor::KeepAnchor);
        view.setTextCursor(cursor);
        QGuiApplication::clipboard()->clear();
        QTest::keySequence(&view, QKeySequence::Copy);
        return QGuiApplication::clipboard()->text();
    }

private slots:
    void partsOfAnAnswerAreItsSource_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::addColumn<QString>("copy");
        const QString list = "Steps:\n\n1. one **two**\n2. three\n   - four\n\nDone.";
        QTest::newRow("words") << "some plain words"
                               << "plain"
                               << "plain"
                               << "plain";
        QTest::newRow("with marks between") << "the **bold** word"
                                            << "the"
                                            << "word"
                                            << "the **bold** word";
        QTest::newRow("inside of marks") << "the **bold** word"
                                         << "ol"
                                         << "ol"
                                         << "ol";
        QTest::newRow("marks cut through") << "the **bold** word"
                                           << "ld"
                                           << "word"
                                           << "ld word";
        QTest::newRow("a formula") << "so \\(x_1\\) is"
                                   << "x"
                                   << "1"
                                   << "\\(x_1\\)";
        QTest::newRow("two lines") << "one\ntwo\nthree"
                                   << "ne"
                                   << "tw"
                                   << "ne\ntw";
        QTest::newRow("of a list") << list << "one"
                                   << "four"
                                   << "1. one **two**\n2. three\n   - four";
        QTest::newRow("of an item") << list << "one"
                                    << "one"
                                    << "one";
        QTest::newRow("number and words") << list << "2. "
                                          << "three"
                                          << "2. three";
        QTest::newRow("lines of code") << "a\n\n```py\nx = 1\n\n  y\n```"
                                       << "= 1"
                                       << "y"
                                       << "= 1\n\n  y";
        QTest::newRow("into code") << "a b\n\n````py\nx\n```\n````\n\nc"
                                   << "b"
                                   << "x"
                                   << "a b\n\n````py\nx\n```\n````";
        const QString longCode = "a\n```c\n" + QString("x;\n").repeated(100) + "y;\n```\nb";
        QTest::newRow("into long code") << longCode << "a"
                                        << "y" << longCode.chopped(2);
        QTest::newRow("of long code") << longCode << "x"
                                      << "y" << QString("x;\n").repeated(100) + "y";
        QTest::newRow("code in an item") << "- a\n  ```\n  x\n  y\n  ```"
                                         << "x"
                                         << "y"
                                         << "x\ny";
        QTest::newRow("a cell") << "|a|b|\n|-|-|\n|c d|e|"
                                << "c"
                                << "d"
                                << "c d";
        QTest::newRow("rows") << "|a|b|\n|-|-|\n|c|d|\n|e|f|\n\ng"
                              << "d"
                              << "e"
                              << "|c|d|\n|e|f|";
        QTest::newRow("a whole table") << "x\n\n|a|b|\n|-|:-|\n|c|d|\n\ny"
                                       << "x"
                                       << "d"
                                       << "x\n\n|a|b|\n|-|:-|\n|c|d|";
        QTest::newRow("over a rule") << "# a\n\n---\n\n> b\n> c"
                                     << "a"
                                     << "b"
                                     << "# a\n\n---\n\n> b\n> c";
    }
    void partsOfAnAnswerAreItsSource()
    {
        QFETCH(QString, source);
        QFETCH(QString, first);
        QFETCH(QString, last);
        TokenTextView view(TokenTextView::Format::Markdown);
        fill(view, source);
        QTEST(copied(view, first, last), "copy");
    }

    void allOfAnAnswerIsAllThatWasWritten()
    {
        const QString source = "# a\r\n\r\n```\r\nx\r\n```\r\n\r\n[1]: b\r\n\r\n|c|\r\n|-|\r\n|d|\r\n";
        TokenTextView view(TokenTextView::Format::Markdown);
        fill(view, source);
        QTest::keySequence(&view, QKeySequence::SelectAll);
        QTest::keySequence(&view, QKeySequence::Copy);
        const QMimeData *copy = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(copy->text(), source);
        QVERIFY(!copy->hasHtml());
    }

    // "\r\n" and "\r" are line ends; nothing is shown twice, and every character keeps its token.
    void returnsInPlainText_data()
    {
        QTest::addColumn<int>("updateEvery");
        QTest::newRow("each token shown") << 1;
        QTest::newRow("two together") << 2;
        QTest::newRow("all together") << 1000;
    }
    void returnsInPlainText()
    {
        QFETCH(int, updateEvery);
        const QString text = "one\r\ntwo\rthree\n\r\nfour\r\n";
        TokenTextView view(TokenTextView::Format::Plain);
        view.resize(400, 200);
        for (uint32_t token = 0; token < text.size(); ++token) {
            view.appendToken(token, text.mid(token, 1).toStdString());
            if (static_cast<int>(token) % updateEvery == 0)
                view.updateText();
        }
        view.finish();
        QCOMPARE(view.toPlainText().remove(QChar(0x200B)).trimmed(), QString("one\ntwo\nthree\n\nfour"));
        view.show();
        for (const char *word : {"one", "two", "three", "four"}) {
            const auto token = static_cast<uint32_t>(text.indexOf(word));
            QCOMPARE(view.tokenAt(view.tokenRect(token).center()), static_cast<int>(token));
        }
        QCOMPARE(copied(view, "two", "three"), QString("two\rthree"));
        QCOMPARE(copied(view, "one", "two"), QString("one\r\ntwo"));
    }

    void returnsInAQuestion()
    {
        const QString text = "a\r\nb\r\nc";
        TokenTextView view(TokenTextView::Format::Plain);
        view.showText(text);
        TokenSpans tokens;
        for (uint32_t token = 0; token < text.size(); ++token)
            tokens.append(token, text.mid(token, 1).toStdString());
        tokens.finish();
        view.showTokens(tokens);
        view.resize(400, 200);
        view.show();
        QCOMPARE(view.document()->blockCount(), 3);
        QCOMPARE(view.tokenAt(view.tokenRect(6).center()), 6);
    }
};

QTEST_MAIN(TestCopyingText)
#include "tst_copying_text.moc"
