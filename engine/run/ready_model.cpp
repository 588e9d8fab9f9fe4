#include "run/ready_model.h"

#include "model/weight_store.h"

#include <cstring>
#include <utility>

namespace deepscope {

namespace {

std::string mebibytes(uint64_t bytes) { return std::to_string(bytes >> 20); }

std::vector<std::vector<float>> readSinks(const GgufFile &file, const Hyperparameters &hyper)
{
    std::vector<std::vector<float>> sinks(hyper.layerCount());
    for (uint32_t layer = 0; layer < hyper.layerCount(); ++layer) {
        const auto *attention = std::get_if<GroupedAttention>(&hyper.layers[layer].mixer);
        if (!attention || !attention->sinks)
            continue;
        const std::vector<uint8_t> bytes = file.readTensor(file.requireTensor(sinksName(layer)));
        sinks[layer].resize(attention->heads);
        std::memcpy(sinks[layer].data(), bytes.data(), bytes.size());
    }
    return sinks;
}

const MakeWeights storedWeights = [](const auto &device, const auto &file, const auto &hyper, const auto &check) {
    return std::make_unique<WeightStore>(device, file, hyper, check);
};

} // namespace

ReadyModel::ReadyModel(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel,
                       const ModelMaking &making)
    : ReadyModel(std::make_unique<ModelOpening>(request, making.worker), progress, cancel, making)
{
}

ReadyModel::ReadyModel(std::unique_ptr<ModelOpening> opening, const ProgressSink &progress, const CancelFlag &cancel,
                       const ModelMaking &making)
    : m_opening(std::move(opening)),
      m_kernels(m_opening->device, gpu::userCacheFolder()), m_description{m_opening->header.info, m_opening->plan,
                                                                          m_opening->room.anew}
{
    const auto report = [&](const std::string &doing, double fraction) {
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
        progress({doing, fraction});
    };
    const auto reportBytes = [&](uint64_t done, uint64_t total) {
        report("reading weights, " + mebibytes(done) + " of " + mebibytes(total) + " MiB",
               total > 0 ? double(done) / double(total) : 0);
    };
    const MemoryPlan &plan = m_description.memory;
    const gpu::Device &device = m_opening->device;
    // All memory first: what does not fit is known before anything is read.
    const auto reserving = [&] { report("reserving memory", 0); };
    const MakeWeights &make = making.weights ? making.weights : storedWeights;
    m_weights = make(device, m_opening->header.file, hyper(), reserving);
    reserving();
    const KvCache::Room room{uint32_t(plan.cacheTokens()), uint32_t(plan.windowTokens), plan.stateSlots()};
    m_cache = std::make_unique<KvCache>(device, layerStates(hyper()), room, plan.cacheType);
    m_step = std::make_unique<Step>(device, hyper(), plan.stepRows, plan.context);
    m_pass = std::make_unique<ForwardPass>(PassParts{device, hyper(), weights(), *m_cache, *m_step});
    m_sinks = readSinks(m_opening->header.file, hyper());
    m_weights->upload(m_kernels, reportBytes);
    report("reading weights", 1); // the last moment to cancel
}

MemoryAccount ReadyModel::account() const { return {m_opening->device.ledger().items(), m_opening->device.heaps()}; }

uint32_t ReadyModel::largestContext() const
{
    return m_opening->header.largestContextOn(m_description.device, m_description.memory.cacheType);
}

std::string ReadyModel::shownBytes(int32_t token) const
{
    return tokenizer().kind(token) == TokenKind::Control ? tokenizer().piece(token) : tokenizer().bytes(token);
}

void ReadyModel::requireLayer(uint64_t layer) const
{
    if (layer >= hyper().layerCount())
        throw Error(ErrorKind::Usage, "This model has layers 0 to " + std::to_string(hyper().layerCount() - 1) +
                                          ", and none of number " + std::to_string(layer) + ".");
}

void ReadyModel::requireAttention(uint32_t layer) const
{
    if (attentionHeads(hyper().layers[layer].mixer) > 0)
        return;
    std::string others;
    for (uint32_t other = 0; other < hyper().layerCount(); ++other)
        if (attentionHeads(hyper().layers[other].mixer) > 0)
            others += (others.empty() ? "" : ", ") + std::to_string(other);
    throw Error(ErrorKind::Usage, "Layer " + std::to_string(layer) +
                                      " has no attention: it keeps a state in place of rows of tokens. Layers with "
                                      "attention are " +
                                      others + ".");
}

void ReadyModel::requireTokens(const std::vector<int32_t> &tokens) const
{
    for (const int32_t token : tokens)
        tokenizer().vocabulary().entry(token);
}

} // namespace deepscope
