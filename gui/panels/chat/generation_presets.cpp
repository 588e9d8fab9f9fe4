#include "panels/chat/generation_presets.h"

#include <QCoreApplication>

namespace deepscope {

std::vector<GenerationPreset> knownPresets()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("GenerationPresets", text); };
    return {{tr("Greedy"), {}},
            {tr("Precise"), {.temperature = 0.3F, .topP = 0.9F}},
            {tr("Balanced"), {.temperature = 0.7F, .topP = 0.95F}},
            {tr("Varied"), {.temperature = 1, .minP = 0.05F}}};
}

bool isLike(const Sampling &one, const Sampling &other)
{
    Sampling a = one, b = other;
    a.seed = b.seed = 0;
    a.logitBias = b.logitBias = {};
    return a == b;
}

} // namespace deepscope
