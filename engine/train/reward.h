// What an answer is worth, from its tokens alone: whether it has the form <think>…</think><answer>…</answer>, and
// whether what stands in the answer is what was expected, token for token.
#pragma once

#include "api/lab_settings.h"
#include "train/answer_markers.h"

#include <span>

namespace deepscope {

// The first thing that is wrong with the form of an answer.
enum class FormFault : uint8_t {
    None,
    NoThought,     // something else comes first
    SecondThought, // a further <think>
    NoThoughtEnd,  // the thought goes on to the end, or into the answer
    NoAnswer,      // no <answer>
    TextBetween,   // between </think> and <answer>
    EmptyAnswer,   // nothing in it, or blanks
    TagInAnswer,   // any but its end
    NoAnswerEnd,   // it breaks off, also where the cap was reached
    TextAfter,     // between </answer> and the end token
    NoEnd,         // it stops behind </answer>
    TextBehindEnd, // behind the end token
};
const char *sentence(FormFault fault); // for a person: "It does not begin with <think>."; empty for None

struct AnswerForm {
    FormFault fault = FormFault::None;
    std::span<const int32_t> thought, answer; // what stands inside of the tags, as far as the form is right

    bool right() const { return fault == FormFault::None; }
};

// `sampled`: everything that came after the prompt, the end token too. Right is: exactly one of each tag, in order,
// nothing before <think> nor between </think> and <answer>, an answer that is not blank, and directly behind </answer>
// the end token, which is the last. A <think> that ended the prompt counts as the one. The result refers to `sampled`.
AnswerForm readForm(const AnswerMarkers &markers, std::span<const int32_t> sampled, bool promptOpensThought);

struct RewardRule {
    RewardKind kind = RewardKind::FormAndMatch;
    double form = 0.2, match = 1.0; // match is added where the form is right
    uint64_t seed = 0;              // of random rewards
};

// Which answer a random reward is for.
struct AnswerPlace {
    uint64_t question = 0; // counted from the beginning of the run
    uint32_t answer = 0;   // of its group
};

struct Reward {
    bool form = false, match = false; // what is so, whatever is rewarded
    double value = 0;
};

// `expected`: the tokens of the right answer inside of its tags (ChatForm::inside). A random reward is form + match for
// one half of all answers and 0 for the other, by lot.
Reward rewardOf(const RewardRule &rule, const AnswerForm &form, std::span<const int32_t> expected, AnswerPlace place);

// Malformed is an answer of wrong form, none an empty thought or a blank one. A thought is full from three quarters of
// the tokens of the problem's worked thought on; where there is none (workedTokens 0), from 16 tokens on.
ThoughtKind thoughtKind(const AnswerMarkers &markers, const AnswerForm &form, uint32_t workedTokens);

} // namespace deepscope
