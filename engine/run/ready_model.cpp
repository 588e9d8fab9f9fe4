#include "run/ready_model.h"

#include "model/weight_store.h"
#include "run/worker_for.h"

#include <algorithm>
#include <thread>

namespace deepscope {

namespace {

std::string megabytes(uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

// Nothing for what is no scratch.
const char *scratchName(Misfit::Of of)
{
    switch (of) {
    case Misfit::Of::Attention:
        return "the attention of a batch";
    case Misfit::Of::Activations:
        return "the activations of a batch";
    case Misfit::Of::Logits:
        return "the logits of a batch";
    default:
        return nullptr;
    }
}

// What the device lacks is memory, or a buffer that is large enough for one piece, or patience with long loops.
std::string whyNotFitting(const std::string &name, const MemoryPlan &plan, const DeviceInfo &device)
{
    const std::string context = " with a context of " + std::to_string(plan.context) + " tokens";
    const Misfit misfit = misfitOf(plan, device);
    if (misfit.of == Misfit::Of::CachePiece)
        return name + " needs " + megabytes(misfit.needed) + " in one piece for the cache of one layer" + context +
               ", and " + device.name + " gives at most " + megabytes(misfit.available) + " at once";
    if (misfit.of == Misfit::Of::Context)
        return "A context of " + std::to_string(misfit.needed) + " tokens is longer than the " +
               std::to_string(misfit.available) + " that " + device.name + " can go through";
    if (const char *scratch = scratchName(misfit.of))
        return name + " needs " + megabytes(misfit.needed) + " in one piece for " + scratch + ", and " + device.name +
               " gives at most " + megabytes(misfit.available) + " at once";
    return name + " needs " + megabytes(plan.totalBytes()) + context + " (weights " + megabytes(plan.weightsBytes) +
           ", cache " + megabytes(plan.cacheBytes) + "), which " + device.name + " with " +
           megabytes(device.deviceLocalBudget()) + " cannot hold";
}

// `plan` is of one token.
std::string whyNothingFits(const MemoryPlan &plan, const DeviceInfo &device)
{
    const Misfit misfit = misfitOf(plan, device);
    if (misfit.of == Misfit::Of::Weight)
        return "its largest tensor takes " + megabytes(misfit.needed) + ", and the device can reach " +
               megabytes(misfit.available) + " at once. A stronger quantisation would fit.";
    if (scratchName(misfit.of))
        return "no context is short enough. A smaller model or another device would fit.";
    return "not even one token fits. A smaller model or a stronger quantisation would.";
}

const MakeWeights storedWeights = [](const auto &device, const auto &file, const auto &hyper, const auto &check) {
    return std::make_unique<WeightStore>(device, file, hyper, check);
};

} // namespace

// Everything that the header can tell is checked before the device is asked for memory.
ReadyModel::ReadyModel(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel,
                       const ModelMaking &making)
    : m_header(request.path), m_device({.select = request.device,
                                        .worker = making.worker.value_or(workerFor(
                                            m_header.file, m_header.hyper, std::thread::hardware_concurrency()))}),
      m_kernels(m_device, gpu::userCacheFolder())
{
    const auto report = [&](const std::string &doing, double fraction) {
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
        progress({doing, fraction});
    };
    const auto reportBytes = [&](uint64_t done, uint64_t total) {
        report("reading weights, " + megabytes(done) + " of " + megabytes(total),
               total > 0 ? double(done) / double(total) : 0);
    };
    m_description = {m_header.info, planForSequences(choosePlan(request), request.sequences, m_device.info()),
                     m_device.info()};
    const MemoryPlan &plan = m_description.memory;
    // All memory first: what does not fit is known before anything is read.
    const auto reserving = [&] { report("reserving memory", 0); };
    const MakeWeights &make = making.weights ? making.weights : storedWeights;
    m_weights = make(m_device, m_header.file, hyper(), reserving);
    reserving();
    m_cache = std::make_unique<KvCache>(m_device, layerStates(hyper()), plan.cacheTokens(), request.cacheType);
    m_step = std::make_unique<Step>(m_device, hyper(), plan.stepRows, plan.context);
    m_pass = std::make_unique<ForwardPass>(PassParts{m_device, hyper(), weights(), *m_cache, *m_step});
    m_weights->upload(m_kernels, reportBytes);
    report("reading weights", 1); // the last moment to cancel
}

// A context that nobody chose leaves memory to others.
MemoryPlan ReadyModel::choosePlan(const LoadRequest &request) const
{
    const DeviceInfo &device = m_device.info();
    const MemoryPlan wanted = m_header.plan(request.context, request.cacheType);
    const bool automatic = request.context == 0;
    if (fits(wanted, automatic ? withHeadroom(device) : device))
        return wanted;
    if (const uint32_t room = automatic ? m_header.largestContextOn(withHeadroom(device), request.cacheType) : 0)
        return m_header.plan(room, request.cacheType);
    const uint32_t largest = m_header.largestContextOn(device, request.cacheType);
    throw Error(ErrorKind::Device,
                whyNotFitting(m_header.file.name(), wanted, device) + "; " +
                    (largest > 0 ? "the largest context that fits is " + std::to_string(largest) + " tokens."
                                 : whyNothingFits(m_header.plan(1, request.cacheType), device)));
}

uint32_t ReadyModel::largestContext() const
{
    return m_header.largestContextOn(m_device.info(), m_description.memory.cacheType);
}

std::string ReadyModel::shownBytes(int32_t token) const
{
    return tokenizer().kind(token) == TokenKind::Control ? tokenizer().piece(token) : tokenizer().bytes(token);
}

void ReadyModel::requireTokens(const std::vector<int32_t> &tokens) const
{
    for (const int32_t token : tokens)
        tokenizer().vocabulary().entry(token);
}

} // namespace deepscope
