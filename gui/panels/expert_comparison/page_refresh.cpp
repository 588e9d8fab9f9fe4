#include "page_refresh.h"

#include <QEvent>
#include <QWidget>

namespace deepscope {

namespace {

constexpr int Pause = 500; // ms

} // namespace

PageRefresh::PageRefresh(const RunStore &store, const Selection &selection, QWidget *page) : QObject(page), m_page(page)
{
    m_later.setSingleShot(true);
    m_later.setInterval(Pause);
    page->installEventFilter(this);
    connect(&m_later, &QTimer::timeout, this, &PageRefresh::now);
    connect(&store, &RunStore::currentRunChanged, this, &PageRefresh::now);
    connect(&selection, &Selection::rangeChanged, this, &PageRefresh::now);
    const auto later = [this] {
        m_stale = true;
        if (m_page->isVisible() && !m_later.isActive())
            m_later.start();
    };
    connect(&store, &RunStore::appended, this, later);
    connect(&store, &RunStore::runFinished, this, later);
}

void PageRefresh::now()
{
    m_later.stop();
    m_stale = !m_page->isVisible();
    if (!m_stale)
        emit due();
}

bool PageRefresh::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && m_stale) {
        m_stale = false;
        emit due();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deepscope
