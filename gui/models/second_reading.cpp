#include "second_reading.h"

#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "same_model.h"

#include <algorithm>

namespace deepscope {

SecondReading::SecondReading(const RunStore &store, const ExpertSwitches &switches, QObject *parent)
    : QObject(parent), m_store(store), m_switches(switches)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &SecondReading::ask);
    connect(&switches, &ExpertSwitches::changed, this, &SecondReading::restart);
    connect(&store, &RunStore::currentRunChanged, this, [this] {
        m_eviction.reset();
        restart();
    });
    connect(&store, &RunStore::modelChanged, this, &SecondReading::restart);
    connect(&store, &RunStore::runFinished, this, [this](uint32_t run) {
        if (m_store.current() && m_store.current()->id() == run)
            restart();
    });
}

// Why nothing can be read; empty = it can.
QString SecondReading::reasonAgainst() const
{
    const Run *run = m_store.current();
    if (!run || run->size() < 2)
        return tr("There is no text yet to read again.");
    if (run->state() == RunState::Working)
        return tr("The text is read again when its answer has ended.");
    if (!m_store.model() || !sameModel(m_store.model()->info, run->model().info))
        return tr("%1 is not open, so its text cannot be read again.")
            .arg(QString::fromStdString(run->model().info.name));
    if (uint32_t(run->size()) > m_store.model()->memory.context)
        return tr("The text has %1 tokens, and the context holds %2.")
            .arg(run->size())
            .arg(m_store.model()->memory.context);
    return {};
}

void SecondReading::set(State state, const QString &reason)
{
    m_state = state;
    m_reason = reason;
    emit changed();
}

void SecondReading::setEviction(const std::optional<Eviction> &eviction)
{
    if (m_eviction == eviction && m_state != State::Failed)
        return;
    m_eviction = eviction;
    restart();
}

void SecondReading::restart()
{
    if (m_state == State::Waiting && !m_soon.isActive())
        emit dropped(m_question);
    m_comparison = {};
    m_sum = {};
    m_progress = {};
    m_soon.stop();
    if (m_switches.empty() && !m_eviction)
        return m_state == State::Nothing ? void() : set(State::Nothing);
    const QString reason = reasonAgainst();
    if (!reason.isEmpty())
        return set(State::Failed, reason);
    m_soon.start();
    set(State::Waiting);
}

void SecondReading::stop()
{
    if (m_state != State::Waiting)
        return;
    if (!m_soon.isActive())
        emit dropped(m_question);
    m_soon.stop();
    set(State::Failed, tr("The text was not read again: something else was asked of the engine."));
}

void SecondReading::ask()
{
    const Run &run = *m_store.current();
    CompareRequest question;
    question.run = ++m_question;
    for (int token = 0; token < run.size(); ++token)
        question.tokens.push_back(run.tokenId(token));
    question.one = run.alteration();
    question.other = m_switches.empty() ? run.alteration() : m_switches.alteration();
    question.eviction = m_eviction;
    emit asked(question);
}

void SecondReading::setProgress(const PrefillProgress &progress)
{
    if (m_state != State::Waiting || progress.run != m_question)
        return;
    m_progress = progress;
    emit changed();
}

void SecondReading::answer(const Comparison &comparison)
{
    if (comparison.run != m_question || m_state != State::Waiting)
        return;
    if (comparison.failure)
        return set(State::Failed, engineSentence(comparison.failure->sentence));
    m_comparison = comparison;
    sumUp();
    set(State::There);
}

std::optional<SecondReading::Change> SecondReading::changeOf(int token) const
{
    if (m_state != State::There || token < 1 || size_t(token) > m_comparison.positions.size())
        return std::nullopt;
    const ComparedPosition &position = m_comparison.positions[size_t(token) - 1];
    return Change{double(position.other) - double(position.one), position.divergence,
                  position.bestOfOne != position.bestOfOther};
}

namespace {

bool isGone(const ExpertHit &hit, std::span<const ExpertHit> others)
{
    return hit.expert != NoExpert && std::ranges::count(others, hit.expert, &ExpertHit::expert) == 0;
}

// How many of these choices are none of the others.
int gone(std::span<const ExpertHit> choices, std::span<const ExpertHit> others)
{
    return int(std::ranges::count_if(choices, [&](const ExpertHit &hit) { return isGone(hit, others); }));
}

std::span<const ExpertHit> layerOf(const std::vector<ExpertHit> &routing, int layer, int layers)
{
    const size_t choices = routing.size() / size_t(layers);
    return std::span(routing).subspan(size_t(layer) * choices, choices);
}

} // namespace

SecondReading::Routing SecondReading::routingOf(int token, int layer) const
{
    const Run *run = m_store.current();
    if (m_state != State::There || !run || token < 0 || size_t(token) >= m_comparison.positions.size())
        return {};
    const int row = layer - run->firstExpertLayer(), layers = run->expertLayers();
    if (row < 0 || row >= layers)
        return {};
    const ComparedPosition &position = m_comparison.positions[size_t(token)];
    return {layerOf(position.routingOfOne, row, layers), layerOf(position.routingOfOther, row, layers)};
}

bool SecondReading::moved(int token, int layer) const
{
    const auto [one, other] = routingOf(token, layer);
    return gone(one, other) > 0 || gone(other, one) > 0;
}

SecondReading::Moves SecondReading::moves(int token, int layer) const
{
    const auto [one, other] = routingOf(token, layer);
    Moves moves;
    const auto add = [](std::vector<int> &experts, std::span<const ExpertHit> those,
                        std::span<const ExpertHit> others) {
        for (const ExpertHit &hit : those)
            if (isGone(hit, others))
                experts.push_back(hit.expert);
    };
    add(moves.lost, one, other);
    add(moves.gained, other, one);
    return moves;
}

void SecondReading::sumUp()
{
    const int layers = m_store.current()->expertLayers();
    int choices = 0, away = 0;
    for (const ComparedPosition &position : m_comparison.positions) {
        ++m_sum.tokens;
        m_sum.flips += position.bestOfOne != position.bestOfOther;
        m_sum.divergence += position.divergence;
        m_sum.logprob += double(position.other) - double(position.one);
        for (int layer = 0; layer < layers; ++layer) {
            const auto one = layerOf(position.routingOfOne, layer, layers);
            choices += int(std::ranges::count_if(one, [](const ExpertHit &hit) { return hit.expert != NoExpert; }));
            away += gone(one, layerOf(position.routingOfOther, layer, layers));
        }
    }
    m_sum.divergence /= std::max(m_sum.tokens, 1);
    m_sum.logprob /= std::max(m_sum.tokens, 1);
    m_sum.moved = double(away) / std::max(choices, 1);
}

QString SecondReading::words() const
{
    switch (m_state) {
    case State::Nothing:
        return {};
    case State::Waiting:
        return m_progress.total == 0 ? tr("reading the text again …")
                                     : tr("reading the text again, %1 of %2")
                                           .arg(m_progress.done)
                                           .arg(formatPlural(m_progress.total, Noun::Token));
    case State::Failed:
        return m_reason;
    case State::There:
        break;
    }
    const QString tokens = tr("read again: KL %1 nats a token, %2 of %3 best tokens are others")
                               .arg(QString::number(m_sum.divergence, 'g', 3))
                               .arg(m_sum.flips)
                               .arg(m_sum.tokens);
    const bool routed = m_store.current()->expertLayers() > 0;
    return routed ? tokens + tr(", %1 of the choices moved").arg(formatShare(m_sum.moved)) : tokens;
}

} // namespace deepscope
