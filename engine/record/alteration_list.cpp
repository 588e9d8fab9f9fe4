// Alterations from lists of experts, as other programs write them.
#include "api/alteration.h"

#include "api/error.h"
#include "api/routing_export.h"

#include <map>

namespace deepscope {

std::optional<ExpertAction> actionOf(const ChoiceList &list)
{
    if (list.valueName.empty())
        return ExpertAction::Off;
    return expertActionFrom(list.valueName);
}

Alteration alterationFromList(const ChoiceList &list, std::optional<ExpertAction> action, const std::string &name)
{
    if (!action)
        action = actionOf(list);
    if (!action)
        throw Error(ErrorKind::Usage, name + ": the column \"" + list.valueName +
                                          "\" does not say what is to be done with the experts. Name it off, force, "
                                          "scale or bias.");
    const bool takesValue = *action == ExpertAction::Scale || *action == ExpertAction::Bias;
    if (takesValue && list.values.empty())
        throw Error(ErrorKind::Usage,
                    name + ": the list has no column of values to " + std::string(expertActionName(*action)) + " by.");
    std::map<std::pair<uint32_t, uint32_t>, float> values; // the last of an expert that is named twice
    for (size_t i = 0; i < list.choices.size(); ++i)
        values[{list.choices[i].layer, list.choices[i].expert}] = list.values.empty() ? 1 : float(list.values[i]);
    Alteration alteration;
    for (const auto &[place, value] : values)
        if (takesValue || value != 0)
            alteration.experts.push_back({place.first, place.second, *action, takesValue ? value : 0});
    return alteration;
}

} // namespace deepscope
