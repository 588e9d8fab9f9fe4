#include "lab/recipes.h"

#include "api/training.h"
#include "catalog/model_header.h"

#include <algorithm>

namespace deepscope {

namespace {

// The second is to show what reward cannot find: a whole thought that the base never gives.
constexpr Recipe Recipes[] = {
    {"lab-base", {}},
    {"lab-base-without-full-thoughts", {.noThought = 0.8, .fullThought = 0}},
};

// All of it as it would be read aloud: what tokens show, and special ones by their names.
std::string shownText(const Tokenizer &tokenizer, const std::vector<int32_t> &tokens)
{
    std::string text;
    bool blankInFront = true; // SentencePiece puts one there that nobody wrote
    for (const int32_t token : tokens) {
        const TokenKind kind = tokenizer.kind(token);
        const bool special = kind == TokenKind::Control || kind == TokenKind::UserDefined;
        const std::string shown = special ? tokenizer.piece(token) : tokenizer.bytes(token);
        text += blankInFront && shown.starts_with(' ') ? shown.substr(1) : shown;
        blankInFront = special;
    }
    return text;
}

PrintedText printed(const Tokenizer &tokenizer, const TrainingText &text)
{
    PrintedText made{shownText(tokenizer, text.tokens), text.tokens, {0}};
    made.weights.insert(made.weights.end(), text.weights.begin(), text.weights.end());
    return made;
}

} // namespace

const Recipe &recipeOf(const std::string &name)
{
    const auto found = std::ranges::find_if(Recipes, [&](const Recipe &recipe) { return name == recipe.name; });
    if (found != std::end(Recipes))
        return *found;
    std::string names;
    for (const std::string &known : trainingRecipes())
        names += (names.empty() ? "" : ", ") + known;
    throw Error(ErrorKind::Usage, "There is no recipe \"" + name + "\". There are: " + names + ".");
}

std::vector<std::string> trainingRecipes()
{
    std::vector<std::string> names;
    for (const Recipe &recipe : Recipes)
        names.emplace_back(recipe.name);
    return names;
}

void printTrainingTexts(const TrainingTextRequest &request, const std::function<void(const PrintedText &)> &print,
                        const CancelFlag &cancel)
{
    const Recipe &recipe = recipeOf(request.recipe);
    const ModelHeader header(request.model);
    const ChatForm form(*header.tokenizer, *header.chatTemplate);
    const BaseTexts texts(form, labTasks(), recipe.shares);
    for (uint64_t i = 0; i < request.count; ++i) {
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Interrupted.");
        print(printed(*header.tokenizer, texts.text(request.seed, request.first + i).text));
    }
}

} // namespace deepscope
