#include "reference/training.h"

#include "api/error.h"

#include <cmath>

namespace deepscope::reference {

namespace {

// All tokens but the last, after which nothing is asked.
TextRows<double> feedAll(const Parameters<double> &weights, const Hyperparameters &hyper, const TrainingText &text)
{
    TextRows<double> rows;
    for (size_t t = 0; t + 1 < text.tokens.size(); ++t)
        feed(weights, hyper, text.tokens[t], text.forced.empty() ? Choice() : text.forced[t], rows);
    return rows;
}

std::vector<Choice> choicesOf(const TextRows<double> &rows)
{
    std::vector<Choice> choices(rows.tokens.size());
    for (const LayerText<double> &layer : rows.layers)
        for (size_t t = 0; t < choices.size(); ++t)
            if (const FeedForwardRow<double> &row = layer.feedForward[t]; !row.experts.empty())
                choices[t].push_back(row.experts);
    return choices;
}

class ReversePass {
public:
    ReversePass(const Parameters<double> &weights, const Hyperparameters &hyper, TrainingPass &result)
        : m_weights(weights), m_hyper(hyper), m_result(result), m_model(weights, result.slopes, "")
    {
        for (const auto &[name, values] : weights)
            if (!name.ends_with("exp_probs_b.bias"))
                result.slopes[name].resize(values.size());
    }

    // forward.cpp from its last line to its first.
    void add(const TrainingText &text, const TextRows<double> &rows)
    {
        std::vector<Row<double>> slopes = outputReverse(text, rows);
        for (size_t layer = m_hyper.layers.size(); layer-- > 0;) {
            const LayerShape &shape = m_hyper.layers[layer];
            const WeightSlopes w(m_weights, m_result.slopes, blockName(layer));
            for (size_t t = 0; t < slopes.size(); ++t)
                reverse(w, shape.feedForward, m_hyper, rows.layers[layer].feedForward[t], slopes[t]);
            reverse(w, std::get<LatentAttention>(shape.mixer), m_hyper, rows.layers[layer].latent, slopes);
        }
        for (size_t t = 0; t < slopes.size(); ++t)
            addTo<double>(
                m_model.at({"token_embd.weight", size_t(rows.tokens[t]) * m_hyper.embedding, m_hyper.embedding}),
                slopes[t]);
    }

private:
    // Of each row after the last layer.
    std::vector<Row<double>> outputReverse(const TrainingText &text, const TextRows<double> &rows)
    {
        std::vector<Row<double>> slopes;
        TextOutcome &outcome = m_result.texts.emplace_back();
        outcome.experts = choicesOf(rows);
        for (size_t t = 0; t < rows.tokens.size(); ++t) {
            Row<double> logitSlopes(rows.logits[t].size());
            outcome.targets.push_back(
                tokenLoss(rows.logits[t], uint32_t(text.tokens[t + 1]), text.weights[t], logitSlopes));
            m_result.objective -= text.weights[t] * outcome.targets.back().logProbability;
            const Row<double> normedSlopes = m_model.multiply(outputName(m_weights), rows.normed[t], logitSlopes);
            slopes.push_back(m_model.normed("output_norm.weight", rows.x[t], m_hyper.normEpsilon, normedSlopes));
        }
        return slopes;
    }

    const Parameters<double> &m_weights;
    const Hyperparameters &m_hyper;
    TrainingPass &m_result;
    WeightSlopes m_model;
};

} // namespace

TrainingPass trainingPass(const Parameters<double> &weights, const Hyperparameters &hyper,
                          std::span<const TrainingText> texts)
{
    for (const LayerShape &layer : hyper.layers) {
        if (!std::holds_alternative<LatentAttention>(layer.mixer))
            throw Error(ErrorKind::Usage, "Only models whose layers all have latent attention can be trained.");
        if (const Mixture *mixture = mixtureOf(layer); mixture && mixture->sharedGate)
            throw Error(ErrorKind::Usage, "Models whose shared experts have a gate cannot be trained.");
        if (const Mixture *mixture = mixtureOf(layer); mixture && (mixture->biased || mixture->unit != UnitRule::Swish))
            throw Error(ErrorKind::Usage, "Models whose experts have biases or a rule of their own cannot be trained.");
    }
    TrainingPass result;
    ReversePass reversePass(weights, hyper, result);
    for (const TrainingText &text : texts)
        reversePass.add(text, feedAll(weights, hyper, text));
    return result;
}

double trainingObjective(const Parameters<double> &weights, const Hyperparameters &hyper,
                         std::span<const TrainingText> texts)
{
    double objective = 0;
    for (const TrainingText &text : texts) {
        const TextRows<double> rows = feedAll(weights, hyper, text);
        for (size_t t = 0; t < rows.tokens.size(); ++t)
            objective -= text.weights[t] * logSoftmax<double>(rows.logits[t])[size_t(text.tokens[t + 1])];
    }
    return objective;
}

double euclideanNorm(const Parameters<double> &slopes)
{
    double squares = 0;
    for (const auto &[name, values] : slopes)
        for (const double value : values)
            squares += value * value;
    return std::sqrt(squares);
}

void adamStep(Parameters<double> &weights, const Parameters<double> &slopes, AdamMoments &moments, const AdamRule &rule)
{
    const double norm = euclideanNorm(slopes);
    ++moments.steps;
    for (const auto &[name, values] : slopes) {
        Row<double> &first = moments.first[name], &second = moments.second[name];
        first.resize(values.size());
        second.resize(values.size());
        adamStep(weights.at(name), values, first, second, rule, moments.steps, norm);
    }
}

} // namespace deepscope::reference
