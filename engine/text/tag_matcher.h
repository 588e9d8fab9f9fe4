// Finds given marks in bytes that arrive in stretches of any length.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

struct TaggedText {
    std::string text;          // of a mark: as it stood there
    std::optional<size_t> tag; // which of the marks
};

class TagMatcher {
public:
    // None holds another one behind its beginning. An empty one stands nowhere.
    explicit TagMatcher(std::vector<std::string_view> tags) : m_tags(std::move(tags)) {}

    // Everything that is decided by now, in its order.
    std::vector<TaggedText> push(std::string_view bytes);
    // What may yet become a mark.
    const std::string &pending() const { return m_pending; }
    // No mark can go on here: gives what was pending, as text.
    std::string flush();

    const std::vector<std::string_view> &tags() const { return m_tags; }

private:
    bool mayBecomeAny() const;

    std::vector<std::string_view> m_tags;
    std::string m_pending; // empty, or the beginning of a mark
};

} // namespace deepscope
