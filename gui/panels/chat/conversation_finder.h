// Looks for words in all texts of the shown chat and goes from one place to the next, also while answers are written.
#pragma once

#include <QObject>
#include <QTimer>

#include <vector>

namespace deepscope {

class ConversationScroll;
class ThoughtSection;
class TokenTextView;

class ConversationFinder : public QObject {
    Q_OBJECT

public:
    // `scroll` shows the texts and must outlive it.
    explicit ConversationFinder(ConversationScroll &scroll, QObject *parent = nullptr);

    struct Passage {
        TokenTextView *text;
        ThoughtSection *fold; // to be opened where something stands in it; null = is always open
    };
    void setPassages(std::vector<Passage> passages); // in their order; those before may be gone
    void find(const QString &words);                 // goes to the nearest; empty: looks for nothing
    void step(int by);                               // from the last to the first and back

    int count() const;
    int place() const; // from 1; 0 = at none

signals:
    void changed();   // count or place
    void revealing(); // it goes to a place

private:
    void goTo(size_t passage, int match);
    void reveal();
    size_t firstInView() const;

    ConversationScroll &m_scroll;
    std::vector<Passage> m_passages;
    QString m_words;
    size_t m_passage = 0; // of the present match
    int m_match = -1;     // in it; -1: none
    QTimer m_reveal;      // when what has been opened is laid out
};

} // namespace deepscope
