#include "verbs.h"

#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct BenchChoice {
    ModelOptions model;
    BenchRequest request;
};

Json stagesToJson(const std::vector<KernelTime> &stages)
{
    Json rows = Json::array();
    for (const KernelTime &row : stages)
        rows.push_back({{"kernel", row.kernel},
                        {"stage", row.stage},
                        {"microseconds", row.microseconds},
                        {"bytes", row.bytes},
                        {"operations", row.operations},
                        {"dispatches", row.dispatches}});
    return rows;
}

void printStages(const BenchResult &result)
{
    if (result.stages.empty())
        return;
    double sum = 0;
    for (const KernelTime &row : result.stages)
        sum += row.microseconds;
    say(stdout,
        "\nOne decode step with its draw. A row: all runs of one kernel in one stage, each measured by itself, so\n"
        "that together they take longer than a step does. bytes: read and written; operations: of products, a\n"
        "multiplication and its addition as two. Medians of several steps.\n\n"
        "%-28s %-10s %12s %7s %10s %14s %14s\n",
        "kernel", "stage", "microseconds", "share", "dispatches", "bytes", "operations");
    for (const KernelTime &row : result.stages)
        say(stdout, "%-28s %-10s %12.1f %5.1f %% %10u %14llu %14llu\n", row.kernel.c_str(), row.stage.c_str(),
            row.microseconds, sum > 0 ? 100 * row.microseconds / sum : 0, row.dispatches,
            static_cast<unsigned long long>(row.bytes), static_cast<unsigned long long>(row.operations));
}

void bench(const BenchChoice &choice)
{
    LoadRequest request = choice.model.request();
    for (const uint32_t count : choice.request.sequences)
        request.sequences = std::max(request.sequences, count);
    if (request.context == 0) // of each no more than is measured, and the two tokens that a run begins with
        request.context =
            std::max(choice.request.promptTokens, choice.request.depth + choice.request.generateTokens + 2);
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
                 {"dependent_steps_per_token", result.dependentStepsPerToken},
                 {"trace_overhead_fraction", result.traceOverhead},
                 {"trace_overhead_interval", {result.traceOverheadLow, result.traceOverheadHigh}}};
    for (const BenchResult::Several &several : result.sequences)
        json["sequences"].push_back(
            {{"count", several.count}, {"decode_tokens_per_second", spread(several.tokensPerSecond)}});
    if (!result.withoutStages.empty())
        json["without_stages"] = result.withoutStages;
    if (choice.model.json) {
        if (choice.request.stages)
            json["stages"] = stagesToJson(result.stages);
        return print(json);
    }
    for (const auto &[name, value] : json.items())
        say(stdout, "%-30s %s\n", name.c_str(),
            value.is_string() ? value.get<std::string>().c_str() : value.dump().c_str());
    printStages(result);
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
    verb->add_flag("--stages", choice->request.stages, "Measure each kernel of a decode step by itself");
    verb->add_option("--repeat", choice->request.repeat, "Repetitions")->capture_default_str();
    verb->callback([choice] { bench(*choice); });
}

} // namespace deepscope::cli
