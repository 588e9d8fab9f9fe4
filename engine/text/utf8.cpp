#include "text/utf8.h"

#include <cstdint>

namespace deepscope {

namespace {

// What a leading byte announces: the length, and the range of the second byte, which excludes overlong forms,
// surrogates and numbers above U+10FFFF.
struct Lead {
    size_t bytes = 0; // 0: no sequence begins with this byte
    uint8_t low = 0x80, high = 0xBF;
};

Lead leadOf(uint8_t byte)
{
    if (byte < 0x80)
        return {1};
    if (byte >= 0xC2 && byte <= 0xDF)
        return {2};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {3, uint8_t(byte == 0xE0 ? 0xA0 : 0x80), uint8_t(byte == 0xED ? 0x9F : 0xBF)};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {4, uint8_t(byte == 0xF0 ? 0x90 : 0x80), uint8_t(byte == 0xF4 ? 0x8F : 0xBF)};
    return {};
}

} // namespace

Utf8Sequence firstUtf8Sequence(std::string_view text)
{
    const Lead lead = leadOf(uint8_t(text[0]));
    if (lead.bytes == 0)
        return {Utf8State::Invalid, 1};
    for (size_t i = 1; i < lead.bytes; ++i) {
        if (i == text.size())
            return {Utf8State::Incomplete, i};
        const uint8_t byte = uint8_t(text[i]);
        const bool continues = i == 1 ? byte >= lead.low && byte <= lead.high : byte >= 0x80 && byte <= 0xBF;
        if (!continues)
            return {Utf8State::Invalid, i};
    }
    return {Utf8State::Valid, lead.bytes};
}

std::vector<Utf8Span> splitByValidity(std::string_view text)
{
    std::vector<Utf8Span> spans;
    size_t begin = 0; // of the span under way
    for (size_t at = 0; at < text.size();) {
        const Utf8Sequence sequence = firstUtf8Sequence(text.substr(at));
        const bool valid = sequence.state == Utf8State::Valid;
        if (spans.empty() || spans.back().valid != valid) {
            spans.push_back({{}, valid});
            begin = at;
        }
        at += sequence.bytes;
        spans.back().text = text.substr(begin, at - begin);
    }
    return spans;
}

} // namespace deepscope
