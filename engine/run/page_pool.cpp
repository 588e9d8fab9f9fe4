#include "page_pool.h"

#include "api/error.h"

#include <algorithm>
#include <tuple>

namespace deepscope {

namespace {

uint32_t rowsAlike(std::span<const RowContent> a, std::span<const RowContent> b)
{
    return uint32_t(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

} // namespace

bool PagePool::Content::operator<(const Content &other) const
{
    return std::tie(place, tokens, page) < std::tie(other.place, other.tokens, other.page);
}

PagePool::PagePool(uint32_t pages, uint32_t pageRows) : m_pageRows(pageRows)
{
    if (pages == 0 || pageRows == 0)
        throw Error(ErrorKind::Internal, "A pool of the cache needs pages, and its pages need rows.");
    m_pages.resize(pages);
    for (Page &page : m_pages)
        page.content = m_contents.end();
    for (uint32_t page = pages; page > 0; --page)
        m_free.push_back(page - 1);
}

PagePool::Match PagePool::find(Place place, std::span<const RowContent> tokens) const
{
    Match best;
    const auto look = [&](const Content &content) {
        const uint32_t rows = content.place == place ? rowsAlike(tokens, content.tokens) : 0;
        if (rows > best.rows)
            best = {content.page, rows};
    };
    tokens = tokens.first(std::min<size_t>(tokens.size(), m_pageRows));
    const auto next = m_contents.lower_bound({place, {tokens.begin(), tokens.end()}, 0});
    if (next != m_contents.begin())
        look(*std::prev(next)); // first: this one may end where they part, and be written on
    if (next != m_contents.end())
        look(*next);
    return best;
}

PageNumber PagePool::take()
{
    if (m_free.empty())
        evictOldest();
    const PageNumber page = m_free.back();
    m_free.pop_back();
    m_pages[page].users = 1;
    return page;
}

void PagePool::use(PageNumber number)
{
    Page &page = m_pages[number];
    ++page.users;
    if (page.users == 1)
        m_kept.erase(page.released);
    else if (page.users == 2)
        ++m_shared;
}

void PagePool::release(PageNumber number)
{
    Page &page = m_pages[number];
    --page.users;
    if (page.users == 1)
        --m_shared;
    if (page.users > 0)
        return;
    if (hasContent(page) && !liesElsewhere(number)) {
        keep(number);
        return;
    }
    forget(number);
    m_free.push_back(number);
}

void PagePool::keep(PageNumber number)
{
    Page &page = m_pages[number];
    page.released = ++m_clock;
    m_kept.emplace(page.released, number);
}

bool PagePool::liesElsewhere(PageNumber number)
{
    const Content own = *m_pages[number].content;
    if (own.tokens.size() == m_pageRows)
        return false; // full pages are there once
    forget(number);
    const Match other = find(own.place, own.tokens);
    list(number, own.place, own.tokens);
    if (other.rows < own.tokens.size())
        return false;
    if (m_kept.erase(m_pages[other.page].released) > 0)
        keep(other.page);
    return true;
}

void PagePool::forgetKept()
{
    while (!m_kept.empty())
        evictOldest();
}

void PagePool::forgetBehind(PageNumber page)
{
    const Content first{behind(page), {}, 0};
    for (auto next = m_contents.lower_bound(first); next != m_contents.end() && next->place == first.place;
         next = m_contents.lower_bound(first)) {
        const PageNumber kept = next->page;
        forgetBehind(kept);
        m_kept.erase(m_pages[kept].released);
        forget(kept);
        m_free.push_back(kept);
    }
}

void PagePool::evictOldest()
{
    const PageNumber page = m_kept.begin()->second;
    m_kept.erase(m_kept.begin());
    forget(page);
    m_free.push_back(page);
}

void PagePool::list(PageNumber number, Place place, std::span<const RowContent> tokens)
{
    m_pages[number].content = m_contents.insert({place, {tokens.begin(), tokens.end()}, number}).first;
}

void PagePool::forget(PageNumber number)
{
    Page &page = m_pages[number];
    if (hasContent(page))
        m_contents.erase(page.content);
    page.content = m_contents.end();
}

PageNumber PagePool::fill(PageNumber page, Place place, std::span<const RowContent> tokens)
{
    forget(page);
    if (tokens.size() == m_pageRows) {
        const Match same = find(place, tokens);
        if (same.rows == m_pageRows) {
            use(same.page);
            if (users(page) > 1) // others have a beginning of it
                list(page, place, tokens.first(m_pageRows - 1));
            setGrowing(page, false);
            release(page);
            return same.page;
        }
    }
    list(page, place, tokens);
    return page;
}

bool PagePool::endsAt(PageNumber number, uint32_t rows) const
{
    const Page &page = m_pages[number];
    return !page.growing && hasContent(page) && page.content->tokens.size() == rows;
}

PoolCounts PagePool::counts() const
{
    const auto pages = uint32_t(m_pages.size());
    return {pages, pages - available(), m_shared, uint32_t(m_kept.size()), uint32_t(m_free.size())};
}

} // namespace deepscope
