// Learning from one's own answers, on the default model: what is drawn is what is learned from, and what is learned is
// used.
#include "lab/learning.h"
#include "support/expect_error.h"
#include "train/parameters.h"
#include "train/transfer.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace deepscope;

namespace {

const std::atomic<bool> goOn = false;

struct Lab {
    explicit Lab(const LearningRule &rule, uint32_t sequences = 8)
        : model({.path = "default", .context = 160, .cacheType = CacheType::F32, .sequences = sequences},
                [](const auto &) {}, goOn, {learningWeights(parameters), {}}),
          learning(model, *parameters, labTasks(), rule)
    {
    }

    std::vector<float> values() { return fetch(model.kernels(), parameters->flatValues()); }

    Parameters *parameters = nullptr;
    ReadyModel model;
    GroupLearning learning;
};

// Rewards by lot: they differ within a group whatever the model makes of tasks that it was not trained on.
LearningRule smallRule()
{
    LearningRule rule;
    rule.reward.kind = RewardKind::Random;
    rule.questions = 3;
    rule.answers = 4;
    rule.objective.cap = 40;
    return rule;
}

void forEachAnswer(const LearningStep &step, const std::function<void(const GivenAnswer &)> &visit)
{
    for (const AskedQuestion &question : step.questions)
        std::ranges::for_each(question.answers, visit);
}

std::vector<TrainingText> textsOf(const LearningStep &step)
{
    std::vector<TrainingText> texts;
    for (const AskedQuestion &question : step.questions)
        for (const GivenAnswer &answer : question.answers)
            texts.emplace_back(answer.rollout.text(question.prompt, std::vector<float>(answer.rollout.tokens.size())))
                .experts.clear();
    return texts;
}

} // namespace

class TestLearning : public QObject {
    Q_OBJECT

private slots:
    void learnsFromWhatItDrew()
    {
        Lab lab(smallRule());
        const std::vector<float> before = lab.values();
        const LearningStep step = lab.learning.step(goOn);
        QCOMPARE(step.step, 1U);
        QCOMPARE(step.questions.size(), size_t(3));
        std::set<std::vector<int32_t>> different;
        for (const AskedQuestion &question : step.questions) {
            QCOMPARE(question.answers.size(), size_t(4));
            double advantages = 0;
            for (const GivenAnswer &answer : question.answers) {
                const RolloutAnswer &rollout = answer.rollout;
                QVERIFY(!rollout.tokens.empty() && rollout.tokens.size() <= 40);
                QCOMPARE(rollout.logProbabilities.size(), rollout.tokens.size());
                // 4 layers of 4 experts, of every token but the last.
                QCOMPARE(rollout.experts.size(), (question.prompt.prompt.size() + rollout.tokens.size() - 1) * 16);
                advantages += answer.advantage;
                different.insert(rollout.tokens);
            }
            QVERIFY(std::abs(advantages) < 1e-6);
        }
        QVERIFY(different.size() > 3); // answers to a question are drawn apart
        QVERIFY2(step.refusal.empty(), step.refusal.c_str());
        qInfo("difference %.1e, norm %.3f, form %.2f, match %.2f", step.logProbabilityDifference, step.gradientNorm,
              step.form, step.match);
        QVERIFY(step.logProbabilityDifference <= MostLogProbabilityDifference);
        QVERIFY(step.gradientNorm > 0);
        QCOMPARE(lab.learning.trainer().updates(), 1U);
        QVERIFY(lab.values() != before);

        const LearningStep next = lab.learning.step(goOn); // with the new weights, in cache and pass
        QCOMPARE(next.step, 2U);
        QVERIFY2(next.refusal.empty(), next.refusal.c_str());
        QVERIFY(next.logProbabilityDifference <= MostLogProbabilityDifference);
        QVERIFY(next.questions.front().problem.key != step.questions.front().problem.key);
    }

    // The same seed gives the same bytes, however many answers are under way at once.
    void sameSeedGivesTheSameBytes()
    {
        Lab few(smallRule(), 3), many(smallRule(), 16);
        for (int i = 0; i < 2; ++i) {
            few.learning.step(goOn);
            many.learning.step(goOn);
        }
        QVERIFY(few.learning.trainer().updates() > 0);
        QVERIFY(few.values() == many.values());
    }

    void learnsNothingWhereAllAreEqual()
    {
        LearningRule rule = smallRule();
        rule.questions = 1;
        rule.temperature = 0; // all answers are the same
        rule.reward.kind = RewardKind::FormAndMatch;
        Lab lab(rule);
        const std::vector<float> before = lab.values();
        const LearningStep step = lab.learning.step(goOn);
        QVERIFY(isSentence(step.refusal));
        QCOMPARE(step.groups[1], 0U);
        QVERIFY(lab.values() == before);
        QCOMPARE(lab.learning.step(goOn).step, 2U);
    }

    // The base is asked with its own weights, and nothing of the learner is lost by it.
    void theBaseCanStillBeAsked()
    {
        LearningRule rule = smallRule();
        rule.adam.rate = 2e-3F;
        Lab lab(rule);
        BaseWeights base(lab.model.kernels(), *lab.parameters);
        const auto largest = [](const LearningStep &step, const std::vector<std::vector<float>> &thought) {
            double difference = 0;
            size_t text = 0;
            forEachAnswer(step, [&](const GivenAnswer &answer) {
                const std::vector<float> &drawn = answer.rollout.logProbabilities;
                const std::span<const float> own = std::span(thought[text++]).last(drawn.size());
                for (size_t i = 0; i < drawn.size(); ++i)
                    difference = std::max(difference, std::abs(double(own[i]) - drawn[i]));
            });
            return difference;
        };
        const LearningStep first = lab.learning.step(goOn); // drawn by the base
        QVERIFY(first.learned);
        const std::vector<float> learnt = lab.values();
        const auto then = base.read(lab.learning.trainer(), textsOf(first), goOn);
        QVERIFY(then && lab.values() == learnt);
        QVERIFY(largest(first, *then) <= MostLogProbabilityDifference);
        const LearningStep second = lab.learning.step(goOn); // and by the learner
        const auto now = base.read(lab.learning.trainer(), textsOf(second), goOn);
        QVERIFY(now && largest(second, *now) > 100 * MostLogProbabilityDifference);
        const std::vector<float> after = lab.values();
        const std::atomic<bool> cancelled = true;
        QVERIFY(!base.read(lab.learning.trainer(), textsOf(second), cancelled) && lab.values() == after);
    }

    // At the first step the learner is the base: nothing pulls, not even rounding.
    void aLearnerThatIsTheBaseIsNotPulled()
    {
        LearningRule rule = smallRule();
        rule.questions = 1;
        rule.temperature = 0; // all answers are the same, so that nothing else is learned
        rule.reward.kind = RewardKind::FormAndMatch;
        rule.objective.klRate = 1;
        Lab lab(rule);
        const std::vector<float> before = lab.values();
        const LearningStep step = lab.learning.step(goOn);
        QVERIFY(step.refused == Refusal::NothingToLearn && !step.learned);
        QVERIFY(lab.values() == before);
    }

    // What leaving the base costs keeps a learner near it, also where the rewards drive it away: the mean of the
    // estimated divergence over the sampled tokens.
    void leavingTheBaseCosts()
    {
        const auto leftBy = [](double klRate) {
            LearningRule rule = smallRule();
            rule.adam.rate = 1e-3F;
            rule.warmUp = 1;
            rule.objective.klRate = klRate;
            Lab lab(rule);
            BaseWeights base(lab.model.kernels(), *lab.parameters);
            for (int i = 0; i < 5; ++i)
                lab.learning.step(goOn);
            const LearningStep last = lab.learning.step(goOn);
            const auto thought = base.read(lab.learning.trainer(), textsOf(last), goOn).value();
            double sum = 0;
            size_t text = 0, tokens = 0;
            forEachAnswer(last, [&](const GivenAnswer &answer) {
                const std::vector<float> &drawn = answer.rollout.logProbabilities;
                const std::span<const float> then = std::span(thought[text++]).last(drawn.size());
                for (size_t i = 0; i < drawn.size(); ++i, ++tokens)
                    sum += klEstimate(drawn[i], then[i]);
            });
            return sum / double(tokens);
        };
        const double free = leftBy(0), held = leftBy(20);
        qInfo("divergence from the base: free %.4f, held %.4f", free, held);
        QVERIFY(free > 0 && held < 0.7 * free);
    }

    void cancelledIsAsIfNothingHadBeen()
    {
        Lab lab(smallRule());
        const std::vector<float> before = lab.values();
        const std::atomic<bool> cancelled = true;
        QVERIFY(lab.learning.step(cancelled).questions.empty());
        QVERIFY(lab.values() == before);
        const LearningStep step = lab.learning.step(goOn);
        QCOMPARE(step.step, 1U);
        Lab fresh(smallRule());
        const LearningStep same = fresh.learning.step(goOn);
        QVERIFY(step.questions.front().answers.front().rollout.tokens ==
                same.questions.front().answers.front().rollout.tokens);
    }
};

QTEST_GUILESS_MAIN(TestLearning)
#include "tst_learning.moc"
