#include "token_information.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace deepscope {

namespace {

constexpr uint32_t Seed = 20250731;
constexpr int Rounds = 1 + TokenInformation::Shuffles;

// Of a yes with this probability, in bits.
double entropyOf(double yes)
{
    return yes <= 0 || yes >= 1 ? 0 : -yes * std::log2(yes) - (1 - yes) * std::log2(1 - yes);
}

// Fisher and Yates by hand: std::shuffle deals differently in each library.
void shuffle(std::vector<int> &cards, std::mt19937 &random)
{
    for (size_t left = cards.size(); left > 1; --left)
        std::swap(cards[left - 1], cards[(uint64_t(random()) * left) >> 32]);
}

} // namespace

TokenInformation::TokenInformation(const Run &run, TokenRange range)
    : m_range(range), m_firstLayer(run.firstExpertLayer()), m_layers(run.expertLayers()), m_experts(run.expertCount()),
      m_figures(size_t(m_layers) * size_t(m_experts))
{
    std::map<int32_t, int> kinds;
    m_kind.resize(1);
    for (int token = std::max(0, range.begin); token < std::min(range.end, run.size()); ++token)
        if (run.routed(token)) {
            const int kind = kinds.emplace(run.tokenId(token), int(kinds.size())).first->second;
            m_tokens.push_back(token);
            m_kind[0].push_back(kind);
            m_kindSizes.resize(kinds.size());
            ++m_kindSizes[size_t(kind)];
        }
    m_kinds = int(kinds.size());
    m_counts.resize(size_t(m_experts) * size_t(m_kinds));
    std::mt19937 random(Seed);
    while (m_kind.size() < Rounds) {
        m_kind.push_back(m_kind.back());
        shuffle(m_kind.back(), random);
    }
}

double TokenInformation::counted() const { return m_layers > 0 ? double(m_rounds) / (m_layers * Rounds) : 1; }

bool TokenInformation::countOn(const Run &run, int choices)
{
    const int round = std::max(1, tokens() * run.topK() + m_experts); // about, of one
    for (int room = choices; m_rounds < m_layers * Rounds && room > 0; ++m_rounds, room -= round)
        countRound(run, m_firstLayer + m_rounds / Rounds, m_rounds % Rounds);
    return m_rounds == m_layers * Rounds;
}

void TokenInformation::countRound(const Run &run, int layer, int round)
{
    const std::vector<int> &kinds = m_kind[size_t(round)];
    std::vector<size_t> touched; // counts that are not 0
    std::vector<int> chosen(size_t(m_experts), 0);
    for (size_t i = 0; i < m_tokens.size(); ++i)
        for (const uint16_t expert : run.experts(m_tokens[i], layer)) {
            if (int(expert) >= m_experts)
                continue;
            const size_t place = size_t(expert) * size_t(m_kinds) + size_t(kinds[i]);
            if (m_counts[place]++ == 0)
                touched.push_back(place);
            ++chosen[expert];
        }
    // What is still open when the kind is known; kinds that never chose the expert leave nothing open.
    std::vector<double> open(size_t(m_experts), 0.0);
    const double all = std::max(1, tokens());
    for (const size_t place : touched) {
        const double size = m_kindSizes[place % size_t(m_kinds)];
        open[place / size_t(m_kinds)] += size / all * entropyOf(m_counts[place] / size);
        m_counts[place] = 0;
    }
    for (int expert = 0; expert < m_experts; ++expert) {
        ExpertInformation &one = m_figures[size_t(layer - m_firstLayer) * size_t(m_experts) + size_t(expert)];
        const double entropy = entropyOf(chosen[size_t(expert)] / all);
        const double information = std::max(0.0, entropy - open[size_t(expert)]);
        if (round == 0) {
            one.entropy = entropy;
            one.information = information;
        } else {
            one.chance += information / Shuffles;
        }
    }
}

const ExpertInformation &TokenInformation::of(int layer, int expert) const
{
    return m_figures[size_t(layer - m_firstLayer) * size_t(m_experts) + size_t(expert)];
}

ExpertInformation TokenInformation::ofLayer(int layer) const
{
    ExpertInformation sum;
    for (int expert = 0; expert < m_experts; ++expert) {
        const ExpertInformation &one = of(layer, expert);
        sum.entropy += one.entropy;
        sum.information += one.information;
        sum.chance += one.chance;
    }
    return sum;
}

} // namespace deepscope
