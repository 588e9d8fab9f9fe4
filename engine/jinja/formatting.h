// Python's two ways to put values into a text: '%s' % x, and '{}'.format(x).
#pragma once

#include "jinja/workspace.h"

#include <string>
#include <string_view>

namespace deepscope::jinja {

// Each throws Error(File) for values that do not fit their places.
Value formattedByPercent(Workspace &workspace, const std::string &text, const Value &values);
Value formattedByBraces(Workspace &workspace, const std::string &text, const std::vector<Value> &positional,
                        const NamedValues &named);

// [[fill]align][sign][#][0][width][grouping][.precision][type], as behind the colon in {:>8.2f}.
struct FormatSpec {
    std::string fill = " "; // one character
    char align = '\0';      // < > ^ =, 0: by the kind of value
    char sign = '\0';       // - + or a blank, 0: as -
    bool alternate = false;
    char grouping = '\0'; // , or _
    int64_t width = 0, precision = -1;
    int64_t leastDigits = 0; // of whole numbers
    char type = '\0';
};

// format(value, spec) of Python, where the spec is still a text.
std::string formattedValue(Workspace &workspace, const Value &value, const std::string &format);
// A number with its type's letter set, or without one as Python prints it.
std::string formattedNumber(Workspace &workspace, const Value &number, const FormatSpec &spec);
// Width, alignment and fill around what stands for a value. `sign`: how many characters at its beginning `=` keeps
// left.
std::string padded(Workspace &workspace, std::string text, const FormatSpec &spec, char usualAlign, size_t sign = 0);

// The digits of a number without its sign, of the types e f g and none, as Python rounds and writes them.
std::string realDigits(Workspace &workspace, double size, const FormatSpec &spec);

} // namespace deepscope::jinja
