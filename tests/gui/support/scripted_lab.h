// A lab whose events a test writes itself: commands are noted, and answered by send().
#pragma once

#include "api/lab.h"
#include "scripted_run.h"

#include <string>
#include <vector>

namespace deepscope::test {

struct LabLog {
    LabSink sink;
    std::vector<LabRequest> starts;
    std::vector<std::string> commands; // "pause", "step", "go on", "stop", "back to best", "save PATH"
    std::vector<bool> yields;

    void send(const LabEvent &event) const { sink(event); }
};

class ScriptedLab : public Lab {
public:
    explicit ScriptedLab(LabLog &log) : m_log(log) {}
    void start(LabRequest request) override { m_log.starts.push_back(std::move(request)); }
    void pause() override { m_log.commands.emplace_back("pause"); }
    void step() override { m_log.commands.emplace_back("step"); }
    void goOn() override { m_log.commands.emplace_back("go on"); }
    void stop() override { m_log.commands.emplace_back("stop"); }
    void backToBest() override { m_log.commands.emplace_back("back to best"); }
    void saveModel(std::string path) override { m_log.commands.push_back("save " + path); }
    void setYields(bool yields) override { m_log.yields.push_back(yields); }

private:
    LabLog &m_log;
};

inline LabFactory scriptedLab(LabLog &log)
{
    return [&log](LabSink sink) {
        log.sink = std::move(sink);
        return std::make_unique<ScriptedLab>(log);
    };
}

inline LabBegun labBegun(const LabSettings &settings = {})
{
    LabBegun begun;
    begun.model = smallModel("lab-base");
    begun.settings = settings;
    begun.tasks = {{"addition", "Sums of two numbers; a thought carries digit by digit."}};
    begun.memory = {{"weights", 3 << 20}, {"moments", 6 << 20}};
    begun.parameters = 680000;
    return begun;
}

// A run that turns between steps 50 and 75, as the published ones do: little thought and many errors before.
inline double turned(uint32_t step) { return step < 50 ? 0 : step >= 75 ? 1 : (step - 50) / 25.0; }

inline LabStep labStep(uint32_t number)
{
    const double share = turned(number);
    LabStep step;
    step.step = number;
    step.form = 0.9 + 0.1 * share;
    step.match = 0.35 + 0.45 * share;
    step.thoughtTokens = 1.6 + 19 * share;
    step.thoughtHigh = step.thoughtTokens + 4;
    step.thoughtRight = step.thoughtTokens + 1;
    step.kinds = {0.84 - 0.8 * share, 0.08 - 0.06 * share, 0.06 + 0.88 * share, 0.02 - 0.02 * share};
    step.groups = {6, 8, 2};
    step.entropy = 0.4;
    step.gradientNorm = 0.2;
    step.logProbabilityDifference = 2e-6;
    step.tokensPerSecond = 5200;
    step.learned = number > 0;
    step.experts.thought = step.experts.answer = std::vector<float>(16, 0.125F);
    return step;
}

// One question with two answers, the second right.
inline std::vector<LabGroup> labBoard(uint32_t run = 1)
{
    LabGroup group{"addition", "47+85=?", "132", {}};
    for (const bool right : {false, true}) {
        LabAnswer answer;
        answer.tokens = tracesOf(run, additionPieces());
        answer.promptTokens = FirstThinkToken;
        answer.form = true;
        answer.match = right;
        answer.reward = right ? 1.2 : 0.2;
        answer.advantage = right ? 0.5 : -0.5;
        answer.pushes.assign(answer.tokens.size() - answer.promptTokens, right ? 0.02F : -0.02F);
        answer.kind = ThoughtKind::Full;
        answer.thoughtTokens = 11;
        group.answers.push_back(std::move(answer));
    }
    return {group};
}

inline LabHeldOut labHeldOut(uint32_t step)
{
    LabHeldOut heldOut;
    heldOut.step = step;
    heldOut.form = 1;
    heldOut.match = 0.38 + 0.46 * turned(step);
    heldOut.thoughtTokens = 21 * turned(step);
    heldOut.passAt8 = step == 0 ? 0.6 : -1;
    heldOut.domains = {{"addition", heldOut.match, 32}};
    return heldOut;
}

inline LabState labState(LabState::Kind kind, uint32_t step, const std::string &sentence = {})
{
    return {kind, step, 0, sentence, {}};
}

} // namespace deepscope::test
