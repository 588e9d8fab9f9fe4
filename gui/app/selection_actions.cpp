#include "app/selection_actions.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTextEdit>

#include <limits>

namespace deepscope {

namespace {

bool usesArrowKeys(const QWidget *widget)
{
    if (const auto *text = qobject_cast<const QTextEdit *>(widget))
        return !text->isReadOnly();
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QAbstractSlider *>(widget) ||
           qobject_cast<const QTabBar *>(widget);
}

bool isMovingKey(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        return key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::KeypadModifier;
    default:
        return false;
    }
}

} // namespace

SelectionActions::SelectionActions(const Actions &actions, Selection &selection, QWidget *window)
    : QObject(window), m_actions(actions), m_selection(selection), m_window(window)
{
    connectSteps();
    connect(&selection, &Selection::historyChanged, this, &SelectionActions::updateEnabled);
    connect(&selection, &Selection::followChanged, this, &SelectionActions::updateEnabled);
    qApp->installEventFilter(this);
    updateEnabled();
}

void SelectionActions::connectSteps()
{
    const auto step = [this](QAction *action, bool (Selection::*move)(int), int delta) {
        connect(action, &QAction::triggered, this,
                [&selection = m_selection, move, delta] { (selection.*move)(delta); });
    };
    step(m_actions.firstToken, &Selection::stepToken, std::numeric_limits<int>::min() / 2);
    step(m_actions.nextToken, &Selection::stepToken, 1);
    step(m_actions.previousToken, &Selection::stepToken, -1);
    step(m_actions.nextLayer, &Selection::stepLayer, 1);
    step(m_actions.previousLayer, &Selection::stepLayer, -1);
    step(m_actions.nextSentence, &Selection::stepSentence, 1);
    step(m_actions.previousSentence, &Selection::stepSentence, -1);
    step(m_actions.nextPhase, &Selection::stepPhase, 1);
    step(m_actions.previousPhase, &Selection::stepPhase, -1);
    connect(m_actions.back, &QAction::triggered, this, [this] { m_selection.back(); });
    connect(m_actions.forward, &QAction::triggered, this, [this] { m_selection.forward(); });
    connect(m_actions.clearFocus, &QAction::triggered, this, [this] { m_selection.clearOneLevel(); });
    connect(m_actions.showAll, &QAction::triggered, this, [this] { m_selection.showAll(); });
    connect(m_actions.follow, &QAction::triggered, this, [this] {
        m_selection.setFollow(true);
        m_actions.follow->setChecked(true);
    });
}

void SelectionActions::updateEnabled()
{
    m_actions.back->setEnabled(m_selection.canGoBack());
    m_actions.forward->setEnabled(m_selection.canGoForward());
    m_actions.follow->setChecked(m_selection.follow());
}

bool SelectionActions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->window() == m_window && usesArrowKeys(widget) &&
            isMovingKey(*static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deepscope
