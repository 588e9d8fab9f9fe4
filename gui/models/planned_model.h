// A model whose memory is planned: the one in use or of a run, or a file by its header alone.
#pragma once

#include "api/model_file.h"
#include "open_options.h"

#include <map>

namespace deepscope {

// What a plan is asked for.
struct PlanWish {
    uint32_t context = 0; // tokens
    CacheType cacheType = CacheType::F16;
    uint32_t sequences = 0; // of that length; 0 = as when it is opened: what the device takes, at most MostAnswers

    uint32_t atLeast() const { return sequences > 0 ? sequences : 1; } // that must have room
    bool operator==(const PlanWish &) const = default;
};

class PlannedModel {
public:
    explicit PlannedModel(const LoadedModel &model); // knows the plan of its own cache type alone
    explicit PlannedModel(const ModelFile &file);

    // The plans of other cache types, and what a recorded run does not tell of its own, by the header of the file that
    // it was loaded from; nothing is learned of a file that is another by now.
    void learn(const PlannedModel &file);

    const ModelInfo &info() const { return m_info; }
    // Of some context; null: not known.
    const MemoryPlan *of(CacheType type) const;
    // Of a type that is known. `device` null: none can be used.
    MemoryPlan plan(const PlanWish &wish, const DeviceInfo *device) const;
    // The most tokens of which so many sequences fit, at most what the model was made for; 0 = not even one.
    uint32_t largestContext(CacheType type, uint32_t sequences, const DeviceInfo &device) const;

private:
    ModelInfo m_info;
    std::map<CacheType, MemoryPlan> m_plans;
};

// What was found out of a file off the interface thread, and the devices of that moment.
struct PlanReading {
    QString path;
    std::optional<PlannedModel> model;
    QString reason; // why there is none, in one sentence
    DeviceList devices;
};

// Never throws.
PlanReading readForPlan(const QString &path, DeviceList devices);

} // namespace deepscope
