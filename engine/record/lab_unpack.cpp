#include "record/lab_groups.h"
#include "record/lab_packing.h"
#include "record/small_numbers.h"
#include "reference/dequantise.h"

namespace deepscope {

using namespace packing;

namespace {

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
        answer.kind = ThoughtKind(flags >> KindShift & KindBits);
        answer.fault = text();
        answer.thoughtTokens = number();
        answer.promptTokens = number();
        const uint32_t count = number(), first = number();
        if (count > UINT32_MAX - first)
            throw Error(ErrorKind::File, "a record holds a token beyond all positions");
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

std::vector<LabGroup> unpack(const PackedGroups &groups, std::span<const LabPiece> pieces)
{
    return Unpacker(groups, pieces).unpack();
}

} // namespace deepscope
