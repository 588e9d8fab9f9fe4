#include "text/message_marks.h"

#include "text/white_space.h"

#include <charconv>

namespace deepscope {

namespace {

// Of Unicode's private use: nobody's letters. A mark is Begin, its number, End.
constexpr std::string_view Begin = "\xF3\xB5\x80\x80", End = "\xF3\xB5\x80\x81"; // U+F5000, U+F5001

} // namespace

MessageMarks::MessageMarks(const std::vector<ChatMessage> &chat) : m_marked(chat)
{
    for (ChatMessage &message : m_marked) {
        std::string text = trimmed(message.text);
        if (text.empty())
            continue;
        const std::string mark = std::string(Begin) + std::to_string(m_texts.size()) + std::string(End);
        message.text.replace(message.text.find(text), text.size(), mark);
        m_texts.push_back(std::move(text));
    }
}

bool MessageMarks::insert(RenderedChat &rendered) const
{
    const std::string_view from = rendered.text;
    std::string text;
    std::vector<TextRange> messages;
    size_t done = 0;
    for (size_t at = from.find(Begin); at != std::string_view::npos; at = from.find(Begin, done)) {
        const size_t number = at + Begin.size(), end = from.find(End, number);
        size_t index = m_texts.size();
        if (end == std::string_view::npos ||
            std::from_chars(from.data() + number, from.data() + end, index).ptr != from.data() + end ||
            index >= m_texts.size())
            return false;
        text += from.substr(done, at - done);
        messages.push_back({text.size(), text.size() + m_texts[index].size()});
        text += m_texts[index];
        done = end + End.size();
    }
    if (from.find(End, done) != std::string_view::npos)
        return false;
    text += from.substr(done);
    rendered.text = std::move(text);
    rendered.messages = std::move(messages);
    return true;
}

} // namespace deepscope
