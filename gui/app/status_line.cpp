#include "app/status_line.h"

#include "models/open_plan.h"
#include "paint/number_format.h"

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
    for (int token = run.size() - 1; token >= 0 && tokens < SpeedTokens; --token, ++tokens) {
        if (run.phase(token) == Phase::Prompt)
            break;
        microseconds += run.microseconds(token);
    }
    return microseconds > 0 ? tokens * 1e6 / microseconds : 0;
}

StatusLine::StatusLine(const RunStore &store, QStatusBar *bar)
    : QObject(bar), m_store(store), m_device(addLabel(bar, tr("Device"))), m_context(addLabel(bar, tr("Context"))),
      m_activity(addLabel(bar, tr("State"))), m_speed(addLabel(bar, tr("Speed")))
{
    connect(&store, &RunStore::modelChanged, this, &StatusLine::update);
    connect(&store, &RunStore::currentRunChanged, this, &StatusLine::update);
    connect(&store, &RunStore::appended, this, &StatusLine::update);
    connect(&store, &RunStore::runFinished, this, &StatusLine::update);
    connect(&store, &RunStore::activityChanged, this, &StatusLine::update);
    update();
}

void StatusLine::update()
{
    const LoadedModel *model = m_store.shownModel();
    const Run *run = m_store.current();
    m_device->setText(model ? QString::fromStdString(model->device.name) : tr("No device"));
    // A speed is of tokens that are being made; what a finished run took stands in the list of runs.
    const double speed = run && run->state() == RunState::Working ? recentSpeed(*run) : 0;
    m_speed->setText(speed > 0 ? formatRate(speed) : QString());
    const auto count = [](int64_t number) { return formatExactCount(static_cast<uint64_t>(number)); };
    m_context->setText(model ? tr("Context %1 of %2, %3 cache")
                                   .arg(count(run ? run->size() : 0), count(model->memory.context),
                                        cacheTypeTitle(model->memory.cacheType))
                             : QString());
    const Activity &activity = m_store.activity();
    QString doing = activity.doing.isEmpty() ? tr("Idle") : activity.doing;
    if (activity.fraction >= 0)
        doing += QStringLiteral(" %1").arg(formatShare(activity.fraction));
    m_activity->setText(doing);
    for (QLabel *label : {m_speed, m_context})
        label->setVisible(!label->text().isEmpty());
}

} // namespace deepscope
