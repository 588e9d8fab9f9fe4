// Splits a text by a list of regular expressions into the pieces within which byte pairs are merged.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

// Each expression splits the pieces of the one before; stretches that match and stretches between them both become
// pieces. Classes such as \p{L} and \s are those of Unicode.
class PreTokenizer {
public:
    explicit PreTokenizer(const std::vector<std::string> &expressions); // PCRE2 syntax
    ~PreTokenizer();

    // The pieces in their order; together they are the text, which must be valid UTF-8.
    std::vector<std::string_view> split(std::string_view text) const;

private:
    class Expression;
    std::vector<std::unique_ptr<Expression>> m_expressions;
};

} // namespace deepscope
