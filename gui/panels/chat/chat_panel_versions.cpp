// ChatPanel: questions that are written anew, and the versions of a turn that are walked through.
#include "panels/chat/chat_panel.h"

#include "panels/chat/composer.h"
#include "panels/chat/conversation_scroll.h"
#include "panels/chat/turn_view.h"

#include <QAbstractButton>
#include <QApplication>

#include <algorithm>
#include <utility>

namespace deepscope {

// What is being written waits until it is sent or given up. A change that was left comes back.
void ChatPanel::edit(uint32_t run)
{
    if (m_edited > 0 && m_edited != run && !m_composer->text().trimmed().isEmpty())
        m_questions[m_edited] = m_composer->text(); // another was being written
    m_chats.beginVersion(run);
    const auto left = m_questions.find(run);
    m_composer->beginEditing(left == m_questions.end() ? m_store.run(run)->question() : left->second);
    m_edited = run;
}

void ChatPanel::giveUpEditing()
{
    m_questions.erase(std::exchange(m_edited, 0));
    m_chats.beginVersion(0);
}

void ChatPanel::showEdited()
{
    if (m_chats.versionOf() == 0) {
        const uint32_t edited = std::exchange(m_edited, 0);
        if (m_composer->text().trimmed().isEmpty()) // it was sent
            m_questions.erase(edited);
        else if (edited > 0)
            m_questions[edited] = m_composer->text();
        m_composer->endEditing();
    }
    for (TurnView *turn : m_turns)
        turn->setEdited(turn->holds(m_chats.versionOf()));
}

// The walker leads to the version of each group that counts there.
void ChatPanel::showGroups(TurnView &turn)
{
    const ChatTurns &known = m_chats.chatOf(turn.run())->turns;
    std::vector<uint32_t> fronts;
    for (const std::vector<uint32_t> &group : known.groupsOf(turn.run(), m_store))
        fronts.push_back(known.countingIn(group, m_store));
    const auto isShown = [&](uint32_t front) { return turn.holds(front); };
    turn.setGroups(fronts, int(std::ranges::find_if(fronts, isShown) - fronts.begin()));
}

// The keyboard stays with the walker of that turn, which is another one then.
void ChatPanel::walk(uint32_t run, bool next)
{
    const bool hadKeyboard = m_scroll->isAncestorOf(QApplication::focusWidget());
    m_chats.choose(run);
    if (TurnView *turn = turnOf(run); turn && hadKeyboard)
        turn->focusWalker(next);
}

QString ChatPanel::act(TurnCommand command)
{
    const Run *current = m_store.current();
    const TurnView *turn = current ? turnOf(current->id()) : nullptr;
    const auto hasVersions = [](const TurnView *view) {
        return view->buttonFor(TurnCommand::PreviousVersion) || view->buttonFor(TurnCommand::NextVersion);
    };
    const bool walks = command == TurnCommand::PreviousVersion || command == TurnCommand::NextVersion;
    if (walks && turn && !hasVersions(turn)) // then of the newest turn that has some
        if (const auto other = std::find_if(m_turns.rbegin(), m_turns.rend(), hasVersions); other != m_turns.rend())
            turn = *other;
    if (QAbstractButton *button = turn ? turn->buttonFor(command) : nullptr) {
        button->click();
        return {};
    }
    switch (command) {
    case TurnCommand::Edit:
        return tr("There is no question here that can be edited now.");
    case TurnCommand::TryAgain:
        return tr("There is no answer here that can be tried again now.");
    case TurnCommand::GoOn:
        return tr("There is no answer here that was cut off.");
    case TurnCommand::PreviousVersion:
        return tr("There is no version before this one.");
    case TurnCommand::NextVersion:
        return tr("There is no version behind this one.");
    }
    return {};
}

// Where other turns follow now, those are shown.
void ChatPanel::showCounting()
{
    const std::vector<uint32_t> shown = m_chats.shown();
    const bool same = std::ranges::equal(shown, m_turns, [](uint32_t run, TurnView *turn) { return turn->holds(run); });
    if (!same)
        return rebuild();
    const ChatTurns &turns = m_chats.shownChat()->turns;
    for (size_t i = 0; i < shown.size(); ++i) {
        m_turns[i]->setCounting(shown[i], turns.isChosen(shown[i]));
        showGroups(*m_turns[i]);
    }
}

} // namespace deepscope
