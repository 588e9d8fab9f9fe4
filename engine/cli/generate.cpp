#include "verbs.h"

#include "api/model_file.h"
#include "api/path_text.h"
#include "api/run_file.h"
#include "json_output.h"
#include "many_runs.h"
#include "options.h"
#include "prompt_answers.h"
#include "run_output.h"
#include "sampling_options.h"
#include "terminal_text.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

namespace deepscope::cli {

namespace {

struct GenerateChoice {
    ModelOptions model;
    std::string tokens, prompt, chat, system, chatTemplate, trace, prompts, alter;
    std::optional<uint32_t> samples;
    uint32_t maxTokens = 0, topLogprobs = 0, thoughtLimit = 0;
    std::vector<std::string> stops;
    SamplingOptions sampling;
    bool ignoreEnd = false;
};

// The advice is for chats; other prompts are continued greedily. A temperature that is given replaces it altogether.
Sampling samplingOf(const GenerateChoice &choice, const ModelInfo &info)
{
    const bool advised = !choice.chat.empty() && !choice.sampling.temperature;
    return choice.sampling.over(advised ? info.chatSampling.value_or(Sampling()) : Sampling());
}

RunRequest requestOf(const GenerateChoice &choice)
{
    if (int(!choice.tokens.empty()) + int(!choice.prompt.empty()) + int(!choice.chat.empty()) != 1)
        throw Error(ErrorKind::Usage, "Give exactly one of --tokens, --prompt and --chat, with something in it.");
    if (!choice.system.empty() && choice.chat.empty())
        throw Error(ErrorKind::Usage, "--system goes with --chat.");
    if (!choice.chatTemplate.empty() && choice.chat.empty())
        throw Error(ErrorKind::Usage, "--template goes with --chat.");
    if (choice.topLogprobs > MaxCandidates)
        throw Error(ErrorKind::Usage, "--top-logprobs can be at most " + std::to_string(MaxCandidates) + ".");
    RunRequest request;
    request.tokens = parseTokens(choice.tokens);
    request.prompt = choice.prompt;
    if (!choice.system.empty())
        request.chat.push_back({ChatMessage::Role::System, choice.system});
    if (!choice.chat.empty())
        request.chat.push_back({ChatMessage::Role::User, choice.chat});
    request.chatTemplate = choice.chatTemplate;
    request.maxTokens = choice.maxTokens;
    request.thoughtLimit = choice.thoughtLimit;
    request.stops = choice.stops;
    request.ignoreEnd = choice.ignoreEnd;
    request.candidates = choice.topLogprobs;
    if (!choice.alter.empty())
        request.alteration = readAlteration(pathOf(choice.alter));
    return request;
}

const std::string &questionOf(const GenerateChoice &choice)
{
    return choice.chat.empty() ? choice.prompt : choice.chat;
}

constexpr uint32_t MostRuns = 4096;

// The cache has room for as many at once as pay, where the memory has it.
LoadRequest withRoomFor(LoadRequest request, size_t runs)
{
    constexpr size_t MostAtOnce = 64;
    request.sequences = uint32_t(std::clamp<size_t>(runs, 1, MostAtOnce));
    return request;
}

void requireUninterrupted(const std::vector<RunSummary> &summaries)
{
    for (const RunSummary &summary : summaries)
        if (summary.reason == FinishReason::Cancelled)
            throw Error(ErrorKind::Interrupted, "Interrupted.");
}

void generateSamples(const GenerateChoice &choice, const ModelFile &file, const RunRequest &request)
{
    if (!choice.model.json || !choice.trace.empty())
        throw Error(ErrorKind::Usage, "--samples goes with --json, and not with --trace.");
    const std::vector<RunRequest> requests = samplesOf(request, *choice.samples);
    const auto engine = openModel(withRoomFor(choice.model.request(), requests.size()));
    const ManyRuns runs = runMany(*engine, requests);
    requireUninterrupted(runs.summaries);
    Json samples = Json::array();
    for (size_t i = 0; i < requests.size(); ++i)
        samples.push_back(runToJson(file, requests[i], runs.traces[i], runs.summaries[i]));
    print({{"samples", samples}, {"prompt_prefills", promptPrefills(runs.summaries)}});
}

RunRequest requestOf(GenerateChoice choice, const PromptLine &line, const ModelInfo &info)
{
    choice.tokens = line.tokens;
    choice.prompt = line.prompt;
    choice.chat = line.chat;
    choice.maxTokens = line.maxTokens.value_or(choice.maxTokens);
    choice.sampling.temperature = line.temperature ? line.temperature : choice.sampling.temperature;
    choice.sampling.seed = line.seed.value_or(choice.sampling.seed);
    RunRequest request = requestOf(choice);
    request.sampling = samplingOf(choice, info);
    return request;
}

void generatePrompts(const GenerateChoice &choice)
{
    if (!choice.tokens.empty() || !choice.prompt.empty() || !choice.chat.empty() || !choice.trace.empty() ||
        choice.samples)
        throw Error(
            ErrorKind::Usage,
            "--prompts says what is asked: --tokens, --prompt, --chat, --samples and --trace do not go with it.");
    GenerateChoice options = choice; // what is wrong with these is wrong with every line
    options.chat = "?";
    const ModelFile file(choice.model.model);
    requestOf(options);
    samplingOf(options, file.info());
    std::vector<PromptAnswer> answers;
    std::vector<Request> requests;
    for (PromptLine &line : readPrompts(choice.prompts)) {
        PromptAnswer &answer = answers.emplace_back(PromptAnswer{std::move(line)});
        try {
            if (!answer.line.problem.empty())
                throw Error(ErrorKind::Usage, answer.line.problem);
            answer.request = requestOf(choice, answer.line, file.info());
            answer.request.run = uint32_t(answers.size());
            requests.emplace_back(answer.request);
        } catch (const Error &error) {
            answer.failure = {error.kind(), error.what()};
        }
    }
    AnswersInOrder printer(choice.prompts, choice.model.json, file, answers);
    printer.print();
    if (!requests.empty())
        openModel(withRoomFor(choice.model.request(), requests.size()))->runToEnd(requests, [&](const Event &event) {
            printer.take(event);
        });
    printer.requireAll();
}

void generate(const GenerateChoice &choice)
{
    if (!choice.prompts.empty())
        return generatePrompts(choice);
    RunRequest request = requestOf(choice);
    const ModelFile file(choice.model.model);
    request.sampling = samplingOf(choice, file.info());
    if (choice.samples)
        return generateSamples(choice, file, request);
    const std::string &family = choice.chatTemplate.empty() ? file.info().chatTemplateFamily : choice.chatTemplate;
    if (!choice.system.empty() && family == "deepscope")
        say(stderr, "This model takes no system message; it is left out.\n");
    LoadRequest load = choice.model.request();
    load.prepare = choice.model.json; // its times are of the run, not of building kernels
    const auto engine = openModel(load);
    std::optional<RunFileWriter> recording;
    if (!choice.trace.empty())
        recording.emplace(pathOf(choice.trace), RecordedRun{engine->model(), questionOf(choice), {}, {}, request});
    std::vector<TokenTrace> traces;
    SpokenText answer(stdout);
    const RunSummary summary = engine->ask(request, [&](const Event &event) {
        const auto *trace = std::get_if<TokenTrace>(&event);
        if (!trace)
            return;
        if (recording)
            recording->append(*trace);
        if (!choice.model.json && trace->phase != Phase::Prompt && !trace->control) {
            answer.write(trace->bytes);
            std::fflush(stdout);
        }
        traces.push_back(*trace);
    });
    if (recording)
        recording->finish(summary);
    if (choice.model.json)
        print(runToJson(file, request, traces, summary));
    else {
        answer.finish();
        say(stdout, "\n");
    }
    if (summary.reason == FinishReason::Cancelled)
        throw Error(ErrorKind::Interrupted, "Interrupted.");
}

} // namespace

void addGenerate(CLI::App &app)
{
    auto *verb = app.add_subcommand("generate", "Continue a prompt, or answer a question");
    auto choice = std::make_shared<GenerateChoice>();
    addModelOptions(*verb, choice->model);
    verb->add_option("--tokens", choice->tokens, "Prompt as token ids: 1,2,3");
    verb->add_option("--prompt", choice->prompt, "Prompt as text");
    verb->add_option("--chat", choice->chat, "A question, put into the model's chat template");
    verb->add_option("--system", choice->system, "System message of the chat");
    verb->add_option("--template", choice->chatTemplate, "A built-in chat template instead of the model's own")
        ->check(CLI::IsMember(chatTemplateNames()));
    verb->add_option("--max-tokens", choice->maxTokens, "Tokens to generate; 0 = until the end or a full context");
    verb->add_option("--thought-limit", choice->thoughtLimit,
                     "Tokens of a thought, after which it is closed and the answer follows; 0 = none");
    verb->add_option("--stop", choice->stops, "A text before which the answer ends; for several give it again")
        ->allow_extra_args(false);
    addSamplingOptions(*verb, choice->sampling);
    verb->add_option("--top-logprobs", choice->topLogprobs, "Candidates to report a token");
    verb->add_flag("--ignore-eos", choice->ignoreEnd, "Go on after an end token");
    verb->add_option("--samples", choice->samples, "Answers to the same prompt, each drawn anew; needs --json")
        ->check(CLI::Range(1U, MostRuns));
    verb->add_option("--prompts", choice->prompts,
                     "A file of JSON lines, each with chat, prompt or tokens; prints one line for each");
    verb->add_option("--alter", choice->alter, "A JSON list of what is changed of the experts and their routers");
    verb->add_option("--trace", choice->trace, "Record the run into this file");
    verb->callback([choice] { generate(*choice); });
}

} // namespace deepscope::cli
