// Code with its head and links: what they show, copy and open.
#include "panels/shared/token_text_view.h"
#include "support/opened_links.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>
#include <QToolTip>

using namespace deepscope;
using test::Opened;

class TestTextPointing : public QObject {
    Q_OBJECT

    struct Shown {
        TokenTextView view{TokenTextView::Format::Markdown};

        explicit Shown(const QString &text)
        {
            view.resize(400, 100);
            view.show();
            view.appendToken(0, text.toStdString());
            view.finish();
            view.resize(400, view.sizeHint().height());
            QCoreApplication::processEvents();
        }
        QList<QToolButton *> heads() const
        {
            QList<QToolButton *> visible;
            for (QToolButton *button : view.findChildren<QToolButton *>("copyCode"))
                if (button->isVisible())
                    visible << button;
            return visible;
        }
        // In the middle of a word as it is shown.
        QPoint placeOf(const QString &word)
        {
            view.find(word);
            const QPoint place = view.foundRect(0).center();
            view.find({});
            return place;
        }
        QMenu *menuAt(const QPoint &place)
        {
            QContextMenuEvent event(QContextMenuEvent::Mouse, place, view.viewport()->mapToGlobal(place));
            QCoreApplication::sendEvent(view.viewport(), &event);
            return view.findChild<QMenu *>();
        }
        static QAction *entry(const QMenu *menu, const QString &name)
        {
            for (QAction *action : menu->actions())
                if (action->text().remove('&') == name)
                    return action;
            return nullptr;
        }
    };

private slots:
    void codeIsCopiedAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("plain") << "a\n\n```py\nx = 1\n\n\ty  \n```\nb"
                               << "x = 1\n\n\ty  ";
        QTest::newRow("blank line at its end") << "```\na\n\n```"
                                               << "a\n";
        QTest::newRow("before a table") << "```\na\n```\n|b|c|\n|-|-|\n|d|e|"
                                        << "a";
        QTest::newRow("in a list") << "1. a\n   ```c\n   int *a_b;\n     x\n   ```\n2. b"
                                   << "int *a_b;\n  x";
        QTest::newRow("in a quote") << "> ```\n> a\n> ```"
                                    << "a";
        QTest::newRow("long") << "```\n" + QString("line\n").repeated(200) + "```"
                              << QString("line\n").repeated(200).chopped(1);
        QTest::newRow("still open") << "```c\nint x"
                                    << "int x";
        QTest::newRow("empty") << "```c\n```"
                               << "";
        QTest::newRow("controls") << "```\na\x01b\n```"
                                  << "a\x01b";
    }
    void codeIsCopiedAsItIs()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        Shown f(text);
        QCOMPARE(f.heads().size(), 1);
        QGuiApplication::clipboard()->setText("before");
        QSignalSpy held(&f.view, &TokenTextView::held);
        QTest::mouseClick(f.heads()[0], Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), code);
        QCOMPARE(f.heads()[0]->text(), QString("Copied"));
        QCOMPARE(held.count(), 1); // the text does not move away below the pointer
        if (code.isEmpty())
            return;
        QGuiApplication::clipboard()->setText("before");
        f.heads()[0]->setFocus();
        QTest::keyClick(f.heads()[0], Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), code);
    }

    void eachHasItsHead()
    {
        Shown f("```py\na\n```\n```c\nb\n```\n\n    indented\n\n- ```sh\n  c\n  ```");
        QCOMPARE(f.heads().size(), 3);
        const QString codes[] = {"a", "b", "c"};
        for (int i = 0; i < 3; ++i) {
            f.heads()[i]->click();
            QCOMPARE(QGuiApplication::clipboard()->text(), codes[i]);
            const QRect head = f.heads()[i]->geometry();
            QVERIFY2(f.view.viewport()->rect().contains(head),
                     qPrintable(
                         QString("%1 %2 %3 %4").arg(head.left()).arg(head.top()).arg(head.right()).arg(head.bottom())));
            const QRect code = QRect(0, f.placeOf(codes[i]).y() - 8, 400, 16);
            QVERIFY(f.heads()[i]->geometry().bottom() < code.bottom() && !f.heads()[i]->geometry().intersects(code));
        }
        QVERIFY(f.heads()[0]->y() < f.heads()[1]->y() && f.heads()[1]->y() < f.heads()[2]->y());
        f.view.resize(300, f.view.height());
        QCoreApplication::processEvents();
        QVERIFY(f.view.viewport()->rect().contains(f.heads()[0]->geometry()));
        Shown table("|a|b|\n|-|-|\n|c|d|\n```\ncode\n```");
        QVERIFY(table.heads()[0]->y() > table.placeOf("d").y() + 8); // below the table
        // What turns out to be none has none any more.
        TokenTextView view(TokenTextView::Format::Markdown);
        view.show();
        view.appendToken(0, "a\n```");
        view.updateText();
        QCOMPARE(view.findChildren<QToolButton *>("copyCode").size(), 1);
        view.appendToken(1, "x``` b");
        view.finish();
        QVERIFY(view.findChild<QToolButton *>("copyCode")->isHidden());
    }

    // In pixels, since the view paints all of it itself.
    void whatStandsOutIsSeen()
    {
        TokenTextView view(TokenTextView::Format::Plain);
        view.resize(300, 60);
        view.show();
        for (uint32_t token = 0; token < 3; ++token)
            view.appendToken(token, "MMMM ");
        view.finish();
        QCoreApplication::processEvents();
        const auto picture = [&] { return view.viewport()->grab().toImage(); };
        const auto ink = [&](uint32_t token) { // its darkest pixel
            int darkest = 255;
            const QImage image = picture();
            const QRect rect = view.tokenRect(token).intersected(image.rect()).adjusted(2, 0, -2, 0);
            for (int y = rect.top(); y <= rect.bottom(); ++y)
                for (int x = rect.left(); x <= rect.right(); ++x)
                    darkest = std::min(darkest, qGray(image.pixel(x, y)));
            return darkest;
        };
        const auto ground = [&](uint32_t token) { return picture().pixelColor(view.tokenRect(token).topLeft()); };
        const auto alike = [](const QColor &a, const QColor &b) {
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 4;
        };
        const auto mark = [&](const TokenMarks &marks) {
            view.setMarks(marks);
            view.refreshLit();
        };
        const int plain = ink(0);
        const QColor panel = ground(0);
        QVERIFY(plain < 100 && panel.lightness() > 200 && ink(2) == plain);
        TokenMarks marks;
        marks.lit = [](uint32_t token) { return token == 1; };
        mark(marks);
        QVERIFY(ink(0) > plain + 20 && ink(2) > plain + 20);
        QVERIFY2(ink(1) <= plain + 5, qPrintable(QString("%1, %2").arg(ink(1)).arg(plain)));
        QVERIFY2(ground(1) != panel && alike(ground(0), panel), qPrintable(ground(1).name() + ground(0).name()));
        marks = {};
        marks.written = 0;
        mark(marks);
        QVERIFY(ink(0) <= plain + 5 && ink(1) > plain + 60);
        marks = {};
        marks.ground = [](uint32_t token) { return token == 2 ? QColor(255, 200, 100) : QColor(); };
        mark(marks);
        QVERIFY(alike(ground(2), QColor(255, 200, 100)) && alike(ground(1), panel) && ink(2) <= plain + 5);
        mark({});
        view.selectAll();
        QVERIFY(ground(0) != panel && ink(0) <= plain + 30);
    }

    void menuOfCode()
    {
        Shown f("words\n\n    a = 1\n    b = 2\n\n[here](http://a.b/c)");
        QMenu *menu = f.menuAt(f.placeOf("b = 2"));
        QVERIFY(menu && Shown::entry(menu, "Copy Code") && !Shown::entry(menu, "Copy Link"));
        Shown::entry(menu, "Copy Code")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("a = 1\nb = 2"));
        delete menu;
        menu = f.menuAt(f.placeOf("words"));
        QVERIFY(menu && !Shown::entry(menu, "Copy Code") && !Shown::entry(menu, "Copy Link"));
        delete menu;
        menu = f.menuAt(f.placeOf("here"));
        QVERIFY(menu && !Shown::entry(menu, "Copy Code"));
        Shown::entry(menu, "Copy Link")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("http://a.b/c"));
        delete menu;
    }

    void linksOpen_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("opened"); // empty: it opens nothing
        QTest::newRow("https") << "[word](https://a.b/c?d=e#f)"
                               << "https://a.b/c?d=e#f";
        QTest::newRow("bare") << "word http://a.b/word"
                              << "http://a.b/word";
        QTest::newRow("www") << "[word](www.a.b)"
                             << "http://www.a.b";
        QTest::newRow("mail") << "[word](mailto:a@b.c)"
                              << "mailto:a@b.c";
        QTest::newRow("file") << "[word](file:///etc/passwd)"
                              << "";
        QTest::newRow("script") << "[word](javascript:alert(1))"
                                << "";
        QTest::newRow("other") << "[word](vnc://a.b)"
                               << "";
        QTest::newRow("place") << "[word](#there)"
                               << "";
        QTest::newRow("text") << "word"
                              << "";
    }
    void linksOpen()
    {
        QFETCH(QString, text);
        QFETCH(QString, opened);
        Opened handler;
        for (const char *scheme : {"http", "https", "mailto", "file", "javascript", "vnc"})
            QDesktopServices::setUrlHandler(scheme, &handler, "open");
        Shown f(text);
        QSignalSpy clicked(&f.view, &TokenTextView::tokenClicked);
        QPoint place = f.placeOf("word");
        if (text.startsWith("word http"))
            place = f.placeOf("b/word");
        QTest::mouseMove(f.view.viewport(), QPoint(390, 1));
        QTest::mouseMove(f.view.viewport(), place);
        if (!opened.isEmpty())
            QTRY_COMPARE(QToolTip::text(), opened); // it says where it leads before it is clicked
        QCOMPARE(f.view.viewport()->cursor().shape(), opened.isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(handler.urls, opened.isEmpty() ? QList<QUrl>() : QList<QUrl>{QUrl(opened)});
        QCOMPARE(clicked.count(), opened.isEmpty() ? 1 : 0);
        for (const char *scheme : {"http", "https", "mailto", "file", "javascript", "vnc"})
            QDesktopServices::unsetUrlHandler(scheme);
    }
};

QTEST_MAIN(TestTextPointing)
#include "tst_text_pointing.moc"
