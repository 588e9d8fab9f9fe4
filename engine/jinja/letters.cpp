#include "jinja/letters.h"

#include "jinja/characters.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

namespace deepscope::jinja {

namespace {

// One character that fits a pattern, by the tables of PCRE2.
class Pattern {
public:
    explicit Pattern(const char *pattern)
    {
        int problem = 0;
        PCRE2_SIZE place = 0;
        m_code.reset(pcre2_compile(PCRE2_SPTR(pattern), PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_ANCHORED, &problem,
                                   &place, nullptr));
    }

    bool fits(uint32_t code) const
    {
        std::string text;
        appendCharacter(text, code);
        const std::unique_ptr<pcre2_match_data, Free> match(pcre2_match_data_create(1, nullptr));
        return m_code && pcre2_match(m_code.get(), PCRE2_SPTR(text.data()), text.size(), 0, PCRE2_NO_UTF_CHECK,
                                     match.get(), nullptr) > 0;
    }

    // The character as `form` says: \U$0 or \L$0.
    std::string substituted(std::string_view character, std::string_view form) const
    {
        char result[64];
        PCRE2_SIZE length = sizeof result;
        const int count = pcre2_substitute(m_code.get(), PCRE2_SPTR(character.data()), character.size(), 0,
                                           PCRE2_SUBSTITUTE_EXTENDED, nullptr, nullptr, PCRE2_SPTR(form.data()),
                                           form.size(), reinterpret_cast<PCRE2_UCHAR *>(result), &length);
        return count > 0 ? std::string(result, length) : std::string(character);
    }

private:
    struct Free {
        void operator()(pcre2_code *code) const { pcre2_code_free(code); }
        void operator()(pcre2_match_data *match) const { pcre2_match_data_free(match); }
    };
    std::unique_ptr<pcre2_code, Free> m_code;
};

const Pattern &patternOf(Property property)
{
    // In the order of Property. The digits beyond \p{Nd}, and the numerals that are letters: Unicode's "Numeric_Type".
    static const std::array<Pattern, 10> patterns = {
        Pattern(R"(\p{L})"),
        Pattern(R"(\p{Nd})"),
        Pattern(R"([\p{Nd}\xB2\xB3\xB9\x{1369}-\x{1371}\x{19DA}\x{2070}\x{2074}-\x{2079}\x{2080}-\x{2089})"
                R"(\x{2460}-\x{2468}\x{2474}-\x{247C}\x{2488}-\x{2490}\x{24EA}\x{24F5}-\x{24FD}\x{24FF})"
                R"(\x{2776}-\x{277E}\x{2780}-\x{2788}\x{278A}-\x{2792}\x{10A40}-\x{10A43}\x{10E60}-\x{10E68})"
                R"(\x{11052}-\x{1105A}\x{1F100}-\x{1F10A}])"),
        Pattern(R"([\p{N}〇零一二三四五六七八九十百千万亿億兆壹贰叁肆伍陆柒捌玖拾佰仟])"),
        Pattern(R"(\p{Uppercase})"),
        Pattern(R"(\p{Lowercase})"),
        Pattern(R"(\p{Lt})"),
        Pattern(R"([^\p{C}\p{Z}]| )"),
        Pattern(R"([\p{L}\p{Nl}_])"),
        Pattern(R"([\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}])"),
    };
    return patterns[size_t(property)];
}

// What becomes several characters, or is no pair of two cases. Greek letters with an iota below them are left out.
struct Special {
    std::string_view character, lower, upper, title;
};
constexpr Special Specials[] = {
    {"ß", "ß", "SS", "Ss"},   {"İ", "i̇", "İ", "İ"},   {"ŉ", "ŉ", "ʼN", "ʼN"}, {"ǰ", "ǰ", "J̌", "J̌"},
    {"ﬀ", "ﬀ", "FF", "Ff"},   {"ﬁ", "ﬁ", "FI", "Fi"}, {"ﬂ", "ﬂ", "FL", "Fl"}, {"ﬃ", "ﬃ", "FFI", "Ffi"},
    {"ﬄ", "ﬄ", "FFL", "Ffl"}, {"ﬅ", "ﬅ", "ST", "St"}, {"ﬆ", "ﬆ", "ST", "St"}, {"ΐ", "ΐ", "Ϊ́", "Ϊ́"},
    {"ΰ", "ΰ", "Ϋ́", "Ϋ́"},     {"և", "և", "ԵՒ", "Եւ"}, {"µ", "µ", "Μ", "Μ"},   {"ı", "ı", "I", "I"},
    {"ſ", "ſ", "S", "S"},     {"ι", "ι", "Ι", "Ι"},   {"μ", "μ", "Μ", "Μ"},   {"ς", "ς", "Σ", "Σ"},
    {"ϐ", "ϐ", "Β", "Β"},     {"ϑ", "ϑ", "Θ", "Θ"},   {"ϕ", "ϕ", "Φ", "Φ"},   {"ϖ", "ϖ", "Π", "Π"},
    {"ϰ", "ϰ", "Κ", "Κ"},     {"ϱ", "ϱ", "Ρ", "Ρ"},   {"ϵ", "ϵ", "Ε", "Ε"},
};

enum class Case { Lower, Upper, Title };

// Roman numerals and letters in circles have cases, too, and are no letters.
int distanceOfCases(uint32_t code)
{
    return code >= 0x2160 && code <= 0x217F ? 16 : code >= 0x24B6 && code <= 0x24E9 ? 26 : 0;
}

std::string shifted(uint32_t code, int distance, Case to)
{
    const bool isLower = has(Property::Lower, code);
    if (isLower != (to == Case::Lower))
        code = isLower ? code - uint32_t(distance) : code + uint32_t(distance);
    std::string text;
    appendCharacter(text, code);
    return text;
}

std::string changed(const Character &character, Case to)
{
    if (character.bytes.size() == 1) {
        const char c = character.bytes[0];
        const bool changes = to == Case::Lower ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
        return {changes ? char(c ^ 0x20) : c};
    }
    if (character.code == 0xFFFD)
        return std::string(character.bytes); // maybe no UTF-8
    const auto special = std::ranges::find(Specials, character.bytes, &Special::character);
    if (special != std::end(Specials))
        return std::string(to == Case::Lower ? special->lower : to == Case::Upper ? special->upper : special->title);
    if (const int distance = distanceOfCases(character.code))
        return shifted(character.code, distance, to);
    static const Pattern any("(?s).");
    return any.substituted(character.bytes, to == Case::Lower ? R"(\L$0)" : R"(\U$0)");
}

// A sigma at the end of a word has a form of its own. `before` and `rest` are what stands around it.
bool isFinalSigma(const Character &character, uint32_t before, std::string_view rest)
{
    constexpr uint32_t sigma = 0x3A3;
    return character.code == sigma && isCased(before) && (rest.empty() || !isCased(firstCharacter(rest).code));
}

// `caseAfter` is given the code of the character before, 0 at the beginning.
template <typename CaseAfter>
std::string inCases(std::string_view rest, CaseAfter caseAfter)
{
    std::string result;
    result.reserve(rest.size());
    uint32_t before = 0;
    bool first = true;
    while (!rest.empty()) {
        const Character character = firstCharacter(rest);
        rest.remove_prefix(character.bytes.size());
        const Case to = caseAfter(before, first);
        result += to == Case::Lower && isFinalSigma(character, before, rest) ? "ς" : changed(character, to);
        before = character.code;
        first = false;
    }
    return result;
}

} // namespace

bool has(Property property, uint32_t code)
{
    if (code >= 0x80)
        return patternOf(property).fits(code);
    // Most are of ASCII, where a table answers at once.
    static const auto table = [] {
        std::array<uint16_t, 0x80> bits = {};
        for (uint32_t each = 0; each < 0x80; ++each)
            for (int one = 0; one <= int(Property::NamePart); ++one)
                if (patternOf(Property(one)).fits(each))
                    bits[each] |= uint16_t(1 << one);
        return bits;
    }();
    return (table[code] >> int(property) & 1) != 0;
}

bool isCased(uint32_t code)
{
    return has(Property::Lower, code) || has(Property::Upper, code) || has(Property::Title, code);
}

bool isAlphanumeric(uint32_t code)
{
    return has(Property::Letter, code) || has(Property::Digit, code) || has(Property::Numeric, code);
}

std::string lowered(std::string_view text)
{
    return inCases(text, [](uint32_t, bool) { return Case::Lower; });
}

std::string raised(std::string_view text)
{
    return inCases(text, [](uint32_t, bool) { return Case::Upper; });
}

std::string capitalized(std::string_view text)
{
    return inCases(text, [](uint32_t, bool first) { return first ? Case::Title : Case::Lower; });
}

std::string titled(std::string_view text)
{
    return inCases(text, [](uint32_t before, bool) { return isCased(before) ? Case::Lower : Case::Title; });
}

std::string swapped(std::string_view rest)
{
    std::string result;
    while (!rest.empty()) {
        const Character character = firstCharacter(rest);
        rest.remove_prefix(character.bytes.size());
        const bool upper = has(Property::Upper, character.code), lower = has(Property::Lower, character.code);
        result += upper   ? changed(character, Case::Lower)
                  : lower ? changed(character, Case::Upper)
                          : std::string(character.bytes);
    }
    return result;
}

std::string caseFolded(std::string_view rest)
{
    std::string result;
    while (!rest.empty()) {
        const Character character = firstCharacter(rest);
        rest.remove_prefix(character.bytes.size());
        if (character.bytes == "ẞ")
            result += "ss";
        else if (character.bytes == "ı")
            result += character.bytes;
        else
            result += lowered(changed(character, Case::Upper));
    }
    return result;
}

} // namespace deepscope::jinja
