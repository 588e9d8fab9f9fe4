// A small model whose keys and tensors a test can change before it is written.
#pragma once

#include "model/gguf_file.h"
#include "model/gguf_writer.h"

#include <map>

namespace deepscope {

struct TinyModel {
    std::string architecture;
    uint32_t layers = 0;
    std::map<std::string, uint32_t> unsignedKeys; // without "ARCHITECTURE."
    std::map<std::string, float> floatKeys;
    std::map<std::string, std::string> stringKeys;
    std::map<std::string, bool> boolKeys;
    std::map<std::string, GgufArray> arrayKeys;
    std::map<std::string, std::vector<uint64_t>> tensors; // shapes, F32
    std::vector<std::string> vocabulary;                  // 5 texts

    void setTensorOfAllLayers(const std::string &part, std::vector<uint64_t> shape);
    void removeTensorOfAllLayers(const std::string &part);

    std::vector<uint8_t> bytes() const; // seeded values

protected:
    TinyModel(std::string architecture, uint32_t layers);

    std::string keyPrefix; // of the architecture that it was made as, whatever it is called later
};

} // namespace deepscope
