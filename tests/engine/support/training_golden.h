// A small model in tests/data/training with a batch of texts, and what float64 arithmetic gives: log-probabilities,
// entropies, experts, the slope of every weight, and the losses of steps of the optimizer.
#pragma once

#include "model/gguf_file.h"
#include "reference/training.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace deepscope {

struct TrainingGolden {
    std::filesystem::path path;                   // of the model
    std::vector<reference::TrainingText> texts;   // the routers choose
    std::vector<reference::TextOutcome> outcomes; // experts in the order of their ids
    reference::Parameters<double> slopes;         // of the objective
    std::vector<double> losses;                   // the objective before the first step and after each
    reference::AdamRule adam = {};

    // Throws std::runtime_error when the numbers are missing.
    explicit TrainingGolden(const std::string &name)
    {
        const std::string stem = DEEPSCOPE_TEST_DATA "/training/" + name;
        path = stem + ".gguf";
        slopes = reference::readParameters<double>(GgufFile(stem + "_slopes.gguf"));
        QFile file(QString::fromStdString(stem + ".json"));
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("cannot open " + file.fileName().toStdString());
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        for (const QJsonValue &text : root["texts"].toArray())
            add(text.toObject());
        losses = numbers<double>(root["losses"]);
        const QJsonObject rule = root["adam"].toObject();
        adam = {.rate = rule["rate"].toDouble(),
                .decay = 0,
                .firstDecay = rule["first_decay"].toDouble(),
                .secondDecay = rule["second_decay"].toDouble(),
                .epsilon = rule["epsilon"].toDouble(),
                .mostNorm = rule["most_norm"].toDouble()};
        if (texts.empty() || losses.size() < 2)
            throw std::runtime_error(file.fileName().toStdString() + " does not hold what it should");
    }

private:
    void add(const QJsonObject &text)
    {
        texts.push_back({numbers<int32_t>(text["tokens"]), numbers<double>(text["weights"]), {}});
        reference::TextOutcome &outcome = outcomes.emplace_back();
        const std::vector<double> entropies = numbers<double>(text["entropies"]);
        for (const double logProbability : numbers<double>(text["log_probabilities"]))
            outcome.targets.push_back({logProbability, entropies[outcome.targets.size()]});
        for (const QJsonValue &row : text["experts"].toArray()) {
            reference::Choice &choice = outcome.experts.emplace_back();
            for (const QJsonValue &layer : row.toArray())
                choice.push_back(numbers<uint32_t>(layer));
        }
    }

    template <typename Number>
    static std::vector<Number> numbers(const QJsonValue &list)
    {
        std::vector<Number> values;
        for (const QJsonValue &value : list.toArray())
            values.push_back(Number(value.toDouble()));
        return values;
    }
};

} // namespace deepscope
