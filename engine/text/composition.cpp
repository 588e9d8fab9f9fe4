#include "text/composition.h"

#include "api/error.h"
#include "text/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace deepscope {

namespace {

struct Characters {
    utf8proc_int32_t first, last;
};

// Characters that are in form C wherever they stand: none of them is put together with what stands before it, is made
// of others, or changes places with others.
constexpr Characters Settled[] = {
    {0x0000, 0x02FF},   // Latin
    {0x0400, 0x0482},   // Cyrillic
    {0x2010, 0x206F},   // punctuation
    {0x3003, 0x3029},   // marks of East Asia
    {0x3041, 0x3096},   // Hiragana
    {0x30A0, 0x312F},   // Katakana, Bopomofo
    {0x3400, 0x9FFF},   // Han
    {0xAC00, 0xD7A3},   // Hangul
    {0xFE00, 0xFE0F},   // variation selectors
    {0xFF01, 0xFFDC},   // wide and narrow forms
    {0x1F300, 0x1FAFF}, // pictures
};

bool isSettled(std::string_view text)
{
    const auto *bytes = reinterpret_cast<const utf8proc_uint8_t *>(text.data());
    for (size_t at = 0; at < text.size();) {
        if (bytes[at] < 0x80) {
            ++at;
            continue;
        }
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + at, utf8proc_ssize_t(text.size() - at), &character);
        if (length < 1 || std::ranges::none_of(Settled, [&](const Characters &range) {
                return character >= range.first && character <= range.last;
            }))
            return false;
        at += size_t(length);
    }
    return true;
}

struct Free {
    void operator()(utf8proc_uint8_t *text) const { std::free(text); } // NOLINT: the library takes it from malloc
};

// The library puts marks in order by changing neighbours, which takes the square of their number: a text with so many
// in a row is none that anybody reads, and stays as it is.
bool hasEndlessMarks(std::string_view text)
{
    constexpr int MostMarks = 500;
    const auto *bytes = reinterpret_cast<const utf8proc_uint8_t *>(text.data());
    int marks = 0;
    for (size_t at = 0; at < text.size() && marks <= MostMarks;) {
        utf8proc_int32_t character = 0;
        at += size_t(utf8proc_iterate(bytes + at, utf8proc_ssize_t(text.size() - at), &character));
        marks = utf8proc_get_property(character)->combining_class > 0 ? marks + 1 : 0;
    }
    return marks > MostMarks;
}

void appendComposedPart(std::string_view text, std::string &to)
{
    if (hasEndlessMarks(text)) {
        to += text;
        return;
    }
    utf8proc_uint8_t *made = nullptr;
    const utf8proc_ssize_t length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t *>(text.data()), utf8proc_ssize_t(text.size()), &made,
                     utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(made);
    if (length < 0)
        throw Error(ErrorKind::Internal, "A text cannot be composed: " + std::string(utf8proc_errmsg(length)) + ".");
    to.append(reinterpret_cast<const char *>(made), size_t(length));
}

// Of valid text.
void appendComposed(std::string_view text, std::string &to)
{
    // The library takes the vowel U+11A7 behind a syllable for an ending that is none, and drops it. Nothing is put
    // together with it, so a text may be cut in front of it.
    constexpr std::string_view Vowel = "\xE1\x86\xA7";
    for (size_t cut = text.find(Vowel, 1); cut != std::string_view::npos; cut = text.find(Vowel, 1)) {
        appendComposedPart(text.substr(0, cut), to);
        text.remove_prefix(cut);
    }
    appendComposedPart(text, to);
}

} // namespace

std::string composed(std::string_view text)
{
    if (isSettled(text))
        return std::string(text);
    std::string result;
    for (const Utf8Span &span : splitByValidity(text))
        if (span.valid)
            appendComposed(span.text, result);
        else
            result += span.text;
    return result;
}

} // namespace deepscope
