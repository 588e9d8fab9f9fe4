#include "lab/base_weights.h"

namespace deepscope {

namespace {

struct Run {
    const gpu::Buffer &buffer;
    uint64_t offset;
};

void recordCopies(gpu::Commands &commands, uint64_t bytes, std::initializer_list<std::pair<Run, Run>> copies)
{
    commands.begin();
    for (const auto &[from, to] : copies)
        commands.copy(from.buffer, from.offset, to.buffer, to.offset, bytes);
    commands.end();
}

} // namespace

BaseWeights::BaseWeights(gpu::KernelCache &kernels, const Parameters &parameters)
    : m_kept(kernels.device(), parameters.flatValues().bytes, gpu::MemoryUse::DeviceLocal,
             {MemoryPurpose::Learning, "reference weights"}),
      m_aside(kernels.device(), parameters.flatValues().bytes, gpu::MemoryUse::DeviceLocal,
              {MemoryPurpose::Learning, "weights put aside"}),
      m_bring(kernels), m_putBack(kernels)
{
    const gpu::Tensor values = parameters.flatValues();
    const Run now{*values.buffer, values.offset}, kept{m_kept, 0}, aside{m_aside, 0};
    gpu::Commands keep(kernels);
    recordCopies(keep, values.bytes, {{now, kept}});
    keep.submitAndWait();
    recordCopies(m_bring, values.bytes, {{now, aside}, {kept, now}});
    recordCopies(m_putBack, values.bytes, {{aside, now}});
}

std::optional<std::vector<std::vector<float>>> BaseWeights::read(Trainer &trainer, std::span<const TrainingText> texts,
                                                                 const std::atomic<bool> &cancel)
{
    std::vector<std::vector<float>> all(texts.size());
    m_bring.submitAndWait();
    const auto seen = [&](size_t text, std::span<const RowResult> rows) {
        for (const RowResult &row : rows)
            all[text].push_back(row.logProbability);
        return true;
    };
    bool whole = false;
    try {
        whole = trainer.read(texts, cancel, seen);
    } catch (...) {
        m_putBack.submitAndWait();
        throw;
    }
    m_putBack.submitAndWait();
    return whole ? std::optional(std::move(all)) : std::nullopt;
}

} // namespace deepscope
