#include "plan_change.h"

#include "models/open_plan.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <algorithm>

namespace deepscope {

namespace {

// A plan that does not fit, and where.
struct Case {
    const PlannedModel &model;
    PlanWish wish;
    const DeviceInfo &device;
    const DeviceList &devices;

    bool fitsWith(const PlanWish &changed, const DeviceInfo &on) const { return fits(model.plan(changed, &on), on); }
};

QString otherCache(const Case &one)
{
    const uint64_t perToken = one.model.of(one.wish.cacheType)->cacheBytesPerToken();
    for (const CacheType type : AllCacheTypes) {
        const MemoryPlan *plan = one.model.of(type);
        if (!plan || plan->cacheBytesPerToken() >= perToken)
            continue;
        PlanWish changed = one.wish;
        changed.cacheType = type;
        if (one.fitsWith(changed, one.device))
            return tr("With a cache of %1 it would fit.").arg(cacheTypeTitle(type));
    }
    return {};
}

// `asGood`: of no lesser kind than the one that it does not fit.
QString otherDevice(const Case &one, bool asGood)
{
    for (const DeviceInfo &other : one.devices.devices)
        if (other.usable() && !isSameDevice(other, one.device) && (!asGood || other.type <= one.device.type) &&
            one.fitsWith(one.wish, other))
            return tr("It would fit %1.").arg(QString::fromStdString(other.name));
    return {};
}

QString fewerAnswers(const Case &one)
{
    PlanWish changed = one.wish;
    while (changed.sequences > 1) {
        --changed.sequences;
        if (one.fitsWith(changed, one.device))
            return tr("Room for %1 such context(s) would fit.", nullptr, pluralNumber(changed.sequences))
                .arg(formatExactCount(changed.sequences));
    }
    return {};
}

QString shorterContext(const Case &one)
{
    const auto largest = [&](CacheType type) { return one.model.largestContext(type, one.wish.atLeast(), one.device); };
    CacheType best = one.wish.cacheType;
    for (const CacheType type : AllCacheTypes)
        if (one.model.of(type) && largest(type) > largest(best))
            best = type;
    const QString longest = formatPlural(largest(best), Noun::Token);
    if (largest(best) == 0)
        return {};
    const uint32_t own = largest(one.wish.cacheType);
    if (best == one.wish.cacheType)
        return tr("Shorten the context to %1.").arg(longest);
    if (own == 0)
        return tr("Shorten the context to %1, with a cache of %2.").arg(longest, cacheTypeTitle(best));
    return tr("Shorten the context to %1, or to %2 with a cache of %3.")
        .arg(formatExactCount(own), longest, cacheTypeTitle(best));
}

// Not even one token fits.
QString otherFile(const Case &one)
{
    const MemoryPlan shortest =
        planForDevice(planForContext(*one.model.of(one.wish.cacheType), 1, one.wish.atLeast()), one.device);
    const Misfit misfit = misfitOf(shortest, one.device);
    const uint64_t beside = shortest.totalBytes() - shortest.weightsBytes;
    if (misfit.of == Misfit::Of::Weight)
        return tr("Take a file with fewer bits a weight: its largest tensor may take %1.")
            .arg(formatBytes(misfit.available));
    if (misfit.of == Misfit::Of::Memory && misfit.available > beside)
        return tr("Take a file with fewer bits a weight: %1 of weights would fit, and these take %2.")
            .arg(formatBytes(misfit.available - beside), formatBytes(shortest.weightsBytes));
    return tr("Take a smaller model, or a device that has more.");
}

} // namespace

QString changeSentence(const PlannedModel &model, const PlanWish &wish, const DeviceInfo &device,
                       const DeviceList &devices)
{
    const Case one{model, wish, device, devices};
    if (one.fitsWith(wish, device))
        return {};
    QString sentence = otherCache(one);
    if (sentence.isEmpty())
        sentence = otherDevice(one, true);
    if (sentence.isEmpty())
        sentence = fewerAnswers(one);
    if (sentence.isEmpty())
        sentence = shorterContext(one);
    if (sentence.isEmpty())
        sentence = otherDevice(one, false);
    return sentence.isEmpty() ? otherFile(one) : sentence;
}

} // namespace deepscope
