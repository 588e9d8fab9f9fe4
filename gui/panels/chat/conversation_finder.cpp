#include "panels/chat/conversation_finder.h"

#include "panels/chat/conversation_scroll.h"
#include "panels/chat/thought_section.h"
#include "panels/shared/token_text_view.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>

namespace deepscope {

ConversationFinder::ConversationFinder(ConversationScroll &scroll, QObject *parent) : QObject(parent), m_scroll(scroll)
{
    m_reveal.setSingleShot(true);
    m_reveal.setInterval(0);
    connect(&m_reveal, &QTimer::timeout, this, &ConversationFinder::reveal);
}

void ConversationFinder::setPassages(std::vector<Passage> passages)
{
    const bool grows = passages.size() >= m_passages.size() &&
                       std::ranges::equal(m_passages, std::span(passages).first(m_passages.size()), {}, &Passage::text,
                                          &Passage::text);
    const size_t known = grows ? m_passages.size() : 0;
    m_passages = std::move(passages);
    if (!grows)
        m_match = -1;
    for (size_t i = known; i < m_passages.size(); ++i) {
        m_passages[i].text->find(m_words);
        connect(m_passages[i].text, &TokenTextView::foundChanged, this, &ConversationFinder::changed);
    }
    emit changed();
}

int ConversationFinder::count() const
{
    return std::transform_reduce(m_passages.begin(), m_passages.end(), 0, std::plus(),
                                 [](const Passage &passage) { return passage.text->found(); });
}

int ConversationFinder::place() const
{
    if (m_match < 0)
        return 0;
    const auto present = m_passages.begin() + static_cast<long>(m_passage);
    return std::transform_reduce(m_passages.begin(), present, 0, std::plus(),
                                 [](const Passage &passage) { return passage.text->found(); }) +
           std::min(m_match + 1, present->text->found());
}

// The first of which something lies below the upper edge of what is seen.
size_t ConversationFinder::firstInView() const
{
    const auto seen = std::ranges::find_if(m_passages, [this](const Passage &passage) {
        const QWidget &text = *passage.text;
        return text.isVisible() && text.mapTo(m_scroll.viewport(), QPoint(0, text.height())).y() > 0;
    });
    return seen == m_passages.end() ? 0 : static_cast<size_t>(seen - m_passages.begin());
}

void ConversationFinder::find(const QString &words)
{
    const size_t from = m_match < 0 ? firstInView() : m_passage;
    if (m_match >= 0)
        m_passages[m_passage].text->setCurrentFound(-1);
    m_match = -1;
    m_words = words;
    for (const Passage &passage : m_passages)
        passage.text->find(words);
    // The nearest from there on, else from the beginning.
    for (size_t i = 0; i < m_passages.size() && !words.isEmpty(); ++i)
        if (const size_t passage = (from + i) % m_passages.size(); m_passages[passage].text->found() > 0)
            return goTo(passage, 0);
    emit changed();
}

void ConversationFinder::step(int by)
{
    const int all = count();
    if (all == 0)
        return;
    const int here = place();
    int target = here == 0 ? (by > 0 ? 0 : all - 1) : (here - 1 + by + all) % all;
    for (size_t i = 0; i < m_passages.size(); ++i) {
        const int found = m_passages[i].text->found();
        if (target < found)
            return goTo(i, target);
        target -= found;
    }
}

void ConversationFinder::goTo(size_t passage, int match)
{
    if (m_match >= 0)
        m_passages[m_passage].text->setCurrentFound(-1);
    m_passage = passage;
    m_match = match;
    const Passage &present = m_passages[passage];
    if (present.fold && !present.fold->isOpen())
        present.fold->setOpen(true);
    present.text->setCurrentFound(match);
    emit revealing();
    m_reveal.start();
    emit changed();
}

void ConversationFinder::reveal()
{
    if (m_match < 0 || m_match >= m_passages[m_passage].text->found())
        return;
    const TokenTextView &text = *m_passages[m_passage].text;
    m_scroll.reveal(text, text.foundRect(m_match).translated(text.viewport()->pos()));
}

} // namespace deepscope
