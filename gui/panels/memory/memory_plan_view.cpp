#include "memory_plan_view.h"

#include "context_curve.h"
#include "models/open_plan.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/quiet_label.h"
#include "plan_boxes.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace deepscope {

MemoryPlanView::MemoryPlanView(const RunStore &store, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_boxes(new PlanBoxes), m_subject(new ElidedLabel),
      m_another(new QPushButton(tr("Another F&ile…"))), m_back(new QPushButton(tr("&Back to the Model in Use"))),
      m_use(new QPushButton), m_verdict(new QLabel), m_change(new QLabel), m_formulas(QuietLabel::paragraph()),
      m_bars(new BarList), m_curve(new ContextCurve), m_deviceList(new BarList), m_shapes(new BarList)
{
    m_another->setToolTip(tr("Plans a model by the header of its file, without loading it; or drop the file here"));
    m_bars->setAccessibleName(tr("Memory for this context"));
    m_deviceList->setAccessibleName(tr("Devices, with the largest context on each"));
    m_deviceList->setClickable(true);
    m_shapes->setAccessibleName(tr("The cache with other attention"));
    m_formulas->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::TabFocus); // the keys scroll it
    setContent(makePage());
    connectParts();
    showModel();
}

void MemoryPlanView::connectParts()
{
    connect(m_boxes, &PlanBoxes::changed, this, &MemoryPlanView::refresh);
    connect(m_another, &QPushButton::clicked, this, &MemoryPlanView::fileWanted);
    connect(m_back, &QPushButton::clicked, this, &MemoryPlanView::showModel);
    connect(m_use, &QPushButton::clicked, this, &MemoryPlanView::use);
    connect(m_curve, &ContextCurve::contextChosen, this,
            [this](uint32_t tokens) { contextBox()->setValue(int(tokens)); });
    connect(m_curve, &ContextCurve::pointedAt, this, [this](const QString &words) {
        m_pointed = words;
        emit pointedChanged();
    });
    connect(m_deviceList, &BarList::hovered, m_deviceList, &BarList::setHoveredRow);
    connect(m_deviceList, &BarList::clicked, this, [this](int row) {
        if (row < 1) // the heading
            return;
        m_chosen = m_listed[size_t(row - 1)];
        refresh();
    });
    connect(&m_store, &RunStore::modelChanged, this, &MemoryPlanView::modelChanged);
    connect(&m_store, &RunStore::currentRunChanged, this, [this] {
        if (!m_store.model() && !isOfFile()) // else a person's plan stays, whatever is looked at
            showModel();
    });
}

QSpinBox *MemoryPlanView::contextBox() const { return m_boxes->contextBox(); }
QString MemoryPlanView::verdict() const { return m_verdict->text(); }
QString MemoryPlanView::change() const { return m_change->text(); }
QString MemoryPlanView::subject() const { return m_subject->text(); }
QString MemoryPlanView::formulas() const { return m_formulas->text(); }

const LoadedModel *MemoryPlanView::loaded() const
{
    if (isOfFile())
        return nullptr;
    return m_store.model() ? m_store.model() : m_store.shownModel();
}

QString MemoryPlanView::path() const
{
    const LoadedModel *model = loaded();
    return model ? QString::fromStdString(model->info.path) : m_file;
}

// What is known of the model's own device counts: its budget is what there is for this model alone.
DeviceList MemoryPlanView::devices() const
{
    DeviceList all = m_devices;
    const LoadedModel *model = loaded();
    if (!model)
        return all;
    const auto own =
        std::ranges::find_if(all.devices, [&](const DeviceInfo &one) { return isSameDevice(one, model->device); });
    if (own == all.devices.end())
        all.devices.insert(all.devices.begin(), model->device);
    else
        *own = model->device;
    return all;
}

std::optional<DeviceInfo> MemoryPlanView::device() const
{
    if (m_chosen)
        return m_chosen;
    if (const LoadedModel *model = loaded())
        return model->device;
    const DeviceInfo *best = chooseDevice(m_devices, {});
    return best ? std::optional(*best) : std::nullopt;
}

bool MemoryPlanView::isOnlyContext() const
{
    const LoadedModel *model = loaded();
    return model && (!m_chosen || isSameDevice(*m_chosen, model->device)) &&
           m_boxes->wish().cacheType == model->memory.cacheType;
}

// As it is reserved now, or would be.
MemoryPlan MemoryPlanView::planned(const DeviceInfo *on) const
{
    const PlanWish wish = m_boxes->wish();
    if (isOnlyContext() && wish.context == loaded()->memory.context && wish.sequences == 0)
        return loaded()->memory;
    return m_model->plan(wish, on);
}

void MemoryPlanView::modelChanged()
{
    const bool opened = m_store.model() && m_file == QString::fromStdString(m_store.model()->info.path);
    if (!isOfFile() || opened)
        return showModel();
    m_asked.clear(); // another model may have left more of the devices, or less
    askForHeader();
    refresh();
}

void MemoryPlanView::showModel()
{
    m_file.clear();
    m_reason.clear();
    m_chosen.reset();
    m_model.reset();
    m_asked.clear();
    if (const LoadedModel *model = loaded()) {
        m_model.emplace(*model);
        m_boxes->setModel(*m_model);
        m_boxes->setWish({model->memory.context, model->memory.cacheType, 0});
    }
    askForHeader();
    refresh();
    emit subjectChanged();
}

void MemoryPlanView::showFile(const QString &path)
{
    m_file = path;
    m_reason.clear();
    m_chosen.reset();
    m_model.reset();
    m_asked = path; // seen or not: a person has asked for it
    emit readingWanted(path);
    refresh();
    emit subjectChanged();
}

// When it is seen: listing devices and reading a header take time that nobody else should pay.
void MemoryPlanView::askForHeader()
{
    if (!isVisible() || path().isEmpty() || m_asked == path())
        return;
    m_asked = path();
    emit readingWanted(m_asked);
}

void MemoryPlanView::setReading(const PlanReading &reading)
{
    if (reading.path != path())
        return;
    m_devices = reading.devices;
    for (const DeviceInfo &one : m_devices.devices)
        if (m_chosen && isSameDevice(one, *m_chosen))
            m_chosen = one; // it may have more now, or less
    if (!isOfFile() && m_model && reading.model)
        m_model->learn(*reading.model);
    if (isOfFile() && reading.model && !m_model)
        beginFile(*reading.model);
    else if (isOfFile())
        m_model = reading.model;
    m_reason = isOfFile() ? reading.reason : QString();
    if (m_model)
        m_boxes->setModel(*m_model);
    refresh();
}

// With what it would be opened, if nobody chose anything.
void MemoryPlanView::beginFile(const PlannedModel &model)
{
    m_model = model;
    const MemoryPlan &whole = *model.of(CacheType::F16);
    const std::optional<DeviceInfo> on = device();
    const uint32_t automatic = on ? automaticContext(whole, *on) : 0;
    m_boxes->setWish({automatic > 0 ? automatic : whole.context, CacheType::F16, 0});
}

void MemoryPlanView::use()
{
    const PlanWish wish = m_boxes->wish();
    if (isOnlyContext())
        return emit contextWanted(wish.context);
    const bool other = m_chosen && !(loaded() && isSameDevice(*m_chosen, loaded()->device));
    emit openWanted(path(), {other ? deviceKey(*m_chosen, m_devices) : QString(), wish.context, wish.cacheType});
}

QString MemoryPlanView::reasonAgainstUsing(const MemoryPlan &plan, const DeviceInfo *on) const
{
    if (!isOfFile() && !m_store.model())
        return tr("The model of this run is not loaded");
    if (isOnlyContext() && plan.context == loaded()->memory.context)
        return tr("This context is in use");
    if (m_model->info().contextLength > 0 && plan.context > m_model->info().contextLength)
        return tr("The model was made for fewer tokens");
    return on && fits(plan, *on) ? QString() : tr("It does not fit");
}

void MemoryPlanView::showEvent(QShowEvent *event)
{
    PanelScroll::showEvent(event);
    askForHeader();
}

void MemoryPlanView::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
