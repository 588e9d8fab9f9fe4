#include "many_runs.h"

#include "api/path_text.h"
#include "options.h"

#include <fstream>

namespace deepscope::cli {

namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
void take(const Json &line, const char *name, std::optional<Value> &to)
{
    if (line.contains(name))
        to = line.at(name).get<Value>();
}

// `prompt` has its number, and keeps what was read before something wrong.
void read(const Json &line, PromptLine &prompt)
{
    if (line.contains("id"))
        prompt.id = line.at("id");
    prompt.chat = line.value("chat", "");
    prompt.prompt = line.value("prompt", "");
    for (const int32_t token : line.value("tokens", std::vector<int32_t>()))
        prompt.tokens += (prompt.tokens.empty() ? "" : ",") + std::to_string(token);
    take(line, "max_tokens", prompt.maxTokens);
    take(line, "temperature", prompt.temperature);
    take(line, "seed", prompt.seed);
    if (int(!prompt.chat.empty()) + int(!prompt.prompt.empty()) + int(!prompt.tokens.empty()) != 1)
        prompt.problem = "It needs exactly one of \"chat\", \"prompt\" and \"tokens\".";
}

} // namespace

ManyRuns runMany(BlockingEngine &engine, const std::vector<RunRequest> &requests)
{
    ManyRuns runs;
    runs.traces.resize(requests.size());
    runs.summaries.resize(requests.size());
    engine.runToEnd({requests.begin(), requests.end()}, [&](const Event &event) {
        if (const auto *trace = std::get_if<TokenTrace>(&event))
            runs.traces.at(trace->run - 1).push_back(*trace);
        if (const auto *summary = std::get_if<RunSummary>(&event))
            runs.summaries.at(summary->run - 1) = *summary;
    });
    for (const RunSummary &summary : runs.summaries)
        if (summary.failure)
            throw Error(summary.failure->kind, summary.failure->sentence);
    return runs;
}

std::vector<RunRequest> samplesOf(const RunRequest &request, uint32_t count)
{
    std::vector<RunRequest> requests(count, request);
    for (uint32_t i = 0; i < count; ++i) {
        requests[i].run = i + 1;
        requests[i].sample = i;
    }
    return requests;
}

uint32_t promptPrefills(const std::vector<RunSummary> &summaries)
{
    uint32_t prefills = 0;
    for (const RunSummary &summary : summaries)
        prefills += summary.reusedTokens + 1 < summary.promptTokens || summaries.size() == 1;
    return std::max(prefills, 1U);
}

std::vector<PromptLine> readPrompts(const std::string &path)
{
    std::ifstream file(pathOf(path));
    if (!file)
        throw Error(ErrorKind::File, path + " cannot be opened.");
    std::vector<PromptLine> prompts;
    std::string text;
    for (size_t number = 1; std::getline(file, text); ++number) {
        if (text.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        PromptLine &prompt = prompts.emplace_back();
        prompt.number = number;
        prompt.id = number;
        try {
            read(Json::parse(text), prompt);
        } catch (const Json::exception &) {
            prompt.problem = "It is no JSON object with values of the right kinds.";
        }
    }
    if (prompts.empty())
        throw Error(ErrorKind::Usage, path + " has no prompts: write one JSON object a line.");
    return prompts;
}

} // namespace deepscope::cli
