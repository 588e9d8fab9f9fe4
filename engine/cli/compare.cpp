#include "verbs.h"

#include "api/model_comparison.h"
#include "api/model_file.h"
#include "api/path_text.h"
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

// What the first model said, until the second has said it too: rows of a large vocabulary are many bytes, so they lie
// in a file that ends with the program.
class KeptRows {
public:
    KeptRows() : m_file(std::tmpfile(), &std::fclose)
    {
        if (!m_file)
            throw Error(ErrorKind::File, "No temporary file can be made for what the first model says.");
    }

    void keep(const ScoredRow &row)
    {
        m_size = row.logits->size();
        if (std::fwrite(row.logits->data(), sizeof(float), m_size, m_file.get()) != m_size)
            throw Error(ErrorKind::File, "The disk has no room for what the first model says of each token, which is " +
                                             std::to_string(m_size * sizeof(float)) +
                                             " bytes for each. A shorter text needs less.");
        m_routing.push_back(row.routing);
    }

    void rewind() { std::rewind(m_file.get()); }

    // In the order in which they were kept.
    PositionState next()
    {
        m_row.resize(m_size);
        if (m_at == m_routing.size() || std::fread(m_row.data(), sizeof(float), m_size, m_file.get()) != m_size)
            throw Error(ErrorKind::File, "What the first model said cannot be read back.");
        return {m_row, m_routing[m_at++]};
    }

private:
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> m_file;
    size_t m_size = 0, m_at = 0;
    std::vector<float> m_row;
    std::vector<std::vector<ExpertHit>> m_routing;
};

// One after the other, so that two models that fit alone do not have to fit together.
template <typename TakeRow>
void scoreRows(LoadRequest load, const ScoreRequest &request, TakeRow take)
{
    if (load.context == 0)
        load.context = uint32_t(request.tokens.size());
    openModel(load)->ask(request, [&](const Event &event) {
        if (const auto *row = std::get_if<ScoredRow>(&event))
            take(*row);
    });
}

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
    const ModelFile a(choice.a.model), b(choice.b);
    ModelComparison comparison(a.info(), b.info()); // before anything is loaded
    ScoreRequest request{.tokens = a.tokenize(textOfFile(choice.file), {.normalise = true})};
    request.routing = request.rows = true;
    KeptRows rows;
    LoadRequest load = choice.a.request();
    scoreRows(load, request, [&](const ScoredRow &row) { rows.keep(row); });
    rows.rewind();
    load.path = choice.b;
    scoreRows(load, request, [&](const ScoredRow &row) {
        comparison.add(request.tokens[row.position + 1], rows.next(), {*row.logits, row.routing});
    });
    choice.a.json ? print(toJson(comparison)) : printPlain(comparison);
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
