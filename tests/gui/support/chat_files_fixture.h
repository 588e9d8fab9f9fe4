// The window, and the dialogs through which its chats go out into files and come back.
#pragma once

#include "app/message_bar.h"
#include "window_fixture.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>

namespace deepscope::test {

struct ChatFilesFixture : WindowFixture {
    explicit ChatFilesFixture(const QString &settings, const QString &folder = {}) : WindowFixture(settings, folder)
    {
        window.resize(1280, 720);
        loadDefault();
    }

    Chats &chats() { return window.workbench().chats(); }
    RunStore &store() { return window.workbench().store(); }
    const Actions &actions() const { return window.actionTable(); }
    QString message() const { return window.messageBar()->isVisible() ? window.messageBar()->message() : QString(); }

    // The path is typed into the dialog that is open.
    bool choose(const QString &path, const QString &type = {})
    {
        const QPointer<QFileDialog> dialog = window.findChild<QFileDialog *>();
        if (!dialog)
            return false;
        if (!type.isEmpty()) {
            const QStringList types = dialog->nameFilters().filter(type);
            dialog->selectNameFilter(types.value(0));
            emit dialog->filterSelected(types.value(0));
        }
        auto *name = dialog->findChild<QLineEdit *>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        return QTest::qWaitFor([&] { return !dialog; });
    }

    QByteArray exported(const QString &path, const QString &type = {})
    {
        actions().exportChat->trigger();
        QFile file(path);
        const bool saved = choose(path, type) && QTest::qWaitFor([&] { return file.exists(); });
        return saved && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void import(const QString &path)
    {
        const size_t before = chats().all().size();
        actions().importChat->trigger();
        QVERIFY(choose(path));
        QTRY_VERIFY(chats().all().size() > before || !message().isEmpty());
    }

    // A turn with these texts.
    void answer(const QString &question, const std::string &thought, const std::string &answer)
    {
        editor()->setPlainText(question); // keys have no such letters
        type({});
        using enum Phase;
        const std::vector<Piece> pieces{
            {Prompt, question.toStdString()}, {Prompt, "<think>", true},     {Think, thought},
            {Think, "</think>", true},        {Answer, answer.substr(0, 3)}, {Answer, answer.substr(3)}};
        log.sendPieces(log.starts.back().run, pieces, 0, pieces.size());
        QCoreApplication::processEvents();
        send(summaryOf(log.starts.back().run));
    }
};

} // namespace deepscope::test
