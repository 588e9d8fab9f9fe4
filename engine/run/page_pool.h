// The pages of the cache: which tokens lie in each, behind which others, how often it is used, and which one is taken
// when room is needed. Pages make a tree: behind a full page lie the pages that go on from it. What lies in a page and
// nobody uses stays ("kept") until room is needed: the page unused for longest goes first, leaves before what they
// hang on. Only numbers; the memory itself is elsewhere.
//
// Whoever uses a page uses all those that it hangs on, and releases it before them. So on a kept page hang kept ones
// only, and older ones: the oldest is always a leaf.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

namespace deepscope {

using PageNumber = uint32_t;

// What lies in a row of the cache: its token, and behind 32 bits how routers were altered when it was written (0 = not
// at all); so what one text has left there is not found by another that is read otherwise.
using RowContent = int64_t;
inline RowContent contentOf(int32_t token, uint32_t variant) { return int64_t(variant) << 32 | uint32_t(token); }
inline std::vector<RowContent> contentsOf(std::span<const int32_t> tokens) // of routers as they are
{
    return {tokens.begin(), tokens.end()};
}

struct PoolCounts {
    uint32_t pages = 0;  // in all: inUse + kept + free
    uint32_t inUse = 0;  // by live sequences, each page once
    uint32_t shared = 0; // of those in use: by two or more
    uint32_t kept = 0;   // used by nobody, still found by content
    uint32_t free = 0;
    bool operator==(const PoolCounts &) const = default;
};

class PagePool {
public:
    PagePool(uint32_t pages, uint32_t pageRows);
    PagePool(const PagePool &) = delete;
    PagePool &operator=(const PagePool &) = delete;

    uint32_t pageRows() const { return m_pageRows; }

    // What a page goes on from: the full page before it, or the start of a text.
    using Place = uint64_t;
    static constexpr Place Start = uint64_t(1) << 32;
    static Place behind(PageNumber page) { return page; }

    // The page at `place` that begins most like `tokens` (up to a page of them), and how many rows do; 0 where none
    // does.
    struct Match {
        PageNumber page = 0;
        uint32_t rows = 0;
    };
    Match find(Place place, std::span<const RowContent> tokens) const;

    // A page is used once by each sequence that has it. take() gives one used once, with nothing in it; it needs
    // available() > 0. The last release() keeps a page that has content, unless another has all of it too (which then
    // is as young), and frees any other.
    uint32_t available() const { return uint32_t(m_free.size() + m_kept.size()); }
    PageNumber take();
    void use(PageNumber page);
    void release(PageNumber page);
    uint32_t users(PageNumber page) const { return m_pages[page].users; }
    void forgetKept();                  // frees them
    void forgetBehind(PageNumber page); // frees what hangs on one that at most one sequence uses, as its last page
    bool isFound(PageNumber page) const { return hasContent(m_pages[page]); } // by its content

    // These tokens lie in `page` from now on, and are found at `place`. Full pages are there once: where the same lies
    // in another page already, that one is used in its stead, `page` is released, and the other one's number is given.
    // A page that others hang on is not filled again: see forgetBehind().
    PageNumber fill(PageNumber page, Place place, std::span<const RowContent> tokens);

    // Whether a sequence that has the first `rows` of a page may write on in the page itself: there is nothing behind
    // them, neither content nor what another sequence is about to write.
    bool endsAt(PageNumber page, uint32_t rows) const;
    void setGrowing(PageNumber page, bool growing) { m_pages[page].growing = growing; }

    PoolCounts counts() const;

private:
    struct Content { // in order, so that those most alike are neighbours
        Place place;
        std::vector<RowContent> tokens;
        PageNumber page;
        bool operator<(const Content &other) const;
    };
    struct Page {
        uint32_t users = 0;
        bool growing = false;  // somebody is about to write behind its content
        uint64_t released = 0; // when its last user left
        std::set<Content>::const_iterator content;
    };
    bool hasContent(const Page &page) const { return page.content != m_contents.end(); }
    void list(PageNumber page, Place place, std::span<const RowContent> tokens);
    void forget(PageNumber page);        // its content
    void keep(PageNumber page);          // as the youngest
    bool liesElsewhere(PageNumber page); // all of its content; the other is as young then
    void evictOldest();

    const uint32_t m_pageRows;
    std::vector<Page> m_pages;
    std::set<Content> m_contents;
    std::vector<PageNumber> m_free;        // the next one last
    std::map<uint64_t, PageNumber> m_kept; // the oldest first
    uint32_t m_shared = 0;
    uint64_t m_clock = 0; // counts releases
};

} // namespace deepscope
