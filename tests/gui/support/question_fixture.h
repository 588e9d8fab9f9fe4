// The window with what stands between a question and the model: the line above the composer, the count beside Send, the
// marks of turns that are not sent.
#pragma once

#include "panels/chat/chat_notice.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"
#include "window_fixture.h"

#include <QPushButton>
#include <QToolButton>

namespace deepscope::test {

inline const char *const Other = "/models/other.gguf";

struct QuestionFixture : WindowFixture {
    explicit QuestionFixture(const QString &settings, const QString &folder = {}) : WindowFixture(settings, folder) {}

    Chats &chats() { return window.workbench().chats(); }
    RunStore &store() { return window.workbench().store(); }
    QString sentence() const { return window.chat()->notice()->sentence(); }
    const std::vector<TurnView *> &turns() const { return window.chat()->turns(); }

    QStringList offers() const
    {
        QStringList names;
        for (const QPushButton *button : window.chat()->notice()->buttons())
            names << button->text();
        return names;
    }

    void choose(const QString &name)
    {
        QPushButton *button = window.chat()->notice()->buttons().at(size_t(offers().indexOf(name)));
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        settle();
    }

    void pressEnter()
    {
        QTest::keyClick(editor(), Qt::Key_Return);
        settle();
    }

    void load(const QString &path, uint32_t context = 512)
    {
        window.open(path);
        LoadedModel model = smallModel(path.toStdString());
        model.memory.context = model.info.contextLength = context;
        send(model);
    }

    // What is written, without sending it, and counted.
    void write(const QString &text)
    {
        editor()->setPlainText(text);
        settle();
    }

    QString count() const { return window.findChild<QLabel *>("promptCount")->text(); }

    QList<bool> notSent() const
    {
        QList<bool> marks;
        for (const TurnView *turn : turns())
            marks << turn->findChild<QToolButton *>("notSent")->isVisible();
        return marks;
    }
};

} // namespace deepscope::test
