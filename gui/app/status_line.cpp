#include "app/status_line.h"

#include "app/workbench.h"
#include "models/open_plan.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"

#include <QLabel>
#include <QStatusBar>

namespace deepscope {

namespace {

constexpr int SpeedTokens = 32; // long enough to be steady, short enough to follow

QLabel *addLabel(QStatusBar *bar, const QString &name)
{
    auto *label = new QLabel;
    label->setAccessibleName(name);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(label);
    return label;
}

} // namespace

double recentSpeed(const Run &run)
{
    double microseconds = 0;
    int tokens = 0;
    for (int token = run.size() - 1; token >= 0 && tokens < SpeedTokens && !run.wasGiven(token); --token, ++tokens)
        microseconds += run.microseconds(token);
    return microseconds > 0 ? tokens * 1e6 / microseconds : 0;
}

StatusLine::StatusLine(const RunStore &store, QStatusBar *bar)
    : QObject(bar), m_store(store), m_model(new ElidedLabel), m_context(addLabel(bar, tr("Context"))),
      m_activity(addLabel(bar, tr("State"))), m_speed(addLabel(bar, tr("Speed")))
{
    bar->insertWidget(0, m_model, 1); // gives way to the others where the window is narrow
    connect(&store, &RunStore::modelChanged, this, &StatusLine::update);
    connect(&store, &RunStore::cacheUseChanged, this, &StatusLine::update);
    connect(&store, &RunStore::appended, this, &StatusLine::update);
    connect(&store, &RunStore::runFinished, this, &StatusLine::update);
    connect(&store, &RunStore::activityChanged, this, &StatusLine::update);
    update();
}

void StatusLine::update()
{
    const LoadedModel *model = m_store.model();
    showModel(model ? tr("%1 on %2")
                          .arg(Workbench::displayName(QString::fromStdString(model->info.path)),
                               isolated(QString::fromStdString(model->device.name)))
                    : tr("No model is loaded"));
    // A speed is of tokens that are being made, of all answers together; what a finished run took stands in the list of
    // runs.
    double speed = 0;
    for (const Run *working : m_store.working())
        speed += recentSpeed(*working);
    m_speed->setText(speed > 0 ? formatRate(speed) : QString());
    m_context->setText(model
                           ? tr("Context %1 of %2, %3 cache")
                                 .arg(formatExactCount(m_store.cacheUse().tokens),
                                      formatExactCount(model->memory.context), cacheTypeTitle(model->memory.cacheType))
                           : QString());
    const Activity &activity = m_store.activity();
    QString doing = activity.doing.isEmpty() ? tr("Idle") : activity.doing;
    if (activity.fraction >= 0)
        doing += QStringLiteral(" %1").arg(formatShare(activity.fraction));
    m_activity->setText(doing);
    for (QLabel *label : {m_speed, m_context})
        label->setVisible(!label->text().isEmpty());
}

// As wide as its words, and not wider.
void StatusLine::showModel(const QString &words)
{
    m_model->setText(words);
    m_model->setMaximumWidth(m_model->fontMetrics().horizontalAdvance(words) + 4 * Step + 1);
}

} // namespace deepscope
