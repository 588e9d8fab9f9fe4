// Makes displayable text of bytes that arrive token by token, where a token may end within a character.
#pragma once

#include <string>
#include <string_view>

namespace deepscope {

class Utf8Stream {
public:
    // The characters that are complete now; an unfinished one is held back until its last byte arrives. Bytes that
    // belong to no character come out as U+FFFD.
    std::string push(std::string_view bytes);

    // The end: what was held back comes out as U+FFFD. The stream can be used again.
    std::string finish();

    bool holdsBack() const { return !m_pending.empty(); }

private:
    std::string m_pending; // at most three bytes
};

} // namespace deepscope
