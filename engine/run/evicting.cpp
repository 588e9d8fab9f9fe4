#include "run/evicting.h"

#include "api/attention_question.h"
#include "run/attending.h"

#include <algorithm>

namespace deepscope {

namespace {

SeenUntil allSeen(const ReadyModel &model, uint32_t tokens)
{
    return SeenUntil(model.hyper().layerCount(), std::vector<uint32_t>(tokens, SeenAlways));
}

class Window final : public Evicting {
public:
    Window(SeenUntil all, uint32_t budget) : Evicting(std::move(all))
    {
        for (std::vector<uint32_t> &layer : m_seen)
            for (uint32_t position = EvictionSinks; position < layer.size(); ++position)
                layer[position] = position + budget - EvictionSinks;
    }
};

class HeavyHitters final : public Evicting {
public:
    HeavyHitters(const ReadyModel &model, SeenUntil all, uint32_t budget)
        : Evicting(std::move(all)), m_model(model), m_budget(budget),
          m_received(m_seen.size(), std::vector<double>(m_seen.front().size())), m_kept(m_seen.size())
    {
    }

    bool looks() const override { return true; }

    void looked(uint32_t position, const AttentionTap &tap) override
    {
        for (uint32_t layer = 0; layer < m_seen.size(); ++layer) {
            add(layer, position, tap);
            m_kept[layer].push_back(position);
            while (m_kept[layer].size() >= m_budget) // the next token has its own
                drop(layer, position);
        }
    }

private:
    // The mass of each head on what is kept.
    void add(uint32_t layer, uint32_t position, const AttentionTap &tap)
    {
        const AttendedLayer scores = attendedLayer(m_model.hyper(), layer, tap, layer, position + 1);
        std::vector<uint32_t> seen = m_kept[layer];
        seen.push_back(position);
        for (uint32_t head = 0; head < scores.heads; ++head) {
            const std::vector<double> mass = attentionMassOn(scores, head, seen);
            for (size_t i = 0; i < seen.size(); ++i)
                m_received[layer][seen[i]] += mass[i];
        }
    }

    // What was looked at least, but for the last ones.
    void drop(uint32_t layer, uint32_t position)
    {
        std::vector<uint32_t> &kept = m_kept[layer];
        const auto recent = kept.end() - m_budget / 2;
        const auto least =
            std::ranges::min_element(kept.begin(), recent, {}, [&](uint32_t at) { return m_received[layer][at]; });
        m_seen[layer][*least] = position + 1;
        kept.erase(least);
    }

    const ReadyModel &m_model;
    const uint32_t m_budget;
    std::vector<std::vector<double>> m_received; // [layer][position], by all tokens so far
    std::vector<std::vector<uint32_t>> m_kept;   // [layer], ascending
};

// The tap has no room for more.
void requireTapOfAll(ReadyModel &model)
{
    model.step().attention().prepare();
    if (model.step().attention().layersAtOnce() < model.hyper().layerCount())
        throw Error(ErrorKind::Device,
                    "What all " + std::to_string(model.hyper().layerCount()) +
                        " layers look at cannot be brought back at once with a context of " +
                        std::to_string(model.description().memory.context) +
                        " tokens. A shorter context would do, or to keep the first and the last tokens.");
}

} // namespace

std::unique_ptr<Evicting> Evicting::make(ReadyModel &model, const Eviction &eviction, uint32_t tokens)
{
    if (!(eviction.share > 0 && eviction.share <= 1))
        throw Error(ErrorKind::Usage, "The share of a text that is kept must be above 0 and at most 1, not " +
                                          std::to_string(eviction.share) + ".");
    model.step().mask().prepare();
    const uint32_t budget = evictionBudget(eviction, tokens);
    SeenUntil all = allSeen(model, tokens);
    if (eviction.rule == EvictionRule::Window)
        return std::make_unique<Window>(std::move(all), budget);
    requireTapOfAll(model);
    return std::make_unique<HeavyHitters>(model, std::move(all), budget);
}

} // namespace deepscope
