#include "app/focus_ring.h"

#include "paint/palette.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QMenuBar>
#include <QPainter>
#include <QTabBar>

namespace deepscope {

namespace {

constexpr int Line = 2;         // of the ring's colour
constexpr int Width = Line + 1; // with the line that separates it from what it is around
constexpr int Distance = 2;     // from a small thing; a large one has the ring inside of its edge
constexpr int SmallHeight = 48;

class Ring : public QWidget {
public:
    explicit Ring(QWidget *window) : QWidget(window)
    {
        setObjectName(QStringLiteral("focusRing"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void resizeEvent(QResizeEvent *) override
    {
        setMask(QRegion(rect()) - QRegion(rect().adjusted(Width, Width, -Width, -Width)));
    }

    // Two lines, so that one of them stands out from any ground.
    void paintEvent(QPaintEvent *) override
    {
        const Palette colours = Palette::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto frame = [&](double inset, double width, Role role) {
            painter.setPen(QPen(colours(role), width));
            painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 2, 2);
        };
        frame(Line + 0.5, 1, Role::Panel);
        frame(Line / 2.0, Line, Role::Accent);
    }
};

bool isMenu(const QWidget &widget)
{
    const bool popup = widget.window()->windowType() == Qt::Popup;
    return qobject_cast<const QMenuBar *>(&widget) || widget.isWindow() ||
           (popup && qobject_cast<const QAbstractItemView *>(&widget)); // the list of a box
}

// What cannot be reached with Tab has got the keyboard by a click; it is a part of something that can be reached.
QWidget *ringed(QWidget *focused)
{
    if (!focused || isMenu(*focused) || focused->property("ownFocusRing").toBool())
        return nullptr;
    for (QWidget *widget = focused; widget && !widget->isWindow(); widget = widget->parentWidget())
        if (widget->focusPolicy() & Qt::TabFocus)
            return widget;
    return focused;
}

// The part that is in view, in the window's coordinates.
QRect ringRect(const QWidget &target)
{
    QRect rect = target.rect();
    if (const auto *tabs = qobject_cast<const QTabBar *>(&target))
        rect = tabs->tabRect(tabs->currentIndex());
    else if (target.height() < SmallHeight)
        rect.adjust(-Distance, -Distance, Distance, Distance);
    const QWidget *widget = &target;
    while (!widget->isWindow()) {
        rect.translate(widget->pos());
        widget = widget->parentWidget();
        rect &= widget->rect();
    }
    return rect;
}

} // namespace

FocusRing::FocusRing(QObject *parent) : QObject(parent)
{
    m_settled.setSingleShot(true);
    connect(&m_settled, &QTimer::timeout, this, &FocusRing::place);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
    follow(QApplication::focusWidget());
}

FocusRing::~FocusRing() { delete m_ring; }

void FocusRing::follow(QWidget *focused)
{
    watch(false);
    m_target = ringed(focused);
    if (m_ring && m_target && m_ring->parentWidget() != m_target->window())
        delete m_ring;
    if (!m_ring && m_target)
        m_ring = new Ring(m_target->window());
    watch(true);
    place();
}

// Whatever lies around the target may move it or cover it.
void FocusRing::watch(bool watches)
{
    if (auto *tabs = qobject_cast<QTabBar *>(m_target.data())) {
        if (watches)
            connect(tabs, &QTabBar::currentChanged, this, &FocusRing::place);
        else
            disconnect(tabs, nullptr, this, nullptr);
    }
    for (QWidget *widget = m_target; widget; widget = widget->isWindow() ? nullptr : widget->parentWidget()) {
        if (watches)
            widget->installEventFilter(this);
        else
            widget->removeEventFilter(this);
    }
}

void FocusRing::place()
{
    if (!m_ring)
        return;
    const QRect rect = m_target && m_target->isVisible() ? ringRect(*m_target) : QRect();
    m_ring->setVisible(!rect.isEmpty());
    m_ring->setGeometry(rect);
    m_ring->raise();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ParentAboutToChange:
        watch(false); // of the widgets around it as they are now
        break;
    case QEvent::ParentChange:
        follow(m_target);
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ZOrderChange:
        place();
        m_settled.start(0); // what lies around it may be on its way still
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deepscope
