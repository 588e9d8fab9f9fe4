// MemoryPlanView: its page, and what the parts of it show.
#include "context_curve.h"
#include "memory_plan_view.h"
#include "models/cache_statistics.h"
#include "models/engine_sentences.h"
#include "models/memory_names.h"
#include "models/open_plan.h"
#include "models/plan_change.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "plan_boxes.h"
#include "plan_device_rows.h"
#include "plan_rows.h"
#include "use_rows.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace deepscope {

QWidget *MemoryPlanView::makePage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 2 * Step, 0, 0);
    layout->setSpacing(Step);
    const auto line = [&](std::initializer_list<QWidget *> parts) {
        auto *row = new QHBoxLayout; // few on a line: a narrow panel has no room for more
        row->setContentsMargins(2 * Step, 0, 2 * Step, 0);
        for (QWidget *part : parts)
            row->addWidget(part);
        row->addStretch();
        layout->addLayout(row);
    };
    layout->addWidget(m_subject);
    line({m_another, m_back});
    line({m_boxes});
    for (QLabel *label : {m_verdict, m_change}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText); // names come from files
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setContentsMargins(2 * Step, 0, 2 * Step, 0);
        layout->addWidget(label);
    }
    line({m_use});
    for (QWidget *part : std::initializer_list<QWidget *>{m_bars, m_curve, m_deviceList, m_shapes, m_formulas})
        layout->addWidget(part);
    layout->addStretch();
    return page;
}

void MemoryPlanView::refresh()
{
    const LoadedModel *model = loaded();
    m_back->setVisible(isOfFile() && m_store.shownModel());
    m_subject->setText(isOfFile()        ? tr("File: %1").arg(QFileInfo(m_file).fileName())
                       : m_store.model() ? tr("The model in use")
                                         : tr("The model of the run that is looked at"),
                       true);
    m_subject->setDetails(isOfFile() ? QDir::toNativeSeparators(m_file) : QString());
    if (!m_model || (!isOfFile() && !model))
        return showNothing(m_reason.isEmpty() && isOfFile() ? tr("Reading the header of the file…") : m_reason);
    const std::optional<DeviceInfo> found = device();
    const DeviceInfo *on = found ? &*found : nullptr;
    const MemoryPlan plan = planned(on);
    m_boxes->setEnabled(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_bars, m_curve, m_deviceList, m_shapes, m_formulas})
        part->setVisible(true);
    showVerdict(plan, on);
    showUse(plan, on);
    showBars(plan);
    showCurve(plan.sequences);
    showDevices();
}

void MemoryPlanView::showNothing(const QString &sentence)
{
    m_boxes->setEnabled(false);
    m_use->setEnabled(false);
    m_use->setText(isOfFile() ? tr("Open with &These") : tr("&Use This Context"));
    m_use->setToolTip(sentence);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_bars, m_curve, m_deviceList, m_shapes, m_formulas, m_change})
        part->setVisible(false);
    m_change->clear();
    m_verdict->setText(sentence);
    QPalette changed = palette();
    changed.setColor(QPalette::WindowText, Palette::of(palette())(m_reason.isEmpty() ? Role::QuietText : Role::Error));
    m_verdict->setPalette(changed);
}

void MemoryPlanView::showUse(const MemoryPlan &plan, const DeviceInfo *on)
{
    const QString reason = reasonAgainstUsing(plan, on);
    m_use->setText(isOfFile()                            ? tr("Open with &These")
                   : isOnlyContext() || !m_store.model() ? tr("&Use This Context")
                                                         : tr("Reload with &These"));
    m_use->setEnabled(reason.isEmpty());
    if (!reason.isEmpty())
        m_use->setToolTip(reason);
    else if (isOnlyContext())
        m_use->setToolTip(tr("Loads the model again with this context"));
    else
        m_use->setToolTip(tr("Opens the model with this context, cache and device; room for %1 answers at once is "
                             "taken where it fits")
                              .arg(MostAnswers));
}

void MemoryPlanView::showVerdict(const MemoryPlan &plan, const DeviceInfo *on)
{
    const MemoryPlan &known = *m_model->of(plan.cacheType);
    const uint32_t made = m_model->info().contextLength;
    const uint64_t budget = on ? on->deviceLocalBudget() : 0;
    const bool fitting = budget == 0 || fits(plan, *on);
    const uint32_t longest = budget > 0 ? longestContext(known, *on, m_boxes->wish().atLeast()) : 0;
    QString text;
    if (!on)
        text = tr("There is no usable Vulkan device. It would need %1.").arg(formatBytes(plan.totalBytes()));
    else if (budget == 0)
        text = tr("The device of this run does not say how much memory it has.");
    else if (fitting)
        text = tr("Fits: %1 of %2 on %3.")
                   .arg(formatBytes(plan.totalBytes()), formatBytes(budget), QString::fromStdString(on->name));
    else
        text = misfitSentence(plan, *on, longest);
    if (const QString shared = budget > 0 ? sharedMemorySentence(*on) : QString(); !shared.isEmpty())
        text += " " + shared;
    const uint32_t most = std::min(made, longest);
    if (fitting && loaded() && plan.context == loaded()->memory.context && plan.context < most)
        text += " " + tr("Up to %1 would fit.").arg(formatPlural(most, Noun::Token));
    if (made > 0 && plan.context > made)
        text += " " + tr("The model was trained for %1.").arg(formatPlural(made, Noun::Token));
    if (const std::string finer = finerLayersSentence(plan); !finer.empty())
        text += " " + engineSentence(finer);
    m_verdict->setText(text);
    m_change->setText(fitting ? QString() : changeSentence(*m_model, m_boxes->wish(), *on, devices()));
    m_change->setVisible(!m_change->text().isEmpty());
    QPalette changed = palette();
    changed.setColor(QPalette::WindowText, Palette::of(palette())(fitting ? Role::Text : Role::Error));
    m_verdict->setPalette(changed);
}

void MemoryPlanView::showBars(const MemoryPlan &plan)
{
    const Palette color = Palette::of(palette());
    std::vector<BarRow> rows = planRows(plan, color);
    if (!isOfFile())
        rows[2].words += tr(", as it is now");
    rows.insert(rows.begin(),
                {tr("%1, %2 cache").arg(QString::fromStdString(m_model->info().name), cacheTypeTitle(plan.cacheType))});
    m_bars->setRows(std::move(rows), double(plan.totalBytes()));

    const QString length = formatPlural(plan.context, Noun::Token);
    std::vector<BarRow> shapes{{tr("With other attention"), {}, length, {}, 0, true}};
    double greatest = 0;
    for (BarRow &row : shapeRows(m_model->info(), plan, plan.context, color, true)) {
        greatest = std::max(greatest, row.segments.front().value);
        shapes.push_back(std::move(row));
    }
    m_shapes->setRows(std::move(shapes), greatest);
    m_formulas->setText(tr("Numbers a token, and in the whole context:") + u'\n' +
                        cacheFormulas(m_model->info(), plan, plan.context).join(u'\n'));
}

void MemoryPlanView::showCurve(uint32_t sequences)
{
    const PlanWish wish = m_boxes->wish();
    const std::optional<DeviceInfo> on = device();
    const auto there = [&](const MemoryPlan &plan) { return on ? planForDevice(plan, *on) : plan; };
    ContextPicture picture{{there(*m_model->of(wish.cacheType))}, {}, sequences};
    for (const CacheType type : AllCacheTypes)
        if (const MemoryPlan *other = m_model->of(type); other && type != wish.cacheType)
            picture.plans.push_back(there(*other));
    picture.end = std::max(m_model->info().contextLength, wish.context);
    picture.chosen = wish.context;
    for (const DeviceInfo &one : devices().devices)
        if (one.usable())
            picture.budgets.push_back(
                {QString::fromStdString(one.name), one.deviceLocalBudget(), on && isSameDevice(one, *on)});
    m_curve->setPicture(std::move(picture));
    m_pointed.clear();
    emit pointedChanged();
}

void MemoryPlanView::showDevices()
{
    const Palette color = Palette::of(palette());
    const std::optional<DeviceInfo> on = device();
    std::vector<BarRow> rows{{tr("Largest context on each device")}};
    m_listed.clear();
    int chosen = -1;
    for (const DeviceInfo &one : devices().devices) {
        if (!one.usable())
            continue;
        if (on && isSameDevice(one, *on))
            chosen = int(rows.size());
        rows.push_back(planDeviceRow(*m_model, m_boxes->wish(), one, m_model->plan(m_boxes->wish(), &one), color));
        m_listed.push_back(one);
    }
    m_deviceList->setRows(std::move(rows), 1);
    m_deviceList->setFocusedRow(chosen);
}

} // namespace deepscope
