// One run as the window keeps it: columns of fixed stride, one row a token, and what the run was made with.
#pragma once

#include "api/engine.h"
#include "token_range.h"

#include <QString>

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace deepscope {

enum class RunState : uint8_t { Working, Finished, Failed };

class Run {
public:
    static constexpr uint16_t NoExpert = 0xffff; // routing that was not computed, for instance of a reused token

    Run(uint32_t id, QString question, LoadedModel model);

    uint32_t id() const { return m_id; }
    const QString &question() const { return m_question; }
    const LoadedModel &model() const { return m_model; }
    RunState state() const { return m_state; }
    const QString &failure() const { return m_failure; } // one sentence; empty = none
    const std::optional<RunSummary> &summary() const
    {
        return m_summary;
    }                                                                     // none while it works, or when it was cut off
    int size() const { return int(m_tokens.size()); }                     // tokens so far
    int topK() const { return int(m_model.info.expertsUsed); }            // experts a token and layer
    int expertLayers() const { return int(m_model.info.expertLayers()); } // layers that route
    int firstExpertLayer() const { return int(m_model.info.denseLayers); } // layer number of the first of them
    int expertCount() const { return int(m_model.info.experts); }          // routed experts a layer
    bool hasExperts() const { return expertLayers() > 0 && topK() > 0; }

    // Columns. `token` is 0 ... size() - 1; nothing is checked here.
    int32_t tokenId(int token) const { return m_tokens[token]; }
    Phase phase(int token) const { return m_phases[token]; }
    bool special(int token) const { return m_special[token] != 0; }
    std::string_view bytes(int token) const;
    float logprob(int token) const { return m_logprobs[token]; }  // natural logarithm; 0 for prompt tokens
    float entropy(int token) const { return m_entropies[token]; } // nats; -1 for prompt tokens
    float microseconds(int token) const { return m_microseconds[token]; }
    const StageTimes &stages(int token) const { return m_stages[token]; }
    uint64_t cacheBytes(int token) const { return m_cacheBytes[token]; }
    std::span<const Candidate> candidates(int token) const; // best first

    // Experts of one token in one layer (the model's layer number), strongest first; empty for a dense layer.
    // Entries that are NoExpert were not computed.
    std::span<const uint16_t> experts(int token, int layer) const;
    std::span<const float> weights(int token, int layer) const;
    bool routed(int token) const; // false: the routing of this token was not computed
    // Place of an expert among the token's chosen ones, 0 = strongest; -1 = not chosen.
    int rankOf(int token, int layer, int expert) const;
    float weightOf(int token, int layer, int expert) const; // 0 = not chosen

    TokenRange all() const { return {0, size()}; }
    // Neighbouring tokens of one phase; a run that thinks twice has two think sections.
    struct Section {
        Phase phase = Phase::Prompt;
        TokenRange tokens;
    };
    const std::vector<Section> &sections() const { return m_sections; }
    // The bytes of these tokens as text, without special tokens when asked.
    QString text(TokenRange tokens, bool withSpecial = false) const;

private:
    friend class RunStore;
    void append(const TokenTrace &trace);
    void appendRouting(const TokenTrace &trace);

    uint32_t m_id;
    QString m_question;
    LoadedModel m_model;
    RunState m_state = RunState::Working;
    QString m_failure;
    std::optional<RunSummary> m_summary;

    std::vector<int32_t> m_tokens;
    std::vector<Phase> m_phases;
    std::vector<uint8_t> m_special;
    std::string m_bytes;
    std::vector<size_t> m_bytesEnd; // where each token's bytes end in m_bytes
    std::vector<float> m_logprobs, m_entropies, m_microseconds;
    std::vector<StageTimes> m_stages;
    std::vector<uint64_t> m_cacheBytes;
    std::vector<uint16_t> m_experts; // [token][expert layer][top-k]
    std::vector<float> m_weights;    // [token][expert layer][top-k]
    std::vector<Candidate> m_candidates;
    std::vector<size_t> m_candidatesEnd;
    std::vector<Section> m_sections;
};

} // namespace deepscope
