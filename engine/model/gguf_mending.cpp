#include "model/gguf_mending.h"

#include "model/gguf_cursor.h"
#include "model/key_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace deepscope {

namespace {

// "blk.3.ffn_gate" and 5 of "blk.3.ffn_gate.5.weight".
struct ExpertName {
    std::string stem;
    uint32_t number = 0;
};

std::optional<ExpertName> expertNameOf(std::string_view name)
{
    constexpr std::string_view Ending = ".weight";
    if (!name.starts_with("blk.") || !name.ends_with(Ending))
        return std::nullopt;
    name.remove_suffix(Ending.size());
    const size_t dot = name.rfind('.');
    const std::string_view stem = name.substr(0, dot);
    const bool known = stem.ends_with(".ffn_gate") || stem.ends_with(".ffn_up") || stem.ends_with(".ffn_down");
    uint32_t number = 0;
    const auto result = std::from_chars(name.data() + dot + 1, name.data() + name.size(), number);
    const bool padded = name.size() - dot > 2 && name[dot + 1] == '0'; // "00" is another name
    if (!known || padded || result.ec != std::errc() || result.ptr != name.data() + name.size())
        return std::nullopt;
    return ExpertName{std::string(stem), number};
}

std::string nameOf(const std::string &stem, uint32_t expert) { return stem + "." + std::to_string(expert) + ".weight"; }

uint32_t expertsOf(const GgufFile &file)
{
    return file.unsignedOr(file.stringOr("general.architecture", "") + ".expert_count", 0);
}

std::string shapeOf(const GgufTensor &tensor)
{
    return std::to_string(tensor.shape[0]) + " x " + std::to_string(tensor.shape[1]);
}

GgufTensor stackOf(const GgufFile &file, const std::string &stem, uint32_t experts)
{
    GgufTensor stack;
    for (uint32_t expert = 0; expert < experts; ++expert) {
        const GgufTensor *piece = file.findTensor(nameOf(stem, expert));
        if (!piece)
            file.fail("tensor " + quotedName(nameOf(stem, expert)) + " is missing: there are " +
                      std::to_string(experts) + " experts, of which this file keeps each by itself");
        if (expert == 0)
            stack = *piece;
        const auto requireAlike = [&](bool alike, const std::string &its, const std::string &first) {
            if (!alike)
                file.fail("tensor " + quotedName(piece->name) + " is " + its + ", but " +
                          quotedName(stem + ".0.weight") + " is " + first + "; the experts of a layer must be alike");
        };
        requireAlike(piece->type == stack.type, std::string(typeTraits(piece->type).name),
                     std::string(typeTraits(stack.type).name));
        requireAlike(piece->shape == stack.shape, shapeOf(*piece), shapeOf(stack));
        stack.pieces.push_back(*piece);
    }
    if (stack.shape[2] * stack.shape[3] != 1)
        file.fail("tensor " + quotedName(nameOf(stem, 0)) + " is no matrix, which an expert by itself must be");
    stack.name = stem + "_exps.weight";
    stack.shape[2] = experts;
    stack.bytes *= experts;
    return stack;
}

// Each stack takes the place of its first piece. What has no place in one stays as it is.
void joinExperts(GgufFile &file)
{
    if (std::ranges::none_of(file.tensors(), [](const GgufTensor &t) { return expertNameOf(t.name).has_value(); }))
        return;
    const uint32_t experts = expertsOf(file);
    std::vector<GgufTensor> tensors;
    std::set<std::string> joined;
    for (const GgufTensor &tensor : file.tensors()) {
        const std::optional<ExpertName> name = expertNameOf(tensor.name);
        if (!name || name->number >= experts || file.findTensor(name->stem + "_exps.weight"))
            tensors.push_back(tensor);
        else if (joined.insert(name->stem).second)
            tensors.push_back(stackOf(file, name->stem, experts));
    }
    if (!joined.empty())
        file.mend(std::move(tensors), "The file keeps each expert by itself, as files before April 2024 do; they are "
                                      "joined to stacks while they are read.");
}

// Norms, biases and the divisors of rotary angles.
bool isShortVector(const GgufTensor &tensor)
{
    const std::string_view name = tensor.name;
    return tensor.rows() == 1 && (tensor.type == TensorType::F16 || tensor.type == TensorType::BF16) &&
           (name.ends_with("norm.weight") || name.ends_with(".bias") || name == FrequencyDivisors);
}

void widenVectors(GgufFile &file)
{
    if (std::ranges::none_of(file.tensors(), isShortVector))
        return;
    std::vector<GgufTensor> tensors = file.tensors();
    std::vector<std::string> widened;
    for (GgufTensor &tensor : tensors) {
        if (!isShortVector(tensor))
            continue;
        tensor.pieces = {GgufTensor(tensor)};
        tensor.type = TensorType::F32;
        tensor.bytes *= 2;
        widened.push_back(tensor.name);
    }
    file.mend(std::move(tensors),
              "Norms and biases that the file does not keep in F32 are widened to it: " + someNames(widened) + ".");
}

} // namespace

GgufFile mended(GgufFile file)
{
    joinExperts(file);
    widenVectors(file);
    return file;
}

} // namespace deepscope
