// Run files: what the panels showed of one run.
//
//     first a Start record, then one Token record for each token, at the end a Summary record
//
// Records are appended while the run goes on; record_frames.h says how they are framed, record_kinds.h how values
// become bytes.
//
// How the format grows. A new field is `since` a new version and stands at the end of its struct; a new kind of record
// may stand anywhere after the start. Readers skip the kinds and the ends of structs that they do not know, so neither
// raises the lowest version; whatever would mislead an older reader does (a new value of an enumeration, say). Files of
// every version since 2 stay readable: tests/data/run_files has one of each.
#pragma once

#include "api/run_file.h"
#include "api/trace.h"
#include "record/record_frames.h"
#include "record/record_kinds.h"

#include <concepts>
#include <string_view>

namespace deepscope {

inline constexpr std::string_view RunFileMagic("DSRUN\r\n\x1a", 8);
inline constexpr uint32_t RunFileVersion = 10;
inline constexpr uint32_t LowestReader = 3;  // can read what we write
inline constexpr uint32_t OldestVersion = 2; // that we can read
inline constexpr FileFormat RunFileFormat{RunFileMagic, "run file", RunFileVersion, LowestReader, OldestVersion};

// Of a run whose routers were altered: it may have other numbers of choices, and places that were not used.
inline constexpr uint32_t LowestReaderOfAltered = 7;
// Of one that a text may stop: it may end for a reason that older readers do not know.
inline constexpr uint32_t LowestReaderOfStopped = 8;

enum class RecordKind : uint32_t { Start = 1, Token = 2, Summary = 3 };

constexpr Phase lastOf(Phase) { return Phase::Answer; }
constexpr FinishReason lastOf(FinishReason) { return FinishReason::StopText; }
constexpr CacheType lastOf(CacheType) { return CacheType::Q8_0; }
constexpr DeviceType lastOf(DeviceType) { return DeviceType::Other; }
constexpr ChatMessage::Role lastOf(ChatMessage::Role) { return ChatMessage::Role::Assistant; }
constexpr ExpertAction lastOf(ExpertAction) { return ExpertAction::Bias; }
constexpr RouterAction lastOf(RouterAction) { return RouterAction::NoGroups; }
constexpr LeftOutTurn::Reason lastOf(LeftOutTurn::Reason) { return LeftOutTurn::Reason::Wish; }

// Many a token, so they have no size before them: what is new of them becomes a list of its own in the token.
template <>
inline constexpr bool NeverGrows<ExpertHit> = true;
template <>
inline constexpr bool NeverGrows<Candidate> = true;

// One list of fields serves both ways: T is const when writing.
template <typename T, typename Plain>
concept Is = std::same_as<std::remove_const_t<T>, Plain>;

void fields(auto &archive, Is<ExpertHit> auto &hit) { archive(hit.expert, hit.weight); }

void fields(auto &archive, Is<Candidate> auto &candidate)
{
    archive(candidate.token, candidate.logprob, candidate.bytes);
}

void fields(auto &archive, Is<TokenTrace> auto &token)
{
    forEachTokenField([&](const auto &field) { archive.since(field.since, token.*field.member); });
}

void fields(auto &archive, Is<TokenBias> auto &b) { archive(b.token, b.bias); }

void fields(auto &archive, Is<Sampling> auto &s)
{
    archive(s.temperature, s.topK, s.topP, s.minP, s.seed);
    archive.since(5, s.repetitionPenalty, s.presencePenalty, s.frequencyPenalty, s.logitBias);
}

void fields(auto &archive, Is<ChatMessage> auto &message)
{
    archive(message.role, message.text);
    archive.since(8, message.thought);
}

void fields(auto &archive, Is<Beginning> auto &b) { archive(b.tokens, b.text, b.closesThought); }

void fields(auto &archive, Is<LeftOutTurn> auto &leftOut) { archive(leftOut.turn, leftOut.reason); }

void fields(auto &archive, Is<ExpertChange> auto &c) { archive(c.layer, c.expert, c.action, c.value); }

void fields(auto &archive, Is<RouterAlteration> auto &r) { archive(r.layer, r.action, r.value); }

void fields(auto &archive, Is<Alteration> auto &a) { archive(a.experts, a.routers, a.from, a.until); }

void fields(auto &archive, Is<RunRequest> auto &r)
{
    archive(r.chat, r.chatTemplate, r.prompt, r.tokens, r.maxTokens, r.sampling, r.ignoreEnd, r.candidates, r.leftOut);
    archive.since(6, r.sample);
    archive.since(7, r.alteration);
    archive.since(8, r.beginning, r.thoughtLimit, r.stops);
}

void fields(auto &archive, Is<RunSummary> auto &s)
{
    archive(s.run, s.reason, s.promptTokens, s.reusedTokens, s.thinkTokens, s.answerTokens, s.prefillSeconds,
            s.thinkSeconds, s.answerSeconds, s.think, s.answer);
}

void fields(auto &archive, Is<TensorTypeCount> auto &count) { archive(count.type, count.tensors, count.bytes); }

void fields(auto &archive, Is<ModelInfo> auto &m)
{
    archive(m.path, m.name, m.architecture, m.fileBytes, m.parameters);
    archive(m.vocabulary, m.contextLength, m.layers, m.denseLayers, m.embedding, m.heads, m.headDimension,
            m.valueHeadDimension, m.latent, m.ropeKey, m.queryLatent);
    archive(m.experts, m.expertsUsed, m.sharedExperts, m.gate, m.tokenizer, m.chatTemplateFamily, m.thinks,
            m.tensorTypes);
    archive.since(3, m.chatSampling);
    archive.since(4, m.expertGroups, m.expertGroupsUsed);
    archive.since(9, m.recurrentLayers, m.stateHeads, m.stateWidth);
}

void fields(auto &archive, Is<CachePart> auto &p) { archive(p.name, p.elementsPerToken, p.bytesPerToken, p.bytes); }

void fields(auto &archive, Is<CacheLayer> auto &layer)
{
    archive(layer.parts);
    archive.since(10, layer.window);
}

void fields(auto &archive, Is<CacheElements> auto &e) { archive(e.model, e.mha, e.gqa8, e.mqa); }

void fields(auto &archive, Is<MemoryPlan> auto &p)
{
    archive(p.context, p.cacheType, p.weightsBytes, p.cacheBytes, p.scratchBytes, p.layers, p.elementsPerToken);
    archive.since(9, p.bytesPerState);
    archive.since(10, p.sequences);
}

void fields(auto &archive, Is<MemoryHeap> auto &heap) { archive(heap.bytes, heap.budget, heap.deviceLocal); }

void fields(auto &archive, Is<DeviceInfo> auto &d)
{
    archive(d.index, d.name, d.driver, d.apiVersion, d.type, d.heaps, d.subgroupSize, d.paths, d.refusals);
}

void fields(auto &archive, Is<LoadedModel> auto &model) { archive(model.info, model.memory, model.device); }

} // namespace deepscope
