#include "plan_boxes.h"

#include "models/open_plan.h"
#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>

namespace deepscope {

namespace {

constexpr int LongestContext = 10'000'000;
constexpr int MostSequences = 64; // what the engine is measured with

} // namespace

PlanBoxes::PlanBoxes(QWidget *parent)
    : QWidget(parent), m_context(new QSpinBox), m_cache(new QComboBox), m_sequences(new QSpinBox)
{
    m_context->setRange(1, LongestContext);
    m_context->setGroupSeparatorShown(true);
    m_context->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_context->setSuffix(tr(" tokens"));
    m_context->setAccessibleName(tr("Context length to plan for"));
    m_context->setToolTip(tr("Tokens that the cache would hold"));
    for (const CacheType type : AllCacheTypes) {
        m_cache->addItem(cacheTypeTitle(type), int(type));
        m_cache->setItemData(m_cache->count() - 1, cacheTypeWords(type), Qt::ToolTipRole);
    }
    m_cache->setAccessibleName(tr("Number format of the cache to plan for"));
    m_cache->view()->setAccessibleName(m_cache->accessibleName());
    m_sequences->setRange(0, MostSequences);
    m_sequences->setSpecialValueText(tr("Automatic"));
    m_sequences->setAccessibleName(tr("Answers at once to plan for"));
    m_sequences->setToolTip(tr("For so many contexts of that length the cache would have room. Automatic: for as many "
                               "as the device takes, at most %1, as when a model is opened.")
                                .arg(MostAnswers));

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * Step);
    form->setVerticalSpacing(Step);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("&Context"), m_context);
    form->addRow(tr("C&ache"), m_cache);
    form->addRow(tr("A&nswers at once"), m_sequences);
    applyColors();

    connect(m_context, &QSpinBox::valueChanged, this, &PlanBoxes::changed);
    connect(m_cache, &QComboBox::currentIndexChanged, this, &PlanBoxes::changed);
    connect(m_sequences, &QSpinBox::valueChanged, this, &PlanBoxes::changed);
}

void PlanBoxes::setModel(const PlannedModel &model)
{
    const auto *items = qobject_cast<QStandardItemModel *>(m_cache->model());
    for (int i = 0; items && i < m_cache->count(); ++i)
        items->item(i)->setEnabled(model.of(CacheType(m_cache->itemData(i).toInt())));
}

PlanWish PlanBoxes::wish() const
{
    return {uint32_t(m_context->value()), CacheType(m_cache->currentData().toInt()), uint32_t(m_sequences->value())};
}

void PlanBoxes::setWish(const PlanWish &wish)
{
    const QSignalBlocker quietContext(m_context), quietCache(m_cache), quietSequences(m_sequences);
    m_context->setValue(int(std::min<uint32_t>(wish.context, LongestContext)));
    m_cache->setCurrentIndex(m_cache->findData(int(wish.cacheType)));
    m_sequences->setValue(int(wish.sequences));
}

void PlanBoxes::applyColors()
{
    QPalette field = palette();
    field.setColor(QPalette::Base, Palette::of(palette())(Role::Raised)); // a field, not words
    m_context->setPalette(field);
    m_sequences->setPalette(field);
}

void PlanBoxes::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

} // namespace deepscope
