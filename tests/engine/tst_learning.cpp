// Learning from one's own answers, on the default model: what is drawn is what is learned from, and what is learned is
// used.
#include "lab/learning.h"
#include "support/expect_error.h"
#include "train/parameters.h"
#include "train/transfer.h"

#include <QTest>

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
    Learning learning;
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
