#include "lab/supervised.h"

#include "train/transfer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace deepscope {

namespace {

constexpr uint32_t PassRows = 1024, ReportSteps = 100;
constexpr float BalanceRate = 2e-3F; // what a bias moves a step (DeepSeek-V3, arXiv:2412.19437, 2.1.2, has 1e-3)

using Clock = std::chrono::steady_clock;

std::string biasName(uint32_t layer) { return "blk." + std::to_string(layer) + ".exp_probs_b.bias"; }

} // namespace

Supervised::Supervised(ReadyModel &model, const Parameters &parameters, const TrainingRequest &request)
    : m_model(model), m_parameters(parameters), m_request(request), m_form(model.tokenizer(), model.chatTemplate()),
      m_texts(m_form, labTasks(), recipeOf(request.recipe).shares),
      m_trainer(model.kernels(), model.hyper(), parameters, PassRows)
{
    for (uint32_t layer = 0; layer < model.hyper().layerCount(); ++layer) {
        if (!mixtureOf(model.hyper().layers[layer]))
            continue;
        const gpu::Tensor bias = parameters.values().find(biasName(layer));
        m_biases.push_back(bias ? fetch(model.kernels(), bias) : std::vector<float>());
    }
}

float Supervised::rateAt(uint32_t step) const
{
    const float rising = float(step + 1) / float(std::clamp(m_request.steps / 10, 1U, 50U));
    const float falling = 1 - float(step) / float(m_request.steps);
    return m_request.rate * std::min({1.0F, rising, falling});
}

// Those of a step by its number; each token that is to be foretold counts alike.
std::vector<TrainingText> Supervised::draw(uint32_t step) const
{
    std::vector<TrainingText> texts;
    double learnt = 0;
    for (uint32_t i = 0; i < m_request.texts; ++i) {
        texts.push_back(m_texts.text(m_request.seed, uint64_t(step) * m_request.texts + i).text);
        for (const float weight : texts.back().weights)
            learnt += weight;
    }
    for (TrainingText &text : texts)
        for (float &weight : text.weights)
            weight /= float(learnt);
    return texts;
}

// How often each expert was chosen in the last pass.
void Supervised::countLoads(std::vector<std::vector<double>> &loads)
{
    uint32_t place = 0;
    std::vector<uint32_t> used, all;
    for (const LayerShape &layer : m_model.hyper().layers)
        if (const Mixture *mixture = mixtureOf(layer)) {
            used.push_back(mixture->router.used);
            all.push_back(mixture->router.experts);
        }
    loads.resize(used.size());
    for (uint32_t row = 0; row < m_trainer.pass().rows(); ++row) {
        const std::vector<uint32_t> chosen = m_trainer.pass().experts(row);
        place = 0;
        for (size_t layer = 0; layer < used.size(); ++layer) {
            loads[layer].resize(all[layer]);
            for (uint32_t k = 0; k < used[layer]; ++k)
                ++loads[layer][chosen[place++]];
        }
    }
}

// Without a loss for it: the bias, which chooses and does not weigh, pulls busy experts down (arXiv:2408.15664).
void Supervised::balance(uint32_t step, const std::vector<std::vector<double>> &loads)
{
    size_t mixture = 0;
    for (uint32_t layer = 0; layer < m_model.hyper().layerCount(); ++layer) {
        if (!mixtureOf(m_model.hyper().layers[layer]))
            continue;
        std::vector<float> &bias = m_biases[mixture];
        const std::vector<double> &load = loads[mixture++];
        if (bias.empty())
            continue;
        double mean = 0;
        for (const double count : load)
            mean += count / double(load.size());
        for (size_t expert = 0; expert < bias.size(); ++expert) {
            const float towards = load[expert] < mean ? 1.0F : load[expert] > mean ? -1.0F : 0.0F;
            bias[expert] += BalanceRate * rateAt(step) / m_request.rate * towards;
        }
        bring(m_model.kernels(), bias, m_parameters.values().find(biasName(layer)));
    }
}

bool Supervised::step(uint32_t number, const CancelFlag &cancel)
{
    const std::vector<TrainingText> texts = draw(number);
    AdamRule adam;
    adam.rate = rateAt(number);
    std::vector<std::vector<double>> loads;
    uint32_t row = 0; // of the pass under way
    const auto seen = [&](size_t, std::span<const RowResult> rows) {
        row += uint32_t(rows.size());
        if (row >= m_trainer.pass().rows()) {
            countLoads(loads);
            row = 0;
        }
        return true;
    };
    const UpdateReport update = m_trainer.update(texts, adam, cancel, seen);
    if (!update.done) {
        if (cancel)
            return false;
        throw Error(ErrorKind::Device, "At step " + std::to_string(number + 1) +
                                           " the slopes are no numbers any more. A smaller --rate may help.");
    }
    balance(number, loads);
    m_sums.loss += update.objective;
    ++m_sums.steps;
    m_sums.rows += update.rows;
    m_norm = update.gradientNorm;
    return true;
}

uint32_t Supervised::run(const std::function<void(const TrainingReport &)> &report, const CancelFlag &cancel)
{
    auto begun = Clock::now();
    uint32_t done = 0;
    while (done < m_request.steps && step(done, cancel)) {
        if (++done % ReportSteps != 0 && done != m_request.steps)
            continue;
        const auto now = Clock::now();
        const double seconds = std::chrono::duration<double>(now - begun).count();
        report({done, m_sums.loss / m_sums.steps, m_sums.rows / seconds, m_norm});
        m_sums = {};
        begun = now;
    }
    return done;
}

} // namespace deepscope
