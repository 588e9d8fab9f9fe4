#include "minimap.h"

#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "selection_keys.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace deepscope {

Minimap::Minimap(const RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("The whole run"));
    setToolTip(tr("The whole run: drag, or use the arrow keys, to move what is shown"));
    const auto refresh = [this] {
        describe();
        update();
    };
    connect(&selection, &Selection::visibleChanged, this, refresh);
    connect(&selection, &Selection::focusChanged, this, refresh);
    connect(&selection, &Selection::rangeChanged, this, refresh);
    connect(&store, &RunStore::currentRunChanged, this, refresh);
    connect(&store, &RunStore::appended, this, refresh);
    describe();
}

QSize Minimap::sizeHint() const { return {60 * Step, 3 * Step}; }

RunOverview Minimap::overview() const { return RunOverview(m_store.current(), m_selection, rect()); }

void Minimap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    overview().paint(painter, Palette::of(palette()));
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    m_dragging = event->button() == Qt::LeftButton;
    mouseMoveEvent(event);
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging)
        m_selection.setVisible(overview().visibleAround(event->position().x()));
}

void Minimap::mouseReleaseEvent(QMouseEvent *) { m_dragging = false; }

void Minimap::wheelEvent(QWheelEvent *event)
{
    const QPoint degrees = event->angleDelta();
    m_selection.pan(-double(degrees.y() != 0 ? degrees.y() : degrees.x()) / 120 * m_selection.visible().size() / 10);
    event->accept();
}

void Minimap::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (!(plain && moveBy(event->key())) && !handleSelectionKey(*event, m_selection))
        QWidget::keyPressEvent(event);
}

bool Minimap::moveBy(int key)
{
    const Run *run = m_store.current();
    const double size = m_selection.visible().size(), end = run ? run->size() : 0;
    switch (key) {
    case Qt::Key_Left:
        m_selection.pan(-size / 10);
        return true;
    case Qt::Key_Right:
        m_selection.pan(size / 10);
        return true;
    case Qt::Key_PageUp:
        m_selection.pan(-size);
        return true;
    case Qt::Key_PageDown:
        m_selection.pan(size);
        return true;
    case Qt::Key_Home:
        m_selection.setVisible({0, size});
        return true;
    case Qt::Key_End:
        m_selection.setVisible({std::max(0.0, end - size), std::max(size, end)});
        if (run && run->state() == RunState::Working)
            m_selection.setFollow(true); // its end moves on
        return true;
    default:
        return false;
    }
}

void Minimap::describe()
{
    const Run *run = m_store.current();
    if (!run || run->size() == 0)
        return setAccessibleDescription(tr("No tokens yet"));
    const TokenRange shown = TokenAxis(0, 1, m_selection.visible()).shown(run->size());
    setAccessibleDescription(tr("Tokens %1 to %2 of %3 are shown")
                                 .arg(formatExactCount(uint64_t(shown.begin)),
                                      formatExactCount(uint64_t(std::max(shown.begin, shown.end - 1))),
                                      formatExactCount(uint64_t(run->size()))));
}

} // namespace deepscope
