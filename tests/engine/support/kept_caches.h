// Texts whose cache is kept in a file, by models of tests/data on a session in the test's own thread.
#pragma once

#include "api/path_text.h"
#include "support/golden_tokens.h"
#include "support/session_runs.h"

#include <QFile>

#include <optional>

namespace deepscope::testing {

inline std::vector<int32_t> someTokens(uint32_t count, uint32_t seed = 0)
{
    std::vector<int32_t> tokens;
    for (uint32_t i = 0; i < count; ++i)
        tokens.push_back(int32_t((i * 37 + seed * 101 + 11) % 500));
    return tokens;
}

inline RunRequest asking(uint32_t run, std::vector<int32_t> tokens, uint32_t maxTokens)
{
    RunRequest request;
    request.run = run;
    request.tokens = std::move(tokens);
    request.maxTokens = maxTokens;
    request.ignoreEnd = true;
    return request;
}

// What a run told, without its times.
struct ToldTokens {
    std::vector<int32_t> tokens;
    std::vector<float> numbers;
    std::vector<uint32_t> experts;

    bool operator==(const ToldTokens &) const = default;
};

inline TokenSink into(ToldTokens &told)
{
    return [&told](const TokenTrace &trace) {
        told.tokens.push_back(trace.token);
        told.numbers.insert(told.numbers.end(), {trace.logprob, trace.entropy});
        for (const ExpertHit &hit : trace.routing) {
            told.experts.push_back(hit.expert);
            told.numbers.push_back(hit.weight);
        }
        for (const Candidate &candidate : trace.candidates)
            told.numbers.push_back(candidate.logprob);
    };
}

// Started, for whoever ticks.
template <typename Asked>
void start(Session &session, const Asked &asked, std::optional<typename Asked::End> &end,
           const CancelFlag &cancel = Never)
{
    session.start(
        asked,
        [&end](Event event) {
            if (const auto *found = std::get_if<typename Asked::End>(&event))
                end = *found;
        },
        cancel);
}

inline void finish(Session &session)
{
    while (!session.idle())
        session.tick(Never);
}

template <typename Asked>
typename Asked::End ask(Session &session, const Asked &asked)
{
    std::optional<typename Asked::End> end;
    start(session, asked, end);
    finish(session);
    return end.value();
}

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

inline constexpr uint32_t Prompt = 70, Drawn = 20, Text = Prompt + Drawn;

inline LoadRequest loading(const char *model, CacheType type = CacheType::F16, uint32_t context = 256)
{
    return {.path = textOf(goldenPath(std::string(model) + ".gguf")), .context = context, .cacheType = type};
}

// The whole text of a run in this session.
inline std::vector<int32_t> textOfRun(Session &session, uint32_t seed = 0)
{
    ToldTokens told;
    run(session, asking(1, someTokens(Prompt, seed), Drawn), into(told));
    return told.tokens;
}

// The file of such a text.
inline std::string kept(const std::string &path, const LoadRequest &load, std::vector<int32_t> *text = nullptr)
{
    const auto session = openSession(load);
    const std::vector<int32_t> tokens = textOfRun(*session);
    const CacheKept end = ask(*session, KeepCacheRequest{2, tokens, path});
    if (end.failure)
        throw Error(end.failure->kind, end.failure->sentence);
    if (text)
        *text = tokens;
    return path;
}

} // namespace deepscope::testing
