// Finds <think>, </think>, <answer> and </answer> in bytes that arrive in stretches of any length.
#pragma once

#include "api/trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

enum class Tag : uint8_t { OpenThink, CloseThink, OpenAnswer, CloseAnswer };
inline constexpr Tag AllTags[] = {Tag::OpenThink, Tag::CloseThink, Tag::OpenAnswer, Tag::CloseAnswer};

std::string_view tagText(Tag tag); // "<think>", ...
Phase tagPhase(Tag tag);           // what the tag opens or closes

struct TaggedText {
    std::string text; // of a tag: as it stood there
    std::optional<Tag> tag;
};

class TagMatcher {
public:
    explicit TagMatcher(std::vector<Tag> tags) : m_tags(std::move(tags)) {}

    // Everything that is decided by now, in its order.
    std::vector<TaggedText> push(std::string_view bytes);
    // What may yet become a tag.
    const std::string &pending() const { return m_pending; }
    bool mayBecome(Tag tag) const;
    // No tag can go on here: gives what was pending, as text.
    std::string flush();

private:
    bool mayBecomeAny() const;

    std::vector<Tag> m_tags;
    std::string m_pending; // empty, or the beginning of a tag
};

} // namespace deepscope
