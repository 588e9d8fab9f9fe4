#include "app/open_options_view.h"

#include "app/context_box.h"
#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/memory/plan_rows.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace deepscope {

namespace {

// Long names of devices must not widen the dialog: what is cut stands in the tool tip.
QComboBox *makeChoice(const QString &name)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(24);
    return box;
}

void addChoice(QComboBox *box, const QString &text, const QString &key)
{
    box->addItem(text, key);
    box->setItemData(box->count() - 1, text, Qt::ToolTipRole);
}

QString deviceText(const DeviceInfo &device)
{
    return QStringLiteral("%1 – %2, %3")
        .arg(QString::fromStdString(device.name), engineText(deviceTypeName(device.type)),
             formatBytes(device.deviceLocalBudget()));
}

} // namespace

OpenOptionsView::OpenOptionsView(QWidget *parent)
    : QWidget(parent), m_device(makeChoice(tr("Device"))), m_cache(makeChoice(tr("Number format of the KV cache"))),
      m_context(new ContextBox), m_newModels(new QCheckBox(tr("Device and cache also for &new models"))),
      m_bars(new BarList)
{
    m_device->setObjectName(QStringLiteral("openDevice"));
    m_cache->setObjectName(QStringLiteral("openCache"));
    m_newModels->setToolTip(tr("Models that were not opened yet begin with this device and this cache"));
    m_bars->setAccessibleName(tr("Memory that the model would take"));
    for (const CacheType type : AllCacheTypes)
        addChoice(m_cache, QStringLiteral("%1 – %2").arg(cacheTypeTitle(type), cacheTypeWords(type)),
                  QString::fromUtf8(cacheTypeName(type)));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4 * Step);
    row->addLayout(makeForm(), 1);
    row->addWidget(m_bars, 1, Qt::AlignTop);
    setDevices({});
    clearPlan();

    for (QComboBox *box : {m_device, m_cache})
        connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
            box->setToolTip(box->currentText());
            emit changed();
        });
    connect(m_context, &QSpinBox::valueChanged, this, &OpenOptionsView::changed);
}

QFormLayout *OpenOptionsView::makeForm()
{
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * Step);
    form->setVerticalSpacing(Step);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Device"), m_device);
    form->addRow(tr("Conte&xt"), m_context);
    form->addRow(tr("&Cache"), m_cache);
    form->addRow(QString(), m_newModels);
    return form;
}

void OpenOptionsView::setDevices(const DeviceList &devices)
{
    const QString wanted = options().device;
    const QSignalBlocker quiet(m_device);
    m_devices = devices;
    m_device->clear();
    const DeviceInfo *best = chooseDevice(devices, {});
    addChoice(m_device, best ? tr("Automatic: %1").arg(QString::fromStdString(best->name)) : tr("Automatic"), {});
    for (const DeviceInfo &device : devices.devices)
        if (device.usable())
            addChoice(m_device, deviceText(device), deviceKey(device, devices));
    selectDevice(wanted);
}

// One that is not there stays to be seen: the plan says that it is missing.
void OpenOptionsView::selectDevice(const QString &wanted)
{
    int place = m_device->findData(wanted);
    const DeviceInfo *meant = chooseDevice(m_devices, wanted.toStdString());
    if (place < 0 && meant)
        place = m_device->findData(deviceKey(*meant, m_devices));
    if (place < 0) {
        addChoice(m_device, m_devices.devices.empty() ? wanted : tr("%1 – not there").arg(wanted), wanted);
        place = m_device->count() - 1;
    }
    m_device->setCurrentIndex(place);
    m_device->setToolTip(m_device->currentText());
}

void OpenOptionsView::showModel(const OpenOptions &options, uint32_t context)
{
    const QSignalBlocker quietDevice(m_device), quietContext(m_context), quietCache(m_cache);
    selectDevice(options.device);
    m_context->setModelContext(context);
    m_context->setValue(int(options.context));
    m_cache->setCurrentIndex(m_cache->findData(QString::fromUtf8(cacheTypeName(options.cacheType))));
    m_cache->setToolTip(m_cache->currentText());
    clearPlan();
}

void OpenOptionsView::showPlan(const OpenPlan &plan)
{
    if (!plan.reason.isEmpty())
        return clearPlan();
    const QSignalBlocker quiet(m_context);
    m_context->setModelContext(plan.modelContext);
    m_context->setAutomatic(plan.automaticContext > 0 ? plan.automaticContext : plan.modelContext);
    m_plan = plan.memory;
    showBars();
}

void OpenOptionsView::clearPlan()
{
    m_plan.reset();
    showBars();
}

void OpenOptionsView::showBars()
{
    std::vector<BarRow> rows = planRows(m_plan.value_or(MemoryPlan()), Palette::of(palette()));
    if (!m_plan) // nothing is known, which is not the same as nothing
        for (BarRow &row : rows)
            row = {row.label, {BarSegment()}, QStringLiteral("–"), {}, 0, row.strong};
    m_bars->setRows(std::move(rows), m_plan ? double(m_plan->totalBytes()) : 1);
}

OpenOptions OpenOptionsView::options() const
{
    return {m_device->currentData().toString(), uint32_t(m_context->value()),
            cacheTypeFrom(m_cache->currentData().toString().toStdString()).value_or(CacheType::F16)};
}

bool OpenOptionsView::alsoForNewModels() const { return m_newModels->isChecked(); }

void OpenOptionsView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showBars();
}

} // namespace deepscope
