#include "model/gguf_split.h"

#include "api/error.h"
#include "api/path_text.h"
#include "model/gguf_cursor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace deepscope {

namespace {

struct PartKeys {
    uint32_t number = 0; // from 0
    uint32_t count = 1;
    uint32_t tensors = 0; // of all parts
};

PartKeys readPartKeys(const GgufFile &file)
{
    PartKeys keys;
    keys.count = std::max(1U, file.unsignedOr("split.count", 1));
    if (keys.count == 1)
        return keys;
    keys.number = file.requireUnsigned("split.no");
    keys.tensors = file.requireUnsigned("split.tensors.count");
    if (keys.number >= keys.count)
        file.fail("key 'split.no' is " + std::to_string(keys.number) + ", but the parts are numbered 0 to " +
                  std::to_string(keys.count - 1));
    return keys;
}

std::string inWords(uint32_t number, uint32_t count)
{
    return "part " + std::to_string(number + 1) + " of " + std::to_string(count);
}

// The path of every part, up to its ending.
std::filesystem::path stemOf(const std::filesystem::path &path, const GgufFile &part, const PartKeys &keys)
{
    const std::string name = textOf(path.filename()), ending = partEnding(keys.number + 1, keys.count);
    if (!name.ends_with(ending))
        part.fail("this is " + inWords(keys.number, keys.count) + " of a model, so its name must end in " + ending +
                  "; the other parts are looked for beside it by such names");
    return path.parent_path() / pathOf(name.substr(0, name.size() - ending.size()));
}

// Metadata stands in the first part; what another part repeats must be the same.
void requireSameModel(const GgufFile &first, const GgufFile &part)
{
    for (const auto &[key, value] : part.metadata()) {
        const GgufValue *other = first.find(key);
        if (key != "split.no" && key != "general.alignment" && other && *other != value)
            part.fail("this part is of another model than the first part: key " + quotedName(key) + " differs");
    }
}

GgufFile openPart(const std::filesystem::path &stem, uint32_t number, uint32_t count)
{
    std::filesystem::path path = stem;
    path += partEnding(number + 1, count);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        throw Error(ErrorKind::File, textOf(path) + ": " + inWords(number, count) +
                                         " of the model is missing; all parts must lie in one folder.");
    GgufFile part{FileReader(path)};
    const PartKeys keys = readPartKeys(part);
    if (keys.number != number || keys.count != count)
        part.fail("by its name this is " + inWords(number, count) + " of a model, but by its metadata " +
                  (keys.count == 1 ? "a whole model" : inWords(keys.number, keys.count)));
    return part;
}

} // namespace

std::optional<PartName> readPartName(const std::string &fileName)
{
    constexpr size_t Ending = 20, Digits = 5; // "-00002-of-00003.gguf"
    if (fileName.size() <= Ending)
        return std::nullopt;
    const char *ending = fileName.data() + fileName.size() - Ending;
    PartName part{fileName.substr(0, fileName.size() - Ending)};
    std::from_chars(ending + 1, ending + 1 + Digits, part.number);
    std::from_chars(ending + 10, ending + 10 + Digits, part.count);
    const bool fits = part.number >= 1 && part.number <= part.count;
    return fits && fileName.ends_with(partEnding(part.number, part.count)) ? std::optional(part) : std::nullopt;
}

std::string partEnding(uint32_t number, uint32_t count)
{
    std::array<char, 40> text;
    std::snprintf(text.data(), text.size(), "-%05u-of-%05u.gguf", number, count);
    return text.data();
}

GgufFile openWithAllParts(const std::filesystem::path &path)
{
    GgufFile model{FileReader(path)};
    const PartKeys keys = readPartKeys(model);
    if (keys.count == 1)
        return model;
    const std::filesystem::path stem = stemOf(path, model, keys);
    if (keys.number != 0)
        model = openPart(stem, 0, keys.count);
    for (uint32_t number = 1; number < keys.count; ++number) {
        GgufFile part = openPart(stem, number, keys.count);
        requireSameModel(model, part);
        model.append(std::move(part));
    }
    if (model.tensors().size() != keys.tensors)
        model.fail("the " + std::to_string(keys.count) + " parts hold " + std::to_string(model.tensors().size()) +
                   " tensors, but key 'split.tensors.count' announces " + std::to_string(keys.tensors));
    return model;
}

} // namespace deepscope
