#include "verbs.h"

#include "api/path_text.h"
#include "api/run_file.h"
#include "json_output.h"
#include "options.h"

#include <array>
#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

Json routingToJson(const TokenTrace &token, const ModelInfo &info)
{
    Json layers = Json::array();
    const uint32_t used = info.expertsUsed;
    for (size_t first = 0; used > 0 && first + used <= token.routing.size(); first += used) {
        Json layer = Json::array();
        for (uint32_t k = 0; k < used; ++k)
            layer.push_back({{"expert", token.routing[first + k].expert}, {"weight", token.routing[first + k].weight}});
        layers.push_back(layer);
    }
    return layers;
}

Json toJson(const RecordedRun &run)
{
    Json tokens = Json::array();
    for (const TokenTrace &token : run.tokens)
        tokens.push_back({{"id", token.token},
                          {"index", token.index},
                          {"bytes", token.bytes},
                          {"phase", phaseName(token.phase)},
                          {"logprob", token.logprob},
                          {"cache_bytes", token.cacheBytes},
                          {"microseconds", token.microseconds},
                          {"routing", routingToJson(token, run.model.info)}});
    return {{"model", run.model.info.name},
            {"device", run.model.device.name},
            {"question", run.question},
            {"finish_reason", run.summary ? finishReasonName(run.summary->reason) : "cut off"},
            {"expert_layers", run.model.info.expertLayers()},
            {"experts", run.model.info.experts},
            {"tokens", tokens}};
}

void printPlain(const RecordedRun &run)
{
    std::array<size_t, 3> phases = {};
    for (const TokenTrace &token : run.tokens)
        ++phases[size_t(token.phase)];
    std::printf("%s on %s\nquestion: %s\n", run.model.info.name.c_str(), run.model.device.name.c_str(),
                run.question.c_str());
    std::printf("%zu tokens: %zu prompt, %zu think, %zu answer; %s\n", run.tokens.size(), phases[0], phases[1],
                phases[2], run.summary ? finishReasonName(run.summary->reason) : "cut off");
}

} // namespace

void addTrace(CLI::App &app)
{
    struct Choice {
        std::string file;
        bool json = false;
    };
    auto *verb = app.add_subcommand("trace", "Show what a recorded run holds");
    auto choice = std::make_shared<Choice>();
    verb->add_option("FILE", choice->file, "A run file")->required();
    verb->add_flag("--json", choice->json, "Print one JSON object");
    addUnusedDevice(*verb);
    verb->callback([choice] {
        const RecordedRun run = readRunFile(pathOf(choice->file));
        if (choice->json)
            print(toJson(run));
        else
            printPlain(run);
    });
}

} // namespace deepscope::cli
