#include "text/jinja/characters.h"
#include "text/jinja/methods.h"
#include "text/jinja/operators.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

template <Side side>
Value strip(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::optional<std::string> removed = arguments.text("chars");
    workspace.read(value.text().size() * (removed ? 1 + removed->size() / 8 : 1));
    return workspace.text(std::string(stripped(value.text(), side, removed ? &*removed : nullptr)));
}

// One text, or several of which one has to fit.
template <typename Fits>
Value fitsAny(Workspace &workspace, Arguments &arguments, Fits fits)
{
    const Value wanted = arguments.require("prefix");
    const auto fitsOne = [&](const Value &one) {
        if (!one.isText())
            workspace.fail(arguments.callee() + " looks for " + kindOf(one) + ".");
        workspace.read(64 + one.text().size());
        return fits(one.text());
    };
    if (wanted.holds<List *>())
        return {std::ranges::any_of(wanted.as<List *>()->items, fitsOne)};
    return {fitsOne(wanted)};
}

Value startsWith(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return fitsAny(workspace, arguments, [&](const std::string &text) { return value.text().starts_with(text); });
}

Value endsWith(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return fitsAny(workspace, arguments, [&](const std::string &text) { return value.text().ends_with(text); });
}

Value replace(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return replaced(workspace, value.text(), arguments);
}

template <std::string (*change)(std::string)>
Value changed(Workspace &workspace, const Value &value, Arguments &)
{
    return workspace.text(change(value.text()));
}

template <std::string (*change)(const std::string &)>
Value changed(Workspace &workspace, const Value &value, Arguments &)
{
    return workspace.text(change(value.text()));
}

// The place in characters, -1 where there is none.
template <bool last>
Value find(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string wanted = arguments.requireText("sub");
    workspace.search(value.text().size(), wanted.size());
    const size_t at = last ? value.text().rfind(wanted) : value.text().find(wanted);
    if (at == std::string::npos)
        return {int64_t(-1)};
    workspace.read(at * 8);
    return {int64_t(countCharacters(std::string_view(value.text()).substr(0, at)))};
}

Value count(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string wanted = arguments.requireText("sub");
    if (wanted.empty())
        return {int64_t(lengthOf(workspace, value)) + 1};
    workspace.search(value.text().size(), wanted.size());
    int64_t found = 0;
    for (size_t at = value.text().find(wanted); at != std::string::npos;
         at = value.text().find(wanted, at + wanted.size()))
        ++found;
    return {found};
}

Value join(Workspace &workspace, const Value &value, Arguments &arguments)
{
    std::string text;
    for (const Value &item : itemsOf(workspace, arguments.require("iterable"))) {
        if (!item.isText())
            workspace.fail("join puts texts together, not " + kindOf(item) + ".");
        workspace.reserve(item.text().size() + value.text().size());
        text += item.text() + value.text();
    }
    text.resize(text.size() - std::min(text.size(), value.text().size()));
    return workspace.text(std::move(text));
}

Value isDigits(Workspace &workspace, const Value &value, Arguments &)
{
    workspace.read(value.text().size());
    return {!value.text().empty() && std::ranges::all_of(value.text(), [](char c) { return c >= '0' && c <= '9'; })};
}

Value withoutPrefix(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string prefix = arguments.requireText("prefix");
    return value.text().starts_with(prefix) ? workspace.text(value.text().substr(prefix.size())) : value;
}

Value withoutSuffix(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string suffix = arguments.requireText("suffix");
    if (!value.text().ends_with(suffix))
        return value;
    return workspace.text(value.text().substr(0, value.text().size() - suffix.size()));
}

} // namespace

Value replaced(Workspace &workspace, const std::string &text, Arguments &arguments)
{
    const std::string old = arguments.requireText("old"), with = arguments.requireText("new");
    int64_t left = arguments.integer("count").value_or(-1);
    if (old.empty())
        workspace.fail("replace looks for an empty text.");
    workspace.search(text.size(), old.size());
    std::string result;
    size_t at = 0;
    for (size_t found = text.find(old); found != std::string::npos && left != 0; found = text.find(old, at), --left) {
        workspace.step();
        workspace.reserve(found - at + with.size());
        result.append(text, at, found - at);
        result += with;
        at = found + old.size();
    }
    result.append(text, at);
    return workspace.text(std::move(result));
}

std::string titled(const std::string &text)
{
    std::string result = lowered(text);
    bool starts = true;
    for (char &c : result) {
        const bool letter = (c >= 'a' && c <= 'z') || uint8_t(c) >= 0x80;
        if (letter && starts && c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
        starts = !letter;
    }
    return result;
}

std::string capitalized(const std::string &text)
{
    return text.empty() ? text : raised(text.substr(0, 1)) + lowered(text.substr(1));
}

Method findTextMethod(const std::string &name)
{
    static const std::map<std::string, Method> methods = {
        {"strip", strip<Side::Both>},
        {"lstrip", strip<Side::Left>},
        {"rstrip", strip<Side::Right>},
        {"split", split},
        {"rsplit", splitFromRight},
        {"splitlines", splitLines},
        {"startswith", startsWith},
        {"endswith", endsWith},
        {"replace", replace},
        {"lower", changed<lowered>},
        {"upper", changed<raised>},
        {"title", changed<titled>},
        {"capitalize", changed<capitalized>},
        {"find", find<false>},
        {"rfind", find<true>},
        {"count", count},
        {"join", join},
        {"isdigit", isDigits},
        {"removeprefix", withoutPrefix},
        {"removesuffix", withoutSuffix},
    };
    const auto found = methods.find(name);
    return found == methods.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
