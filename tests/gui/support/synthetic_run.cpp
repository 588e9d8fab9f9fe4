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

LoadedModel windowedModel()
{
    LoadedModel model = moeModel();
    for (const size_t layer : {0, 2})
        model.memory.layers[layer].window = SyntheticWindow;
    model.memory = planForContext(model.memory, model.memory.context);
    return model;
}

namespace {

LoadedModel mixtureModel(const char *name, uint32_t layers, uint32_t dense, uint32_t experts, uint32_t used)
{
    LoadedModel model = moeModel();
    model.info.name = name;
    model.info.layers = layers;
    model.info.denseLayers = dense;
    model.info.experts = experts;
    model.info.expertsUsed = used;
    model.info.contextLength = model.memory.context = 32'768;
    model.memory.layers.assign(layers, model.memory.layers.front());
    return model;
}

} // namespace

LoadedModel liteModel() { return mixtureModel("Synthetic Lite", 27, 1, 64, 6); }

LoadedModel largeModel()
{
    LoadedModel model = mixtureModel("Synthetic Large", 61, 3, 256, 8);
    model.info.expertGroups = 8;
    model.info.expertGroupsUsed = 4;
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
        trace.cacheBytes = model.memory.cacheBytesOf(uint64_t(place + 1));
        for (uint32_t layer = model.info.denseLayers; layer < model.info.layers && place >= shape.reused; ++layer)
            for (int k = 0; k < int(model.info.expertsUsed); ++k)
                trace.routing.push_back({uint16_t(syntheticExpert(place, int(layer), k)), 0.1f * float(4 - k)});
        traces.push_back(trace);
    }
    return traces;
}

int mixtureExpert(const LoadedModel &model, int token, int layer, int k)
{
    const auto experts = int(model.info.experts), used = int(model.info.expertsUsed);
    // One of each k's own stretch of the experts, the first of a stretch most often; its last never.
    const int stretch = experts / used;
    const uint32_t mixed = (uint32_t(token) * 2654435761U ^ uint32_t(layer * 97 + k) * 40503U) * 2246822519U;
    const double even = double(mixed >> 8) / (1 << 24);
    const int place = k * stretch + int(even * even * (stretch - 1));
    return (place * 5 + layer * 11) % experts; // 5 is coprime to the numbers of experts here
}

double mixtureWeight(const LoadedModel &model, int k)
{
    const int used = int(model.info.expertsUsed);
    return 2.0 * (used - k) / (used * (used + 1));
}

Phase mixturePhase(int token, int size)
{
    return token < size / 3 ? Phase::Prompt : token < size * 5 / 6 ? Phase::Think : Phase::Answer;
}

std::vector<TokenTrace> mixtureTraces(const LoadedModel &model, int begin, int end, int size, uint32_t run)
{
    std::vector<TokenTrace> traces;
    for (int token = begin; token < end; ++token) {
        TokenTrace trace;
        trace.run = run;
        trace.index = uint32_t(token);
        trace.phase = mixturePhase(token, size);
        trace.bytes = Think[size_t(token) % (Think.size() - 1)];
        for (uint32_t layer = model.info.denseLayers; layer < model.info.layers; ++layer)
            for (int k = 0; k < int(model.info.expertsUsed); ++k)
                trace.routing.push_back(
                    {uint16_t(mixtureExpert(model, token, int(layer), k)), float(mixtureWeight(model, k))});
        traces.push_back(std::move(trace));
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
