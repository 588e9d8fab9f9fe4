#include "run/evicting.h"

#include "api/attention_question.h"
#include "run/attending.h"
#include "run/cache_reading.h"
#include "run/redundancy.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace deepscope {

namespace {

// But for what the windows of layers leave behind.
SeenUntil allSeen(const ReadyModel &model, uint32_t tokens)
{
    SeenUntil all(model.hyper().layerCount(), std::vector<uint32_t>(tokens, SeenAlways));
    for (uint32_t layer = 0; layer < all.size(); ++layer)
        if (const uint32_t window = windowOf(model.hyper().layers[layer].mixer))
            for (uint32_t position = 0; position < tokens; ++position)
                all[layer][position] = position + window;
    return all;
}

class FirstAndLast final : public Evicting {
public:
    FirstAndLast(const Hyperparameters &hyper, SeenUntil all, uint32_t budget) : Evicting(std::move(all))
    {
        for (uint32_t number = 0; number < m_seen.size(); ++number) {
            std::vector<uint32_t> &layer = m_seen[number];
            if (attentionHeads(hyper.layers[number].mixer) == 0)
                continue; // it keeps no rows
            for (uint32_t position = EvictionSinks; position < layer.size(); ++position)
                layer[position] = std::min(layer[position], position + budget - EvictionSinks);
        }
    }
};

// Throws Error(Device) where the tap has no room for all layers at once.
TappedLayers tapOfAll(ReadyModel &model, uint32_t tokens)
{
    const uint32_t layers = model.hyper().layerCount();
    const TappedLayers tapped = model.step().attention().around(0, tokens);
    if (tapped.count < layers)
        throw Error(ErrorKind::Device,
                    "What all " + std::to_string(layers) +
                        " layers look at cannot be brought back at once of a text of " + std::to_string(tokens) +
                        " tokens. A shorter text would do, or to keep the first and the last tokens.");
    model.step().attention().prepare(tapped);
    return tapped;
}

// Rules that go by what the heads look at.
class Looking : public Evicting {
public:
    Looking(ReadyModel &model, const SeenUntil &all, uint32_t budget, const CancelFlag &cancel)
        : Evicting(all, tapOfAll(model, uint32_t(all.front().size()))), m_model(model), m_budget(budget),
          m_kept(m_seen.size()), m_cancel(cancel)
    {
    }
    void looked(const FedRows &rows) override
    {
        const uint32_t position = rows.first + rows.count - 1;
        for (uint32_t layer = 0; layer < m_seen.size() && !m_cancel; ++layer) {
            if (attentionHeads(m_model.hyper().layers[layer].mixer) == 0)
                continue; // it keeps no rows
            std::erase_if(m_kept[layer], [&](uint32_t kept) { return m_seen[layer][kept] <= position; });
            m_kept[layer].push_back(position);
            take(layer, massOnKept(layer, position));
            if (m_kept[layer].size() >= m_budget) // the next token has its own
                drop(layer, rows);
        }
    }

protected:
    // `mass`: on each of m_kept, the mean of all heads.
    virtual void take(uint32_t layer, const std::vector<double> &mass) = 0;
    virtual void drop(uint32_t layer, const FedRows &rows) = 0;

    void give(uint32_t layer, size_t place)
    {
        std::vector<uint32_t> &kept = m_kept[layer];
        m_seen[layer][kept[place]] = std::min(m_seen[layer][kept[place]], kept.back() + 1);
        kept.erase(kept.begin() + ptrdiff_t(place));
    }

    ReadyModel &m_model;
    const uint32_t m_budget;
    std::vector<std::vector<uint32_t>> m_kept; // [layer], ascending

private:
    const CancelFlag &m_cancel; // then nobody reads what comes of it

    std::vector<double> massOnKept(uint32_t layer, uint32_t position) const
    {
        const AttendedLayer scores = attendedLayer(m_model, m_tapped, layer, position + 1);
        std::vector<double> mass(m_kept[layer].size());
        for (uint32_t head = 0; head < scores.heads; ++head) {
            const std::vector<double> ofHead = attentionMassOn(scores, head, m_kept[layer]);
            for (size_t i = 0; i < mass.size(); ++i)
                mass[i] += ofHead[i] / scores.heads;
        }
        return mass;
    }
};

class HeavyHitters final : public Looking {
public:
    HeavyHitters(ReadyModel &model, const SeenUntil &all, uint32_t budget, const CancelFlag &cancel)
        : Looking(model, all, budget, cancel), m_received(all.size(), std::vector<double>(all.front().size()))
    {
    }

private:
    void take(uint32_t layer, const std::vector<double> &mass) override
    {
        for (size_t i = 0; i < mass.size(); ++i)
            m_received[layer][m_kept[layer][i]] += mass[i];
    }
    // What was looked at least, but for the last ones.
    void drop(uint32_t layer, const FedRows &) override
    {
        const std::vector<uint32_t> &kept = m_kept[layer];
        const auto least = std::ranges::min_element(kept.begin(), kept.end() - m_budget / 2, {},
                                                    [&](uint32_t at) { return m_received[layer][at]; });
        give(layer, size_t(least - kept.begin()));
    }

    std::vector<std::vector<double>> m_received; // [layer][position], by all tokens so far
};

class Redundancy final : public Looking {
public:
    Redundancy(ReadyModel &model, const SeenUntil &all, uint32_t budget, const CancelFlag &cancel)
        : Looking(model, all, budget, cancel), m_lately(all.size())
    {
    }

private:
    static constexpr uint32_t Observers = 8;

    void take(uint32_t layer, const std::vector<double> &mass) override
    {
        std::deque<std::vector<double>> &lately = m_lately[layer];
        lately.emplace_back(m_seen[layer].size());
        for (size_t i = 0; i < mass.size(); ++i)
            lately.back()[m_kept[layer][i]] = mass[i];
        if (lately.size() > Observers)
            lately.pop_front();
    }
    void drop(uint32_t layer, const FedRows &rows) override
    {
        const std::vector<uint32_t> kept = m_kept[layer];
        const KeptRows all = readKeptRows(m_model, layer, 0, rows, kept.back() + 1); // keys, or latents with rope keys
        const auto columns = uint32_t(all.values.size() / (kept.back() + 1 - all.first));
        std::vector<double> importance;
        std::vector<float> keys;
        for (const uint32_t position : kept) {
            double given = 0;
            for (const std::vector<double> &one : m_lately[layer])
                given += one[position] / double(m_lately[layer].size());
            importance.push_back(given);
            const auto row = all.values.begin() + ptrdiff_t(size_t(position - all.first) * columns);
            keys.insert(keys.end(), row, row + columns);
        }
        const std::vector<uint32_t> places = redundantRows(
            importance, keys, columns, m_budget - std::max(1U, m_budget / 8), std::min(Observers, m_budget / 2));
        for (size_t i = places.size(); i-- > 0;) // those behind first, so that the others keep their places
            give(layer, places[i]);
    }

    std::vector<std::deque<std::vector<double>>> m_lately; // [layer]: by each of the last tokens, of each position
};

} // namespace

uint32_t evictionBudget(const Eviction &eviction, uint32_t tokens)
{
    constexpr double Rounding = 1e-9; // 0.55 of 100 are 55, though the product is a little more
    return std::max(FewestKept, uint32_t(std::ceil(eviction.share * tokens - Rounding)));
}

std::unique_ptr<Evicting> Evicting::make(ReadyModel &model, const Eviction &eviction, uint32_t tokens,
                                         const CancelFlag &cancel)
{
    if (!(eviction.share > 0 && eviction.share <= 1))
        throw Error(ErrorKind::Usage, "The share of a text that is kept must be above 0 and at most 1, not " +
                                          std::to_string(eviction.share) + ".");
    model.step().mask().prepare();
    const uint32_t budget = evictionBudget(eviction, tokens);
    SeenUntil all = allSeen(model, tokens);
    if (eviction.rule == EvictionRule::Window)
        return std::make_unique<FirstAndLast>(model.hyper(), std::move(all), budget);
    if (eviction.rule == EvictionRule::HeavyHitters)
        return std::make_unique<HeavyHitters>(model, all, budget, cancel);
    return std::make_unique<Redundancy>(model, all, budget, cancel);
}

} // namespace deepscope
