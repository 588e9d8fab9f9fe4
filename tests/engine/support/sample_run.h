// A short recorded run with every field set to something of its own.
#pragma once

#include "api/run_file.h"

namespace deepscope {

inline LoadedModel sampleModel()
{
    LoadedModel model;
    ModelInfo &info = model.info;
    info = {"model.gguf", "Sample", "deepseek2", 1000, 200};
    info.vocabulary = 584, info.contextLength = 4096, info.layers = 3, info.denseLayers = 1, info.embedding = 64;
    info.heads = 4, info.headDimension = 24, info.valueHeadDimension = 16, info.latent = 32, info.ropeKey = 8;
    info.queryLatent = 48, info.experts = 16, info.expertsUsed = 2, info.sharedExperts = 1;
    info.expertGroups = 4, info.expertGroupsUsed = 2;
    info.gate = "sigmoid", info.tokenizer = "SentencePiece", info.chatTemplateFamily = "deepscope", info.thinks = true;
    info.chatSampling = Sampling{0.6F, 20, 0.95F, 0, 0};
    info.tensorTypes = {{"F16", 60, 900}, {"F32", 10, 100}};
    MemoryPlan &memory = model.memory;
    memory.context = 128, memory.cacheType = CacheType::F32;
    memory.weightsBytes = 1200, memory.cacheBytes = 3 * 128 * 160, memory.scratchBytes = 77;
    memory.layers.assign(3, {{{"latent", 32, 128, 16384}, {"rope_key", 8, 32, 4096}}});
    memory.elementsPerToken = {120, 480, 480, 120};
    model.device = {2, "llvmpipe", "Mesa 22.3", "1.3.230", DeviceType::Software, {{4096, 2048, true}}, 8, 0, 0,
                    0, 0,          {"texel"},   {}};
    return model;
}

inline TokenTrace sampleToken(uint32_t index, Phase phase)
{
    TokenTrace token;
    token.run = 7, token.index = index, token.token = int32_t(index) + 100, token.phase = phase;
    token.control = index == 2, token.special = index == 1 || index == 2;
    token.bytes = std::string("\xe4\x00\xff", 3) + std::to_string(index);
    token.logprob = -0.25F, token.entropy = 1.5F, token.microseconds = 321;
    token.stages = {1, 2, 3, 4, 5, 6};
    token.cacheBytes = (index + 1) * 480;
    token.routing = {{3, 0.75F}, {uint16_t(index), 0.25F}, {0, 0.5F}, {15, 0.5F}}; // two expert layers, top-2
    token.candidates = {{5, -0.25F, "five"}, {6, -2, ""}};
    return token;
}

inline RunSummary sampleSummary() { return {7, FinishReason::TokenLimit, 2, 1, 2, 1, 0.5, 1.25, 0.125}; }

inline RunRequest sampleRequest()
{
    RunRequest request;
    request.chat = {{ChatMessage::Role::User, "And 47 + 85?"},
                    {ChatMessage::Role::Assistant, "132", "7 + 5 = 12"},
                    {ChatMessage::Role::User, "What is 47 + 85?"}};
    request.chatTemplate = "chatml", request.prompt = "unused", request.tokens = {1, 2}, request.maxTokens = 99;
    request.sampling = {0.5F, 20, 0.9F, 0.125F, uint64_t(1) << 40, 1.25F, 0.5F, -0.25F, {{3, -100}, {70, 1.5F}}};
    request.sample = 5, request.ignoreEnd = true, request.candidates = 3;
    request.beginning = {{4, 5, 6}, "so", true};
    request.thoughtLimit = 77, request.stops = {"\n\n", "User:"};
    request.leftOut = {{0, LeftOutTurn::Reason::NoRoom}, {1, LeftOutTurn::Reason::NoAnswer}};
    return request;
}

// Two prompt tokens, two of thought, one of answer.
inline RecordedRun sampleRun()
{
    RecordedRun run{sampleModel(), "What is 47 + 85?", {}, sampleSummary(), sampleRequest()};
    for (uint32_t i = 0; i < 5; ++i)
        run.tokens.push_back(sampleToken(i, i < 2 ? Phase::Prompt : i < 4 ? Phase::Think : Phase::Answer));
    return run;
}

inline void writeRun(const std::filesystem::path &path, const RecordedRun &run)
{
    RunFileWriter writer(path, run);
    for (const TokenTrace &token : run.tokens)
        writer.append(token);
    if (run.summary)
        writer.finish(*run.summary);
}

} // namespace deepscope
