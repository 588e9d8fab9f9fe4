#include "lab/answers.h"

namespace deepscope {

AskedQuestion ask(const LabTask &task, Problem problem, const ChatForm &form, uint32_t answers)
{
    AskedQuestion question;
    question.task = task.name();
    question.prompt = {form.prompt(problem.question).tokens, answers};
    question.problem = std::move(problem);
    return question;
}

bool answer(Rollouts &rollouts, std::vector<AskedQuestion> &questions, const RolloutRule &rule,
            const CancelFlag &cancel)
{
    std::vector<RolloutQuestion> prompts;
    for (const AskedQuestion &question : questions)
        prompts.push_back(question.prompt);
    auto answers = rollouts.answer(prompts, rule, cancel);
    if (answers.empty())
        return false;
    for (size_t i = 0; i < questions.size(); ++i)
        for (RolloutAnswer &answer : answers[i])
            questions[i].answers.emplace_back().rollout = std::move(answer);
    return true;
}

void judge(const ChatForm &form, const RewardRule &rule, uint64_t number, AskedQuestion &question)
{
    const bool opened = form.prompt(question.problem.question).opensThought;
    const std::vector<int32_t> expected = form.inside(question.problem.answer);
    const auto worked = uint32_t(form.inside(question.problem.thought).size());
    for (uint32_t a = 0; a < question.answers.size(); ++a) {
        GivenAnswer &answer = question.answers[a];
        const AnswerForm read = readForm(form.markers(), answer.rollout.tokens, opened);
        answer.fault = read.fault;
        answer.reward = rewardOf(rule, read, expected, {number, a});
        answer.thought = thoughtKind(form.markers(), read, worked);
        answer.thoughtTokens = uint32_t(read.thought.size());
    }
}

} // namespace deepscope
