// What several answers to one question agree on.
#pragma once

#include "run_store.h"

#include <QCoreApplication>
#include <QString>

namespace deepscope {

class Agreement {
    Q_DECLARE_TR_FUNCTIONS(deepscope::Agreement)

public:
    // The runs of one turn, oldest first.
    Agreement(const std::vector<uint32_t> &runs, const RunStore &store);

    // Answers that ended by themselves and are the same but for case and the blanks around them.
    struct Group {
        QString answer;             // as the first of them wrote it
        std::vector<uint32_t> runs; // oldest first
    };
    const std::vector<Group> &groups() const { return m_groups; } // the largest first; of equal size the older one
    int asked() const { return m_asked; }
    int ended() const { return m_ended; }     // whatever way
    int without() const { return m_without; } // of those: stopped, cut off, failed, or empty

    // The first answer of the largest group; where there is none the first run that has any answer, else the first.
    uint32_t counting() const { return m_counting; }

    // "5 of 8 are done: 3 say “42”, 2 say “43”"; in the end "6 of 8 say “42”, 2 say “43”"
    QString words() const;

private:
    QString wordsOf(const Group &group, bool first) const;

    std::vector<Group> m_groups;
    int m_asked = 0, m_ended = 0, m_without = 0;
    uint32_t m_counting = 0;
};

} // namespace deepscope
