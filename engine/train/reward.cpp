#include "train/reward.h"

#include "train/draws.h"

#include <algorithm>

namespace deepscope {

namespace {

using Tokens = std::span<const int32_t>;

constexpr size_t FullWithoutWork = 16;

// The tokens before the first one that `isWanted`, and what is left behind them, which begins with it.
template <typename Wanted>
Tokens take(Tokens &left, Wanted isWanted)
{
    const auto count = size_t(std::ranges::find_if(left, isWanted) - left.begin());
    const Tokens taken = left.first(count);
    left = left.subspan(count);
    return taken;
}

bool takeOne(Tokens &left, int32_t token)
{
    const bool there = !left.empty() && left.front() == token;
    if (there)
        left = left.subspan(1);
    return there;
}

bool isBlank(const AnswerMarkers &markers, Tokens tokens)
{
    return std::ranges::all_of(tokens, [&](int32_t token) { return markers.isBlank(token); });
}

} // namespace

const char *sentence(FormFault fault)
{
    constexpr const char *Sentences[] = {
        "",
        "It does not begin with <think>.",
        "It opens a second thought.",
        "The thought is never closed.",
        "There is no <answer>.",
        "Something stands between </think> and <answer>.",
        "There is nothing in the answer.",
        "There is another tag inside of the answer.",
        "The answer is never closed.",
        "Something stands behind </answer>.",
        "It does not end behind </answer>.",
        "It goes on behind its end.",
    };
    return Sentences[size_t(fault)];
}

AnswerForm readForm(const AnswerMarkers &markers, Tokens left, bool promptOpensThought)
{
    const auto isMark = [&](int32_t token) { return markers.isTag(token) || token == markers.end; };
    AnswerForm form;
    const auto wrong = [&](FormFault fault) {
        form.fault = fault;
        return form;
    };
    if (!promptOpensThought && !takeOne(left, markers.think))
        return wrong(FormFault::NoThought);
    form.thought = take(left, isMark);
    if (!takeOne(left, markers.thinkEnd))
        return wrong(takeOne(left, markers.think) ? FormFault::SecondThought : FormFault::NoThoughtEnd);
    const bool between = !take(left, isMark).empty();
    if (!takeOne(left, markers.answer))
        return wrong(takeOne(left, markers.think) ? FormFault::SecondThought : FormFault::NoAnswer);
    if (between)
        return wrong(FormFault::TextBetween);
    form.answer = take(left, isMark);
    if (!takeOne(left, markers.answerEnd))
        return wrong(left.empty() || left.front() == markers.end ? FormFault::NoAnswerEnd : FormFault::TagInAnswer);
    if (isBlank(markers, form.answer))
        return wrong(FormFault::EmptyAnswer);
    if (left.empty())
        return wrong(FormFault::NoEnd);
    if (!takeOne(left, markers.end))
        return wrong(FormFault::TextAfter);
    return left.empty() ? form : wrong(FormFault::TextBehindEnd);
}

Reward rewardOf(const RewardRule &rule, const AnswerForm &form, Tokens expected, AnswerPlace place)
{
    Reward reward;
    reward.form = form.right();
    reward.match = reward.form && std::ranges::equal(form.answer, expected);
    switch (rule.kind) {
    case RewardKind::FormAndMatch:
        reward.value = (reward.form ? rule.form : 0) + (reward.match ? rule.match : 0);
        break;
    case RewardKind::FormOnly:
        reward.value = reward.form ? rule.form : 0;
        break;
    case RewardKind::Random: {
        // Answers of a question are few: 2^16 of them keep their numbers apart.
        RandomDraws draws(rule.seed, DrawnFor::Reward, place.question << 16 | place.answer);
        reward.value = draws.below(2) == 0 ? rule.form + rule.match : 0;
        break;
    }
    }
    return reward;
}

ThoughtKind thoughtKind(const AnswerMarkers &markers, const AnswerForm &form, uint32_t workedTokens)
{
    if (!form.right())
        return ThoughtKind::Malformed;
    if (isBlank(markers, form.thought))
        return ThoughtKind::None;
    const bool full =
        workedTokens > 0 ? 4 * form.thought.size() >= 3 * size_t(workedTokens) : form.thought.size() >= FullWithoutWork;
    return full ? ThoughtKind::Full : ThoughtKind::Short;
}

} // namespace deepscope
