#include "verbs.h"

#include "api/training_texts.h"
#include "json_output.h"
#include "options.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct TrainChoice {
    TrainingTextRequest texts;
    bool printText = false, json = false;
};

void train(const TrainChoice &choice)
{
    if (!choice.printText)
        throw Error(ErrorKind::Usage, "Training is not built yet; --print-text prints what would be trained on.");
    printTrainingTexts(
        choice.texts,
        [&](const PrintedText &text) {
            if (choice.json)
                return printLine({{"text", text.text}, {"tokens", text.tokens}, {"weights", text.weights}});
            std::printf("%s\n", text.text.c_str());
        },
        interrupted());
}

} // namespace

void addTrain(CLI::App &app)
{
    auto *verb = app.add_subcommand("train", "Print the texts that a recipe trains on");
    auto choice = std::make_shared<TrainChoice>();
    choice->texts.count = 10;
    std::string recipes;
    for (const std::string &name : trainingRecipes())
        recipes += (recipes.empty() ? "" : ", ") + name;
    verb->add_option("MODEL", choice->texts.model, "A GGUF file, or \"default\": its vocabulary and form of a chat")
        ->required();
    verb->add_option("--recipe", choice->texts.recipe, recipes)->required();
    verb->add_flag("--print-text", choice->printText, "Print texts, one a line");
    verb->add_option("--count", choice->texts.count, "How many texts")->capture_default_str();
    verb->add_option("--first", choice->texts.first, "The number of the first one")->capture_default_str();
    verb->add_option("--seed", choice->texts.seed, "Other texts for each")->capture_default_str();
    verb->add_flag("--json", choice->json, "Print a JSON object for each: text, token ids, weights");
    addUnusedDevice(*verb);
    verb->callback([choice] { train(*choice); });
}

} // namespace deepscope::cli
