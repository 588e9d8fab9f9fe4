// ChatPanel: words that are looked for in the chat.
#include "panels/chat/chat_panel.h"

#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/composer.h"
#include "panels/chat/conversation_finder.h"
#include "panels/chat/find_bar.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"

#include <QApplication>

namespace deepscope {

void ChatPanel::listenToFinding()
{
    connect(m_findBar, &FindBar::wordsChanged, m_finder, &ConversationFinder::find);
    connect(m_findBar, &FindBar::stepWanted, m_finder, &ConversationFinder::step);
    connect(m_findBar, &FindBar::keyboardLeft, m_composer, &Composer::focusEditor);
    connect(m_finder, &ConversationFinder::revealing, this, &ChatPanel::endFollowing);
    connect(m_finder, &ConversationFinder::changed, m_findBar,
            [this] { m_findBar->setPlace(m_finder->place(), m_finder->count()); });
}

void ChatPanel::showPassages()
{
    std::vector<ConversationFinder::Passage> passages;
    for (const TurnView *turn : m_turns) {
        passages.push_back({turn->question(), nullptr});
        for (const AnswerView *answer : turn->answers()->all()) {
            passages.push_back({answer->thought()->text(), answer->thought()});
            passages.push_back({answer->answer(), nullptr});
        }
    }
    m_finder->setPassages(std::move(passages));
}

// What is selected of a text is what one would look for.
void ChatPanel::find()
{
    const auto *text = qobject_cast<TokenTextView *>(QApplication::focusWidget());
    const QString selected = text && isAncestorOf(text) ? text->textCursor().selectedText() : QString();
    const bool oneLine = !selected.contains(QChar::ParagraphSeparator) && !selected.contains(QChar::LineSeparator);
    m_findBar->open(oneLine ? selected : QString());
}

void ChatPanel::findStep(int by)
{
    if (m_findBar->isHidden())
        find();
    else
        m_finder->step(by);
}

} // namespace deepscope
