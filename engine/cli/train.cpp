#include "verbs.h"

#include "api/training.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct TrainChoice {
    TrainingTextRequest texts;
    TrainingRequest training;
    bool printText = false, json = false;
};

void printTexts(const TrainChoice &choice)
{
    printTrainingTexts(
        choice.texts,
        [&](const PrintedText &text) {
            if (choice.json)
                return printLine({{"text", text.text}, {"tokens", text.tokens}, {"weights", text.weights}});
            say(stdout, "%s\n", text.text.c_str());
        },
        interrupted());
}

void learn(TrainChoice &choice)
{
    watchForTermination();
    choice.training.model = choice.texts.model;
    choice.training.recipe = choice.texts.recipe;
    choice.training.seed = choice.texts.seed;
    train(
        choice.training,
        [&](const TrainingReport &report) {
            if (choice.json)
                return printLine({{"step", report.step},
                                  {"loss", report.loss},
                                  {"tokens_per_second", report.tokensPerSecond},
                                  {"gradient_norm", report.gradientNorm}});
            say(stdout, "step %6u   loss %7.4f   %7.0f tokens/s   gradient norm %7.3f\n", report.step, report.loss,
                report.tokensPerSecond, report.gradientNorm);
            std::fflush(stdout);
        },
        interrupted());
}

} // namespace

void addTrain(CLI::App &app)
{
    auto *verb = app.add_subcommand("train", "Train a model on the texts of a recipe, or print them");
    auto choice = std::make_shared<TrainChoice>();
    choice->texts.count = 10;
    choice->texts.seed = choice->training.seed;
    TrainingRequest &training = choice->training;
    std::string recipes;
    for (const std::string &name : trainingRecipes())
        recipes += (recipes.empty() ? "" : ", ") + name;
    verb->add_option("MODEL", choice->texts.model, "A GGUF file, or \"default\": its vocabulary and form of a chat")
        ->required();
    verb->add_option("--recipe", choice->texts.recipe, recipes)->required();
    verb->add_option("--out", training.out, "The model that is written, a GGUF file");
    verb->add_flag("--go-on", training.goOn, "Begin with the weights of MODEL, not with a small new model");
    verb->add_option("--steps", training.steps, "How many updates")->capture_default_str();
    verb->add_option("--texts", training.texts, "How many texts an update")->capture_default_str();
    verb->add_option("--rate", training.rate, "Of the optimizer, at its highest")->capture_default_str();
    verb->add_flag("--print-text", choice->printText, "Print texts, one a line, instead of training");
    verb->add_option("--count", choice->texts.count, "How many texts to print")->capture_default_str();
    verb->add_option("--first", choice->texts.first, "The number of the first one printed")->capture_default_str();
    verb->add_option("--seed", choice->texts.seed, "Other texts and first weights for each")->capture_default_str();
    verb->add_flag(
        "--json", choice->json,
        "Print a JSON object for each 100 steps (step, loss, tokens a second) or text (text, tokens, weights)");
    verb->add_option("--device", training.device, "Index or part of a name; the best device otherwise");
    verb->callback([choice] { choice->printText ? printTexts(*choice) : learn(*choice); });
}

} // namespace deepscope::cli
