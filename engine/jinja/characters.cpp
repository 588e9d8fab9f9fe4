#include "jinja/characters.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

// How many bytes the sequence has that starts so, and the least code that needs as many. 0 bytes: none starts so.
struct Lead {
    size_t bytes = 0;
    uint32_t least = 0;
};

Lead leadOf(uint8_t byte)
{
    if (byte < 0x80)
        return {1, 0};
    if (byte >= 0xC2 && byte < 0xE0)
        return {2, 0x80};
    if (byte >= 0xE0 && byte < 0xF0)
        return {3, 0x800};
    return byte >= 0xF0 && byte < 0xF5 ? Lead{4, 0x10000} : Lead{};
}

} // namespace

Character firstCharacter(std::string_view text)
{
    const Lead lead = leadOf(uint8_t(text[0]));
    const Character wrong = {0xFFFD, text.substr(0, 1)};
    if (lead.bytes == 0 || lead.bytes > text.size())
        return wrong;
    constexpr uint8_t leadBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = uint8_t(text[0]) & leadBits[lead.bytes];
    for (const char c : text.substr(1, lead.bytes - 1)) {
        if ((uint8_t(c) & 0xC0) != 0x80)
            return wrong;
        code = code << 6 | (uint8_t(c) & 0x3F);
    }
    const bool isCharacter = code >= lead.least && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return isCharacter ? Character{code, text.substr(0, lead.bytes)} : wrong;
}

Character lastCharacter(std::string_view text)
{
    for (size_t length = std::min<size_t>(4, text.size()); length > 1; --length)
        if (const Character last = firstCharacter(text.substr(text.size() - length)); last.bytes.size() == length)
            return last;
    return firstCharacter(text.substr(text.size() - 1));
}

std::vector<Character> charactersOf(std::string_view text)
{
    std::vector<Character> characters;
    for (size_t at = 0; at < text.size(); at += characters.back().bytes.size())
        characters.push_back(firstCharacter(text.substr(at)));
    return characters;
}

size_t countCharacters(std::string_view text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size(); ++count)
        at += firstCharacter(text.substr(at)).bytes.size();
    return count;
}

bool isBlank(uint32_t code)
{
    constexpr uint32_t others[] = {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
    return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F) || (code >= 0x2000 && code <= 0x200A) ||
           std::ranges::find(others, code) != std::end(others);
}

void appendCharacter(std::string &text, uint32_t code)
{
    const bool isCharacter = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (!isCharacter)
        code = 0xFFFD;
    const auto continuation = [code](int shift) { return char(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80)
        text += char(code);
    else if (code < 0x800)
        text += {char(0xC0 | code >> 6), continuation(0)};
    else if (code < 0x10000)
        text += {char(0xE0 | code >> 12), continuation(6), continuation(0)};
    else
        text += {char(0xF0 | code >> 18), continuation(12), continuation(6), continuation(0)};
}

size_t blanksAt(std::string_view text, size_t from)
{
    size_t end = from;
    while (end < text.size()) {
        const Character next = firstCharacter(text.substr(end));
        if (!isBlank(next.code))
            break;
        end += next.bytes.size();
    }
    return end - from;
}

std::string repeated(std::string_view text, size_t times)
{
    std::string result;
    result.reserve(text.size() * times);
    for (size_t i = 0; i < times; ++i)
        result += text;
    return result;
}

std::string_view stripped(std::string_view text, Side side, const std::string *removed)
{
    const auto goes = [removed](const Character &character) {
        return removed ? removed->find(character.bytes) != std::string::npos : isBlank(character.code);
    };
    while (side != Side::Right && !text.empty()) {
        const Character first = firstCharacter(text);
        if (!goes(first))
            break;
        text.remove_prefix(first.bytes.size());
    }
    while (side != Side::Left && !text.empty()) {
        const Character last = lastCharacter(text);
        if (!goes(last))
            break;
        text.remove_suffix(last.bytes.size());
    }
    return text;
}

} // namespace deepscope::jinja
