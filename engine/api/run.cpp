#include "api/run.h"

namespace deepscope {

const char *finishReasonName(FinishReason reason)
{
    switch (reason) {
    case FinishReason::EndToken:
        return "end";
    case FinishReason::TokenLimit:
        return "limit";
    case FinishReason::ContextFull:
        return "context";
    case FinishReason::Cancelled:
        return "cancelled";
    case FinishReason::Failed:
        return "failed";
    }
    return "unknown";
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

} // namespace deepscope
