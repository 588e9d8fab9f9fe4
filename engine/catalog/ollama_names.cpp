#include "catalog/ollama_names.h"

#include "api/model_catalog.h"
#include "api/path_text.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

constexpr uintmax_t LargestManifest = 1U << 20; // bytes; they take about one thousand
constexpr size_t MostManifests = 10000;
constexpr const char *ModelLayer = "application/vnd.ollama.image.model";

// registry.ollama.ai/library/NAME/TAG is NAME:TAG; another registry or owner stays before the name.
std::string nameOf(const fs::path &manifest, const fs::path &manifests)
{
    std::string name = textOf(manifest.parent_path().lexically_relative(manifests));
    for (const std::string registry : {"registry.ollama.ai/", "library/"})
        if (name.starts_with(registry))
            name.erase(0, registry.size());
    return name + ":" + textOf(manifest.filename());
}

std::string text(const nlohmann::json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string();
}

// "sha256:DIGEST" lies in the file "sha256-DIGEST".
std::string modelBlob(const fs::path &manifest)
{
    std::ifstream file(manifest);
    const auto json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_object() || !json.contains("layers") || !json["layers"].is_array())
        return {};
    for (const auto &layer : json["layers"]) {
        if (text(layer, "mediaType") != ModelLayer)
            continue;
        std::string digest = text(layer, "digest");
        if (const size_t colon = digest.find(':'); colon != std::string::npos)
            digest[colon] = '-';
        return digest;
    }
    return {};
}

} // namespace

std::map<std::string, std::string> readOllamaNames(const fs::path &models)
{
    const fs::path manifests = models / "manifests";
    std::set<fs::path> files; // in order, so that names do not depend on the file system
    std::error_code error;
    for (fs::recursive_directory_iterator at(manifests, fs::directory_options::skip_permission_denied, error), end;
         !error && at != end && files.size() < MostManifests; at.increment(error)) {
        std::error_code ignored;
        if (at->is_regular_file(ignored) && at->file_size(ignored) <= LargestManifest)
            files.insert(at->path());
    }
    std::map<std::string, std::string> names;
    for (const fs::path &file : files) {
        const std::string blob = modelBlob(file);
        if (blob.empty())
            continue;
        std::string &name = names[blob];
        name += (name.empty() ? "" : ", ") + nameOf(file, manifests);
    }
    return names;
}

std::string ollamaName(const std::string &path)
{
    const fs::path blob = pathOf(path);
    if (blob.parent_path().filename() != "blobs")
        return {};
    const std::map<std::string, std::string> names = readOllamaNames(blob.parent_path().parent_path());
    const auto found = names.find(textOf(blob.filename()));
    return found == names.end() ? std::string() : found->second;
}

} // namespace deepscope
