#include "app/messages.h"

namespace deepscope {

using About = UserProblem::About;

Messages::Messages(MessageBar &bar, Workbench &workbench, QObject *parent)
    : QObject(parent), m_bar(bar), m_workbench(workbench)
{
    connect(&bar, &MessageBar::dismissed, this, [this] {
        if (!m_messages.empty())
            m_messages.pop_back();
        refresh();
    });
    connect(&workbench, &Workbench::problemSettled, this, &Messages::settle);
    connect(&workbench, &Workbench::loadBegan, this, [this] {
        settle(About::Model); // it is tried again, or something else is
        goOn();
    });
    connect(&workbench.chats(), &Chats::shownChanged, this, &Messages::goOn);
    connect(&workbench.chats(), &Chats::turnAdded, this, &Messages::goOn);
}

void Messages::show(const UserProblem &problem, const Offer &offer)
{
    push({problem.about, problem.lasts, problem.sentence, offer});
}

void Messages::showNote(const QString &sentence, const Offer &offer) { push({std::nullopt, false, sentence, offer}); }

void Messages::dropNote() { settle(std::nullopt); }

// Without a model nothing can be asked, and why stays true until there is one.
bool Messages::holds(const Message &message) const
{
    return message.lasts || (message.about == About::Model && !m_workbench.store().model());
}

// What happened last is shown; of what it covers, only what holds comes back.
void Messages::push(Message message)
{
    std::erase_if(m_messages, [&](const Message &old) {
        return (old.about == message.about && message.lasts >= old.lasts) || !holds(old);
    });
    m_messages.push_back(std::move(message));
    refresh();
}

void Messages::settle(std::optional<About> about)
{
    std::erase_if(m_messages, [&](const Message &message) { return message.about == about; });
    refresh();
}

void Messages::goOn()
{
    std::erase_if(m_messages, [&](const Message &message) { return !holds(message); });
    refresh();
}

void Messages::refresh()
{
    if (m_messages.empty())
        m_bar.hide();
    else
        m_bar.showMessage(m_messages.back().sentence, m_messages.back().offer);
}

} // namespace deepscope
