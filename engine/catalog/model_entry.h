// What a quick look at the parts of one model says of it.
#pragma once

#include "api/model_catalog.h"

#include <filesystem>
#include <string>
#include <vector>

namespace deepscope {

// `parts` are those that are there, in order, of `count`. The name stays empty where the file has no general.name; the
// source is the caller's. Never throws.
ModelEntry describeModel(const std::vector<std::filesystem::path> &parts, uint32_t count);

// The sentence of an error without the file's name before it, since the name stands beside it.
std::string reasonOf(const std::string &error, const std::string &path);

} // namespace deepscope
