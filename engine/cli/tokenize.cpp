#include "verbs.h"

#include "api/model_file.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct TokenizeChoice {
    std::string model, text, tokens;
    bool parseSpecial = false, noBos = false, normalise = false, json = false;
};

void tokenize(const TokenizeChoice &choice)
{
    const ModelFile file(choice.model);
    const std::vector<int32_t> tokens = file.tokenize(
        choice.text, {.addBos = !choice.noBos, .parseSpecial = choice.parseSpecial, .normalise = choice.normalise});
    Json pieces = Json::array();
    for (const int32_t token : tokens)
        pieces.push_back(file.piece(token));
    if (choice.json)
        return print({{"tokens", tokens}, {"pieces", pieces}});
    for (const int32_t token : tokens)
        say(stdout, "%6d  %s\n", token, file.piece(token).c_str());
}

} // namespace

void addTokenize(CLI::App &app)
{
    auto *verb = app.add_subcommand("tokenize", "Turn text into token ids");
    auto choice = std::make_shared<TokenizeChoice>();
    verb->add_option("MODEL", choice->model, "A GGUF file, or \"default\"")->required();
    verb->add_option("--text", choice->text, "The text")->required();
    verb->add_flag("--parse-special", choice->parseSpecial, "Control tokens in the text are taken as such");
    verb->add_flag("--no-bos", choice->noBos, "No token for the beginning in front");
    verb->add_flag("--normalise", choice->normalise,
                   "Accents are joined to their letters first (NFC), as in chats and prompts, where the vocabulary's "
                   "makers do so");
    verb->add_flag("--json", choice->json, "Print one JSON object");
    addUnusedDevice(*verb);
    verb->callback([choice] { tokenize(*choice); });
}

void addDetokenize(CLI::App &app)
{
    auto *verb = app.add_subcommand("detokenize", "Turn token ids into text");
    auto choice = std::make_shared<TokenizeChoice>();
    verb->add_option("MODEL", choice->model, "A GGUF file, or \"default\"")->required();
    verb->add_option("--tokens", choice->tokens, "Token ids: 1,2,3")->required();
    addUnusedDevice(*verb);
    verb->callback([choice] {
        const std::string text = ModelFile(choice->model).detokenize(parseTokens(choice->tokens));
        SpokenText spoken(stdout);
        spoken.write(text);
        spoken.finish();
    });
}

} // namespace deepscope::cli
