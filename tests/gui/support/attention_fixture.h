// The window with a memory panel whose heads look where these scores say.
#pragma once

#include "bar_rows.h"
#include "panels/memory/attention_view.h"
#include "panels/memory/memory_panel.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"
#include "window_fixture.h"

#include <QTabWidget>

#include <algorithm>
#include <cmath>

namespace deepscope::test {

inline constexpr uint32_t Heads = 3;

// Scores of which none are alike; k_R draws to what is near.
inline AttendedLayer layerOf(uint32_t number, uint32_t positions, bool latent = true)
{
    AttendedLayer layer{.layer = number, .heads = Heads, .positions = positions};
    for (uint32_t head = 0; head < Heads; ++head)
        for (uint32_t p = 0; p < positions; ++p) {
            layer.content.push_back(float(std::sin(p * (head + 1.0) + number)) + (p == 0 ? 3 : 0));
            if (latent)
                layer.rope.push_back(0.1F * float(p));
        }
    return layer;
}

// In double, plainly.
inline double massOf(const AttendedLayer &layer, uint32_t head, uint32_t position)
{
    double sum = layer.sinks.empty() ? 0 : std::exp(double(layer.sinks[head])), own = 0;
    for (uint32_t p = 0; p < layer.positions; ++p) {
        const size_t at = head * layer.positions + p;
        const double weight = std::exp(double(layer.content[at]) + (layer.rope.empty() ? 0 : double(layer.rope[at])));
        sum += weight;
        own = p == position ? weight : own;
    }
    return own / sum;
}

inline double meanOf(const AttendedLayer &layer, uint32_t position)
{
    double sum = 0;
    for (uint32_t head = 0; head < layer.heads; ++head)
        sum += massOf(layer, head, position) / layer.heads;
    return sum;
}

inline bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

struct AttentionFixture : WindowFixture {
    explicit AttentionFixture(const QString &settings) : WindowFixture(settings)
    {
        window.resize(1280, 800);
        loadDefault();
    }
    MemoryPanel *panel() { return window.findChild<MemoryPanel *>(); }
    AttentionView *view() { return panel()->findChild<AttentionView *>(); }
    TokenStripPlot *strip() { return window.findChild<TokenStripPlot *>(); }
    Selection &selection() { return window.workbench().selection(); }
    const Run &run() { return *window.workbench().store().current(); }

    void open()
    {
        panel()->tabs()->setCurrentWidget(view());
        QCoreApplication::processEvents();
    }
    void focus(int token, int layer = -1)
    {
        selection().setFocus({token, layer, -1});
        QCoreApplication::processEvents();
    }
    const AttentionQuestion &asked(size_t number)
    {
        const bool came = QTest::qWaitFor([&] { return log.attention.size() >= number; });
        if (!came || log.attention.size() != number)
            qFatal("%zu questions, not %zu", log.attention.size(), number);
        return log.attention.back();
    }
    // The newest question, which is of that token, and comes or came behind so many.
    const AttentionQuestion &askedUpTo(int token, size_t known = 0)
    {
        const auto came = [&] {
            return log.attention.size() > known && log.attention.back().tokens.size() == size_t(token) + 1;
        };
        if (!QTest::qWaitFor(came))
            qFatal("no question of token %d among %zu", token, log.attention.size());
        return log.attention.back();
    }
    void answer(const AttentionQuestion &question, bool latent = true)
    {
        AttentionAnswer answer{.run = question.run, .layers = {}, .failure = {}};
        for (uint32_t layer = 0; layer < run().model().info.layers; ++layer)
            answer.layers.push_back(layerOf(layer, uint32_t(question.tokens.size()), latent));
        send(answer);
    }
};

inline bool hasHeading(const BarList *list, const QString &words)
{
    return std::ranges::any_of(list->rows(), [&](const BarRow &row) { return row.label.startsWith(words); });
}

} // namespace deepscope::test
