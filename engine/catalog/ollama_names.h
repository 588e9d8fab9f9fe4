// What Ollama calls its blobs. A model's weights lie in blobs/sha256-DIGEST; its name is the path of a manifest:
// manifests/registry.ollama.ai/library/NAME/TAG, a JSON object whose layers name their digests.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace deepscope {

// By file name in blobs/: "deepseek-r1:7b", or "someone/model:latest" outside of the library; several tags of one blob
// are joined by commas. Manifests that cannot be read name nothing.
std::map<std::string, std::string> readOllamaNames(const std::filesystem::path &models);

} // namespace deepscope
