// Finds the models of this machine: GGUF files in the folders of programs that fetch them, and in a user's folders.
#pragma once

#include "devices.h"
#include "error.h"
#include "memory_plan.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace deepscope {

enum class ModelSource : uint8_t { Deepscope, LmStudio, HuggingFace, Ollama, LlamaCpp, User };

const char *modelSourceName(ModelSource source); // "LM Studio", ..., "your folder"

struct ModelFolder {
    std::string path;
    ModelSource source = ModelSource::User;
};

enum class Platform : uint8_t { Linux, MacOs, Windows };

Platform thisPlatform();

// The value of an environment variable; empty = not set.
using Environment = std::function<std::string(const char *name)>;

std::string processEnvironment(const char *name);

// Where LM Studio, Hugging Face, Ollama and llama.cpp keep their models, whether the folders exist or not.
std::vector<ModelFolder> knownModelFolders(const Environment &environment = processEnvironment,
                                           Platform platform = thisPlatform());

// One model as a quick look at the header of its file tells it. A split model is one entry.
struct ModelEntry {
    std::string path; // of the first part that is there; "default" for the model that comes with the program
    std::string name; // general.name, or what its program calls it: "deepseek-r1:7b"; else the file's name
    ModelSource source = ModelSource::User;
    std::string repository;   // "bartowski/OLMoE-1B-7B-GGUF"; empty = unknown
    std::string architecture; // "deepseek2"; empty = unknown
    std::string quantisation; // "Q4_K_M"; empty = unknown
    uint64_t fileBytes = 0;   // of all parts that are there
    uint64_t parameters = 0;
    uint32_t contextLength = 0;            // what the model was trained for, as all below: 0 = unknown
    uint32_t experts = 0, expertsUsed = 0; // routed experts a layer
    uint32_t parts = 1;
    std::string reason; // why it cannot be opened, in one sentence; empty = nothing speaks against it so far
};

struct ScanOutcome {
    uint32_t models = 0;                 // entries that were reported
    bool complete = true;                // false: cancelled, or more files than are looked at
    std::vector<std::string> unreadable; // folders that are there but could not be read
};

struct ScanSinks {
    std::function<void(const ModelEntry &)> found;
    std::function<void(const std::string &path)> entered; // the folder that is being looked at
};

// Reports the default model, then what lies in the folders and below. A file is reported once, however many links lead
// to it. Never throws: an unreadable file is an entry with a reason, a folder that does not exist holds nothing.
ScanOutcome scanModels(const std::vector<ModelFolder> &folders, const ScanSinks &sinks, const CancelFlag &cancel);

// What Ollama calls the model in one of its blobs: "deepseek-r1:7b"; empty for any other file.
std::string ollamaName(const std::string &path);

// What a full reading of the header tells: whether the engine can open the model, and whether it fits.
struct ModelCheck {
    std::string reason;        // why it cannot be opened, in one sentence; empty = it can where it fits
    MemoryPlan whole;          // with the model's own context
    uint32_t context = 0;      // the largest that fits the device, at most the model's own; 0 = not even one token
    MemoryPlan fitting;        // with that context, when there is one
    uint64_t deviceBudget = 0; // bytes
    std::vector<std::string> remarks; // as ModelInfo has them

    bool fits() const { return reason.empty() && context > 0; }
    bool fitsWhole() const { return fits() && context == whole.context; }
};

// Takes some tens of milliseconds for a large vocabulary. Never throws.
ModelCheck checkModel(const std::string &path, const DeviceInfo &device, CacheType cacheType);

} // namespace deepscope
