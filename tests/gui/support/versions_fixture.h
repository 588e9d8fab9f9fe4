// The window with a chat whose turns get other versions.
#pragma once

#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/turn_view.h"
#include "panels/chat/version_walker.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QToolButton>

namespace deepscope::test {

struct VersionsFixture : WindowFixture {
    explicit VersionsFixture(const QString &settings, const QString &data = {}) : WindowFixture(settings, data)
    {
        window.resize(1280, 800);
        loadDefault();
    }

    Workbench &bench() { return window.workbench(); }
    const std::vector<TurnView *> &turns() { return window.chat()->turns(); }
    TurnView *turn(size_t place) { return turns()[place]; }
    VersionWalker *walker(size_t place) { return turn(place)->findChild<VersionWalker *>(); }
    const Run &run(uint32_t number) { return *bench().store().run(number); }
    Composer *composer() { return window.chat()->composer(); }

    void press(QAbstractButton *button)
    {
        QVERIFY(button && button->isVisibleTo(&window) && button->isEnabled());
        // It may be new: layouts within layouts take some turns of the event loop to find its place.
        QVERIFY(QTest::qWaitFor([&] { return button->height() >= button->minimumSizeHint().height(); }));
        QTest::mouseClick(button, Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    void edit(size_t place) { press(turn(place)->findChild<QToolButton *>("editQuestion")); }
    // The newest question is answered.
    void answer(FinishReason reason = FinishReason::EndToken)
    {
        stream(0, additionPieces().size());
        send(summaryOf(log.starts.back().run, reason));
    }
    std::string lastMessage() { return log.starts.back().chat.back().text; }
};

} // namespace deepscope::test
