#include "open_plan.h"

#include "models/cache_statistics.h"
#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <algorithm>

namespace deepscope {

namespace {

QString tokens(uint32_t count) { return formatPlural(count, Noun::Token); }

uint64_t largestPiece(const MemoryPlan &plan)
{
    return std::max(plan.largestCachePiece(), plan.largestStatePiece * plan.stateSlots());
}

QString partsOf(const MemoryPlan &plan)
{
    const QString room = plan.sequences > 1 ? tr(", room for %1 contexts").arg(plan.sequences) : QString();
    const QString states = plan.stateBytes() > 0 ? tr(", states %1").arg(formatBytes(plan.stateBytes())) : QString();
    return tr("weights %1, cache %2 (%3%5), scratch %4")
               .arg(formatBytes(plan.weightsBytes), formatBytes(plan.cacheBytes), cacheGrowthWords(plan, formatBytes),
                    formatBytes(plan.scratchBytes), room) +
           states;
}

QString withoutDevice(const OpenPlan &plan)
{
    const QString needs = tr("It would need %1: %2.").arg(formatBytes(plan.memory.totalBytes()), partsOf(plan.memory));
    if (plan.options.device.isEmpty())
        return tr("There is no usable Vulkan device to open it on.") + ' ' + needs;
    return tr("There is no usable device “%1”; choose another.").arg(plan.options.device) + ' ' + needs;
}

// What stands against one token more than fit: the same thing stands against the whole plan, unless that is shorter.
Misfit bindingMisfit(const MemoryPlan &plan, const DeviceInfo &device, uint32_t longest)
{
    const Misfit binding = misfitOf(planForContext(plan, longest + 1, plan.sequences), device);
    return binding ? binding : misfitOf(plan, device);
}

// Empty for what is no scratch.
QString scratchName(Misfit::Of of)
{
    switch (of) {
    case Misfit::Of::Attention:
        return tr("the attention of a batch");
    case Misfit::Of::Activations:
        return tr("the activations of a batch");
    case Misfit::Of::Logits:
        return tr("the logits of a batch");
    default:
        return {};
    }
}

QString fitting(const OpenPlan &plan)
{
    const QString device = QString::fromStdString(plan.device->name);
    if (plan.memory.context == plan.modelContext)
        return tr("Fits %1 with its whole context of %2: %3.")
            .arg(device, tokens(plan.modelContext), partsOf(plan.memory));
    QString sentence =
        tr("Fits %1 with a context of %2 of its %3: %4.")
            .arg(device, formatExactCount(plan.memory.context), tokens(plan.modelContext), partsOf(plan.memory));
    if (plan.largestContext == plan.modelContext)
        sentence += ' ' + tr("Its whole context would fit too.");
    else if (plan.largestContext > plan.memory.context || plan.options.context > 0)
        sentence += ' ' + tr("At most %1 would fit.").arg(tokens(plan.largestContext));
    return sentence;
}

} // namespace

OpenPlan planToOpen(const ModelFile &file, const OpenOptions &options, const DeviceList &devices)
{
    OpenPlan plan;
    plan.options = options;
    plan.modelContext = file.info().contextLength;
    if (const DeviceInfo *device = chooseDevice(devices, options.device.toStdString()))
        plan.device = *device;
    try {
        const MemoryPlan whole = file.plan(0, options.cacheType);
        if (plan.device) {
            plan.largestContext = std::min(whole.context, longestContext(whole, *plan.device));
            plan.automaticContext = automaticContext(whole, *plan.device);
        }
        const uint32_t context = options.context > 0 ? options.context : plan.automaticContext;
        plan.memory = file.plan(context, options.cacheType);
        if (plan.device)
            plan.memory = planForSequences(plan.memory, MostAnswers, *plan.device);
    } catch (const std::exception &error) {
        plan.reason = engineSentence(error.what());
    }
    return plan;
}

QString misfitSentence(const MemoryPlan &plan, const DeviceInfo &device, uint32_t longest)
{
    const QString name = QString::fromStdString(device.name);
    const Misfit binding = bindingMisfit(plan, device, longest);
    if (binding.of == Misfit::Of::Weight)
        return tr("Does not fit %1: the largest tensor needs %2 in one piece, and the device takes at most %3.")
            .arg(name, formatBytes(binding.needed), formatBytes(binding.available));
    if (const QString scratch = scratchName(binding.of); !scratch.isEmpty())
        return tr("Does not fit %1: it needs %2 in one piece for %3, and the device takes at most %4.")
            .arg(name, formatBytes(binding.needed), scratch, formatBytes(binding.available));
    if (binding.of == Misfit::Of::Context)
        return tr("Does not fit %1: the device cannot go through a context of %2; at most %3 fit.")
            .arg(name, tokens(plan.context), tokens(longest));
    if (binding.of == Misfit::Of::CachePiece && plan.sequences > 1)
        return tr("Does not fit %1: with %2 contexts of %3 the cache of one layer needs %4 in one piece, and the "
                  "device "
                  "takes at most %5; at most %6 fit.")
            .arg(name, formatExactCount(plan.sequences), tokens(plan.context), formatBytes(largestPiece(plan)),
                 formatBytes(binding.available), tokens(longest));
    if (binding.of == Misfit::Of::CachePiece)
        return tr("Does not fit %1: with a context of %2 the cache of one layer needs %3 in one piece, and the device "
                  "takes at most %4; at most %5 fit.")
            .arg(name, tokens(plan.context), formatBytes(largestPiece(plan)), formatBytes(binding.available),
                 tokens(longest));
    const QString budget = formatBytes(device.deviceLocalBudget());
    if (longest == 0)
        return tr("Does not fit %1 with %2: weights %3, scratch %4, and %5 of cache a token.")
            .arg(name, budget, formatBytes(plan.weightsBytes), formatBytes(plan.scratchBytes),
                 formatBytes(plan.cacheBytesPerToken()));
    if (plan.sequences > 1)
        return tr("Does not fit %1 with %2: %3 contexts of %4 need %5; at most %6 fit.")
            .arg(name, budget, formatExactCount(plan.sequences), tokens(plan.context), formatBytes(plan.totalBytes()),
                 tokens(longest));
    return tr("Does not fit %1 with %2: a context of %3 needs %4; at most %5 fit.")
        .arg(name, budget, tokens(plan.context), formatBytes(plan.totalBytes()), tokens(longest));
}

QString planSentence(const OpenPlan &plan)
{
    if (!plan.reason.isEmpty())
        return plan.reason;
    if (!plan.device)
        return withoutDevice(plan);
    if (!plan.fits())
        return misfitSentence(plan.memory, *plan.device, plan.largestContext);
    const QString finer = engineSentence(finerLayersSentence(plan.memory));
    return finer.isEmpty() ? fitting(plan) : fitting(plan) + " " + finer;
}

DeviceList devicesWithout(const MemoryPlan &held, uint32_t on, DeviceList devices)
{
    for (DeviceInfo &device : devices.devices)
        if (device.index == on)
            device = roomOn(device, held).anew;
    return devices;
}

bool isSameDevice(const DeviceInfo &one, const DeviceInfo &other)
{
    return one.index == other.index && one.name == other.name;
}

QString deviceKey(const DeviceInfo &device, const DeviceList &list)
{
    const DeviceInfo *byName = chooseDevice(list, device.name);
    return byName && byName->index == device.index ? QString::fromStdString(device.name)
                                                   : QString::number(device.index);
}

QString cacheTypeTitle(CacheType type) { return QString::fromUtf8(cacheTypeName(type)).toUpper(); }

QString cacheTypeWords(CacheType type)
{
    switch (type) {
    case CacheType::F32:
        return tr("32 bits a number: nothing is rounded, twice the memory of F16");
    case CacheType::F16:
        return tr("16 bits a number: the usual choice");
    case CacheType::Q8_0:
        return tr("8.5 bits a number: about half the memory of F16, answers may differ slightly");
    }
    return {};
}

} // namespace deepscope
