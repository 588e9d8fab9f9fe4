#include "jinja/template.h"

#include "jinja/functions.h"
#include "jinja/parser.h"
#include "jinja/renderer.h"

namespace deepscope::jinja {

namespace {

constexpr size_t MostBytes = 1 << 20; // the longest known one has 20 KB

std::string_view limited(std::string_view source)
{
    if (source.size() > MostBytes)
        failAtLine(1, "it is longer than 1 MiB.");
    return source;
}

} // namespace

Template::Template(std::string_view source) : m_block(parseTemplate(limited(source))) {}

std::string Template::render(Workspace &workspace, const Dict &context) const
{
    const auto global = std::make_shared<Scope>();
    addFunctions(workspace, *global);
    for (const auto &[name, value] : context.entries)
        global->set(name.text(), value);
    return Renderer(workspace, global).render(m_block);
}

} // namespace deepscope::jinja
