// Text files that are dropped on the window go into the question, each in a block with its name.
#include "app/message_bar.h"
#include "models/text_file.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QToolButton>

using namespace deepscope;

class TestAttaching : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a file");
        return file.fileName();
    }

    // As a person would, over the text field.
    static bool drop(QWidget *target, const QStringList &paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        data.setText(paths.join('\n'));
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QDropEvent dropped({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QWidget *taker = target;
        for (; taker; taker = taker->parentWidget()) {
            enter.ignore();
            if (taker->acceptDrops())
                QCoreApplication::sendEvent(taker, &enter);
            if (enter.isAccepted())
                break;
        }
        return taker && QCoreApplication::sendEvent(taker, &dropped) && dropped.isAccepted();
    }

private slots:
    void severalInTheirOrder()
    {
        test::WindowFixture f(m_settings.newFile());
        f.loadDefault();
        f.editor()->setPlainText("Compare these:");
        const QStringList paths{file("b.py", "print(1)\n"), file("a.txt", "no end"), file("fence.md", "```\nx\n```\n")};
        QVERIFY(drop(f.editor()->viewport(), paths));
        const QString expected = "Compare these:\n\n```b.py\nprint(1)\n```\n```a.txt\nno end\n```\n"
                                 "````fence.md\n```\nx\n```\n````\n";
        QTRY_COMPARE(f.editor()->toPlainText(), expected);
        QVERIFY(f.editor()->hasFocus());
        QCOMPARE(f.log.loads.size(), size_t(1)); // nothing was opened
    }

    void whatIsNoTextIsNamed()
    {
        test::WindowFixture f(m_settings.newFile());
        f.loadDefault();
        const QStringList paths{file("picture.png", QByteArray("\x89PNG\x00\x01", 6)),
                                file("good.txt", "text"),
                                file("latin.txt", "caf\xE9"),
                                file("large.txt", QByteArray(LargestTextFile + 1, 'a')),
                                m_folder.filePath("gone.txt"),
                                m_folder.path()};
        QVERIFY(drop(f.window.chat()->composer(), paths));
        QTRY_COMPARE(f.editor()->toPlainText(), QString("```good.txt\ntext\n```\n"));
        QTRY_VERIFY(f.window.messageBar()->isVisible());
        const QString said = f.window.messageBar()->message();
        for (const char *part : {"“picture.png” is no text in UTF-8", "“latin.txt” is no text in UTF-8",
                                 "“large.txt” is larger than 1.00 MiB", "“gone.txt” was not found", "is no file"})
            QVERIFY2(said.contains(QString::fromUtf8(part)), qPrintable(said));
        QStringList many;
        for (int i = 0; i < 21; ++i)
            many << paths[1];
        QVERIFY(drop(f.editor()->viewport(), many));
        QVERIFY(f.window.messageBar()->message().contains("21 files are too many"));
    }

    void largestIsTaken()
    {
        const TextFile read = readTextFile(file("largest.txt", QByteArray(LargestTextFile, 'a')));
        QVERIFY2(read.problem.isEmpty() && read.text.size() == LargestTextFile, qPrintable(read.problem));
        QCOMPARE(readTextFile(file("mark.txt", "\xEF\xBB\xBF"
                                               "a\r\nb"))
                     .text,
                 QString("a\nb"));
        QCOMPARE(fencedText({"a `b`\nc.txt", "", {}}), QString("```a b c.txt\n```\n"));
        QVERIFY(readTextFile("/dev/zero").problem.contains("is no file"));
    }

    void oneModelIsOpened()
    {
        test::WindowFixture f(m_settings.newFile());
        f.loadDefault();
        QVERIFY(drop(f.editor()->viewport(), {"/models/other.GGUF"}));
        QCOMPARE(f.log.loads.size(), size_t(2));
        QCOMPARE(f.editor()->toPlainText(), QString());
    }

    void oneChatIsImported()
    {
        test::WindowFixture f(m_settings.newFile());
        const QString path = m_settings.filePath("chat.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"([{"role": "user", "content": "Q"},
            {"role": "assistant", "content": "A"}])") > 0);
        file.close();
        QVERIFY(drop(f.editor()->viewport(), {path}));
        QTRY_COMPARE(f.window.workbench().chats().all().size(), size_t(1));
        QCOMPARE(f.editor()->toPlainText(), QString());
    }

    void otherJsonIsText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("an object") << QByteArray("{\"name\": 1}\n");
        QTest::newRow("an array") << QByteArray("[1, 2]\n");
        QTest::newRow("a log") << QByteArray("[{\"time\": 1, \"action\": \"click\"}]\n");
        QTest::newRow("not whole") << QByteArray("{\"name\": \n");
    }

    void otherJsonIsText()
    {
        QFETCH(QByteArray, text);
        test::WindowFixture f(m_settings.newFile());
        f.loadDefault();
        QVERIFY(drop(f.editor()->viewport(), {file("package.json", text)}));
        QTRY_COMPARE(f.editor()->toPlainText(), "```package.json\n" + QString::fromUtf8(text) + "```\n");
        QVERIFY(f.window.messageBar()->isHidden());
        QVERIFY(f.window.workbench().chats().all().empty());
    }

    // The header says what a table is for.
    void aListOfExpertsIsOpened()
    {
        test::WindowFixture f(m_settings.newFile());
        f.loadDefault();
        const ExpertSwitches &switches = f.window.workbench().trials().switches;
        QVERIFY(drop(f.editor()->viewport(), {file("experts.csv", "\xEF\xBB\xBF layer, expert ,off\r\n1,3,1\r\n")}));
        QTRY_VERIFY(switches.of(1, 3) == ExpertSwitch::Off);
        QVERIFY(drop(f.editor()->viewport(), {file("list.json", R"([{"layer": 2, "expert": 5, "action": "off"}])")}));
        QTRY_VERIFY(switches.of(2, 5) == ExpertSwitch::Off);
        QCOMPARE(f.editor()->toPlainText(), QString());
        for (const char *other : {"layer,expert,a,b\n1,2,3,4\n", "layers,expert\n1,2\n", "expert,layer\n1,2\n"}) {
            f.editor()->clear();
            QVERIFY(drop(f.editor()->viewport(), {file("table.csv", other)}));
            QTRY_COMPARE(f.editor()->toPlainText(), QString("```table.csv\n%1```\n").arg(other));
        }
        QCOMPARE(switches.alteration().experts.size(), size_t(1));
    }

    // Words that are dragged are the editor's own, as before.
    void wordsAreDropped()
    {
        test::WindowFixture f(m_settings.newFile());
        QMimeData data;
        data.setText("words");
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(f.editor()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
    }

    void byKeyboard()
    {
        test::WindowFixture f(m_settings.newFile());
        QAction *attach = f.window.actionTable().attachFiles;
        QCOMPARE(attach->text().remove('&'), QString::fromUtf8("Attach Text Files…"));
        QVERIFY(attach->isEnabled() && !attach->shortcut().isEmpty());
        attach->trigger();
        auto *dialog = f.window.findChild<QFileDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        emit dialog->filesSelected({file("c.txt", "three")});
        QTRY_COMPARE(f.editor()->toPlainText(), QString("```c.txt\nthree\n```\n"));
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        f.window.findChild<QToolButton *>("attachFiles")->click();
        QVERIFY(f.window.findChild<QFileDialog *>());
    }
};

QTEST_MAIN(TestAttaching)
#include "tst_attaching.moc"
