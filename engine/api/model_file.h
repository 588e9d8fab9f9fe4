// What can be said of a model without a device: from the header of its file.
#pragma once

#include "memory_plan.h"
#include "model_info.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace deepscope {

// "default", "lab-base" and "lab-base-without-full-thoughts" become the files of the models that come with the program;
// other paths stay as they are.
// Throws Error(File) when such a model is not installed.
std::string resolveModelPath(const std::string &path);

// A number that shapes a model, by the name that the papers give it.
struct Hyperparameter {
    std::string name;
    std::variant<double, bool, std::string> value;
};

class ModelFile {
public:
    // Throws Error(File) with one sentence.
    explicit ModelFile(const std::string &path);
    ~ModelFile();

    const ModelInfo &info() const;
    // context 0 = the model's own. Throws Error(Usage) for a context that the model cannot have.
    MemoryPlan plan(uint32_t context, CacheType cacheType) const;
    std::vector<Hyperparameter> hyperparameters() const;
    // What the model opens and closes a thought with (of channels: what stands around a channel's name), where its
    // template or its vocabulary tells; else nothing.
    std::vector<std::string> thoughtMarks() const;

    struct TextReading {
        bool addBos = true;        // in front, if the model wants one
        bool parseSpecial = false; // control tokens in the text are taken as such
        bool normalise = false;    // as prompts and chats are, where the makers of the vocabulary do so
    };
    std::vector<int32_t> tokenize(std::string_view text, const TextReading &reading) const;
    std::string piece(int32_t token) const;
    std::string detokenize(const std::vector<int32_t> &tokens) const; // exact bytes

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace deepscope
