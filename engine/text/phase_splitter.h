// Says of each generated token whether it belongs to the thought or to the answer.
#pragma once

#include "text/tag_matcher.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class Tokenizer;

// Tags are tokens where the vocabulary has <think> and </think> (or <answer> and </answer>) as single pieces; else, and
// where that token has not come and the text stands alone, they are read from the bytes, and may be split over tokens.
// What counts as a tag, and is not a mere quotation (read from the bytes beside tokens, </think> needs an open
// thought):
// - <think> before anything else (a second one, after a prompt that opened the thought, is swallowed);
// - </think> in a thought; also without an opening tag, then all before it was thought;
// - <answer> before anything else, or first thing after the thought; </answer> after it. As tokens of their own also
//   <answer> within the thought, which closes it, and </answer> without <answer>.
// Everything else is text: tags in the answer do not reopen the thought.
class PhaseSplitter {
public:
    // `promptEndsInThought`: the prompt forced an opening <think>, the model writes none of its own.
    PhaseSplitter(const Tokenizer &tokenizer, bool promptEndsInThought);

    struct TokenPhase {
        Phase phase = Phase::Answer; // of this token; where a tag and text meet in it, of the text
        bool tag = false;            // it is (a part of) a tag, not text
    };
    // Of the next generated token. Decided at once: a token that may begin a tag is taken for one if it stands where a
    // tag is expected, or is longer than "<" within a thought or a tagged answer; and text before a </think> that lacks
    // its opening tag has been called answer.
    TokenPhase next(int32_t token);

    // Text so far, without tags, without white space in front, and once the section is closed without white space
    // behind. A tag that has only begun counts as text until it is complete. The answer falls back to what stands
    // after the thought when there are no answer tags.
    std::string think() const;
    std::string answer() const;
    bool thoughtNeverClosed() const { return m_section == Section::Thought; }

private:
    enum class Section { Start, Thought, AfterThought, TaggedAnswer, AfterAnswer };

    std::vector<TaggedText> read(int32_t token);
    bool isTagToken(int32_t token) const;
    bool counts(Tag tag, bool spelled) const; // as a tag, where it stands now; spelled: in the bytes
    bool mayBeSpelled(Tag tag) const;
    void enter(Tag tag, bool spelled);
    void write(std::string_view text);
    bool nothingWritten() const;
    TokenPhase pendingPhase() const;
    Phase phase() const { return m_section == Section::Thought ? Phase::Think : Phase::Answer; }

    const Tokenizer &m_tokenizer;
    int32_t m_tokens[4]; // of each tag; -1: it is read from the bytes
    TagMatcher m_matcher;
    Section m_section;
    bool m_tokenCame[4] = {};   // of each tag
    bool m_spelled[2] = {};     // thought and answer: what was opened in the bytes
    std::string m_tokenText;    // of the token that is read, without white space around
    bool m_quotedThink = false; // an opening tag that did not count: the closing one belongs to it
    std::string m_think;
    std::string m_answer;
};

} // namespace deepscope
