#include "run/ready_model.h"

#include "api/model_file.h"
#include "model/memory_plan.h"
#include "model/model_info.h"

#include <algorithm>

namespace deepscope {

namespace {

std::string megabytes(uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

} // namespace

// Everything that the header can tell is checked before the device is asked for memory.
ReadyModel::ReadyModel(const LoadRequest &request, const ProgressSink &progress, const CancelFlag &cancel)
    : m_device({request.device}), m_kernels(m_device)
{
    const auto report = [&](const char *doing, double fraction) {
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Loading was cancelled.");
        progress({doing, fraction});
    };
    report("reading the header", 0);
    const GgufFile file(resolveModelPath(request.path));
    m_hyper = readHyperparameters(file);
    m_tokenizer = makeTokenizer(file);
    m_template = makeChatTemplate(file);
    m_description.info = readModelInfo(file, m_hyper);
    m_description.info.path = request.path;
    m_description.info.tokenizer = m_tokenizer->description();
    m_description.info.chatTemplateFamily = m_template->family();
    m_description.device = m_device.info();
    m_description.memory = planMemory(file, m_hyper, chooseContext(file, request), request.cacheType);

    m_weights = std::make_unique<WeightStore>(m_kernels, file, [&](double done) { report("reading weights", done); });
    report("reserving memory", 1);
    m_cache = std::make_unique<KvCache>(m_device, m_hyper, m_description.memory.context, request.cacheType);
    m_step = std::make_unique<StepMemory>(m_device, m_hyper);
    m_pass = makeForwardPass({m_device, m_hyper, *m_weights, *m_cache, *m_step});
}

uint32_t ReadyModel::chooseContext(const GgufFile &file, const LoadRequest &request) const
{
    const uint64_t budget = m_device.info().deviceLocalBudget();
    const uint32_t fits = largestContext(file, m_hyper, budget, request.cacheType);
    const uint32_t wanted = request.context > 0 ? request.context : std::min(m_hyper.contextLength, fits);
    if (request.context > m_hyper.contextLength)
        throw Error(ErrorKind::Usage, "A context of " + std::to_string(request.context) + " tokens is more than the " +
                                          std::to_string(m_hyper.contextLength) + " that this model was made for.");
    if (fits > 0 && wanted <= fits)
        return wanted;
    const MemoryPlan plan = planMemory(file, m_hyper, std::max(wanted, 1U), request.cacheType);
    throw Error(ErrorKind::Device,
                file.name() + " needs " + megabytes(plan.totalBytes()) + " with a context of " +
                    std::to_string(plan.context) + " tokens (weights " + megabytes(plan.weightsBytes) + ", cache " +
                    megabytes(plan.cacheBytes) + "), and " + m_device.info().name + " has " + megabytes(budget) + "; " +
                    (fits > 0
                         ? "the largest context that fits is " + std::to_string(fits) + " tokens."
                         : std::string("not even one token fits. A smaller model or a stronger quantisation would.")));
}

} // namespace deepscope
