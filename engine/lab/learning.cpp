#include "lab/learning.h"

#include "gpu/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace deepscope {

namespace {

constexpr uint32_t FewestPassRows = 512;

// Any prompt with its answer fits the context, and a pass.
uint32_t passRows(const ReadyModel &model)
{
    return uint32_t(roundUp(std::max(FewestPassRows, model.description().memory.context), RowStep));
}

uint32_t tokensOf(const GivenAnswer &answer) { return uint32_t(answer.rollout.tokens.size()); }

template <typename Of>
double shareOf(const std::vector<AskedQuestion> &questions, Of &&of)
{
    double sum = 0;
    uint64_t count = 0;
    for (const AskedQuestion &question : questions)
        for (const GivenAnswer &answer : question.answers) {
            sum += double(of(answer));
            ++count;
        }
    return count > 0 ? sum / double(count) : 0;
}

} // namespace

void summarise(LearningStep &step)
{
    const std::vector<AskedQuestion> &questions = step.questions;
    step.form = shareOf(questions, [](const auto &answer) { return answer.reward.form; });
    step.match = shareOf(questions, [](const auto &answer) { return answer.reward.match; });
    step.thoughtTokens = shareOf(questions, [](const auto &answer) { return answer.thoughtTokens; });
    step.truncated = shareOf(questions, [](const auto &answer) { return !answer.rollout.ended; });
    for (size_t kind = 0; kind < step.kinds.size(); ++kind)
        step.kinds[kind] = shareOf(questions, [&](const auto &answer) { return answer.thought == ThoughtKind(kind); });
    for (const AskedQuestion &question : questions) {
        const auto matches =
            size_t(std::ranges::count_if(question.answers, [](const auto &answer) { return answer.reward.match; }));
        ++step.groups[matches == 0 ? 0 : matches < question.answers.size() ? 1 : 2];
    }
}

LearningRule ruleOf(const LabSettings &settings)
{
    LearningRule rule;
    rule.reward = {settings.reward, settings.formReward, settings.matchReward, settings.seed};
    rule.objective = {settings.algorithm, settings.cap, settings.klRate};
    rule.adam.rate = settings.rate;
    rule.questions = settings.questions;
    rule.answers = settings.answers;
    rule.temperature = settings.temperature;
    rule.seed = settings.seed;
    return rule;
}

GroupLearning::GroupLearning(ReadyModel &model, const Parameters &parameters, LabTasks tasks, const LearningRule &rule)
    : m_model(model), m_tasks(std::move(tasks)), m_rule(rule), m_form(model.tokenizer(), model.chatTemplate()),
      m_rollouts(model), m_trainer(model.kernels(), model.hyper(), parameters, passRows(model))
{
    if (rule.objective.klRate > 0)
        m_base.emplace(model.kernels(), parameters);
}

void GroupLearning::setBetween(std::function<void()> between)
{
    m_between = std::move(between);
    m_rollouts.setBetween(m_between);
}

void GroupLearning::resume(uint32_t steps, uint32_t returns)
{
    m_steps = steps;
    m_returns = returns;
    m_rollouts.forget();
}

uint64_t GroupLearning::seed() const
{
    constexpr uint64_t Golden = 0x9E3779B97F4A7C15; // spreads neighbours over all bits
    return m_rule.seed + m_returns * Golden;
}

// The questions of a step are those of its number, whatever was asked before.
std::vector<AskedQuestion> GroupLearning::draw() const
{
    std::vector<AskedQuestion> questions;
    for (uint32_t i = 0; i < m_rule.questions; ++i) {
        const LabTask &task = *m_tasks[numberOf(i) % m_tasks.size()];
        const Problem problem = task.problem(seed(), numberOf(i) / m_tasks.size(), Fold::Training);
        questions.push_back(ask(task, problem, m_form, m_rule.answers));
    }
    return questions;
}

// False where `cancel` ended it.
bool GroupLearning::weigh(std::vector<AskedQuestion> &questions, const CancelFlag &cancel)
{
    std::vector<AnswerGroup> groups;
    for (const AskedQuestion &question : questions) {
        AnswerGroup &group = groups.emplace_back();
        for (const GivenAnswer &answer : question.answers)
            group.push_back({answer.reward.value, tokensOf(answer)});
    }
    const auto weights = weighAnswers(m_rule.objective, groups);
    for (size_t q = 0; q < questions.size(); ++q)
        for (size_t a = 0; a < questions[q].answers.size(); ++a) {
            GivenAnswer &answer = questions[q].answers[a];
            answer.advantage = weights[q][a].advantage;
            if (weights[q][a].weight() != 0)
                answer.weights.assign(tokensOf(answer), float(weights[q][a].weight()));
        }
    return !m_base || holdToBase(questions, weights, cancel);
}

// All answers, since where all are worth the same the base still pulls. It thinks with its own experts. Differences
// that rounding can make are none: else, where nothing else is learned, the noise would be a full step.
bool GroupLearning::holdToBase(std::vector<AskedQuestion> &questions,
                               const std::vector<std::vector<AnswerWeight>> &weights, const CancelFlag &cancel)
{
    std::vector<TrainingText> texts;
    for (const AskedQuestion &question : questions)
        for (const GivenAnswer &answer : question.answers)
            texts.emplace_back(answer.rollout.text(question.prompt, std::vector<float>(tokensOf(answer))))
                .experts.clear();
    auto thought = m_base->read(m_trainer, texts, cancel);
    if (!thought)
        return false;
    auto ofText = thought->begin();
    for (size_t q = 0; q < questions.size(); ++q)
        for (size_t a = 0; a < questions[q].answers.size(); ++a, ++ofText) {
            GivenAnswer &answer = questions[q].answers[a];
            const std::vector<float> &drawn = answer.rollout.logProbabilities;
            const std::span<float> base = std::span(*ofText).last(drawn.size());
            for (size_t i = 0; i < base.size(); ++i)
                if (std::abs(base[i] - drawn[i]) <= float(MostLogProbabilityDifference))
                    base[i] = drawn[i];
            answer.weights = tokenWeights(m_rule.objective, weights[q][a], drawn, base);
            if (std::ranges::all_of(answer.weights, [](float weight) { return weight == 0; }))
                answer.weights.clear();
        }
    return true;
}

// Answers that weigh nothing have no slopes and are left out.
void GroupLearning::learn(LearningStep &step, const CancelFlag &cancel)
{
    std::vector<TrainingText> texts;
    std::vector<const GivenAnswer *> sources;
    for (const AskedQuestion &question : step.questions)
        for (const GivenAnswer &answer : question.answers)
            if (!answer.weights.empty()) {
                texts.push_back(answer.rollout.text(question.prompt, answer.weights));
                sources.push_back(&answer);
            }
    if (texts.empty()) {
        step.refused = Refusal::NothingToLearn;
        step.refusal = "All answers to each question are worth the same, so that there is nothing to learn from them.";
        return;
    }
    const auto seen = [&](size_t text, std::span<const RowResult> rows) {
        m_between();
        const std::vector<float> &drawn = sources[text]->rollout.logProbabilities;
        const std::span<const RowResult> sampled = rows.last(drawn.size());
        for (size_t i = 0; i < drawn.size(); ++i) {
            const double difference = std::abs(double(sampled[i].logProbability) - drawn[i]);
            step.logProbabilityDifference =
                std::max(step.logProbabilityDifference, std::isnan(difference) ? HUGE_VAL : difference);
        }
        return step.logProbabilityDifference <= MostLogProbabilityDifference;
    };
    AdamRule adam = m_rule.adam;
    adam.rate *= std::min(1.0F, float(m_trainer.updates() + 1) / float(std::max(m_rule.warmUp, 1U)));
    const UpdateReport report = m_trainer.update(texts, adam, cancel, seen);
    step.gradientNorm = report.gradientNorm;
    step.learned = report.done;
    if (report.done) {
        m_rollouts.forget();
    } else if (step.logProbabilityDifference == HUGE_VAL || !std::isfinite(report.gradientNorm)) {
        step.refused = Refusal::NoNumbers;
        step.refusal = "What the model computes are no numbers any more.";
    } else if (step.logProbabilityDifference > MostLogProbabilityDifference) {
        step.refused = Refusal::Disagreement;
        std::ostringstream sentence;
        sentence << "A token's log-probability is another one where it is learned from, by "
                 << step.logProbabilityDifference << ": sampler and trainer do not agree.";
        step.refusal = sentence.str();
    }
}

LearningStep GroupLearning::step(const CancelFlag &cancel)
{
    LearningStep step;
    std::vector<AskedQuestion> questions = draw();
    if (!answer(m_rollouts, questions, {m_rule.objective.cap, m_rule.temperature, seed() << 32 | m_steps}, cancel))
        return step;
    RewardRule reward = m_rule.reward;
    reward.seed += seed() - m_rule.seed;
    for (uint32_t i = 0; i < questions.size(); ++i)
        judge(m_form, reward, numberOf(i), questions[i]);
    if (!weigh(questions, cancel))
        return step;
    step.step = m_steps + 1;
    step.questions = std::move(questions);
    summarise(step);
    learn(step, cancel);
    if (cancel && !step.learned) // else it came too late
        return {};
    ++m_steps;
    return step;
}

} // namespace deepscope
