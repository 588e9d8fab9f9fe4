// The whole window on an engine whose events the test writes, and what a person does with it.
#pragma once

#include "app/main_window.h"
#include "panels/shared/elided_label.h"
#include "scripted_engine.h"
#include "scripted_lab.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

namespace deepscope::test {

struct WindowFixture {
    // Chats are kept in `dataFolder`; an empty one keeps none.
    explicit WindowFixture(const QString &settingsFile, const QString &dataFolder = {})
        : window(scriptedEngine(log), scriptedLab(lab), std::make_unique<QSettings>(settingsFile, QSettings::IniFormat),
                 dataFolder)
    {
        window.show();
    }

    void loadDefault()
    {
        window.open("default");
        send(smallModel());
    }

    void send(const Event &event)
    {
        log.send(event);
        QCoreApplication::processEvents();
        settle();
    }

    void stream(size_t first, size_t last)
    {
        log.sendPieces(log.starts.back().run, additionPieces(), first, last);
        QCoreApplication::processEvents();
    }

    void type(const QString &question)
    {
        editor()->setFocus();
        QTest::keyClicks(editor(), question);
        QTest::keyClick(editor(), Qt::Key_Return);
        settle();
    }

    // Until the next question is counted, which is sent then.
    bool settle()
    {
        Workbench &workbench = window.workbench();
        const auto settled = [&] { return !workbench.store().model() || workbench.meter().isCounted(); };
        return !log.answersCounts || QTest::qWaitFor(settled);
    }

    // A whole run, typed and answered.
    void ask()
    {
        type("What is 47 + 85?");
        stream(0, additionPieces().size());
        send(summaryOf(log.starts.back().run));
    }

    // The run under way fails.
    void refuse(const std::string &sentence) { send(failedRun(log.starts.back().run, sentence)); }

    QPlainTextEdit *editor() const { return window.findChild<QPlainTextEdit *>("question"); }

    QString statusText() const
    {
        QStringList parts;
        parts << window.statusBar()->findChild<ElidedLabel *>()->text();
        for (const QLabel *label : window.statusBar()->findChildren<QLabel *>())
            parts << label->text();
        return parts.join(" | ");
    }

    EngineLog log;
    LabLog lab;
    MainWindow window;
};

// Names for settings files, each used once.
class SettingsFolder {
public:
    // Of somebody who knows the program.
    QString newFile()
    {
        const QString file = freshFile();
        QSettings(file, QSettings::IniFormat).setValue("sawFirstSteps", true);
        return file;
    }
    QString freshFile() { return m_folder.filePath(QString("settings%1.ini").arg(++m_files)); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

} // namespace deepscope::test
