// What the header of a file says, read once for the session and for front ends that need no device.
#pragma once

#include "api/devices.h"
#include "api/memory_plan.h"
#include "api/model_info.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "text/chat_template.h"
#include "text/tokenizer.h"

#include <memory>
#include <string>

namespace deepscope {

struct ModelHeader {
    // `path` may be "default". Throws Error(File).
    explicit ModelHeader(const std::string &path);

    // context 0 = the model's own. Throws Error(Usage) for a context that the model cannot have.
    MemoryPlan plan(uint32_t context, CacheType type) const;

    // The most tokens, up to the model's own context, with which the model fits the device; 0 = not even one.
    uint32_t largestContextOn(const DeviceInfo &device, CacheType type) const;

    // What to look for in what the model writes.
    const ThoughtMarks &thoughtMarks() const { return saidMarks ? *saidMarks : thinkTags(); }

    GgufFile file;
    Hyperparameters hyper;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<ChatTemplate> chatTemplate;
    ModelInfo info;
    const ThoughtMarks *saidMarks; // of thoughts, by the template or the vocabulary; null: they say nothing of any
};

} // namespace deepscope
