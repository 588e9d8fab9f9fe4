// What a person sets for an answer before it is generated.
#pragma once

#include "api/run.h"

#include <optional>
#include <string>
#include <vector>

namespace deepscope {

struct GenerationSettings {
    bool advised = true;          // where a model's makers advise how to sample, do that
    Sampling sampling;            // else this; greedy by default: the same question gives the same answer
    uint32_t maxTokens = 0;       // 0 = until the context is full
    bool earlierTurns = true;     // send the earlier turns of the chat with each question
    std::string chatTemplate;     // one of chatTemplateNames(); empty = the model's own
    std::optional<uint64_t> seed; // that a person fixed; else each question has a new one

    bool keepsThoughts = false;     // send the thoughts of earlier turns again
    std::string system;             // what the model is told before the chat; empty = nothing
    uint32_t thoughtLimit = 0;      // tokens of a thought before it is closed; 0 = none
    std::vector<std::string> stops; // texts; the answer ends before the first of them

    void limit(RunRequest &request) const
    {
        request.maxTokens = maxTokens;
        request.thoughtLimit = thoughtLimit;
        request.stops = stops;
    }

    // `fresh` is the seed where none is fixed. Greedy answers would all be the same, so several are drawn.
    static constexpr float TemperatureOfSeveral = 0.7F;
    Sampling samplingFor(const std::optional<Sampling> &advice, int answers, uint64_t fresh) const
    {
        Sampling chosen = advised ? advice.value_or(sampling) : sampling;
        if (answers > 1 && chosen.temperature <= 0)
            chosen.temperature = TemperatureOfSeveral;
        chosen.seed = seed.value_or(chosen.temperature > 0 ? fresh : 0);
        return chosen;
    }
};

} // namespace deepscope
