// The banner over the views of the experts while some are altered: what is, what that does to the shown text, and the
// ways on: answer again with it, keep the list, take it all back. Of a run that was made with altered experts it says
// so: what is altered now is compared with that.
#pragma once

#include "models/expert_trials.h"
#include "models/selection.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace deepscope {

class ElidedLabel;

class AlterationBar : public QWidget {
    Q_OBJECT

public:
    AlterationBar(const RunStore &store, const Selection &selection, ExpertTrials &trials, QWidget *parent = nullptr);

    QString words() const; // all that it says, for tests and for people who cannot see it
    // Why the question cannot be answered again, in one sentence; empty = it can.
    void setReasonAgainstAnswer(const QString &reason);

signals:
    void answerWanted(); // the question of the shown run once more, with these experts
    void saveWanted();
    void loadWanted();

private:
    void refresh();
    void fillPlaces();

    const RunStore &m_store;
    const Selection &m_selection;
    ExpertTrials &m_trials;
    QString m_reasonAgainstAnswer;
    ElidedLabel *m_what, *m_beside, *m_effect;
    QToolButton *m_answer, *m_places, *m_list, *m_reset;
};

} // namespace deepscope
