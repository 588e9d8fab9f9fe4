// Run files: what the panels showed of one run.
//
//     "DSRUN\r\n\x1a", version (32 bits)
//     records: kind (32 bits), size of the payload (32 bits), payload, CRC-32 of the three before
//     first a Start record, then one Token record for each token, at the end a Summary record
//
// Records are appended while the run goes on. What follows the last whole record of a file that was cut off is dropped;
// a whole record whose checksum is wrong makes the file invalid. How values become bytes: record_kinds.h. A change of
// the lists below is a new version.
#pragma once

#include "api/run_file.h"

#include <concepts>
#include <string_view>

namespace deepscope {

inline constexpr std::string_view RunFileMagic("DSRUN\r\n\x1a", 8);
inline constexpr uint32_t RunFileVersion = 2;
inline constexpr uint32_t LargestRecord = 1U << 26; // bytes of payload

enum class RecordKind : uint32_t { Start = 1, Token = 2, Summary = 3 };

constexpr Phase lastOf(Phase) { return Phase::Answer; }
constexpr FinishReason lastOf(FinishReason) { return FinishReason::Failed; }
constexpr CacheType lastOf(CacheType) { return CacheType::Q8_0; }
constexpr DeviceType lastOf(DeviceType) { return DeviceType::Other; }

// One list of fields serves both ways: T is const when writing.
template <typename T, typename Plain>
concept Is = std::same_as<std::remove_const_t<T>, Plain>;

void fields(auto &archive, Is<ExpertHit> auto &hit) { archive(hit.expert, hit.weight); }

void fields(auto &archive, Is<Candidate> auto &candidate)
{
    archive(candidate.token, candidate.logprob, candidate.bytes);
}

void fields(auto &archive, Is<TokenTrace> auto &t)
{
    archive(t.run, t.index, t.token, t.phase, t.control, t.special, t.bytes, t.logprob, t.entropy, t.microseconds,
            t.stages, t.cacheBytes, t.routing, t.candidates);
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
}

void fields(auto &archive, Is<CachePart> auto &p) { archive(p.name, p.elementsPerToken, p.bytesPerToken, p.bytes); }

void fields(auto &archive, Is<CacheLayer> auto &layer) { archive(layer.parts); }

void fields(auto &archive, Is<CacheElements> auto &e) { archive(e.model, e.mha, e.gqa8, e.mqa); }

void fields(auto &archive, Is<MemoryPlan> auto &p)
{
    archive(p.context, p.cacheType, p.weightsBytes, p.cacheBytes, p.scratchBytes, p.layers, p.elementsPerToken);
}

void fields(auto &archive, Is<MemoryHeap> auto &heap) { archive(heap.bytes, heap.budget, heap.deviceLocal); }

void fields(auto &archive, Is<DeviceInfo> auto &d)
{
    archive(d.index, d.name, d.driver, d.apiVersion, d.type, d.heaps, d.subgroupSize, d.paths, d.refusals);
}

void fields(auto &archive, Is<LoadedModel> auto &model) { archive(model.info, model.memory, model.device); }

} // namespace deepscope
