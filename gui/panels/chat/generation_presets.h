// Ways of sampling with a name: some that everybody knows, and those that a person kept.
#pragma once

#include "api/sampling.h"

#include <QString>

#include <vector>

namespace deepscope {

struct GenerationPreset {
    QString name;
    Sampling sampling;
    bool own = false; // a person kept it, and can remove it
};

std::vector<GenerationPreset> knownPresets();
bool isLike(const Sampling &one, const Sampling &other); // but for seed and biases

} // namespace deepscope
