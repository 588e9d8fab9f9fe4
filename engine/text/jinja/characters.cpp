#include "text/jinja/characters.h"

#include "text/utf8.h"

#include <algorithm>

namespace deepscope::jinja {

namespace {

Character firstCharacter(std::string_view text)
{
    const Utf8Sequence sequence = firstUtf8Sequence(text);
    const std::string_view bytes = text.substr(0, sequence.bytes);
    if (sequence.state != Utf8State::Valid)
        return {0xFFFD, bytes};
    constexpr uint8_t leadBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = uint8_t(bytes[0]) & leadBits[bytes.size()];
    for (const char c : bytes.substr(1))
        code = code << 6 | (uint8_t(c) & 0x3F);
    return {code, bytes};
}

Character lastCharacter(std::string_view text)
{
    for (size_t length = std::min<size_t>(4, text.size()); length > 1; --length)
        if (const Character last = firstCharacter(text.substr(text.size() - length)); last.bytes.size() == length)
            return last;
    return firstCharacter(text.substr(text.size() - 1));
}

} // namespace

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
        at += firstUtf8Sequence(text.substr(at)).bytes;
    return count;
}

bool isBlank(uint32_t code)
{
    constexpr uint32_t others[] = {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
    return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F) || (code >= 0x2000 && code <= 0x200A) ||
           std::ranges::find(others, code) != std::end(others);
}

std::string lowered(std::string text)
{
    for (char &c : text)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return text;
}

std::string raised(std::string text)
{
    for (char &c : text)
        c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
    return text;
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
