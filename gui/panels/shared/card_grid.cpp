#include "card_grid.h"

#include "paint/even_columns.h"
#include "paint/type_scale.h"

#include <QGridLayout>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int NarrowestCard = 60 * Step;

} // namespace

CardGrid::CardGrid(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(2 * Step);
}

void CardGrid::setCards(const std::vector<QWidget *> &cards)
{
    for (QWidget *card : m_cards) {
        m_grid->removeWidget(card);
        if (std::ranges::find(cards, card) != cards.end())
            continue;
        card->hide();
        card->deleteLater();
    }
    m_cards = cards;
    m_columns = 0;
    place();
}

void CardGrid::place()
{
    const int columns = evenColumns(width(), NarrowestCard, 2 * Step, int(m_cards.size()));
    if (columns == m_columns)
        return;
    for (int column = 0; column < std::max(columns, m_grid->columnCount()); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (QWidget *card : m_cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_grid->addWidget(m_cards[size_t(i)], i / columns, i % columns);
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace deepscope
