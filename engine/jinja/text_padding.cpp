// Methods that bring texts to a width.
#include "jinja/characters.h"
#include "jinja/formatting.h"
#include "jinja/methods.h"

#include <algorithm>
#include <map>

namespace deepscope::jinja {

namespace {

constexpr int64_t MostWidth = 1'000'000'000; // more than any text may have

int64_t requireWidth(Workspace &workspace, Arguments &arguments)
{
    const std::optional<int64_t> width = arguments.integer("width");
    if (!width)
        workspace.fail(arguments.callee() + " needs a whole number as \"width\".");
    return std::clamp<int64_t>(*width, 0, MostWidth);
}

std::string fillOf(Workspace &workspace, Arguments &arguments)
{
    std::string fill = arguments.text("fillchar").value_or(" ");
    if (countCharacters(fill) != 1)
        workspace.fail(arguments.callee() + " fills with one character, not with \"" + fill + "\".");
    return fill;
}

template <char align>
Value justify(Workspace &workspace, const Value &value, Arguments &arguments)
{
    FormatSpec spec;
    spec.width = requireWidth(workspace, arguments);
    spec.fill = fillOf(workspace, arguments);
    workspace.read(value.text().size() * 8);
    return workspace.text(padded(workspace, value.text(), spec, align));
}

Value center(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const int64_t width = requireWidth(workspace, arguments);
    return centered(workspace, value.text(), width, fillOf(workspace, arguments));
}

// Behind a sign.
Value fillWithZeros(Workspace &workspace, const Value &value, Arguments &arguments)
{
    FormatSpec spec;
    spec.width = requireWidth(workspace, arguments);
    spec.fill = "0";
    workspace.read(value.text().size() * 8);
    const size_t sign = value.text().starts_with('-') || value.text().starts_with('+') ? 1 : 0;
    return workspace.text(padded(workspace, value.text(), spec, '=', sign));
}

Value expandTabs(Workspace &workspace, const Value &value, Arguments &arguments)
{
    const int64_t size = std::clamp<int64_t>(arguments.integer("tabsize").value_or(8), 0, MostWidth);
    std::string result;
    int64_t column = 0;
    for (std::string_view rest = value.text(); !rest.empty();) {
        const std::string_view bytes = firstCharacter(rest).bytes;
        rest.remove_prefix(bytes.size());
        workspace.step();
        if (bytes == "\t") {
            const int64_t blanks = size > 0 ? size - column % size : 0;
            workspace.reserve(uint64_t(blanks));
            result.append(size_t(blanks), ' ');
            column += blanks;
        } else {
            result += bytes;
            column = bytes == "\n" || bytes == "\r" ? 0 : column + 1;
        }
    }
    return workspace.text(std::move(result));
}

} // namespace

// Where one blank is left over, Python puts it by a rule of its own.
Value centered(Workspace &workspace, const std::string &text, int64_t width, const std::string &fill)
{
    width = std::clamp<int64_t>(width, 0, MostWidth);
    workspace.read(text.size() * 8);
    const int64_t missing = width - int64_t(countCharacters(text));
    if (missing <= 0)
        return workspace.text(text);
    workspace.reserve(uint64_t(missing) * fill.size());
    const int64_t left = missing / 2 + (missing & width & 1);
    return workspace.text(repeated(fill, size_t(left)) + text + repeated(fill, size_t(missing - left)));
}

Method findPaddingMethod(const std::string &name)
{
    static const std::map<std::string, Method> methods = {
        {"ljust", justify<'<'>},  {"rjust", justify<'>'>},    {"center", center},
        {"zfill", fillWithZeros}, {"expandtabs", expandTabs},
    };
    const auto found = methods.find(name);
    return found == methods.end() ? nullptr : found->second;
}

} // namespace deepscope::jinja
