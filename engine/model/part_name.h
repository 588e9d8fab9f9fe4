// The names by which the files of a split model belong together: "PREFIX-00002-of-00003.gguf".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace deepscope {

struct PartName {
    std::string prefix;
    uint32_t number = 0, count = 0; // from 1
};

std::optional<PartName> readPartName(const std::string &fileName); // nothing for any other name

std::string partEnding(uint32_t number, uint32_t count); // "-00002-of-00003.gguf"

} // namespace deepscope
