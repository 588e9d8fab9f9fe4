#include "run/cache_reading.h"

#include "model/cache_reader.h"

#include <algorithm>

namespace deepscope {

CacheReading::CacheReading(ReadyModel &model, const CacheQuestion &question, const CancelFlag &cancel)
    : m_model(model), m_cancel(cancel), m_first(question.layer), m_count(std::max(1U, question.layers))
{
    const uint32_t context = model.description().memory.context;
    if (question.tokens.empty() || question.tokens.size() > context)
        throw Error(ErrorKind::Usage, "What the cache holds can be asked of texts of 1 to " + std::to_string(context) +
                                          " tokens, not of " + std::to_string(question.tokens.size()) + ".");
    model.requireLayer(uint64_t(m_first) + m_count - 1);
    uint32_t layer = m_first; // of these the first with rows
    while (layer + 1 < m_first + m_count && model.cache().layer(layer).empty())
        ++layer;
    model.requireAttention(layer);
    model.requireTokens(question.tokens);
    m_text = question.tokens;
    m_routers = AlteredRouters(question.alteration, model);
}

namespace {

// The parts of rows that lie one after another in each of them.
void appendParts(std::vector<CachedPart> &parts, const StateRows &row, const std::vector<float> &values)
{
    const size_t width = size_t(row.heads) * row.columns;
    size_t first = 0;
    for (const StatePart &part : row.parts) {
        const uint32_t heads = row.parts.size() == 1 ? row.heads : 1;
        CachedPart &own = parts.emplace_back(CachedPart{part.name, heads, part.numbers / heads, {}});
        own.values.reserve(values.size() / width * part.numbers);
        for (auto at = values.begin(); at != values.end(); at += ptrdiff_t(width))
            own.values.insert(own.values.end(), at + ptrdiff_t(first), at + ptrdiff_t(first + part.numbers));
        first += part.numbers;
    }
}

} // namespace

KeptRows readKeptRows(ReadyModel &model, uint32_t number, size_t kind, const FedRows &rows, uint32_t positions)
{
    const ops::CacheRows &cached = model.cache().layer(number)[kind];
    const uint32_t window = layerStates(model.hyper())[number].rows[kind].window;
    KeptRows kept;
    if (window == 0) {
        kept.values = readCacheRows(model.kernels(), cached, rows.pages, positions);
        return kept;
    }
    kept.first = positions - std::min(positions, window);
    const uint32_t page = kept.first / CachePageTokens, before = kept.first % CachePageTokens;
    kept.values = readCacheRows(model.kernels(), cached, std::span(rows.windowPages).subspan(page),
                                positions - page * CachePageTokens);
    kept.values.erase(kept.values.begin(),
                      kept.values.begin() + ptrdiff_t(size_t(before) * cached.heads * cached.columns));
    return kept;
}

CachedLayer CacheReading::read(uint32_t number, const FedRows &rows) const
{
    CachedLayer layer{.layer = number};
    const LayerState state = layerStates(m_model.hyper())[number];
    for (size_t kind = 0; kind < state.rows.size(); ++kind) {
        const KeptRows kept = readKeptRows(m_model, number, kind, rows, uint32_t(m_text.size()));
        layer.first = kept.first;
        appendParts(layer.parts, state.rows[kind], kept.values);
    }
    layer.positions = uint32_t(m_text.size()) - layer.first;
    return layer;
}

void CacheReading::fed(const FedRows &rows)
{
    if (rows.first + rows.count < m_text.size())
        return;
    for (uint32_t i = 0; i < m_count && !m_cancel; ++i)
        if (!m_model.cache().layer(m_first + i).empty())
            m_layers.push_back(read(m_first + i, rows));
    m_read = !m_cancel;
}

std::vector<CachedLayer> CacheReading::take()
{
    if (!m_read)
        throw Error(ErrorKind::Interrupted, "The question was cancelled.");
    return std::move(m_layers);
}

} // namespace deepscope
