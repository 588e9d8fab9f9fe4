#include "memory_plan_view.h"

#include "models/cache_statistics.h"
#include "models/engine_sentences.h"
#include "models/open_options.h"
#include "models/open_plan.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "plan_rows.h"
#include "use_rows.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace deepscope {

namespace {

// As it is reserved now, or would be.
MemoryPlan planned(const LoadedModel &model, uint32_t context)
{
    if (context == model.memory.context)
        return model.memory;
    return planForSequences(planForContext(model.memory, context), MostAnswers, model.device);
}

} // namespace

MemoryPlanView::MemoryPlanView(const RunStore &store, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_context(new QSpinBox), m_use(new QPushButton(tr("&Use This Context"))),
      m_verdict(new QLabel), m_bars(new BarList)
{
    m_context->setRange(1, 10'000'000);
    m_context->setGroupSeparatorShown(true);
    m_context->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_context->setSuffix(tr(" tokens"));
    m_context->setAccessibleName(tr("Context length to plan for"));
    m_context->setToolTip(tr("Tokens that the cache would hold"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    m_bars->setAccessibleName(tr("Memory for this context"));

    auto *label = new QLabel(tr("&Context"));
    label->setBuddy(m_context);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(2 * Step, 2 * Step, 2 * Step, 0);
    line->addWidget(label);
    line->addWidget(m_context);
    line->addStretch();
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Step);
    layout->addLayout(line);
    layout->addWidget(m_verdict);
    auto *use = new QHBoxLayout; // on a line of its own: a narrow panel has no room beside the box
    use->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    use->addWidget(m_use);
    use->addStretch();
    layout->addLayout(use);
    layout->addWidget(m_bars);
    layout->addStretch();
    setFocusPolicy(Qt::TabFocus); // the keys scroll it
    setContent(page);

    connect(m_context, &QSpinBox::valueChanged, this, &MemoryPlanView::refresh);
    connect(m_use, &QPushButton::clicked, this, [this] { emit contextWanted(uint32_t(m_context->value())); });
    connect(&store, &RunStore::modelChanged, this, &MemoryPlanView::showModel);
    connect(&store, &RunStore::currentRunChanged, this, [this] {
        if (!m_store.model()) // else a person's plan stays, whatever is looked at
            showModel();
    });
    showModel();
}

QString MemoryPlanView::verdict() const { return m_verdict->text(); }

const LoadedModel *MemoryPlanView::plannedModel() const
{
    return m_store.model() ? m_store.model() : m_store.shownModel();
}

void MemoryPlanView::showModel()
{
    if (const LoadedModel *model = plannedModel())
        m_context->setValue(int(model->memory.context));
    refresh();
}

void MemoryPlanView::refresh()
{
    const LoadedModel *model = plannedModel();
    if (!model)
        return m_use->setEnabled(false);
    const Palette color = Palette::of(palette());
    const MemoryPlan plan = planned(*model, uint32_t(m_context->value()));
    showVerdict(*model, plan);
    const QString reason = reasonAgainstUsing(plan);
    m_use->setEnabled(reason.isEmpty());
    m_use->setToolTip(reason.isEmpty() ? tr("Loads the model again with this context") : reason);

    std::vector<BarRow> rows = planRows(plan, color);
    rows[2].words += tr(", as it is now");
    rows.insert(rows.begin(),
                {tr("%1, %2 cache").arg(QString::fromStdString(model->info.name), cacheTypeTitle(plan.cacheType))});
    rows.push_back({tr("The cache's numbers alone, with other attention")});
    double greatest = double(plan.totalBytes());
    for (BarRow &row : shapeRows(model->info, plan, plan.context, color)) {
        greatest = std::max(greatest, row.segments.front().value);
        rows.push_back(std::move(row));
    }
    m_bars->setRows(std::move(rows), greatest);
}

QString MemoryPlanView::reasonAgainstUsing(const MemoryPlan &plan) const
{
    const LoadedModel *inUse = m_store.model();
    if (!inUse)
        return tr("The model of this run is not loaded");
    if (plan.context == inUse->memory.context)
        return tr("This context is in use");
    if (inUse->info.contextLength > 0 && plan.context > inUse->info.contextLength)
        return tr("The model was made for fewer tokens");
    return fits(plan, inUse->device) ? QString() : tr("It does not fit");
}

void MemoryPlanView::showVerdict(const LoadedModel &model, const MemoryPlan &plan)
{
    const uint64_t budget = model.device.deviceLocalBudget();
    const bool fitting = budget == 0 || fits(plan, model.device);
    QString text;
    if (budget == 0)
        text = tr("The device of this run does not say how much memory it has.");
    else if (fitting)
        text = tr("Fits: %1 of %2 on %3.")
                   .arg(formatBytes(plan.totalBytes()), formatBytes(budget), QString::fromStdString(model.device.name));
    else
        text = misfitSentence(plan, model.device, longestContext(model.memory, model.device));
    const uint32_t most = std::min(model.info.contextLength, longestContext(model.memory, model.device));
    if (budget > 0 && plan.context == model.memory.context && plan.context < most)
        text += " " + tr("Up to %1 would fit.").arg(formatPlural(most, Noun::Token));
    if (model.info.contextLength > 0 && plan.context > model.info.contextLength)
        text += " " + tr("The model was trained for %1.").arg(formatPlural(model.info.contextLength, Noun::Token));
    if (const std::string finer = finerLayersSentence(plan); !finer.empty())
        text += " " + engineSentence(finer);
    m_verdict->setText(text);
    QPalette changed = palette();
    changed.setColor(QPalette::WindowText, Palette::of(palette())(fitting ? Role::Text : Role::Error));
    m_verdict->setPalette(changed);
    QPalette field = palette();
    field.setColor(QPalette::Base, Palette::of(palette())(Role::Raised)); // a field, not words
    m_context->setPalette(field);
}

void MemoryPlanView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
