#include "record/lab_groups.h"

#include "record/small_numbers.h"
#include "reference/dequantise.h"
#include "reference/encode.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

enum class Pushes : uint32_t { None, Told, Kept }; // Told: scale * (1 - probability)

constexpr uint32_t Form = 1, Match = 2, Truncated = 4;
constexpr int KindShift = 3, PushesShift = 5;
constexpr uint32_t TwoBits = 3;
constexpr size_t LargestText = 1U << 26; // bytes of all tokens of a record

void requireText(size_t bytes)
{
    if (bytes > LargestText)
        throw Error(ErrorKind::File, "a record holds more text than is supported");
}

float rounded(float value) { return reference::fromF16(reference::toF16(value)); }

float told(float scale, float logProbability) { return float(-scale * std::expm1(double(logProbability))); }

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

class Unpacker {
public:
    Unpacker(const PackedGroups &from, std::span<const LabPiece> pieces)
        : m_texts(from.texts), m_table(pieces), m_numbers(from.numbers), m_rewards(from.rewards), m_pieces(from.pieces),
          m_logProbabilities(from.logProbabilities), m_entropies(from.entropies), m_experts(from.experts),
          m_weights(from.weights), m_pushScales(from.pushScales), m_pushes(from.pushes),
          m_whole(!from.entropies.empty())
    {
    }

    std::vector<LabGroup> unpack()
    {
        std::vector<LabGroup> groups;
        for (uint32_t left = number(); left > 0; --left) {
            LabGroup &group = groups.emplace_back();
            group.task = text();
            group.question = text();
            group.expected = text();
            for (uint32_t answers = number(); answers > 0; --answers)
                group.answers.push_back(answer());
        }
        return groups;
    }

private:
    uint32_t number() { return takeSmall(m_numbers); }

    const std::string &text()
    {
        const uint32_t index = number();
        if (index >= m_texts.size())
            throw Error(ErrorKind::File, "a record names a text that it does not hold");
        requireText(m_textBytes += m_texts[index].size());
        return m_texts[index];
    }

    LabAnswer answer()
    {
        LabAnswer answer;
        const uint32_t flags = number();
        const auto pushes = Pushes(flags >> PushesShift);
        if (pushes > Pushes::Kept)
            throw Error(ErrorKind::File, "a record holds a value that has no meaning");
        answer.form = flags & Form;
        answer.match = flags & Match;
        answer.truncated = flags & Truncated;
        answer.kind = ThoughtKind(flags >> KindShift & TwoBits);
        answer.fault = text();
        answer.thoughtTokens = number();
        answer.promptTokens = number();
        const uint32_t count = number(), first = number();
        if (answer.promptTokens > count)
            throw Error(ErrorKind::File, "a record holds a longer prompt than tokens");
        answer.reward = m_rewards.next();
        answer.advantage = m_rewards.next();
        for (uint32_t i = 0; i < count; ++i)
            take(answer.tokens.emplace_back(), first + i);
        if (pushes == Pushes::Told) {
            const float scale = m_pushScales.next();
            for (uint32_t i = answer.promptTokens; i < count; ++i)
                answer.pushes.push_back(told(scale, answer.tokens[i].logprob));
        } else if (pushes == Pushes::Kept) {
            const float scale = m_pushScales.next();
            for (uint32_t left = number(); left > 0; --left)
                answer.pushes.push_back(scale * reference::fromF16(m_pushes.next()));
        }
        return answer;
    }

    void take(TokenTrace &token, uint32_t index)
    {
        setPiece(token, m_table, takeSmall(m_pieces));
        requireText(m_textBytes += token.bytes.size());
        token.index = index;
        token.logprob = reference::fromF16(m_logProbabilities.next());
        if (!m_whole)
            return;
        token.entropy = reference::fromF16(m_entropies.next());
        for (uint32_t left = takeSmall(m_experts); left > 0; --left) {
            const uint32_t expert = takeSmall(m_experts);
            if (expert > 0xFFFF)
                throw Error(ErrorKind::File, "a record holds a value that has no meaning");
            token.routing.push_back({uint16_t(expert), reference::fromF16(m_weights.next())});
        }
    }

    const std::vector<std::string> &m_texts;
    const std::span<const LabPiece> m_table;
    ListInput<uint8_t> m_numbers;
    ListInput<double> m_rewards;
    ListInput<uint8_t> m_pieces;
    ListInput<uint16_t> m_logProbabilities, m_entropies;
    ListInput<uint8_t> m_experts;
    ListInput<uint16_t> m_weights;
    ListInput<float> m_pushScales;
    ListInput<uint16_t> m_pushes;
    const bool m_whole;
    size_t m_textBytes = 0;
};

} // namespace

PackedGroups pack(const std::vector<LabGroup> &groups, LabDetail detail, LabPieces &pieces)
{
    return Packer(detail, pieces).pack(groups);
}

std::vector<LabGroup> unpack(const PackedGroups &groups, std::span<const LabPiece> pieces)
{
    return Unpacker(groups, pieces).unpack();
}

} // namespace deepscope
