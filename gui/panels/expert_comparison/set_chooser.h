// One line that says which tokens a set has: where in a run, of which run, and which of those.
#pragma once

#include "models/selection.h"
#include "models/token_set.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace deepscope {

class SetChooser : public QWidget {
    Q_OBJECT

public:
    // `name` is "A" or "B".
    SetChooser(const QString &name, const RunStore &store, const Selection &selection, QWidget *parent = nullptr);

    const TokenSetRule &rule() const { return m_rule; }
    void setRule(const TokenSetRule &rule);

    QComboBox *whereBox() const { return m_where; }
    QComboBox *runBox() const { return m_run; }
    QComboBox *whichBox() const { return m_which; }
    QLineEdit *wordsLine() const { return m_words; } // hidden unless the person's own words are chosen

signals:
    void changed();

private:
    QComboBox *makeBox(const QString &name, const QString &toolTip);
    void fillRuns();
    void fillLabels();
    int whichOf(const TokenSetRule &rule) const; // place in its box
    void showRule(const TokenSetRule &rule);
    void read();
    void takeRange();

    const RunStore &m_store;
    const Selection &m_selection;
    TokenSetRule m_rule;
    QComboBox *m_where, *m_run, *m_which;
    QLineEdit *m_words;
};

} // namespace deepscope
