#include "lab/supervised.h"

#include "model/feed_forward.h"
#include "train/transfer.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace deepscope {

namespace {

constexpr uint32_t PassRows = 1024, ReportSteps = 100;
constexpr float BalanceRate = 2e-3F; // what a bias moves a step (DeepSeek-V3, arXiv:2412.19437, 2.1.2, has 1e-3)

using Clock = std::chrono::steady_clock;

} // namespace

Supervised::Supervised(ReadyModel &model, const Parameters &parameters, const TrainingRequest &request)
    : m_model(model), m_request(request), m_form(model.tokenizer(), model.chatTemplate()),
      m_texts(m_form, labTasks(), recipeOf(request.recipe).shares),
      m_trainer(model.kernels(), model.hyper(), parameters, PassRows)
{
    for (uint32_t layer = 0; layer < model.hyper().layerCount(); ++layer)
        if (const Mixture *mixture = mixtureOf(model.hyper().layers[layer])) {
            Router router{
                mixture->router.experts, mixture->router.used, parameters.values().find(selectionBiasName(layer)), {}};
            if (router.bias)
                router.values = fetch(model.kernels(), router.bias);
            m_routers.push_back(std::move(router));
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

// Of the last pass.
void Supervised::countPass(Loads &loads)
{
    for (uint32_t row = 0; row < m_trainer.pass().rows(); ++row) {
        const std::vector<uint32_t> chosen = m_trainer.pass().experts(row);
        auto next = chosen.begin();
        for (size_t mixture = 0; mixture < m_routers.size(); ++mixture)
            for (uint32_t k = 0; k < m_routers[mixture].used; ++k)
                ++loads[mixture][*next++];
    }
}

// Without a loss for it: the bias, which chooses and does not weigh, pulls busy experts down (arXiv:2408.15664).
void Supervised::balance(uint32_t step, const Loads &loads)
{
    const float move = BalanceRate * rateAt(step) / m_request.rate;
    for (size_t mixture = 0; mixture < m_routers.size(); ++mixture) {
        Router &router = m_routers[mixture];
        if (!router.bias)
            continue;
        const std::vector<uint32_t> &load = loads[mixture];
        const double mean = std::accumulate(load.begin(), load.end(), 0.0) / router.experts;
        for (uint32_t expert = 0; expert < router.experts; ++expert)
            router.values[expert] += load[expert] < mean ? move : load[expert] > mean ? -move : 0;
        bring(m_model.kernels(), router.values, router.bias);
    }
}

UpdateReport Supervised::step(uint32_t number, const CancelFlag &cancel)
{
    AdamRule adam;
    adam.rate = rateAt(number);
    Loads loads;
    for (const Router &router : m_routers)
        loads.emplace_back(router.experts);
    uint32_t row = 0; // of the pass under way
    const auto seen = [&](size_t, std::span<const RowResult> rows) {
        row += uint32_t(rows.size());
        if (row == m_trainer.pass().rows()) {
            countPass(loads);
            row = 0;
        }
        return true;
    };
    const UpdateReport update = m_trainer.update(draw(number), adam, cancel, seen);
    if (update.done)
        balance(number, loads);
    return update;
}

Supervised::Outcome Supervised::run(const std::function<void(const TrainingReport &)> &report, const CancelFlag &cancel)
{
    Outcome outcome;
    double loss = 0, rows = 0; // since the last report
    uint32_t steps = 0;
    auto begun = Clock::now();
    while (outcome.steps < m_request.steps) {
        const UpdateReport update = step(outcome.steps, cancel);
        outcome.numbersBroke = !update.done && !cancel;
        if (!update.done)
            break;
        loss += update.objective;
        rows += update.rows;
        ++steps;
        if (++outcome.steps % ReportSteps != 0 && outcome.steps != m_request.steps)
            continue;
        const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        report({outcome.steps, loss / steps, rows / seconds, update.gradientNorm});
        loss = rows = steps = 0;
        begun = Clock::now();
    }
    return outcome;
}

} // namespace deepscope
