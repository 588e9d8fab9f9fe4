// A small model in tests/data and the log-probabilities that float64 arithmetic gives it.
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <stdexcept>
#include <vector>

namespace deepscope {

struct GoldenModel {
    struct Best {
        int32_t token;
        double logprob;
    };

    std::filesystem::path path;
    std::vector<int32_t> prompt, continuation;
    std::vector<std::vector<Best>> best; // five of each position of the continuation, which is given, not sampled

    // One of tests/data/golden, or "default": the model that comes with the program.
    explicit GoldenModel(const QString &name)
        : GoldenModel(name == "default" ? QStringLiteral(DEEPSCOPE_RESOURCES "/default.gguf")
                                        : QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.gguf").arg(name),
                      name == "default" ? QStringLiteral(DEEPSCOPE_TEST_DATA "/default_model_golden.json")
                                        : QStringLiteral(DEEPSCOPE_TEST_DATA "/golden/%1.json").arg(name))
    {
    }

    // Throws std::runtime_error when the numbers are missing.
    GoldenModel(const QString &model, const QString &numbers) : path(model.toStdString())
    {
        QFile file(numbers);
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("cannot open " + file.fileName().toStdString());
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        prompt = ids(root["prompt"]);
        continuation = ids(root["continuation"]);
        const QJsonArray tokens = root["reference"]["top5"].toArray();
        const QJsonArray logprobs = root["reference"]["top5_logprob"].toArray();
        for (qsizetype i = 0; i < tokens.size(); ++i) {
            best.emplace_back();
            for (qsizetype k = 0; k < 5; ++k)
                best.back().push_back({tokens[i][k].toInt(), logprobs[i][k].toDouble()});
        }
        if (prompt.empty() || best.size() != continuation.size())
            throw std::runtime_error(file.fileName().toStdString() + " does not hold what it should");
    }

private:
    static std::vector<int32_t> ids(const QJsonValue &list)
    {
        std::vector<int32_t> tokens;
        for (const QJsonValue &value : list.toArray())
            tokens.push_back(value.toInt());
        return tokens;
    }
};

} // namespace deepscope
