#include "fact_grid.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QEvent>
#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>

namespace deepscope {

FactGrid::FactGrid(QWidget *parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    m_layout->setHorizontalSpacing(3 * Step);
    m_layout->setVerticalSpacing(Step / 2);
    m_layout->setColumnStretch(1, 1);
}

void FactGrid::addRow()
{
    auto *name = new QLabel, *value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    name->setBuddy(value);
    const int row = int(m_rows.size());
    m_layout->addWidget(name, row, 0);
    m_layout->addWidget(value, row, 1);
    m_rows.emplace_back(name, value);
    applyColors();
}

void FactGrid::setFacts(const std::vector<Fact> &facts)
{
    while (m_rows.size() < facts.size())
        addRow();
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const auto [name, value] = m_rows[i];
        const bool used = i < facts.size();
        name->setVisible(used);
        value->setVisible(used);
        if (!used)
            continue;
        name->setText(facts[i].name);
        value->setText(facts[i].value);
        value->setToolTip(facts[i].words);
        value->setAccessibleName(facts[i].name);
        value->setFont(facts[i].code ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : font());
    }
}

QString FactGrid::value(const QString &name) const
{
    for (const auto &[label, value] : m_rows)
        if (label->isVisibleTo(this) && label->text() == name)
            return value->text();
    return {};
}

void FactGrid::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void FactGrid::applyColors()
{
    QPalette quiet;
    quiet.setColor(QPalette::WindowText, Palette::of(palette())(Role::QuietText));
    for (const auto &[name, value] : m_rows)
        name->setPalette(quiet);
}

} // namespace deepscope
