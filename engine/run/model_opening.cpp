#include "run/model_opening.h"

#include "run/worker_for.h"

#include <thread>

namespace deepscope {

namespace {

std::string mebibytesUp(uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

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
        return name + " needs " + mebibytesUp(misfit.needed) + " in one piece for the cache of one layer" + context +
               ", and " + device.name + " gives at most " + mebibytesUp(misfit.available) + " at once";
    if (misfit.of == Misfit::Of::Context)
        return "A context of " + std::to_string(misfit.needed) + " tokens is longer than the " +
               std::to_string(misfit.available) + " that " + device.name + " can go through";
    if (const char *scratch = scratchName(misfit.of))
        return name + " needs " + mebibytesUp(misfit.needed) + " in one piece for " + scratch + ", and " + device.name +
               " gives at most " + mebibytesUp(misfit.available) + " at once";
    return name + " needs " + mebibytesUp(plan.totalBytes()) + context + " (weights " + mebibytesUp(plan.weightsBytes) +
           ", cache " + mebibytesUp(plan.cacheBytes + plan.stateBytes()) + "), which " + device.name + " with " +
           mebibytesUp(device.deviceLocalBudget()) + " cannot hold";
}

// `plan` is of one token.
std::string whyNothingFits(const MemoryPlan &plan, const DeviceInfo &device)
{
    const Misfit misfit = misfitOf(plan, device);
    if (misfit.of == Misfit::Of::Weight)
        return "its largest tensor takes " + mebibytesUp(misfit.needed) + ", and the device can reach " +
               mebibytesUp(misfit.available) + " at once. A stronger quantisation would fit.";
    if (scratchName(misfit.of))
        return "no context is short enough. A smaller model or another device would fit.";
    return "not even one token fits. A smaller model or a stronger quantisation would.";
}

} // namespace

// A file that cannot be read needs no device.
ModelOpening::ModelOpening(const LoadRequest &request, std::optional<gpu::Worker> worker, const HeldMemory &held)
    : header(request.path),
      device({.select = request.device,
              .worker = worker.value_or(workerFor(header.file, header.hyper, std::thread::hardware_concurrency()))}),
      room(roomOn(device.info(), device.info().index == held.device ? held.plan : MemoryPlan(), held.limit)),
      plan(planForSequences(choosePlan(request), request.sequences, room.anew))
{
}

MemoryPlan ModelOpening::choosePlan(const LoadRequest &request) const
{
    const MemoryPlan wanted = planForDevice(header.plan(request.context, request.cacheType), room.anew);
    if (request.context == 0) {
        if (const uint32_t context = automaticContext(wanted, room.anew))
            return header.plan(context, request.cacheType);
    } else if (fits(wanted, room.anew)) {
        return wanted;
    }
    const uint32_t largest = header.largestContextOn(room.anew, request.cacheType);
    throw Error(ErrorKind::Device,
                whyNotFitting(header.file.name(), wanted, room.anew) + "; " +
                    (largest > 0 ? "the largest context that fits is " + std::to_string(largest) + " tokens."
                                 : whyNothingFits(header.plan(1, request.cacheType), room.anew)));
}

} // namespace deepscope
