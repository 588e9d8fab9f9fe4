// The cells of the strip: one a token, or one a device pixel.
#include "token_strip_plot.h"

#include "cell_text.h"
#include "paint/coarse_axis.h"
#include "panels/shared/underline.h"

#include <QPainter>

#include <cmath>

namespace deepscope {

namespace {

constexpr double LabelLine = 2; // below a token that a person labelled
constexpr double LitLine = 3;   // below a token that chose the focused expert

} // namespace

// Whether a token chose the focused expert; of a long run that takes longer than a frame may, so it is asked once.
bool TokenStripPlot::lit(int token)
{
    m_lit.resize(size_t(tokenCount()), -1);
    int8_t &known = m_lit[size_t(token)];
    if (known < 0)
        known = m_selection.lit(token);
    return known != 0;
}

QColor TokenStripPlot::cellColor(const Palette &color, int token) const
{
    if (tellsPhase(m_measure))
        return color.phaseFill(run()->phase(token));
    const auto value = valueOf(token);
    if (value && m_measure == TokenMeasure::Expert && !byOneExpert())
        return categoryGround(color, strongestExpert(*run(), token, expertLayer())->expert);
    if (value && (m_measure == TokenMeasure::Change || m_measure == TokenMeasure::OtherRun))
        return QColor(m_changes.at(0.5 + *value / m_scaleEnd / 2));
    return value ? QColor(m_scale.at(*value / m_scaleEnd)) : color(Role::Panel);
}

QColor TokenStripPlot::textGround(const Palette &color, int token) const
{
    constexpr double Readable = 4.5; // contrast of small text
    if (!run() || token < 0 || token >= tokenCount() || m_measure == TokenMeasure::Phase)
        return {};
    const bool ofExpert = m_measure == TokenMeasure::Expert;
    if (!ofExpert && m_selection.expertFocused() && m_selection.lit(token))
        return {};
    if (m_measure == TokenMeasure::PhaseInChat)
        return cellColor(color, token);
    const auto value = valueOf(token);
    if (!value || (ofExpert && *value <= 0)) // the focused expert was not chosen
        return {};
    const QColor ground = cellColor(color, token);
    if (ofExpert && !byOneExpert())
        return ground; // these are made for text
    for (float share = 0.9F; share > 0; share -= 0.1F) {
        const QColor mixed =
            over(QColor::fromRgbF(ground.redF(), ground.greenF(), ground.blueF(), share), color(Role::Panel));
        if (contrast(color(Role::Text), mixed) >= Readable)
            return mixed;
    }
    return {};
}

void TokenStripPlot::paintCells(QPainter &painter, const Palette &color)
{
    const TokenAxis tokens = axis();
    const QRectF area = plotArea();
    const TokenRange visible = tokens.shown(tokenCount());
    const double gap = tokens.tokenWidth() >= 6 ? 1 : 0;
    for (int token = visible.begin; token < visible.end; ++token) {
        const QRectF cell = tokens.rect({token, token + 1}, area.top(), area.height()).adjusted(0, 0, -gap, 0);
        const QColor ground = paintGround(painter, color, cell, token, lit(token));
        const QColor ink = contrast(color(Role::Text), ground) >= contrast(color(Role::Panel), ground)
                               ? color(Role::Text)
                               : color(Role::Panel);
        painter.setPen(lit(token) ? ink : color(Role::QuietText));
        paintCellText(painter, cell, font(), *run(), token);
        if (!labelsOf(run()->labels(), token).empty())
            painter.fillRect(QRectF(cell.left(), cell.bottom() - LabelLine, cell.width(), LabelLine),
                             color(Role::Accent));
    }
}

// Above what a cell has at its lower edge, and wide enough to be seen where cells are narrow.
void TokenStripPlot::paintLookedAt(QPainter &painter, const Palette &color) const
{
    constexpr double Narrowest = 4;
    const QRectF area = plotArea();
    for (const auto &[token, strength] : m_attention.marked())
        if (const QRectF cell = axis().shownRect({token, token + 1}, area.top(), area.height() - LitLine, Narrowest);
            token < tokenCount() && cell.width() > 0)
            paintUnderline(painter, color, cell, strength);
}

// Where several tokens share a device pixel, it has the one with the greatest value, and is lit where one of them is.
void TokenStripPlot::paintColumns(QPainter &painter, const Palette &color)
{
    const QRectF area = plotArea();
    const CoarseAxis coarse(axis(), devicePixelRatioF());
    const double width = 1 / devicePixelRatioF();
    for (double x = area.left(); x < area.right() - width / 2; x += width) {
        const TokenRange tokens = coarse.tokensAt(x + width / 2, tokenCount());
        if (tokens.empty())
            continue;
        int shown = tokens.begin;
        double greatest = -1;
        bool anyLit = false;
        for (int token = tokens.begin; token < tokens.end; ++token) {
            anyLit = anyLit || lit(token);
            if (const auto value = valueOf(token); value && std::abs(*value) > greatest) {
                greatest = std::abs(*value);
                shown = token;
            }
        }
        paintGround(painter, color, QRectF(x, area.top(), width, area.height()), shown, anyLit);
    }
}

QColor TokenStripPlot::paintGround(QPainter &painter, const Palette &color, const QRectF &cell, int token,
                                   bool isLit) const
{
    QColor ground = cellColor(color, token);
    if (!isLit)
        ground = over(QColor::fromRgbF(ground.redF(), ground.greenF(), ground.blueF(), 0.3f), color(Role::Panel));
    painter.fillRect(cell, ground);
    if (!tellsPhase(m_measure) && !valueOf(token))
        painter.fillRect(cell, QBrush(color(Role::NotComputed), Qt::BDiagPattern));
    if (m_selection.expertFocused() && isLit)
        painter.fillRect(QRectF(cell.left(), cell.bottom() - LitLine, cell.width(), LitLine), color(Role::Focus));
    return ground;
}

} // namespace deepscope
