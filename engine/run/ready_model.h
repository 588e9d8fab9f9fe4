// A model made ready to run: file, text side, device, weights, cache and forward pass.
#pragma once

#include "api/session.h"
#include "gpu/commands.h"
#include "model/forward_pass.h"
#include "model/gguf_file.h"
#include "text/chat_template.h"
#include "text/tokenizer.h"

#include <memory>

namespace deepscope {

class ReadyModel {
public:
    // Throws Error: unreadable or unsupported file, no device, no memory, cancelled.
    ReadyModel(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel);

    const LoadedModel &description() const { return m_description; }
    const Hyperparameters &hyper() const { return m_hyper; }
    const Tokenizer &tokenizer() const { return *m_tokenizer; }
    const ChatTemplate &chatTemplate() const { return *m_template; }
    gpu::KernelCache &kernels() { return m_kernels; }
    const ForwardPass &pass() const { return *m_pass; }
    StepMemory &step() { return *m_step; }
    const KvCache &cache() const { return *m_cache; }
    const WeightStore &weights() const { return *m_weights; }

private:
    uint32_t chooseContext(const GgufFile &file, const LoadRequest &request) const;

    Hyperparameters m_hyper;
    gpu::Device m_device;
    gpu::KernelCache m_kernels;
    std::unique_ptr<Tokenizer> m_tokenizer;
    std::unique_ptr<ChatTemplate> m_template;
    std::unique_ptr<WeightStore> m_weights;
    std::unique_ptr<KvCache> m_cache;
    std::unique_ptr<StepMemory> m_step;
    std::unique_ptr<ForwardPass> m_pass;
    LoadedModel m_description;
};

} // namespace deepscope
