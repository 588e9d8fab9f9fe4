#include "verbs.h"

#include "json_output.h"
#include "options.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct BenchChoice {
    ModelOptions model;
    BenchRequest request;
};

// Share of a step's time that the trace costs: 1 - traced speed / untraced speed, median of the pairs.
double traceOverhead(const BenchResult &result)
{
    std::vector<double> shares;
    for (size_t i = 0; i < result.decodeTokensPerSecond.size(); ++i)
        shares.push_back(1 - result.decodeTokensPerSecond[i] / result.decodeUntracedTokensPerSecond[i]);
    return spread(shares)["median"];
}

void bench(const BenchChoice &choice)
{
    LoadRequest request = choice.model.request();
    for (const uint32_t count : choice.request.sequences)
        request.sequences = std::max(request.sequences, count);
    if (request.sequences > 1 && request.context == 0) // of each no more than is measured
        request.context = std::max(choice.request.promptTokens, choice.request.depth + choice.request.generateTokens);
    const auto engine = openModel(request);
    const BenchResult result = engine->ask(choice.request);
    const Json prefill = spread(result.prefillTokensPerSecond), decode = spread(result.decodeTokensPerSecond);
    const double median = decode["median"];
    const double fraction = median * double(result.decodeBytesPerToken) / result.deviceReadBytesPerSecond;
    Json json = {{"device", engine->model().device.name},
                 {"prefill_tokens_per_second", prefill},
                 {"prefill_64_tokens_per_second", spread(result.prefill64TokensPerSecond)},
                 {"decode_tokens_per_second", decode},
                 {"decode_bytes_per_token", result.decodeBytesPerToken},
                 {"device_read_bytes_per_second", result.deviceReadBytesPerSecond},
                 {"decode_bandwidth_fraction", fraction},
                 {"dispatches_per_token", result.dispatchesPerToken},
                 {"trace_overhead_fraction", traceOverhead(result)}};
    for (const BenchResult::Several &several : result.sequences)
        json["sequences"].push_back(
            {{"count", several.count}, {"decode_tokens_per_second", spread(several.tokensPerSecond)}});
    if (choice.model.json)
        return print(json);
    for (const auto &[name, value] : json.items())
        std::printf("%-30s %s\n", name.c_str(), value.dump().c_str());
}

} // namespace

void addBench(CLI::App &app)
{
    auto *verb = app.add_subcommand("bench", "Measure prefill and decode");
    auto choice = std::make_shared<BenchChoice>();
    addModelOptions(*verb, choice->model);
    verb->add_option("--prompt-tokens", choice->request.promptTokens, "Tokens of a prefill")->capture_default_str();
    verb->add_option("--generate-tokens", choice->request.generateTokens, "Tokens decoded one by one")
        ->capture_default_str();
    verb->add_option("--depth", choice->request.depth, "Tokens in the cache before decoding")->capture_default_str();
    verb->add_option("--sequences", choice->request.sequences, "Sequences decoded at once: 1,8,64")
        ->delimiter(',')
        ->check(CLI::Range(1U, 64U));
    verb->add_option("--repeat", choice->request.repeat, "Repetitions")->capture_default_str();
    verb->callback([choice] { bench(*choice); });
}

} // namespace deepscope::cli
