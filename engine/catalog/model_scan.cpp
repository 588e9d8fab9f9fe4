// Walks the folders in which models may lie, and knows the layouts of the programs that keep them.
#include "catalog/model_scan.h"

#include "api/model_file.h"
#include "api/path_text.h"
#include "catalog/model_entry.h"
#include "catalog/ollama_names.h"
#include "model/gguf_split.h"

#include <algorithm>
#include <cctype>
#include <fstream>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

constexpr int DeepestFolder = 12;        // below the folder that was named
constexpr uint32_t MostFiles = 200000;   // in all folders together: a home folder with all that is in it
constexpr uintmax_t SmallestHeader = 24; // bytes of a GGUF file without keys and tensors

bool hasModelEnding(const fs::path &path)
{
    std::string ending = textOf(path.extension());
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return ending == ".gguf";
}

// Blobs have no ending; those that are models begin like one. Only plain files are opened: a pipe would wait.
bool beginsLikeModel(const fs::path &path)
{
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) < SmallestHeader || error)
        return false;
    char magic[4] = {};
    return std::ifstream(path, std::ios::binary).read(magic, sizeof magic) && std::string(magic, 4) == "GGUF";
}

bool isModel(const fs::path &path)
{
    if (textOf(path.filename()).find("-partial") != std::string::npos) // a blob that Ollama is still fetching
        return false;
    return hasModelEnding(path) || (!path.has_extension() && beginsLikeModel(path));
}

// "models--deepseek-ai--DeepSeek-V2-Lite" is the repository deepseek-ai/DeepSeek-V2-Lite.
std::string repositoryOf(const std::string &folder)
{
    std::string name = folder.substr(std::string("models--").size());
    if (const size_t at = name.find("--"); at != std::string::npos)
        name.replace(at, 2, "/");
    return name;
}

} // namespace

ModelScan::ModelScan(const ScanSinks &sinks, const CancelFlag &cancel) : m_sinks(sinks), m_cancel(cancel) {}

void ModelScan::reportDefault()
{
    ModelEntry entry;
    try {
        entry = describeModel({pathOf(resolveModelPath("default"))}, 1);
    } catch (const Error &error) {
        entry.reason = error.what();
    }
    entry.path = "default";
    entry.name = "Deepscope default";
    entry.source = ModelSource::Deepscope;
    report(std::move(entry));
}

void ModelScan::scan(const ModelFolder &folder)
{
    const fs::path path = pathOf(folder.path);
    std::error_code error;
    if (fs::is_directory(path, error))
        enter(path, {folder.source, {}, {}}, 0);
    else if (error == std::errc::permission_denied)
        m_outcome.unreadable.push_back(folder.path);
}

ScanOutcome ModelScan::outcome() const { return m_outcome; }

bool ModelScan::mayGoOn()
{
    if (m_cancel || m_files >= MostFiles)
        m_outcome.complete = false;
    return m_outcome.complete;
}

void ModelScan::enter(const fs::path &path, const Place &place, int depth)
{
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (!mayGoOn() || error || !m_entered.insert(real).second) // a link may lead back to where it hangs
        return;
    m_sinks.entered(textOf(path));
    Content content;
    for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        ++m_files;
        std::error_code ignored;
        (at->is_directory(ignored) ? content.folders : content.files).push_back(at->path());
        if (!mayGoOn())
            return;
    }
    if (error)
        m_outcome.unreadable.push_back(textOf(path));
    std::sort(content.folders.begin(), content.folders.end());
    std::sort(content.files.begin(), content.files.end());
    const Place inside = recognise(path, place, depth, content);
    reportFiles(content.files, inside);
    if (depth < DeepestFolder)
        for (const fs::path &folder : content.folders)
            if (textOf(folder.filename()).front() != '.') // where programs keep what is not for people
                enter(folder, inside, depth + 1);
}

// The layouts of Hugging Face and Ollama are known wherever they lie, so that a copy on another disk can be added.
ModelScan::Place ModelScan::recognise(const fs::path &path, const Place &place, int depth, Content &content) const
{
    const auto only = [&](const char *name) {
        std::erase_if(content.folders, [&](const fs::path &folder) { return folder.filename() != name; });
    };
    const auto has = [&](const char *name) {
        return std::any_of(content.folders.begin(), content.folders.end(),
                           [&](const fs::path &folder) { return folder.filename() == name; });
    };
    if (textOf(path.filename()).starts_with("models--") && has("snapshots")) {
        only("snapshots"); // of links into blobs, where names are lost
        return {ModelSource::HuggingFace, repositoryOf(textOf(path.filename())), {}};
    }
    if (has("blobs") && has("manifests")) {
        only("blobs");
        return {ModelSource::Ollama, {}, readOllamaNames(path)};
    }
    if (place.source == ModelSource::LmStudio && depth == 2) // publisher/model
        return {place.source, textOf(path.parent_path().filename()) + "/" + textOf(path.filename()), {}};
    return place;
}

void ModelScan::reportFiles(const std::vector<fs::path> &files, const Place &place)
{
    for (size_t at = 0; at < files.size() && mayGoOn();) {
        const fs::path &file = files[at];
        std::vector<fs::path> parts{file};
        const auto first = readPartName(textOf(file.filename()));
        // Sorted by name, the parts of a model follow each other.
        while (first && at + parts.size() < files.size()) {
            const auto next = readPartName(textOf(files[at + parts.size()].filename()));
            if (!next || next->prefix != first->prefix || next->count != first->count)
                break;
            parts.push_back(files[at + parts.size()]);
        }
        at += parts.size();
        if (!isModel(file))
            continue;
        std::error_code error;
        const fs::path real = fs::canonical(file, error); // fails for a link that leads nowhere
        if (m_reported.insert(error ? file : real).second)
            reportModel(parts, first ? first->count : 1, place);
    }
}

void ModelScan::reportModel(const std::vector<fs::path> &parts, uint32_t count, const Place &place)
{
    ModelEntry entry = describeModel(parts, count);
    entry.source = place.source;
    entry.repository = place.repository;
    const std::string file = textOf(parts.front().filename());
    if (const auto named = place.blobs.find(file); named != place.blobs.end())
        entry.name = named->second;
    if (entry.name.empty())
        entry.name = count > 1 ? readPartName(file)->prefix : textOf(parts.front().stem());
    report(std::move(entry));
}

void ModelScan::report(ModelEntry entry)
{
    ++m_outcome.models;
    m_sinks.found(entry);
}

ScanOutcome scanModels(const std::vector<ModelFolder> &folders, const ScanSinks &sinks, const CancelFlag &cancel)
{
    ModelScan scan(sinks, cancel);
    scan.reportDefault();
    for (const ModelFolder &folder : folders)
        scan.scan(folder);
    return scan.outcome();
}

} // namespace deepscope
