#include "sampling_options.h"

#include "api/error.h"

#include <charconv>

namespace deepscope::cli {

namespace {

TokenBias parseBias(const std::string &text)
{
    TokenBias bias;
    const char *end = text.data() + text.size();
    const auto id = std::from_chars(text.data(), end, bias.token);
    if (id.ec == std::errc() && id.ptr < end && *id.ptr == ':') {
        const auto number = std::from_chars(id.ptr + 1, end, bias.bias);
        if (number.ec == std::errc() && number.ptr == end)
            return bias;
    }
    throw Error(ErrorKind::Usage, "\"" + text + "\" is no logit bias. Write it as ID:X, for example 15:-2.5.");
}

} // namespace

Sampling SamplingOptions::over(Sampling sampling) const
{
    sampling.temperature = temperature.value_or(sampling.temperature);
    sampling.topP = topP.value_or(sampling.topP);
    sampling.minP = minP.value_or(sampling.minP);
    sampling.topK = topK.value_or(sampling.topK);
    sampling.seed = seed;
    sampling.repetitionPenalty = repetitionPenalty;
    sampling.presencePenalty = presencePenalty;
    sampling.frequencyPenalty = frequencyPenalty;
    for (const std::string &bias : logitBias)
        sampling.logitBias.push_back(parseBias(bias));
    return sampling;
}

void addSamplingOptions(CLI::App &verb, SamplingOptions &options)
{
    verb.add_option("--temperature", options.temperature,
                    "0 = greedy, also where it is not given and the model has no advice for chats");
    verb.add_option("--top-k", options.topK, "Keep the k best; 0 = all");
    verb.add_option("--top-p", options.topP, "Keep the best that sum to p; 1 = all");
    verb.add_option("--min-p", options.minP, "Keep what has at least p times the best's probability");
    verb.add_option(
        "--repetition-penalty", options.repetitionPenalty,
        "Divides logits of tokens that were in the prompt or the answer (multiplies negative ones); 1 = off");
    verb.add_option("--presence-penalty", options.presencePenalty,
                    "Taken from logits of tokens that were in the answer; 0 = off");
    verb.add_option("--frequency-penalty", options.frequencyPenalty,
                    "The same for each time that they were there; 0 = off");
    verb.add_option("--logit-bias", options.logitBias, "ID:X adds X to a token's logit; for several give it again")
        ->allow_extra_args(false);
    verb.add_option("--seed", options.seed, "Of the random numbers");
}

} // namespace deepscope::cli
