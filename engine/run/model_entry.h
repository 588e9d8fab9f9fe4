// What a quick look at the parts of one model says of it.
#pragma once

#include "api/model_catalog.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace deepscope {

// A part of a split model by its name: "PREFIX-00002-of-00003.gguf".
struct PartName {
    std::string prefix;
    uint32_t number = 0, count = 0; // from 1
};
std::optional<PartName> readPartName(const std::string &fileName);

// `parts` are those that are there, in order, of `count`. The name stays empty where the file has no general.name; the
// source is the caller's. Never throws.
ModelEntry describeModel(const std::vector<std::filesystem::path> &parts, uint32_t count);

// The sentence of an error without the file's name before it, since the name stands beside it.
std::string reasonOf(const std::string &error, const std::string &path);

} // namespace deepscope
