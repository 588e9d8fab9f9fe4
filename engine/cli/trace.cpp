#include "verbs.h"

#include "api/path_text.h"
#include "api/run_file.h"
#include "api/trace.h"
#include "json_output.h"
#include "options.h"
#include "routing_files.h"
#include "terminal_text.h"

#include <array>
#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

// A field of a token as JSON; most are numbers, which it takes as they are.
struct ToJson {
    const ModelInfo &info;

    template <typename T>
    Json operator()(const T &value) const
    {
        return value;
    }
    Json operator()(Phase phase) const { return phaseName(phase); }
    Json operator()(const StageTimes &stages) const
    {
        Json times = Json::object();
        for (size_t stage = 0; stage < StageCount; ++stage)
            times[stageName(Stage(stage))] = stages[stage];
        return times;
    }
    Json operator()(const std::vector<Candidate> &candidates) const { return cli::toJson(candidates); }
    Json operator()(const std::vector<ExpertHit> &routing) const // [layer][k]
    {
        Json layers = Json::array();
        for (uint32_t layer = info.denseLayers; layer < info.layers && !routing.empty(); ++layer) {
            Json hits = Json::array();
            for (const ExpertHit &hit : choicesOf(routing, info, layer))
                hits.push_back({{"expert", hit.expert}, {"weight", hit.weight}});
            layers.push_back(hits);
        }
        return layers;
    }
};

Json toJson(const TokenTrace &token, const ModelInfo &info)
{
    Json json = Json::object();
    forEachTokenField([&](const auto &field) { json[field.name] = ToJson{info}(token.*field.member); });
    return json;
}

Json toJson(const Sampling &sampling)
{
    Json biases = Json::array();
    for (const TokenBias &bias : sampling.logitBias)
        biases.push_back({{"id", bias.token}, {"bias", bias.bias}});
    return {{"temperature", sampling.temperature},
            {"top_k", sampling.topK},
            {"top_p", sampling.topP},
            {"min_p", sampling.minP},
            {"seed", sampling.seed},
            {"repetition_penalty", sampling.repetitionPenalty},
            {"presence_penalty", sampling.presencePenalty},
            {"frequency_penalty", sampling.frequencyPenalty},
            {"logit_bias", biases}};
}

Json toJson(const RunRequest &request)
{
    Json messages = Json::array(), leftOut = Json::array();
    for (const ChatMessage &message : request.chat)
        messages.push_back({{"role", roleName(message.role)}, {"text", message.text}});
    for (const LeftOutTurn &turn : request.leftOut)
        leftOut.push_back({{"turn", turn.turn}, {"reason", leftOutReasonName(turn.reason)}});
    return {{"messages", messages},
            {"prompt", request.prompt},
            {"template", request.chatTemplate},
            {"sampling", toJson(request.sampling)},
            {"sample", request.sample},
            {"max_tokens", request.maxTokens},
            {"thought_limit", request.thoughtLimit},
            {"stops", request.stops},
            {"left_out", leftOut},
            {"altered", alteredToJson(request.alteration)}};
}

Json toJson(const RecordedRun &run)
{
    Json tokens = Json::array();
    for (const TokenTrace &token : run.tokens)
        tokens.push_back(toJson(token, run.model.info));
    return {{"model", run.model.info.name},
            {"device", run.model.device.name},
            {"cache_type", cacheTypeName(run.model.memory.cacheType)},
            {"request", run.request ? toJson(*run.request) : Json()},
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
    say(stdout, "%s on %s\nquestion: %s\n", run.model.info.name.c_str(), run.model.device.name.c_str(),
        run.question.c_str());
    say(stdout, "%zu tokens: %zu prompt, %zu think, %zu answer; %s\n", run.tokens.size(), phases[0], phases[1],
        phases[2], run.summary ? finishReasonName(run.summary->reason) : "cut off");
}

} // namespace

void addTrace(CLI::App &app)
{
    struct Choice {
        std::string file;
        ExportChoice taken;
        bool json = false;
    };
    auto *verb = app.add_subcommand("trace", "Show what a recorded run holds, or take its routing away");
    auto choice = std::make_shared<Choice>();
    verb->add_option("FILE", choice->file,
                     "A run file, or a list of experts (.csv: layer,expert) whose counts are shown")
        ->required();
    auto *form =
        verb->add_option("--export", choice->taken.form, "Write the routing of the run: " + routingFormNames());
    auto *out = verb->add_option("--out", choice->taken.out, "Where to; npy writes PATH-ids.npy and PATH-weights.npy");
    verb->add_option("--model", choice->taken.model,
                     "The run's model, to read the text once more: usage gets mean norms, npy PATH-scores.npy")
        ->needs(form);
    form->needs(out);
    out->needs(form);
    verb->add_flag("--json", choice->json, "Print one JSON object");
    verb->add_option("--device", choice->taken.device, "Index or part of a name, for --model");
    verb->callback([choice] {
        if (choice->taken.form.empty() && isChoiceList(choice->file))
            return showChoiceList(choice->file, choice->json);
        const RecordedRun run = readRunFile(pathOf(choice->file));
        choice->taken.json = choice->json;
        if (!choice->taken.form.empty())
            exportRouting(run, choice->taken);
        else if (choice->json)
            print(toJson(run));
        else
            printPlain(run);
    });
}

} // namespace deepscope::cli
