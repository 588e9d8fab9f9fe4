#include "text/phase_splitter.h"

#include "text/channel_splitter.h"
#include "text/pair_splitter.h"
#include "text/tokenizer.h"
#include "text/white_space.h"

#include <algorithm>

namespace deepscope {

PhaseSplitter::PhaseSplitter(const Tokenizer &tokenizer, std::vector<std::string_view> marks)
    : m_tokenizer(tokenizer), m_matcher(std::move(marks))
{
    for (const std::string_view mark : m_matcher.tags())
        m_tokens.push_back(mark.empty() ? -1 : tokenizer.find(mark));
}

std::vector<PhaseSplitter::TokenPhase> PhaseSplitter::next(int32_t token)
{
    const auto mark = token < 0 ? m_tokens.end() : std::ranges::find(m_tokens, token);
    const bool isMark = mark != m_tokens.end();
    const std::string text = isMark ? m_tokenizer.piece(token) : m_tokenizer.bytes(token);
    m_tokenText = trimmed(text);
    if ((isMark || text.empty()) && !m_matcher.pending().empty()) // no mark reaches over a control token
        take({m_matcher.flush(), std::nullopt}, true);
    m_waiting.push_back({text.size(), {phase(), false}});
    if (isMark)
        take({text, size_t(mark - m_tokens.begin())}, false);
    else
        for (const TaggedText &part : m_matcher.push(text))
            take(part, true);
    return decided();
}

std::vector<PhaseSplitter::TokenPhase> PhaseSplitter::finish()
{
    if (!m_matcher.pending().empty())
        take({m_matcher.flush(), std::nullopt}, true);
    return decided();
}

void PhaseSplitter::take(const TaggedText &part, bool spelled)
{
    const std::optional<TokenPhase> mark = part.tag ? enter(*part.tag, spelled) : std::nullopt;
    decide(part.text, mark ? *mark : write(part.text));
}

// The bytes belong to the tokens that wait, in their order. Text counts more than a mark, and white space not at all.
void PhaseSplitter::decide(std::string_view text, TokenPhase phase)
{
    for (Waiting &token : m_waiting) {
        const std::string_view part = text.substr(0, token.bytes);
        const bool visible = !phase.tag && !isWhiteSpace(part);
        if (!part.empty() && (visible || (phase.tag && !token.visible)))
            token.decision = phase;
        token.visible = token.visible || visible;
        token.bytes -= part.size();
        text.remove_prefix(part.size());
    }
}

std::vector<PhaseSplitter::TokenPhase> PhaseSplitter::decided()
{
    std::vector<TokenPhase> phases;
    for (; !m_waiting.empty() && m_waiting.front().bytes == 0; m_waiting.pop_front())
        phases.push_back(m_waiting.front().decision);
    return phases;
}

std::unique_ptr<PhaseSplitter> makePhaseSplitter(const Tokenizer &tokenizer, const ThoughtMarks &marks,
                                                 bool promptEndsInThought)
{
    if (marks.kind == ThoughtMarks::Kind::Channels)
        return std::make_unique<ChannelSplitter>(tokenizer, marks, promptEndsInThought);
    return std::make_unique<PairSplitter>(tokenizer, marks, promptEndsInThought);
}

} // namespace deepscope
