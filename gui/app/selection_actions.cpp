#include "app/selection_actions.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>
#include <iterator>
#include <limits>

namespace deepscope {

namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr;
}

bool isEmptyEditor(const QObject *object)
{
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(object))
        return text->document()->isEmpty();
    const auto *line = qobject_cast<const QLineEdit *>(object);
    return line && line->text().isEmpty();
}

// That an editor takes for itself.
bool movesInText(const QKeyEvent &key)
{
    const int keys[] = {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End};
    return key.modifiers() & Qt::ControlModifier && std::ranges::find(keys, key.key()) != std::end(keys);
}

} // namespace

SelectionActions::SelectionActions(const Actions &actions, Selection &selection, QWidget *window)
    : QObject(window), m_actions(actions), m_selection(selection)
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
    step(m_actions.nextExpert, &Selection::stepExpert, 1);
    step(m_actions.previousExpert, &Selection::stepExpert, -1);
    step(m_actions.nextSentence, &Selection::stepSentence, 1);
    step(m_actions.previousSentence, &Selection::stepSentence, -1);
    step(m_actions.nextPhase, &Selection::stepPhase, 1);
    step(m_actions.previousPhase, &Selection::stepPhase, -1);
    step(m_actions.rangeRight, &Selection::extendRange, 1);
    step(m_actions.rangeLeft, &Selection::extendRange, -1);
    step(m_actions.rangePhaseRight, &Selection::extendRangeByPhase, 1);
    step(m_actions.rangePhaseLeft, &Selection::extendRangeByPhase, -1);
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
    // It comes before every key, also before those that are a command's.
    if (event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto &key = *static_cast<QKeyEvent *>(event);
    if (!isModifier(key.key()))
        m_selection.clearHover();
    if (!isEmptyEditor(watched) || !movesInText(key))
        return QObject::eventFilter(watched, event);
    event->ignore();
    return true;
}

} // namespace deepscope
