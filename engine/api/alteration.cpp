#include "alteration.h"

#include "error.h"
#include "model_info.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace deepscope {

namespace {

[[noreturn]] void refuse(const std::string &sentence) { throw Error(ErrorKind::Usage, sentence); }

std::string expertOf(uint32_t layer, uint32_t expert)
{
    return "expert " + std::to_string(expert) + " of layer " + std::to_string(layer);
}

void requireLayer(uint32_t layer, const ModelInfo &model)
{
    if (model.expertLayers() == 0)
        refuse("This model has no experts: there are no routers to alter.");
    if (layer < model.layers && model.layerHasExperts(layer))
        return;
    refuse("Layer " + std::to_string(layer) + " has no experts: those with experts are " +
           std::to_string(model.denseLayers) + " to " + std::to_string(model.layers - 1) + ".");
}

void requireChange(const ExpertChange &change, const ModelInfo &model)
{
    requireLayer(change.layer, model);
    if (change.expert >= model.experts)
        refuse("There is no " + expertOf(change.layer, change.expert) + ": they are 0 to " +
               std::to_string(model.experts - 1) + ".");
    if (!std::isfinite(change.value))
        refuse("The value of " + expertOf(change.layer, change.expert) + " is no number.");
    if (change.action == ExpertAction::Scale && change.value < 0)
        refuse("The weight of " + expertOf(change.layer, change.expert) + " can be multiplied by 0 or more, not by " +
               std::to_string(change.value) + ".");
}

void requireChange(const RouterAlteration &change, const ModelInfo &model)
{
    requireLayer(change.layer.value_or(model.denseLayers), model);
    if (change.action == RouterAction::Used && (change.value == 0 || change.value > model.experts))
        refuse("A token can have 1 to " + std::to_string(model.experts) + " experts, not " +
               std::to_string(change.value) + ".");
}

struct GroupLeft {
    uint32_t experts = 0;
    bool forced = false; // one of them
};

// How many experts a router of that layer finds at least, whichever groups it keeps: those with a forced expert, then
// those with two left, since a group counts as much as its two best, then those with one.
uint32_t fewestLeft(const std::vector<GroupLeft> &groups, uint32_t groupsUsed, uint32_t perGroup)
{
    std::vector<uint32_t> forced, full, single;
    for (const GroupLeft &group : groups)
        (group.forced ? forced : group.experts >= std::min(perGroup, 2U) ? full : single).push_back(group.experts);
    std::ranges::sort(full);
    std::ranges::sort(single, std::ranges::greater());
    uint32_t sum = 0, kept = 0;
    for (const auto *kind : {&forced, &full, &single})
        for (const uint32_t experts : *kind)
            if (kept < groupsUsed) {
                sum += experts;
                ++kept;
            }
    return sum;
}

void requireLayer(const Alteration &alteration, uint32_t layer, const ModelInfo &model)
{
    const AlteredLayer altered = alteredLayer(alteration, layer);
    const uint32_t used = altered.used.value_or(model.expertsUsed);
    const uint32_t perGroup = altered.withoutGroups ? model.experts : model.expertsPerGroup();
    const uint32_t groupsUsed = perGroup == model.experts ? 1 : model.expertGroupsUsed;
    std::vector<GroupLeft> groups(model.experts / perGroup, GroupLeft{perGroup});
    uint32_t forced = 0;
    for (const auto &[expert, state] : altered.experts) {
        GroupLeft &group = groups[expert / perGroup];
        group.experts -= state.choice == ExpertAction::Off;
        group.forced = group.forced || state.choice == ExpertAction::Force;
        forced += state.choice == ExpertAction::Force;
    }
    const std::string where = "layer " + std::to_string(layer);
    if (forced > used)
        refuse("In " + where + " " + std::to_string(forced) + " experts are forced, and a token has " +
               std::to_string(used) + ".");
    if (uint32_t(std::ranges::count(groups, true, &GroupLeft::forced)) > groupsUsed)
        refuse("In " + where + " experts of more groups are forced than the router keeps, which is " +
               std::to_string(groupsUsed) + ".");
    if (const uint32_t fewest = fewestLeft(groups, groupsUsed, perGroup); fewest < used)
        refuse("In " + where + " a router may find " + std::to_string(fewest) + " experts, and a token has " +
               std::to_string(used) + ".");
}

std::string number(float value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%g", double(value));
    return text;
}

std::string words(const ExpertChange &change)
{
    const std::string expert = "expert " + std::to_string(change.expert);
    switch (change.action) {
    case ExpertAction::Off:
        return expert + " off";
    case ExpertAction::Force:
        return expert + " forced";
    case ExpertAction::Scale:
        return expert + " × " + number(change.value);
    case ExpertAction::Bias:
        break;
    }
    return expert + (change.value < 0 ? " bias " : " bias +") + number(change.value);
}

std::string words(const RouterAlteration &change)
{
    switch (change.action) {
    case RouterAction::Used:
        return std::to_string(change.value) + (change.value == 1 ? " expert a token" : " experts a token");
    case RouterAction::NoBias:
        return "no selection bias";
    case RouterAction::NoGroups:
        break;
    }
    return "no groups";
}

} // namespace

const char *expertActionName(ExpertAction action)
{
    constexpr const char *Names[] = {"off", "force", "scale", "bias"};
    return Names[size_t(action)];
}

const char *routerActionName(RouterAction action)
{
    constexpr const char *Names[] = {"used", "no_bias", "no_groups"};
    return Names[size_t(action)];
}

AlteredLayer alteredLayer(const Alteration &alteration, uint32_t layer)
{
    AlteredLayer altered;
    for (const ExpertChange &change : alteration.experts) {
        if (change.layer != layer)
            continue;
        AlteredExpert &expert = altered.experts[change.expert];
        if (change.action == ExpertAction::Scale)
            expert.factor = change.value;
        else if (change.action == ExpertAction::Bias)
            expert.bias = change.value;
        else
            expert.choice = change.action;
    }
    for (const RouterAlteration &change : alteration.routers) {
        if (change.layer && *change.layer != layer)
            continue;
        if (change.action == RouterAction::Used)
            altered.used = change.value;
        altered.withoutBias = altered.withoutBias || change.action == RouterAction::NoBias;
        altered.withoutGroups = altered.withoutGroups || change.action == RouterAction::NoGroups;
    }
    return altered;
}

uint32_t expertChoices(const ModelInfo &model, const Alteration &alteration)
{
    uint32_t choices = model.expertsUsed;
    for (uint32_t layer = model.denseLayers; !alteration.routers.empty() && layer < model.layers; ++layer)
        choices = std::max(choices, std::min(alteredLayer(alteration, layer).used.value_or(0), model.experts));
    return choices;
}

std::string alterationWords(const Alteration &alteration)
{
    std::map<std::optional<uint32_t>, std::string> layers; // all layers first
    const auto add = [&](std::optional<uint32_t> layer, const std::string &what) {
        std::string &all = layers[layer];
        all += (all.empty() ? "" : ", ") + what;
    };
    for (const RouterAlteration &change : alteration.routers)
        add(change.layer, words(change));
    for (const ExpertChange &change : alteration.experts)
        add(change.layer, words(change));
    std::string all;
    for (const auto &[layer, what] : layers)
        all += (all.empty() ? "" : "; ") + (layer ? "layer " + std::to_string(*layer) : "all layers") + ": " + what;
    if (alteration.until - alteration.from == 1)
        return "at token " + std::to_string(alteration.from) + " alone, " + all;
    if (alteration.until != Alteration().until)
        return "at tokens " + std::to_string(alteration.from) + " to " + std::to_string(alteration.until - 1) + ", " +
               all;
    return alteration.from > 0 ? "from token " + std::to_string(alteration.from) + " on, " + all : all;
}

void requireAlteration(const Alteration &alteration, const ModelInfo &model)
{
    for (const ExpertChange &change : alteration.experts)
        requireChange(change, model);
    for (const RouterAlteration &change : alteration.routers)
        requireChange(change, model);
    if (!alteration.empty())
        for (uint32_t layer = model.denseLayers; layer < model.layers; ++layer)
            requireLayer(alteration, layer, model);
}

} // namespace deepscope
