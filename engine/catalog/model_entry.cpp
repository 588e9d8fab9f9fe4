#include "catalog/model_entry.h"

#include "api/error.h"
#include "api/path_text.h"
#include "catalog/quantisation_name.h"
#include "model/gguf_file.h"
#include "model/gguf_split.h"
#include "model/key_reader.h"

#include <cctype>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

// Files of the format that hold no model: the converter of llama.cpp says so in general.type.
std::string reasonOfKind(const GgufFile &file)
{
    const std::string kind = file.stringOr("general.type", "model");
    if (kind == "adapter")
        return "This is a LoRA adapter: it changes another model and cannot be opened by itself.";
    if (kind == "mmproj" || file.stringOr("general.architecture", "") == "clip")
        return "This is an image encoder (mmproj) that goes with a language model; it cannot be opened by itself.";
    if (kind == "imatrix")
        return "This is an importance matrix for quantising a model; there is no model in it.";
    return {};
}

void readHeader(const GgufFile &file, ModelEntry &entry)
{
    try {
        entry.name = file.stringOr("general.name", "");
        entry.architecture = file.stringOr("general.architecture", "");
        entry.quantisation = quantisationName(file);
        const std::string prefix = entry.architecture + ".";
        entry.contextLength = longestText(file, entry.architecture);
        entry.experts = file.unsignedOr(prefix + "expert_count", 0);
        entry.expertsUsed = file.unsignedOr(prefix + "expert_used_count", 0);
        entry.reason = reasonOfKind(file);
    } catch (const Error &error) { // a key of the wrong kind
        entry.reason = reasonOf(error.what(), file.name());
    }
}

std::string missingParts(const std::vector<fs::path> &parts, uint32_t count)
{
    constexpr uint32_t MostNamed = 5;
    std::string list;
    uint32_t missing = 0, at = 0;
    for (uint32_t number = 1; number <= count; ++number) {
        const auto name = at < parts.size() ? readPartName(textOf(parts[at].filename())) : std::nullopt;
        if (name && name->number == number) {
            ++at;
        } else if (++missing <= MostNamed) {
            list += (list.empty() ? "" : ", ") + std::to_string(number);
        }
    }
    return (missing > 1 ? "Parts " : "Part ") + list + (missing > MostNamed ? " and more" : "") + " of " +
           std::to_string(count) + (missing > 1 ? " are" : " is") +
           " missing: all parts of a split model must lie in one folder.";
}

} // namespace

ModelEntry describeModel(const std::vector<fs::path> &parts, uint32_t count)
{
    ModelEntry entry;
    entry.path = textOf(parts.front());
    entry.parts = count;
    for (const fs::path &part : parts) {
        std::string problem;
        const GgufFile file = GgufFile::glance(part, problem);
        if (&part == &parts.front())
            readHeader(file, entry);
        if (!problem.empty())
            entry.reason = reasonOf(problem, textOf(part));
        std::error_code error;
        const uintmax_t size = fs::file_size(part, error);
        entry.fileBytes += error ? 0 : size;
        for (const GgufTensor &tensor : file.tensors())
            entry.parameters += tensor.elements();
    }
    if (parts.size() < count)
        entry.reason = missingParts(parts, count);
    if (entry.reason.empty() && entry.parameters == 0)
        entry.reason = "This file holds a vocabulary or settings, but no weights.";
    if (!entry.reason.empty())
        entry.parameters = 0; // of what was seen only
    return entry;
}

std::string reasonOf(const std::string &error, const std::string &path)
{
    std::string sentence = error;
    const std::string beginning = textOf(pathOf(path)) + ": "; // with the slashes that sentences have
    if (sentence.starts_with(beginning))
        sentence.erase(0, beginning.size());
    if (!sentence.empty())
        sentence[0] = char(std::toupper(static_cast<unsigned char>(sentence[0])));
    return sentence;
}

} // namespace deepscope
