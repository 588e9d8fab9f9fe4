// How values become text.
#pragma once

#include "jinja/workspace.h"

#include <string>

namespace deepscope::jinja {

// As {{ }} and Python's str() write it: texts as they are, True, None, 1.5, ['a', 1], nothing for undefined.
std::string shown(Workspace &workspace, const Value &value);

// As Python's repr(): texts in quotes, with escapes for what cannot be printed, or for all that is not ASCII.
std::string quoted(Workspace &workspace, const Value &value, bool asciiOnly = false);

struct JsonStyle {
    bool asciiOnly = false, sortKeys = false;
    std::optional<std::string> indent; // of each level; nothing: all on one line
    std::string itemSeparator = ", ", keySeparator = ": ";
};

// As Python's json.dumps writes it. Throws Error(File) for what JSON has no form for.
std::string toJson(Workspace &workspace, const Value &value, const JsonStyle &style);

// The shortest decimals that read back as the same number, as Python writes them: 1.0, 0.5, 1e-07.
std::string numberText(double number);

} // namespace deepscope::jinja
