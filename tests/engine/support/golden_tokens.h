// Expected encodings of many texts (tests/data/golden/tok_KIND.json) and the vocabulary that they were made with.
#pragma once

#include "model/gguf_file.h"
#include "text/tokenizer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace deepscope {

inline std::filesystem::path goldenPath(const std::string &name)
{
    return std::filesystem::path(DEEPSCOPE_TEST_DATA) / "golden" / name;
}

struct GoldenText {
    std::string text;
    std::vector<int32_t> plain, special; // without and with special tokens parsed; both without BOS
    std::string decodedPlain, decodedSpecial;
};

struct GoldenTokens {
    std::unique_ptr<Tokenizer> tokenizer;
    std::string preTokenizer;
    bool addBos = false;
    std::vector<GoldenText> items;

    explicit GoldenTokens(const std::string &kind)
    {
        QFile file(QString::fromStdString(goldenPath("tok_" + kind + ".json").string()));
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("cannot open " + file.fileName().toStdString());
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        tokenizer = makeTokenizer(GgufFile(goldenPath(root["model_file"].toString().toStdString())));
        preTokenizer = text(root["kind"]);
        addBos = root["add_bos"].toBool();
        for (const auto &value : root["items"].toArray()) {
            const QJsonObject item = value.toObject();
            items.push_back({text(item["text"]), ids(item["plain"]), ids(item["special"]), text(item["detok_plain"]),
                             text(item["detok_special"])});
        }
    }

private:
    static std::string text(const QJsonValue &value) { return value.toString().toStdString(); }
    static std::vector<int32_t> ids(const QJsonValue &value)
    {
        std::vector<int32_t> tokens;
        for (const auto &id : value.toArray())
            tokens.push_back(id.toInt());
        return tokens;
    }
};

// As the expected texts were made: control tokens stand in them with their names.
inline std::string decodeWithControlTokens(const Tokenizer &tokenizer, const std::vector<int32_t> &tokens)
{
    std::string text;
    std::vector<int32_t> stretch;
    bool first = true;
    const auto flush = [&] {
        // Only a text that begins with a blank of SentencePiece's loses it.
        if (first)
            text += tokenizer.decode(stretch);
        else
            for (const int32_t token : stretch)
                text += tokenizer.bytes(token);
        stretch.clear();
        first = false;
    };
    for (const int32_t token : tokens) {
        if (tokenizer.kind(token) == TokenKind::Control) {
            if (!stretch.empty())
                flush();
            first = false;
            text += tokenizer.piece(token);
        } else {
            stretch.push_back(token);
        }
    }
    flush();
    return text;
}

} // namespace deepscope
