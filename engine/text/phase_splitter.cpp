#include "text/phase_splitter.h"

#include "text/tokenizer.h"
#include "text/white_space.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

void trimEnd(std::string &text) { text.erase(text.find_last_not_of(WhiteSpace) + 1); }

size_t pairOf(Tag tag) { return tag == Tag::OpenThink || tag == Tag::CloseThink ? 0 : 1; }

bool opens(Tag tag) { return tag == Tag::OpenThink || tag == Tag::OpenAnswer; }

} // namespace

PhaseSplitter::PhaseSplitter(const Tokenizer &tokenizer, bool promptEndsInThought)
    : m_tokenizer(tokenizer), m_matcher({std::begin(AllTags), std::end(AllTags)}),
      m_section(promptEndsInThought ? Section::Thought : Section::Start)
{
    // A pair is of tokens as a whole, or not at all.
    for (const auto &[open, close] :
         {std::pair(Tag::OpenThink, Tag::CloseThink), std::pair(Tag::OpenAnswer, Tag::CloseAnswer)}) {
        const int32_t first = tokenizer.find(tagText(open)), last = tokenizer.find(tagText(close));
        m_tokens[size_t(open)] = last < 0 ? -1 : first;
        m_tokens[size_t(close)] = first < 0 ? -1 : last;
    }
}

PhaseSplitter::TokenPhase PhaseSplitter::next(int32_t token)
{
    bool decided = false, visible = false;
    const bool spelled = !isTagToken(token);
    TokenPhase decision{phase(), false};
    for (const TaggedText &part : read(token)) {
        if (part.tag && counts(*part.tag, spelled)) {
            enter(*part.tag, spelled);
            if (!visible)
                decision = {tagPhase(*part.tag), true};
            decided = true;
        } else {
            write(part.text);
            if (!isWhiteSpace(part.text)) {
                decision = {phase(), false};
                decided = visible = true;
            }
        }
    }
    const bool addsToPending = !m_matcher.pending().empty() && !m_tokenizer.bytes(token).empty();
    return !decided && addsToPending ? pendingPhase() : decision;
}

bool PhaseSplitter::isTagToken(int32_t token) const
{
    return token >= 0 && std::ranges::find(m_tokens, token) != std::end(m_tokens);
}

std::vector<TaggedText> PhaseSplitter::read(int32_t token)
{
    m_tokenText = trimmed(m_tokenizer.bytes(token));
    if (!isTagToken(token))
        return m_matcher.push(m_tokenizer.bytes(token));
    const auto found = std::ranges::find(m_tokens, token);
    m_tokenCame[found - std::begin(m_tokens)] = true;
    std::vector<TaggedText> parts;
    if (!m_matcher.pending().empty())
        parts.push_back({m_matcher.flush(), std::nullopt});
    parts.push_back({m_tokenizer.piece(token), Tag(found - std::begin(m_tokens))});
    return parts;
}

// Where tags are tokens, text is one only as long as that token has not come: what was opened so is closed so, and else
// it stands alone, in its token or at the beginning of a line. It ends no thought that nothing opened.
bool PhaseSplitter::mayBeSpelled(Tag tag) const
{
    if (m_tokens[size_t(tag)] < 0)
        return true;
    if (m_tokenCame[size_t(tag)] || (tag == Tag::CloseThink && m_section == Section::Start))
        return false;
    const std::string &before = m_section == Section::Thought ? m_think : m_answer;
    return (!opens(tag) && m_spelled[pairOf(tag)]) || before.empty() || before.back() == '\n' ||
           m_tokenText == tagText(tag);
}

bool PhaseSplitter::counts(Tag tag, bool spelled) const
{
    if (spelled && !mayBeSpelled(tag))
        return false;
    const bool isToken = !spelled;
    switch (tag) {
    case Tag::OpenThink:
        return (m_section == Section::Start || m_section == Section::Thought) && nothingWritten();
    case Tag::CloseThink:
        return m_section == Section::Thought || (m_section == Section::Start && !m_quotedThink);
    case Tag::OpenAnswer:
        if (m_section == Section::Thought)
            return isToken;
        return (m_section == Section::Start || m_section == Section::AfterThought) && nothingWritten();
    case Tag::CloseAnswer:
        return m_section == Section::TaggedAnswer || (isToken && m_section == Section::AfterThought);
    }
    return false;
}

void PhaseSplitter::enter(Tag tag, bool spelled)
{
    if (opens(tag))
        m_spelled[pairOf(tag)] = spelled;
    switch (tag) {
    case Tag::OpenThink:
        m_section = Section::Thought;
        break;
    case Tag::CloseThink:
        if (m_section == Section::Start)
            m_think = std::exchange(m_answer, {});
        trimEnd(m_think);
        m_section = Section::AfterThought;
        break;
    case Tag::OpenAnswer:
        trimEnd(m_think);
        m_section = Section::TaggedAnswer;
        break;
    case Tag::CloseAnswer:
        trimEnd(m_answer);
        m_section = Section::AfterAnswer;
        break;
    }
}

void PhaseSplitter::write(std::string_view text)
{
    if (m_section == Section::AfterAnswer)
        return;
    m_quotedThink = m_quotedThink || text == tagText(Tag::OpenThink);
    if (nothingWritten())
        text.remove_prefix(std::min(text.find_first_not_of(WhiteSpace), text.size()));
    (m_section == Section::Thought ? m_think : m_answer) += text;
}

bool PhaseSplitter::nothingWritten() const { return (m_section == Section::Thought ? m_think : m_answer).empty(); }

// A token that ended within what may be a tag, and is nothing else.
PhaseSplitter::TokenPhase PhaseSplitter::pendingPhase() const
{
    const bool closingExpected = m_section == Section::Thought || m_section == Section::TaggedAnswer;
    const bool likely = nothingWritten() || (closingExpected && m_matcher.pending().size() >= 2);
    for (const Tag tag : AllTags)
        if (likely && m_matcher.mayBecome(tag) && counts(tag, true))
            return {tagPhase(tag), true};
    return {phase(), false};
}

std::string PhaseSplitter::think() const
{
    return m_section == Section::Thought ? m_think + m_matcher.pending() : m_think;
}

std::string PhaseSplitter::answer() const
{
    const bool writing = m_section != Section::Thought && m_section != Section::AfterAnswer;
    return writing ? m_answer + m_matcher.pending() : m_answer;
}

} // namespace deepscope
