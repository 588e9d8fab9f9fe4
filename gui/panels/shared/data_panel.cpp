#include "data_panel.h"

#include "elided_label.h"
#include "paint/palette.h"
#include "selection_keys.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace deepscope {

DataPanel::DataPanel(const RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_stack(new QStackedLayout),
      m_messageView(new PanelMessageView), m_words(new ElidedLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_stack->addWidget(m_messageView);
    layout->addLayout(m_stack, 1);

    connect(&store, &RunStore::modelChanged, this, &DataPanel::refreshMessage);
    connect(&store, &RunStore::currentRunChanged, this, &DataPanel::refreshMessage);
    connect(&store, &RunStore::activityChanged, this, &DataPanel::refreshMessage);
    connect(&store, &RunStore::appended, this, &DataPanel::refreshMessage);
    connect(&store, &RunStore::runFinished, this, &DataPanel::refreshMessage);
    connect(&selection, &Selection::focusChanged, this, &DataPanel::refreshWords);
    connect(&selection, &Selection::hoverChanged, this, &DataPanel::refreshWords);
    connect(&selection, &Selection::rangeChanged, this, &DataPanel::refreshWords);
}

void DataPanel::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), Palette::of(palette())(Role::Panel));
}

void DataPanel::keyPressEvent(QKeyEvent *event)
{
    if (!handleSelectionKey(*event, m_selection))
        QWidget::keyPressEvent(event);
}

void DataPanel::contextMenuEvent(QContextMenuEvent *event)
{
    if (!shownView().widget)
        return event->ignore();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const Focus thing = byKey ? m_selection.focus() : m_selection.hover();
    addActions(*menu, thing);
    if (m_further)
        m_further(*menu, thing);
    menu->addAction(tr("Save &Picture…"), this, &DataPanel::pictureWanted);
    menu->popup(event->globalPos());
}

PanelView DataPanel::shownView() const { return m_shown.kind == PanelMessage::Kind::None ? openView() : PanelView(); }

QString DataPanel::words() const { return m_words->text(); }

void DataPanel::setContent(QWidget *content)
{
    m_stack->addWidget(content);
    m_stack->setCurrentWidget(content);
    if (!m_words->parentWidget())
        layout()->addWidget(m_words);
}

void DataPanel::refreshMessage()
{
    m_shown = message();
    const bool content = m_shown.kind == PanelMessage::Kind::None;
    if (!content)
        m_messageView->setMessage(m_shown);
    m_stack->setCurrentIndex(content ? 1 : 0);
    refreshWords();
}

void DataPanel::refreshWords()
{
    if (m_shown.kind != PanelMessage::Kind::None) {
        m_words->setText({});
        return;
    }
    // What the pointer is on, else what is focused.
    QString text = wordsFor(m_selection.hover());
    if (text.isEmpty())
        text = wordsFor(m_selection.focus());
    m_words->setText(text.isEmpty() ? hint() : text, text.isEmpty());
}

} // namespace deepscope
