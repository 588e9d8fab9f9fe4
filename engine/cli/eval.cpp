#include "verbs.h"

#include "api/path_text.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>

namespace deepscope::cli {

namespace {

struct Problem {
    std::string domain, question, answer;
};

struct Score {
    uint32_t problems = 0, correct = 0, formatValid = 0;
    uint64_t thinkTokens = 0;

    void add(const Score &other)
    {
        problems += other.problems;
        correct += other.correct;
        formatValid += other.formatValid;
        thinkTokens += other.thinkTokens;
    }
    Json json() const
    {
        const double n = std::max(problems, 1U);
        return {{"problems", problems},
                {"correct", correct},
                {"accuracy", correct / n},
                {"format_valid", formatValid / n},
                {"mean_think_tokens", double(thinkTokens) / n}};
    }
};

std::vector<Problem> readSuite(const std::string &path)
{
    std::ifstream stream(pathOf(path));
    if (!stream)
        throw Error(ErrorKind::File,
                    path + " cannot be read. Give a file of JSON lines with domain, question and answer.");
    std::vector<Problem> problems;
    std::string line;
    for (size_t number = 1; std::getline(stream, line); ++number) {
        if (line.empty())
            continue;
        try {
            const Json json = Json::parse(line);
            problems.push_back({json.at("domain"), json.at("question"), json.at("answer")});
        } catch (const Json::exception &) {
            throw Error(ErrorKind::File, path + ", line " + std::to_string(number) +
                                             ": this is no JSON object with domain, question and answer.");
        }
    }
    if (problems.empty())
        throw Error(ErrorKind::File, path + " holds no problem. Give JSON lines with domain, question and answer.");
    return problems;
}

std::string trimmed(const std::string &text)
{
    const size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// <think> ... </think> <answer> ... </answer>, each tag once, in this order, and nothing but blanks outside.
bool formatValid(const std::string &text)
{
    size_t at = 0;
    std::string outside;
    for (const std::string tag : {"<think>", "</think>", "<answer>", "</answer>"}) {
        const size_t found = text.find(tag, at);
        if (found == std::string::npos || text.find(tag, found + 1) != std::string::npos || text.find(tag) != found)
            return false;
        if (tag == "<think>" || tag == "<answer>")
            outside += text.substr(at, found - at);
        at = found + tag.size();
    }
    return trimmed(outside + text.substr(at)).empty();
}

Score ask(BlockingEngine &engine, const Problem &problem)
{
    RunRequest request;
    request.chat = {{ChatMessage::Role::User, problem.question}};
    request.candidates = 0;
    std::string text;
    const RunSummary summary = engine.ask(request, [&](const Event &event) {
        if (const auto *trace = std::get_if<TokenTrace>(&event))
            if (trace->phase != Phase::Prompt && !trace->control)
                text += trace->bytes;
    });
    if (summary.reason == FinishReason::Cancelled)
        throw Error(ErrorKind::Interrupted, "Interrupted.");
    const bool ended = summary.reason == FinishReason::EndToken;
    return {1, uint32_t(trimmed(summary.answer) == trimmed(problem.answer)), uint32_t(ended && formatValid(text)),
            summary.thinkTokens};
}

void evaluate(const ModelOptions &options, const std::string &suite)
{
    const std::vector<Problem> problems = readSuite(suite);
    const auto engine = openModel(options.request());
    std::map<std::string, Score> domains;
    Score total;
    for (const Problem &problem : problems) {
        const Score score = ask(*engine, problem);
        domains[problem.domain].add(score);
        total.add(score);
        if (total.problems % 50 == 0)
            say(stderr, "%u of %zu problems, %u correct\n", total.problems, problems.size(), total.correct);
    }
    Json json = total.json();
    Json byDomain = Json::object();
    for (const auto &[name, score] : domains)
        byDomain[name] = score.json();
    json["domains"] = byDomain;
    if (options.json)
        return print(json);
    for (const auto &[name, score] : domains)
        say(stdout, "%-20s %4u of %4u  %5.1f %%\n", name.c_str(), score.correct, score.problems,
            100.0 * score.correct / score.problems);
    say(stdout, "%-20s %4u of %4u  %5.1f %%   format valid %.1f %%\n", "all", total.correct, total.problems,
        100 * json["accuracy"].get<double>(), 100 * json["format_valid"].get<double>());
}

} // namespace

void addEval(CLI::App &app)
{
    struct Choice {
        ModelOptions model;
        std::string suite;
    };
    auto *verb = app.add_subcommand("eval", "Accuracy on a suite of problems");
    auto choice = std::make_shared<Choice>();
    addModelOptions(*verb, choice->model);
    verb->add_option("--suite", choice->suite, "JSON lines with domain, question and answer")->required();
    verb->callback([choice] { evaluate(choice->model, choice->suite); });
}

} // namespace deepscope::cli
