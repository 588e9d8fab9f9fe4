#include "run_ending.h"

#include "models/engine_sentences.h"

#include <QCoreApplication>

namespace deepscope {

namespace {

struct Ending {
    const char *words;
    const char *sentence;
};

constexpr const char *CutOff = QT_TRANSLATE_NOOP("RunEnding", "cut off");

Ending endingOf(const Run &run)
{
    if (run.state() == RunState::Working)
        return {"", ""};
    if (run.state() == RunState::Failed)
        return {QT_TRANSLATE_NOOP("RunEnding", "failed"), QT_TRANSLATE_NOOP("RunEnding", "The run failed.")};
    if (!run.summary())
        return {CutOff, QT_TRANSLATE_NOOP("RunEnding", "Cut off here: what followed was not recorded.")};
    switch (run.summary()->reason) {
    case FinishReason::Cancelled:
        return {QT_TRANSLATE_NOOP("RunEnding", "stopped"), QT_TRANSLATE_NOOP("RunEnding", "Stopped.")};
    case FinishReason::TokenLimit:
        return {QT_TRANSLATE_NOOP("RunEnding", "token limit"),
                QT_TRANSLATE_NOOP("RunEnding", "Ended at the limit of tokens that the settings allow.")};
    case FinishReason::ContextFull:
        return {QT_TRANSLATE_NOOP("RunEnding", "context full"),
                QT_TRANSLATE_NOOP("RunEnding", "Ended because the context is full.")};
    case FinishReason::StopText:
        return {QT_TRANSLATE_NOOP("RunEnding", "stop text"),
                QT_TRANSLATE_NOOP("RunEnding", "Ended before a text that the settings name.")};
    case FinishReason::Failed:
    case FinishReason::EndToken:
        break;
    }
    return {"", ""};
}

QString tr(const char *text) { return *text ? QCoreApplication::translate("RunEnding", text) : QString(); }

} // namespace

QString endingWords(const Run &run) { return tr(endingOf(run).words); }

QString cutOffWords() { return tr(CutOff); }

QString cutOffMark() { return QString::fromUtf8(CutOff); }

QString endingSentence(const Run &run)
{
    return run.failure().isEmpty() ? tr(endingOf(run).sentence) : engineSentence(run.failure());
}

bool endsBeforeStopText(const Run &run) { return run.summary() && run.summary()->reason == FinishReason::StopText; }

int lastKeptToken(const Run &run)
{
    if (!endsBeforeStopText(run))
        return -1;
    size_t kept = run.summary()->answer.size();
    int last = -1;
    for (int token = 0; token < run.size(); ++token) {
        const bool answers = run.phase(token) == Phase::Answer && !run.special(token);
        if (answers && kept == 0)
            return last;
        if (answers)
            kept -= std::min(kept, run.bytes(token).size());
        last = token;
    }
    return -1;
}

} // namespace deepscope
