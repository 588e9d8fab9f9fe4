// An engine whose events a test writes itself: commands are noted, and answered by send().
#pragma once

#include "app/engine_bridge.h"
#include "scripted_run.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace deepscope::test {

struct EngineLog {
    EventSink sink;
    std::vector<LoadRequest> loads;
    std::vector<RunRequest> starts;
    std::vector<CountRequest> counts;
    std::vector<CompareRequest> comparisons;
    std::vector<ScoreRequest> scores;
    std::vector<RouterQuestion> questions;
    std::vector<AttentionQuestion> attention;
    std::vector<CacheQuestion> caches;
    std::vector<KeepCacheRequest> keeps;
    std::vector<RestoreCacheRequest> restores;
    std::vector<uint32_t> cancelled; // runs, one by one
    std::vector<uint32_t> thoughtsClosed;
    int cancels = 0; // of all
    int closes = 0;
    bool answersCounts = true; // as countOf() says

    // A token for each word, and two for the marks around each message.
    static uint32_t tokensOf(const std::vector<ChatMessage> &chat)
    {
        uint32_t tokens = 0;
        for (const ChatMessage &message : chat) {
            std::istringstream words(message.text);
            tokens += 2 + uint32_t(std::distance(std::istream_iterator<std::string>(words), {}));
        }
        return tokens;
    }

    static PromptCount countOf(const CountRequest &asked)
    {
        std::vector<ChatMessage> chat = asked.request.chat;
        PromptCount count;
        count.run = asked.run;
        count.tokens = count.tokensThen = tokensOf(chat);
        for (; asked.room > 0 && count.tokensThen > asked.room && chat.size() > 2; ++count.turnsToLeaveOut) {
            chat.erase(chat.begin(), chat.begin() + 2);
            count.tokensThen = tokensOf(chat);
        }
        return count;
    }

    void send(const Event &event) const { sink(event); }

    // Pieces [first, last) of a run, as traces.
    void sendPieces(uint32_t run, const std::vector<Piece> &pieces, size_t first, size_t last) const
    {
        for (size_t i = first; i < last; ++i)
            sink(traceOf(run, static_cast<uint32_t>(i), pieces[i]));
    }
};

class ScriptedEngine : public Engine {
public:
    explicit ScriptedEngine(EngineLog &log) : m_log(log) {}
    void load(LoadRequest request) override { m_log.loads.push_back(std::move(request)); }
    void close() override { ++m_log.closes; }
    void start(Request request) override
    {
        if (auto *run = std::get_if<RunRequest>(&request))
            return m_log.starts.push_back(std::move(*run));
        if (auto *comparison = std::get_if<CompareRequest>(&request))
            return m_log.comparisons.push_back(std::move(*comparison));
        if (auto *score = std::get_if<ScoreRequest>(&request))
            return m_log.scores.push_back(std::move(*score));
        if (auto *question = std::get_if<RouterQuestion>(&request))
            return m_log.questions.push_back(std::move(*question));
        if (auto *question = std::get_if<AttentionQuestion>(&request))
            return m_log.attention.push_back(std::move(*question));
        if (auto *question = std::get_if<CacheQuestion>(&request))
            return m_log.caches.push_back(std::move(*question));
        if (auto *keep = std::get_if<KeepCacheRequest>(&request))
            return m_log.keeps.push_back(std::move(*keep));
        if (auto *restore = std::get_if<RestoreCacheRequest>(&request))
            return m_log.restores.push_back(std::move(*restore));
        m_log.counts.push_back(std::get<CountRequest>(std::move(request)));
        if (m_log.answersCounts)
            m_log.send(EngineLog::countOf(m_log.counts.back()));
    }
    void closeThought(uint32_t run) override { m_log.thoughtsClosed.push_back(run); }
    void cancel(uint32_t run) override
    {
        if (std::ranges::none_of(m_log.counts, [run](const CountRequest &count) { return count.run == run; }))
            m_log.cancelled.push_back(run);
    }
    void cancel() override { ++m_log.cancels; }

private:
    EngineLog &m_log;
};

inline EngineFactory scriptedEngine(EngineLog &log)
{
    return [&log](EventSink sink) {
        log.sink = std::move(sink);
        return std::make_unique<ScriptedEngine>(log);
    };
}

} // namespace deepscope::test
