#include "text/tag_matcher.h"

#include <algorithm>
#include <utility>

namespace deepscope {

bool TagMatcher::mayBecomeAny() const
{
    return std::ranges::any_of(m_tags, [this](std::string_view tag) { return tag.starts_with(m_pending); });
}

std::vector<TaggedText> TagMatcher::push(std::string_view bytes)
{
    std::vector<TaggedText> parts;
    std::string text;
    for (const char byte : bytes) {
        m_pending += byte;
        while (!m_pending.empty() && !mayBecomeAny()) { // what follows a broken beginning may itself be one
            text += m_pending.front();
            m_pending.erase(0, 1);
        }
        const auto tag = std::ranges::find(m_tags, m_pending);
        if (!m_pending.empty() && tag != m_tags.end()) {
            if (!text.empty())
                parts.push_back({std::exchange(text, {}), std::nullopt});
            parts.push_back({std::exchange(m_pending, {}), size_t(tag - m_tags.begin())});
        }
    }
    if (!text.empty())
        parts.push_back({std::move(text), std::nullopt});
    return parts;
}

std::string TagMatcher::flush() { return std::exchange(m_pending, {}); }

} // namespace deepscope
