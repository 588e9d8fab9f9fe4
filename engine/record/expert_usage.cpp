#include "api/routing_export.h"

#include <algorithm>
#include <map>

namespace deepscope {

namespace {

void addNorms(std::vector<ExpertUsage> &usage, const ModelInfo &model, std::span<const ScoredPosition> read)
{
    std::vector<uint64_t> counts(usage.size());
    for (const ScoredPosition &position : read)
        for (size_t i = 0; i < position.extents.size(); ++i) {
            const size_t layer = i * model.expertLayers() / position.extents.size();
            if (position.routing[i].expert >= model.experts)
                continue;
            const size_t place = layer * model.experts + position.routing[i].expert;
            usage[place].norm += double(position.extents[i].norm);
            ++counts[place];
        }
    for (size_t place = 0; place < usage.size(); ++place)
        usage[place].norm /= double(std::max<uint64_t>(counts[place], 1));
}

} // namespace

std::vector<ExpertUsage> usageOf(const RecordedRun &run, std::span<const ScoredPosition> read)
{
    const ModelInfo &model = run.model.info;
    std::vector<ExpertUsage> usage;
    for (uint32_t layer = model.denseLayers; layer < model.denseLayers + model.expertLayers(); ++layer) {
        const size_t first = usage.size();
        for (uint32_t expert = 0; expert < model.experts; ++expert)
            usage.push_back({layer, expert});
        for (const TokenTrace &token : run.tokens)
            for (const ExpertHit &hit : choicesOf(token.routing, model, layer)) {
                ++usage[first + hit.expert].count;
                usage[first + hit.expert].weight += double(hit.weight);
            }
    }
    addNorms(usage, model, read);
    return usage;
}

std::vector<ExpertUsage> usageOf(const ChoiceList &list)
{
    std::map<std::pair<uint32_t, uint32_t>, ExpertUsage> found;
    for (size_t i = 0; i < list.choices.size(); ++i) {
        const auto [layer, expert] = list.choices[i];
        ExpertUsage &usage = found.try_emplace({layer, expert}, ExpertUsage{layer, expert}).first->second;
        ++usage.count;
        usage.weight += list.values.empty() ? 0 : list.values[i];
    }
    std::vector<ExpertUsage> usage;
    for (const auto &[place, expert] : found)
        usage.push_back(expert);
    return usage;
}

} // namespace deepscope
