// One run: prompt tokens in, then sampled tokens until an end.
#pragma once

#include "run/timeline.h"
#include "text/adjusted_tokens.h"
#include "text/phase_splitter.h"
#include "text/sampler.h"

namespace deepscope {

class Generation {
public:
    Generation(ReadyModel &model, Timeline &timeline, const RunRequest &request, const RunSinks &sinks,
               const CancelFlag &cancel);
    RunSummary run();

private:
    std::vector<int32_t> promptTokens();
    void prefill(const std::vector<int32_t> &prompt);
    void generate(const Sampler &sampler, AdjustedTokens &adjusted);
    FinishReason sample(const Sampler &sampler, AdjustedTokens &adjusted, PhaseSplitter &phases);
    void emit(TokenTrace trace);

    ReadyModel &m_model;
    Timeline &m_timeline;
    const RunRequest &m_request;
    const RunSinks &m_sinks;
    const CancelFlag &m_cancel;
    bool m_endsInThought = false;
    RunSummary m_summary;
};

} // namespace deepscope
