#include "jinja/characters.h"
#include "jinja/formatting.h"
#include "jinja/letters.h"
#include "jinja/methods.h"
#include "jinja/operators.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

template <Side side>
Value stripMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::optional<std::string> removed = arguments.textOrNone("chars");
    workspace.read(value.text().size() * (removed ? 1 + removed->size() / 8 : 1));
    return workspace.text(std::string(stripped(value.text(), side, removed ? &*removed : nullptr)));
}

// The part of a text between two places in characters, as the methods take them behind what they look for.
struct Stretch {
    std::string_view text;
    size_t begin = 0;     // in characters
    bool isWithin = true; // false: it would begin behind the end, where nothing is found, not even an empty text
};

Stretch stretchOf(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::optional<int64_t> start = arguments.integerOrNone("start"), end = arguments.integerOrNone("end");
    if (!start && !end)
        return {value.text()};
    const int64_t size = int64_t(lengthOf(workspace, value));
    const auto place = [size](int64_t given) { return given < 0 ? std::max<int64_t>(given + size, 0) : given; };
    const int64_t first = place(start.value_or(0)), last = std::min(place(end.value_or(size)), size);
    if (first > last)
        return {{}, 0, false};
    std::string_view rest = value.text();
    const auto skip = [&rest](int64_t characters) {
        size_t bytes = 0;
        for (; characters > 0; --characters)
            bytes += firstCharacter(rest.substr(bytes)).bytes.size();
        return bytes;
    };
    rest.remove_prefix(skip(first));
    return {rest.substr(0, skip(last - first)), size_t(first)};
}

// One text, or several of which one has to fit.
template <bool atEnd>
Value fitsMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value wanted = arguments.require("prefix");
    const Stretch stretch = stretchOf(workspace, value, arguments);
    const auto fits = [&](const Value &one) {
        if (!one.isText())
            workspace.fail(arguments.callee() + " looks for " + kindOf(one) + ".");
        workspace.read(64 + one.text().size());
        return stretch.isWithin && (atEnd ? stretch.text.ends_with(one.text()) : stretch.text.starts_with(one.text()));
    };
    if (isTuple(wanted))
        return {std::ranges::any_of(wanted.as<List *>()->items, fits)};
    return {fits(wanted)};
}

Value replaceMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    return replaced(workspace, value.text(), arguments);
}

template <std::string (*change)(std::string_view)>
Value changeMethod(Workspace &workspace, const Value &value, Arguments &)
{
    workspace.read(value.text().size() * 8);
    return workspace.text(change(value.text()));
}

// The place in characters. Where there is none: -1, or a failure.
template <bool last, bool fails>
Value findMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string wanted = arguments.requireText("sub");
    const Stretch stretch = stretchOf(workspace, value, arguments);
    workspace.search(stretch.text.size(), wanted.size());
    const size_t at = !stretch.isWithin ? std::string_view::npos
                      : last            ? stretch.text.rfind(wanted)
                                        : stretch.text.find(wanted);
    if (at == std::string_view::npos) {
        if (fails)
            workspace.fail(arguments.callee() + " looks for a text that is not there.");
        return {int64_t(-1)};
    }
    workspace.read(at * 8);
    return {int64_t(stretch.begin + countCharacters(stretch.text.substr(0, at)))};
}

Value countMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::string wanted = arguments.requireText("sub");
    const Stretch stretch = stretchOf(workspace, value, arguments);
    workspace.search(stretch.text.size(), wanted.size());
    if (!stretch.isWithin)
        return {int64_t(0)};
    if (wanted.empty()) {
        workspace.read(stretch.text.size() * 8);
        return {int64_t(countCharacters(stretch.text)) + 1};
    }
    int64_t found = 0;
    for (size_t at = stretch.text.find(wanted); at != std::string_view::npos;
         at = stretch.text.find(wanted, at + wanted.size()))
        ++found;
    return {found};
}

Value joinMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    std::string text;
    bool first = true;
    for (const Value &item : itemsOf(workspace, arguments.require("iterable"))) {
        if (!item.isText())
            workspace.fail("join puts texts together, not " + kindOf(item) + ".");
        workspace.reserve(item.text().size() + value.text().size());
        text += (first ? "" : value.text()) + item.text();
        first = false;
    }
    return workspace.text(std::move(text));
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

Value formatMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const std::vector<Value> positional = arguments.restPositional();
    return formattedByBraces(workspace, value.text(), positional, arguments.restNamed());
}

Value formatMapMethod(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const Value mapping = arguments.require("mapping");
    if (!isMapping(mapping))
        workspace.fail("format_map is given " + kindOf(mapping) + ".");
    NamedValues named;
    for (const auto &[key, entry] : mapping.as<Dict *>()->entries)
        if (key.isText())
            named.emplace_back(key.text(), entry);
    workspace.step(named.size());
    return formattedByBraces(workspace, value.text(), {}, named);
}

} // namespace

Value replaced(Workspace &workspace, const std::string &text, Arguments &arguments)
{
    const std::string old = arguments.requireText("old"), with = arguments.requireText("new");
    int64_t left = arguments.integer("count").value_or(-1);
    workspace.search(text.size(), old.size());
    std::string result;
    size_t at = 0;
    // Nothing stands between all characters, and at both ends.
    const auto next = [&](size_t from) { return old.empty() ? from : text.find(old, from); };
    for (size_t found = next(0); found != std::string::npos && left != 0; found = next(at), --left) {
        workspace.step();
        workspace.reserve(found - at + with.size());
        result.append(text, at, found - at);
        result += with;
        at = found + old.size();
        if (!old.empty())
            continue;
        if (at == text.size())
            break;
        const size_t bytes = firstCharacter(std::string_view(text).substr(at)).bytes.size();
        result.append(text, at, bytes);
        at += bytes;
    }
    result.append(text, at);
    return workspace.text(std::move(result));
}

Method findTextMethod(const std::string &name)
{
    static const std::map<std::string, Method> methods = {
        {"strip", stripMethod<Side::Both>},
        {"lstrip", stripMethod<Side::Left>},
        {"rstrip", stripMethod<Side::Right>},
        {"startswith", fitsMethod<false>},
        {"endswith", fitsMethod<true>},
        {"replace", replaceMethod},
        {"lower", changeMethod<lowered>},
        {"upper", changeMethod<raised>},
        {"title", changeMethod<titled>},
        {"capitalize", changeMethod<capitalized>},
        {"swapcase", changeMethod<swapped>},
        {"casefold", changeMethod<caseFolded>},
        {"find", findMethod<false, false>},
        {"rfind", findMethod<true, false>},
        {"index", findMethod<false, true>},
        {"rindex", findMethod<true, true>},
        {"count", countMethod},
        {"join", joinMethod},
        {"removeprefix", withoutPrefix},
        {"removesuffix", withoutSuffix},
        {"format", formatMethod},
        {"format_map", formatMapMethod},
    };
    if (const auto found = methods.find(name); found != methods.end())
        return found->second;
    for (const auto find : {findSplittingMethod, findPaddingMethod, findTellingMethod})
        if (const Method method = find(name))
            return method;
    return nullptr;
}

} // namespace deepscope::jinja
