#include "verbs.h"

#include "api/model_file.h"
#include "api/path_text.h"
#include "api/run_file.h"
#include "json_output.h"
#include "options.h"
#include "sampling_options.h"

#include <cstdio>
#include <memory>
#include <optional>

namespace deepscope::cli {

namespace {

struct GenerateChoice {
    ModelOptions model;
    std::string tokens, prompt, chat, system, chatTemplate, trace;
    uint32_t maxTokens = 0, topLogprobs = 0;
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
    request.ignoreEnd = choice.ignoreEnd;
    request.candidates = choice.topLogprobs;
    return request;
}

const std::string &questionOf(const GenerateChoice &choice)
{
    return choice.chat.empty() ? choice.prompt : choice.chat;
}

Json timingToJson(const RunSummary &summary, size_t generated)
{
    const double decode = summary.thinkSeconds + summary.answerSeconds;
    return {{"prefill_seconds", summary.prefillSeconds},
            {"think_seconds", summary.thinkSeconds},
            {"answer_seconds", summary.answerSeconds},
            {"prefill_tokens_per_second",
             summary.prefillSeconds > 0 ? (summary.promptTokens - summary.reusedTokens) / summary.prefillSeconds : 0},
            {"decode_tokens_per_second", decode > 0 ? double(generated) / decode : 0}};
}

Json toJson(const ModelFile &file, const RunRequest &request, const std::vector<TokenTrace> &traces,
            const RunSummary &summary)
{
    Json prompt = Json::array(), tokens = Json::array();
    for (const TokenTrace &trace : traces) {
        if (trace.phase == Phase::Prompt)
            prompt.push_back(trace.token);
        else
            tokens.push_back({{"id", trace.token},
                              {"piece", file.piece(trace.token)},
                              {"phase", phaseName(trace.phase)},
                              {"logprob", trace.logprob},
                              {"top", cli::toJson(trace.candidates)}});
    }
    return {{"prompt_tokens", prompt},
            {"tokens", tokens},
            {"think", summary.think},
            {"answer", summary.answer},
            {"finish_reason", finishReasonName(summary.reason)},
            {"seed", request.sampling.seed},
            {"timing", timingToJson(summary, tokens.size())}};
}

void generate(const GenerateChoice &choice)
{
    RunRequest request = requestOf(choice);
    const ModelFile file(choice.model.model);
    request.sampling = samplingOf(choice, file.info());
    const std::string &family = choice.chatTemplate.empty() ? file.info().chatTemplateFamily : choice.chatTemplate;
    if (!choice.system.empty() && family == "deepscope")
        std::fprintf(stderr, "This model takes no system message; it is left out.\n");
    const std::unique_ptr<Session> session = openSession(choice.model.request());
    if (choice.model.json) // its times are of the run, not of building kernels
        session->prepare([](const LoadProgress &) {}, interrupted());
    std::optional<RunFileWriter> recording;
    if (!choice.trace.empty())
        recording.emplace(pathOf(choice.trace), RecordedRun{session->model(), questionOf(choice), {}, {}, request});
    std::vector<TokenTrace> traces;
    RunSinks sinks;
    sinks.token = [&](const TokenTrace &trace) {
        if (recording)
            recording->append(trace);
        if (!choice.model.json && trace.phase != Phase::Prompt && !trace.control) {
            std::fwrite(trace.bytes.data(), 1, trace.bytes.size(), stdout);
            std::fflush(stdout);
        }
        traces.push_back(trace);
    };
    const RunSummary summary = session->run(request, sinks, interrupted());
    if (recording)
        recording->finish(summary);
    if (choice.model.json)
        print(toJson(file, request, traces, summary));
    else
        std::printf("\n");
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
    addSamplingOptions(*verb, choice->sampling);
    verb->add_option("--top-logprobs", choice->topLogprobs, "Candidates to report a token");
    verb->add_flag("--ignore-eos", choice->ignoreEnd, "Go on after an end token");
    verb->add_option("--trace", choice->trace, "Record the run into this file");
    verb->callback([choice] { generate(*choice); });
}

} // namespace deepscope::cli
