#include "app/learning_status.h"

#include "paint/number_format.h"

#include <QLabel>
#include <QStatusBar>

namespace deepscope {

LearningStatus::LearningStatus(const LabHistory &history, QStatusBar *bar)
    : QObject(bar), m_history(history), m_label(new QLabel)
{
    m_label->setObjectName(QStringLiteral("learningStatus"));
    m_label->setAccessibleName(tr("Learning"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setContentsMargins(8, 0, 8, 0);
    bar->addPermanentWidget(m_label);
    connect(&history, &LabHistory::stateChanged, this, &LearningStatus::update);
    connect(&history, &LabHistory::stepsChanged, this, &LearningStatus::update);
    update();
}

void LearningStatus::update()
{
    m_label->setVisible(m_history.isRunning());
    if (!m_history.isRunning())
        return m_label->clear();
    const bool paused = m_history.state().kind == LabState::Kind::Paused;
    if (m_history.steps().empty())
        m_label->setText(tr("Learning: getting ready"));
    else
        m_label->setText((paused ? tr("Learning: paused at step %1, %2 right") : tr("Learning: step %1, %2 right"))
                             .arg(m_history.lastStep())
                             .arg(formatShare(m_history.steps().back().match)));
}

} // namespace deepscope
