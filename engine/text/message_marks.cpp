#include "text/message_marks.h"

#include "text/white_space.h"

#include <algorithm>
#include <cstdint>

namespace deepscope {

namespace {

// Of Unicode's private use: nobody's letters. A mark is Begin, what tells of changes, its number, End; a part of one is
// known for what it is.
constexpr std::string_view Begin = "\xF3\xB5\x80\x80", End = "\xF3\xB5\x80\x81";                   // U+F5000, U+F5001
constexpr std::string_view PrivateUse = "\xF3\xB5\x80";                                            // U+F5000 to U+F503F
constexpr std::string_view Deseret = "\xF0\x90\x90", Letters = "\xF0\x90\x90\x80\xF0\x90\x90\xA8"; // large, small

std::string digitsOf(size_t number)
{
    std::string digits;
    for (const char digit : std::to_string(number))
        digits += std::string(PrivateUse) + char(0x90 + digit - '0');
    return digits;
}

bool hasControl(const std::string &text)
{
    return std::ranges::any_of(text, [](char c) { return uint8_t(c) < 0x20; });
}

// What would not come through a change that changes the text: letters of both cases; a backslash, which is doubled
// where a text is quoted, as in JSON; & that HTML escapes. A mark that comes out changed tells that the text has to.
std::string sensitiveTo(const std::string &text)
{
    std::string characters(Letters);
    if (hasControl(text) || text.find_first_of("\"\\") != std::string::npos)
        characters += '\\';
    if (text.find_first_of("&<>'\"") != std::string::npos)
        characters += '&';
    return characters;
}

// Quoted forms that no longer hold the characters of marks themselves: of Python, of JSON in ASCII, and in addresses.
bool hasQuotedMark(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    constexpr std::string_view forms[] = {"\\u000f500", "\\udb94", "%f3%b5%80%8"};
    return std::ranges::any_of(forms, [&](std::string_view form) { return text.find(form) != std::string::npos; });
}

} // namespace

MessageMarks::MessageMarks(const std::vector<ChatMessage> &chat, const ThoughtMarks *thoughts)
    : m_marked(chat), m_thoughtMarks(thoughts)
{
    for (ChatMessage &message : m_marked) {
        std::string text = trimmed(message.text);
        if (text.empty())
            continue;
        std::string mark = std::string(Begin) + sensitiveTo(text) + digitsOf(m_texts.size()) + std::string(End);
        message.text.replace(message.text.find(text), text.size(), mark);
        m_marks.push_back(std::move(mark));
        m_texts.push_back(std::move(text));
        m_thoughts.push_back(thoughts ? trimmed(message.thought) : "");
    }
}

// In front of the answer, and of the mark that opens it.
void MessageMarks::insertThought(const std::string &thought, std::string &text, std::vector<TextRange> &messages) const
{
    const std::string_view mark = m_thoughtMarks->openAnswer;
    std::string behind;
    if (!mark.empty() && text.ends_with(mark)) {
        behind = mark;
        text.resize(text.size() - mark.size());
    }
    text += std::string(m_thoughtMarks->open) + "\n";
    messages.push_back({text.size(), text.size() + thought.size()});
    text += thought + "\n" + std::string(m_thoughtMarks->close) + "\n\n" + behind;
}

bool MessageMarks::insert(RenderedChat &rendered) const
{
    const std::string_view from = rendered.text;
    std::string text, own; // own: the template's
    std::vector<TextRange> messages;
    size_t done = 0;
    for (size_t at = from.find(Begin); at != std::string_view::npos; at = from.find(Begin, done)) {
        const size_t end = from.find(End, at);
        const auto mark = end == std::string_view::npos
                              ? m_marks.end()
                              : std::ranges::find(m_marks, from.substr(at, end + End.size() - at));
        if (mark == m_marks.end())
            return false;
        const auto number = size_t(mark - m_marks.begin());
        const std::string &message = m_texts[number];
        own += from.substr(done, at - done);
        text += from.substr(done, at - done);
        if (!m_thoughts[number].empty())
            insertThought(m_thoughts[number], text, messages);
        messages.push_back({text.size(), text.size() + message.size()});
        text += message;
        done = end + End.size();
    }
    own += from.substr(done);
    if (own.find(PrivateUse) != std::string::npos || own.find(Deseret) != std::string::npos || hasQuotedMark(own))
        return false;
    text += from.substr(done);
    rendered.text = std::move(text);
    rendered.messages = std::move(messages);
    return true;
}

} // namespace deepscope
