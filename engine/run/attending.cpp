#include "run/attending.h"

#include <algorithm>
#include <limits>

namespace deepscope {

namespace {

void append(std::vector<float> &to, std::span<const float> values)
{
    to.insert(to.end(), values.begin(), values.end());
}

uint32_t groupCount(const std::vector<uint8_t> &groups)
{
    return groups.empty() ? 0 : *std::ranges::max_element(groups) + 1U;
}

} // namespace

Attending::Attending(ReadyModel &model, const AttentionQuestion &question, const CancelFlag &cancel, ReadSink progress)
    : m_model(model), m_cancel(cancel), m_progress(std::move(progress)), m_groups(question.groups)
{
    const uint32_t context = model.description().memory.context;
    if (question.tokens.empty() || question.tokens.size() > context)
        throw Error(ErrorKind::Usage, "Attention can be asked about in texts of 1 to " + std::to_string(context) +
                                          " tokens, not of " + std::to_string(question.tokens.size()) + ".");
    model.requireLayer(question.layer);
    model.requireAttention(question.layer);
    if (!m_groups.empty() && (m_groups.size() != question.tokens.size() || groupCount(m_groups) > MostReaderGroups))
        throw Error(ErrorKind::Usage,
                    "There must be one group, of 0 to " + std::to_string(MostReaderGroups - 1) + ", for each token.");
    model.requireTokens(question.tokens);
    m_text = question.tokens;
    m_routers = AlteredRouters(question.alteration, model);
    m_tapped = model.step().attention().around(question.layer, uint32_t(m_text.size()));
    model.step().attention().prepare(m_tapped);
    m_layers.resize(m_tapped.count);
    m_received.assign(m_tapped.count, std::vector<double>(size_t(groupCount(m_groups)) * m_text.size()));
}

Taps Attending::taps() const { return {.attention = m_tapped}; }

AttendedLayer attendedLayer(const ReadyModel &model, const TappedLayers &tapped, uint32_t layer, uint32_t positions)
{
    const LayerShape &shape = model.hyper().layers[layer];
    const AttentionTap &tap = model.step().attention();
    const uint32_t parts = scoreParts(shape);
    AttendedLayer attended{.layer = layer, .positions = positions};
    attended.heads = attentionHeads(shape.mixer);
    attended.sinks = model.sinks(layer);
    for (uint32_t head = 0; head < attended.heads; ++head) {
        append(attended.content, tap.row(tapped, layer, parts * head, positions));
        if (parts > 1)
            append(attended.rope, tap.row(tapped, layer, parts * head + 1, positions));
    }
    const uint32_t window = windowOf(shape.mixer);
    for (size_t head = 0; window > 0 && positions > window && head < attended.heads; ++head) // nothing was compared
        std::fill_n(attended.content.begin() + ptrdiff_t(head * positions), positions - window,
                    -std::numeric_limits<float>::infinity());
    return attended;
}

void Attending::fed(const FedRows &rows)
{
    const uint32_t last = rows.first + rows.count - 1;
    if (m_groups.empty() ? last + 1 < m_text.size() : last < m_read) // not the token, or one that was read before
        return;
    for (uint32_t slot = 0; slot < m_layers.size(); ++slot) {
        m_layers[slot] = attendedLayer(m_model, m_tapped, m_tapped.first + slot, last + 1);
        if (m_groups.empty())
            continue;
        const std::vector<float> mass = attentionMass(m_layers[slot]);
        double *received = m_received[slot].data() + m_groups[last] * m_text.size();
        for (size_t i = 0; i < mass.size(); ++i)
            received[i % (last + 1)] += double(mass[i]) / m_layers[slot].heads;
    }
    m_read = last + 1;
    if (m_progress && !m_groups.empty() && m_read % ToldEvery == 0)
        m_progress(m_read, uint32_t(m_text.size()));
}

std::vector<AttendedLayer> Attending::take()
{
    if (m_read < m_text.size())
        throw Error(ErrorKind::Interrupted, "The question was cancelled.");
    for (size_t slot = 0; slot < m_layers.size(); ++slot)
        m_layers[slot].received.assign(m_received[slot].begin(), m_received[slot].end());
    std::erase_if(m_layers, [](const AttendedLayer &layer) { return layer.heads == 0; }); // neighbours without
    return std::move(m_layers);
}

} // namespace deepscope
