// Texts before the first of which an answer ends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class StopTexts {
public:
    explicit StopTexts(std::vector<std::string> texts); // empty ones stop nothing

    // Of an answer that grows: each call looks at what is new, and at so much before it as the longest text may need.
    bool foundIn(std::string_view answer);
    std::string before(const std::string &answer) const; // all of it where none was found

private:
    std::vector<std::string> m_texts;
    size_t m_longest = 0, m_seen = 0;
    size_t m_place = std::string::npos; // of the first that was found
};

} // namespace deepscope
