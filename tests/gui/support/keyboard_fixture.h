// The whole window in front, and keys that go to whatever has the keyboard.
#pragma once

#include "panels/chat/conversation_scroll.h"
#include "panels/token_strip/token_strip_plot.h"
#include "window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QScrollBar>

namespace deepscope::test {

struct KeyboardFixture : WindowFixture {
    explicit KeyboardFixture(const QString &settings) : WindowFixture(settings)
    {
        window.resize(1280, 800);
        window.actionTable().resetLayout->trigger();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qWarning("The window does not come to the front.");
        loadDefault();
    }

    template <typename Part>
    Part *part(const QString &name = {})
    {
        return window.findChild<Part *>(name);
    }
    QDockWidget *dock(const char *name) { return part<QDockWidget>(name); }
    Selection &selection() { return window.workbench().selection(); }
    QScrollBar *chatBar() { return part<ConversationScroll>()->verticalScrollBar(); }
    TokenStripPlot *strip() { return part<TokenStripPlot>(); }

    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : &window, Qt::Key(key), modifiers);
        QCoreApplication::processEvents();
    }

    bool hasKeyboard(const QWidget *part) const
    {
        const QWidget *focused = QApplication::focusWidget();
        return focused && (focused == part || part->isAncestorOf(focused));
    }
};

} // namespace deepscope::test
