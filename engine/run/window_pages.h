// The places of pages in layers whose attention has a window. What lies before every window is of no use there, so
// these layers have fewer places than the pool has pages: a page has one while a sequence may look at it, and keeps it
// until room is needed. Only numbers; the memory itself is elsewhere.
#pragma once

#include "api/pool_use.h"
#include "run/page_pool.h"

#include <optional>
#include <vector>

namespace deepscope {

class WindowPages {
public:
    // For pages 0 to `pages` - 1 of a pool. No places: no layer has a window; then all pages have what they need, and
    // nothing below does anything.
    WindowPages(uint32_t places, uint32_t pages) : m_places(places), m_placeOf(places > 0 ? pages : 0) {}

    bool any() const { return !m_places.empty(); }
    bool has(PageNumber page) const { return !any() || m_placeOf[page]; }
    uint32_t placeOf(PageNumber page) const; // 0 where it has none, or needs none

    // A place is used once by each sequence that may look at its page. take() gives a page one that is used once, with
    // nothing in it; it needs available() > 0. The last release() leaves the page its place until another needs it: one
    // that is worth keeping later than others, those unused for longest first.
    uint32_t available() const; // that nobody uses
    void take(PageNumber page);
    void use(PageNumber page);
    void release(PageNumber page, bool worthKeeping);
    // A sequence that uses the place of `from` uses that of `to` instead, a full page in which the same lies. Where
    // that has none, both have one place then, and `from` is not to be written to.
    void moveUse(PageNumber from, PageNumber to);
    bool sharesPlace(PageNumber page) const;
    void forgetKept();            // frees those that nobody uses
    void forget(PageNumber page); // one of no use to anybody

    uint32_t places() const { return uint32_t(m_places.size()); }
    PlaceCounts counts() const;

private:
    using PlaceNumber = uint32_t;
    struct Place {
        uint32_t users = 0;
        bool worthKeeping = false;
        uint64_t released = 0;         // when its last user left; 0: it is free
        std::vector<PageNumber> pages; // whose rows lie there
    };
    void leavePlace(PageNumber page);
    void clear(Place &place);

    std::vector<Place> m_places;
    std::vector<std::optional<PlaceNumber>> m_placeOf; // of each page of the pool
    uint32_t m_inUse = 0;                              // of the places
    uint64_t m_clock = 0;                              // counts releases
};

// The places of one text's pages where it has `places` of them from `first` on to itself: each follows on the one
// before, and behind the last comes the first again.
std::vector<uint32_t> ringOfPlaces(uint32_t first, uint32_t places, uint32_t pages);

} // namespace deepscope
