#include "run_output.h"

namespace deepscope::cli {

namespace {

Json timingToJson(const RunSummary &summary, size_t generated)
{
    const double decode = summary.thinkSeconds + summary.answerSeconds;
    return {{"prefill_seconds", summary.prefillSeconds},
            {"think_seconds", summary.thinkSeconds},
            {"answer_seconds", summary.answerSeconds},
            {"prefill_tokens_per_second",
             summary.prefillSeconds > 0 ? (summary.promptTokens - summary.reusedTokens) / summary.prefillSeconds : 0},
            {"whole_row_draws", summary.wholeRowDraws},
            {"decode_tokens_per_second", decode > 0 ? double(generated) / decode : 0}};
}

} // namespace

Json runToJson(const ModelFile &file, const RunRequest &request, const std::vector<TokenTrace> &traces,
               const RunSummary &summary)
{
    Json prompt = Json::array(), tokens = Json::array();
    for (const TokenTrace &trace : traces) {
        if (trace.phase == Phase::Prompt)
            prompt.push_back(trace.token);
        else
            tokens.push_back({{"id", trace.token},
                              {"piece", file.piece(trace.token)},
                              {"phase", phaseName(trace.phase)},
                              {"logprob", trace.logprob},
                              {"top", cli::toJson(trace.candidates)}});
    }
    return {{"prompt_tokens", prompt},
            {"tokens", tokens},
            {"think", summary.think},
            {"answer", summary.answer},
            {"finish_reason", finishReasonName(summary.reason)},
            {"seed", request.sampling.seed},
            {"altered", alteredToJson(request.alteration)},
            {"timing", timingToJson(summary, tokens.size())}};
}

} // namespace deepscope::cli
