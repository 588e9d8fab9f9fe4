#include "run/scoring.h"

#include "text/distribution.h"
#include "text/token_ranking.h"

#include <algorithm>

namespace deepscope {

namespace {

void checkRequest(const ReadyModel &model, const std::vector<int32_t> &tokens, uint32_t from)
{
    if (tokens.size() < 2)
        throw Error(ErrorKind::Usage, "Scoring needs at least two tokens: one to read and one to predict.");
    if (tokens.size() > model.description().memory.context)
        throw Error(ErrorKind::Usage, "The text has " + std::to_string(tokens.size()) +
                                          " tokens, and the context holds " +
                                          std::to_string(model.description().memory.context) + ".");
    if (from > tokens.size() - 2)
        throw Error(ErrorKind::Usage, "There is nothing to score from position " + std::to_string(from) +
                                          " on: the last that has a next token is " +
                                          std::to_string(tokens.size() - 2) + ".");
    model.requireTokens(tokens);
}

ScoredPosition scorePosition(std::span<const float> logits, int32_t next, uint32_t top)
{
    const Distribution distribution(logits);
    ScoredPosition position{next, distribution.logprob(logits[size_t(next)]), {}};
    TokenRanking ranking(logits);
    for (const int32_t token : ranking.best(top))
        position.top.push_back({token, distribution.logprob(logits[size_t(token)]), {}});
    return position;
}

} // namespace

Scoring::Scoring(ReadyModel &model, const ScoreRequest &request, const CancelFlag &cancel, RowSink sink,
                 ReadSink progress)
    : m_cancel(cancel), m_request(request), m_model(model), m_sink(std::move(sink)), m_progress(std::move(progress))
{
    const std::vector<int32_t> &tokens = request.tokens;
    checkRequest(model, tokens, request.from);
    m_routers = AlteredRouters(request.alteration, model);
    m_text.assign(tokens.begin(), tokens.end() - 1);
    m_last = tokens.back();
    if (request.eviction)
        m_evicting = Evicting::make(model, *request.eviction, uint32_t(tokens.size()), cancel);
}

Taps Scoring::taps() const
{
    return {m_request.margins, m_request.extents, m_evicting ? m_evicting->tapped() : TappedLayers{}};
}

std::vector<ScoredPosition> Scoring::take()
{
    if (m_told < m_text.size())
        throw Error(ErrorKind::Interrupted, "Scoring was cancelled.");
    return std::move(m_scored);
}

// What else is wanted of the token that was read.
void Scoring::describe(uint32_t position, const FedRows &rows, ScoredPosition &scored) const
{
    const StepTaps &taps = rows.step.taps();
    const uint32_t row = rows.rowOf(position);
    if (!m_request.routing && !m_request.margins && !m_request.extents)
        return;
    std::vector<ExpertHit> routing = rows.takeRouting(position);
    if (m_request.margins)
        for (uint32_t layer = 0; layer < rows.step.expertLayers(); ++layer)
            scored.margins.push_back(taps.margin(layer, row));
    if (m_request.extents)
        for (uint32_t i = 0; i < routing.size(); ++i) {
            const auto most = uint32_t(routing.size() / rows.step.expertLayers());
            scored.extents.push_back(routing[i].expert == NoExpert
                                         ? ExpertExtent{}
                                         : taps.extent(i / most, rows.step.choices(), row, i % most));
        }
    if (m_request.routing)
        scored.routing = std::move(routing);
}

void Scoring::fed(const FedRows &rows)
{
    uint32_t output = rows.output;
    for (uint32_t position = rows.first; position < rows.first + rows.count; ++position) {
        if (wants(position) == Want::Nothing)
            continue;
        if (position >= m_told) { // else it was read before, and is read again
            const int32_t next = position + 1 < m_text.size() ? m_text[position + 1] : m_last;
            const std::span<const float> logits = rows.step.logits(output);
            m_scored.push_back(scorePosition(logits, next, m_request.candidates));
            describe(position, rows, m_scored.back());
            if (m_sink)
                m_sink(position, logits, m_scored.back());
        }
        ++output;
    }
    const uint32_t end = rows.first + rows.count;
    if (readsRowByRow() && end > m_looked) {
        m_evicting->looked(rows);
        m_looked = end;
        if (m_progress && end % ToldEvery == 0)
            m_progress(end, uint32_t(m_text.size()));
    }
    m_told = std::max(m_told, end);
}

} // namespace deepscope
