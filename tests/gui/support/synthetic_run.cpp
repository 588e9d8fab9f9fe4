#include "synthetic_run.h"

#include <array>
#include <cmath>

namespace deepscope::test {

namespace {

constexpr std::array Prompt = {"<|user|>", "What", " is", " ", "4", "7", " +", " ", "8", "5", "?", "\n"};
constexpr std::array Think = {"<think>", "7",      " +", " ", "5", " =", " ",   "1",  "2", ",", " write", " ",
                              "2",       " carry", " ",  "1", ".", " ",  "4",   " +", " ", "8", " +",     " ",
                              "1",       " =",     " ",  "1", "3", ",",  " so", " 1", "3", "2", ".",      "</think>"};
constexpr std::array Answer = {"<answer>", "1", "3", "2", "</answer>", "<|end|>"};

MemoryPlan moePlan()
{
    MemoryPlan plan;
    plan.context = 4096;
    plan.cacheType = CacheType::F16;
    plan.weightsBytes = 6'203'904;
    plan.scratchBytes = 2'097'152;
    plan.layers.assign(4, CacheLayer{{{"latent", 48, 96, 96 * 4096}, {"rope_key", 16, 32, 32 * 4096}}});
    plan.cacheBytes = 4 * 128 * 4096;
    plan.elementsPerToken = {4 * 64, 4 * 1024, 4 * 1024, 4 * 128};
    return plan;
}

template <size_t N>
TokenTrace piece(const std::array<const char *, N> &pieces, int place, Phase phase)
{
    TokenTrace trace;
    trace.bytes = pieces[size_t(place) % N];
    trace.token = int32_t(100 * (int(phase) + 1) + place % int(N));
    trace.phase = phase;
    trace.special = trace.bytes.front() == '<';
    return trace;
}

void addChoice(TokenTrace &trace, int place)
{
    const float probability = place % 7 == 3 ? 0.5f : 0.96f;
    trace.logprob = std::log(probability);
    trace.entropy = place % 7 == 3 ? 0.8f : 0.1f;
    trace.candidates = {{trace.token, trace.logprob, trace.bytes},
                        {104, std::log((1 - probability) * 0.7f), "4"},
                        {9999, std::log((1 - probability) * 0.2f), ""}};
    trace.microseconds = 12'000 + 500.0f * float(place % 5);
    trace.stages = {120, 4'200, 600, 5'400, 1'500, 90};
}

} // namespace

LoadedModel moeModel()
{
    LoadedModel model;
    model.info.path = "default";
    model.info.name = "Synthetic MoE";
    model.info.architecture = "deepseek2";
    model.info.vocabulary = 512;
    model.info.contextLength = 4096;
    model.info.layers = 4;
    model.info.denseLayers = 1;
    model.info.heads = 8;
    model.info.headDimension = 64;
    model.info.valueHeadDimension = 64;
    model.info.latent = 48;
    model.info.ropeKey = 16;
    model.info.experts = 16;
    model.info.expertsUsed = 4;
    model.info.sharedExperts = 1;
    model.info.gate = "sigmoid";
    model.info.thinks = true;
    model.memory = moePlan();
    model.device.name = "Synthetic device";
    model.device.type = DeviceType::Software;
    model.device.heaps = {{uint64_t(8) << 30, uint64_t(8) << 30, true}};
    return model;
}

LoadedModel denseModel()
{
    LoadedModel model = moeModel();
    model.info.name = "Synthetic dense";
    model.info.experts = model.info.expertsUsed = model.info.sharedExperts = 0;
    model.info.denseLayers = 4;
    model.info.gate.clear();
    return model;
}

int syntheticExpert(int token, int layer, int k)
{
    return (token * 5 + layer * 3 + k * (2 * layer + 1) + token / 7) % 16;
}

std::vector<TokenTrace> syntheticTraces(const LoadedModel &model, const RunShape &shape)
{
    std::vector<TokenTrace> traces;
    for (int place = 0; place < shape.size(); ++place) {
        const int think = place - shape.prompt, answer = think - shape.think;
        TokenTrace trace = think < 0    ? piece(Prompt, place, Phase::Prompt)
                           : answer < 0 ? piece(Think, think, Phase::Think)
                                        : piece(Answer, answer, Phase::Answer);
        trace.run = shape.run;
        trace.index = uint32_t(place);
        trace.microseconds = 900;
        if (think >= 0)
            addChoice(trace, place);
        trace.cacheBytes = model.memory.cacheBytesPerToken() * uint64_t(place + 1);
        for (uint32_t layer = model.info.denseLayers; layer < model.info.layers && place >= shape.reused; ++layer)
            for (int k = 0; k < int(model.info.expertsUsed); ++k)
                trace.routing.push_back({uint16_t(syntheticExpert(place, int(layer), k)), 0.1f * float(4 - k)});
        traces.push_back(trace);
    }
    return traces;
}

RunSummary syntheticSummary(const RunShape &shape)
{
    RunSummary summary;
    summary.run = shape.run;
    summary.promptTokens = uint32_t(shape.prompt);
    summary.thinkTokens = uint32_t(shape.think);
    summary.answerTokens = uint32_t(shape.answer);
    summary.thinkSeconds = 0.4;
    return summary;
}

void addRun(RunStore &store, const LoadedModel &model, const RunShape &shape)
{
    store.setModel(model);
    store.beginRun(shape.run, "What is 47 + 85?", model);
    store.append(syntheticTraces(model, shape));
    store.finish(syntheticSummary(shape));
}

} // namespace deepscope::test
