#include "model/router_tables.h"

#include <algorithm>

namespace deepscope {

namespace {

args::ExpertKnob knobOf(uint32_t expert, const AlteredExpert &altered)
{
    const uint32_t action = !altered.choice                        ? args::KnobTurns
                            : *altered.choice == ExpertAction::Off ? args::KnobOff
                                                                   : args::KnobForces;
    return {expert, action, altered.bias, altered.factor + 0.0F}; // never -0, by which unused choices are told
}

} // namespace

RouterTables routerTables(const Alteration &alteration, const Hyperparameters &hyper)
{
    RouterTables tables;
    for (uint32_t i = 0; i < hyper.layerCount(); ++i) {
        const Mixture *mixture = mixtureOf(hyper.layers[i]);
        if (!mixture)
            continue;
        const RouterRule &rule = mixture->router;
        const AlteredLayer altered = alteredLayer(alteration, i);
        args::RouterChange change{uint32_t(tables.knobs.size()), 0, 0, 0};
        for (const auto &[expert, state] : altered.experts) {
            tables.knobs.push_back(knobOf(expert, state));
            change.flags |= state.bias != 0 ? args::RouterShifted : 0;
        }
        change.endKnob = uint32_t(tables.knobs.size());
        const uint32_t used = altered.used.value_or(rule.used);
        change.used = used | (altered.withoutGroups ? rule.groups : rule.groupsUsed) << 16;
        change.flags |= altered.withoutBias ? args::RouterWithoutBias : 0;
        tables.changes.push_back(change);
        tables.choices = std::max({tables.choices, rule.used, used});
    }
    return tables;
}

} // namespace deepscope
