#include "run/weighing.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace deepscope {

Weighing::Weighing(const ReadyModel &model, const RouterQuestion &question, const CancelFlag &cancel)
    : m_model(model), m_cancel(cancel)
{
    const ModelInfo &info = model.description().info;
    if (info.expertLayers() == 0)
        throw Error(ErrorKind::Usage, "This model has no experts: no router weighs anything.");
    const uint32_t context = model.description().memory.context;
    if (question.tokens.empty() || question.tokens.size() > context)
        throw Error(ErrorKind::Usage, "Routers can be asked about texts of 1 to " + std::to_string(context) +
                                          " tokens, not of " + std::to_string(question.tokens.size()) + ".");
    model.requireTokens(question.tokens);
    m_text = question.tokens;
    m_routers = AlteredRouters(question.alteration, model);
}

std::vector<WeighedLayer> Weighing::take()
{
    if (m_layers.empty())
        throw Error(ErrorKind::Interrupted, "The question was cancelled.");
    return std::move(m_layers);
}

namespace {

std::vector<WeighedExpert> weighedExperts(const StepTaps &taps, uint32_t expertLayer, uint32_t count)
{
    const auto logits = taps.scores(expertLayer, args::TapLogit),
               affinities = taps.scores(expertLayer, args::TapAffinity),
               biases = taps.scores(expertLayer, args::TapBias), scores = taps.scores(expertLayer, args::TapScore);
    std::vector<WeighedExpert> experts;
    for (uint32_t e = 0; e < count; ++e)
        experts.push_back({logits[e], affinities[e], biases[e], scores[e]});
    return experts;
}

std::vector<WeighedGroup> weighedGroups(const StepTaps &taps, uint32_t expertLayer, uint32_t count)
{
    const auto scores = taps.scores(expertLayer, args::TapGroupScore),
               kept = taps.scores(expertLayer, args::TapGroupKept);
    std::vector<WeighedGroup> groups;
    for (uint32_t g = 0; count > 1 && g < count; ++g)
        groups.push_back({scores[g], kept[g] != 0});
    return groups;
}

// Experts as a router compares them: by something that orders like their scores, then by their number.
struct Standing {
    enum Place : uint8_t { Forced, Free, Off } place = Free;
    float value = 0;    // by which experts are ordered
    float affinity = 0; // by which groups are
};

std::vector<Standing> standings(std::span<const WeighedExpert> experts, const AlteredLayer &altered)
{
    const bool shifted = std::ranges::any_of(altered.experts, [](const auto &named) { return named.second.bias != 0; });
    std::vector<Standing> all;
    for (uint32_t e = 0; e < experts.size(); ++e) {
        const auto named = altered.experts.find(e);
        const AlteredExpert change = named == altered.experts.end() ? AlteredExpert{} : named->second;
        const float affinity = experts[e].affinity + change.bias;
        // Logits order like affinities, free of rounding.
        all.push_back({Standing::Free, shifted ? affinity : experts[e].logit, affinity});
        if (change.choice)
            all.back().place = *change.choice == ExpertAction::Off ? Standing::Off : Standing::Forced;
    }
    return all;
}

// The numbers of the best `count`, by `better`, ties to the lower one.
template <typename Better>
std::vector<uint32_t> bestOf(size_t all, size_t count, Better better)
{
    std::vector<uint32_t> order(all);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, better);
    order.resize(std::min(count, all));
    return order;
}

void dropGroups(std::vector<Standing> &experts, const RouterRule &rule)
{
    const uint32_t perGroup = rule.experts / rule.groups;
    struct Group {
        bool forced = false;
        float score = 0;
    };
    std::vector<Group> groups;
    for (uint32_t g = 0; g < rule.groups; ++g) {
        float best = -3.4e38F, second = -3.4e38F;
        Group &group = groups.emplace_back();
        for (uint32_t e = g * perGroup; e < (g + 1) * perGroup; ++e) {
            if (experts[e].place == Standing::Off)
                continue;
            second = std::max(second, std::min(best, experts[e].affinity));
            best = std::max(best, experts[e].affinity);
            group.forced = group.forced || experts[e].place == Standing::Forced;
        }
        group.score = perGroup > 1 ? best + second : best;
    }
    const std::vector<uint32_t> kept = bestOf(groups.size(), rule.groupsUsed, [&](uint32_t a, uint32_t b) {
        return std::pair(!groups[a].forced, -groups[a].score) < std::pair(!groups[b].forced, -groups[b].score);
    });
    for (uint32_t e = 0; e < rule.experts; ++e)
        if (std::ranges::find(kept, e / perGroup) == kept.end())
            experts[e].place = Standing::Off;
}

} // namespace

std::vector<uint16_t> chosenByAffinity(std::span<const WeighedExpert> experts, const RouterRule &rule,
                                       const AlteredLayer &altered, size_t used)
{
    std::vector<Standing> all = standings(experts, altered);
    if (rule.groups > 1 && !altered.withoutGroups)
        dropGroups(all, rule);
    std::vector<uint16_t> chosen;
    for (const uint32_t e : bestOf(all.size(), used, [&](uint32_t a, uint32_t b) {
             const bool byValue = all[a].place == Standing::Free && all[b].place == Standing::Free;
             return all[a].place != all[b].place ? all[a].place < all[b].place : byValue && all[a].value > all[b].value;
         }))
        chosen.push_back(uint16_t(e));
    return chosen;
}

void Weighing::fed(const FedRows &rows)
{
    if (rows.first + rows.count < m_text.size())
        return;
    const auto last = uint32_t(m_text.size() - 1);
    const StepTaps &taps = rows.step.taps();
    const std::vector<ExpertHit> routing = rows.takeRouting(last);
    auto hit = routing.begin();
    const auto wide = ptrdiff_t(routing.size() / rows.step.expertLayers());
    uint32_t number = 0;
    for (uint32_t i = 0; i < m_model.hyper().layerCount(); ++i) {
        const Mixture *mixture = mixtureOf(m_model.hyper().layers[i]);
        if (!mixture)
            continue;
        WeighedLayer layer;
        layer.experts = weighedExperts(taps, number, mixture->router.experts);
        layer.groups = weighedGroups(taps, number, mixture->router.groups);
        std::copy_if(hit, hit + wide, std::back_inserter(layer.chosen),
                     [](const ExpertHit &chosen) { return chosen.expert != NoExpert; });
        const bool inForce = m_routers.alteration.inForce(last);
        layer.withoutBias =
            chosenByAffinity(layer.experts, mixture->router,
                             inForce ? alteredLayer(m_routers.alteration, i) : AlteredLayer(), layer.chosen.size());
        layer.margin = taps.margin(number, rows.rowOf(last));
        if (const float next = taps.scores(number, args::TapNext).front(); next >= 0)
            layer.nextExpert = uint16_t(next);
        m_layers.push_back(std::move(layer));
        hit += wide;
        ++number;
    }
}

} // namespace deepscope
