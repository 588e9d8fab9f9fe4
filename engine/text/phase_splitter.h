// Says of each generated token whether it belongs to the thought or to the answer.
#pragma once

#include "api/trace.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class Tokenizer;

// Special token ids decide where the vocabulary has them; else a streaming matcher reads the bytes, and a tag may be
// split over tokens. A tag inside the answer is quoted text and does not reopen the thought.
class PhaseSplitter {
public:
    // `promptEndsInThought`: the prompt forced an opening <think>, the model writes none of its own.
    PhaseSplitter(const Tokenizer &tokenizer, bool promptEndsInThought);

    struct Step {
        Phase phase = Phase::Answer; // of this token
        bool tag = false;            // it is (a part of) a tag, not text
    };
    // Of the next generated token.
    Step next(int32_t token);

    // Text so far, without tags. `answer` falls back to what stands after the thought when there are no answer tags.
    const std::string &think() const { return m_think; }
    const std::string &answer() const { return m_answer; }
    bool thoughtNeverClosed() const { return m_phase == Phase::Think; }

private:
    void read(std::string_view bytes);

    const Tokenizer &m_tokenizer;
    Phase m_phase = Phase::Answer;
    std::string m_pending; // a possible beginning of a tag
    std::string m_think;
    std::string m_answer;
    int32_t m_thinkOpen = -1, m_thinkClose = -1, m_answerOpen = -1, m_answerClose = -1;
    bool m_thought = false; // a thought was open once
};

} // namespace deepscope
