#include "text/tag_matcher.h"

#include <algorithm>
#include <utility>

namespace deepscope {

std::string_view tagText(Tag tag)
{
    constexpr std::string_view texts[] = {"<think>", "</think>", "<answer>", "</answer>"};
    return texts[size_t(tag)];
}

Phase tagPhase(Tag tag) { return tag == Tag::OpenThink || tag == Tag::CloseThink ? Phase::Think : Phase::Answer; }

bool TagMatcher::mayBecome(Tag tag) const
{
    return !m_pending.empty() && std::ranges::find(m_tags, tag) != m_tags.end() && tagText(tag).starts_with(m_pending);
}

bool TagMatcher::mayBecomeAny() const
{
    return std::ranges::any_of(m_tags, [this](Tag tag) { return mayBecome(tag); });
}

std::vector<TaggedText> TagMatcher::push(std::string_view bytes)
{
    std::vector<TaggedText> parts;
    std::string text;
    for (const char byte : bytes) {
        // '<' begins every tag and stands nowhere else in one: where a tag breaks off, only this byte can begin
        // another.
        m_pending += byte;
        if (!mayBecomeAny()) {
            m_pending.pop_back();
            text += std::exchange(m_pending, std::string(1, byte));
            if (!mayBecomeAny())
                text += std::exchange(m_pending, {});
        }
        const auto tag = std::ranges::find(m_tags, std::string_view(m_pending), tagText);
        if (tag != m_tags.end()) {
            if (!text.empty())
                parts.push_back({std::exchange(text, {}), std::nullopt});
            parts.push_back({std::exchange(m_pending, {}), *tag});
        }
    }
    if (!text.empty())
        parts.push_back({std::move(text), std::nullopt});
    return parts;
}

std::string TagMatcher::flush() { return std::exchange(m_pending, {}); }

} // namespace deepscope
