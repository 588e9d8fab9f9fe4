// How high the tree under an expression is. The parser limits it, for evaluation and destruction go as deep.
#pragma once

#include "jinja/syntax.h"

#include <algorithm>

namespace deepscope::jinja {

inline int heightOf(const ExpressionPtr &part) { return part ? part->height : 0; }

inline int heightOf(const CallArguments &arguments)
{
    int height = 0;
    for (const ExpressionPtr &argument : arguments.positional)
        height = std::max(height, heightOf(argument));
    for (const auto &[name, argument] : arguments.named)
        height = std::max(height, heightOf(argument));
    return std::max({height, heightOf(arguments.spread), heightOf(arguments.spreadNamed)});
}

template <typename... Parts>
int highest(const Parts &...parts)
{
    return std::max({0, heightOf(parts)...});
}

inline int heightOfParts(const Name &) { return 0; }
inline int heightOfParts(const ListDisplay &list)
{
    int height = 0;
    for (const ExpressionPtr &item : list.items)
        height = std::max(height, heightOf(item));
    return height;
}
inline int heightOfParts(const DictDisplay &dict)
{
    int height = 0;
    for (const auto &[key, value] : dict.entries)
        height = std::max(height, highest(key, value));
    return height;
}
inline int heightOfParts(const Attribute &part) { return highest(part.of); }
inline int heightOfParts(const Subscript &part) { return highest(part.of, part.index); }
inline int heightOfParts(const Slice &part) { return highest(part.of, part.start, part.stop, part.step); }
inline int heightOfParts(const Call &part) { return highest(part.callee, part.arguments); }
inline int heightOfParts(const Filter &part) { return highest(part.input, part.call.arguments); }
inline int heightOfParts(const Test &part) { return highest(part.input, part.arguments); }
inline int heightOfParts(const Not &part) { return highest(part.operand); }
inline int heightOfParts(const Signed &part) { return highest(part.operand); }
inline int heightOfParts(const Logical &part) { return highest(part.left, part.right); }
inline int heightOfParts(const Binary &part) { return highest(part.left, part.right); }
inline int heightOfParts(const Comparison &part)
{
    int height = heightOf(part.first);
    for (const auto &[symbol, value] : part.rest)
        height = std::max(height, heightOf(value));
    return height;
}
inline int heightOfParts(const Conditional &part) { return highest(part.then, part.test, part.otherwise); }

} // namespace deepscope::jinja
