// Models in several files, NAME-00001-of-0000N.gguf and so on: the first part holds the metadata, each part some of the
// tensors, and the keys split.no (from 0), split.count and split.tensors.count tell how they belong together.
#pragma once

#include "model/gguf_file.h"

#include <cstdint>
#include <optional>
#include <string>

namespace deepscope {

// "PREFIX-00002-of-00003.gguf"
struct PartName {
    std::string prefix;
    uint32_t number = 0, count = 0; // from 1
};

std::optional<PartName> readPartName(const std::string &fileName); // nothing for any other name

std::string partEnding(uint32_t number, uint32_t count); // "-00002-of-00003.gguf"

// The model that `path` is, or is any part of. Throws Error(File): one sentence that names the part.
GgufFile openWithAllParts(const std::filesystem::path &path);

} // namespace deepscope
