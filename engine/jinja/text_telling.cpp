// What texts tell of their characters: isdigit() and the like.
#include "jinja/characters.h"
#include "jinja/letters.h"
#include "jinja/methods.h"

#include <map>

namespace deepscope::jinja {

namespace {

template <typename Is>
bool isAll(std::string_view rest, Is is)
{
    while (!rest.empty()) {
        const Character character = firstCharacter(rest);
        if (!is(character.code))
            return false;
        rest.remove_prefix(character.bytes.size());
    }
    return true;
}

template <Property property>
bool isAllOf(std::string_view text)
{
    return !text.empty() && isAll(text, [](uint32_t code) { return has(property, code); });
}

bool isAllAlphanumeric(std::string_view text) { return !text.empty() && isAll(text, isAlphanumeric); }
bool isAllBlank(std::string_view text) { return !text.empty() && isAll(text, isBlank); }
bool isAllAscii(std::string_view text)
{
    return isAll(text, [](uint32_t code) { return code < 0x80; });
}
bool isAllPrintable(std::string_view text)
{
    return isAll(text, [](uint32_t code) { return has(Property::Printable, code); });
}
bool isAllUpper(std::string_view text) { return isInCase(text, true); }
bool isAllLower(std::string_view text) { return isInCase(text, false); }

bool isName(std::string_view text)
{
    if (text.empty() || !has(Property::NameStart, firstCharacter(text).code))
        return false;
    return isAll(text, [](uint32_t code) { return has(Property::NamePart, code); });
}

// Capitals begin words, and only there they stand.
bool isTitle(std::string_view text)
{
    bool afterCased = false, any = false;
    const bool fits = isAll(text, [&](uint32_t code) {
        const bool capital = has(Property::Upper, code) || has(Property::Title, code);
        const bool cased = capital || has(Property::Lower, code);
        const bool right = !cased || capital != afterCased;
        afterCased = cased;
        any = any || cased;
        return right;
    });
    return fits && any;
}

template <bool (*is)(std::string_view)>
Value tell(Workspace &workspace, const Value &value, Arguments &)
{
    workspace.read(value.text().size() * 8);
    return {is(value.text())};
}

} // namespace

bool isInCase(std::string_view text, bool upper)
{
    bool any = false;
    const bool fits = isAll(text, [&](uint32_t code) {
        any = any || has(upper ? Property::Upper : Property::Lower, code);
        return !has(upper ? Property::Lower : Property::Upper, code) && !has(Property::Title, code);
    });
    return fits && any;
}

Method findTellingMethod(const std::string &name)
{
    static const std::map<std::string, Method> methods = {
        {"isalpha", tell<isAllOf<Property::Letter>>},
        {"isdecimal", tell<isAllOf<Property::Decimal>>},
        {"isdigit", tell<isAllOf<Property::Digit>>},
        {"isnumeric", tell<isAllOf<Property::Numeric>>},
        {"isalnum", tell<isAllAlphanumeric>},
        {"isspace", tell<isAllBlank>},
        {"isascii", tell<isAllAscii>},
        {"isprintable", tell<isAllPrintable>},
        {"isupper", tell<isAllUpper>},
        {"islower", tell<isAllLower>},
        {"istitle", tell<isTitle>},
        {"isidentifier", tell<isName>},
    };
    const auto found = methods.find(name);
    return found == methods.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
