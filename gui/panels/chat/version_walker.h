// Leads from one version of a turn to the next: < 2 of 3 >. Not there where there is one alone.
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QLabel;
class QToolButton;

namespace deepscope {

class VersionWalker : public QWidget {
    Q_OBJECT

public:
    explicit VersionWalker(QWidget *parent = nullptr);

    // The runs that stand for the versions, and which of them is shown, from 0.
    void setVersions(const std::vector<uint32_t> &runs, int place);
    QToolButton *previousButton() const { return m_previous; }
    QToolButton *nextButton() const { return m_next; }
    QString words() const; // "2 of 3"

signals:
    void wanted(uint32_t run, bool next); // else the one before

private:
    void walk(int by);

    QToolButton *m_previous, *m_next;
    QLabel *m_words;
    std::vector<uint32_t> m_runs;
    int m_place = 0;
};

} // namespace deepscope
