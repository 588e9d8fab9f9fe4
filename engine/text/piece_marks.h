// For templates that look into what was said, or change it: there every special piece that a text holds is one mark, a
// character that no template takes to pieces. So a message forges no turn whatever the template does with its words.
#pragma once

#include "text/chat_template.h"

#include <span>
#include <string>
#include <vector>

namespace deepscope {

class PieceMarks {
public:
    // `pieces`: those that would be found as tokens.
    PieceMarks(const std::vector<ChatMessage> &chat, std::span<const std::string> pieces);

    const std::vector<ChatMessage> &marked() const { return m_marked; }

    // Puts the pieces back, and notes where they stand.
    void insert(RenderedChat &rendered) const;

private:
    std::string markOf(std::string_view piece);

    std::vector<ChatMessage> m_marked;
    std::vector<std::string> m_pieces; // by mark
};

} // namespace deepscope
