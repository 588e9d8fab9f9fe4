// Thought and answer where a pair of tags stands around each.
#pragma once

#include "text/phase_splitter.h"

namespace deepscope {

// Tags are tokens where the vocabulary has both of a pair as single pieces; else, and where that token has not come and
// the text stands alone, they are read from the bytes.
// What counts as a tag, and is not a mere quotation (read from the bytes beside tokens, the closing tag of a thought
// needs an open one); with the tags of most models:
// - <think> before anything else (a second one, after a prompt that opened the thought, is swallowed);
// - </think> in a thought; also without an opening tag, then all before it was thought, though it was called answer;
// - <answer> before anything else, or first thing after the thought; </answer> after it. As tokens of their own also
//   <answer> within the thought, which closes it, and </answer> without <answer>.
// Everything else is text: tags in the answer do not reopen the thought.
class PairSplitter final : public PhaseSplitter {
public:
    PairSplitter(const Tokenizer &tokenizer, const ThoughtMarks &marks, bool promptEndsInThought);

    bool thoughtNeverClosed() const override { return m_section == Section::Thought; }

private:
    enum class Tag : uint8_t { OpenThink, CloseThink, OpenAnswer, CloseAnswer };
    enum class Section : uint8_t { Start, Thought, AfterThought, TaggedAnswer, AfterAnswer };

    std::optional<TokenPhase> enter(size_t mark, bool spelled) override;
    TokenPhase write(std::string_view text) override;
    Phase phase() const override { return m_section == Section::Thought ? Phase::Think : Phase::Answer; }

    static size_t pairOf(Tag tag) { return size_t(tag) / 2; }
    static bool opens(Tag tag) { return tag == Tag::OpenThink || tag == Tag::OpenAnswer; }
    bool counts(Tag tag, bool spelled) const; // as a tag, where it stands now; spelled: in the bytes
    bool mayBeSpelled(Tag tag) const;
    void goOnBehind(Tag tag);
    bool nothingWritten() const { return (m_section == Section::Thought ? m_think : m_answer).empty(); }

    const ThoughtMarks m_marks;
    Section m_section;
    bool m_tokenCame[4] = {};   // of each tag
    bool m_spelled[2] = {};     // thought and answer: what was opened in the bytes
    bool m_quotedThink = false; // an opening tag that did not count: the closing one belongs to it
};

} // namespace deepscope
