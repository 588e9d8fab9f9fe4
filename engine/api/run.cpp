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

} // namespace deepscope
