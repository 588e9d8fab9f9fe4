#include "many_runs.h"

#include "api/path_text.h"
#include "options.h"

#include <fstream>
#include <limits>
#include <utility>

namespace deepscope::cli {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string &name, const std::string &wanted)
{
    throw Error(ErrorKind::Usage, "\"" + name + "\" must be " + wanted + ".");
}

// The library's own conversion would cut what does not fit.
template <typename Integer>
Integer wholeNumber(const std::string &name, const Json &value)
{
    if (!value.is_number_unsigned() || !std::in_range<Integer>(value.get<uint64_t>()))
        refuse(name, "a whole number from 0 to " + std::to_string(std::numeric_limits<Integer>::max()));
    return value.get<Integer>();
}

// `prompt` has its number, and keeps what was read before something wrong.
void read(const Json &line, PromptLine &prompt)
{
    if (line.contains("id"))
        prompt.id = line.at("id");
    prompt.chat = line.value("chat", "");
    prompt.prompt = line.value("prompt", "");
    const Json tokens = line.value("tokens", Json::array());
    if (!tokens.is_array())
        refuse("tokens", "a list of ids");
    for (const Json &token : tokens)
        prompt.tokens += (prompt.tokens.empty() ? "" : ",") + std::to_string(wholeNumber<int32_t>("tokens", token));
    if (line.contains("max_tokens"))
        prompt.maxTokens = wholeNumber<uint32_t>("max_tokens", line.at("max_tokens"));
    if (line.contains("temperature") && !line.at("temperature").is_number())
        refuse("temperature", "a number");
    if (line.contains("temperature"))
        prompt.temperature = line.at("temperature").get<float>();
    if (line.contains("seed"))
        prompt.seed = wholeNumber<uint64_t>("seed", line.at("seed"));
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
        } catch (const Error &error) {
            prompt.problem = error.what();
        }
    }
    if (prompts.empty())
        throw Error(ErrorKind::Usage, path + " has no prompts: write one JSON object a line.");
    return prompts;
}

} // namespace deepscope::cli
