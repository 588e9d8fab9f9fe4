#include "lab/examination.h"

#include <algorithm>
#include <set>

namespace deepscope {

namespace {

constexpr uint64_t Seed = 0; // of the questions, whatever is learned with

std::vector<Problem> differentProblems(const LabTask &task, uint32_t count)
{
    constexpr uint64_t MostDraws = 8; // of each; a person's own may be few
    std::vector<Problem> problems;
    std::set<std::string> keys;
    for (uint64_t number = 0; problems.size() < count && number < count * MostDraws; ++number)
        if (Problem problem = task.problem(Seed, number, Fold::HeldOut); keys.insert(problem.key).second)
            problems.push_back(std::move(problem));
    return problems;
}

bool solved(const AskedQuestion &question)
{
    return std::ranges::any_of(question.answers, [](const GivenAnswer &answer) { return answer.reward.match; });
}

} // namespace

Examination::Examination(const LabTasks &tasks, const ChatForm &form, uint32_t eachTask) : m_form(form)
{
    std::vector<std::vector<Problem>> problems;
    for (const auto &task : tasks)
        problems.push_back(differentProblems(*task, eachTask));
    for (uint32_t i = 0; i < eachTask; ++i)
        for (size_t t = 0; t < tasks.size(); ++t)
            if (i < problems[t].size())
                m_questions.push_back(deepscope::ask(*tasks[t], problems[t][i], form, 1));
}

std::vector<AskedQuestion> Examination::ask(Rollouts &rollouts, const RolloutRule &rule, uint32_t answers,
                                            const CancelFlag &cancel) const
{
    std::vector<AskedQuestion> questions = m_questions;
    for (AskedQuestion &question : questions)
        question.prompt.answers = answers;
    return asked(rollouts, rule, std::move(questions), cancel);
}

std::vector<AskedQuestion> Examination::askFirst(size_t count, Rollouts &rollouts, const RolloutRule &rule,
                                                 const CancelFlag &cancel) const
{
    count = std::min(count, m_questions.size());
    return asked(rollouts, rule, {m_questions.begin(), m_questions.begin() + ptrdiff_t(count)}, cancel);
}

std::vector<AskedQuestion> Examination::asked(Rollouts &rollouts, const RolloutRule &rule,
                                              std::vector<AskedQuestion> questions, const CancelFlag &cancel) const
{
    if (!answer(rollouts, questions, rule, cancel))
        return {};
    for (AskedQuestion &question : questions)
        judge(m_form, {}, 0, question);
    return questions;
}

LabHeldOut resultOf(const std::vector<AskedQuestion> &questions)
{
    LabHeldOut result;
    double answers = 0;
    for (const AskedQuestion &question : questions) {
        auto domain = std::ranges::find(result.domains, question.task, &LabHeldOut::Domain::name);
        if (domain == result.domains.end())
            domain = result.domains.insert(domain, {question.task, 0, 0});
        ++domain->questions;
        for (const GivenAnswer &answer : question.answers) {
            ++answers;
            result.form += answer.reward.form;
            result.match += answer.reward.match;
            result.thoughtTokens += answer.thoughtTokens;
            domain->match += answer.reward.match / double(question.answers.size());
        }
    }
    for (double *sum : {&result.form, &result.match, &result.thoughtTokens})
        *sum /= std::max(answers, 1.0);
    for (LabHeldOut::Domain &domain : result.domains)
        domain.match /= domain.questions;
    return result;
}

double shareSolved(const std::vector<AskedQuestion> &questions)
{
    return double(std::ranges::count_if(questions, solved)) / double(std::max<size_t>(questions.size(), 1));
}

} // namespace deepscope
