#include "record/run_file_check.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr uint32_t MostLayers = 4096;
constexpr uint32_t MostExperts = 65535;

void require(bool holds, const char *sentence)
{
    if (!holds)
        throw Error(ErrorKind::File, sentence);
}

} // namespace

void checkModel(const LoadedModel &model)
{
    const ModelInfo &info = model.info;
    require(info.layers <= MostLayers, "the model has more layers than are supported");
    require(info.denseLayers <= info.layers, "the model has more dense layers than layers");
    require(info.experts <= MostExperts, "the model has more experts than are supported");
    require(info.expertsUsed <= info.experts, "the model uses more experts than it has");
    require(model.memory.layers.empty() || model.memory.layers.size() == info.layers,
            "the memory plan and the model differ in layers");
    require(model.memory.sequences > 0, "the cache has room for no text");
}

void checkAlteration(const Alteration &alteration, const ModelInfo &model)
{
    try {
        requireAlteration(alteration, model);
    } catch (const Error &) {
        throw Error(ErrorKind::File, "the model cannot be altered as it is said to have been");
    }
}

void checkRouting(const TokenTrace &token, const ModelInfo &info, const Alteration &alteration)
{
    const uint64_t hits = uint64_t(info.expertLayers()) * expertChoices(info, alteration);
    require(token.routing.empty() || token.routing.size() == hits, "a token's routing does not fit the model");
    require(std::all_of(token.routing.begin(), token.routing.end(),
                        [&](const ExpertHit &hit) {
                            return hit.expert < info.experts || (hit.expert == NoExpert && !alteration.empty());
                        }),
            "a token was routed to an expert that the model does not have");
}

void checkLastToken(const RecordedRun &run)
{
    const TokenTrace &token = run.tokens.back();
    checkRouting(token, run.model.info, run.request ? run.request->alteration : Alteration());
    require(token.candidates.size() <= MaxCandidates, "a token has more candidates than are supported");
    const uint32_t context = run.model.memory.context;
    require(context == 0 || token.index < context, "a token lies outside of the context");
    const bool first = run.tokens.size() == 1;
    require(first || token.index > run.tokens[run.tokens.size() - 2].index, "the tokens are out of order");
}

} // namespace deepscope
