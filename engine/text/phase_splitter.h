// Says of each generated token whether it belongs to the thought or to the answer.
#pragma once

#include "api/trace.h"
#include "text/tag_matcher.h"
#include "text/thought_marks.h"

#include <deque>
#include <memory>

namespace deepscope {

class Tokenizer;

// Marks are tokens where the vocabulary has them as pieces, and are else read from the bytes, where they may be split
// over tokens. The kinds of marks say what counts as one: pair_splitter.h, channel_splitter.h.
class PhaseSplitter {
public:
    virtual ~PhaseSplitter() = default;

    struct TokenPhase {
        Phase phase = Phase::Answer; // of this token; where a mark and text meet in it, of the text
        bool tag = false;            // it is (a part of) a mark, not text
    };
    // Takes the next generated token. Gives, in their order, the phases of all tokens that are decided by now: a token
    // that may be a part of a mark waits for those that tell.
    std::vector<TokenPhase> next(int32_t token);
    // No token follows: those that still wait are text.
    std::vector<TokenPhase> finish();

    // Text so far, without marks and what waits, without white space in front, and once the section is closed without
    // white space behind. The answer falls back to what stands after the thought when nothing marks it.
    const std::string &think() const { return m_think; }
    const std::string &answer() const { return m_answer; }
    virtual bool thoughtNeverClosed() const = 0;

protected:
    PhaseSplitter(const Tokenizer &tokenizer, std::vector<std::string_view> marks);

    int32_t tokenOf(size_t mark) const { return m_tokens[mark]; } // -1: it is read from the bytes
    void readAsBytes(size_t mark) { m_tokens[mark] = -1; }
    // Of the token that is read, without white space around.
    const std::string &tokenText() const { return m_tokenText; }

    std::string m_think, m_answer;

private:
    struct Waiting {
        size_t bytes = 0; // of it, that are not decided
        TokenPhase decision;
        bool visible = false; // it has text that is more than white space
    };

    // A mark, of whose place it is known whether it is one there; nothing: it is text. `spelled`: in the bytes.
    virtual std::optional<TokenPhase> enter(size_t mark, bool spelled) = 0;
    virtual TokenPhase write(std::string_view text) = 0; // as `tag`: text that is not shown
    virtual Phase phase() const = 0;                     // of what comes next

    void take(const TaggedText &part, bool spelled);
    void decide(std::string_view text, TokenPhase phase);
    std::vector<TokenPhase> decided();

    const Tokenizer &m_tokenizer;
    TagMatcher m_matcher;
    std::vector<int32_t> m_tokens; // of each mark
    std::string m_tokenText;
    std::deque<Waiting> m_waiting;
};

// `promptEndsInThought`: the prompt opened the thought, and the model need not.
std::unique_ptr<PhaseSplitter> makePhaseSplitter(const Tokenizer &tokenizer, const ThoughtMarks &marks,
                                                 bool promptEndsInThought);

} // namespace deepscope
