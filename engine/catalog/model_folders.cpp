// Where other programs keep their models. Sources: the environment variables page of huggingface_hub, the FAQ of
// Ollama, the command line tools of LM Studio and llama.cpp.
#include "api/model_catalog.h"

#include "api/path_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace deepscope {

namespace {

namespace fs = std::filesystem;

class FolderList {
public:
    FolderList(const Environment &environment, Platform platform)
        : m_environment(environment), m_platform(platform),
          m_home(pathOf(environment(platform == Platform::Windows ? "USERPROFILE" : "HOME"))),
          m_cache(variable("XDG_CACHE_HOME", m_home / ".cache"))
    {
    }

    // Its home may be elsewhere, older versions had another, and its settings may name a folder of models.
    void addLmStudio()
    {
        std::vector<fs::path> homes{m_home / ".lmstudio", m_home / ".cache" / "lm-studio"};
        std::string line;
        if (std::ifstream pointer(m_home / ".lmstudio-home-pointer"); std::getline(pointer, line))
            homes.insert(homes.begin(), pathOf(line.substr(0, line.find_last_not_of(" \r\n\t") + 1)));
        for (const fs::path &home : homes) {
            add(home / "models", ModelSource::LmStudio);
            std::ifstream file(home / "settings.json");
            const auto settings = nlohmann::json::parse(file, nullptr, false);
            if (settings.is_object() && settings.contains("downloadsFolder") && settings["downloadsFolder"].is_string())
                add(pathOf(settings["downloadsFolder"].get<std::string>()), ModelSource::LmStudio);
        }
    }

    void addHuggingFace()
    {
        const fs::path home = variable("HF_HOME", m_cache / "huggingface");
        add(variable("HF_HUB_CACHE", variable("HUGGINGFACE_HUB_CACHE", home / "hub")), ModelSource::HuggingFace);
    }

    // On Linux the service has a user, and so a home, of its own; some distributions give it another.
    void addOllama()
    {
        add(variable("OLLAMA_MODELS", m_home / ".ollama" / "models"), ModelSource::Ollama);
        if (m_platform == Platform::Linux)
            for (const char *ofService : {"/usr/share/ollama/.ollama/models", "/var/lib/ollama"})
                add(ofService, ModelSource::Ollama);
    }

    void addLlamaCpp()
    {
        const fs::path caches = m_platform == Platform::Windows ? variable("LOCALAPPDATA", "")
                                : m_platform == Platform::MacOs ? m_home / "Library" / "Caches"
                                                                : m_cache;
        add(variable("LLAMA_CACHE", caches / "llama.cpp"), ModelSource::LlamaCpp);
    }

    std::vector<ModelFolder> folders;

private:
    fs::path variable(const char *name, const fs::path &otherwise) const
    {
        const std::string value = m_environment(name);
        if (value.starts_with("~/"))
            return m_home / pathOf(value.substr(2));
        return value.empty() ? otherwise : pathOf(value);
    }

    // A relative path means that the variables that it hangs on are not set.
    void add(const fs::path &path, ModelSource source)
    {
        const std::string text = textOf(path.lexically_normal());
        const bool known = std::any_of(folders.begin(), folders.end(), [&](const auto &f) { return f.path == text; });
        if (!known && path.has_root_directory())
            folders.push_back({text, source});
    }

    const Environment &m_environment;
    Platform m_platform;
    fs::path m_home, m_cache;
};

} // namespace

const char *modelSourceName(ModelSource source)
{
    switch (source) {
    case ModelSource::Deepscope:
        return "Deepscope";
    case ModelSource::LmStudio:
        return "LM Studio";
    case ModelSource::HuggingFace:
        return "Hugging Face";
    case ModelSource::Ollama:
        return "Ollama";
    case ModelSource::LlamaCpp:
        return "llama.cpp";
    case ModelSource::User:
        break;
    }
    return "your folder";
}

Platform thisPlatform()
{
#if defined(_WIN32)
    return Platform::Windows;
#elif defined(__APPLE__)
    return Platform::MacOs;
#else
    return Platform::Linux;
#endif
}

std::string processEnvironment(const char *name)
{
#ifdef _WIN32
    const wchar_t *value = _wgetenv(pathOf(name).c_str());
    return value ? textOf(value) : "";
#else
    const char *value = std::getenv(name);
    return value ? value : "";
#endif
}

std::vector<ModelFolder> knownModelFolders(const Environment &environment, Platform platform)
{
    FolderList list(environment, platform);
    list.addLmStudio();
    list.addHuggingFace();
    list.addOllama();
    list.addLlamaCpp();
    return std::move(list.folders);
}

} // namespace deepscope
