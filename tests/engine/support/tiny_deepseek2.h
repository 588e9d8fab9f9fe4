// A small model of architecture "deepseek2" whose keys and tensors a test can change before it is written.
#pragma once

#include "model/gguf_file.h"
#include "model/gguf_writer.h"

#include <map>

namespace deepscope {

// Embedding 8, 2 heads of 4 + 2 (value 3), latent 6, 3 layers of which the first is dense, 4 experts of which 2 are
// used.
struct TinyDeepseek2 {
    TinyDeepseek2();

    std::map<std::string, uint32_t> unsignedKeys; // without "deepseek2."
    std::map<std::string, float> floatKeys;
    std::map<std::string, std::string> stringKeys;
    std::map<std::string, bool> boolKeys;
    std::map<std::string, std::vector<uint64_t>> tensors; // shapes, F32
    std::vector<std::string> vocabulary;                  // 5 texts
    std::string architecture = "deepseek2";

    void useJointKeyValue();
    void useQueryLatent(uint32_t rank);
    void setTensorOfAllLayers(const std::string &part, std::vector<uint64_t> shape);
    void removeTensorOfAllLayers(const std::string &part);

    std::vector<uint8_t> bytes() const; // seeded values
};

} // namespace deepscope
