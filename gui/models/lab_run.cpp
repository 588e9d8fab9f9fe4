#include "lab_run.h"

#include <algorithm>

namespace deepscope {

namespace {

bool isWhole(const LabAnswer &answer, const LoadedModel &model)
{
    if (answer.promptTokens == 0 || answer.promptTokens > answer.tokens.size())
        return false;
    const auto routed = [](const TokenTrace &token) { return !token.routing.empty(); };
    return model.info.expertLayers() == 0 || std::ranges::any_of(answer.tokens, routed);
}

RunSummary summaryOf(const LabAnswer &answer)
{
    RunSummary summary;
    summary.reason = answer.truncated ? FinishReason::TokenLimit : FinishReason::EndToken;
    summary.promptTokens = answer.promptTokens;
    for (size_t i = answer.promptTokens; i < answer.tokens.size(); ++i) {
        const TokenTrace &token = answer.tokens[i];
        const bool thinks = token.phase == Phase::Think;
        (thinks ? summary.thinkTokens : summary.answerTokens) += 1;
        (thinks ? summary.thinkSeconds : summary.answerSeconds) += double(token.microseconds) * 1e-6;
        if (!token.special)
            (thinks ? summary.think : summary.answer) += token.bytes;
    }
    for (size_t i = 0; i < answer.promptTokens; ++i)
        summary.prefillSeconds += double(answer.tokens[i].microseconds) * 1e-6;
    return summary;
}

} // namespace

std::optional<RecordedRun> runOf(const LabGroup &group, const LabAnswer &answer, const LoadedModel &model)
{
    if (!isWhole(answer, model))
        return std::nullopt;
    return RecordedRun{model, group.question, answer.tokens, summaryOf(answer), std::nullopt};
}

} // namespace deepscope
