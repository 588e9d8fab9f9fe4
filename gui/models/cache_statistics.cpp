#include "cache_statistics.h"

#include "paint/number_format.h"
#include "paint/texts.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

QString cachePartName(const std::string &name)
{
    if (name == "latent")
        return tr("c_KV (latent)");
    if (name == "rope_key")
        return tr("k_R (RoPE key)");
    if (name == "keys")
        return tr("K (keys)");
    if (name == "values")
        return tr("V (values)");
    return QString::fromStdString(name);
}

QString cachePartSymbol(const std::string &name) { return cachePartName(name).section(' ', 0, 0); }

std::vector<CachePartTotal> cacheParts(const MemoryPlan &plan)
{
    std::vector<CachePartTotal> totals;
    for (const CacheLayer &layer : plan.layers) {
        for (const CachePart &part : layer.parts) {
            auto found = std::find_if(totals.begin(), totals.end(), [&](const auto &t) { return t.name == part.name; });
            if (found == totals.end())
                found = totals.insert(totals.end(), {part.name, {}});
            found->windows[layer.window] += part.bytesPerToken;
            found->bytes += part.bytes;
        }
    }
    return totals;
}

uint64_t CachePartTotal::bytesOf(uint64_t tokens) const
{
    uint64_t sum = 0;
    for (const auto &[window, perToken] : windows)
        sum += perToken * keptTokens({{}, window}, tokens);
    return sum;
}

uint64_t keptTokens(const CacheLayer &layer, uint64_t tokens)
{
    return layer.window > 0 ? std::min<uint64_t>(tokens, layer.window) : tokens;
}

namespace {

uint64_t pageBytes(const MemoryPlan &plan, bool ofWindows)
{
    uint64_t perToken = 0;
    for (const CacheLayer &layer : plan.layers)
        for (const CachePart &part : layer.parts)
            perToken += (layer.window > 0) == ofWindows ? part.bytesPerToken : 0;
    return perToken * CachePageTokens;
}

} // namespace

uint64_t cachePageBytes(const MemoryPlan &plan) { return pageBytes(plan, false); }
uint64_t windowPageBytes(const MemoryPlan &plan) { return pageBytes(plan, true); }

QString windowName(uint32_t window) { return tr("window of %1").arg(formatPlural(window, Noun::Token)); }

QString cacheGrowthWords(const MemoryPlan &plan, QString (*format)(uint64_t bytes))
{
    const QString first = format(plan.cacheBytesPerToken());
    if (plan.longestWindow() == 0)
        return tr("%1 a token").arg(first);
    return tr("%1 a token, %2 behind the %3")
        .arg(first, format(plan.cacheBytesPerLaterToken()), windowName(plan.longestWindow()));
}

QString windowsSentence(const MemoryPlan &plan)
{
    const uint32_t window = plan.longestWindow();
    if (window == 0)
        return {};
    const auto count = std::ranges::count_if(plan.layers, [](const CacheLayer &layer) { return layer.window > 0; });
    return tr("%1 of %2 layers have an attention window: they look at the last %3, and keep no more of a text.")
        .arg(count)
        .arg(plan.layers.size())
        .arg(formatPlural(window, Noun::Token));
}

namespace {

QString attentionWords(const ModelInfo &info, const MemoryPlan &plan)
{
    if (info.latent)
        return tr("multi-head latent attention: %1 numbers of c_KV and %2 of k_R a layer")
            .arg(info.latent)
            .arg(info.ropeKey);
    const auto keeps = [](const CacheLayer &layer) { return !layer.parts.empty(); };
    const auto first = std::ranges::find_if(plan.layers, keeps); // of those with attention
    const bool known = first != plan.layers.end() && info.headDimension > 0;
    const uint32_t keyHeads = known ? first->parts[0].elementsPerToken / info.headDimension : 0;
    if (keyHeads == 0 || keyHeads == info.heads)
        return tr("each of the %1 heads keeps its key and value").arg(info.heads);
    return tr("grouped-query attention: %1 for %2")
        .arg(formatPlural(int(keyHeads), Noun::KeyValueHead), formatPlural(int(info.heads), Noun::Head));
}

// Of layers that keep different types.
uint64_t numberBytes(const MemoryPlan &plan)
{
    uint64_t bytes = 0;
    for (const CacheLayer &layer : plan.layers)
        for (const CachePart &part : layer.parts)
            bytes += cacheNumberBytes(part.elementsPerToken, part.finer ? CacheType::F16 : plan.cacheType);
    return bytes;
}

} // namespace

std::vector<CacheShape> compareCacheShapes(const ModelInfo &info, const MemoryPlan &plan)
{
    const uint64_t groups = std::min<uint64_t>(8, info.heads);
    const CacheElements &elements = plan.elementsPerToken;
    std::vector<CacheShape> others = {
        {"MHA", tr("multi-head attention: each of the %1 heads keeps its key and value").arg(info.heads), elements.mha},
        {"GQA-8",
         info.heads > 8 ? tr("grouped-query attention: %1 key/value heads for %2 heads").arg(groups).arg(info.heads)
                        : tr("grouped-query attention: the model has only %1, so each keeps its own key and value")
                              .arg(formatPlural(info.heads, Noun::Head)),
         elements.gqa8},
        {"MQA", tr("multi-query attention: one key and value for all heads"), elements.mqa},
    };
    std::stable_sort(others.begin(), others.end(),
                     [](const auto &a, const auto &b) { return a.elementsPerToken < b.elementsPerToken; });
    CacheShape own{info.latent ? QStringLiteral("MLA") : tr("This model"), attentionWords(info, plan), elements.model};
    own.thisModel = true;
    others.insert(others.begin(), own);
    for (CacheShape &shape : others) {
        shape.factor = elements.model ? double(shape.elementsPerToken) / double(elements.model) : 0;
        shape.bytesPerToken = cacheNumberBytes(shape.elementsPerToken, plan.cacheType);
    }
    if (plan.finerLayers() > 0) // this model's alone: others have no such biases
        others.front().bytesPerToken = numberBytes(plan);
    return others;
}

uint64_t keptOf(uint64_t perToken, const MemoryPlan &plan, uint64_t tokens)
{
    uint64_t each = 0, kept = 0; // numbers of this model
    for (const CacheLayer &layer : plan.layers)
        for (const CachePart &part : layer.parts) {
            each += part.elementsPerToken;
            kept += part.elementsPerToken * keptTokens(layer, tokens);
        }
    if (each == 0 || kept == each * tokens)
        return perToken * tokens;
    return uint64_t(std::llround(double(perToken) * (double(kept) / double(each))));
}

QStringList cacheFormulas(const ModelInfo &info, const MemoryPlan &plan, uint64_t tokens)
{
    const uint64_t layers = info.layers, heads = info.heads, pair = info.headDimension + info.valueHeadDimension;
    const uint64_t groups = std::min<uint64_t>(8, heads);
    const QString keyAndValue = QStringLiteral("(%1 + %2)").arg(info.headDimension).arg(info.valueHeadDimension);
    const auto product = [&](uint64_t each, const QString &words) {
        return each > 1 ? QStringLiteral("%1 \u00d7 %2").arg(each).arg(words) : words;
    };
    QStringList lines;
    for (const CacheShape &shape : compareCacheShapes(info, plan)) {
        const uint64_t each = shape.name == u"MHA" ? heads : shape.name == u"GQA-8" ? groups : 1;
        const bool latent = shape.thisModel && info.latent > 0;
        const uint64_t expected = latent ? layers * (info.latent + info.ropeKey) : layers * each * pair;
        const QString number = formatExactCount(shape.elementsPerToken);
        if (expected != shape.elementsPerToken) // layers that differ, or heads that share
            lines << tr("%1: %2 in all layers together").arg(shape.name, number);
        else
            lines << QStringLiteral("%1: %2 \u00d7 %3 = %4")
                         .arg(shape.name, formatPlural(int64_t(layers), Noun::Layer),
                              latent ? QStringLiteral("(%1 + %2)").arg(info.latent).arg(info.ropeKey)
                                     : product(each, keyAndValue),
                              number);
        if (tokens == 0)
            continue;
        const QString text = formatPlural(int64_t(tokens), Noun::Token);
        const QString kept = formatExactCount(keptOf(shape.elementsPerToken, plan, tokens));
        lines.back() += plan.longestWindow() > 0 ? tr("; of %1, with the windows of this model: %2").arg(text, kept)
                                                 : QStringLiteral("; \u00d7 %1 = %2").arg(text, kept);
    }
    return lines;
}

const std::vector<PublishedCache> &publishedCaches()
{
    static const std::vector<PublishedCache> all = {{QStringLiteral("DeepSeek-V2-Lite"), 27, 16},
                                                    {QStringLiteral("DeepSeek-V2"), 60, 128},
                                                    {QStringLiteral("DeepSeek-V3, R1"), 61, 128}};
    return all;
}

QString publishedSavingWords()
{
    constexpr double Layers67B = 95, KeyHeads67B = 8, Head67B = 128, Bits67B = 16, BitsV2 = 6;
    const PublishedCache &v2 = publishedCaches()[1];
    const double grouped = Layers67B * 2 * KeyHeads67B * Head67B, kept = double(v2.kept());
    const auto less = [](double share) { return QStringLiteral("%1 %").arg(100 * (1 - share), 0, 'f', 1); };
    return tr("The paper's %1 less compares DeepSeek-V2 with 6 bits a number to DeepSeek 67B, whose grouped-query "
              "attention "
              "keeps 16 bits. At equal precision it is %2 less, and %3 less than keys and values of V2's own heads.")
        .arg(less(kept * BitsV2 / (grouped * Bits67B)), less(kept / grouped), less(kept / double(v2.ordinary())));
}

} // namespace deepscope
