#include "range_routing.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr int SliceHits = 500'000; // choices counted at a time: some milliseconds
constexpr int Pause = 50;          // ms between announcements of a run that streams

} // namespace

RangeRouting::RangeRouting(const RunStore &store, const Selection &selection, QObject *parent)
    : QObject(parent), m_store(store), m_selection(selection)
{
    m_slice.setSingleShot(true);
    m_announcement.setSingleShot(true);
    connect(&m_slice, &QTimer::timeout, this, &RangeRouting::countOn);
    connect(&m_announcement, &QTimer::timeout, this, &RangeRouting::announce);
    // Who hears of another range or another stretch in view looks here, before the store has told all of another run.
    connect(&selection, &Selection::restarted, this, &RangeRouting::begin);
    connect(&store, &RunStore::currentRunChanged, this, &RangeRouting::restart);
    connect(&store, &RunStore::appended, this, [this](uint32_t number) {
        if (m_store.current() && m_store.current()->id() == number && m_selection.range().empty())
            countOn();
    });
    connect(&store, &RunStore::runFinished, this, [this] {
        if (m_announcement.isActive())
            announce();
    });
    connect(&selection, &Selection::rangeChanged, this, [this] {
        countOn();
        announce(); // what a person does shows at once
    });
    restart();
}

double RangeRouting::counted() const
{
    const TokenRange wanted = m_selection.rangeOrAll(), now = m_statistics.range();
    const int both = std::max(0, std::min(wanted.end, now.end) - std::max(wanted.begin, now.begin));
    return wanted.empty() ? 1 : double(both) / wanted.size();
}

void RangeRouting::begin()
{
    m_slice.stop();
    const Run *run = m_store.current();
    m_statistics = run ? RoutingStatistics(*run, {}) : RoutingStatistics();
}

void RangeRouting::restart()
{
    begin();
    countOn();
    announce();
}

void RangeRouting::countOn()
{
    const Run *run = m_store.current();
    if (!run)
        return;
    const int choices = std::max(1, run->expertLayers() * run->topK());
    const bool done = m_statistics.moveTo(*run, m_selection.rangeOrAll(), std::max(1, SliceHits / choices));
    if (!done)
        m_slice.start(0);
    if (!m_announcement.isActive())
        m_announcement.start(
            m_sinceAnnounced.isValid() ? int(std::clamp<qint64>(Pause - m_sinceAnnounced.elapsed(), 0, Pause)) : 0);
}

void RangeRouting::announce()
{
    m_announcement.stop();
    m_sinceAnnounced.start();
    emit changed();
}

} // namespace deepscope
