// What was wrong, with the action after which it was noticed. Said at once, and counted.
#pragma once

#include <QString>
#include <QStringList>

namespace deepscope::soak {

class Complaints {
public:
    // While it lives, warnings of Qt and of the program are complaints too.
    Complaints();
    ~Complaints();

    void setAction(int number, const QString &name);
    void say(const QString &sentence);
    const QStringList &all() const { return m_all; }

private:
    QString m_action = "the start";
    QStringList m_all;
};

} // namespace deepscope::soak
