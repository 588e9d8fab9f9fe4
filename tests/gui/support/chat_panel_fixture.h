// The chat alone, on runs that a test writes.
#pragma once

#include "panels/chat/chat_panel.h"
#include "scripted_run.h"

#include <QCoreApplication>

namespace deepscope::test {

struct ChatPanelFixture {
    RunStore store;
    Selection selection{store};
    Chats chats{store};
    ChatPanel panel{store, selection, chats};

    ChatPanelFixture()
    {
        store.setModel(smallModel());
        panel.resize(700, 600);
        panel.show();
    }

    uint32_t begin(const QString &question = "What is 47 + 85?")
    {
        return store.beginRun(store.freeNumber(), question, smallModel());
    }

    // Tokens [first, last) of the scripted run.
    void stream(uint32_t run, size_t first, size_t last)
    {
        const std::vector<TokenTrace> traces = tracesOf(run, additionPieces());
        store.append(std::span(traces).subspan(first, last - first));
        QCoreApplication::processEvents();
    }

    uint32_t wholeRun()
    {
        const uint32_t run = begin();
        stream(run, 0, additionPieces().size());
        store.finish(summaryOf(run));
        QCoreApplication::processEvents();
        return run;
    }

    TurnView *turn() const { return panel.turns().back(); }
};

} // namespace deepscope::test
