// What stands in the message bar, and for how long. A message about one try goes when the person goes on: asks the next
// question, opens something, looks at another chat. A problem that still holds stays, and comes back when what covered
// it has gone.
#pragma once

#include "app/message_bar.h"
#include "app/workbench.h"

#include <optional>
#include <vector>

namespace deepscope {

class Messages : public QObject {
    Q_OBJECT

public:
    // Both must outlive it.
    Messages(MessageBar &bar, Workbench &workbench, QObject *parent = nullptr);

    void show(const UserProblem &problem, const Offer &offer);
    void showNote(const QString &sentence, const Offer &offer); // no problem: something was done that can be undone
    void dropNote();

private:
    struct Message {
        std::optional<UserProblem::About> about; // none: a note
        bool lasts = false;
        QString sentence;
        Offer offer;
    };

    bool holds(const Message &message) const;
    void push(Message message);
    void settle(std::optional<UserProblem::About> about);
    void goOn();
    void refresh();

    MessageBar &m_bar;
    Workbench &m_workbench;
    std::vector<Message> m_messages; // the last is shown
};

} // namespace deepscope
