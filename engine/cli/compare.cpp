#include "verbs.h"

#include "api/file_comparison.h"
#include "api/model_file.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"
#include "text_file.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct CompareChoice {
    ModelOptions a;
    std::string b, file;
};

Json toJson(const std::optional<double> &value) { return value ? Json(*value) : Json(); }

Json toJson(const ModelComparison &comparison)
{
    Json positions = Json::array(), layers = Json::array();
    for (const ModelDifference &position : comparison.positions())
        positions.push_back({{"id", position.token},
                             {"kl", position.divergence},
                             {"logprob_a", position.logprobA},
                             {"logprob_b", position.logprobB},
                             {"same_best", position.sameBest},
                             {"routing_agreement", toJson(position.routingAgreement)}});
    for (const std::optional<double> &layer : comparison.agreementByLayer())
        layers.push_back(toJson(layer));
    return {{"positions", positions},
            {"mean_kl", comparison.meanDivergence()},
            {"flips", comparison.flips()},
            {"first_flip", comparison.firstFlip() ? Json(*comparison.firstFlip()) : Json()},
            {"layers", layers}};
}

void printPlain(const ModelComparison &comparison)
{
    const size_t count = comparison.positions().size();
    say(stdout, "KL(A || B)      %.6f nats a token, over %zu tokens\n", comparison.meanDivergence(), count);
    say(stdout, "best token      another for %zu of %zu\n", comparison.flips(), count);
    if (const auto first = comparison.firstFlip())
        say(stdout, "they part       behind token %zu\n", *first);
    const auto layers = comparison.agreementByLayer();
    for (size_t layer = 0; layer < layers.size(); ++layer)
        if (layers[layer])
            say(stdout, "layer %3zu       %.1f %% of A's experts are B's\n", layer, 100 * *layers[layer]);
}

void compare(const CompareChoice &choice)
{
    FilesToCompare files{choice.a.request(), choice.a.request(), {}};
    files.b.path = choice.b;
    files.tokens = ModelFile(choice.a.model).tokenize(textOfFile(choice.file), {.normalise = true});
    const auto comparison = compareFiles(files, progressOnTerminal(), interrupted());
    endProgress();
    choice.a.json ? print(toJson(*comparison)) : printPlain(*comparison);
}

} // namespace

void addCompare(CLI::App &app)
{
    auto *verb = app.add_subcommand("compare", "Two files of one model on one text: how far apart they are");
    auto choice = std::make_shared<CompareChoice>();
    addModelOptions(*verb, choice->a);
    verb->add_option("B", choice->b, "The other file: a path, or \"default\"")->required();
    verb->add_option("--file", choice->file, "A text file")->required();
    verb->callback([choice] { compare(*choice); });
}

} // namespace deepscope::cli
