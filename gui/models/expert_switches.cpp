#include "expert_switches.h"

#include "api/error.h"
#include "models/engine_sentences.h"
#include "paint/texts.h"
#include "same_model.h"

#include <algorithm>

namespace deepscope {

namespace {

bool isOf(const ExpertChange &change, int layer, int expert)
{
    return change.layer == uint32_t(layer) && change.expert == uint32_t(expert);
}

std::optional<ExpertChange> changeFor(int layer, int expert, ExpertSwitch what)
{
    const auto at = [&](ExpertAction action, float value = 0) {
        return ExpertChange{uint32_t(layer), uint32_t(expert), action, value};
    };
    switch (what) {
    case ExpertSwitch::Plain:
        return std::nullopt;
    case ExpertSwitch::Off:
        return at(ExpertAction::Off);
    case ExpertSwitch::Forced:
        return at(ExpertAction::Force);
    case ExpertSwitch::Half:
        return at(ExpertAction::Scale, 0.5F);
    case ExpertSwitch::Double:
        return at(ExpertAction::Scale, 2);
    }
    return std::nullopt;
}

bool hasRule(const Alteration &alteration, std::optional<uint32_t> layer, RouterAction rule)
{
    return std::ranges::any_of(alteration.routers,
                               [&](const RouterAlteration &one) { return one.layer == layer && one.action == rule; });
}

void removeRule(Alteration &alteration, std::optional<uint32_t> layer, RouterAction rule)
{
    std::erase_if(alteration.routers,
                  [&](const RouterAlteration &one) { return one.layer == layer && one.action == rule; });
}

} // namespace

QString switchName(ExpertSwitch what)
{
    static const char *const names[] = {QT_TRANSLATE_NOOP("deepscope", "as it is"),
                                        QT_TRANSLATE_NOOP("deepscope", "off"), QT_TRANSLATE_NOOP("deepscope", "forced"),
                                        QT_TRANSLATE_NOOP("deepscope", "weight × 0.5"),
                                        QT_TRANSLATE_NOOP("deepscope", "weight × 2")};
    return tr(names[size_t(what)]);
}

ExpertSwitches::ExpertSwitches(const RunStore &store, bool offered, QObject *parent)
    : QObject(parent), m_store(store), m_offered(offered)
{
    const auto follow = [this] {
        const LoadedModel *model = m_store.shownModel();
        const std::optional<ModelInfo> shown = model ? std::optional(model->info) : std::nullopt;
        if (shown == m_model || (shown && m_model && sameModel(*shown, *m_model)))
            return;
        m_model = shown;
        reset();
    };
    connect(&store, &RunStore::modelChanged, this, follow);
    connect(&store, &RunStore::currentRunChanged, this, follow);
    follow();
}

std::optional<ExpertSwitch> ExpertSwitches::of(int layer, int expert) const
{
    std::vector<ExpertChange> own;
    std::ranges::copy_if(m_alteration.experts, std::back_inserter(own),
                         [&](const ExpertChange &change) { return isOf(change, layer, expert); });
    if (own.empty())
        return ExpertSwitch::Plain;
    for (int what = 0; what < ExpertSwitchCount && own.size() == 1 && !m_isExchange; ++what)
        if (changeFor(layer, expert, ExpertSwitch(what)) == own.front())
            return ExpertSwitch(what);
    return std::nullopt;
}

void ExpertSwitches::set(int layer, int expert, ExpertSwitch what)
{
    Alteration altered = m_isExchange ? Alteration() : m_alteration;
    std::erase_if(altered.experts, [&](const ExpertChange &change) { return isOf(change, layer, expert); });
    if (const auto change = changeFor(layer, expert, what))
        altered.experts.push_back(*change);
    wish(altered);
}

void ExpertSwitches::wish(const Alteration &alteration, bool isExchange)
{
    QString why;
    if (!take(alteration, isExchange, &why))
        emit refused(why);
}

void ExpertSwitches::setRule(std::optional<uint32_t> layer, RouterAction rule, std::optional<uint32_t> value)
{
    Alteration altered = m_isExchange ? Alteration() : m_alteration;
    if (layer || rule == RouterAction::Used)
        removeRule(altered, layer, rule);
    else // of single layers nothing else can be said than of all
        std::erase_if(altered.routers, [&](const RouterAlteration &one) { return one.action == rule; });
    if (value) // what is said of one layer stands behind what is said of all
        altered.routers.insert(layer ? altered.routers.end() : altered.routers.begin(), {layer, rule, *value});
    else if (layer)
        leaveRuleOfAll(altered, *layer, rule);
    else if (rule == RouterAction::Used && m_model) // layers that had left it need not say so any more
        std::erase_if(altered.routers, [&](const RouterAlteration &one) {
            return one.action == rule && one.value == m_model->expertsUsed;
        });
    wish(altered);
}

// A number has another put in its place; of the other rules none says the opposite, so all other layers get their own.
void ExpertSwitches::leaveRuleOfAll(Alteration &altered, uint32_t layer, RouterAction rule) const
{
    if (!hasRule(altered, std::nullopt, rule) || !m_model)
        return;
    if (rule == RouterAction::Used) {
        altered.routers.push_back({layer, rule, m_model->expertsUsed});
        return;
    }
    removeRule(altered, std::nullopt, rule);
    for (uint32_t other = m_model->denseLayers; other < m_model->layers; ++other)
        if (other != layer && !hasRule(altered, other, rule))
            altered.routers.push_back({other, rule, 0});
}

std::optional<uint32_t> ExpertSwitches::rule(std::optional<uint32_t> layer, RouterAction rule) const
{
    if (layer) {
        const AlteredLayer altered = alteredLayer(m_alteration, *layer);
        if (rule == RouterAction::Used)
            return altered.used;
        const bool without = rule == RouterAction::NoBias ? altered.withoutBias : altered.withoutGroups;
        return without ? std::optional(0U) : std::nullopt;
    }
    for (const RouterAlteration &one : m_alteration.routers)
        if (!one.layer && one.action == rule)
            return one.value;
    return std::nullopt;
}

// All that are to be chosen are forced: one that is switched off could take its group with it.
void ExpertSwitches::exchange(int token, int layer, std::span<const ExpertHit> chosen, int other)
{
    Alteration altered;
    altered.from = uint32_t(token);
    altered.until = altered.from + 1;
    for (const ExpertHit &hit : chosen.first(chosen.size() - 1))
        altered.experts.push_back({uint32_t(layer), hit.expert, ExpertAction::Force, 0});
    altered.experts.push_back({uint32_t(layer), uint32_t(other), ExpertAction::Force, 0});
    wish(altered, true);
}

void ExpertSwitches::setPlaces(std::optional<TokenRange> tokens)
{
    Alteration altered = m_alteration;
    altered.from = tokens ? uint32_t(tokens->begin) : 0;
    altered.until = tokens && tokens->end != ToTheEnd ? uint32_t(tokens->end) : Alteration().until;
    wish(altered);
}

std::optional<TokenRange> ExpertSwitches::places() const
{
    const bool toTheEnd = m_alteration.until >= uint32_t(ToTheEnd);
    if (m_alteration.from == 0 && toTheEnd)
        return std::nullopt;
    return TokenRange{int(m_alteration.from), toTheEnd ? ToTheEnd : int(m_alteration.until)};
}

bool ExpertSwitches::setAll(const Alteration &alteration, QString *why) { return take(alteration, false, why); }

bool ExpertSwitches::take(const Alteration &alteration, bool isExchange, QString *why)
{
    try {
        if (!alteration.empty())
            requireAlteration(alteration, m_model.value_or(ModelInfo()));
    } catch (const Error &error) {
        if (why)
            *why = engineSentence(error.what());
        return false;
    }
    const Alteration now = alteration.empty() ? Alteration() : alteration; // nowhere of nothing is nothing
    m_isExchange = isExchange;
    if (m_alteration == now)
        return true;
    m_alteration = now;
    emit changed();
    return true;
}

} // namespace deepscope
