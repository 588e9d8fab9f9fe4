// One run as the window keeps it: columns of fixed stride, one row a token, and what the run was made with.
#pragma once

#include "api/run_file.h"
#include "token_columns.h"
#include "token_label.h"
#include "token_range.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace deepscope {

enum class RunState : uint8_t { Working, Finished, Failed };

class Run {
public:
    Run(uint32_t id, QString question, std::shared_ptr<const LoadedModel> model, std::optional<RunRequest> request);

    uint32_t id() const { return m_id; }
    const QString &question() const { return m_question; }
    const LoadedModel &model() const { return *m_model; }
    // What was asked of the engine; none: an older version recorded the run.
    const std::optional<RunRequest> &request() const { return m_request; }
    RunState state() const { return m_state; }
    const QString &failure() const { return m_failure; } // one sentence; empty = none
    const std::optional<RunSummary> &summary() const
    {
        return m_summary;
    } // none while it works, or when it was cut off
    bool isCutOff() const { return m_state == RunState::Finished && !m_summary; } // how it ended was not recorded
    int size() const { return int(m_tokens.size()); }                             // tokens so far
    int topK() const { return int(m_model->info.expertsUsed); } // experts a token and layer, where nothing is altered
    const Alteration &alteration() const;                       // of the routers; empty = none
    int expertLayers() const { return int(m_model->info.expertLayers()); }  // layers that route
    int firstExpertLayer() const { return int(m_model->info.denseLayers); } // layer number of the first of them
    int expertCount() const { return int(m_model->info.experts); }          // routed experts a layer
    // And they are told.
    bool hasExperts() const { return expertLayers() > 0 && topK() > 0 && m_model->abilities.withoutRouting.empty(); }

    // Columns. `token` is 0 ... size() - 1; nothing is checked here.
    int32_t tokenId(int token) const { return m_tokens.of<&TokenTrace::token>()[size_t(token)]; }
    Phase phase(int token) const { return m_tokens.of<&TokenTrace::phase>()[size_t(token)]; }
    bool special(int token) const { return m_tokens.of<&TokenTrace::special>()[size_t(token)] != 0; }
    std::string_view bytes(int token) const { return m_tokens.of<&TokenTrace::bytes>()[size_t(token)]; }
    float logprob(int token) const // natural logarithm; 0 for prompt tokens
    {
        return m_tokens.of<&TokenTrace::logprob>()[size_t(token)];
    }
    float entropy(int token) const
    {
        return m_tokens.of<&TokenTrace::entropy>()[size_t(token)];
    } // nats; -1: prompt tokens
    // Of the prompt, or written by a person: nothing drew it, so nothing is known of what else could stand there.
    bool wasGiven(int token) const
    {
        return phase(token) == Phase::Prompt || (entropy(token) < 0 && logprob(token) == 0);
    }
    float microseconds(int token) const { return m_tokens.of<&TokenTrace::microseconds>()[size_t(token)]; }
    const StageTimes &stages(int token) const { return m_tokens.of<&TokenTrace::stages>()[size_t(token)]; }
    uint64_t cacheBytes(int token) const { return m_tokens.of<&TokenTrace::cacheBytes>()[size_t(token)]; }
    std::span<const Candidate> candidates(int token) const // best first
    {
        return m_tokens.of<&TokenTrace::candidates>()[size_t(token)];
    }
    TokenTrace trace(int token) const; // all of it, as the engine said it, with the run's number here

    // Experts of one token in one layer (the model's layer number), in the order of choice; how many may differ from
    // token to token and layer to layer where routers are altered. Empty for a dense layer and for a token whose
    // routing was not computed, for instance because it was in the cache.
    std::span<const uint16_t> experts(int token, int layer) const;
    std::span<const float> weights(int token, int layer) const;
    std::vector<ExpertHit> strongestFirst(int token, int layer) const; // the same by weight
    bool routed(int token) const; // false: the routing of this token was not computed
    bool chose(int token, int layer, int expert) const;
    // Place of an expert among the token's chosen ones by weight, 0 = strongest; -1 = not chosen.
    int rankOf(int token, int layer, int expert) const;
    float weightOf(int token, int layer, int expert) const; // 0 = not chosen
    // Of all tokens so far.
    float greatestWeight() const { return m_greatestWeight; }
    bool hasUncomputed() const { return m_hasUncomputed; } // the routing of one of them was not computed

    const TokenLabels &labels() const { return m_labels; } // that a person gave

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
    const Column<std::vector<ExpertHit>> &routing() const { return m_tokens.of<&TokenTrace::routing>(); }
    // Where the hits of a layer stand among those of a token.
    TokenRange placesOf(int token, int layer) const;

    uint32_t m_id;
    QString m_question;
    std::shared_ptr<const LoadedModel> m_model; // one for all runs that were made with it
    std::optional<RunRequest> m_request;
    RunState m_state = RunState::Working;
    QString m_failure;
    std::optional<RunSummary> m_summary;

    int m_choices; // that the routing of a token and layer has room for
    TokenColumns m_tokens;
    std::vector<Section> m_sections;
    TokenLabels m_labels;
    float m_greatestWeight = 0;
    bool m_hasUncomputed = false;
};

} // namespace deepscope
