// Traces of a run as an engine would send them, written down as pieces of text.
#pragma once

#include "api/engine.h"

#include <string>
#include <vector>

namespace deepscope::test {

// A small mixture: three layers, the first dense, eight experts, two used.
inline LoadedModel smallModel(const std::string &path = "default")
{
    LoadedModel model;
    model.info.path = path;
    model.info.name = "Small";
    model.info.architecture = "deepseek2";
    model.info.contextLength = 512;
    model.info.layers = 3;
    model.info.denseLayers = 1;
    model.info.experts = 8;
    model.info.expertsUsed = 2;
    model.info.thinks = true;
    model.memory.context = 512;
    model.memory.weightsBytes = 1 << 20;
    model.memory.cacheBytes = 512 * 240;
    model.memory.layers.resize(3);
    model.device.name = "Test device";
    return model;
}

struct Piece {
    Phase phase;
    std::string bytes;
    bool special = false;
};

// Token i of the run uses experts i % 8 and (i + 3) % 8 in each routed layer.
inline TokenTrace traceOf(uint32_t run, uint32_t index, const Piece &piece)
{
    TokenTrace trace;
    trace.run = run;
    trace.index = index;
    trace.token = static_cast<int32_t>(100 + index);
    trace.phase = piece.phase;
    trace.special = piece.special;
    trace.bytes = piece.bytes;
    trace.microseconds = 10000;
    trace.entropy = piece.phase == Phase::Prompt ? -1.0F : 0.5F;
    trace.cacheBytes = (index + 1) * 240;
    for (int layer = 0; layer < 2; ++layer) {
        trace.routing.push_back({static_cast<uint16_t>(index % 8), 0.7F});
        trace.routing.push_back({static_cast<uint16_t>((index + 3) % 8), 0.3F});
    }
    trace.candidates = {{trace.token, -0.1F}, {1, -2.5F}};
    return trace;
}

inline std::vector<TokenTrace> tracesOf(uint32_t run, const std::vector<Piece> &pieces)
{
    std::vector<TokenTrace> traces;
    for (const Piece &piece : pieces)
        traces.push_back(traceOf(run, static_cast<uint32_t>(traces.size()), piece));
    return traces;
}

// "What is 47 + 85?", thought and answered.
inline std::vector<Piece> additionPieces()
{
    using enum Phase;
    return {{Prompt, "<user>", true},
            {Prompt, "What"},
            {Prompt, " is"},
            {Prompt, " 4"},
            {Prompt, "7"},
            {Prompt, " +"},
            {Prompt, " 8"},
            {Prompt, "5"},
            {Prompt, "?"},
            {Prompt, "<think>", true},
            {Think, "7"},
            {Think, " +"},
            {Think, " 5"},
            {Think, " ="},
            {Think, " 1"},
            {Think, "2"},
            {Think, ","},
            {Think, " carry"},
            {Think, " 1"},
            {Think, "."},
            {Think, "</think>", true},
            {Answer, "1"},
            {Answer, "3"},
            {Answer, "2"}};
}
inline constexpr int FirstThinkToken = 10;
inline constexpr int CarryToken = 17;
inline constexpr int FirstAnswerToken = 21;

inline RunSummary summaryOf(uint32_t run, FinishReason reason = FinishReason::EndToken)
{
    RunSummary summary;
    summary.run = run;
    summary.reason = reason;
    summary.promptTokens = 10;
    summary.thinkTokens = 11;
    summary.answerTokens = 3;
    summary.thinkSeconds = 0.11;
    summary.answerSeconds = 0.03;
    return summary;
}

// Of a run of which nothing was read.
inline RunSummary failedRun(uint32_t run, const std::string &sentence)
{
    RunSummary summary;
    summary.run = run;
    summary.reason = FinishReason::Failed;
    summary.failure = {ErrorKind::Usage, sentence};
    return summary;
}

} // namespace deepscope::test
