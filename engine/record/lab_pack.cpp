#include "record/lab_groups.h"
#include "record/lab_packing.h"
#include "record/small_numbers.h"
#include "reference/dequantise.h"
#include "reference/encode.h"

#include <algorithm>

namespace deepscope {

using namespace packing;

namespace {

float rounded(float value) { return reference::fromF16(reference::toF16(value)); }

class Packer {
public:
    Packer(LabDetail detail, LabPieces &pieces) : m_detail(detail), m_pieces(pieces) {}

    PackedGroups pack(const std::vector<LabGroup> &groups)
    {
        number(groups.size());
        for (const LabGroup &group : groups) {
            text(group.task);
            text(group.question);
            text(group.expected);
            number(group.answers.size());
            for (const LabAnswer &answer : group.answers)
                put(answer);
        }
        return std::move(m_to);
    }

private:
    void number(size_t value) { putSmall(m_to.numbers, uint32_t(value)); }

    void text(const std::string &text)
    {
        const auto [at, isNew] = m_texts.emplace(text, m_to.texts.size());
        if (isNew)
            m_to.texts.push_back(text);
        number(at->second);
    }

    void put(const LabAnswer &answer)
    {
        const size_t prompt = std::min<size_t>(answer.promptTokens, answer.tokens.size());
        const bool whole = m_detail == LabDetail::Traces;
        const std::span tokens = std::span(answer.tokens).subspan(whole ? 0 : prompt);
        const std::span own = std::span(answer.tokens).subspan(prompt);
        const float scale = toldScale(answer.pushes, own);
        const Pushes pushes = answer.pushes.empty() ? Pushes::None : scale != 0 ? Pushes::Told : Pushes::Kept;
        number((answer.form ? Form : 0) | (answer.match ? Match : 0) | (answer.truncated ? Truncated : 0) |
               uint32_t(answer.kind) << KindShift | uint32_t(pushes) << PushesShift);
        text(answer.fault);
        number(answer.thoughtTokens);
        number(whole ? prompt : 0);
        number(tokens.size());
        number(tokens.empty() ? 0 : tokens[0].index);
        m_to.rewards.insert(m_to.rewards.end(), {answer.reward, answer.advantage});
        for (const TokenTrace &token : tokens)
            put(token);
        if (pushes == Pushes::Told)
            m_to.pushScales.push_back(scale);
        if (pushes == Pushes::Kept)
            putPushes(answer.pushes);
    }

    void put(const TokenTrace &token)
    {
        requireText(m_textBytes += token.bytes.size());
        putSmall(m_to.pieces, m_pieces.indexOf(token));
        m_to.logProbabilities.push_back(reference::toF16(token.logprob));
        if (m_detail == LabDetail::Board)
            return;
        m_to.entropies.push_back(reference::toF16(token.entropy));
        putSmall(m_to.experts, uint32_t(token.routing.size()));
        for (const ExpertHit &hit : token.routing) {
            putSmall(m_to.experts, hit.expert);
            m_to.weights.push_back(reference::toF16(hit.weight));
        }
    }

    // With which the probabilities tell the pushes; 0: they do not.
    static float toldScale(const std::vector<float> &pushes, std::span<const TokenTrace> tokens)
    {
        constexpr float Exactness = 1.0F / 1024;
        if (pushes.empty() || pushes.size() != tokens.size())
            return 0;
        size_t at = 0; // where the share that is divided by is largest
        float largest = 0;
        for (size_t i = 0; i < pushes.size(); ++i) {
            largest = std::max(largest, std::abs(pushes[i]));
            if (tokens[i].logprob < tokens[at].logprob)
                at = i;
        }
        const float scale = pushes[at] / told(1, rounded(tokens[at].logprob));
        if (!std::isfinite(scale))
            return 0;
        for (size_t i = 0; i < pushes.size(); ++i)
            if (!(std::abs(told(scale, rounded(tokens[i].logprob)) - pushes[i]) <= largest * Exactness))
                return 0;
        return scale;
    }

    void putPushes(const std::vector<float> &pushes)
    {
        float largest = 0;
        for (float push : pushes)
            if (std::isfinite(push))
                largest = std::max(largest, std::abs(push));
        const float scale = largest > 0 ? largest : 1;
        m_to.pushScales.push_back(scale);
        number(pushes.size());
        for (float push : pushes)
            m_to.pushes.push_back(reference::toF16(push / scale));
    }

    const LabDetail m_detail;
    LabPieces &m_pieces;
    PackedGroups m_to;
    std::map<std::string, size_t> m_texts;
    size_t m_textBytes = 0;
};

} // namespace

PackedGroups pack(const std::vector<LabGroup> &groups, LabDetail detail, LabPieces &pieces)
{
    return Packer(detail, pieces).pack(groups);
}

} // namespace deepscope
