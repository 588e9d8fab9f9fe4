#include "text/pair_splitter.h"

#include "text/white_space.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

void trimEnd(std::string &text) { text.erase(text.find_last_not_of(WhiteSpace) + 1); }

} // namespace

PairSplitter::PairSplitter(const Tokenizer &tokenizer, const ThoughtMarks &marks, bool promptEndsInThought)
    : PhaseSplitter(tokenizer, {marks.open, marks.close, marks.openAnswer, marks.closeAnswer}), m_marks(marks),
      m_section(promptEndsInThought ? Section::Thought : Section::Start)
{
    // A pair is of tokens as a whole, or not at all.
    for (const auto &[open, close] :
         {std::pair(Tag::OpenThink, Tag::CloseThink), std::pair(Tag::OpenAnswer, Tag::CloseAnswer)})
        if (tokenOf(size_t(open)) < 0 || tokenOf(size_t(close)) < 0) {
            readAsBytes(size_t(open));
            readAsBytes(size_t(close));
        }
}

// Where tags are tokens, text is one only as long as that token has not come: what was opened so is closed so, and else
// it stands alone, in its token or at the beginning of a line. It ends no thought that nothing opened.
bool PairSplitter::mayBeSpelled(Tag tag) const
{
    if (tokenOf(size_t(tag)) < 0)
        return true;
    if (m_tokenCame[size_t(tag)] || (tag == Tag::CloseThink && m_section == Section::Start))
        return false;
    const std::string_view texts[] = {m_marks.open, m_marks.close, m_marks.openAnswer, m_marks.closeAnswer};
    const std::string &before = m_section == Section::Thought ? m_think : m_answer;
    return (!opens(tag) && m_spelled[pairOf(tag)]) || before.empty() || before.back() == '\n' ||
           tokenText() == texts[size_t(tag)];
}

bool PairSplitter::counts(Tag tag, bool spelled) const
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

std::optional<PhaseSplitter::TokenPhase> PairSplitter::enter(size_t mark, bool spelled)
{
    const Tag tag = Tag(mark);
    m_tokenCame[mark] = m_tokenCame[mark] || !spelled;
    if (!counts(tag, spelled)) {
        m_quotedThink = m_quotedThink || tag == Tag::OpenThink;
        return std::nullopt;
    }
    if (opens(tag))
        m_spelled[pairOf(tag)] = spelled;
    goOnBehind(tag);
    return TokenPhase{pairOf(tag) == 0 ? Phase::Think : Phase::Answer, true};
}

void PairSplitter::goOnBehind(Tag tag)
{
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

PhaseSplitter::TokenPhase PairSplitter::write(std::string_view text)
{
    if (m_section != Section::AfterAnswer) {
        if (nothingWritten())
            text.remove_prefix(std::min(text.find_first_not_of(WhiteSpace), text.size()));
        (m_section == Section::Thought ? m_think : m_answer) += text;
    }
    return {phase(), false};
}

} // namespace deepscope
