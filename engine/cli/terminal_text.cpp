#include "terminal_text.h"

#include "console.h"

#include <cstdarg>
#include <vector>

namespace deepscope::cli {

namespace {

void append(std::string &text, unsigned char control)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    text += "\\x";
    text += Digits[control >> 4];
    text += Digits[control & 15];
}

void put(std::FILE *stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

std::string formatted(const char *format, std::va_list values)
{
    std::va_list again;
    va_copy(again, values);
    const int length = std::vsnprintf(nullptr, 0, format, again);
    va_end(again);
    std::vector<char> text(length < 0 ? 1 : size_t(length) + 1);
    std::vsnprintf(text.data(), text.size(), format, values);
    return {text.data(), text.size() - 1};
}

} // namespace

std::string visible(std::string_view text)
{
    Utf8Stream stream;
    const std::string whole = stream.push(text) + stream.finish();
    std::string shown;
    for (size_t i = 0; i < whole.size(); ++i) {
        const auto byte = static_cast<unsigned char>(whole[i]);
        const unsigned char next = i + 1 < whole.size() ? static_cast<unsigned char>(whole[i + 1]) : 0;
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f)
            append(shown, byte);
        else if (byte == 0xc2 && next >= 0x80 && next < 0xa0) // C1 in UTF-8
            append(shown, next), ++i;
        else
            shown += char(byte);
    }
    return shown;
}

void say(std::FILE *stream, const char *format, ...)
{
    std::va_list values;
    va_start(values, format);
    const std::string text = formatted(format, values);
    va_end(values);
    put(stream, isTerminal(stream) ? visible(text) : text);
}

SpokenText::SpokenText(std::FILE *stream) : m_stream(stream), m_terminal(isTerminal(stream)) {}

void SpokenText::write(std::string_view bytes)
{
    put(m_stream, m_terminal ? visible(m_characters.push(bytes)) : bytes);
}

void SpokenText::finish() { put(m_stream, m_terminal ? visible(m_characters.finish()) : std::string()); }

} // namespace deepscope::cli
