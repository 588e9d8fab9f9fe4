#include "api/run.h"

#include "api/engine.h"

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

std::optional<uint32_t> endedRun(const Event &event)
{
    return std::visit(
        [](const auto &told) -> std::optional<uint32_t> {
            if constexpr (requires { told.failure; })
                return told.run;
            return std::nullopt;
        },
        event);
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
