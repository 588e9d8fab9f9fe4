// How a person wants a model opened.
#pragma once

#include "api/engine.h"

#include <QString>

#include <optional>

namespace deepscope {

// A question can be asked so often at once; the cache is to have room for as many answers beside each other.
inline constexpr uint32_t MostAnswers = 8;

struct OpenOptions {
    QString device;       // index or part of a name; empty = the best
    uint32_t context = 0; // tokens; 0 = as many as the model has, at most what fits
    CacheType cacheType = CacheType::F16;

    bool operator==(const OpenOptions &) const = default;
};

// Some of the options, named from outside; they count more than the others.
struct OptionOverrides {
    QString device;       // empty = not named
    uint32_t context = 0; // 0 = not named
    std::optional<CacheType> cacheType;

    OpenOptions over(OpenOptions options) const
    {
        if (!device.isEmpty())
            options.device = device;
        if (context > 0)
            options.context = context;
        options.cacheType = cacheType.value_or(options.cacheType);
        return options;
    }
};

} // namespace deepscope
