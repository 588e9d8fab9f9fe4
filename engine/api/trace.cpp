#include "api/trace.h"

namespace deepscope {

const char *phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Prompt:
        return "prompt";
    case Phase::Think:
        return "think";
    case Phase::Answer:
        return "answer";
    }
    return "unknown";
}

const char *stageName(Stage stage)
{
    switch (stage) {
    case Stage::Embed:
        return "embed";
    case Stage::Attention:
        return "attention";
    case Stage::Router:
        return "router";
    case Stage::Experts:
        return "experts";
    case Stage::Logits:
        return "logits";
    case Stage::Sample:
        return "sample";
    }
    return "unknown";
}

} // namespace deepscope
