#include "shader_bindings.h"

#include <fstream>
#include <iterator>
#include <regex>

namespace deepscope::testing {

namespace {

std::string textOf(const std::string &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The text with every included file of the folder before it, each once.
void collect(const std::string &folder, const std::string &path, std::vector<std::string> &seen, std::string &all)
{
    for (const std::string &other : seen)
        if (other == path)
            return;
    seen.push_back(path);
    const std::string text = textOf(folder + "/" + path);
    static const std::regex include("#include \"([^\"]+)\"");
    for (std::sregex_iterator at(text.begin(), text.end(), include), end; at != end; ++at)
        collect(folder, (*at)[1], seen, all);
    all += text;
}

} // namespace

std::vector<gpu::Binding> declaredBindings(const std::string &folder, const std::string &name, bool texel)
{
    std::vector<std::string> seen;
    std::string text;
    collect(folder, name + ".comp", seen, text);
    static const std::regex declaration("(INPUT_VEC4|INPUT_UVEC4|INPUT_WEIGHTS|TILE_WEIGHTS|INPUT_CACHE|INPUT_RECORDS|"
                                        "OUTPUT_FLOAT|OUTPUT_UINT|OUTPUT_VEC4|OUTPUT_RECORDS)\\(([0-9]+),");
    std::vector<gpu::Binding> bindings;
    for (std::sregex_iterator at(text.begin(), text.end(), declaration), end; at != end; ++at) {
        const std::string macro = (*at)[1];
        const size_t slot = std::stoul((*at)[2]);
        gpu::Binding binding;
        binding.writes = macro.starts_with("OUTPUT");
        if (texel && !binding.writes && macro != "INPUT_RECORDS")
            binding.kind = macro == "INPUT_VEC4" ? gpu::BindingKind::TexelFloat4 : gpu::BindingKind::TexelUint4;
        if (bindings.size() <= slot)
            bindings.resize(slot + 1);
        bindings[slot] = binding;
    }
    return bindings;
}

} // namespace deepscope::testing
