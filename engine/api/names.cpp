// What values are called, in files, in JSON and on the screen.
#include "api/run.h"
#include "api/trace.h"

namespace deepscope {

const char *phaseName(Phase phase)
{
    constexpr const char *Names[] = {"prompt", "think", "answer"};
    return Names[size_t(phase)];
}

const char *stageName(Stage stage)
{
    constexpr const char *Names[StageCount] = {"embed", "attention", "router", "experts", "logits", "sample"};
    return Names[size_t(stage)];
}

const char *roleName(ChatMessage::Role role)
{
    constexpr const char *Names[] = {"system", "user", "assistant"};
    return Names[size_t(role)];
}

const char *leftOutReasonName(LeftOutTurn::Reason reason)
{
    constexpr const char *Names[] = {"no answer", "no room", "wish"};
    return Names[size_t(reason)];
}

const char *finishReasonName(FinishReason reason)
{
    constexpr const char *Names[] = {"end", "limit", "context", "cancelled", "failed", "stop"};
    return Names[size_t(reason)];
}

} // namespace deepscope
