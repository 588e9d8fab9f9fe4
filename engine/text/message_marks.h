// While a template is rendered, marks stand for what people and models said: so it is known afterwards which text is
// the template's own, and a template cannot mistake a quoted tag for one of its own.
#pragma once

#include "text/chat_template.h"

#include <string>
#include <vector>

namespace deepscope {

class MessageMarks {
public:
    // `thoughts`: between which a thought stands that is sent again; null: none is.
    explicit MessageMarks(const std::vector<ChatMessage> &chat, const ThoughtMarks *thoughts = nullptr);

    // The chat with a mark for each text, between the white space at its ends, which templates may trim.
    const std::vector<ChatMessage> &marked() const { return m_marked; }

    // Puts the texts back, and notes where they stand. False, and nothing done, where a mark was taken to pieces or
    // came out otherwise than it went in: in capitals, or quoted as JSON that would have to escape the text.
    bool insert(RenderedChat &rendered) const;

private:
    std::vector<ChatMessage> m_marked;
    void insertThought(const std::string &thought, std::string &text, std::vector<TextRange> &messages) const;

    const ThoughtMarks *m_thoughtMarks;
    std::vector<std::string> m_marks, m_texts, m_thoughts;
};

} // namespace deepscope
