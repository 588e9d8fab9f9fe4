// The model architectures that the engine runs. One more is one more file with its forward pass, and a line in the
// table.
#pragma once

#include "model/forward_pass.h"
#include "model/hyperparameters.h"

#include <memory>
#include <string>
#include <string_view>

namespace deepscope {

struct Architecture {
    std::string_view name; // general.architecture
    // Reads the metadata and checks the tensors; throws Error(File).
    Hyperparameters (*read)(const GgufFile &file);
    std::unique_ptr<ForwardPass> (*makePass)(const PassParts &parts);
    // Device memory of its attention's activations.
    MemoryBlock (*attentionBlock)(const Hyperparameters &hyper, uint32_t rows);
};

const Architecture *findArchitecture(std::string_view name); // nullptr: not supported
std::string architectureNames();                             // "deepseek2, llama, ..."

} // namespace deepscope
