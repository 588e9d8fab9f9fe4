// A model made ready to run: what its file says, and weights, cache and forward pass on a device.
#pragma once

#include "api/engine.h"
#include "gpu/commands.h"
#include "model/forward_pass.h"
#include "model/weights.h"
#include "run/model_opening.h"

#include <memory>
#include <optional>

namespace deepscope {

// What is not as for a chat.
struct ModelMaking {
    MakeWeights weights;               // empty: the file's, as they lie, which the memory plan speaks of in any case
    std::optional<gpu::Worker> worker; // of a software device; nothing: the better one for a turn of a chat
};

class ReadyModel {
public:
    // Throws Error: unreadable or unsupported file, no device, no memory, cancelled.
    ReadyModel(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel,
               const ModelMaking &making = {});
    // What was opened before. Throws Error: a file that ends or changes, no memory, cancelled.
    ReadyModel(std::unique_ptr<ModelOpening> opening, const ProgressSink &progress, const CancelFlag &cancel,
               const ModelMaking &making = {});

    const LoadedModel &description() const { return m_description; }
    const GgufFile &file() const { return m_opening->header.file; }
    const Hyperparameters &hyper() const { return m_opening->header.hyper; }
    const Tokenizer &tokenizer() const { return *m_opening->header.tokenizer; }
    const ChatTemplate &chatTemplate() const { return *m_opening->header.chatTemplate; }
    const ThoughtMarks &thoughtMarks() const { return m_opening->header.thoughtMarks(); }
    gpu::KernelCache &kernels() { return m_kernels; }
    const ForwardPass &pass() const { return *m_pass; }
    Step &step() { return *m_step; }
    const Step &step() const { return *m_step; }
    const KvCache &cache() const { return *m_cache; }
    const TensorTable &weights() const { return m_weights->tensors(); }

    // What is allocated of the device, and how often that has changed so far.
    MemoryAccount account() const;
    uint64_t memoryChanges() const { return m_opening->device.ledger().changes(); }

    // The most tokens that the model can have as its context on this device.
    uint32_t largestContext() const;

    // Of each head of a layer what its softmax has beside its scores; empty where it has nothing.
    const std::vector<float> &sinks(uint32_t layer) const { return m_sinks[layer]; }

    // What a token is shown as: its bytes; of a control token its piece.
    std::string shownBytes(int32_t token) const;

    // Throw Error(Usage) for a layer that there is not, and for a token that is not in the vocabulary.
    void requireLayer(uint64_t layer) const;
    void requireAttention(uint32_t layer) const; // of a layer, which there is: it may keep a state in place of rows
    void requireTokens(const std::vector<int32_t> &tokens) const;

private:
    std::unique_ptr<const ModelOpening> m_opening; // first: it has the device
    gpu::KernelCache m_kernels;
    std::unique_ptr<Weights> m_weights;
    std::unique_ptr<KvCache> m_cache;
    std::unique_ptr<Step> m_step;
    std::unique_ptr<ForwardPass> m_pass;
    LoadedModel m_description;
    std::vector<std::vector<float>> m_sinks; // of each layer
};

} // namespace deepscope
