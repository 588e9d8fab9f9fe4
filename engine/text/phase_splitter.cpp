#include "text/phase_splitter.h"

#include "text/tokenizer.h"
#include "text/white_space.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

void trimEnd(std::string &text) { text.erase(text.find_last_not_of(WhiteSpace) + 1); }

// The tags that are no tokens of their own. A pair is one or the other as a whole.
std::vector<Tag> tagsInBytes(const Tokenizer &tokenizer)
{
    std::vector<Tag> tags;
    for (const auto &[open, close] :
         {std::pair(Tag::OpenThink, Tag::CloseThink), std::pair(Tag::OpenAnswer, Tag::CloseAnswer)})
        if (tokenizer.find(tagText(open)) < 0 || tokenizer.find(tagText(close)) < 0)
            tags.insert(tags.end(), {open, close});
    return tags;
}

} // namespace

PhaseSplitter::PhaseSplitter(const Tokenizer &tokenizer, bool promptEndsInThought)
    : m_tokenizer(tokenizer), m_matcher(tagsInBytes(tokenizer)),
      m_section(promptEndsInThought ? Section::Thought : Section::Start)
{
    for (const Tag tag : AllTags)
        m_tokens[size_t(tag)] = tokenizer.find(tagText(tag));
    for (const Tag tag : tagsInBytes(tokenizer))
        m_tokens[size_t(tag)] = -1;
}

PhaseSplitter::TokenPhase PhaseSplitter::next(int32_t token)
{
    bool decided = false, visible = false;
    TokenPhase decision{phase(), false};
    for (const TaggedText &part : read(token)) {
        if (part.tag && counts(*part.tag)) {
            enter(*part.tag);
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

std::vector<TaggedText> PhaseSplitter::read(int32_t token)
{
    const auto found = std::ranges::find(m_tokens, token);
    if (found == std::end(m_tokens))
        return m_matcher.push(m_tokenizer.bytes(token));
    std::vector<TaggedText> parts;
    if (!m_matcher.pending().empty())
        parts.push_back({m_matcher.flush(), std::nullopt});
    parts.push_back({m_tokenizer.piece(token), Tag(found - std::begin(m_tokens))});
    return parts;
}

bool PhaseSplitter::counts(Tag tag) const
{
    const bool isToken = m_tokens[size_t(tag)] >= 0;
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

void PhaseSplitter::enter(Tag tag)
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
        if (likely && m_matcher.mayBecome(tag) && counts(tag))
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
