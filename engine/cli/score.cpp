#include "verbs.h"

#include "api/model_file.h"
#include "api/path_text.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"
#include "text_file.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

namespace deepscope::cli {

namespace {

struct ScoreChoice {
    ModelOptions model;
    std::string tokens, file, alter, keepRule = "window";
    double keep = 0; // share of the cache; 0 = all, and no rule
    uint32_t from = 0, top = 5;
};

std::vector<int32_t> tokensOf(const ScoreChoice &choice)
{
    if (choice.tokens.empty() == choice.file.empty())
        throw Error(ErrorKind::Usage, "Give exactly one of --tokens and --file.");
    if (!choice.tokens.empty())
        return parseTokens(choice.tokens);
    return ModelFile(choice.model.model).tokenize(textOfFile(choice.file), {.normalise = true});
}

const std::map<std::string, EvictionRule> Rules{
    {"window", EvictionRule::Window}, {"heavy", EvictionRule::HeavyHitters}, {"redundancy", EvictionRule::Redundancy}};

double perplexity(const std::vector<ScoredPosition> &positions)
{
    double sum = 0;
    for (const ScoredPosition &position : positions)
        sum -= position.logprob;
    return positions.empty() ? 0 : std::exp(sum / double(positions.size()));
}

void score(const ScoreChoice &choice)
{
    ScoreRequest request{.tokens = tokensOf(choice), .from = choice.from, .candidates = choice.top};
    if (!choice.alter.empty())
        request.alteration = readAlteration(pathOf(choice.alter));
    if (choice.keep > 0)
        request.eviction = Eviction{Rules.at(choice.keepRule), choice.keep};
    LoadRequest model = choice.model.request();
    if (model.context == 0)
        model.context = uint32_t(request.tokens.size());
    const std::vector<ScoredPosition> positions = openModel(model)->ask(request).positions;
    if (!choice.model.json) {
        for (size_t i = 0; i < positions.size(); ++i)
            say(stdout, "%6zu  token %6d  logprob %9.5f\n", choice.from + i, positions[i].token, positions[i].logprob);
        say(stdout, "perplexity %.4f\n", perplexity(positions));
        return;
    }
    Json list = Json::array();
    for (size_t i = 0; i < positions.size(); ++i)
        list.push_back({{"position", choice.from + i},
                        {"id", positions[i].token},
                        {"logprob", positions[i].logprob},
                        {"top", cli::toJson(positions[i].top)}});
    Json json{
        {"positions", list}, {"perplexity", perplexity(positions)}, {"altered", alteredToJson(request.alteration)}};
    if (request.eviction)
        json["kept"] = {{"rule", choice.keepRule}, {"share", choice.keep}};
    print(json);
}

} // namespace

void addScore(CLI::App &app)
{
    auto *verb = app.add_subcommand("score", "Log-probabilities of a given text, token by token");
    auto choice = std::make_shared<ScoreChoice>();
    addModelOptions(*verb, choice->model);
    verb->add_option("--tokens", choice->tokens, "Token ids: 1,2,3");
    verb->add_option("--file", choice->file, "A text file");
    verb->add_option("--alter", choice->alter, "A JSON list of what is changed of the experts and their routers");
    auto *keep = verb->add_option("--keep", choice->keep,
                                  "Share of the text whose rows of the cache each layer keeps, such as 0.3")
                     ->check(CLI::Range(1e-6, 1.0));
    verb->add_option(
            "--keep-rule", choice->keepRule,
            "Which: the first and last tokens (window, StreamingLLM), the most looked at (heavy, H2O) or what is "
            "not repeated (redundancy, R-KV)")
        ->needs(keep)
        ->check(CLI::IsMember(Rules))
        ->capture_default_str();
    verb->add_option("--from", choice->from,
                     "First position to report; the position of token k says what the model thinks of token k + 1");
    verb->add_option("--top-logprobs", choice->top, "Best candidates to report a position")->capture_default_str();
    verb->callback([choice] { score(*choice); });
}

} // namespace deepscope::cli
