// Files that are no models, each wrong in one way: what a user, a broken download or an attacker may bring.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace deepscope {

struct MalformedFile {
    std::string name;
    std::function<std::vector<uint8_t>()> make;
    std::string part; // of the sentence that refuses it
};

std::vector<MalformedFile> malformedHeaders();
std::vector<MalformedFile> malformedKeys();
std::vector<MalformedFile> malformedTensors();
std::vector<MalformedFile> truncatedModels();
std::vector<MalformedFile> inconsistentModels(); // hyperparameters and tensors
std::vector<MalformedFile> inconsistentTokenizers();

} // namespace deepscope
