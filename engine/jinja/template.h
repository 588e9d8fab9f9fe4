// A template in the part of the Jinja language that chat templates use.
// Language: jinja.palletsprojects.com/templates; functions and options as in Hugging Face's transformers.
#pragma once

#include "jinja/syntax.h"
#include "jinja/workspace.h"

#include <string>
#include <string_view>

namespace deepscope::jinja {

class Template {
public:
    // Throws Error(File): what is wrong or not supported, and on which line.
    explicit Template(std::string_view source);

    // `context` belongs to the workspace. Throws Error(File): what went wrong and on which line, a limit that was
    // passed, or what the template itself says against this context.
    std::string render(Workspace &workspace, const Dict &context) const;

private:
    Block m_block;
};

} // namespace deepscope::jinja
