// What opening a model with some options would take of a device, known from the header of its file.
#pragma once

#include "api/model_file.h"
#include "open_options.h"

namespace deepscope {

struct OpenPlan {
    OpenOptions options;
    QString reason;              // why it cannot be opened at all, in one sentence; empty = nothing is known against it
    MemoryPlan memory;           // with an automatic context: of automaticContext, of all tokens when not even one fits
    uint32_t modelContext = 0;   // tokens that the model was made for
    uint32_t largestContext = 0; // the most tokens that fit, at most the model's; 0 = not even one
    uint32_t automaticContext = 0;    // tokens of a context that nobody chose; 0 = not even one fits
    std::optional<DeviceInfo> device; // nothing: none that is meant can be used

    bool fits() const { return device && deepscope::fits(memory, *device); }
};

// Never throws.
OpenPlan planToOpen(const ModelFile &file, const OpenOptions &options, const DeviceList &devices);

// Whether it fits, what the memory goes to, and what would fit.
QString planSentence(const OpenPlan &plan);

// Why a plan does not fit a device, with what is there and what would fit: memory, or the size of one buffer.
// `longest` is the longest context that fits, 0 = none does.
QString misfitSentence(const MemoryPlan &plan, const DeviceInfo &device, uint32_t longest);

// Devices as one that is alone on them would find them: what `held` takes of the device with index `on` may go.
DeviceList devicesWithout(const MemoryPlan &held, uint32_t on, DeviceList devices);
bool isSameDevice(const DeviceInfo &one, const DeviceInfo &other);
// What OpenOptions call it: its name, because places change when a device is added; its place where two have one name.
QString deviceKey(const DeviceInfo &device, const DeviceList &list);

QString cacheTypeTitle(CacheType type); // "F16"
QString cacheTypeWords(CacheType type); // what it means for memory and precision

} // namespace deepscope
