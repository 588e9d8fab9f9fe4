// Cuts a template into tokens: text, and what stands in {{ }} and {% %}. Blank lines around tags are removed as
// Hugging Face's transformers has it done: trim_blocks and lstrip_blocks are on, {%- and -%} strip everything.
// Source: jinja.palletsprojects.com/templates, "Whitespace Control"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope::jinja {

struct Token {
    enum class Kind : uint8_t {
        Data,
        OutputBegin,
        OutputEnd,
        TagBegin,
        TagEnd,
        Name,
        Quoted,
        Integer,
        Float,
        Operator,
        End
    };
    Kind kind = Kind::End;
    std::string text; // of a Quoted one the characters that it stands for
    int line = 1;
};

// Throws Error(File) for what is no template.
std::vector<Token> tokenize(std::string_view source);

} // namespace deepscope::jinja
