#include "run/window_pages.h"

#include "api/error.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace deepscope {

uint32_t WindowPages::placeOf(PageNumber page) const { return any() ? m_placeOf[page].value_or(0) : 0; }

uint32_t WindowPages::available() const { return any() ? places() - m_inUse : std::numeric_limits<uint32_t>::max(); }

void WindowPages::clear(Place &place)
{
    for (const PageNumber page : place.pages)
        m_placeOf[page].reset();
    place = {};
}

void WindowPages::leavePlace(PageNumber page)
{
    if (!m_placeOf[page])
        return;
    Place &place = m_places[*m_placeOf[page]];
    std::erase(place.pages, page);
    m_placeOf[page].reset();
    if (place.users == 0 && place.pages.empty())
        place = {};
}

void WindowPages::forget(PageNumber page)
{
    if (any())
        leavePlace(page);
}

void WindowPages::take(PageNumber page)
{
    if (!any())
        return;
    leavePlace(page);
    const auto age = [](const Place &place) { return std::tuple(place.users > 0, place.worthKeeping, place.released); };
    const auto oldest = std::ranges::min_element(m_places, {}, age);
    if (oldest->users > 0)
        throw Error(ErrorKind::Internal, "There is no place for another page of a window.");
    clear(*oldest);
    oldest->users = 1;
    ++m_inUse;
    oldest->pages = {page};
    m_placeOf[page] = PlaceNumber(oldest - m_places.begin());
}

void WindowPages::use(PageNumber page)
{
    if (any() && ++m_places[m_placeOf[page].value()].users == 1)
        ++m_inUse;
}

void WindowPages::release(PageNumber page, bool worthKeeping)
{
    if (!any())
        return;
    Place &place = m_places[m_placeOf[page].value()];
    place.worthKeeping = place.worthKeeping || worthKeeping;
    if (--place.users > 0)
        return;
    place.released = ++m_clock;
    --m_inUse;
}

void WindowPages::moveUse(PageNumber from, PageNumber to)
{
    if (!any() || from == to)
        return;
    if (m_placeOf[to]) {
        use(to);
        release(from, false);
        return;
    }
    const PlaceNumber place = m_placeOf[from].value();
    m_placeOf[to] = place;
    m_places[place].pages.push_back(to);
}

bool WindowPages::sharesPlace(PageNumber page) const
{
    return any() && m_placeOf[page] && m_places[*m_placeOf[page]].pages.size() > 1;
}

void WindowPages::forgetKept()
{
    for (Place &place : m_places)
        if (place.users == 0)
            clear(place);
}

PlaceCounts WindowPages::counts() const
{
    const auto isKept = [](const Place &place) { return place.users == 0 && !place.pages.empty(); };
    const auto kept = uint32_t(std::ranges::count_if(m_places, isKept));
    return {m_inUse, kept, places() - m_inUse - kept};
}

std::vector<uint32_t> ringOfPlaces(uint32_t first, uint32_t places, uint32_t pages)
{
    std::vector<uint32_t> ring(pages);
    for (uint32_t page = 0; page < pages; ++page)
        ring[page] = first + page % places;
    return ring;
}

} // namespace deepscope
